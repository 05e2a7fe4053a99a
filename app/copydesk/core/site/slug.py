"""From a title to the name of a file or an address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# A name may have 255 bytes on most disks; a script like Devanagari takes three for each letter.
_MOST_BYTES = 180
_APOSTROPHES = re.compile("['’‘ʼ`´]")
DEVICES = {
    "con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10)),
}  # fmt: skip
"""Names that Windows keeps for devices, whatever their suffix."""
EMPTY = "untitled"
"""The slug of a title without a single letter or figure."""


def slugify(title: str) -> str:
    """The title in lower case, its words joined by hyphens; letters of every script are kept.

    "Council approves: Mill Lane!" becomes "council-approves-mill-lane", "Straße nach Øst" becomes
    "straße-nach-øst".
    """
    text = _APOSTROPHES.sub("", unicodedata.normalize("NFC", title)).lower()
    text = unicodedata.normalize("NFC", text)
    # Letters, marks that belong to them, and figures; "٫" or "½" (No) are figures too.
    kept = "".join(c if unicodedata.category(c)[0] in "LMN" else "-" for c in text)
    slug = _cut("-".join(part for part in kept.split("-") if part))
    if not slug:
        return EMPTY
    return f"{slug}-post" if slug in DEVICES else slug


def _cut(slug: str) -> str:
    """As much of a slug as a file's name can hold, cut between words where there is a place."""
    if len(slug.encode()) <= _MOST_BYTES:
        return slug
    short = slug.encode()[:_MOST_BYTES].decode(errors="ignore")
    whole_words = short.rpartition("-")[0]
    return whole_words if len(whole_words) > len(short) // 2 else short


def slug_from(data: Mapping[str, object], names: Sequence[str]) -> str:
    """The slug that a post's fields make; "" while none of them says anything.

    Args:
        data: The post's fields.
        names: Those it is made from, in order.
    """
    words = [
        value.isoformat() if isinstance(value, date) else str(value)
        for value in (data.get(name) for name in names)
        if value not in (None, "") and not isinstance(value, Mapping | list)
    ]
    slug = slugify(" ".join(words))
    return "" if slug == EMPTY and not any(char.isalnum() for char in "".join(words)) else slug
