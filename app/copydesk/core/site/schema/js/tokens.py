"""The words of JavaScript and TypeScript, one after the other; what is odd is passed by."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Kind = Literal["name", "number", "text", "template", "regex", "mark"]

# A file with more words than this is no configuration that anybody wrote by hand.
MOST_TOKENS = 200_000


class Token(NamedTuple):
    """One word of the source.

    Attributes:
        kind: What it is.
        text: As it is written, quotes included.
        start: Where it begins, in code points.
        new_line: Whether it is the first of its line.
    """

    kind: Kind
    text: str
    start: int
    new_line: bool


_BLANK = re.compile(r"(?:\s+|//[^\n]*|/\*.*?(?:\*/|\Z)|\A#![^\n]*)+", re.DOTALL)
_NAME = re.compile(r"#?[^\W\d][\w$]*|[$][\w$]*")
_NUMBER = re.compile(r"0[xXbBoO][\da-fA-F_]+n?|(?:\d[\d_]*)?\.?\d[\d_]*\.?(?:[eE][+-]?\d+)?n?")
_TEXT = re.compile(r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'""", re.DOTALL)
_REGEX = re.compile(r"/(?:[^/\\\[\n]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n])*\])+/[a-z]*")
# ">" stands alone always: it may close the arguments of a type.
_MARK = re.compile(r"=>|\.\.\.|\?\.(?!\d)|\?\?=?|===?|!==?|<=|&&|\|\||\*\*|[-+*/%]=|[^\s\w$]")
# After these a "/" divides; after anything else it begins a regular expression.
_ENDS_VALUE = {")", "]", "}"}
_BEFORE_VALUE = {"return", "typeof", "case", "in", "of", "void", "delete", "await", "default"}


def tokens_of(source: str) -> list[Token]:
    """The words of a source, comments left out; the first 200,000 of them."""
    result: list[Token] = []
    at = 0
    new_line = True
    while at < len(source) and len(result) < MOST_TOKENS:
        blank = _BLANK.match(source, at)
        if blank:
            new_line = new_line or "\n" in blank.group()
            at = blank.end()
            continue
        kind, end = _next(source, at, result[-1] if result else None)
        result.append(Token(kind, source[at:end], at, new_line))
        new_line = False
        at = end
    return result


def _next(source: str, at: int, before: Token | None) -> tuple[Kind, int]:
    character = source[at]
    if character == "`":
        return "template", _template_end(source, at)
    if character in "\"'" and (found := _TEXT.match(source, at)):
        return "text", found.end()
    if found := _NAME.match(source, at):
        return "name", found.end()
    if (character.isdigit() or character == ".") and (found := _NUMBER.match(source, at)):
        return "number", found.end()
    if character == "/" and _may_be_regex(before) and (found := _REGEX.match(source, at)):
        return "regex", found.end()
    found = _MARK.match(source, at)
    return "mark", found.end() if found else at + 1


def _may_be_regex(before: Token | None) -> bool:
    if before is None:
        return True
    if before.kind == "name":
        return before.text in _BEFORE_VALUE
    return before.kind == "mark" and before.text not in _ENDS_VALUE


def _template_end(source: str, at: int) -> int:
    # How many braces are open in each "${" that is open; none while in the text itself.
    braces: list[int] = []
    at += 1
    while at < len(source):
        character = source[at]
        if character == "\\":
            at += 2
            continue
        if not braces:
            if character == "`":
                return at + 1
            if source.startswith("${", at):
                braces.append(0)
                at += 1
        elif character == "{":
            braces[-1] += 1
        elif character == "}":
            if braces[-1] == 0:
                braces.pop()
            else:
                braces[-1] -= 1
        at += 1
    return len(source)


_ESCAPE = re.compile(
    r"\\(?:u\{(?P<long>[\da-fA-F]{1,6})\}|u(?P<four>[\da-fA-F]{4})|x(?P<two>[\da-fA-F]{2})"
    r"|(?P<end>\r\n|\n)|(?P<one>.))",
    re.DOTALL,
)
_ONE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}


def unescaped(text: str) -> str:
    """What a text between quotes says."""

    def one(found: re.Match[str]) -> str:
        code = found["long"] or found["four"] or found["two"]
        if code:
            number = int(code, 16)
            return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
        return "" if found["end"] else _ONE.get(found["one"], found["one"])

    # Two halves of one character beyond the first 65,536 are written as two escapes.
    joined = re.sub(
        r"\\u([dD][89abAB][\da-fA-F]{2})\\u([dD][c-fC-F][\da-fA-F]{2})",
        lambda m: chr(0x10000 + ((int(m[1], 16) - 0xD800) << 10) + int(m[2], 16) - 0xDC00),
        text,
    )
    return _ESCAPE.sub(one, joined)
