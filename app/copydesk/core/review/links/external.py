"""The links of a post that leave its site: listed, and asked for only when an editor wants it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.core.review.draft import Draft
    from copydesk.core.text.positions import Span


@dataclass(frozen=True, slots=True)
class ExternalLink:
    """One link to another site.

    Attributes:
        span: Where, in the text that was checked.
        href: Its address; always http or https.
        text: What a reader reads of it; the address itself for a bare one.
        image: Whether it is a picture that another site serves.
    """

    span: Span
    href: str
    text: str
    image: bool = False


def external_links(draft: Draft) -> tuple[ExternalLink, ...]:
    """The links and pictures of a post that another host serves, in order."""
    found = []
    for link in draft.links:
        href = f"https:{link.href}" if link.href.startswith("//") else link.href
        if link.kind == "definition" or not href.lower().startswith(("http://", "https://")):
            continue
        found.append(ExternalLink(link.span, href, link.text or href, link.kind == "image"))
    return tuple(found)
