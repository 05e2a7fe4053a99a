"""The head of a post as a reader sees it: picture, title, by-line and date, from its fields."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

from copydesk.core.posts.hero import HERO_KEYS, IMAGE_PARTS

if TYPE_CHECKING:
    from copydesk.core.markup.finish import Finish

_AUTHOR_KEYS = ("author", "authors", "byline", "by", "writer")
_DATE_KEYS = (
    "pubdate", "date", "published", "publishdate", "publish_date", "published_at", "pub_date",
    "publisheddate", "created",
)  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def header_html(data: Mapping[str, object], language: str, finish: Finish) -> str:
    """The header's safe HTML; "" where the fields have nothing for one.

    Args:
        data: The post's fields as read.
        language: The post's; the date is written out in English, else as in ISO 8601.
        finish: Makes the picture's address.
    """
    fields = {str(key).lower(): value for key, value in data.items()}
    title = _text(fields.get("title"))
    parts = []
    picture = _picture(fields, finish)
    if picture:
        parts.append(f'<div class="hero">{picture}</div>')
    if title:
        parts.append(f"<h1>{escape(title)}</h1>")
    by = " · ".join(filter(None, (escape(_by_line(fields, language)), _date(fields, language))))
    if by:
        parts.append(f'<p class="byline">{by}</p>')
    if not parts:
        return ""
    return f'<header class="post-header">{"".join(parts)}</header>\n'


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float | dt.date):
        return ""
    return " ".join(str(value).split())


def _first(fields: Mapping[str, object], keys: Sequence[str]) -> object:
    return next((fields[key] for key in keys if fields.get(key)), None)


def _picture(fields: Mapping[str, object], finish: Finish) -> str:
    value = _first(fields, HERO_KEYS)
    alt = ""
    if isinstance(value, Mapping):
        parts = {str(key).lower(): part for key, part in value.items()}
        alt = _text(parts.get("alt"))
        value = _first(parts, IMAGE_PARTS)
    if not isinstance(value, str) or not value.strip():
        return ""
    return finish.image(value.strip(), alt or _text(fields.get("heroalt")))


def _by_line(fields: Mapping[str, object], language: str) -> str:
    names = _names(_first(fields, _AUTHOR_KEYS))
    if not names:
        return ""
    if not language.startswith("en"):
        return ", ".join(names)
    last = f" and {names[-1]}" if len(names) > 1 else names[0]
    return "By " + ", ".join(names[:-1]) + last


def _names(value: object) -> list[str]:
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title")
    if isinstance(value, list | tuple):
        return [name for one in value[:20] for name in _names(one)]
    text = _text(value)
    return [text] if text else []


def _date(fields: Mapping[str, object], language: str) -> str:
    value = _first(fields, _DATE_KEYS)
    if isinstance(value, dt.date):
        value = value.isoformat()
    if not isinstance(value, str):
        return ""
    found = _ISO_DATE.match(value.strip())
    if not found:
        return f"<bdi>{escape(' '.join(value.split())[:60])}</bdi>"
    year, month, day = (int(part) for part in found.groups())
    iso = f"{year:04}-{month:02}-{day:02}"
    is_named = language.startswith("en") and 1 <= month <= 12
    words = f"{day} {_MONTHS[month - 1]} {year}" if is_named else iso
    # Its own direction: among letters from right to left its parts would change places.
    return f'<time datetime="{iso}" dir="ltr">{words}</time>'
