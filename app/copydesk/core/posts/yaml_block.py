"""A fenced YAML block read: its fields, their values, its problems."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from copydesk.core.posts.entries import FieldEntry
from copydesk.core.posts.problems import Problem
from copydesk.core.posts.yaml_layout import Layout, value_source
from copydesk.core.posts.yaml_repeats import repeated_fields, repeated_inside
from copydesk.core.posts.yaml_tree import (
    TooMuchError,
    TwoDocumentsError,
    YamlNode,
    last_part,
    read_tree,
    readable_by_libyaml,
    source_end,
)
from copydesk.core.posts.yaml_values import OddValue, YamlValues, read_values
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span, line_at, line_starts

if TYPE_CHECKING:
    from copydesk.core.posts.fences import Fenced

_LINE_END = re.compile(r"\r\n|\n|\r")
# What YAML 1.1 allows, section 5.1; libyaml refuses all else.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
# More than anybody goes through one by one.
_MOST_TOLD = 20
_ODD_KINDS = {
    "timestamp": "a date that exists",
    "int": "a number",
    "float": "a number",
    "bool": "a yes or no",
    "binary": "readable data",
}


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """What was read of a block; `is_map` tells whether it holds fields, be there none."""

    data: dict[str, object] = field(default_factory=dict)
    entries: tuple[FieldEntry, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_map: bool = True


def _slip(head: str, content: Span, error: Exception | None = None) -> Problem:
    # What mends is only loaded once something is to be mended.
    from copydesk.core.posts.mends import yaml_problem

    return yaml_problem(head, content, error)


def read_yaml_block(head: str, block: Fenced) -> ReadBlock:
    """Reads the block that ends ``head``; never raises."""
    content = block.content
    source = readable_by_libyaml(content.of(head))
    try:
        bad = _FORBIDDEN.search(source)
        if bad:
            return ReadBlock(problems=(_invisible(head, content, bad),), is_map=True)
        root = read_tree(source)
        if root is None:
            return ReadBlock(problems=_fence_notes(head, block))
        if root.kind != "map":
            # "title:Hello" is text to YAML, "- title: Hello" a list: it may be a slip.
            slip = _slip(head, content)
            problem = slip if slip.mend else _no_fields(head, content, root)
            return ReadBlock(problems=(problem,), is_map=False)
        values = read_values(source)
    except TooMuchError:
        return ReadBlock(problems=(too_much(head, content),))
    except TwoDocumentsError as error:
        return ReadBlock(problems=(_two_documents(head, content, error.args[0]),))
    except (yaml.YAMLError, RecursionError) as error:
        return ReadBlock(problems=(_slip(head, content, error),), is_map=False)
    entries = _entries(head, content, root, values)
    problems = (
        *_odd_values(head, entries, values.odd, content),
        *repeated_fields(head, entries),
        *repeated_inside(head, content, root),
    )
    return ReadBlock(values.data, entries, (*problems, *_fence_notes(head, block)))


def _entries(
    head: str, content: Span, root: YamlNode, values: YamlValues
) -> tuple[FieldEntry, ...]:
    result = []
    block = content.of(head)
    layout = Layout(block)
    for (key, value), data in zip(root.pairs(), values.own or [], strict=True):
        key_span = Span(key.start, key.end).shifted(content.start)
        value_span = Span(value.start, source_end(block, value)).shifted(content.start)
        span = _lines(head, content, key_span.start, value_span.end, last_part(value).style)
        result.append(
            FieldEntry(
                key.text if key.kind == "scalar" else key_span.of(head),
                span,
                key_span,
                value_span,
                data,
                value_source(block, value, layout.column(key.start)),
            )
        )
    return tuple(result)


def _lines(head: str, content: Span, start: int, end: int, style: str) -> Span:
    """The whole lines around ``start`` to ``end``, as far as nothing else stands on them."""
    line_start = max(head.rfind("\n", 0, start), head.rfind("\r", 0, start)) + 1
    if head[line_start:start].strip(" \t?\ufeff"):
        line_start = start
    if end > start and head[end - 1] in "\r\n" and style in ("|", ">"):
        return Span(line_start, end)
    line_end = _LINE_END.search(head, end, content.end)
    if line_end is None:
        return Span(line_start, content.end)
    rest = head[end : line_end.start()].lstrip(" \t:")
    return Span(line_start, line_end.end() if not rest or rest[0] == "#" else end)


def line_of(head: str, position: int) -> int:
    """The 0-based line of a position."""
    return len(_LINE_END.findall(head, 0, position))


def _invisible(head: str, content: Span, bad: re.Match[str]) -> Problem:
    span = Span(*bad.span()).shifted(content.start)
    return Problem(
        "The fields hold an invisible control character, which sites can’t read.",
        "Remove it.",
        span,
        line_of(head, span.start),
        (TextEdit(span.start, span.end, ""),),
        "Remove it",
    )


def _no_fields(head: str, content: Span, root: YamlNode) -> Problem:
    what = "a list" if root.kind == "list" else "text"
    span = Span(root.start, root.end).shifted(content.start)
    return Problem(
        f"Between the two lines of dashes stands {what}, not fields.",
        "Write each field as a name, a colon, a space and its value.",
        span,
        line_of(head, span.start),
    )


def too_much(head: str, content: Span) -> Problem:
    """What is said of fields past the bounds within which a form is made.

    Args:
        head: The text up to the block's end.
        content: The block's content in it.
    """
    return Problem(
        "The fields are too many or nested too deep to be shown as a form.",
        "Edit them as text.",
        content,
        line_of(head, content.start),
    )


def _two_documents(head: str, content: Span, position: int) -> Problem:
    start = content.start + position
    return Problem(
        "The fields break off here and a second block begins.",
        "Join the two into one block.",
        Span(start, content.end),
        line_of(head, start),
    )


def _odd_values(
    head: str, entries: tuple[FieldEntry, ...], odd: tuple[OddValue, ...], content: Span
) -> list[Problem]:
    result: list[Problem] = []
    places = [entry.value_span.start for entry in entries] if odd else []
    lines = line_starts(head) if odd else []
    for value in odd:
        if value.kind not in _ODD_KINDS:
            continue  # a tag of the site's own: its business
        if len(result) == _MOST_TOLD:
            break
        start = content.start + value.position
        number = bisect_right(places, start) - 1
        entry = entries[number] if number >= 0 and start < entries[number].value_span.end else None
        span = entry.value_span if entry else Span(start, start)
        result.append(
            Problem(
                f"“{value.text[:60]}” is not {_ODD_KINDS[value.kind]}.",
                "Correct it, or put it in quotes to keep it as text.",
                span,
                line_at(lines, start),
                fatal=False,
            )
        )
    return result


def _fence_notes(head: str, block: Fenced) -> tuple[Problem, ...]:
    """What of the fences themselves only some sites read."""
    marks = [span for span in (block.opening, block.closing) if len(span) > 3]
    if not marks:
        return ()
    return (
        Problem(
            "The line of dashes around the fields is longer than three;"
            " many sites read only three.",
            "Use three dashes.",
            marks[0],
            line_of(head, marks[0].start),
            tuple(TextEdit(span.start, span.end, "---") for span in marks),
            "Use three dashes",
            fatal=False,
        ),
    )
