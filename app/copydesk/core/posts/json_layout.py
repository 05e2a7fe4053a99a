"""How a JSON list or map is laid out, and parts put in, taken out and moved in its manner.

JSON has no comments: between two parts there are only white space and a comma. Both stay at their
places when parts come, go and move.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.posts.json_text import Verbatim

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.core.posts.json_tree import JsonNode

# A wider gap between a name and its value is no habit.
_LONGEST_COLON = 20
_LINE_END = re.compile(r"\r\n|\n|\r")
_INDENT = re.compile(r"[ \t]*\Z")


@dataclass(frozen=True, slots=True)
class Habits:
    """How a block is laid out, where a list or map itself does not show it.

    Attributes:
        newline: Its line end.
        step: One level of indentation.
        colon: What stands between a name and its value.
        comma: What stands behind the comma between two parts of one line.
        map_pad: What stands inside the braces of a map of one line.
        list_pad: What stands inside the brackets of a list of one line.
        spread: Whether the block goes over several lines.
        spread_lists: Whether lists of plain values do.
    """

    newline: str
    step: str
    colon: str
    comma: str
    map_pad: str
    list_pad: str
    spread: bool
    spread_lists: bool


def habits_of(source: str, root: JsonNode, newline: str) -> Habits:
    """The manner of a whole block."""
    colons: Counter[str] = Counter()
    commas: Counter[str] = Counter()
    steps: Counter[str] = Counter()
    pads: dict[str, Counter[str]] = {"map": Counter(), "list": Counter()}
    spread_lists: Counter[bool] = Counter()
    for node in root.below():
        colons.update(colons_of(source, node))
        if not node.items:
            continue
        starts = node.starts()
        gap = source[node.start + node.braced : starts[0]]
        spread = is_spread(source, node)
        if spread:
            own = indent_at(source, node.start)
            inner = indent_at(source, starts[0])
            if node.braced and inner.startswith(own) and inner != own:
                steps[inner[len(own) :]] += 1
        elif node.braced:
            pads[node.kind][gap] += 1 if node is root else 2
        if not spread:
            for item, start in zip(node.items, starts[1:], strict=False):
                commas[source[item.end : start].partition(",")[2]] += 1
        if node.kind == "list" and not any(item.items for item in node.items):
            spread_lists[spread] += 1
    colon = _commonest(colons, ": ")
    return Habits(
        newline,
        _commonest(steps, "  "),
        colon,
        _commonest(commas, " " if colon.endswith(" ") else ""),
        _commonest(pads["map"], ""),
        _commonest(pads["list"], ""),
        not root.items or is_spread(source, root),
        spread_lists[True] > spread_lists[False],
    )


def colons_of(source: str, node: JsonNode) -> list[str]:
    """What stands between each name and its value in a map, where that is worth following."""
    gaps = (source[key.end : item.start] for key, item in node.pairs())
    return [gap for gap in gaps if len(gap) <= _LONGEST_COLON]


def _commonest(counts: Counter[str], default: str) -> str:
    return counts.most_common(1)[0][0] if counts else default


def is_spread(source: str, node: JsonNode) -> bool:
    """Whether the parts of a list or map begin on lines of their own."""
    starts = node.starts()
    if not starts:
        return bool(_LINE_END.search(source, node.start, node.end))
    if not node.braced:
        return len(starts) < 2 or bool(_LINE_END.search(source, node.items[0].end, starts[1]))
    return bool(_LINE_END.search(source, node.start, starts[0]))


def indent_at(source: str, position: int) -> str:
    """The white space that the line of a position begins with."""
    start = max(source.rfind("\n", 0, position), source.rfind("\r", 0, position)) + 1
    found = re.compile(r"[ \t]*").match(source, start)
    return found.group() if found else ""


def dedented(source: str, margin: str) -> str:
    """The source of a value with its lines below the first moved left by ``margin``.

    Where one of them does not stand as far in, all stay.
    """
    if not margin or not _LINE_END.search(source):
        return source
    rows = re.split(r"(\r\n|\n|\r)", source)
    if any(row.strip() and not row.startswith(margin) for row in rows[2::2]):
        return source
    rows[2::2] = [row.removeprefix(margin) for row in rows[2::2]]
    return "".join(rows)


class Rows:
    """The source of a list or map, from bracket to bracket, cut into its parts.

    Attributes:
        parts: The source of each item, or of each name with its value.
    """

    def __init__(self, source: str, node: JsonNode, habits: Habits, *, flat: bool) -> None:
        """Cuts ``node``; ``flat`` says that it stands on one line with what is around it."""
        self._habits = habits
        self._map = node.kind == "map"
        self._brackets = ("{}" if self._map else "[]") if node.braced else ""
        self._margin = indent_at(source, node.start)
        self._flat = flat
        start, end = node.start + node.braced, node.end - node.braced
        self._inside = source[start:end]
        self._spread = is_spread(source, node)
        starts, ends = node.starts(), [item.end for item in node.items]
        self.parts = [source[a:b] for a, b in zip(starts, ends, strict=True)]
        # White space before each part and behind it, up to the comma or the closing bracket.
        self._leads = [source[start : starts[0]]] if starts else []
        self._trails: list[str] = []
        for a, b in zip(ends, starts[1:], strict=False):
            trail, _comma, lead = source[a:b].partition(",")
            self._trails.append(trail)
            self._leads.append(lead)
        if ends:
            self._trails.append(source[ends[-1] : end])

    def text(self) -> str:
        """The whole as it now is."""
        inner = self._inside
        if self.parts:
            rows = zip(self._leads, self.parts, self._trails, strict=True)
            inner = ",".join(lead + part + trail for lead, part, trail in rows)
        return self._brackets[:1] + inner + self._brackets[1:]

    def room_for(self, value: object) -> str | None:
        """The indentation of the line of its own that a new part will begin on; None for none.

        To be asked before the part is written and put in.
        """
        if not self.parts and self._brackets and not self._spread:
            nested = self._map or isinstance(value, (dict, list, Verbatim))
            self._spread = not self._flat and (nested or self._habits.spread_lists)
        if not self._spread:
            return None
        for lead in self._leads:
            if _LINE_END.search(lead):
                return _last_line(lead)
        return self._margin + (self._habits.step if self._brackets else "")

    def remove(self, number: int, *, whole: bool = False) -> None:
        """Takes a part out with its comma and, where it has any of its own, its lines.

        With ``whole`` the block's own braces stay on their lines when they get empty.
        """
        last = len(self.parts) - 1
        trail = self._trails[number]
        if last == 0:
            self._inside = trail if whole and self._brackets and self._spread else ""
        elif number == last:
            self._trails[number - 1] = trail
        elif number == 0 and not (self._brackets and _LINE_END.search(self._leads[0])):
            self._leads[1] = self._leads[0]  # the next one stands where the first did
        else:
            self._leads[number + 1] = _joined(self._leads[number], self._leads[number + 1])
        del self.parts[number], self._leads[number], self._trails[number]

    def insert(self, number: int, part: str) -> None:
        """Puts a part before the one of that number, or behind all."""
        if not self.parts:
            self._begin(part)
            return
        trail, lead = self._between(min(number, len(self.parts) - 1))
        if number == 0 and _LINE_END.search(lead) and _LINE_END.search(self._leads[0]):
            lead = _without_blank(self._leads[0])  # what was first keeps its own indentation
        # The white space at both ends stays there.
        self._leads.insert(number + (number < len(self.parts)), lead)
        self._trails.insert(max(number - 1, 0), trail)
        self.parts.insert(number, part)

    def move(self, number: int, to: int) -> None:
        """Lets a part stand as number ``to``."""
        self.parts.insert(to, self.parts.pop(number))

    def _between(self, number: int) -> tuple[str, str]:
        """What stands before and behind the comma between two parts, without blank lines."""
        if len(self.parts) > 1:
            at = max(number, 1)
            return _without_blank(self._trails[at - 1]), _without_blank(self._leads[at])
        lead = self._leads[0]
        if not self._brackets:
            return "", self._habits.newline + _last_line(lead)
        return "", _without_blank(lead) if _LINE_END.search(lead) else self._habits.comma

    def _begin(self, part: str) -> None:
        newline, step = self._habits.newline, self._habits.step
        if not self._brackets:
            lead, trail = "", self._inside or newline
        elif self._spread:
            lead, trail = newline + self._margin + step, newline + self._margin
        else:
            lead = trail = self._habits.map_pad if self._map else self._habits.list_pad
        self.parts, self._leads, self._trails = [part], [lead], [trail]


def _last_line(space: str) -> str:
    found = _INDENT.search(space)
    return found.group() if found else ""


def _without_blank(space: str) -> str:
    found = _LINE_END.search(space)
    return space[: found.end()] + _last_line(space) if found else space


def _joined(first: str, second: str) -> str:
    """What stands before a part once the one before it, led to by ``first``, is gone."""
    if not _LINE_END.search(second):
        return first
    if not _LINE_END.search(first):
        return second
    return first[: len(first) - len(_last_line(first))] + second[_first_end(second) :]


def _first_end(space: str) -> int:
    found = _LINE_END.search(space)
    return found.end() if found else 0


class Writer:
    """Writes new values in a block's manner."""

    def __init__(self, habits: Habits, scalar: Callable[[object], str]) -> None:
        self._habits = habits
        self._scalar = scalar

    def value(self, value: object, margin: str, *, flat: bool, colon: str | None = None) -> str:
        """The source of a value.

        Args:
            value: A settled one.
            margin: The indentation of the line that it begins on.
            flat: Whether it stands on that line alone.
            colon: What stands between a name and its value; None for the block's habit.
        """
        colon = self._habits.colon if colon is None else colon
        if isinstance(value, dict):
            inner = margin + self._habits.step
            parts = [
                f"{self._scalar(str(key))}{colon}{self.value(item, inner, flat=flat, colon=colon)}"
                for key, item in value.items()
            ]
            return self._bracketed("{}", parts, margin, self._habits.map_pad, flat=flat)
        if isinstance(value, list):
            plain = not any(isinstance(item, (dict, list)) and item for item in value)
            flat = flat or (plain and not self._habits.spread_lists)
            inner = margin + self._habits.step
            parts = [self.value(item, inner, flat=flat, colon=colon) for item in value]
            return self._bracketed("[]", parts, margin, self._habits.list_pad, flat=flat)
        if isinstance(value, Verbatim):
            first, *others = _LINE_END.split(value.source)
            rows = [margin + row if row.strip() else row for row in others]
            return self._habits.newline.join([first, *rows])
        return self._scalar(value)

    def _bracketed(
        self, brackets: str, parts: list[str], margin: str, pad: str, *, flat: bool
    ) -> str:
        opening, closing = brackets[0], brackets[1]
        if not parts:
            return brackets
        if flat or not self._habits.spread:
            return opening + pad + f",{self._habits.comma}".join(parts) + pad + closing
        newline = self._habits.newline
        inner = newline + margin + self._habits.step
        return opening + inner + f",{inner}".join(parts) + newline + margin + closing
