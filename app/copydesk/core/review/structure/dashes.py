"""A line of dashes right under a paragraph, which makes a heading of the paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.core.markup.manuscript import OBJECT
from copydesk.core.review.finding import Fix, Found, Severity
from copydesk.core.review.rule import Example, Family, Rule
from copydesk.core.review.structure.outline import line_end_before, underline
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span, newline_near

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.markup.manuscript import Passage
    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options

# A headline of a news site is rarely longer than 110 characters, a sentence often is.
_LONGEST_HEADING = 120
# "What comes next?" may be a heading; a full stop, a danda or an Urdu one ends a sentence.
_SENTENCE_END = re.compile(r"(?<!\.)[.।॥۔。:;,][\"”’'»)\]*_]*$")
_QUESTION_END = re.compile(r"[?!؟？！…][\"”’'»)\]*_]*$")
_LONGEST_QUESTION = 80
_CONFLICT = "<<<<<<<"


def _check(draft: Draft, _options: Options) -> Iterator[Found]:
    passages = draft.manuscript.passages
    for passage in passages:
        if not passage.underlined:
            continue
        line = underline(draft, passage)
        if not line or (line.of(draft.text) == "=======" and _CONFLICT in draft.text):
            continue
        rest = draft.text[passage.span.end :]
        last = not rest.strip()
        if _by_mistake(draft, passage, last=last):
            yield _found(draft, passage, line, last=last)


def _by_mistake(draft: Draft, passage: Passage, *, last: bool) -> bool:
    """Whether the words read as a paragraph, not as what somebody would call a section."""
    words = passage.words.text.strip()
    lines = len(re.findall(r"\r\n|\n|\r", passage.span.of(draft.text)))
    if draft.facts.site.engine == "python-markdown" and lines > 1:
        return False  # it looks at the first two lines of a block only, and draws a rule
    if last or not words.strip(OBJECT + " "):
        return True
    if _underlines(draft, passage):
        return False
    if len(words) > _LONGEST_HEADING or lines > 2:
        return True
    if _QUESTION_END.search(words):
        return len(words) > _LONGEST_QUESTION
    return _SENTENCE_END.search(words) is not None and len(words.split()) > 3


def _underlines(draft: Draft, passage: Passage) -> bool:
    """Whether a line of signs is about as long as the words above it: then it is meant."""
    signs = len(underline(draft, passage))
    above = draft.text[passage.span.start : passage.span.end].rstrip("-= \t").rstrip()
    lengths = (len(passage.words.text), len(re.split(r"[\r\n]", above)[-1]))
    return signs > 3 and any(abs(signs - length) <= max(2, length / 4) for length in lengths)


def _found(draft: Draft, passage: Passage, line: Span, *, last: bool) -> Found:
    text = draft.text
    start = max(text.rfind("\n", 0, line.start), text.rfind("\r", 0, line.start)) + 1
    prefix = text[start : line.start].rstrip()
    newline = newline_near(text, line.start)
    remove = Fix("Remove it", (TextEdit(line_end_before(text, line.start), line.end, ""),))
    apart = Fix("Add a blank line", (TextEdit(start, start, prefix + newline),))
    sign = "dashes" if text[line.start] == "-" else "equals signs"
    return Found(
        line,
        f"{'The last' if last else 'This'} paragraph becomes a heading",
        f"A line of {sign} right under a paragraph turns it into a heading.",
        (remove, apart) if last else (apart, remove),
        related=(Span(passage.span.start, line_end_before(text, line.start)),),
    )


RULES = (
    Rule(
        id="heading-by-dashes",
        family=Family.STRUCTURE,
        title="A line of dashes right under a paragraph",
        why="Readers see the whole paragraph as a big heading, and so do search engines.",
        severity=Severity.ERROR,
        check=_check,
        example=Example(
            bad="---\ntitle: Ferry strike ends\n---\nBoats sail again from Monday.\n---\n",
            good="---\ntitle: Ferry strike ends\n---\nBoats sail again from Monday.\n",
        ),
    ),
)
