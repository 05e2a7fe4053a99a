"""What tracing says of a draft: its claims, and where the sources have each."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from copydesk.core.text.positions import Span

SpeakerVerdict = Literal["ok", "wrong"]


class ClaimKind(enum.Enum):
    """What is claimed; the value is the word used in data."""

    QUOTE = "quote"
    NUMBER = "number"
    DATE = "date"
    NAME = "name"


class Verdict(enum.Enum):
    """Whether a source has it; the value is the word used in data."""

    VERBATIM = "verbatim"
    """A source has it, whatever the typography."""
    ALTERED = "altered"
    """A source has something so near that it must be the same, and differs."""
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a source.

    Attributes:
        source: The source's name.
        span: In the source's text.
        text: What stands there.
    """

    source: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a draft says and a source may have.

    Attributes:
        kind: What it is.
        text: As the draft has it; of a quotation broken by its attribution, the first piece.
        span: Of `text`, in the draft.
        verdict: Whether a source has it.
        place: Where a source has it, or what is nearest to it; None where nothing is.
        speaker: Of a quotation: whether the draft and the source give it to the same person; None
            where one of them names nobody.
        sentence: What there is to say of it, in an editor's words: "The source says 850,000.".
        differences: Of an altered quotation: words of the draft and those of the source that
            stand in their place, as spans; an empty one where the other has words too many.
        said_by: Who says a quotation in the draft; "" where it names nobody.
        source_said_by: Who says it in the source; "" where it names nobody.
        pieces: Of a quotation: the spans of all its pieces, the first one's too.
    """

    kind: ClaimKind
    text: str
    span: Span
    verdict: Verdict
    place: Place | None = None
    speaker: SpeakerVerdict | None = None
    sentence: str = ""
    differences: tuple[tuple[Span, Span], ...] = ()
    said_by: str = ""
    source_said_by: str = ""
    pieces: tuple[Span, ...] = ()

    @property
    def start(self) -> int:
        """Where it starts in the draft, in code points."""
        return self.span.start

    @property
    def end(self) -> int:
        """Where it ends in the draft."""
        return self.span.end


@dataclass(frozen=True, slots=True)
class Trace:
    """All claims of a draft, by place."""

    claims: tuple[Claim, ...]
