"""Which language and writing direction a post has, said by it or seen in its letters."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Direction = Literal["ltr", "rtl"]

# Languages written from right to left: CLDR 46, the languages whose default script is Arab, Hebr,
# Thaa, Syrc or Nkoo; "iw" is the old code of Hebrew.
_RTL_WORDS = (
    "ar arc ary arz azb bal bgn ckb dv fa glk he iw khw ks lrc mzn nqo pnb prs ps sd skr syr ug"
    " ur yi"
)
_RTL = frozenset(_RTL_WORDS.split())
_RTL_SCRIPTS = frozenset(("arab", "hebr", "thaa", "syrc", "nkoo"))
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
# Folders and name endings that sites keep their translations under. Three letters are more often
# a word ("faq", "doc") than a language.
_CODE_WORDS = (
    "am ar az be bg bn bs ca cs cy da de dv el en eo es et eu fa fi fr ga gl gu he hi hr hu hy id"
    " is it ja ka kk km kn ko ku ky lo lt lv mk ml mn mr ms my nb ne nl nn no or pa pl ps pt ro ru"
    " sd si sk sl sq sr sv sw ta te tg th tk tr ug uk ur uz vi yi zh"
)
_CODES = frozenset(_CODE_WORDS.split())
# Unicode blocks by first and last code point, with the language most often written in each.
_BLOCKS: tuple[tuple[int, int, str], ...] = (
    (0x0370, 0x03FF, "el"),
    (0x0400, 0x052F, "ru"),
    (0x0530, 0x058F, "hy"),
    (0x0590, 0x05FF, "he"),
    (0x0600, 0x06FF, "ar"),
    (0x0700, 0x074F, "syr"),
    (0x0750, 0x077F, "ar"),
    (0x0780, 0x07BF, "dv"),
    (0x07C0, 0x07FF, "nqo"),
    (0x08A0, 0x08FF, "ar"),
    (0x0900, 0x097F, "hi"),
    (0x0980, 0x09FF, "bn"),
    (0x0A00, 0x0A7F, "pa"),
    (0x0A80, 0x0AFF, "gu"),
    (0x0B00, 0x0B7F, "or"),
    (0x0B80, 0x0BFF, "ta"),
    (0x0C00, 0x0C7F, "te"),
    (0x0C80, 0x0CFF, "kn"),
    (0x0D00, 0x0D7F, "ml"),
    (0x0D80, 0x0DFF, "si"),
    (0x0E00, 0x0E7F, "th"),
    (0x0E80, 0x0EFF, "lo"),
    (0x0F00, 0x0FFF, "bo"),
    (0x1000, 0x109F, "my"),
    (0x10A0, 0x10FF, "ka"),
    (0x1100, 0x11FF, "ko"),
    (0x1200, 0x137F, "am"),
    (0x1780, 0x17FF, "km"),
    (0x3040, 0x30FF, "ja"),
    (0x4E00, 0x9FFF, "zh"),
    (0xAC00, 0xD7AF, "ko"),
    (0xFB1D, 0xFB4F, "he"),
    (0xFB50, 0xFDFF, "ar"),
    (0xFE70, 0xFEFF, "ar"),
)
_URDU = frozenset("ٹڈڑںےہھۓ")
_PERSIAN = frozenset("پچژگکی")
_UKRAINIAN = frozenset("іїєґІЇЄҐ")
_MOST_LOOKED_AT = 400


def language_of(data: Mapping[str, object], sample: str, path: str = "") -> str | None:
    """A post's language as a BCP 47 tag ("en", "pt-BR"), or None where nothing tells.

    Args:
        data: The post's fields, with their names in lower case.
        sample: Its title, or the start of its text.
        path: Its path, whose folders and ending may name a language.
    """
    for key in ("lang", "language", "locale", "languagecode", "langcode"):
        value = data.get(key)
        if isinstance(value, str) and _TAG.fullmatch(value.strip()):
            return _tag(value.strip())
        if value is False:  # "no", Norwegian, is not quoted by everybody
            return "no"
    return _language_in(path) or _language_by_letters(sample)


def direction_of(data: Mapping[str, object], language: str | None, sample: str) -> Direction:
    """The writing direction: said by the post, else its language's, else its first letter's."""
    said = data.get("dir", data.get("direction"))
    if said == "rtl":
        return "rtl"
    if said == "ltr":
        return "ltr"
    if language:
        first, *others = language.lower().split("-")
        if others and others[0] in _RTL_SCRIPTS:
            return "rtl"
        script_said = bool(others) and len(others[0]) == 4
        return "rtl" if first in _RTL and not script_said else "ltr"
    for character in sample[:_MOST_LOOKED_AT]:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def _tag(value: str) -> str:
    first, *others = re.split("[-_]", value)
    parts = [first.lower()]
    # A country in capitals, a script with one: "pt-BR", "zh-Hant".
    parts += [{2: part.upper(), 4: part.title()}.get(len(part), part) for part in others]
    return "-".join(parts)


def _language_in(path: str) -> str | None:
    *folders, name = path.replace("\\", "/").split("/")
    pieces = name.split(".")
    for piece in (*pieces[1:-1], *reversed(folders)):
        if _TAG.fullmatch(piece) and re.split("[-_]", piece)[0] in _CODES and piece[:2].islower():
            return _tag(piece)
    return None


def _language_by_letters(sample: str) -> str | None:
    sample = sample[:_MOST_LOOKED_AT]
    if sample.isascii():
        return None
    counts: Counter[str] = Counter()
    latin = 0
    for character in sample:
        code = ord(character)
        if code < 0x0250:
            latin += character.isalpha()
            continue
        for first, last, language in _BLOCKS:
            if first <= code <= last:
                counts[language] += 1
                break
    if not counts or latin > counts.total():
        return None
    language = counts.most_common(1)[0][0]
    letters = frozenset(sample)
    if language == "ar":
        return "ur" if letters & _URDU else "fa" if letters & _PERSIAN else "ar"
    if language == "ru" and letters & _UKRAINIAN:
        return "uk"
    return "ja" if language == "zh" and counts["ja"] else language
