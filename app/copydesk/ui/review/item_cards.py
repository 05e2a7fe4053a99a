"""Suggestions and comments as cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.ui.widgets.cards import Card, CardLink, Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.review.suggestions.items import Item

_SUGGESTION = (CardLink("accept", "Accept"), CardLink("reject", "Reject"))
_COMMENT = (CardLink("reply", "Reply"), CardLink("resolve", "Resolve"))


def item_section(items: Sequence[Item]) -> Section:
    """The cards of suggestions and comments, in the order of the items."""
    return Section("items", tuple(_card(number, item) for number, item in enumerate(items)))


def _card(number: int, item: Item) -> Card:
    said = [f"{note.author or 'Somebody'}: {note.text}" for note in item.thread]
    if item.is_suggestion:
        more = "\n".join(said)
        title, detail = item.title, item.detail
        return Card(f"item:{number}", "ok", "Suggestion", title, detail, _SUGGESTION, more)
    more = "\n".join(said[1:])
    return Card(f"item:{number}", "accent", "Comment", item.title, item.detail, _COMMENT, more)
