"""Says what is wrong in a block that is no TOML, and offers what puts it right.

The block is read one statement after the other, and the first that fails is the one at fault. A
mend is offered only if that statement, mended, can be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.posts.problems import Problem
from copydesk.core.posts.toml_repeats import repeated
from copydesk.core.posts.toml_scalars import key_source, text_source
from copydesk.core.posts.toml_tree import TomlShapeError, read_toml
from copydesk.core.posts.toml_values import toml_data
from copydesk.core.posts.yaml_tree import TooMuchError
from copydesk.core.text.edits import TextEdit, apply_edits
from copydesk.core.text.positions import Span, line_at, line_starts

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACE = re.compile(r"\(at line (\d+), column \d+\)$")
_FIELD = re.compile(
    r"[ \t]*(?P<key>\"[^\"\r\n]*\"|'[^'\r\n]*'|[^\W\d][\w.-]*(?: [\w.-]+){0,3}|\d[\w-]*)"
    r"(?P<sign>[ \t]*[:=])(?P<gap>[ \t]*)(?P<value>[^\r\n]*?)[ \t]*(?=[\r\n]|\Z)"
)
_NEXT = re.compile(r"[ \t]*(?:[\w.\"'-]+[ \t]*=|\[[\w.\" \t-]+\][ \t]*(?:[\r\n]|\Z))")
_COMMENT = re.compile(r"[ \t]+#.*\Z", re.DOTALL)
_SMART = str.maketrans(dict.fromkeys("“”„«»‟", '"') | dict.fromkeys("‘’‚", "'"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")
_CLOSERS = {"[": "]", "{": "}"}
_ODD_DATE = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:([Tt ])(\d\d?:\d\d)(:\d\d)?(.*))?")
_BARE_ITEM = re.compile(r"(?<=[\[,])([ \t]*+)([^\[\]{}\"'#,\r\n]++)(?=[,\]])")
# Longer than any field that a small slip can be found in; what looks for it may take the square.
_MOST_MENDED = 5_000
_MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class _Try:
    """A possible fault of a statement and its mend, by positions in the statement; or no mend."""

    edits: tuple[TextEdit, ...]
    sentence: str
    next_step: str
    label: str = ""


def toml_problem(head: str, content: Span, error: Exception) -> Problem:
    """What is wrong with the block between the fences of ``head``, of which ``error`` came."""
    source = content.of(head)
    control = _CONTROL.search(source)
    if control is not None and "llegal character" in str(error):
        one = _Try(
            (TextEdit(*control.span(), ""),),
            "The fields hold an invisible control character, which sites can’t read.",
            "Remove it.",
            "Remove it",
        )
        return _problem(head, content.start, one, control.start())
    start = _fault(source, error)
    twice = repeated(source, start, line_at(line_starts(head), content.start))
    if twice is not None:
        return _problem(head, content.start, _Try(*twice), start)
    if re.search("overwrite|twice|mutate", str(error)):
        known = _Try(
            (),
            "This name is there already, as a field or a table of another form.",
            "Join the two, or give one of them another name.",
        )
        return _problem(head, content.start, known, start)
    text = _statement(source, start)
    for one in _tries(text) if len(text) <= _MOST_MENDED else ():
        if not one.edits:
            return _problem(head, content.start, one, start)
        if _reads(apply_edits(text, one.edits)):
            moved = tuple(TextEdit(e.start + start, e.end + start, e.new) for e in one.edits)
            found = _Try(moved, one.sentence, one.next_step, one.label)
            return _problem(head, content.start, found, moved[0].start)
    other = _Try(
        (),
        "The fields can’t be read: this line is not valid TOML.",
        "Each field is a name, an equals sign and a value; text stands in quotes.",
    )
    return _problem(head, content.start, other, start)


def _fault(source: str, error: Exception) -> int:
    """Where the statement at fault starts."""
    try:
        read_toml(source)
    except TomlShapeError as shape:
        return int(shape.args[1])
    except TooMuchError:
        return 0
    starts = line_starts(source)
    place = _PLACE.search(str(error))
    line = min(int(place[1]) - 1 if place else 0, len(starts) - 1)
    for section in read_toml(source).sections:
        for pair in section.pairs:
            # A value over several lines starts on the line of its name.
            inside = pair.start <= starts[line] < pair.value.span.end
            if inside if place else not _reads(f"value = {pair.value.span.of(source)}"):
                return pair.start
    return starts[line]


def _statement(source: str, start: int) -> str:
    """A statement's lines: up to the next line that starts another."""
    starts = line_starts(source)
    first = line_at(starts, start)
    for line in range(first + 1, min(len(starts), first + _MOST_LINES)):
        if _NEXT.match(source, starts[line]):
            return source[start : starts[line]]
    return source[start : starts[min(first + _MOST_LINES, len(starts) - 1)]] or source[start:]


def _reads(text: str) -> bool:
    try:
        return bool(toml_data(text))
    except (ValueError, TooMuchError, RecursionError):
        return False


def _problem(head: str, offset: int, one: _Try, at: int) -> Problem:
    starts = line_starts(head)
    line = line_at(starts, min(offset + at, max(len(head) - 1, 0)))
    end = starts[line + 1] if line + 1 < len(starts) else len(head)
    edits = tuple(TextEdit(e.start + offset, e.end + offset, e.new) for e in one.edits)
    label = one.label if edits else ""
    return Problem(one.sentence, one.next_step, Span(starts[line], end), line, edits, label)


def _tries(text: str) -> Iterator[_Try]:
    if text.startswith("["):
        line = re.match(r"\[\[?[^\[\]\r\n]*", text)
        if line:
            end = line.start() + len(line.group().rstrip())
            closer = "]]" if text.startswith("[[") else "]"
            yield _Try(
                (TextEdit(end, line.end(), closer),),
                "The bracket that opens this table’s name is never closed.",
                f"Close it with “{closer}”.",
                "Close the bracket",
            )
        return
    field = _FIELD.match(text)
    if field is None:
        words = text.split("\n")[0].strip()[:60]
        yield _Try(
            (),
            f"“{words}” is not a field: it has no name with an equals sign after it.",
            "Write a name, an equals sign and a value, or remove the line.",
        )
        return
    yield from _key_tries(field)
    yield from _value_tries(text, field)


def _key_tries(field: re.Match[str]) -> Iterator[_Try]:
    key, value = field["key"], field["value"]
    sign = TextEdit(*field.span("sign"), " =" if field["gap"] or not value else " = ")
    words = _COMMENT.sub("", value)
    start = field.start("value")
    if field["sign"].strip() == ":":
        for edits in (
            (sign,),
            (sign, TextEdit(start, start + len(words), _quoted(words))),
        ):
            yield _Try(
                edits,
                f"Behind “{key}” stands a colon; fields between +++ lines want an equals sign.",
                "Put an equals sign instead.",
                "Put the equals sign",
            )
    elif not re.fullmatch(r"[\"'].*|[A-Za-z0-9_.-]+", key):
        yield _Try(
            (TextEdit(*field.span("key"), key_source(key)),),
            f"The name “{key}” has characters that need quotes around it.",
            "Put the name in quotes.",
            "Put it in quotes",
        )


def _value_tries(text: str, field: re.Match[str]) -> Iterator[_Try]:
    key, value = field["key"].strip("\"'"), field["value"]
    start, end = field.span("value")
    words = _COMMENT.sub("", value)
    if not value or value.startswith("#"):
        yield _Try(
            (),
            f"“{key}” has no value, which TOML doesn’t allow.",
            'Write its value, or "" for an empty text; or remove the line.',
        )
        return
    yield from _mark_tries(text, field)
    if value[0] in "\"'":
        yield from _quote_tries(key, value, start, end)
        return
    if value[0] in "[{":
        yield from _bracket_tries(text, key, value[0], end)
        return
    yield from _word_tries(key, words, start)


def _mark_tries(text: str, field: re.Match[str]) -> Iterator[_Try]:
    """Slips that any kind of value may have."""
    key, value = field["key"].strip("\"'"), field["value"]
    start, end = field.span("value")
    plain = text[start:].translate(_SMART)
    if plain != text[start:]:
        yield _Try(
            (TextEdit(start, len(text), plain),),
            f"The value of “{key}” stands in typographic quotes.",
            "Use straight quotes around it.",
            "Straighten the quotes",
        )
    if value.endswith((",", ";")):
        yield _Try(
            (TextEdit(end - 1, end, ""),),
            f"Behind the value of “{key}” stands a {'comma' if value[-1] == ',' else 'semicolon'}"
            " too many.",
            "Remove it.",
            "Remove it",
        )


def _word_tries(key: str, words: str, start: int) -> Iterator[_Try]:
    whole = TextEdit(start, start + len(words), words.lower())
    if words.lower() in ("true", "false"):
        yield _Try(
            (whole,),
            f"“{words}” is written with small letters in TOML.",
            f"Write {words.lower()}.",
            f"Write {words.lower()}",
        )
    if words.lower() in ("yes", "no", "on", "off"):
        yield _Try((), f"“{words}” means nothing in TOML.", "Write true or false.")
    if words.lower() in ("null", "nil", "none", "~"):
        yield _Try((), f"“{words}” means nothing in TOML.", "Remove the line.")
    date = _ODD_DATE.fullmatch(words)
    if date:
        year, month, day, between, time, seconds, zone = date.groups()
        mended = f"{year}-{month:0>2}-{day:0>2}"
        if time:
            zone = re.sub(r"([-+]\d\d)(\d\d)", r"\1:\2", zone.strip())
            mended += f"{between}{time:0>5}{seconds or ':00'}{zone}"
        yield _Try(
            (TextEdit(start, start + len(words), mended),),
            f"The date of “{key}” is not written as TOML wants it.",
            f"Write {mended}.",
            "Write it so",
        )
        yield _Try((), f"“{words[:60]}” is not a date that exists.", "Correct it.")
    elif re.fullmatch(r"[-+]?[\d.,_]+", words):
        yield _Try(
            (),
            f"“{words[:60]}” is not a number as TOML wants it.",
            "Correct it, or put it in quotes to keep it as text.",
        )
    yield _Try(
        (TextEdit(start, start + len(words), _quoted(words)),),
        f"The value of “{key}” is text, so it needs quotes around it.",
        "Put it in quotes.",
        "Put it in quotes",
    )


def _quote_tries(key: str, value: str, start: int, end: int) -> Iterator[_Try]:
    quote = value[:3] if value[:3] in ('"""', "'''") else value[0]
    if len(quote) == 1 and quote not in value[1:]:
        yield _Try(
            (TextEdit(end, end, quote),),
            f"The quote that opens the value of “{key}” is never closed.",
            f"Close it with {quote}.",
            "Close the quote",
        )
    elif len(quote) == 1 and value.endswith(quote):
        inside = value[1:-1]
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
    else:
        yield _Try(
            (),
            f"The quotes around the value of “{key}” don’t close where it ends.",
            "Close them behind the value.",
        )


def _bracket_tries(text: str, key: str, mark: str, end: int) -> Iterator[_Try]:
    closer = _CLOSERS[mark]
    for place in dict.fromkeys((end, len(text.rstrip()))):
        yield _Try(
            (TextEdit(place, place, closer),),
            f"The bracket that opens “{key}” is never closed.",
            f"Close it with “{closer}”.",
            "Close the bracket",
        )
    words = _BARE_ITEM.sub(_worded, text)
    if words != text:
        yield _Try(
            (TextEdit(0, len(text), words),),
            f"“{key}” holds text without quotes around it.",
            "Put each text in quotes.",
            "Put it in quotes",
        )
    trailing = re.sub(r",(?=[ \t]*\})", "", text)
    if trailing != text:
        yield _Try(
            (TextEdit(0, len(text), trailing),),
            f"Behind the last part of “{key}” stands a comma too many.",
            "Remove it.",
            "Remove it",
        )
    commas = re.sub(r"(?<=[\"'\d])([ \t]+|[ \t]*[\r\n]+[ \t]*)(?=[\"'\d])", r",\1", text)
    if commas != text:
        yield _Try(
            (TextEdit(0, len(text), commas),),
            f"Between the items of “{key}” a comma is missing.",
            "Put a comma between them.",
            "Put the comma",
        )


def _worded(item: re.Match[str]) -> str:
    """A list's item in quotes, if it is none of TOML's own words."""
    words = item[2].rstrip()
    if not words or _reads(f"value = {words}"):
        return item.group()
    return item[1] + _quoted(words) + item[2][len(words) :]


def _quoted(words: str) -> str:
    return text_source(words, "'" if '"' in words or "\\" in words else '"', flat=True)
