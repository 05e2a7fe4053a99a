"""The title once more as the first line of the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from copydesk.core.review.finding import Fix, Found, Severity
from copydesk.core.review.rule import Example, Family, Rule
from copydesk.core.review.structure.outline import title_field
from copydesk.core.text.edits import TextEdit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.markup.manuscript import Passage
    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options
    from copydesk.core.text.positions import Span

# In per cent of letters in common. Titles that differ by a quotation mark, a word's case or one
# short word are above; those of the second and third part of a series are told apart by figures.
_NEARLY_EQUAL = 90
_LONGEST_FUZZY = 400
_NO_LETTERS = re.compile(r"[\W_]+")
_FIGURES = re.compile(r"\d+")
_AFTER = re.compile(r"[ \t]*(?:(?:\r\n|\n|\r)[ \t]*)*(?=\S|\Z)")


def repeats_title(draft: Draft) -> Passage | None:
    """The text's first passage, where it says what the title field says."""
    title = title_field(draft)
    passage = next(iter(draft.manuscript.passages), None)
    if not title or passage is None or passage.within or passage.kind == "cell":
        return None
    above = draft.text[draft.body_start : passage.span.start]
    if any(leaf.span.start < passage.span.start for leaf in draft.manuscript.leaves) and (
        above.strip()
    ):
        return None
    return passage if _nearly_equal(title, passage.words.text) else None


def _nearly_equal(title: str, words: str) -> bool:
    one, other = _plain(title), _plain(words)
    if one == other:
        return bool(one)
    if max(len(one), len(other)) > _LONGEST_FUZZY or len(one.split()) < 4:
        return False
    if _FIGURES.findall(one) != _FIGURES.findall(other):
        return False
    return fuzz.ratio(one, other) >= _NEARLY_EQUAL


def _plain(words: str) -> str:
    words = words.replace("’", "").replace("'", "")
    return " ".join(_NO_LETTERS.sub(" ", words).split()).casefold()


def _check(draft: Draft, _options: Options) -> Iterator[Found]:
    passage = repeats_title(draft)
    if passage is None:
        return
    # Where nothing is known to show the title field, a heading of level 1 may be the only title.
    if passage.level == 1 and draft.facts.site.generator in (None, "mkdocs"):
        return
    equal = _plain(title_field(draft)) == _plain(passage.words.text)
    yield Found(
        passage.span,
        "The text starts with its own title" if equal else "The text starts with nearly its title",
        "The title comes from the title field and would be shown twice.",
        (Fix("Remove it", (_removal(draft, passage.span),)),),
    )


def _removal(draft: Draft, span: Span) -> TextEdit:
    """Takes the line out with the blank ones after it."""
    after = _AFTER.match(draft.text, span.end)
    end = after.end() if after else span.end
    if end >= len(draft.text):
        end = len(draft.text)
    else:  # the first line's indentation stays
        feed = max(draft.text.rfind("\n", 0, end), draft.text.rfind("\r", 0, end)) + 1
        end = max(span.end, feed)
    start = max(draft.text.rfind("\n", 0, span.start), draft.text.rfind("\r", 0, span.start)) + 1
    return TextEdit(max(start, draft.body_start), end, "")


RULES = (
    Rule(
        id="title-repeated",
        family=Family.STRUCTURE,
        title="The title repeated as the first line of the text",
        why="The page shows the title field already; readers would read it twice.",
        severity=Severity.WARNING,
        check=_check,
        example=Example(
            bad="---\ntitle: Ferry strike ends\n---\n**Ferry strike ends**\n\nBoats sail again.\n",
            good="---\ntitle: Ferry strike ends\n---\nBoats sail again.\n",
        ),
    ),
)
