"""Stops: doubled, missing, where none belongs, and small letters after them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.core.review.finding import Fix, Found, Severity
from copydesk.core.review.prose.reading import as_written, base_language, passages
from copydesk.core.review.prose.words import MARKS, count_words, word_set
from copydesk.core.review.rule import Example, Family, Option, Rule
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options

_DOUBLED = re.compile(rf"(?<=[\w{MARKS})\]”’\"'])(?:\.\.|,,|;;|۔۔|।।|،،)(?=\s|$)")
_SHOUTED = re.compile(r"(?<![!?])(?:!!+|\?\?+|[!?]{3,})(?=[\s\"'”’)]|$)")
_HEADING_STOP = re.compile(rf"(?<=[\w{MARKS})”’\"'])[.।۔]\s*$")
_SMALL = re.compile(r"(?<=[a-z]{3}\. )(?P<word>[a-z]{1,12})(?=[ ,’'])")
# Names of programs begin sentences with a small letter; these words only by a slip.
_STARTERS = word_set(
    """the a an he she it they we you this that these those there in on at by for from with as but
    and so if when while after before since however its his her their our my not all some many most
    one what who why how where then now here both each"""
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:etc|vs|approx|inc|corp|ltd|dept|est|misc|fig|sec|vol|nos|max|min|tel|ext|resp"
    r"|incl|esp|excl|ver|feat|prof|rev|gen|gov|sen|rep|hon|capt|sgt|col|jan|feb|mar|apr|jun|jul|aug"
    r"|sept?|oct|nov|dec|mon|tues?|wed|thurs?|fri|sat|sun)|\.\w{1,2})\. $",
    re.IGNORECASE,
)
_ENDS = re.compile(rf"[\w{MARKS}]$")


def _doubled(draft: Draft, _options: Options) -> Iterator[Found]:
    for passage in passages(draft):
        if passage.kind == "cell":
            continue  # "0x8000 .." is a range there
        for match in _DOUBLED.finditer(passage.words.text):
            span = as_written(draft, passage, *match.span())
            if span is None:
                continue
            sign = match.group()[0]
            fixes = [Fix(f"Make it one “{sign}”", (TextEdit(span.start + 1, span.end, ""),))]
            if sign == ".":
                fixes.append(Fix("Make it three", (TextEdit(span.end, span.end, "."),)))
            yield Found(span, f"“{match.group()}”: one “{sign}” too many", fixes=tuple(fixes))


def _shouted(draft: Draft, _options: Options) -> Iterator[Found]:
    for passage in passages(draft):
        for match in _SHOUTED.finditer(passage.words.text):
            span = as_written(draft, passage, *match.span())
            if span is not None:
                sign = match.group()[0]
                fix = Fix(f"Leave one “{sign}”", (TextEdit(span.start + 1, span.end, ""),))
                yield Found(span, f"“{match.group()[:10]}” where one sign would do", fixes=(fix,))


def _heading_stop(draft: Draft, _options: Options) -> Iterator[Found]:
    for passage in passages(draft):
        text = passage.words.text
        match = _HEADING_STOP.search(text) if passage.kind == "heading" else None
        if match is None or text.count(match.group()[0]) > 1 or _ABBREVIATED.search(text + " "):
            continue
        span = as_written(draft, passage, match.start(), match.start() + 1)
        if span is not None:
            fix = Fix("Remove it", (TextEdit(span.start, span.end, ""),))
            yield Found(span, "This heading ends in a full stop", fixes=(fix,))


def _small_start(draft: Draft, _options: Options) -> Iterator[Found]:
    if base_language(draft) != "en":
        return
    for passage in passages(draft):
        text = passage.words.text
        for match in _SMALL.finditer(text):
            word = match["word"]
            before = text[max(0, match.start() - 12) : match.start()]
            if word not in _STARTERS or _ABBREVIATED.search(before):
                continue
            whole = as_written(draft, passage, match.start() - 2, match.end())
            if whole is not None:
                span = Span(whole.start + 2, whole.end)
                edit = TextEdit(span.start, span.start + 1, word[0].upper())
                fix = Fix("Make it a capital", (edit,))
                yield Found(span, f"A sentence starts with a small “{word[0]}”", fixes=(fix,))


def _no_end(draft: Draft, options: Options) -> Iterator[Found]:
    least = options["words"]
    for passage in passages(draft):
        text = passage.words.text.rstrip()
        if passage.kind != "paragraph" or passage.within or not _ENDS.search(text):
            continue
        span = passage.words.span(text.rfind(" ") + 1, len(text))
        # What ends in a mark is a caption or names who said it.
        marked = any(mark.span.end >= span.end for mark in passage.inlines)
        if isinstance(least, int) and not marked and count_words(text) >= least:
            yield Found(
                span,
                "This paragraph ends without a full stop",
                "Perhaps its last words were cut off.",
            )


RULES = (
    Rule(
        id="doubled-punctuation",
        family=Family.LANGUAGE,
        title="Two full stops or commas in a row",
        why="One is a slip of the key, or the third dot of an ellipsis is missing.",
        severity=Severity.WARNING,
        check=_doubled,
        example=Example(
            bad="---\ntitle: Rain\n---\n\nThe gauge stood at 81 millimetres.. It broke.\n",
            good="---\ntitle: Rain\n---\n\nThe gauge stood at 81 millimetres. It broke.\n",
        ),
    ),
    Rule(
        id="repeated-exclamation",
        family=Family.LANGUAGE,
        title="More than one exclamation or question mark",
        why="In a report it reads as shouting.",
        severity=Severity.NOTE,
        check=_shouted,
        example=Example(
            bad="---\ntitle: Ferry\n---\n\nThe late ferry is back!!\n",
            good="---\ntitle: Ferry\n---\n\nThe late ferry is back!\n",
        ),
    ),
    Rule(
        id="heading-full-stop",
        family=Family.LANGUAGE,
        title="A heading that ends in a full stop",
        why="Headings are labels; most houses set them without one.",
        severity=Severity.NOTE,
        check=_heading_stop,
        safe=True,
        example=Example(
            bad="---\ntitle: Weir\n---\n\n## What comes next.\n\nWork starts in March.\n",
            good="---\ntitle: Weir\n---\n\n## What comes next\n\nWork starts in March.\n",
        ),
    ),
    Rule(
        id="small-sentence-start",
        family=Family.LANGUAGE,
        title="A sentence that starts with a small letter",
        why="Either a capital is missing, or the full stop should be a comma.",
        severity=Severity.WARNING,
        check=_small_start,
        example=Example(
            bad="---\ntitle: Library\n---\n\nThe library opens at nine. the café opens at ten.\n",
            good="---\ntitle: Library\n---\n\nThe library opens at nine. The café opens at ten.\n",
        ),
    ),
    Rule(
        id="paragraph-without-end",
        family=Family.LANGUAGE,
        title="A paragraph that ends without a full stop",
        why="Often the end of the paragraph was cut off on its way.",
        severity=Severity.NOTE,
        check=_no_end,
        off=True,
        options=(Option("words", 8, "How many words a paragraph must have to be looked at."),),
        example=Example(
            bad="---\ntitle: Ice\n---\n\nThe patrol leaves before dawn, and the lamps are lit by\n",
            good="---\ntitle: Ice\n---\n\nThe patrol leaves before dawn, and the lamps are lit"
            " by hand.\n",
        ),
    ),
)
