"""What a new post starts with, in the manner of the posts beside it."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from copydesk.core.errors import CopydeskError
from copydesk.core.posts.encoding import decode
from copydesk.core.posts.field_edits import Bare, set_field
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.site.slug import slugify
from copydesk.core.text.edits import apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from copydesk.core.posts.frontmatter import Frontmatter

MOST_SIBLINGS = 12
"""How many posts of a folder are looked at to learn its manner."""

_DATE_KEYS = ("pubDate", "date", "publishDate", "published", "pubDatetime", "publishedAt")
_DRAFT_KEYS = ("draft", "isDraft", "status", "state", "published")
# Enough of a post to have its whole frontmatter.
_BYTES_READ = 32 * 1024
_DATE = re.compile(r"(['\"]?)\d{4}-\d{2}-\d{2}(?:([Tt ])\d{2}:\d{2}(:\d{2})?[.\d]*( *)(.*?))?\1")
_DATED_NAME = re.compile(r"\d{4}-\d{2}-\d{2}-.")


@dataclass(frozen=True, slots=True)
class _Manner:
    """How the posts of a folder are written."""

    date_key: str = "date"
    date_like: str = "2026-01-02"
    title_like: str = ""
    draft: tuple[str, object] | None = ("draft", True)
    newline: str = "\n"


def choose_path(
    folder: Path, title: str, siblings: Sequence[str], today: dt.date | None = None
) -> Path:
    """Where a post of that title goes: its slug, named as the posts beside it are.

    A date goes before the slug, or the post into a folder of its own, where most do so; the suffix
    is the usual one.

    Args:
        folder: Absolute.
        title: Of the new post.
        siblings: Paths of the posts in the folder, relative to it, with "/" between folders.
        today: In the place of the present day.
    """
    slug = slugify(title)
    pure = [PurePosixPath(path) for path in siblings]
    suffixes = Counter(path.suffix for path in pure)
    suffix = suffixes.most_common(1)[0][0] if suffixes else ".md"
    if pure and sum(bool(_DATED_NAME.match(path.name)) for path in pure) * 2 > len(pure):
        slug = f"{(today or dt.date.today()).isoformat()}-{slug}"
    if pure and sum(path.stem == "index" and len(path.parts) == 2 for path in pure) * 2 > len(pure):
        return folder / slug / f"index{suffix}"
    return folder / f"{slug}{suffix}"


def draft_text(title: str, siblings: Iterable[Path], now: dt.datetime | None = None) -> str:
    """The text of a new post: title, today's date and that it is a draft, as its siblings say it.

    Args:
        title: Of the new post.
        siblings: Files of the same folder, newest first; `MOST_SIBLINGS` of them are read.
        now: In the place of the present moment, with a time zone.
    """
    manner = _manner([text for path in list(siblings)[:MOST_SIBLINGS] if (text := _head(path))])
    moment = now or dt.datetime.now().astimezone()
    lines = ["---", f"title: {manner.title_like}", f"{manner.date_key}: {manner.date_like}"]
    text = "\n".join([*lines, "---", "", ""]).replace("\n", manner.newline)
    text = apply_edits(text, set_field(text, "title", title, as_text=True))
    text = apply_edits(
        text, set_field(text, manner.date_key, Bare(_date_like(manner.date_like, moment)))
    )
    if manner.draft is not None:
        text = apply_edits(text, set_field(text, *manner.draft))
    return text


def _head(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return decode(file.read(_BYTES_READ)).text
    except OSError:
        return ""


def _manner(texts: Sequence[str]) -> _Manner:
    read = map(read_frontmatter, texts)
    fronts = [front for front in read if front.format == "yaml" and front.readable]
    if not fronts:
        return _Manner()
    keys = Counter(entry.key for front in fronts for entry in front.entries)
    date_key = _most_used(_DATE_KEYS, keys)
    title = next((entry.source for front in fronts if (entry := front.entry("title"))), "")
    return _Manner(
        date_key or "date",
        _date_source(fronts, date_key) or "2026-01-02",
        '""' if title.startswith('"') else "''" if title.startswith("'") else "x",
        _draft(fronts, _most_used(_DRAFT_KEYS, keys)),
        "\r\n" if sum("\r\n" in text for text in texts) * 2 > len(texts) else "\n",
    )


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
    return key, Bare(f"{quote}{word}{quote}")


def _date_like(source: str, moment: dt.datetime) -> str:
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


def fallback_text(title: str) -> str:
    """A new post's text where the manner of its siblings can't be followed."""
    try:
        return draft_text(title, ())
    except CopydeskError:
        return f"# {title}\n"
