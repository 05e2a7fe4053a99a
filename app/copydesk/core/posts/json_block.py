"""A fenced JSON block read: its fields, their values, its problems."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from frontmatter.default_handlers import JSONHandler

from copydesk.core.posts.entries import FieldEntry
from copydesk.core.posts.json_layout import dedented
from copydesk.core.posts.json_text import loaded, whole_number
from copydesk.core.posts.json_tree import JsonNode, JsonShapeError, read_json
from copydesk.core.posts.problems import Problem
from copydesk.core.posts.yaml_block import ReadBlock, line_of, too_much
from copydesk.core.posts.yaml_tree import TooMuchError
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span, line_at, line_starts

if TYPE_CHECKING:
    from copydesk.core.posts.fences import Fenced

_load = partial(JSONHandler().load, parse_int=whole_number)
_REST_OF_LINE = re.compile(r"[ \t]*,?[ \t]*(?:(?:\r\n|\n|\r)|\Z)")
# Whoever repeats more has been told.
_MOST_REPEATED = 50
_NO_NUMBERS = ("NaN", "Infinity", "-Infinity")


def read_json_block(head: str, block: Fenced) -> ReadBlock:
    """Reads the block that ends ``head``; never raises."""
    content = block.content
    source = content.of(head)
    if not source.strip():
        return ReadBlock()
    braced = is_braced(source, block)
    try:
        root = read_json(source, braced=braced)
    except TooMuchError:
        return ReadBlock(problems=(too_much(head, content),))
    except JsonShapeError as error:
        # What mends is only loaded once something is to be mended.
        from copydesk.core.posts.json_mends import json_problem

        problem = json_problem(head, content, error.args[0], braced=braced)
        return ReadBlock(problems=(problem,), is_map=bool(problem.mend))
    if root.kind != "map":
        return ReadBlock(problems=(_no_fields(head, content, root),), is_map=False)
    data = _load(source if root.braced else "{" + source + "}")
    entries = _entries(head, content, root, data)
    problems = (*_odd_numbers(head, content, root), *_repeated(head, content, root, entries))
    return ReadBlock(data, entries, problems)


def is_braced(source: str, block: Fenced) -> bool:
    """Whether a block's content is a map in braces, not the inside of one as Hexo has it."""
    return block.named or source.lstrip(" \t\r\n").startswith("{")


def _entries(
    head: str, content: Span, root: JsonNode, data: dict[str, object]
) -> tuple[FieldEntry, ...]:
    result = []
    counts = Counter(key.text for key in root.keys)
    for key, item in root.pairs():
        key_span = Span(key.start, key.end).shifted(content.start)
        value_span = Span(item.start, item.end).shifted(content.start)
        start = max(head.rfind("\n", 0, key_span.start), head.rfind("\r", 0, key_span.start)) + 1
        before = head[start : key_span.start]
        margin = before[: len(before) - len(before.lstrip(" \t"))]
        whole = start if not before.strip(" \t,\ufeff") else key_span.start
        rest = _REST_OF_LINE.match(head, value_span.end, content.end)
        end = rest.end() if rest else value_span.end
        if end == content.end and root.braced:
            end = value_span.end  # in braces the line goes on with the last of them
        result.append(
            FieldEntry(
                key.text,
                Span(whole, end),
                key_span,
                value_span,
                data[key.text] if counts[key.text] == 1 else loaded(value_span.of(head)),
                dedented(value_span.of(head), margin),
            )
        )
    return tuple(result)


def _no_fields(head: str, content: Span, root: JsonNode) -> Problem:
    what = "a list" if root.kind == "list" else "a single value"
    span = Span(root.start, root.end).shifted(content.start)
    return Problem(
        f"Between the lines that fence the fields stands {what}, not fields.",
        "Write each field as a name in quotes, a colon and its value, all in braces.",
        span,
        line_of(head, span.start),
    )


def _odd_numbers(head: str, content: Span, root: JsonNode) -> list[Problem]:
    source = content.of(head)
    if not any(word in source for word in _NO_NUMBERS):
        return []
    return [
        Problem(
            f"“{source[node.start : node.end]}” is no number that JSON knows;"
            " most sites refuse the post.",
            "Write a number, or put it in quotes to keep it as text.",
            span := Span(node.start, node.end).shifted(content.start),
            line_of(head, span.start),
            fatal=False,
        )
        for node in root.below()
        if node.kind == "bare" and source[node.start : node.end] in _NO_NUMBERS
    ]


def _repeated(
    head: str, content: Span, root: JsonNode, entries: tuple[FieldEntry, ...]
) -> list[Problem]:
    counts = Counter(entry.key for entry in entries)
    if len(counts) == len(entries):
        return []
    result: list[Problem] = []
    first: dict[str, int] = {}
    starts = line_starts(head)
    for number, entry in enumerate(entries):
        if counts[entry.key] == 1 or entry.key not in first:
            first[entry.key] = number
            continue
        if len(result) == _MOST_REPEATED:
            break
        other = entries[first[entry.key]]
        spare = None
        if entry.source == other.source or entry.value is None:
            spare = number
        elif other.value is None:
            spare = first[entry.key]
        mend = () if spare is None else (_without(content, root, spare),)
        result.append(
            Problem(
                f"The field “{entry.key[:80]}” is there twice; line"
                f" {line_at(starts, other.key_span.start) + 1} has it too."
                " Sites take the last one and don’t show the other.",
                "Remove one of the two.",
                entry.span,
                line_at(starts, entry.key_span.start),
                mend,
                "Remove the spare one" if mend else "",
                fatal=False,
            )
        )
    return result


def _without(content: Span, root: JsonNode, number: int) -> TextEdit:
    """The edit that takes a field out, with the comma that parts it from another.

    There is another: a field that is there twice is not alone.
    """
    if number + 1 < len(root.keys):
        start, end = root.keys[number].start, root.keys[number + 1].start
    else:
        start, end = root.items[number - 1].end, root.items[number].end
    return TextEdit(start + content.start, end + content.start, "")
