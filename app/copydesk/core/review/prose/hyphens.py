"""A word written with a hyphen here and without one there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.core.review.finding import Fix, Found, Severity
from copydesk.core.review.prose.reading import as_written, passages
from copydesk.core.review.prose.words import LETTER, MARKS, word_set
from copydesk.core.review.rule import Example, Family, Rule
from copydesk.core.text.edits import TextEdit

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from copydesk.core.markup.manuscript import Passage
    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options
    from copydesk.core.text.positions import Span

_PART = rf"{LETTER}[{MARKS}]*"
_BEFORE, _AFTER = rf"(?<![\w@#/.{MARKS}-])", rf"(?![\w@/{MARKS}]|-\w|\.\w)"
_HYPHENED = re.compile(rf"{_BEFORE}(?:{_PART})+-(?:{_PART})+{_AFTER}")
_JOINED = re.compile(rf"{_BEFORE}(?:{_PART})+{_AFTER}")
_SHORTEST = 5
# Two words each: "re-sign" is to sign anew.
_TWO_WORDS = word_set(
    """resign recover recreation reform resent release redress recollect remark represent reserve
    resort repress restore retreat react relay repose recount coop unionized unionised procedure
    extraordinary makeup setup login logout signup lookup cleanup backup followup startup shutdown
    rollout checkin checkout timeout workaround opt-in"""
)


def _check(draft: Draft, _options: Options) -> Iterator[Found]:
    read = list(passages(draft))
    hyphened = _places(draft, read, _HYPHENED)
    lowered = [passage.words.text.lower() for passage in read]
    whole = "\n".join(lowered)
    keys = {key for key in hyphened if key in whole and key not in _TWO_WORDS}
    if not keys:
        return
    with_one = [
        passage
        for passage, text in zip(read, lowered, strict=True)
        if any(key in text for key in keys)
    ]
    joined = _places(draft, with_one, _JOINED, keys)
    for key, without in joined.items():
        yield _found(hyphened[key], without)


def _places(
    draft: Draft,
    read: Iterable[Passage],
    pattern: re.Pattern[str],
    keys: Container[str] | None = None,
) -> dict[str, list[tuple[str, Span]]]:
    """The words of a pattern with their places, by their letters without hyphens."""
    found: dict[str, list[tuple[str, Span]]] = {}
    for passage in read:
        for match in pattern.finditer(passage.words.text):
            word = match.group()
            key = word.replace("-", "").lower()
            if keys is not None and key not in keys:
                continue
            place = as_written(draft, passage, *match.span())
            # "AbortController" is a name of code.
            plain = "-" in word or word[1:] == word[1:].lower()
            if place is not None and plain and len(word) >= _SHORTEST:
                found.setdefault(key, []).append((word, place))
    return found


def _found(with_hyphen: list[tuple[str, Span]], without: list[tuple[str, Span]]) -> Found:
    few, many = with_hyphen, without
    if len(with_hyphen) > len(without):
        few, many = without, with_hyphen
    model = many[0][0]
    edits = tuple(TextEdit(span.start, span.end, _like(model, word)) for word, span in few)
    return Found(
        few[0][1],
        f"“{few[0][0]}” is “{model}” elsewhere",
        fixes=(Fix(f"Make it “{_like(model, few[0][0])}”", edits),),
        related=tuple(span for _, span in (*few[1:], *many)),
    )


def _like(model: str, word: str) -> str:
    """The model with the word's capital."""
    first = model[0].upper() if word[0].isupper() else model[0].lower()
    return first + model[1:]


RULES = (
    Rule(
        id="mixed-hyphenation",
        family=Family.LANGUAGE,
        title="A word with a hyphen here and without one there",
        why="Either may be right, but one post keeps to one.",
        severity=Severity.NOTE,
        check=_check,
        example=Example(
            bad="---\ntitle: Allotments\n---\n\nThe plots are run by cooperation.\n\n"
            "Without co-operation and more cooperation, nothing grows.\n",
            good="---\ntitle: Allotments\n---\n\nThe plots are run by cooperation.\n\n"
            "Without cooperation and more cooperation, nothing grows.\n",
        ),
    ),
)
