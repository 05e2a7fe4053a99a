"""One field as it stands in the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.core.text.positions import Span


@dataclass(frozen=True, slots=True)
class FieldEntry:
    """One field. Spans are positions in the whole text.

    Attributes:
        key: Its name.
        span: Its whole lines, from the key's to the last of its value, line end included.
            Comments on lines of their own before and after it are outside.
        key_span: The name, with its quotes.
        value_span: The value's source, without a comment after it; empty for an empty field.
        value: What the value says, as Python data.
        source: The text of ``value_span``; of a list or map on lines below the key, with the lines
            moved left as far as its first, so that it can be read and edited on its own.
    """

    key: str
    span: Span
    key_span: Span
    value_span: Span
    value: object = field(hash=False)
    source: str
