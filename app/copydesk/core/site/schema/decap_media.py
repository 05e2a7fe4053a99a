"""Where Decap and Sveltia put a field's files, and how a post names them.

A folder can be set for the whole site, a collection, a file, and a field; each may build on the
one above it by ``{{media_folder}}`` and ``{{public_folder}}``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.site.field import Media
from copydesk.core.site.schema.common import inner, number, text

if TYPE_CHECKING:
    from copydesk.core.site.schema.common import Values

_PARENT = re.compile(r"\{\{\s*(media_folder|public_folder)\s*\}\}")
_DOUBLE = re.compile(r"(?<!:)/{2,}")
# What is written in `accept`, besides suffixes, and how files of it end.
_ACCEPTED = {
    "image/jpeg": ("jpg", "jpeg"),
    "image/svg+xml": ("svg",),
    "text/plain": ("txt",),
    "video/quicktime": ("mov",),
    "audio/mpeg": ("mp3",),
}


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders as they stand at some place of the configuration.

    Attributes:
        media: From the site's root with a "/" at its start, else from the post; None where the
            site has set none.
        public: What posts write in its place.
    """

    media: str | None = None
    public: str = ""

    def below(self, data: Values) -> Folders:
        """The folders inside a collection, file or field, which may set its own."""
        media, public = _said(data, "media_folder"), _said(data, "public_folder")
        mine = self.media if media is None else self._filled(media)
        if public is not None:
            return Folders(mine, self._filled(public))
        return Folders(mine, self.public if media is None or mine is None else mine)

    def _filled(self, pattern: str) -> str:
        values = {"media_folder": self.media or "", "public_folder": self.public}
        return _DOUBLE.sub("/", _PARENT.sub(lambda found: values[found[1]], pattern.strip()))


def site_folders(config: Values) -> Folders:
    """The folders of the whole site; those are always from its root."""
    media, public = _said(config, "media_folder"), _said(config, "public_folder")
    if media is None:
        return Folders()
    rooted = "/" + media.strip().strip("/")
    return Folders(rooted, rooted if public is None else _DOUBLE.sub("/", public.strip()))


def media_of(folders: Folders, data: Values) -> Media | None:
    """The rule for an image's or a file's field; None where nothing is said of it."""
    extensions = _extensions(text(data, "accept") or "")
    most = _most_bytes(data)
    if folders.media is None:
        return None
    if folders.media.startswith("/"):
        # The root itself is "."; an empty folder would be the post's own.
        folder = folders.media.strip("/") or "."
    else:
        below = folders.media.removeprefix("./").strip("/")
        folder = f"{{{{folder}}}}/{below}" if below not in ("", ".") else ""
    return Media(folder, folders.public, extensions, most)


def takes_several(data: Values) -> bool:
    """Whether an image's or a file's field holds a list."""
    if data.get("multiple") is True:
        return True
    libraries = (inner(data, "media_library"), inner(inner(data, "media_libraries"), "default"))
    return any(inner(library, "config").get("multiple") is True for library in libraries)


def _most_bytes(data: Values) -> int | None:
    libraries = inner(data, "media_libraries")
    for library in (
        inner(data, "media_library"),
        inner(libraries, "default"),
        inner(libraries, "all"),
    ):
        for place in (inner(library, "config"), library):
            most = number(place, "max_file_size")
            if most is not None and most > 0:
                return int(most)
    return None


def _extensions(accept: str) -> tuple[str, ...]:
    result: list[str] = []
    for one in accept.lower().split(","):
        kind = one.strip()
        if kind.startswith("."):
            result.append(kind[1:])
        elif kind in _ACCEPTED:
            result += _ACCEPTED[kind]
        elif "/" in kind and not kind.endswith("*"):
            result.append(kind.partition("/")[2])
        elif kind:
            return ()
    return tuple(dict.fromkeys(result))


def _said(data: Values, key: str) -> str | None:
    """A text, which may be empty; None where there is none."""
    value = data.get(key)
    return value if isinstance(value, str) else None
