"""What a check finds in a post: one shape for all rules, the window and the command line."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.core.posts.paths import FieldPath
    from copydesk.core.text.edits import TextEdit
    from copydesk.core.text.positions import Span


class Severity(enum.Enum):
    """How much a finding weighs; the value is the word used in data and in `copydesk.toml`."""

    ERROR = "error"
    """Must be put right before the post goes out: `copydesk check` fails."""
    WARNING = "warning"
    """Should be looked at."""
    NOTE = "note"
    """Worth knowing; counted nowhere."""

    @property
    def weight(self) -> int:
        """For sorting: the heaviest has the smallest."""
        return _WEIGHTS[self]


_WEIGHTS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@dataclass(frozen=True, slots=True)
class Fix:
    """One way to put a finding right, as one undoable step.

    Attributes:
        label: For the link: "Remove it", "Add a blank line".
        edits: Positions are those of the text that was checked.
    """

    label: str
    edits: tuple[TextEdit, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule's check gives: a finding without what its rule says of it anyway.

    Attributes:
        span: Where, in the text that was checked; for a missing field, where its block ends.
        sentence: What is wrong, as a short headline: "The last paragraph becomes a heading".
        detail: The line below it, where there is more to say; may be empty.
        fixes: The most fitting first.
        field: The field it is about; () for the text.
        related: Further places: what it contradicts, the first of two.
        about: What it is about, where the text under the span does not tell it: a duplicate's
            other path. Part of what an acceptance is held to.
        source: The attached source that it comes from, and the span in that; "" for none.
        source_span: See `source`.
        in_original: Whether positions are those of the text as it stands, suggestions included.
    """

    span: Span
    sentence: str
    detail: str = ""
    fixes: tuple[Fix, ...] = ()
    field: FieldPath = ()
    related: tuple[Span, ...] = ()
    about: str = ""
    source: str = ""
    source_span: Span | None = None
    in_original: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, as told.

    Attributes:
        rule: The rule's id, as in `copydesk.toml`.
        severity: As the site has set it.
        span: In the text as it stands, open suggestions included.
        sentence: See `Found`.
        detail: See `Found`.
        why: Why it matters, the rule's own words.
        fixes: See `Found`.
        safe: Whether all of this kind may be fixed in one go, each with its first fix.
        field: See `Found`.
        related: See `Found`.
        about: See `Found`.
        source: See `Found`.
        source_span: See `Found`.
        accepted: The reason for which an editor let it stand; None for an open one.
    """

    rule: str
    severity: Severity
    span: Span
    sentence: str
    detail: str = ""
    why: str = ""
    fixes: tuple[Fix, ...] = ()
    safe: bool = False
    field: FieldPath = ()
    related: tuple[Span, ...] = ()
    about: str = ""
    source: str = ""
    source_span: Span | None = None
    accepted: str | None = None
