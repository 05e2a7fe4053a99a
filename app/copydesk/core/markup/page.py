"""A rendered post as one HTML document that needs no other file."""

from __future__ import annotations

import base64
from html import escape
from typing import TYPE_CHECKING

from copydesk.core.markup.finish import EVERY_HOST
from copydesk.core.markup.protocol import RenderRequest
from copydesk.core.markup.session import render_text
from copydesk.core.resources import resource_text
from copydesk.core.site.detect import detect_site
from copydesk.core.site.paths import resolve_image

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.markup.suggested import MarksView
    from copydesk.core.site.detect import Site

_MIMES = {
    ".apng": "image/apng",
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
# A third more as text; what is larger than this makes a document that mail refuses.
_LARGEST_IMAGE = 16 * 1024 * 1024
# The style sheets are the preview's; the colours those of its light theme.
_COLOURS = {
    "paper": "#ffffff",
    "ink": "#22201c",
    "soft": "#655f56",
    "faint": "#757065",
    "line": "#e3e0d9",
    "sel": "#e9e5dc",
    "accent": "#0b6bcb",
    "on_accent": "#ffffff",
    "warn": "#955900",
    "bad": "#b3261e",
    "ins": "#dff2e4",
    "deleted": "#fbe3e0",
    "cmt": "#fff3c9",
}


def standalone_html(
    text: str,
    path: Path,
    *,
    engine: str = "auto",
    load_images: bool = False,
    marks: MarksView = "accepted",
) -> str:
    """A post as a whole HTML document, images of its site inside it.

    Args:
        text: The whole text, fields included.
        path: The post's file, which tells the site.
        engine: "auto" for the site's own, or an engine's name.
        load_images: Whether the document loads images from other hosts when it is opened.
        marks: How suggestions and comments come out, as in `RenderRequest`.

    Raises:
        ValueError: There is no engine of that name.
        RecursionError: The text is nested too deeply.
    """
    path = path.absolute()
    site = detect_site(path.parent)
    request = RenderRequest(
        text=text,
        path=str(path),
        engine=site.engine if engine == "auto" else engine,
        site_root=str(site.root),
        allowed_hosts=(EVERY_HOST,) if load_images else (),
        marks=marks,
    )
    result = render_text(request, _EmbeddedImages(site, path), standalone=True)
    images = "data: http: https:" if load_images else "data:"
    return _DOCUMENT.format(
        language=escape(result.language or "en"),
        direction=result.direction,
        images=images,
        title=escape(result.title or path.stem),
        style=_style(),
        body="".join(block.html for block in result.blocks),
    )


class _EmbeddedImages:
    """Gives images as ``data:`` addresses."""

    def __init__(self, site: Site, post: Path) -> None:
        self._site, self._post = site, post

    def image(self, src: str) -> str | None:
        """The image's bytes as an address; None for what can't be read or is no image."""
        found = resolve_image(self._site, self._post, src)
        mime = _MIMES.get(found.suffix.lower()) if found is not None else None
        if found is None or mime is None:
            return None
        try:
            if found.stat().st_size > _LARGEST_IMAGE:
                return None
            data = found.read_bytes()
        except OSError:
            return None
        return f"data:{mime};base64,{base64.b64encode(data).decode('ascii')}"


def _style() -> str:
    colours = " ".join(f"--{name}: {value};" for name, value in _COLOURS.items())
    sheets = (resource_text("preview", name) for name in ("page.css", "code.css"))
    return "\n".join((f":root {{ {colours} }}", *sheets))


_DOCUMENT = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src {images}; \
style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
<main lang="{language}" dir="{direction}">
{body}</main>
</body>
</html>
"""
