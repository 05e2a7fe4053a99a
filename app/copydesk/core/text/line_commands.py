"""Commands on lines as they lie: Enter, move, duplicate, and where Home goes."""

from __future__ import annotations

from copydesk.core.text.block_commands import outdent
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.markdown_prefix import Prefix, prefix_of
from copydesk.core.text.positions import Span, newline_near
from copydesk.core.text.text_command import (
    Change,
    Selection,
    after_line_end,
    change,
    line_end,
    line_start,
    newline_for,
    selected_lines,
)


def enter(text: str, selection: Selection, *, in_code: bool = False) -> Change:
    """A new line that goes on with the list or quote it is in; on an empty item, ends that.

    Args:
        text: The whole text.
        selection: What is selected, which the new line replaces.
        in_code: Whether the cursor is in fenced code, where only the indent goes on.
    """
    start = line_start(text, selection.start)
    line = Span(start, line_end(text, start))
    prefix = prefix_of(line.of(text))
    column = selection.start - start
    newline = newline_for(text, selection.start, selection.end)
    if in_code or not (prefix.marker or prefix.quoted):
        carried = prefix.indent if column >= prefix.outer else ""
        return _typed(selection, newline + carried)
    if column < prefix.length:
        return _typed(selection, newline)
    if selection.empty and not line.of(text)[prefix.length :].strip():
        return _ended(text, line, prefix, selection)
    return _typed(selection, newline + prefix.quote + prefix.indent + _next_marker(prefix))


def newline(text: str, selection: Selection) -> Change:
    """A new line and nothing else."""
    return _typed(selection, newline_for(text, selection.start, selection.end))


def move_up(text: str, selection: Selection) -> Change:
    """Swaps the selected lines with the one above."""
    lines = list(selected_lines(text, selection))
    if not lines[0].start:
        return Change((), selection, "Move line up")
    end = lines[0].start - 1
    if text.startswith("\r\n", end - 1) and end:
        end -= 1
    above = Span(line_start(text, end), end)
    return _swapped(text, above, Span(lines[0].start, lines[-1].end), selection, up=True)


def move_down(text: str, selection: Selection) -> Change:
    """Swaps the selected lines with the one below."""
    lines = list(selected_lines(text, selection))
    end = lines[-1].end
    following = after_line_end(text, end)
    if following == end:
        return Change((), selection, "Move line down")
    below = Span(following, line_end(text, following))
    return _swapped(text, Span(lines[0].start, end), below, selection, up=False)


def duplicate(text: str, selection: Selection) -> Change:
    """Puts a copy of the selected lines below them, and the selection on the copy."""
    lines = list(selected_lines(text, selection))
    start, end = lines[0].start, lines[-1].end
    added = newline_near(text, end) + text[start:end]
    selected = Selection(selection.anchor + len(added), selection.head + len(added))
    return change([TextEdit(end, end, added)], selected, "Duplicate line")


def home(text: str, position: int) -> int:
    """Where Home goes: to the line's own text, or, from there, to its very start."""
    start = line_start(text, position)
    first = start + prefix_of(text[start : line_end(text, position)]).length
    return start if position == first else first


def _typed(selection: Selection, new: str) -> Change:
    at = selection.start + len(new)
    return change([TextEdit(selection.start, selection.end, new)], Selection(at, at), "Typing")


def _next_marker(prefix: Prefix) -> str:
    if not prefix.marker:
        return ""
    marker = prefix.marker
    if prefix.number is not None:
        marker = f"{prefix.number + 1}{marker[-1]}"
    return marker + (prefix.gap or " ") + ("[ ] " if prefix.box else "")


def _ended(text: str, line: Span, prefix: Prefix, selection: Selection) -> Change:
    if prefix.marker and prefix.indent:
        moved_out = outdent(text, selection)
        if moved_out.edits:
            return moved_out
    start = line.start + len(prefix.quote) if prefix.marker else line.start
    return change([TextEdit(start, line.end, "")], Selection(start, start), "Typing")


def _swapped(text: str, upper: Span, lower: Span, selection: Selection, *, up: bool) -> Change:
    between = text[upper.end : lower.start]
    new = lower.of(text) + between + upper.of(text)
    by = -(len(upper) + len(between)) if up else len(lower) + len(between)
    selected = Selection(
        _clamped(selection.anchor + by, len(text)), _clamped(selection.head + by, len(text))
    )
    label = "Move line up" if up else "Move line down"
    return change([TextEdit(upper.start, lower.end, new)], selected, label)


def _clamped(position: int, length: int) -> int:
    return max(0, min(position, length))
