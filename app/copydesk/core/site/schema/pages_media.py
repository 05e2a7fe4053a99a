"""Where Pages CMS puts files, and how posts name them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.site.field import Media
from copydesk.core.site.schema.common import clean_folder, is_map, listed, text, texts

if TYPE_CHECKING:
    from copydesk.core.site.schema.common import Values

# What Pages CMS means by a kind of files.
_CATEGORIES = {
    "image": (
        *("jpg", "jpeg", "apng", "png", "gif", "svg", "ico", "avif", "bmp", "tif", "tiff"),
        "webp",
    ),
    "document": ("pdf", "doc", "docx", "ppt", "pptx", "xls", "xlsx", "txt", "rtf"),
    "video": ("mp4", "avi", "mov", "wmv", "flv", "mpeg", "webm", "ogv", "ts", "3gp", "3g2"),
    "audio": ("mp3", "wav", "aac", "ogg", "flac", "weba", "oga", "opus", "mid", "midi"),
    "compressed": ("zip", "rar", "7z", "tar", "gz", "tgz", "bz", "bz2"),
    "font": ("ttf", "otf", "woff", "woff2", "eot"),
    "spreadsheet": ("csv", "tsv", "ods"),
}


@dataclass(frozen=True, slots=True)
class MediaPlace:
    """A folder of files.

    Attributes:
        name: As fields call it.
        folder: Below the site's root; "" for the root itself.
        public: What posts write in its place.
        extensions: Suffixes without dots; none for any.
    """

    name: str
    folder: str
    public: str
    extensions: tuple[str, ...] = ()


def media_places(config: Values) -> tuple[MediaPlace, ...]:
    """The folders of a configuration, the one that is meant where nothing is said first."""
    said = config.get("media")
    if isinstance(said, str):
        folder = clean_folder(said)
        return () if folder is None else (MediaPlace("default", folder, f"/{folder}"),)
    places = []
    for one in (said,) if is_map(said) else listed(config, "media"):
        if not is_map(one):
            continue
        folder = clean_folder(_said(one, "input"))
        public = _said(one, "output").strip()
        if folder is not None and "input" in one:
            public = public if public == "/" else public.rstrip("/")
            places.append(
                MediaPlace(text(one, "name") or "default", folder, public, _extensions(one) or ())
            )
    return tuple(places)


def media_of(options: Values, places: tuple[MediaPlace, ...]) -> Media | None:
    """The rule for a field's files; None where the site has none for it."""
    wanted = options.get("media")
    if wanted is False or not places:
        return None
    named = (place for place in places if place.name == wanted)
    place = next(named, places[0])
    folder, public = place.folder, place.public
    inside = clean_folder(text(options, "path") or folder)
    base = f"{folder}/" if folder else ""
    if inside and inside != folder and inside.startswith(base):
        public = f"{public.rstrip('/')}/{inside[len(base) :]}"
        folder = inside
    # The root itself is "."; an empty folder would be the post's own.
    return Media(folder or ".", public, _extensions(options) or place.extensions)


def _extensions(data: Values) -> tuple[str, ...] | None:
    said = texts(data, "extensions")
    if not said:
        categories = texts(data, "categories")
        said = tuple(end for one in categories for end in _CATEGORIES.get(one, ()))
    return tuple(one.lower().lstrip(".") for one in said) or None


def _said(data: Values, key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else ""
