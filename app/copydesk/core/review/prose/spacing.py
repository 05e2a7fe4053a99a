"""Spaces where none belong, and none where one does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.core.review.finding import Fix, Found, Severity
from copydesk.core.review.prose.reading import as_written, base_language, passages
from copydesk.core.review.prose.words import LETTER, MARKS, word_set
from copydesk.core.review.rule import Example, Family, Rule
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options

# More than three, or spaces before a sign, line something up.
_SPACES = re.compile(r"(?<=[^\s]) {2,3}(?=[^\s=|:>-])")
_SENTENCE_GAP = re.compile(r"[.!?…][\"'”’)\]]* {1,9}(?=\S)")
_BEFORE = re.compile(rf"(?<=[\w{MARKS})\]”’%])[ \t]+(?=[,;:!?.](?:\s|$))")
# French puts a space before double signs: Lexique des règles typographiques en usage à
# l'Imprimerie nationale, "Ponctuation".
_FRENCH_SIGNS = frozenset(":;!?»")
_COMMA = re.compile(rf"(?<=[a-zà-ÿ]{{3}})[,;](?=(?P<after>{LETTER}{{2,40}})(?:[\s,.;:!?]|$))")
_STOP = re.compile(r"(?<![\w./@-])(?P<before>[A-Za-z’'-]{3,40})[.!?](?P<after>[A-Z][a-z]*)(?=[ ,])")
# "Node.The" is no name of a program's part: these words begin sentences.
_STARTERS = word_set(
    """The A An He She It They We You I This That These Those There In On At By For From With As
    But And So If When While After Before Since However Its His Her Their Our My No Not All Some
    Many Most One What Who Why How Where Then Now Here Both Each"""
)


def _double(draft: Draft, _options: Options) -> Iterator[Found]:
    habit = _two_after_sentences(draft)
    for passage in passages(draft):
        text = passage.words.text
        if passage.kind == "cell" or "  " not in text:
            continue
        for match in _SPACES.finditer(text):
            span = as_written(draft, passage, *match.span())
            if span is None or (habit and _ends_sentence(text, match.start())):
                continue
            edit = TextEdit(span.start + 1, span.end, "")
            yield Found(span, "Two spaces in a row", fixes=(Fix("Make it one", (edit,)),))


def _two_after_sentences(draft: Draft) -> bool:
    """Whether the post puts two spaces after most of its sentences."""
    gaps = [
        match.group().endswith("  ")
        for passage in passages(draft)
        for match in _SENTENCE_GAP.finditer(passage.words.text)
    ]
    return sum(gaps) * 2 > len(gaps)


def _ends_sentence(text: str, position: int) -> bool:
    before = text[max(0, position - 4) : position].rstrip("\"'”’)]")
    return before[-1:] in (".", "!", "?", "…", ":")


def _before_sign(draft: Draft, _options: Options) -> Iterator[Found]:
    french = base_language(draft) == "fr"
    for passage in passages(draft):
        text = passage.words.text
        for match in _BEFORE.finditer(text):
            sign = text[match.end()]
            if (french and sign in _FRENCH_SIGNS) or _is_set_apart(text, match.end()):
                continue
            # The sign too: where a tag or a footnote stands between, the space may be its own.
            whole = as_written(draft, passage, match.start(), match.end() + 1)
            if whole is not None:
                span = Span(whole.start, whole.end - 1)
                fix = Fix("Close the gap", (TextEdit(span.start, span.end, ""),))
                yield Found(span, f"A space before “{sign}”", fixes=(fix,))


def _is_set_apart(text: str, position: int) -> bool:
    """Whether a sign is an ellipsis’s ("A . . . B") or a program’s ("a ? b : c")."""
    if text[position] == ".":
        return text.startswith(". .", position) or text.startswith(". .", max(0, position - 2))
    return text[position] in "?:" and " ? " in text and " : " in text


def _missing(draft: Draft, _options: Options) -> Iterator[Found]:
    for passage in passages(draft):
        text = passage.words.text
        for match in _COMMA.finditer(text):
            # "import,export" is a pair of names, unless the words around it say otherwise.
            prose = match["after"].capitalize() in _STARTERS or ", " in text
            if prose and not _is_list_of_codes(text, match.start()):
                yield from _gap(as_written(draft, passage, *match.span()), text[match.start()])
        for match in _STOP.finditer(text):
            at = match.end("before")
            # A tag between the two, as "<br>", parts them.
            if match["after"] in _STARTERS and as_written(draft, passage, at, at + 2):
                yield from _gap(as_written(draft, passage, at, at + 1), text[at])


def _is_list_of_codes(text: str, position: int) -> bool:
    """Whether more is strung together there: "stream,util,fs", "utf-8,latin-1"."""
    word_start = text.rfind(" ", max(0, position - 60), position) + 1
    end = text.find(" ", position, position + 60)
    word = text[word_start : end if end >= 0 else position + 60]
    return word.count(",") + word.count(";") > 1 or any(sign in word for sign in "/=_:[]{}<>#@\"'*")


def _gap(span: Span | None, sign: str) -> Iterator[Found]:
    if span is not None:
        fix = Fix("Add a space", (TextEdit(span.end, span.end, " "),))
        yield Found(span, f"No space after “{sign}”", fixes=(fix,))


RULES = (
    Rule(
        id="double-spaces",
        family=Family.LANGUAGE,
        title="Two or more spaces in a row",
        why="The page shows one, but a mail, a feed or a print of the same text shows them all. "
        "Two after a full stop are let be where the post does so throughout.",
        severity=Severity.WARNING,
        check=_double,
        safe=True,
        example=Example(
            bad="---\ntitle: Bus route 14\n---\n\nRoute 14 returns  on Monday, after nine years.\n",
            good="---\ntitle: Bus route 14\n---\n\nRoute 14 returns on Monday, after nine years.\n",
        ),
    ),
    Rule(
        id="space-before-punctuation",
        family=Family.LANGUAGE,
        title="A space before a comma, a full stop or the like",
        why="The sign can land alone on the next line. In French posts : ; ! and ? may have one.",
        severity=Severity.WARNING,
        check=_before_sign,
        safe=True,
        example=Example(
            bad="---\ntitle: Choir\n---\n\nTenors are wanted , and basses are welcome.\n",
            good="---\ntitle: Choir\n---\n\nTenors are wanted, and basses are welcome.\n",
        ),
    ),
    Rule(
        id="missing-space",
        family=Family.LANGUAGE,
        title="No space after a comma or a full stop",
        why="Two words run together, and a search finds neither.",
        severity=Severity.WARNING,
        check=_missing,
        example=Example(
            bad="---\ntitle: Market\n---\n\nThe market moves indoors.The rent stays as it was.\n",
            good="---\ntitle: Market\n---\n\nThe market moves indoors. The rent stays as it was.\n",
        ),
    ),
)
