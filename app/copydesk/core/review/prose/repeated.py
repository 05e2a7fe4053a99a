"""Words written twice: "the the"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.core.review.finding import Fix, Found, Severity
from copydesk.core.review.prose.reading import base_language, passages
from copydesk.core.review.prose.words import LETTER, MARKS, word_set
from copydesk.core.review.rule import Example, Family, Rule
from copydesk.core.text.edits import TextEdit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.markup.manuscript import Passage
    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options

_IN_WORD = rf"\w{MARKS}"
_TWICE = re.compile(
    rf"(?<![{_IN_WORD}'’.:@/#&-])(?P<first>{LETTER}[{_IN_WORD}]*(?:['’]{LETTER}+)?)"
    rf"(?P<gap>\s+)(?P<second>(?P=first))(?![{_IN_WORD}'’@/-]|\.\w)",
    re.IGNORECASE,
)
_OPENING = frozenset("\"'“‘«„")
_END = frozenset("\"'”’»“.,!?")
# May stand twice in English: by grammar ("had had", "that that", "is is", "log in in time") or
# for weight ("very very").
_DOUBLED_IN_ENGLISH = word_set(
    """had that is was do did her you it who in on up out by so very really much many more long far
    bye no yes ha hah haha he ho hey hi hear knock tut there now well blah bla yada please never
    again ever higher lower bang boom chop quack woof tick ding cha choo night pom rah same
    click tap beep buzz win big old few poor little yeah whoa wow oh ah aye
    go went nom mahi couscous bonbon dik million done"""
)
# In other languages words are doubled for many ends ("धीरे धीरे", "nous nous", "die die"), so
# only words that never are.
_NEVER_DOUBLED = {
    "hi": word_set("का की के में से को ने पर है हैं और कि"),
    "ur": word_set("کا کی کے میں سے کو نے پر ہے ہیں اور کہ"),
    "de": word_set("und oder ist mit von bei aus nach eine einen einem nicht auch im am"),
    "fr": word_set("de et un une des dans pour sur avec du au aux est que qui"),
    "es": word_set("el los las de y un una en con por para del al se"),
    "it": word_set("il lo gli di e un una in con per del al"),
    "pt": word_set("o os as de e um uma em com por para do da"),
    "nl": word_set("de het een en of van met voor op aan"),
}


def _check(draft: Draft, _options: Options) -> Iterator[Found]:
    language = base_language(draft)
    for passage in passages(draft):
        for match in _TWICE.finditer(passage.words.text):
            if _is_slip(match, language) and not _is_named(match):
                yield _found(draft, passage, match)


def _is_slip(match: re.Match[str], language: str) -> bool:
    first, second = match["first"], match["second"]
    word = first.lower()
    if language != "en":
        return word in _NEVER_DOUBLED.get(language, ())
    if len(word) == 1 and word not in "ai":
        return False
    if not word.replace("’", "'").isascii() or word in _DOUBLED_IN_ENGLISH:
        return False
    # "Duran Duran", "Walla Walla": capitals on both make a name; "The The" is a band.
    return not second[0].isupper() or (first[0].isupper() and second == "I")


def _is_named(match: re.Match[str]) -> bool:
    """Whether the two stand in quotes by themselves: a text that speaks of them."""
    text = match.string
    return (
        text[match.start() - 1 : match.start()] in _OPENING
        and text[match.end() : match.end() + 1] in _END
    )


def _found(draft: Draft, passage: Passage, match: re.Match[str]) -> Found:
    first = passage.words.span(*match.span("first"))
    second = passage.words.span(*match.span("second"))
    edit = _removal(draft.text, first.start, first.end, second.start, second.end)
    return Found(
        passage.words.span(match.start(), match.end()),
        f"“{match['second'][:30]}” stands here twice",
        fixes=(Fix("Remove one", (edit,)),) if edit else (),
    )


def _removal(text: str, start: int, end: int, again: int, after: int) -> TextEdit | None:
    """The edit that leaves one of the two and every line end where it was."""
    between = text[end:again]
    if text[start:end].lower() != text[again:after].lower():
        return None  # marks inside of one of them
    if not between.strip(" \t\u00a0"):
        return TextEdit(end, after, "")
    if between.strip(" \t\r\n>"):
        return None
    if text[after : after + 1] == " ":
        return TextEdit(again, after + 1, "")
    if start and text[start - 1] == " ":
        return TextEdit(start - 1, end, "")
    return None


RULES = (
    Rule(
        id="repeated-words",
        family=Family.LANGUAGE,
        title="A word written twice in a row",
        why="The eye of the writer skips it, the reader’s does not.",
        severity=Severity.WARNING,
        check=_check,
        example=Example(
            bad="---\ntitle: Ferry late again\n---\n\nThe ferry waited for the\n"
            "the tide, and the crew waited for tea.\n",
            good="---\ntitle: Ferry late again\n---\n\nThe ferry waited for the\n"
            "tide, and the crew waited for tea.\n",
        ),
    ),
)
