"""The last step of every engine: safe HTML whose images are where the site has them."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from copydesk.core.markup.sanitise import clean
from copydesk.core.markup.suggested import with_elements

if TYPE_CHECKING:
    from collections.abc import Iterable

    from copydesk.core.markup.resolve import Resolver

# In the cleaner's output a tag ends at the next ">" and every value stands in double quotes.
_TAG = re.compile(r"<(a|img|input)( [^>]*)?>")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_SAFE_LINK = re.compile(r"(?:https?|mailto|tel|xmpp|ftp):", re.IGNORECASE)
_SAFE_DATA = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif|svg\+xml)[;,]", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")

LOAD_IMAGES = "copydesk-action:load-images?host="
EVERY_HOST = "*"


class Finish:
    """Cleans HTML, then points its images to the site's files.

    Links stay as written: they are resolved when somebody follows one.
    """

    def __init__(
        self, resolver: Resolver, allowed_hosts: Iterable[str] = (), *, standalone: bool = False
    ) -> None:
        """Finishes the HTML of one post.

        Args:
            resolver: Where the site's own images are.
            allowed_hosts: Images from these hosts are shown; ``EVERY_HOST`` allows all.
            standalone: An image that is left out is linked to, in the place of an offer to load.
        """
        self._resolver = resolver
        self._standalone = standalone
        self._allowed_hosts = frozenset(allowed_hosts)

    def html(self, html: str) -> str:
        """Safe HTML of the same content.

        Args:
            html: What an engine made, raw HTML of the post included.
        """
        safe = clean(with_elements(html))
        if "<a" in safe or "<im" in safe or "<inp" in safe:
            safe = _TAG.sub(self._rewrite, safe)
        return safe

    def image(self, src: str, alt: str = "") -> str:
        """An image of the post's fields, or the words that stand in its place."""
        return self._image({"src": src, "alt": alt})

    def _rewrite(self, tag: re.Match[str]) -> str:
        attributes = {
            name: unescape(value) for name, value in _ATTRIBUTE.findall(tag.group(2) or "")
        }
        name = tag.group(1)
        if name == "input":
            return tag.group() if attributes.get("type") == "checkbox" else ""
        return self._image(attributes) if name == "img" else self._link(attributes)

    def _link(self, attributes: dict[str, str]) -> str:
        # As browsers read it: they leave out line ends and tabs.
        href = re.sub(r"[\t\r\n]", "", attributes.get("href", "")).strip()
        if _SCHEME.match(href) and not _SAFE_LINK.match(href):
            del attributes["href"]
        return _tag("a", attributes)

    def _image(self, attributes: dict[str, str]) -> str:
        src = attributes.pop("src", "").strip()
        if _SAFE_DATA.match(src):
            return _tag("img", {"src": src, **attributes})
        if src.startswith("//") or re.match(r"https?:", src, re.IGNORECASE):
            return self._remote_image(src, attributes)
        if not src or _SCHEME.match(src):
            return _missing(src, attributes, "image that can't be shown")
        address = self._resolver.image(src)
        if address is None:
            return _missing(src, attributes, "image not found")
        return _tag("img", {"src": address, **attributes})

    def _remote_image(self, src: str, attributes: dict[str, str]) -> str:
        url = "https:" + src if src.startswith("//") else src
        host = host_of(url)
        if not host:
            return _missing(src, attributes, "image that can't be shown")
        if host in self._allowed_hosts or EVERY_HOST in self._allowed_hosts:
            return _tag("img", {"src": url, **attributes})
        words = f"{_file_name(src)} · image from {host} · not loaded"
        title = attributes.get("alt") or attributes.get("title")
        kept = {"title": title} if title else {}
        opening = _tag(
            "span", {"class": "remote-image", "data-host": host, "data-src": url, **kept}
        )
        if self._standalone:
            link = _tag("a", {"href": url})
            return f"{opening}{link}{escape(words)}</a></span>"
        action = _tag("a", {"href": LOAD_IMAGES + quote(host)})
        return f"{opening}{escape(words)} {action}Load images from {escape(host)}</a></span>"


def host_of(url: str) -> str:
    """The host of an address in lower case; "" where there is none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def blocked_hosts(html: str) -> set[str]:
    """The hosts whose images finished HTML leaves out."""
    if 'class="remote-image"' not in html:
        return set()
    return {unescape(host) for host in re.findall(r' data-host="([^"]*)"', html)}


def _file_name(src: str) -> str:
    path = re.split(r"[?#]", src, maxsplit=1)[0]
    return unquote(path).rstrip("/").rpartition("/")[2][:80] or "image"


def _missing(src: str, attributes: dict[str, str], words: str) -> str:
    title = attributes.get("alt") or attributes.get("title")
    kept = {"title": title} if title else {}
    opening = _tag("span", {"class": "missing-image", **kept})
    return f"{opening}{escape(_file_name(src))} · {words}</span>"


def _tag(name: str, attributes: dict[str, str]) -> str:
    inner = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{inner}>"
