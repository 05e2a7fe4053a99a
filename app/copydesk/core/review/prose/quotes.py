"""Quotation marks: straight and curly ones mixed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.review.finding import Fix, Found, Severity
from copydesk.core.review.prose.reading import OBJECT, as_written, base_language, passages
from copydesk.core.review.prose.words import MARKS
from copydesk.core.review.rule import Example, Family, Rule
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.markup.manuscript import Passage
    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options

DOUBLE = '"“”„‟'
SINGLE = "'‘’‚‛"
_CURLY = "“”„‟‘’‚‛"
_ANY = re.compile(f"[{DOUBLE}{SINGLE}]")
# What may stand before a mark that opens.
_BEFORE_OPENING = re.compile(r"[\s(\[{<—–/\u2026\-“‘„‚\"'¿¡]")
# 6'2", 12", 45°30': feet and inches, minutes and seconds.
_PRIME = re.compile(r"(?<=\d)['\"](?!\w*[^\W\d_])")
# Words that begin with an apostrophe: "’tis", "the ’90s".
_CUT_WORD = re.compile(
    r"'(?=\d|(?:tis|twas|twere|twill|til|till|em|cause|n|bout|round|neath|kay|hood|er|im)\b)",
    re.IGNORECASE,
)
# Opening and closing double marks where “ ” are not the language's own: Duden, rule D 12;
# Svenska skrivregler, section 12.6; Poradnia językowa PWN.
_DOUBLES = {"de": "„“", "cs": "„“", "sk": "„“", "pl": "„”", "hu": "„”", "sv": "””", "fi": "””"}
_SINGLES = {"de": "‚‘", "cs": "‚‘", "sk": "‚‘", "sv": "’’", "fi": "’’"}


_DOUBLE_OR_SINGLE = re.compile(r"[\"“”„«»]|(?<!\w)‘(?=\w)(?=.{0,500}?’(?!\w))|’(?!\w)")
_CLOSERS = {'"': '"', "“": '”"', "”": "”", "„": "“”", "«": "»", "»": "«", "‘": "’"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One quotation mark or apostrophe, as written in the source.

    Attributes:
        span: Where, one character.
        sign: Which.
        curly: What it is when curly, or itself where it is so already.
    """

    span: Span
    sign: str
    curly: str

    @property
    def straight(self) -> str:
        """What it is when straight."""
        return '"' if self.sign in DOUBLE else "'"


def _check(draft: Draft, _options: Options) -> Iterator[Found]:
    if not any(sign in draft.text for sign in _CURLY):
        return
    pairs = _pairs(draft)
    marks = [mark for passage in passages(draft) for mark in _marks(draft, passage, pairs)]
    curly = [mark for mark in marks if mark.sign in _CURLY]
    straight = [mark for mark in marks if mark.sign not in _CURLY]
    if not curly or not straight:
        return
    to_curly = len(curly) >= len(straight)
    few, many = (straight, curly) if to_curly else (curly, straight)
    kind = "straight" if to_curly else "curly"
    other = "curly" if to_curly else "straight"
    yield Found(
        few[0].span,
        "Straight and curly quotes are mixed",
        f"{_counted(len(few), kind)} among {_counted(len(many), other)}, apostrophes included.",
        fixes=(
            _made_like(few, other, to_curly=to_curly),
            _made_like(many, kind, to_curly=not to_curly),
        ),
        related=tuple(mark.span for mark in few[1:]),
    )


def _made_like(marks: list[Mark], kind: str, *, to_curly: bool) -> Fix:
    edits = (
        TextEdit(mark.span.start, mark.span.end, mark.curly if to_curly else mark.straight)
        for mark in marks
    )
    return Fix(f"Make all {kind}", tuple(edits))


def _counted(number: int, kind: str) -> str:
    return f"{number} {kind} {'mark' if number == 1 else 'marks'}"


def _pairs(draft: Draft) -> str:
    """The double and the single marks that open and close, in that order."""
    language = base_language(draft)
    return _DOUBLES.get(language, "“”") + _SINGLES.get(language, "‘’")


def _marks(draft: Draft, passage: Passage, pairs: str) -> Iterator[Mark]:
    """The marks of a passage; inches, feet and what an escape or an entity spells are none."""
    text = passage.words.text
    open_straight = False
    for match in _ANY.finditer(text):
        at, sign = match.start(), match.group()
        opens = opens_by_place(text, at) or (
            not open_straight and text[at - 1 : at] == OBJECT and text[at + 1 : at + 2].isalnum()
        )
        if sign == '"':
            if _PRIME.match(text, at) and not open_straight:
                continue
            curly = pairs[0] if opens else pairs[1]
            open_straight = opens
        elif sign == "'":
            if _PRIME.match(text, at):
                continue
            curly = _curly_single(text, at, pairs, opens=opens)
        else:
            curly = sign
        span = as_written(draft, passage, at, at + 1)
        if span is not None:
            yield Mark(span, sign, curly)


def opens_by_place(text: str, at: int) -> bool:
    """Whether a mark, by what stands around it, opens a quotation."""
    if at + 1 >= len(text) or text[at + 1].isspace():
        return False
    return at == 0 or bool(_BEFORE_OPENING.match(text, at - 1))


def quoted(text: str) -> list[Span]:
    """What stands in quotation marks, the marks included; one not closed reaches to the end."""
    found: list[Span] = []
    start, closers = -1, ""
    for match in _DOUBLE_OR_SINGLE.finditer(text):
        at, sign = match.start(), match.group()
        if start < 0:
            if sign in _CLOSERS and (sign not in '"”»' or opens_by_place(text, at)):
                start, closers = at, _CLOSERS[sign]
        elif sign in closers and not (sign == '"' and opens_by_place(text, at)):
            found.append(Span(start, at + 1))
            start = -1
    if start >= 0:
        found.append(Span(start, len(text)))
    return found


def _curly_single(text: str, at: int, pairs: str, *, opens: bool) -> str:
    """An apostrophe, a mark that opens or one that closes."""
    if not opens or _CUT_WORD.match(text, at):
        inside = at > 0 and re.match(rf"[\w{MARKS}]", text[at - 1])
        after = re.match(rf"[\w{MARKS}]", text[at + 1 : at + 2])
        return "’" if (inside and after) or _CUT_WORD.match(text, at) else pairs[3]
    closes = re.compile(r"'(?!\w)").search(text, at + 1, at + 2000)
    return pairs[2] if closes else "’"


RULES = (
    Rule(
        id="mixed-quotes",
        family=Family.LANGUAGE,
        title="Straight and curly quotation marks in one post",
        why="Typed and pasted passages show their seam. Copydesk makes all like the most.",
        severity=Severity.WARNING,
        check=_check,
        safe=True,
        example=Example(
            bad="---\ntitle: Night market\n---\n\n“We are ready,” said Ms Rao. “The town isn’t.”"
            "\n\n"
            'The council calls the licence "a matter of weeks".\n',
            good="---\ntitle: Night market\n---\n\n“We are ready,” said Ms Rao. “The town isn’t.”"
            "\n\nThe council calls the licence “a matter of weeks”.\n",
        ),
    ),
)
