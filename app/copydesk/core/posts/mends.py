"""Says what is wrong in a block that is no YAML, and offers what puts it right.

libyaml often notices a fault lines after it: an unclosed quote at the end of the block. So the
block is cut into its fields, each is read alone, and the first that fails is the one at fault. A
mend is offered only if the field, mended, can be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import yaml

from copydesk.core.posts.problems import Problem
from copydesk.core.posts.yaml_scalars import Manner, text_source
from copydesk.core.posts.yaml_tree import (
    TooMuchError,
    TwoDocumentsError,
    YamlNode,
    read_tree,
    readable_by_libyaml,
)
from copydesk.core.text.edits import TextEdit, apply_edits
from copydesk.core.text.positions import Span, line_at, line_starts

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIELD = re.compile(
    r"(?P<key>\"[^\"\r\n]*\"|'[^'\r\n]*'|[^\W\d][\w.-]*(?: [\w.-]+){0,3})[ \t]*:(?!//)"
    r"(?P<gap>[ \t]*)(?P<value>[^\r\n]*?)[ \t]*(?=[\r\n]|\Z)"
)
_COMMENT = re.compile(r"[ \t]+#.*\Z", re.DOTALL)
_STRAY = re.compile(r"[^\s#\-?\]},\"']")
_TAB_INDENT = re.compile(r"(?:(?<=[\r\n])|\A)[ ]*\t[ \t]*")
_INDENTED_FIELD = re.compile(r"(?<=[\r\n])[ \t]+(?=[^\W\d][\w-]*:(?:[ \t]|[\r\n]|\Z))")
_DASH_LINE = re.compile(r"(?<=[\r\n])[ \t]*(?=-[ \t])")
# A block of more fields than this is looked at only around where libyaml stopped.
_MOST_FIELDS = 300
# How much text may be read, all in all, to find what mends a field: about a second's worth.
_MOST_READ = 4_000_000
_CLOSERS = {"[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class _Try:
    """One possible fault of a field and its mend, by positions in the field's own text."""

    edits: tuple[TextEdit, ...]
    sentence: str
    next_step: str
    label: str


def yaml_problem(head: str, content: Span, error: Exception | None = None) -> Problem:
    """What is wrong with the block between the fences of ``head``, which ``error`` came of.

    Without ``error`` the block is YAML, but holds no fields.
    """
    source = readable_by_libyaml(content.of(head))
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    at = min(mark.index if mark else 0, max(len(source) - 1, 0))
    fields = _fields(source)
    undefined = "undefined alias" in str(error)
    field = _at_fault(source, fields, at, by_place=undefined)
    text = field.of(source)
    most = max(4, min(200, _MOST_READ // max(len(text), 1)))
    for one in islice(_tries(text), most):
        if _reads(apply_edits(text, one.edits)):
            return _problem(head, field.start + content.start, one)
    stray = _stray_line(text)
    stopped = content.start + (at if field.start <= at < field.end else field.start)
    if stray is not None:
        stopped = content.start + field.start + stray
    starts = line_starts(head)
    line = line_at(starts, stopped)
    end = starts[line + 1] if line + 1 < len(starts) else len(head)
    return Problem(
        "This line is not a field: it has no name with a colon and a space after it."
        if stray is not None
        else f"The fields can’t be read from line {line + 1} on.",
        "Each field is a name, a colon, a space and a value; put quotes round odd characters.",
        Span(starts[line], end),
        line,
    )


def _stray_line(text: str) -> int | None:
    """Where a line of prose stands below a field that can be read without it."""
    for start in line_starts(text):
        if _STRAY.match(text, start) and not _FIELD.match(text, start):
            return start if _reads(text[:start]) else None
    return None


def _problem(head: str, start: int, one: _Try) -> Problem:
    edits = tuple(TextEdit(e.start + start, e.end + start, e.new) for e in one.edits)
    starts = line_starts(head)
    line = line_at(starts, edits[0].start)
    # An edit at a line's very end belongs to that line, not to the next.
    end = starts[line + 1] if line + 1 < len(starts) else len(head)
    return Problem(one.sentence, one.next_step, Span(starts[line], end), line, edits, one.label)


def _fields(source: str) -> list[Span]:
    """The block cut before each line that starts a field."""
    starts = line_starts(source)
    cuts = [start for start in starts if _FIELD.match(source, start)]
    if not cuts or cuts[0] != 0:
        cuts.insert(0, 0)
    ends = [*cuts[1:], len(source)]
    return [Span(start, end) for start, end in zip(cuts, ends, strict=True) if end > start]


def _at_fault(source: str, fields: list[Span], at: int, *, by_place: bool) -> Span:
    here = next((n for n, field in enumerate(fields) if field.start <= at < field.end), 0)
    if not by_place:
        first = 0 if len(fields) <= _MOST_FIELDS else max(0, here - _MOST_FIELDS // 2)
        for field in fields[first : here + 1]:
            if not _reads(field.of(source)):
                return field
        if len(fields) <= _MOST_FIELDS:
            return Span(0, len(source))  # each is well by itself: they don't fit together
    return fields[here] if fields else Span(0, len(source))


def _reads(text: str) -> bool:
    """Whether ``text`` alone is a field, or nothing but comments."""
    try:
        root = read_tree(text)
    except (yaml.YAMLError, TooMuchError, TwoDocumentsError, RecursionError):
        return False
    return root is None or (root.kind == "map" and _keys_are_text(root))


def _keys_are_text(node: YamlNode) -> bool:
    if node.kind == "map" and any(key.kind in ("list", "map") for key, _ in node.pairs()):
        return False
    return all(map(_keys_are_text, node.children))


def _tries(text: str) -> Iterator[_Try]:
    if _TAB_INDENT.search(text):
        for new in ("  ", ""):
            yield _Try(
                tuple(
                    TextEdit(*m.span(), m.group().replace("\t", new))
                    for m in _TAB_INDENT.finditer(text)
                ),
                "A line is indented with a tab, which fields can’t have.",
                "Indent it with spaces.",
                "Use spaces",
            )
    field = _FIELD.match(text)
    if field is not None:
        yield from _value_tries(text, field)
    for indented in _INDENTED_FIELD.finditer(text):
        yield _Try(
            (TextEdit(*indented.span(), ""),),
            "A field is indented as if it belonged to the one above.",
            "Let it start at the left edge.",
            "Remove the spaces",
        )
    dashes = list(_DASH_LINE.finditer(text))
    if len(dashes) > 1:
        yield _Try(
            tuple(TextEdit(*m.span(), dashes[0].group()) for m in dashes[1:]),
            "The items of a list don’t stand in line.",
            "Indent them alike.",
            "Line them up",
        )
    lead = re.match(r"[ \t]+(?=\S)", text)  # the first line alone
    if lead:
        yield _Try(
            (TextEdit(*lead.span(), ""),),
            "The first field is indented, the others are not.",
            "Let it start at the left edge.",
            "Remove the spaces",
        )


def _value_tries(text: str, field: re.Match[str]) -> Iterator[_Try]:
    key, value = field["key"].strip("\"'")[:60], field["value"]
    start, end = field.span("value")
    if value and not field["gap"]:
        yield _Try(
            (TextEdit(start, start, " "),),
            f"There is no space after the colon of “{key}”.",
            "Put a space after the colon.",
            "Add the space",
        )
    quote, closer = value[:1], _CLOSERS.get(value[:1])
    if quote in ("'", '"'):
        yield from _quote_tries(text, key, value, start, end)
    elif closer and not value.endswith(closer) and not value.startswith("{{"):
        yield _Try(
            (TextEdit(end, end, closer),),
            f"The bracket that opens “{key}” is never closed.",
            f"Close it with “{closer}”.",
            "Close the bracket",
        )
    words = _COMMENT.sub("", value) if quote not in ("'", '"') else value
    if words:
        yield _Try(
            (TextEdit(start, start + len(words), _quoted(words)),),
            f"The value of “{key}” {_why_quotes(words)}, so it needs quotes around it.",
            "Put it in quotes.",
            "Put it in quotes",
        )


def _quote_tries(text: str, key: str, value: str, start: int, end: int) -> Iterator[_Try]:
    quote, inside = value[0], value[1:-1]
    if len(value) > 1 and value.endswith(quote):
        backslash = quote == '"' and "\\" in inside and '"' not in inside
        why = (
            "a backslash that stands for something else" if backslash else "quotes of the same kind"
        )
        yield _Try(
            (TextEdit(start, end, _quoted(inside)),),
            f"The value of “{key}” has {why} inside its quotes.",
            "Use the other kind of quotes around it.",
            "Mend the quotes",
        )
    if quote not in value[1:]:
        for place in dict.fromkeys((end, len(text.rstrip()))):
            yield _Try(
                (TextEdit(place, place, quote),),
                f"The quote that opens the value of “{key}” is never closed.",
                f"Close it with {quote}.",
                "Close the quote",
            )


def _quoted(words: str) -> str:
    style = "'" if '"' in words or "\\" in words else '"'
    return text_source(words, Manner(style, style))


def _why_quotes(words: str) -> str:
    if words[0] in "@`%&*!|>?{}[],-#":
        return f"starts with “{words[0]}”, which means something else there"
    if ": " in words or words.endswith(":"):
        return "has a colon in it"
    return "has characters that mean something else there"
