"""What is wrong with a post's fields, said in an editor's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.core.text.edits import TextEdit
    from copydesk.core.text.positions import Span


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        sentence: What is wrong.
        next_step: What the editor can do.
        span: Where, in the whole text.
        line: The 0-based line it starts on.
        mend: Edits that certainly put it right; empty where that is not certain.
        mend_label: For the button: "Close the quote".
        fatal: Whether the fields can't be read at all because of it.
    """

    sentence: str
    next_step: str
    span: Span
    line: int
    mend: tuple[TextEdit, ...] = ()
    mend_label: str = ""
    fatal: bool = True
