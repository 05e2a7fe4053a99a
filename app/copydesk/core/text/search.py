"""Finding and replacing in one text, with a limit on time.

`regex` is used for its time limit and because it lets other threads run while it looks; a pattern
of the standard library that goes wild can't be stopped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any

import regex

from copydesk.core.errors import CopydeskError
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span, newline_near

if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import Match

TIME_LIMIT_S = 2.0
# More matches than this are neither counted nor marked; replacing all still reaches every one.
MOST_MATCHES = 20_000
# An escape of a replacement; one that writes "\r\n" out means just that.
_NEW_LINE = re.compile(r"\\r\\n|\\.", re.DOTALL)


class SearchError(CopydeskError):
    """A pattern that can't be used, or takes too long."""


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for."""

    pattern: str
    is_regex: bool = False
    whole_word: bool = False
    match_case: bool = False


@dataclass(frozen=True, slots=True)
class Matches:
    """What was found, in order; `more` when there are more than `MOST_MATCHES`."""

    spans: tuple[Span, ...]
    more: bool = False


def find_all(query: Query, text: str, start: int = 0, end: int | None = None) -> Matches:
    """Every match in ``start <= position < end``, up to `MOST_MATCHES`. Empty matches don't count.

    Raises:
        SearchError: The pattern is wrong or takes longer than `TIME_LIMIT_S`.
    """
    spans: list[Span] = []
    for match in _matches(query, text, start, end):
        if len(spans) == MOST_MATCHES:
            return Matches(tuple(spans), more=True)
        spans.append(Span(match.start(), match.end()))
    return Matches(tuple(spans))


def replacements(
    query: Query, replacement: str, text: str, start: int = 0, end: int | None = None
) -> tuple[TextEdit, ...]:
    r"""Edits that replace every match.

    With a regular expression ``\1``, ``\g<name>`` and ``\t`` in the replacement mean what they mean
    in Python, and ``\n`` a new line as those around it are; else it is taken as it stands.

    Raises:
        SearchError: The pattern or the replacement is wrong, or it takes too long.
    """
    return tuple(
        TextEdit(match.start(), match.end(), _expanded(query, match, replacement))
        for match in _matches(query, text, start, end)
    )


def replacement_at(query: Query, replacement: str, text: str, span: Span) -> TextEdit | None:
    """The edit that replaces the match at ``span``; None where there is no such match.

    Raises:
        SearchError: As `replacements`.
    """
    for match in _matches(query, text, span.start, None):
        if match.span() != (span.start, span.end):
            return None
        return TextEdit(match.start(), match.end(), _expanded(query, match, replacement))
    return None


def _expanded(query: Query, match: Any, replacement: str) -> str:
    if not query.is_regex:
        return replacement
    try:
        newline = newline_near(match.string, match.start())
        return str(match.expand(_NEW_LINE.sub(partial(_in_file, newline), replacement)))
    except (regex.error, IndexError) as error:
        raise SearchError(f"The replacement can't be used: {error}.") from error


def _in_file(newline: str, escape: Match[str]) -> str:
    r"""An escape of a replacement; ``\n`` is a new line as those around it are."""
    return newline if escape.group() == "\\n" else escape.group()


def _matches(query: Query, text: str, start: int, end: int | None) -> Iterator[Any]:
    pattern = query.pattern if query.is_regex else regex.escape(query.pattern, literal_spaces=True)
    if query.whole_word:
        pattern = rf"(?<!\w)(?:{pattern})(?!\w)"
    flags = regex.MULTILINE | (0 if query.match_case else regex.IGNORECASE)
    try:
        compiled = regex.compile(pattern, flags)
    except (regex.error, RecursionError, OverflowError) as error:
        raise SearchError(f"The pattern isn't complete yet: {error}.") from error
    ends_at = monotonic() + TIME_LIMIT_S
    try:
        for match in compiled.finditer(
            text, start, len(text) if end is None else end, concurrent=True, timeout=TIME_LIMIT_S
        ):
            if match.end() > match.start():
                yield match
            if monotonic() > ends_at:
                raise _too_slow()
    except TimeoutError as error:
        raise _too_slow() from error


def _too_slow() -> SearchError:
    return SearchError("This pattern takes too long.", "Try one that is more exact.")
