"""Lines that look like a list to whoever wrote them and are none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from copydesk.core.review.finding import Fix, Found, Severity
from copydesk.core.review.rule import Example, Family, Rule
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span, newline_near

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.markup.manuscript import Passage
    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options

_LINE = re.compile(r"[^\r\n]+")
_BULLET = re.compile(r"[ \t]*(?P<sign>[•‣▪●■◦∙])[ \t\u00a0]*(?=\S)")
_NO_SPACE = re.compile(r"[ \t]*(?P<sign>[-*+])(?=[^\W\d_]|[\"“‘'\[])")
_NUMBER = re.compile(r"[ \t]*(?P<sign>(?P<number>\d{1,3})[.)])(?=[^\W\d_]|[\"“‘'\[])")


@dataclass(slots=True)
class _Line:
    """A line that looks like an item: its signs with the space after them."""

    kind: str
    signs: Span
    span: Span
    passage: Passage
    number: int = 0
    under_text: bool = False


@dataclass(slots=True)
class _Run:
    lines: list[_Line] = field(default_factory=list)

    def takes(self, line: _Line, between: str) -> bool:
        """Whether a line goes on with the list."""
        last = self.lines[-1]
        if line.kind != last.kind or (line.passage is not last.passage and between.strip()):
            return False
        if line.kind == "number":
            return line.number == last.number + 1
        return line.kind == "•" or line.passage is last.passage


def _check(draft: Draft, _options: Options) -> Iterator[Found]:
    run = _Run()
    for line in _lines(draft):
        if run.lines:
            end = run.lines[-1].span.end
            if run.takes(line, draft.text[end : line.span.start]):
                run.lines.append(line)
                continue
            yield from _found(draft, run)
        run = _Run([line])
    if run.lines:
        yield from _found(draft, run)


def _lines(draft: Draft) -> Iterator[_Line]:
    """The lines of paragraphs that start like an item."""
    for passage in draft.manuscript.passages:
        if (
            passage.kind != "paragraph"
            or "table" in passage.within
            or "list_item" in passage.within
        ):
            continue
        starts = {inline.span.start for inline in passage.inlines}
        under_text = False
        for match in _LINE.finditer(draft.text, passage.span.start, passage.span.end):
            line = _line(draft.text, match, passage, starts)
            if line is None:
                under_text = True
                continue
            line.under_text, under_text = under_text, False
            yield line


def _line(text: str, match: re.Match[str], passage: Passage, starts: set[int]) -> _Line | None:
    for kind, pattern in (("•", _BULLET), ("-", _NO_SPACE), ("number", _NUMBER)):
        found = pattern.match(text, match.start(), match.end())
        if found is None or found.start("sign") in starts:
            continue
        signs = Span(found.start("sign"), found.end())
        number = int(found["number"]) if kind == "number" else 0
        return _Line(kind, signs, Span(match.start(), match.end()), passage, number)
    return None


def _found(draft: Draft, run: _Run) -> Iterator[Found]:
    lines = run.lines
    if len(lines) < 2:
        return
    details = {
        "•": "Items of a list start with a hyphen and a space.",
        "-": "An item needs a space after its hyphen or star.",
        "number": "An item needs a space after its number.",
    }
    edits = tuple(edit for line in lines for edit in _item(draft, line))
    yield Found(
        Span(lines[0].span.start, lines[-1].span.end),
        f"{len(lines)} lines look like a list and are none",
        f"They run together on the page. {details[lines[0].kind]}",
        (Fix("Make it a list", edits),),
    )


def _item(draft: Draft, line: _Line) -> Iterator[TextEdit]:
    if line.under_text:  # a list right under text is none to every engine
        newline = newline_near(draft.text, line.span.start)
        yield TextEdit(line.span.start, line.span.start, newline)
    if line.kind == "•":
        yield TextEdit(line.signs.start, line.signs.end, "- ")
    else:
        yield TextEdit(line.signs.end, line.signs.end, " ")


RULES = (
    Rule(
        id="list-as-text",
        family=Family.STRUCTURE,
        title="Lines that look like a list and are none",
        why="Readers see one paragraph in which the items run together.",
        severity=Severity.WARNING,
        check=_check,
        example=Example(
            bad="---\ntitle: Ferry strike\n---\nThe ports:\n\n• Oban\n• Mallaig\n",
            good="---\ntitle: Ferry strike\n---\nThe ports:\n\n- Oban\n- Mallaig\n",
        ),
    ),
)
