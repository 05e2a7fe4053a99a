"""A TOML list or map in its brackets, cut at its commas, so that parts can come, go and move.

Each part keeps the comment on its line; comments on lines of their own stay where they are when a
part goes, and travel with the part below them when it moves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from copydesk.core.text.positions import Span

_COMMA = re.compile(r"((?:[ \t\r\n]|#[^\r\n]*)*),")
_LINE_COMMENT = re.compile(r"[ \t]*#[^\r\n]*")
_COMMENTS = re.compile(r"[\s\S]*#[^\r\n]*")
_ATTACHED = re.compile(
    r"(?<=[\r\n])(?P<blank>[ \t]*)(?P<rows>(?:#[^\r\n]*(?:\r\n|\n|\r)[ \t]*)+)\Z"
)
_LAST_LINE = re.compile(r"(?:\r\n|\n|\r)(?P<indent>[ \t]*)\Z")


@dataclass(slots=True)
class _Slot:
    """A part's place: what leads to it, the part, its comma, and the comment on its line."""

    lead: str
    part: str
    middle: str = ""
    comma: bool = True
    trail: str = ""

    def text(self) -> str:
        return self.lead + self.part + self.middle + "," * self.comma + self.trail


class Brackets:
    """The source of a list or map, from its opening bracket to its closing one."""

    def __init__(self, source: str, span: Span, parts: Sequence[Span], newline: str) -> None:
        self._newline = newline
        inner, end = span.start + 1, span.end - 1
        found = _LINE_COMMENT.match(source, inner, end)
        start = found.end() if found else inner
        self._opening = source[span.start : start]
        self._slots: list[_Slot] = []
        for number, part in enumerate(parts):
            slot = _Slot(source[start : part.start], source[part.start : part.end])
            stop = parts[number + 1].start if number + 1 < len(parts) else end
            comma = _COMMA.match(source, part.end, stop)
            slot.comma = comma is not None
            slot.middle = comma[1] if comma else ""
            start = comma.end() if comma else part.end
            trail = _LINE_COMMENT.match(source, start, stop)
            slot.trail = trail.group() if trail else ""
            start += len(slot.trail)
            self._slots.append(slot)
        self._closing = source[start : span.end]

    @property
    def parts(self) -> list[str]:
        """The parts' sources."""
        return [slot.part for slot in self._slots]

    def text(self) -> str:
        """The source as it now is."""
        return self._opening + "".join(slot.text() for slot in self._slots) + self._closing

    def put(self, number: int, part: str) -> None:
        """Writes another part in a part's place."""
        self._slots[number].part = part

    def insert(self, number: int, part: str, pad: str = "") -> None:
        """Puts a part before the one of that number, or behind all.

        Args:
            number: From 0 to how many parts there are.
            part: Its source.
            pad: What stands inside the brackets where there was nothing before: " " or "".
        """
        if not self._slots:
            self._insert_first(part, pad)
            return
        ends = self._slots[-1].comma
        if number == len(self._slots):
            self._slots.append(_Slot(self._lead_behind(), part))
        else:
            before = self._slots[number]
            lead = self._fresh_lead(before.lead)
            if number == 0 and "\n" not in lead and "\r" not in lead:
                before.lead = self._gap()
            self._slots.insert(number, _Slot(lead, part))
        self._end_with_comma(ends)
        self._guard(number)

    def remove(self, number: int) -> None:
        """Takes a part out with its comma and the comment on its line."""
        ends = self._slots[-1].comma
        slot = self._slots.pop(number)
        kept = _COMMENTS.match(slot.lead)
        if number < len(self._slots):
            below = self._slots[number]
            if number == 0 and not _is_broken(slot.lead):
                below.lead = slot.lead
            elif _is_broken(slot.lead) and not _is_broken(below.lead):
                below.lead = self._fresh_lead(slot.lead)
            if kept:
                below.lead = kept.group() + below.lead
        else:
            if kept:
                self._closing = kept.group() + self._closing
            if slot.trail and not _is_broken(self._closing):
                self._closing = self._newline + self._closing
        if self._slots:
            self._end_with_comma(ends)
        elif "#" not in self._opening + self._closing:
            self._opening, self._closing = self._opening[0], self._closing[-1]

    def reorder(self, order: Iterable[int]) -> None:
        """Puts the parts in another order, their comments with them."""
        held = []
        for slot in self._slots:
            found = _ATTACHED.search(slot.lead)
            rows = found["rows"] if found else ""
            slot.lead = slot.lead.removesuffix(rows)
            held.append((rows, replace(slot)))
        for slot, number in zip(self._slots, order, strict=True):
            rows, source = held[number]
            slot.lead += rows
            slot.part, slot.middle, slot.trail = source.part, source.middle, source.trail

    def like(self, parts: Sequence[str]) -> str:
        """The source of a list or map of other parts, laid out like this one."""
        if not parts:
            return self._opening[0] + self._closing[-1]
        first, closing = self._fresh_lead(self._slots[0].lead), self._closing
        if "#" in closing:
            closing = self._fresh_lead(closing[:-1]) + closing[-1]
        gap = self._lead_behind() if len(self._slots) > 1 or _is_broken(first) else self._gap()
        comma = "," if self._slots[-1].comma else ""
        return self._opening[0] + first + f",{gap}".join(parts) + comma + closing

    def _insert_first(self, part: str, pad: str) -> None:
        closing = self._closing[-1]
        if "#" not in self._opening + self._closing:
            self._opening = self._opening[0]
            self._slots.append(_Slot(pad, part, comma=False))
            self._closing = pad + closing
            return
        found = _COMMENTS.match(self._closing)
        rows = found.group() if found else ""
        rest = self._closing[len(rows) : -1]
        row = re.split(r"[\r\n]", rows)[-1]
        indent = row[: len(row) - len(row.lstrip())] if rows else "  "
        self._slots.append(_Slot(rows + self._newline + indent, part))
        self._closing = (rest or self._newline) + closing

    def _lead_behind(self) -> str:
        """What leads to one more part behind the last."""
        last = self._slots[-1]
        if _is_broken(last.lead):
            return self._fresh_lead(last.lead)
        return last.lead if len(self._slots) > 1 else self._gap()

    def _gap(self) -> str:
        leads = [slot.lead for slot in self._slots[1:] if not _is_broken(slot.lead)]
        return leads[0] if leads else " "

    def _fresh_lead(self, lead: str) -> str:
        found = _LAST_LINE.search(lead)
        return self._newline + found["indent"] if found else lead if "#" not in lead else " "

    def _end_with_comma(self, comma: bool) -> None:
        for slot in self._slots[-2:-1]:  # all before it have theirs
            slot.comma = True
        self._slots[-1].comma = comma

    def _guard(self, number: int) -> None:
        """Nothing may follow a comment on its line."""
        for above, slot in zip(self._slots[:number], self._slots[1:], strict=False):
            if above.trail and not _is_broken(slot.lead):
                slot.lead = self._newline + "  "
        if self._slots[-1].trail and not _is_broken(self._closing):
            self._closing = self._newline + self._closing


def _is_broken(text: str) -> bool:
    return "\n" in text or "\r" in text
