"""Front Matter CMS's own small languages: date formats and placeholders, in Copydesk's terms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# date-fns' tokens and Day.js's; what isn't here can't be written as Day.js does.
_TOKENS = {
    "y": "YYYY", "yyyy": "YYYY", "yy": "YY", "M": "M", "MM": "MM", "MMM": "MMM", "MMMM": "MMMM",
    "L": "M", "LL": "MM", "LLL": "MMM", "LLLL": "MMMM",
    "d": "D", "dd": "DD", "do": "Do", "E": "ddd", "EE": "ddd", "EEE": "ddd", "EEEE": "dddd",
    "H": "H", "HH": "HH", "h": "h", "hh": "hh", "m": "m", "mm": "mm", "s": "s", "ss": "ss",
    "SSS": "SSS", "a": "A", "aa": "A", "aaa": "a", "xxx": "Z", "XXX": "Z", "xx": "ZZ", "XX": "ZZ",
}  # fmt: skip
_DATE_PART = re.compile(
    r"''|'(?P<said>(?:[^']|'')*)'|(?P<token>do|([A-Za-z])\3*)|(?P<plain>[^A-Za-z']+)"
)
_TIME = re.compile(r"[HhmsSAaZ]")
_SAID = re.compile(r"\[[^\]]*\]")
# The tags that a new post's name may have, by date-fns' token.
_NAME_TAGS = {
    "yyyy": "{{year}}", "y": "{{year}}", "MM": "{{month}}", "dd": "{{day}}", "HH": "{{hour}}",
    "mm": "{{minute}}", "ss": "{{second}}",
}  # fmt: skip
_PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
# Placeholders that mean the same here, by name.
_SAME = {
    "now": "now", "title": "title", "slug": "slug", "year": "year", "month": "month", "day": "day",
    "hour24": "hour", "minute": "minute", "seoTitle": "slug",
}  # fmt: skip
_FIELD = re.compile(r"fm\.([\w-]+)$")
# A placeholder may stand for others, but not for ever.
_MOST_ROUNDS = 3


def day_js_format(date_fns: str) -> str | None:
    """A date format in Day.js's tokens; None where it has a part that Day.js lacks.

    "" stands for ISO 8601's plain day, which needs no format.
    """
    pieces: list[str] = []
    for found in _parts(date_fns):
        if found["token"]:
            token = _TOKENS.get(found["token"])
            if token is None:
                return None
            pieces.append(token)
        elif found["plain"]:
            pieces.append(found["plain"])
        else:
            said = "'" if found["said"] is None else found["said"].replace("''", "'")
            if "]" in said:
                return None
            pieces.append(f"[{said}]")
    result = "".join(pieces)
    return "" if result == "YYYY-MM-DD" else result


def has_time(day_js: str) -> bool:
    """Whether a format in Day.js's tokens holds a time of day."""
    return bool(_TIME.search(_SAID.sub("", day_js)))


def name_tags(date_fns: str) -> str | None:
    """A date format as the tags of a file's name; None where one part has no tag."""
    pieces: list[str] = []
    for found in _parts(date_fns):
        if found["token"]:
            tag = _NAME_TAGS.get(found["token"])
            if tag is None:
                return None
            pieces.append(tag)
        else:
            pieces.append(found["plain"] or found["said"] or "'")
    return "".join(pieces)


def _parts(date_fns: str) -> list[re.Match[str]]:
    return list(_DATE_PART.finditer(date_fns))


def with_tags(source: str, own: Mapping[str, str]) -> str | None:
    """A text with placeholders, these in Copydesk's terms; None where one has no such term.

    Args:
        source: "{{date|yyyy-MM-dd}}-{{title}}".
        own: The site's own placeholders.
    """
    for _round in range(_MOST_ROUNDS):
        mended = _PLACEHOLDER.sub(lambda found: own.get(found[1], found[0]), source)
        if mended == source:
            break
        source = mended
    known = True

    def tag(found: re.Match[str]) -> str:
        nonlocal known
        name = found[1]
        if name in _SAME:
            return "{{" + _SAME[name] + "}}"
        if field := _FIELD.match(name):
            return "{{" + field[1] + "}}"
        kind, bar, form = name.partition("|")
        made = name_tags(form.strip().strip("'")) if bar and kind.strip() == "date" else None
        known = known and made is not None
        return made or ""

    result = _PLACEHOLDER.sub(tag, source)
    return result if known else None
