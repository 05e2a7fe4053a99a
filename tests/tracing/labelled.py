"""The labelled set: invented sources and drafts, with what each claim of a draft should be.

Each folder of `pairs/` holds its sources (`source*.txt`, `.md` or `.html`), `draft.md` and
`claims.json`. All positions are code points into the text of `draft.md`.

What the labels mean:

- A quotation is *verbatim* when its words stand in a source, whatever the quotation marks, dashes,
  case, line breaks, ends, elisions, bracketed insertions or the attribution that breaks it;
  *altered* when a source has recognisably the same sentence in other words; else *not found*.
- A number is compared by its value, a date by its day (or month, or year, where it says no more).
  *Altered* is a near but unequal one for the same thing.
- A name is *altered* when it is spelled otherwise; a similar name of somebody else is *not found*.
- A speaker is *ok* or *wrong* by whom the source quotes, None where either side names nobody.

What may be read either way (times, ordinals, “half”, months alone, titles of works) is ignored.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "pairs"
KINDS = ("quote", "number", "date", "name")
VERDICTS = ("verbatim", "altered", "not_found")

_BLOCKS = frozenset(["h1", "h2", "h3", "p", "tr", "table", "title"])


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `start` up to `end`, in code points of the draft."""

    start: int
    end: int

    def shared_with(self, start: int, end: int) -> int:
        """How many code points lie in both."""
        return max(0, min(self.end, end) - max(self.start, start))


@dataclass(frozen=True, slots=True)
class LabelledClaim:
    """One claim of a draft; `pieces` are several where an attribution breaks a quotation."""

    kind: str
    text: str
    pieces: tuple[Stretch, ...]
    verdict: str
    source_text: str | None
    speaker: str | None

    @property
    def start(self) -> int:
        """Where the first piece starts."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Where the first piece ends."""
        return self.pieces[0].end


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """A draft, its sources as (name, plain text), its claims and what no score counts."""

    name: str
    draft: str
    sources: tuple[tuple[str, str], ...]
    claims: tuple[LabelledClaim, ...]
    ignored: tuple[Stretch, ...]


@cache
def labelled_pairs() -> tuple[LabelledPair, ...]:
    """All pairs by name.

    Raises:
        ValueError: A label names words that its draft lacks.
    """
    return tuple(_pair(folder) for folder in sorted(FOLDER.iterdir()) if folder.is_dir())


def _pair(folder: Path) -> LabelledPair:
    draft = (folder / "draft.md").read_text(encoding="utf-8")
    labels = json.loads((folder / "claims.json").read_text(encoding="utf-8"))
    return LabelledPair(
        name=folder.name,
        draft=draft,
        sources=tuple((path.name, _plain(path)) for path in sorted(folder.glob("source*"))),
        claims=tuple(_claim(draft, label) for label in labels["claims"]),
        ignored=tuple(found for text in labels["ignore"] for found in _all_of(draft, text)),
    )


def _claim(draft: str, label: dict[str, Any]) -> LabelledClaim:
    start = -1
    for _ in range(label["nth"]):
        start = draft.index(label["text"], start + 1)
    pieces = [Stretch(start, start + len(label["text"]))]
    for piece in label.get("pieces", [])[1:]:
        start = draft.index(piece, pieces[-1].end)
        pieces.append(Stretch(start, start + len(piece)))
    return LabelledClaim(
        label["kind"],
        label["text"],
        tuple(pieces),
        label["verdict"],
        label.get("source_text"),
        label.get("speaker"),
    )


def _all_of(draft: str, text: str) -> list[Stretch]:
    """Every place of an ignored text, as whole words: “one” is not in “Stone”."""
    places = re.finditer(rf"(?<!\w){re.escape(text)}(?!\w)", draft)
    return [Stretch(place.start(), place.end()) for place in places]


def _plain(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".html":
        return text
    reader = _Words()
    reader.feed(text)
    return re.sub(r"\n\s*\n+", "\n\n", "".join(reader.words)).strip() + "\n"


class _Words(HTMLParser):
    """The words of a page, its blocks on lines of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.words.append("\n\n" if tag in _BLOCKS else " ")
