"""From a title to a new post's file, by the pattern that a collection has for its names."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from copydesk.core.site.model import POST_SUFFIXES
from copydesk.core.site.slug import EMPTY, slugify

if TYPE_CHECKING:
    from collections.abc import Mapping

    from copydesk.core.site.schema.facts import NewPostRule

_TAG = re.compile(r"\{\{\s*(?:fields\.)?([\w.-]+)\s*(?:\|[^{}]*)?\}\}")
# Letters that Unicode does not take apart into a letter and an accent.
_WRITTEN_OUT = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
)
# Of 255 on most disks; what is told apart by a number, or saved beside it, needs some too.
_MOST_BYTES = 180


def new_slug(title: str, rule: NewPostRule) -> str:
    """A title as the collection wants it in an address."""
    slug = slugify(title)
    if rule.ascii_slug:
        plain = unicodedata.normalize("NFKD", slug.translate(_WRITTEN_OUT))
        plain = slugify(plain.encode("ascii", "ignore").decode())
        # A script that has no letters in ASCII would leave nothing.
        slug = slug if plain == EMPTY else plain
    if rule.slug_length and len(slug) > rule.slug_length:
        cut = slug[: rule.slug_length]
        slug = (cut.rpartition("-")[0] or cut).strip("-") or slug[: rule.slug_length]
    return slug if rule.slug_words is None else slug.replace("-", rule.slug_words)


def new_name(
    rule: NewPostRule, title: str, values: Mapping[str, object], now: dt.datetime
) -> PurePosixPath | None:
    """The new file's path below its collection's folder; None where the rule has no pattern.

    What a tag stands for never makes a folder of its own, and nothing leads out of the folder.

    Args:
        rule: How the collection's posts are made.
        title: The new post's.
        values: Its fields.
        now: The moment, for the parts of a date.
    """
    if not rule.file_name:
        return None
    slugged = str(values.get(rule.slug_from or "") or title)
    parts: dict[str, str] = {
        "slug": new_slug(slugged, rule),
        "year": f"{now:%Y}", "month": f"{now:%m}", "day": f"{now:%d}",
        "hour": f"{now:%H}", "minute": f"{now:%M}", "second": f"{now:%S}",
    }  # fmt: skip

    def filled(tag: re.Match[str]) -> str:
        name = tag[1]
        if name in parts:
            return parts[name]
        value = title if name == "title" else values.get(name)
        if isinstance(value, dt.date):
            value = value.isoformat()
        return new_slug(str(value), rule) if value not in (None, "", [], {}) else ""

    written = _TAG.sub(filled, rule.file_name).replace("\\", "/")
    steps = [_tidy(step) for step in written.split("/")]
    steps = [step for step in steps if step not in ("", ".", "..")]
    if not steps:
        return None
    path = PurePosixPath(*steps)
    if path.suffix.lower() not in POST_SUFFIXES:
        path = path.with_name(f"{path.name}.{rule.suffix or 'md'}")
    return path


def _tidy(step: str) -> str:
    """A name without what no disk takes, and without the hyphens that an empty tag leaves."""
    clean = re.sub(r'[<>:"|?*\x00-\x1f]', "", step)
    name = re.sub(r"-{2,}", "-", clean).strip("- ").encode()[:_MOST_BYTES]
    return name.decode(errors="ignore").rstrip(". ")
