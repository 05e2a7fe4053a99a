"""Where a page finds the images of a post."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote, unquote

from copydesk.core.site.detect import detect_site
from copydesk.core.site.paths import resolve_image

if TYPE_CHECKING:
    from copydesk.core.site.detect import Site

SCHEME = "copydesk://post/"


class Resolver(Protocol):
    """Gives addresses for the images that a post names without a host."""

    def image(self, src: str) -> str | None:
        """The address for an image's ``src``, as written in the post; None for none."""
        ...


class PreviewResolver:
    """``copydesk://post/<path below the site's root>``, for the preview's page."""

    def __init__(self, site_root: str, post_path: str) -> None:
        """Resolves as the site at ``site_root`` does for the post at ``post_path``.

        Args:
            site_root: A folder; "" for that of the post.
            post_path: The post's file; "" for a post without one, whose images are not found.
        """
        self._post = Path(post_path) if post_path else None
        folder = Path(site_root) if site_root else (self._post.parent if self._post else None)
        self._site: Site | None = detect_site(folder) if folder is not None else None
        self._known: dict[str, str] = {}

    def image(self, src: str) -> str:
        """The image's address; where there is no such file, that of the path as written.

        So an image that comes later is found without rendering again. Files that were found are
        remembered.
        """
        address = self._known.get(src)
        if address is None:
            path = self._find(src)
            if path is None:
                return SCHEME + quote(self._as_written(src), errors="replace")
            address = self._known[src] = SCHEME + quote(path, errors="surrogateescape")
        return address

    def _find(self, src: str) -> str | None:
        if self._site is None or self._post is None:
            return None
        found = resolve_image(self._site, self._post, src)
        return self._site.relative(found) if found is not None else None

    def _as_written(self, src: str) -> str:
        path = unquote(re.split(r"[?#]", src, maxsplit=1)[0])
        if not path.startswith("/") and self._site is not None and self._post is not None:
            path = posixpath.join(self._site.relative(self._post.parent) or "", path)
        return posixpath.normpath("/" + path.lstrip("/")).lstrip("/")
