"""Names that a YAML block gives twice: PyYAML and Ruby take the last, JavaScript and Go refuse."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from copydesk.core.posts.problems import Problem
from copydesk.core.posts.yaml_layout import Layout
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span, line_at, line_starts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.posts.entries import FieldEntry
    from copydesk.core.posts.yaml_tree import YamlNode

# More than anybody goes through one by one.
_MOST_TOLD = 20
# As much of a value as a button has room for.
_SHORT = 24


def repeated_fields(head: str, entries: tuple[FieldEntry, ...]) -> list[Problem]:
    """One problem for each field that has been there before; `head` ends with the block."""
    counts = Counter(entry.key for entry in entries)
    if len(counts) == len(entries):
        return []
    starts = line_starts(head)
    result: list[Problem] = []
    first: dict[str, FieldEntry] = {}
    for entry in entries:
        if counts[entry.key] == 1 or entry.key not in first:
            first[entry.key] = entry
            continue
        if len(result) == _MOST_TOLD:
            break
        other = first[entry.key]
        mend, label = _mend(entry, other)
        result.append(
            _problem(
                starts,
                f"The field “{entry.key[:80]}” is there twice",
                other.span.start,
                entry.span,
                mend,
                label,
            )
        )
    return result


def _mend(entry: FieldEntry, other: FieldEntry) -> tuple[tuple[TextEdit, ...], str]:
    """What leaves one of the two: the one that is read, where both say something."""
    if entry.source == other.source or entry.value is None:
        return (TextEdit(entry.span.start, entry.span.end, ""),), "Remove the spare one"
    if other.value is None:
        return (TextEdit(other.span.start, other.span.end, ""),), "Remove the spare one"
    if "&" in other.source:  # something further down may refer to it
        return (), ""
    return (TextEdit(other.span.start, other.span.end, ""),), _keep(entry.source)


def _keep(source: str) -> str:
    words = source.strip()
    return f"Keep “{words}”" if 0 < len(words) <= _SHORT and "\n" not in words else "Keep the last"


def repeated_inside(head: str, content: Span, root: YamlNode) -> list[Problem]:
    """The same for the groups inside fields.

    Args:
        head: The text up to the block's end.
        content: The block's content in it.
        root: Of the content's tree.
    """
    result: list[Problem] = []
    starts = line_starts(head)
    layout = Layout(content.of(head))
    for key, value, again, kept in _pairs_given_twice(root):
        if len(result) == _MOST_TOLD:
            break
        mend: tuple[TextEdit, ...] = ()
        line = layout.line_start(key.start)
        own_lines = not layout.source[line : key.start].strip(" ")
        if own_lines and not value.anchor and not any(leaf.anchor for leaf in value.leaves()):
            edit = TextEdit(line, layout.lines_end(value), "")
            mend = (TextEdit(edit.start + content.start, edit.end + content.start, ""),)
        source = layout.source[kept.start : kept.end]
        result.append(
            _problem(
                starts,
                f"“{again.text}” is there twice in one group",
                key.start + content.start,
                Span(again.start, again.end).shifted(content.start),
                mend,
                _keep(source) if mend else "",
            )
        )
    return result


def _pairs_given_twice(
    root: YamlNode,
) -> Iterator[tuple[YamlNode, YamlNode, YamlNode, YamlNode]]:
    """Key and value as they stand first, then again, of the groups with lines below the top."""
    waiting = root.children[::-1]
    while waiting:
        node = waiting.pop()
        waiting += node.children[::-1]
        if node.kind != "map" or node.flow:
            continue
        first: dict[str, tuple[YamlNode, YamlNode]] = {}
        for key, value in node.pairs():
            if key.kind != "scalar":
                continue
            if key.text in first and key.text != "<<":
                yield (*first[key.text], key, value)
            first[key.text] = (key, value)


def _problem(
    starts: list[int], what: str, other: int, span: Span, mend: tuple[TextEdit, ...], label: str
) -> Problem:
    return Problem(
        f"{what}; line {line_at(starts, other) + 1} has it too."
        " Some sites take the last one, others refuse the post.",
        "Remove one of the two.",
        span,
        line_at(starts, span.start),
        mend,
        label,
        fatal=False,
    )
