"""How the posts of a folder are written: what a new one takes after."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.posts.encoding import decode
from copydesk.core.posts.field_edits import Bare
from copydesk.core.posts.frontmatter import read_frontmatter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from copydesk.core.posts.fences import Format
    from copydesk.core.posts.frontmatter import Frontmatter

MOST_SIBLINGS = 12
"""How many posts of a folder are looked at to learn its manner."""

DATE_KEYS = ("pubDate", "date", "publishDate", "published", "pubDatetime", "publishedAt")
DRAFT_KEYS = ("draft", "isDraft", "status", "state", "published")
# Enough of a post to have its whole frontmatter.
_BYTES_READ = 32 * 1024
_DATE = re.compile(r"(['\"]?)\d{4}-\d{2}-\d{2}(?:([Tt ])\d{2}:\d{2}(:\d{2})?[.\d]*( *)(.*?))?\1")


@dataclass(frozen=True, slots=True)
class Manner:
    """How the posts of a folder are written.

    Attributes:
        format: Of their fields.
        date_key: The field with their date.
        date_like: A date as one of them writes it.
        title_like: The quotes of a title: '""', "''" or a word.
        draft: The field that makes a post a draft, and its value; None where they have none.
        newline: At the end of a line.
        sources: By field, how one of them writes its value.
    """

    format: Format = "yaml"
    date_key: str = "date"
    date_like: str = "2026-01-02"
    title_like: str = ""
    draft: tuple[str, object] | None = ("draft", True)
    newline: str = "\n"
    sources: Mapping[str, str] | None = None

    def date_source(self, key: str) -> str:
        """How a field's dates are written; "" where no post shows it."""
        source = (self.sources or {}).get(key, "")
        return source if _DATE.fullmatch(source) else ""


def manner_of(siblings: Iterable[Path]) -> Manner:
    """Learns from the files of a folder, newest first; `MOST_SIBLINGS` of them are read."""
    texts = [text for path in list(siblings)[:MOST_SIBLINGS] if (text := _head(path))]
    read = map(read_frontmatter, texts)
    fronts = [front for front in read if front.format is not None and front.readable]
    if not fronts:
        return Manner()
    formats = Counter(front.format for front in fronts)
    kind = formats.most_common(1)[0][0] or "yaml"
    fronts = [front for front in fronts if front.format == kind]
    keys = Counter(entry.key for front in fronts for entry in front.entries)
    date_key = _most_used(DATE_KEYS, keys)
    title = next((entry.source for front in fronts if (entry := front.entry("title"))), "")
    return Manner(
        kind,
        date_key or "date",
        _date_source(fronts, date_key) or "2026-01-02",
        '""' if title.startswith('"') else "''" if title.startswith("'") else "x",
        _draft(fronts, _most_used(DRAFT_KEYS, keys)),
        "\r\n" if sum("\r\n" in text for text in texts) * 2 > len(texts) else "\n",
        {entry.key: entry.source for front in reversed(fronts) for entry in front.entries},
    )


def _head(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return decode(file.read(_BYTES_READ)).text
    except OSError:
        return ""


def _most_used(wanted: Sequence[str], keys: Counter[str]) -> str:
    """The most used of the wanted keys; "" where none is used."""
    best = max(wanted, key=lambda key: keys[key])
    return best if keys[best] else ""


def _date_source(fronts: Iterable[Frontmatter], key: str) -> str:
    sources = (entry.source for front in fronts if (entry := front.entry(key)))
    return next((source for source in sources if _DATE.fullmatch(source)), "")


def _draft(fronts: Sequence[Frontmatter], key: str) -> tuple[str, object] | None:
    """The field that makes a post a draft, None where the posts have none."""
    entries = [entry for front in fronts if (entry := front.entry(key))]
    if any(isinstance(entry.value, bool) for entry in entries):
        return key, key != "published"
    words = [entry.source for entry in entries if isinstance(entry.value, str) and entry.value]
    if not words or key == "published":
        return None
    quote = words[0][0] if words[0][0] in "'\"" else ""
    word = "Draft" if words[0].strip("'\"")[:1].isupper() else "draft"
    return key, Bare(f"{quote}{word}{quote}") if fronts[0].format == "yaml" else word


def date_like(source: str, moment: dt.datetime) -> str:
    """The moment, as much of it and written as in ``source``, a date or date and time."""
    found = _DATE.fullmatch(source)
    if found is None:
        return moment.date().isoformat()
    quote, break_sign, seconds, gap, zone = found.groups()
    text = moment.date().isoformat()
    if break_sign:
        if zone.upper() == "Z":
            moment = moment.astimezone(dt.UTC)
            text = moment.date().isoformat()
        text += break_sign + moment.strftime("%H:%M:%S" if seconds else "%H:%M")
        if zone:
            text += gap + (zone if zone.upper() == "Z" else _offset(moment, zone))
    return f"{quote}{text}{quote}"


def _offset(moment: dt.datetime, like: str) -> str:
    sign = moment.strftime("%z")
    return f"{sign[:3]}:{sign[3:5]}" if ":" in like else sign[:5]
