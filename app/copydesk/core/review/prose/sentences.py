"""Cuts prose into sentences.

By rules, after the sentence boundaries of Unicode (UAX 29, section 5) with what they leave to be
tailored: abbreviations, initials and numbers. A stop ends a sentence where white space follows and
what comes next can begin one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from copydesk.core.review.prose.words import word_set
from copydesk.core.text.positions import Span

# Stops that need no space after them: Chinese and Japanese.
_WIDE_STOPS = "。！？"
# "।" and "॥" end sentences in Hindi, "۔" and "؟" in Urdu.
_STOPS = ".!?…।॥۔؟"
_CLOSERS = "\"'”’“»›)\\]*_"
_BOUNDARY = re.compile(
    rf"(?P<stop>[{_STOPS}]+)(?P<close>[{_CLOSERS}]*)(?P<gap>\s+|$)"
    rf"|[{_WIDE_STOPS}]+[」』）”’]*\s*|\n[ \t\r]*\n\s*"
)
_LAST_WORD = re.compile(r"[^\s(\[“‘\"]*$")
_LONGEST_WORD = 40
_OPENERS = "\"'“‘„«‹([*_¿¡ "

# Always followed by the name or the number that they belong to.
TITLES = word_set(
    """adm art brig capt cf ch cl cllr cmdr col cpl dr eq eqn fig figs fr gen gov hon insp lt maj
    messrs mgr mr mrs ms mt mx nr op para pp prof pvt rep rev rs sec sen sgt smt sr st supt vol vs
    viz al approx ca dept est feat"""
)
# End a sentence only where the next word is one that often begins one.
_ABBREVIATIONS = word_set(
    """a.m p.m am pm etc inc co corp ltd jr sr ave blvd rd bros u.s u.k u.n u.s.a e.u d.c b.c a.d
    ph.d m.p b.a m.a m.sc b.sc jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed
    thu thur thurs fri sat sun"""
)
# Before a number only: "No. 5", but "He said no. Then".
_BEFORE_NUMBERS = word_set("no nos p art ch fig figs sec vol nr eq cl rs")
_NEVER = frozenset(("e.g", "i.e", "eg", "ie", "n.b", "q.v", "vs", "cf", "viz", "approx", "et al"))
STARTERS = word_set(
    """the a an he she it they we you i this that these those there in on at by for from with as but
    and so if when while after before since although however its his her their our my no not all
    some many most one two what who why how where then now here both each"""
)
_INITIAL = re.compile(r"[^\W\d_]|(?:[^\W\d_]\.)+[^\W\d_]")


@lru_cache(maxsize=1024)
def sentences(text: str) -> tuple[Span, ...]:
    """Where the sentences of a text stand, without the white space around them.

    An empty line ends a sentence, a single line end does not.

    Args:
        text: Prose as it is read, without Markdown's signs.
    """
    found: list[Span] = []
    start = 0
    for match in _BOUNDARY.finditer(text):
        if match["stop"] is not None and not _ends(text, start, match):
            continue
        _add(found, text, start, match.end())
        start = match.end()
    _add(found, text, start, len(text))
    return tuple(found)


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    length = len(piece.strip())
    if length:
        found.append(Span(start + left, start + left + length))


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a stop with white space or the end after it ends a sentence."""
    after = _next_word(text, match.end())
    if not after:
        return True
    stop = match["stop"]
    if stop[-1] in "।॥۔؟":
        return True
    small = after[0].islower()
    if stop != ".":  # "Why?" she asked; "Wait … no"
        return not small
    if match["close"]:
        return not small
    return _full_stop_ends(text, start, match.start(), after)


def _full_stop_ends(text: str, start: int, stop: int, after: str) -> bool:
    word_match = _LAST_WORD.search(text, max(start, stop - _LONGEST_WORD), stop)
    word = word_match.group() if word_match else ""
    lower = word.lower()
    first = after.rstrip(".,;:!?").lower()
    if after[0].isdigit() and lower in _BEFORE_NUMBERS:
        return False
    if lower in _NEVER or (lower in TITLES and lower not in _ABBREVIATIONS):
        return False
    if after[0].islower():
        # A small letter goes on, but after a real word the stop is meant: "ate. then".
        return False
    if lower in _ABBREVIATIONS:
        return first in STARTERS
    if _INITIAL.fullmatch(word) and word != "I":
        return first in STARTERS and (len(word) > 1 or word.islower())
    return True


def _next_word(text: str, position: int) -> str:
    """The word after a stop, without what opens it; "" at the end."""
    piece = text[position : position + _LONGEST_WORD].lstrip(_OPENERS)
    return piece.split(maxsplit=1)[0] if piece.strip() else ""
