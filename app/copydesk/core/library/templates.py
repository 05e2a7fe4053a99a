"""Texts that new posts begin from: a Hugo archetype, or a template of the site's own.

Hugo's archetypes are Go templates. What they usually hold, the date, the title and the name, is
filled in; what would need the generator to be run is left empty, for the editor to see.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.posts.encoding import decode

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

# No template that anybody wrote is longer.
_BYTES_READ = 256 * 1024
_MOST_FILES = 50
_ACTION = re.compile(r"\{\{-?\s*(?P<words>/\*.*?\*/|[^{}]*?)\s*-?\}\}", re.DOTALL)
_FORMAT = re.compile(r"(?:\.Date|\.Format|now|time\.Now)\b.*?[\"`](?P<layout>[^\"`]*)[\"`]")
_NAMES = re.compile(r"\.(?:Name|File\.\w*BaseName|TranslationBaseName|BaseFileName|Title)\b")
# Go's reference time, part by part, in strftime's words.
_LAYOUT = (
    ("2006", "%Y"), ("January", "%B"), ("Jan", "%b"), ("Monday", "%A"), ("Mon", "%a"),
    ("01", "%m"), ("02", "%d"), ("15", "%H"), ("03", "%I"), ("04", "%M"), ("05", "%S"),
    ("PM", "%p"),
)  # fmt: skip
_ZONE = re.compile(r"Z07:00|-07:00|-0700")


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
    sign = now.strftime("%z")
    offset = f"{sign[:3]}:{sign[3:5]}" if sign else "Z"
    layout = layout.replace("%", "%%")
    for mark, word in _LAYOUT:
        layout = layout.replace(mark, word)
    return now.strftime(_ZONE.sub(lambda zone: sign if ":" not in zone[0] else offset, layout))
