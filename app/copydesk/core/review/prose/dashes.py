"""Dashes: written in several ways in one post; hyphens in their place."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.review.finding import Fix, Found, Severity
from copydesk.core.review.prose.reading import OBJECT, as_written, passages
from copydesk.core.review.rule import Example, Family, Rule
from copydesk.core.text.edits import TextEdit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.markup.manuscript import Passage
    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options
    from copydesk.core.text.positions import Span

# A dash between two parts of a sentence; not "10–12", "London–Paris", "-- flag" or "5 - 3".
_DASH = re.compile(
    r"(?<=\S)(?:(?P<spaced> (?:---?|[-–—]) )(?=\S)|(?P<tight>—|(?<=[^\W\d_])---?(?=[^\W\d_])))"
)
_NUMBERS = re.compile(r"[\d$€£₹%]")
# "Foo - what it is" in a list, "Word – meaning": the first dash divides a name from its account.
# What ends sooner is a name: "Kara Lind – Editor".
_SHORT = 40
_LIST_KINDS = frozenset(("list_item", "footnote", "table"))
_LAST_YEAR = 2100
_RANGE = re.compile(r"(?<![\w.,:/+–-])(?P<low>\d{1,4})-(?P<high>\d{1,4})(?![\w/–-]|[.,:]\d)")


@dataclass(frozen=True, slots=True)
class _Dash:
    """A dash, with the spaces around it that are its own."""

    span: Span
    written: str


def _mixed(draft: Draft, _options: Options) -> Iterator[Found]:
    dashes = [dash for passage in passages(draft) for dash in _dashes(draft, passage)]
    counts = Counter(dash.written for dash in dashes)
    if len(counts) < 2:
        return
    most = _most_used(counts)
    others = [dash for dash in dashes if dash.written != most]
    edits = tuple(TextEdit(dash.span.start, dash.span.end, most) for dash in others)
    told = ", ".join(f"“{written}” {number}×" for written, number in counts.most_common())
    yield Found(
        others[0].span,
        f"Dashes are written in {_NUMBER_WORDS.get(len(counts), 'many')} ways",
        f"{told}.",
        fixes=(Fix(f"Make all “{most}”", edits),),
        related=tuple(dash.span for dash in others[1:]),
    )


_NUMBER_WORDS = {2: "two", 3: "three", 4: "four"}


def _most_used(counts: Counter[str]) -> str:
    """The way to write them that is used most; of two alike, a dash before a hyphen."""
    return max(counts, key=lambda written: (counts[written], "-" not in written, written))


def _dashes(draft: Draft, passage: Passage) -> Iterator[_Dash]:
    text = passage.words.text
    skip_first = passage.kind != "paragraph" or not _LIST_KINDS.isdisjoint(passage.within)
    for number, match in enumerate(_DASH.finditer(text)):
        before, after = text[match.start() - 1], text[match.end() : match.end() + 1]
        if _is_credit(text, match):
            continue
        if (number == 0 and skip_first) or _NUMBERS.match(before + after) or before == OBJECT:
            continue
        if _NUMBERS.match(after) and "-" in match.group():
            continue
        span = as_written(draft, passage, *match.span())
        if span is not None:
            yield _Dash(span, match.group())


def _is_credit(text: str, match: re.Match[str]) -> bool:
    """Whether a dash leads to who said or made something: "… at last.” – Mira Okafor"."""
    before, after = text[match.start() - 1], text[match.end() : match.end() + 1]
    short = len(text) - match.end() < _SHORT
    return after[:1].isupper() and (short or before in '"”’»*.!?')


def _hyphens(draft: Draft, _options: Options) -> Iterator[Found]:
    for passage in passages(draft):
        for dash in _dashes(draft, passage):
            if dash.written in (" - ", " -- ", "--"):
                fix = Fix("Make it a dash", (TextEdit(dash.span.start, dash.span.end, " – "),))
                yield Found(
                    dash.span, f"“{dash.written.strip()}” in the place of a dash", fixes=(fix,)
                )


def _ranges(draft: Draft, _options: Options) -> Iterator[Found]:
    for passage in passages(draft):
        for match in _RANGE.finditer(passage.words.text):
            span = as_written(draft, passage, *match.span())
            if span is None or not _rises(match["low"], match["high"]):
                continue
            at = span.start + len(match["low"])
            fix = Fix("Make it a dash", (TextEdit(at, at + 1, "–"),))
            yield Found(span, f"A hyphen in the range “{match.group()}”", fixes=(fix,))


def _rises(low: str, high: str) -> bool:
    """Whether two numbers are a range: "10-12", "2024-25"; not a score, not "555-0100"."""
    if high.startswith("0") or (low.startswith("0") and low != "0"):
        return False
    if len(low) == 4 and len(high) == 2:
        return int(high) > int(low[2:])
    if len(low) == 4 and int(high) > _LAST_YEAR:
        return False
    return int(low) < int(high)


RULES = (
    Rule(
        id="mixed-dashes",
        family=Family.LANGUAGE,
        title="Dashes written in several ways in one post",
        why="A post keeps to one dash. Ranges, compounds and the dash that follows the name of a "
        "list’s item are left out.",
        severity=Severity.WARNING,
        check=_mixed,
        example=Example(
            bad="---\ntitle: Ice patrol\n---\n\nForty winters – and not one off – on the ice.\n\n"
            "The boat - it is the third - is new.\n",
            good="---\ntitle: Ice patrol\n---\n\nForty winters – and not one off – on the ice.\n\n"
            "The boat – it is the third – is new.\n",
        ),
    ),
    Rule(
        id="hyphen-for-dash",
        family=Family.LANGUAGE,
        title="A hyphen in the place of a dash",
        why="A hyphen joins; what stands between the parts of a sentence is a dash.",
        severity=Severity.NOTE,
        check=_hyphens,
        safe=True,
        off=True,
        example=Example(
            bad="---\ntitle: Reeds\n---\n\nThe last reed cutter stops in May - for good.\n",
            good="---\ntitle: Reeds\n---\n\nThe last reed cutter stops in May – for good.\n",
        ),
    ),
    Rule(
        id="hyphen-in-range",
        family=Family.LANGUAGE,
        title="A hyphen in a range of numbers",
        why="Most houses set ranges with a dash: 10–12.",
        severity=Severity.NOTE,
        check=_ranges,
        safe=True,
        off=True,
        example=Example(
            bad="---\ntitle: Moorings\n---\n\nBerths 4-9 are closed until Sunday.\n",
            good="---\ntitle: Moorings\n---\n\nBerths 4–9 are closed until Sunday.\n",
        ),
    ),
)
