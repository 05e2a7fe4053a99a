"""What a link in a post leads to, by its address alone."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from copydesk.ui.preview.scheme import ACTION_SCHEME, PAGE_ADDRESS, PAGE_HOST, SCHEME

_OUTSIDE = frozenset({"http", "https", "mailto"})
_PAGE = f"{SCHEME}://{PAGE_HOST}"


class LinkKind(enum.Enum):
    """Where a link goes."""

    HERE = "here"
    """To a place in the same post."""
    POST = "post"
    """To another file of the site."""
    OUTSIDE = "outside"
    """To the web, or to a mail program."""
    LOAD_IMAGES = "load-images"
    """A request to load the images of a host."""
    NOWHERE = "nowhere"
    """Anything that no link of a post may do."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link: ``target`` is a path, an address or a host by its kind; both parts are decoded."""

    kind: LinkKind
    target: str = ""
    fragment: str = ""


def read_link(address: str) -> Link:
    """Reads an address as it stands in a post; a bad one leads nowhere."""
    address = address.strip()
    if address.startswith(PAGE_ADDRESS + "#"):
        address = address.removeprefix(PAGE_ADDRESS)
    elif address.startswith(_PAGE):  # what Chromium makes of a relative one
        address = address.removeprefix(_PAGE)
    if address.startswith("//"):
        address = f"https:{address}"
    try:
        parts = urlsplit(address)
    except ValueError:
        return Link(LinkKind.NOWHERE)
    if parts.scheme in _OUTSIDE:
        return Link(LinkKind.OUTSIDE, address)
    if parts.scheme == ACTION_SCHEME:
        hosts = parse_qs(parts.query).get("host", [])
        if parts.path == "load-images" and hosts:
            return Link(LinkKind.LOAD_IMAGES, hosts[0])
        return Link(LinkKind.NOWHERE)
    if parts.scheme or parts.netloc:
        return Link(LinkKind.NOWHERE)
    if parts.path:
        return Link(LinkKind.POST, unquote(parts.path), unquote(parts.fragment))
    return Link(LinkKind.HERE, fragment=unquote(parts.fragment))
