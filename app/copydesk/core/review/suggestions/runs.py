"""A stretch of a text as runs: what stays, what is suggested to come or to go, and by whom.

An edit is recorded by changing runs, and runs are written back as marks. Marks never stand within
one another; a highlight ends where a suggestion begins and goes on behind it.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from copydesk.core.text.critic import MarkKind
from copydesk.core.text.critic_scan import ARROW, has_openings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from copydesk.core.text.critic import Mark
    from copydesk.core.text.positions import Span


class Fate(enum.Enum):
    """What becomes of a run once all is accepted."""

    STAYS = "stays"
    COMES = "comes"
    GOES = "goes"
    COMMENT = "comment"
    """A whole comment, which is no part of the text."""
    CURSOR = "cursor"
    """No text: the place where the cursor belongs."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text with one fate.

    Attributes:
        fate: What becomes of it.
        text: As it stands in the source, without marks; of a comment the whole mark.
        start: Where it stands in the source; -1 for what is new.
        author: Who suggested it.
        metadata: Its mark's metadata as written.
        highlight: Where the highlight that holds it starts; -1 for none.
    """

    fate: Fate
    text: str
    start: int = -1
    author: str = ""
    metadata: str = ""
    highlight: int = -1

    @property
    def end(self) -> int:
        """Where it ends in the source."""
        return self.start + len(self.text)

    @property
    def lives(self) -> bool:
        """Whether it is part of the text once all is accepted."""
        return self.fate in (Fate.STAYS, Fate.COMES)

    def part(self, start: int, end: int) -> Run:
        """A part of it, by positions in the source."""
        text = self.text[start - self.start : end - self.start]
        return replace(self, text=text, start=start)


def runs_of(text: str, region: Span, marks: Iterable[Mark]) -> list[Run]:
    """The runs of a region that cuts through none of its ``marks``."""
    runs: list[Run] = []
    reached = region.start
    for mark in marks:
        if mark.span.start > reached:
            runs.append(Run(Fate.STAYS, text[reached : mark.span.start], reached))
        runs += _runs_of_mark(text, mark)
        reached = mark.span.end
    if reached < region.end or not runs:
        runs.append(Run(Fate.STAYS, text[reached : region.end], reached))
    return runs


def _runs_of_mark(text: str, mark: Mark) -> list[Run]:
    metadata = text[mark.span.start + 3 : mark.text.start]
    if mark.kind is MarkKind.COMMENT:
        return [Run(Fate.COMMENT, mark.span.of(text), mark.span.start)]
    if mark.kind is MarkKind.HIGHLIGHT:
        return [
            Run(
                Fate.STAYS,
                mark.text.of(text),
                mark.text.start,
                metadata=metadata,
                highlight=mark.span.start,
            )
        ]
    sides = ((Fate.GOES, mark.old), (Fate.COMES, mark.new))
    return [
        Run(fate, side.of(text), side.start, mark.author, metadata)
        for fate, side in sides
        if side is not None
    ]


def write_runs(runs: Sequence[Run]) -> tuple[str, int]:
    """The runs as text with marks, and where in it the cursor belongs; -1 where none of them says.

    What one author takes out and puts in without anything between becomes one mark.
    """
    pieces: list[str] = []
    length = 0
    cursor = -1
    for group in _grouped(runs):
        written, inside = _write_group(group)
        if inside >= 0:
            cursor = length + inside
        pieces.append(written)
        length += len(written)
    return "".join(pieces), cursor


def _grouped(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs that are written as one mark; the cursor stands with its neighbours."""
    groups: list[list[Run]] = []
    for run in runs:
        if not run.text and run.fate is not Fate.CURSOR:
            continue
        first = next((one for one in groups[-1] if one.text), None) if groups else None
        if groups and (run.fate is Fate.CURSOR or first is None or _go_together(first, run)):
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups


def _go_together(first: Run, run: Run) -> bool:
    if first.fate is Fate.STAYS:
        return run.fate is Fate.STAYS and run.highlight == first.highlight
    suggests = (Fate.COMES, Fate.GOES)
    return first.fate in suggests and run.fate in suggests and first.author == run.author


def _write_group(group: list[Run]) -> tuple[str, int]:
    """One group as text, and where the cursor is in it, or -1."""
    first = next((run for run in group if run.text), None)
    index = next((i for i, run in enumerate(group) if run.fate is Fate.CURSOR), -1)
    if first is None:
        return "", 0
    before = group[: max(0, index)]
    if first.fate is Fate.COMMENT:
        return first.text, -1 if index < 0 else len("".join(run.text for run in before))
    if first.fate is Fate.STAYS:
        text = "".join(run.text for run in group)
        opener = "" if first.highlight < 0 else MarkKind.HIGHLIGHT.value + first.metadata
        place = len(opener) + sum(len(run.text) for run in before)
        closer = MarkKind.HIGHLIGHT.closer if opener else ""
        return f"{opener}{text}{closer}", -1 if index < 0 else place
    old = "".join(run.text for run in group if run.fate is Fate.GOES)
    new = "".join(run.text for run in group if run.fate is Fate.COMES)
    # The older metadata stay: who types on does not change what is written already.
    metadata = next((run.metadata for run in group if run.text and run.start >= 0), first.metadata)
    written, places = write_change(old, new, metadata)
    if index < 0:
        return written, -1
    return written, places[sum(len(run.text) for run in before if run.fate is Fate.COMES)]


def write_change(old: str, new: str, metadata: str) -> tuple[str, list[int]]:
    """A change as one mark where that can be; and where each place of ``new`` is in it."""
    if old and new and not _breaks_substitution(old, new):
        opener = f"{{~~{metadata}{old}{ARROW}"
        places = [len(opener) + place for place in range(len(new) + 1)]
        return f"{opener}{new}~~}}", places
    written, _ = _write_marks(MarkKind.DELETION, old, metadata)
    if not new:
        return written, [0]
    added, places = _write_marks(MarkKind.INSERTION, new, metadata)
    return written + added, [len(written) + place for place in places]


def _breaks_substitution(old: str, new: str) -> bool:
    closer = MarkKind.SUBSTITUTION.closer
    return ARROW in old or closer in old or closer in new or has_openings(old + "\n" + new)


def _write_marks(kind: MarkKind, text: str, metadata: str) -> tuple[str, list[int]]:
    """A text in a mark, or in several where it holds what opens a mark or closes this one."""
    places: list[int] = []
    written = ""
    for piece in _cut(kind, text):
        written += kind.value + metadata
        places += range(len(written) + bool(places), len(written) + len(piece) + 1)
        written += piece + kind.closer
    return written, places


def _cut(kind: MarkKind, text: str) -> list[str]:
    """Pieces of a text of which none holds the beginning of a mark or the end of this kind."""
    cuts = {match.start() + 1 for match in re.finditer(r"\{(?=\+\+|--|~~|==|>>)", text)}
    cuts |= {match.end() - 1 for match in re.finditer(re.escape(kind.closer), text)}
    places = [0, *sorted(cuts), len(text)]
    pieces = [text[a:b] for a, b in pairwise(places)]
    return [piece for piece in pieces if piece]
