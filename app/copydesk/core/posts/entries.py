"""One field as it stands in the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

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


@dataclass(frozen=True, slots=True)
class Part:
    """A field's value, or a part of it, with what is written for it.

    Attributes:
        value: What it says, as Python data.
        source: What is written, in the post's own format, moved left so that it can be read and
            edited on its own: ``1.10`` stays ``1.10``. Of a part that only stands elsewhere (a
            merged key, what an alias stands for) it is how the part would be written here.
        parts: By key or number, what it consists of; empty for a scalar.
    """

    value: object = field(hash=False)
    source: str
    parts: Mapping[str | int, Part] = field(default_factory=dict, hash=False)
