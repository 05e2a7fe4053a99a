"""Commands on whole lines: headings, quotes, lists, tasks, indent. Each takes back what it made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.text.edits import TextEdit, moved
from copydesk.core.text.markdown_prefix import Prefix, prefix_of
from copydesk.core.text.positions import Span
from copydesk.core.text.text_command import Change, Selection, change, line_start, selected_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_INDENT = 2
_HIGHEST_CYCLED = 4


def heading(text: str, selection: Selection) -> Change:
    """The next level of heading: 1, 2, 3, 4, and plain again."""
    lines = _filled(text, selection)
    level = _level(lines[0][1]) if lines else 0
    return _set_heading(lines, selection, level + 1 if level < _HIGHEST_CYCLED else 0)


def heading_of(level: int, text: str, selection: Selection) -> Change:
    """A heading of that level, or plain text where it is one already."""
    lines = _filled(text, selection)
    same = bool(lines) and all(_level(prefix) == level for _line, prefix in lines)
    return _set_heading(lines, selection, 0 if same else level)


def quote(text: str, selection: Selection) -> Change:
    """Puts the lines in a quote, or takes them out of one."""
    lines = _all(text, selection)
    edits = []
    if all(prefix.quoted for line, prefix in lines if len(line)) and any(
        prefix.quoted for _line, prefix in lines
    ):
        for line, prefix in lines:
            if prefix.quoted:
                at = line.start + prefix.quote.index(">")
                width = 2 if prefix.quote[at - line.start + 1 :][:1] == " " else 1
                edits.append(TextEdit(at, at + width, ""))
    else:
        for line, _prefix in lines:
            mark = "> " if len(line) or len(lines) == 1 else ">"
            edits.append(TextEdit(line.start, line.start, mark))
    return _change(edits, selection, "Quote")


def bullets(text: str, selection: Selection) -> Change:
    """Makes the lines a bulleted list, or plain."""
    return _set_list(text, selection, "bullets", "Bulleted list")


def numbers(text: str, selection: Selection) -> Change:
    """Makes the lines a numbered list, or plain."""
    return _set_list(text, selection, "numbers", "Numbered list")


def tasks(text: str, selection: Selection) -> Change:
    """Makes the lines a task list, or plain."""
    return _set_list(text, selection, "tasks", "Task list")


def indent(text: str, selection: Selection) -> Change:
    """Moves the lines in: a list item by the width of the marker above it, others by two."""
    edits = []
    for line, prefix in _all(text, selection):
        if len(line):
            at = line.start + len(prefix.quote)
            edits.append(TextEdit(at, at, " " * _step_in(text, line, prefix)))
    return _change(edits, selection, "Indent")


def outdent(text: str, selection: Selection) -> Change:
    """Moves the lines out by what `indent` would have moved them in."""
    edits = []
    for line, prefix in _all(text, selection):
        at = line.start + len(prefix.quote)
        if prefix.indent.startswith("\t"):
            edits.append(TextEdit(at, at + 1, ""))
        elif prefix.indent:
            width = min(len(prefix.indent), _step_out(text, line, prefix))
            edits.append(TextEdit(at, at + width, ""))
    return _change(edits, selection, "Outdent")


def is_item(text: str, position: int) -> bool:
    """Whether the position's line is a list item."""
    line = next(selected_lines(text, Selection(position, position)))
    return bool(prefix_of(line.of(text)).marker)


def _all(text: str, selection: Selection) -> list[tuple[Span, Prefix]]:
    return [(line, prefix_of(line.of(text))) for line in selected_lines(text, selection)]


def _filled(text: str, selection: Selection) -> list[tuple[Span, Prefix]]:
    """The selected lines that hold something; a single one may be empty."""
    lines = _all(text, selection)
    return lines if len(lines) == 1 else [one for one in lines if len(one[0]) > one[1].outer]


def _level(prefix: Prefix) -> int:
    return len(prefix.heading.rstrip())


def _set_heading(lines: Sequence[tuple[Span, Prefix]], selection: Selection, level: int) -> Change:
    edits = []
    for line, prefix in lines:
        start = line.start + len(prefix.quote)
        end = line.start + prefix.length
        edits.append(TextEdit(start, end, "#" * level + " " if level else ""))
    return _change(edits, selection, f"Heading {level}" if level else "Plain text")


def _set_list(text: str, selection: Selection, kind: str, label: str) -> Change:
    lines = _filled(text, selection)
    edits = []
    if lines and all(prefix.kind == kind for _line, prefix in lines):
        for line, prefix in lines:
            edits.append(TextEdit(line.start + prefix.outer, line.start + prefix.length, ""))
        return _change(edits, selection, label)
    counts: dict[str, int] = {}
    for line, prefix in lines:
        counts[prefix.indent] = counts.get(prefix.indent, 0) + 1
        start = line.start + prefix.outer
        if kind == "numbers":
            marker = f"{counts[prefix.indent]}. "
        else:
            bullet = (
                prefix.marker if prefix.marker in ("-", "*", "+") else _bullet_above(text, line)
            )
            marker = f"{bullet} [ ] " if kind == "tasks" else f"{bullet} "
        edits.append(TextEdit(start, line.start + prefix.length, marker))
    return _change(edits, selection, label)


def _bullet_above(text: str, line: Span) -> str:
    for _above, prefix in _lines_above(text, line):
        return prefix.marker if prefix.marker in ("-", "*", "+") else "-"
    return "-"


def _lines_above(text: str, line: Span, most: int = 50) -> Iterator[tuple[Span, Prefix]]:
    start = line.start
    for _count in range(most):
        if not start:
            return
        end = start - 1
        if text.startswith("\r\n", end - 1) and end:
            end -= 1
        start = line_start(text, end)
        above = Span(start, end)
        yield above, prefix_of(above.of(text))


def _step_in(text: str, line: Span, prefix: Prefix) -> int:
    """How far in an item goes to become a child of the item above it."""
    if not prefix.marker:
        return _INDENT
    for above, other in _lines_above(text, line):
        if not len(above):
            continue
        if not other.marker:
            if len(other.indent) < len(prefix.indent):
                break
            continue
        if len(other.indent) <= len(prefix.indent):
            wanted = len(other.indent) + len(other.marker) + max(1, len(other.gap))
            missing = wanted - len(prefix.indent)
            return missing if missing > 0 else len(prefix.marker) + 1
    return len(prefix.marker) + 1


def _step_out(text: str, line: Span, prefix: Prefix) -> int:
    """How far out an item goes to become a sibling of its parent."""
    if prefix.marker:
        for above, other in _lines_above(text, line):
            if len(above) and other.marker and len(other.indent) < len(prefix.indent):
                return len(prefix.indent) - len(other.indent)
    return _INDENT


def _change(edits: list[TextEdit], selection: Selection, label: str) -> Change:
    edits = [edit for edit in edits if edit.new or edit.end > edit.start]
    anchor, head = (moved(place, edits) for place in (selection.anchor, selection.head))
    if not selection.empty and edits and edits[0].start <= selection.start:
        # What was put before the first selected character belongs to the selection.
        start = min(selection.start, edits[0].start)
        return change(edits, selection.with_ends(start, max(anchor, head)), label)
    return change(edits, Selection(anchor, head), label)
