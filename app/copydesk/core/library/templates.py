"""Texts that new posts begin from: a Hugo archetype, or a template of the site's own.

Hugo's archetypes are Go templates. What they usually hold, the date, the title and the name, is
filled in; what would need the generator to be run is left empty, for the editor to see.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.posts.encoding import decode
from copydesk.core.site.date_formats import format_date

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

# No template that anybody wrote is longer.
_BYTES_READ = 256 * 1024
_MOST_FILES = 50
_ACTION = re.compile(r"\{\{-?\s*(?P<words>/\*.*?\*/|[^{}]*?)\s*-?\}\}", re.DOTALL)
_FORMAT = re.compile(
    r"(?:\.Date|\.Format|[dD]ateFormat|now|time\.Now)\b.*?[\"`](?P<layout>[^\"`]*)[\"`]"
)
_NAMES = re.compile(r"\.(?:Name|File\.\w*BaseName|TranslationBaseName|BaseFileName|Title)\b")
# Go's reference time, part by part, in the words of `format_date`: https://pkg.go.dev/time#Layout
_LAYOUT = {
    "January": "MMMM", "Jan": "MMM", "Monday": "dddd", "Mon": "ddd", "2006": "YYYY", "01": "MM",
    "02": "DD", "03": "hh", "04": "mm", "05": "ss", "06": "YY", "15": "HH", "1": "M", "2": "D",
    "3": "h", "4": "m", "5": "s", "PM": "A", "pm": "a", "Z07:00": "Z", "-07:00": "Z",
    "Z0700": "ZZ", "-0700": "ZZ",
}  # fmt: skip
# "Janus" and "Monthly" are words of their own.
_LAYOUT_PART = re.compile(
    "January|Monday|(?:Jan|Mon)(?![a-z])|" + "|".join(re.escape(p) for p in list(_LAYOUT)[4:])
)
# Hugo's own names for layouts, in English: https://gohugo.io/functions/time/format/
_NAMED_LAYOUTS = {
    ":date_full": "Monday, January 2, 2006",
    ":date_long": "January 2, 2006",
    ":date_medium": "Jan 2, 2006",
    ":date_short": "1/2/06",
}


@dataclass(frozen=True, slots=True)
class Template:
    """What was read of a template.

    Attributes:
        text: Of the post.
        files: What else belongs to it: a file, and its path beside the new post.
    """

    text: str
    files: tuple[tuple[Path, str], ...] = ()


def read_template(path: Path) -> Template | None:
    """A template's file, or a folder's `index.md` with the files beside it; None without one."""
    try:
        if path.is_dir():
            index = next((one for one in sorted(path.glob("index.*")) if one.is_file()), None)
            if index is None:
                return None
            beside = sorted(one for one in path.rglob("*") if one.is_file() and one != index)
            files = [(one, one.relative_to(path).as_posix()) for one in beside[:_MOST_FILES]]
            return Template(_read(index), tuple(files))
        return Template(_read(path))
    except OSError:
        return None


def _read(path: Path) -> str:
    with path.open("rb") as file:
        return decode(file.read(_BYTES_READ)).text


def filled_template(text: str, title: str, slug: str, section: str, now: dt.datetime) -> str:
    """A template's text with its actions filled in.

    Args:
        text: Of the template.
        title: The new post's.
        slug: The name of its file.
        section: The name of its collection.
        now: The moment, with a time zone.
    """

    def filled(action: re.Match[str]) -> str:
        words = action["words"]
        if words.startswith("/*"):
            return ""
        formatted = _FORMAT.search(words)
        if formatted:
            return _in_layout(formatted["layout"], now)
        if re.search(r"\.Date\b|\bnow\b", words):
            return now.isoformat(timespec="seconds")
        if _NAMES.search(words):
            spoken = re.search(r"replace|humanize|title|\.Title\b", words)
            return title if spoken else slug
        if re.fullmatch(r"\.(?:Type|Section)", words):
            return section
        return ""

    return _ACTION.sub(filled, text)


def _in_layout(layout: str, now: dt.datetime) -> str:
    if layout.startswith(":"):
        layout = _NAMED_LAYOUTS.get(layout, "")
    return _LAYOUT_PART.sub(lambda part: format_date(now, _LAYOUT[part[0]]), layout)
