"""Blocks of fields whose fences are missing or mistyped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from copydesk.core.posts.fences import (
    Fenced,
    closing_brace,
    opening_fence,
    opening_of_json,
    opening_without_near_end,
)
from copydesk.core.posts.problems import Problem
from copydesk.core.posts.yaml_tree import (
    TooMuchError,
    TwoDocumentsError,
    read_tree,
    readable_by_libyaml,
)
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span, newline_near

if TYPE_CHECKING:
    from collections.abc import Mapping

# Fields are looked for no further than this: people who forget a fence write a page, not a book.
_LOOK_WITHIN = 20_000
_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_KEY_LINE = re.compile(
    r"(?:\"[^\"]+\"|'[^']+'|([A-Za-z_][\w-]*(?: [\w-]+){0,2}))[ \t]*:(?:[ \t]|\Z)"
)
_TOML_KEY_LINE = re.compile(r"[A-Za-z_][\w.-]*[ \t]*=")
_BELOW_A_KEY = re.compile(r"[ \t]+\S|-(?:[ \t]|\Z)|[\]}]|#(?![# ])|#[ \t]+\S+[ \t]*:")
_OPEN_BRACE = re.compile(r"\s{0,1000}\{")
# Lines that go on with JSON: a name in quotes, or what is below one.
_JSON_ROWS = re.compile(
    r"(?:[ \t]*(?:\r\n|\n|\r))?"
    r"(?:[ \t]*(?:\"[^\r\n]{0,10000}\"?|[\]}\[{\d-][^\r\n]{0,10000})(?:\r\n|\n|\r|\Z)){1,500}"
)
_JSON_PAIR = re.compile(r"\"[^\"\r\n]+\"[ \t]*:")
_FENCE = re.compile(r"-{3,}[ \t]*\Z")
# What typing aids and slips make of three dashes.
_NEAR_FENCE = re.compile(r"[ \t]*(?:[-–—−_]{1,5}|={3,}|\*{3,}|(?:- ){2,}-)[ \t]*\Z")
# Of a longer line only this much is looked at.
_LONGEST_LINE = 10_000
# One line "word: text" above dashes is a heading in Markdown; these words make it a field.
_KNOWN = frozenset(("title", "layout", "date", "pubDate", "description", "author", "tags", "draft"))


def fence_problem(text: str) -> Problem | None:
    """What is wrong with the fences of a text in which no block was found; None for none."""
    opening = opening_fence(text)
    far = opening_without_near_end(text)
    if far is not None and (opening is None or _goes_on(text, opening)):
        return Problem(
            "The fields are too long to be shown as a form.",
            "Edit them as text.",
            far,
            _line(text, far.start),
        )
    if opening is not None:
        return _unclosed(text, opening)
    json_opening = opening_of_json(text)
    if json_opening is not None:
        return _unclosed_json(text, json_opening)
    start = 1 if text.startswith("\ufeff") else 0
    first = _LINE.match(text, start, start + _LONGEST_LINE)
    if first is None:
        return None
    if _KEY_LINE.match(first[1]):
        return _unopened(text, start, start)
    if first[1] and _NEAR_FENCE.match(first[1]):
        return _unopened(text, start, first.end())
    return None


def _goes_on(text: str, opening: re.Match[str]) -> bool:
    """Whether what follows the fence looks like fields as far as is looked."""
    if opening["fence"][0] == "+" or opening["language"]:
        return True
    end, limit = _fields_end(text, opening.end())[0], opening.end() + _LOOK_WITHIN
    return end >= limit or not text[end:limit].strip()


def second_block_problem(text: str, block: Fenced, data: Mapping[str, object]) -> Problem | None:
    """What is wrong where a second block of fields follows the first; None for none."""
    position = block.span.end
    blank = re.compile(r"(?:[ \t]*(?:\r\n|\n|\r)){0,20}").match(text, position)
    start = blank.end() if blank else position
    first = _LINE.match(text, start, start + _LONGEST_LINE)
    if first is None or not (first[1].startswith("---") or _KEY_LINE.match(first[1])):
        return None
    inside = first.end() if _FENCE.match(first[1]) else start
    end, keys = _fields_end(text, inside)
    closing = _LINE.match(text, end)
    if not keys or closing is None or not _FENCE.match(closing[1]):
        return None
    fields = _map_keys(text[inside:end])
    if fields is None or (len(fields) < 2 and inside == start):
        return None
    mend: tuple[TextEdit, ...] = ()
    if not fields & data.keys() and block.format == "yaml":
        mend = (TextEdit(block.closing.start, inside, ""),)
    return Problem(
        "A second block of fields follows the first; sites show it as text.",
        "Join the two blocks.",
        Span(start, closing.end()),
        _line(text, start),
        mend,
        "Join them" if mend else "",
        fatal=False,
    )


def _unclosed(text: str, opening: re.Match[str]) -> Problem | None:
    language = (opening["language"] or "").lower()
    if opening["fence"][0] == "+" or language == "toml":
        return _unclosed_toml(text, opening)
    if language == "json":
        return _unclosed_named_json(text, opening)
    start = opening.end()
    end, keys = _fields_end(text, start)
    if not keys:
        return None  # a rule across the page, or a post being begun
    closing = _LINE.match(text, end)
    typed = closing is not None and closing[1].strip() and _NEAR_FENCE.match(closing[1])
    newline = newline_near(text, start)
    if typed and closing is not None:
        mend = TextEdit(end, end + len(closing[1]), "---")
        sentence = "The line that ends the fields is not three dashes."
    else:
        apart = "" if text[end - 1] in "\r\n" else newline
        mend = TextEdit(end, end, f"{apart}---{newline}")
        sentence = "The fields have no line of three dashes below them to end them."
    certain = _map_keys(text[start:end]) is not None
    fence = Span(*opening.span("fence"))
    span = Span(end, closing.end()) if typed and closing is not None else fence
    return Problem(
        sentence,
        "Put a line --- after the last field.",
        span,
        _line(text, span.start),
        (mend,) if certain else (),
        "Add the dashes" if certain else "",
    )


def _unclosed_toml(text: str, opening: re.Match[str]) -> Problem | None:
    if not _TOML_KEY_LINE.match(text, opening.end()):
        return None
    fence = Span(*opening.span("fence"))
    return Problem(
        f"The fields have no line {fence.of(text)} below them to end them.",
        f"Put a line {fence.of(text)} after the last field.",
        fence,
        _line(text, fence.start),
    )


def _unclosed_named_json(text: str, opening: re.Match[str]) -> Problem | None:
    found = _OPEN_BRACE.match(text, opening.end())
    if found is None:
        return None
    start = found.end() - 1
    brace = closing_brace(text, start)
    mend: tuple[TextEdit, ...] = ()
    if brace is not None:
        newline = newline_near(text, start)
        mend = (TextEdit(brace + 1, brace + 1, f"{newline}---"),)
    fence = Span(*opening.span("fence"))
    return Problem(
        "The fields have no line of three dashes below them to end them.",
        "Put a line --- after the last field.",
        fence,
        _line(text, fence.start),
        mend,
        "Add the dashes" if mend else "",
    )


def _unclosed_json(text: str, opening: re.Match[str]) -> Problem | None:
    """A brace, or a line of semicolons, with fields below and no end to them."""
    brace = opening.groupdict().get("brace")
    start = opening.start("brace") if brace else opening.start("fence")
    rows = _JSON_ROWS.match(text, opening.end())
    behind = _LINE.match(text, opening.end(), opening.end() + _LONGEST_LINE)
    if brace and behind and behind[1].strip():
        return None  # a brace with words on its line may be anything
    if rows is None or not _JSON_PAIR.search(rows.group()):
        return None
    newline, end = newline_near(text, opening.end()), rows.end()
    closing = "}" if brace else opening["fence"]
    apart = "" if text[end - 1] in "\r\n" else newline
    edit = TextEdit(end, end, f"{apart}{closing}{newline}")
    certain = _is_json(text[start:end] + "}" if brace else rows.group(), braced=bool(brace))
    return Problem(
        "The brace that opens the fields is never closed."
        if brace
        else f"The fields have no line {closing} below them to end them.",
        "Close it with } on a line below the last field."
        if brace
        else f"Put a line {closing} after the last field.",
        Span(start, opening.end() if brace is None else start + 1),
        _line(text, start),
        (edit,) if certain else (),
        "" if not certain else "Close the brace" if brace else "Add the semicolons",
    )


def _is_json(source: str, *, braced: bool) -> bool:
    from copydesk.core.posts.json_tree import JsonShapeError, read_json

    try:
        return bool(read_json(source, braced=braced and source.lstrip()[:1] == "{").keys)
    except (JsonShapeError, TooMuchError):
        return False


def _unopened(text: str, start: int, inside: int) -> Problem | None:
    end, keys = _fields_end(text, inside)
    closing = _LINE.match(text, end)
    if not keys or closing is None:
        return None
    typed = inside > start and _NEAR_FENCE.match(closing[1])
    if not closing[1].strip() or not (_FENCE.match(closing[1]) or typed):
        return None
    fields = _map_keys(text[inside:end])
    if fields is None or (len(fields) < 2 and not fields & _KNOWN):
        return None
    if inside == start:
        sentence = (
            "The line of three dashes above the fields is missing, so sites show them as text."
        )
        mends = [TextEdit(start, start, "---" + newline_near(text, start))]
    else:
        sentence = "The line above the fields is not three dashes, so sites show them as text."
        first = _LINE.match(text, start)
        mends = [TextEdit(start, start + len(first[1]) if first else inside, "---")]
    if not _FENCE.match(closing[1]):
        mends.append(TextEdit(end, end + len(closing[1]), "---"))
    first_line = _LINE.match(text, start)
    return Problem(
        sentence,
        "Put a line --- above the first field.",
        Span(start, first_line.end() if first_line else inside),
        0,
        tuple(mends),
        "Add the dashes",
    )


def _fields_end(text: str, start: int) -> tuple[int, int]:
    """Where the lines that look like fields end, and how many fields they are."""
    position, keys, reached = start, 0, start
    limit = min(len(text), start + _LOOK_WITHIN)
    while position < limit:
        line = _LINE.match(text, position)
        if line is None or _FENCE.match(line[1]):
            break
        if _KEY_LINE.match(line[1]):
            keys += 1
            reached = line.end()
        elif line[1].strip() and keys and _NEAR_FENCE.match(line[1]):
            break
        elif line[1].strip() and _BELOW_A_KEY.match(line[1]):
            reached = line.end()
        elif line[1].strip():
            break
        position = line.end()
    # Blank lines belong to the fields only if a field or the fence comes after them.
    ended = position < limit and (_LINE.match(text, position) or [""])
    closes = ended and (
        _FENCE.match(ended[1]) or (ended[1].strip() and _NEAR_FENCE.match(ended[1]))
    )
    return (position if closes else reached), keys


def _map_keys(source: str) -> set[str] | None:
    try:
        root = read_tree(readable_by_libyaml(source))
    except (yaml.YAMLError, TooMuchError, TwoDocumentsError, RecursionError):
        return None
    if root is None or root.kind != "map":
        return None
    return {key.text for key, _value in root.pairs()}


def _line(text: str, position: int) -> int:
    return len(re.findall(r"\r\n|\n|\r", text[:position]))
