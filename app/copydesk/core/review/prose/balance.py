"""Quotation marks and brackets that are opened and not closed, or closed and not opened."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.core.review.finding import Fix, Found, Severity
from copydesk.core.review.prose.quotes import opens_by_place
from copydesk.core.review.prose.reading import base_language, passages
from copydesk.core.review.rule import Example, Family, Rule
from copydesk.core.text.edits import TextEdit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from copydesk.core.markup.manuscript import Passage
    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options

_DOUBLES = re.compile(r"[\"“”„«»]")
_INCHES = re.compile(r"\d(?:[\d.,]|½|¼|¾)*[”\"]")
_SINGLE_OPENS = re.compile(
    r"(?<![\w’])‘(?=[^\W\d_])(?!(?:tis|twas|til|till|em|cause|n|bout)\b)", re.IGNORECASE
)
_SINGLE_CLOSES = re.compile(r"’(?!\w)")
_BRACKETS = re.compile(r"[()\[\]]")
_PARTNERS = {"(": ")", "[": "]", ")": "(", "]": "["}
# "a)", "1)", "iv)" number what follows them; ":)" and ";-(" are faces.
_NUMBERING = re.compile(r"(?:^|(?<=[\s(,;:/]))(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})[.]?\)")
# One that stands by itself is spoken of: "add the missing ) there".
_ALONE = re.compile(r"(?:(?<=[\s\"'“‘])|^)[()\[\]](?=[\s\"'”’]|$)")
_FACE = re.compile(
    r"(?<![\w(\[])[:;=8xX][-'^o]?[()\[\]]{1,3}|(?<![()])[()]{1,3}[-']?[:;=](?![\w)\]])"
    r"|[¯\\]_\(|\)_/"
)
# How many passages later what was opened may be closed.
_FAR = 8


def _quotes(draft: Draft, _options: Options) -> Iterator[Found]:
    read = list(passages(draft))
    toggling = base_language(draft) in ("sv", "fi")
    told: list[tuple[int, int, bool]] = []
    continued = False  # whether the passage before left a quotation to be gone on with
    for number, passage in enumerate(read):
        text = passage.words.text
        place = _unmatched_double(text, toggling=toggling)
        if place is None:
            continued = False
        else:
            at, opens = place
            goes_on = opens and _starts_quoted(read, number + 1)
            if not goes_on and (opens or not continued):
                _add_or_pair(told, number, at, opens=opens)
            continued = goes_on
        single = _unmatched_single(text)
        if single is not None:
            told.append((number, single, True))
    for number, at, opens in told:
        yield _unbalanced(draft, read[number], at, opens=opens)


def _add_or_pair(told: list[tuple[int, int, bool]], number: int, at: int, *, opens: bool) -> None:
    """Notes a mark without a partner; one that closes takes away the one that opened before it.

    So a quotation may run over several paragraphs with marks at its ends only.
    """
    if not opens and told and told[-1][2] and number - told[-1][0] <= _FAR:
        told.pop()
    else:
        told.append((number, at, opens))


def _unmatched_double(text: str, *, toggling: bool) -> tuple[int, bool] | None:
    """The first mark without a partner, and whether it opens; None where all have one."""
    signs = [(match.start(), match.group()) for match in _DOUBLES.finditer(text)]
    if not signs:
        return None
    if len(signs) % 2:
        inches = {match.end() - 1 for match in _INCHES.finditer(text)}
        signs = [(at, sign) for at, sign in signs if at not in inches]
    straight = [at for at, sign in signs if sign == '"']
    curly = [(at, sign) for at, sign in signs if sign in "“”„"]
    angled = [at for at, sign in signs if sign in "«»"]
    if straight and curly:  # “container": they may be each other's partners
        return _unmatched_toggle(text, [at for at, sign in signs if sign not in "«»"])
    return (
        _unmatched_toggle(text, straight)
        or _unmatched_curly(text, curly, toggling=toggling)
        or _unmatched_toggle(text, angled)
    )


def _unmatched_toggle(text: str, places: Sequence[int]) -> tuple[int, bool] | None:
    """Of marks that open and close alike: the odd one, by what stands around each."""
    if len(places) % 2 == 0:
        return None
    before: int | None = None
    for at in places:
        opens = opens_by_place(text, at)
        if opens and before is not None:
            return before, True
        if not opens and before is None:
            return at, False
        before = at if opens else None
    return places[-1], before is not None


def _unmatched_curly(
    text: str, signs: Sequence[tuple[int, str]], *, toggling: bool
) -> tuple[int, bool] | None:
    low = any(sign == "„" for _, sign in signs)
    if toggling and not low and not any(sign == "“" for _, sign in signs):
        return _unmatched_toggle(text, [at for at, _ in signs])
    stack: list[int] = []
    for at, sign in signs:
        if sign == "„" or (sign == "“" and not (low and stack)):
            stack.append(at)
        elif stack:
            stack.pop()
        else:
            return at, False
    return (stack[0], True) if stack else None


def _unmatched_single(text: str) -> int | None:
    """A single mark that opens and that nothing in the paragraph could close."""
    opened = list(_SINGLE_OPENS.finditer(text))
    last = opened[-1] if opened else None
    if last is None or _SINGLE_CLOSES.search(text, last.end()):
        return None
    return last.start()


def _starts_quoted(read: Sequence[Passage], number: int) -> bool:
    """Whether the next passage goes on with a quotation, its mark repeated."""
    return number < len(read) and read[number].words.text.lstrip()[:1] in frozenset('"“„«»')


def _unbalanced(draft: Draft, passage: Passage, at: int, *, opens: bool) -> Found:
    text = passage.words.text
    sign = text[at]
    span = passage.words.span(at, at + 1)
    if sign == "”" and not opens and opens_by_place(text, at):
        fix = Fix("Turn it round", (TextEdit(span.start, span.end, "“"),))
        turned = span.of(draft.text) == sign
        return Found(span, "This quotation mark is turned round", fixes=(fix,) if turned else ())
    if opens:
        sentence = "A quotation is opened here and not closed"
    else:
        sentence = "A quotation ends here that was not opened"
    if sign in "‘«»":
        sentence = sentence.replace("A quotation", f"A quotation with “{sign}”")
    return Found(span, sentence)


def _brackets(draft: Draft, _options: Options) -> Iterator[Found]:
    pending: list[tuple[int, Passage, int]] = []  # opened earlier: passage's number, itself, place
    told: list[tuple[Passage, int]] = []
    for number, passage in enumerate(passages(draft)):
        opened, closed = _unmatched_brackets(passage.words.text)
        for at in closed:
            partner = _PARTNERS[passage.words.text[at]]
            fitting = [
                one
                for one in pending
                if one[1].words.text[one[2]] == partner and number - one[0] <= _FAR
            ]
            if fitting:
                pending.remove(fitting[-1])
            else:
                told.append((passage, at))
        pending += [(number, passage, at) for at in opened]
    told += [(passage, at) for _, passage, at in pending]
    for passage, at in told:
        sign = passage.words.text[at]
        sentence = "is opened and not closed" if sign in "([" else "closes what was not opened"
        yield Found(passage.words.span(at, at + 1), f"The bracket “{sign}” {sentence}")


def _unmatched_brackets(text: str) -> tuple[list[int], list[int]]:
    """Where brackets stand that open and close nothing."""
    if not _BRACKETS.search(text):
        return [], []
    left_out = {
        at
        for pattern in (_NUMBERING, _FACE)
        for match in pattern.finditer(text)
        for at in range(match.start(), match.end())
    }
    opened: dict[str, list[int]] = {"(": [], "[": []}
    closed: list[int] = []
    for match in _BRACKETS.finditer(text):
        at, sign = match.start(), match.group()
        if sign in opened:
            if at not in left_out:
                opened[sign].append(at)
        elif opened[_PARTNERS[sign]]:
            opened[_PARTNERS[sign]].pop()
        else:
            closed.append(at)
    left = opened["("] + opened["["]
    # "[0, 1)": an interval, half open. What numbers an item can close one too.
    for at in tuple(left):
        other = ")" if text[at] == "[" else "]"
        partner = next((one for one in closed if one > at and text[one] == other), None)
        if partner is not None:
            left.remove(at)
            closed.remove(partner)
    left_out.update(match.start() for match in _ALONE.finditer(text))
    return (
        [at for at in left if at not in left_out],
        [at for at in closed if at not in left_out],
    )


RULES = (
    Rule(
        id="unbalanced-quotes",
        family=Family.LANGUAGE,
        title="A quotation mark without its partner",
        why="Readers can’t tell where the speaker ends and the reporter begins. A quotation of "
        "several paragraphs opens each and closes the last.",
        severity=Severity.WARNING,
        check=_quotes,
        example=Example(
            bad="---\ntitle: Skate park\n---\n\n“It is what we asked for, said Tara Lindqvist.\n",
            good="---\ntitle: Skate park\n---\n\n“It is what we asked for,” said Tara Lindqvist.\n",
        ),
    ),
    Rule(
        id="unbalanced-brackets",
        family=Family.LANGUAGE,
        title="A bracket without its partner",
        why="Part of the sentence may be missing, or a link may be broken.",
        severity=Severity.WARNING,
        check=_brackets,
        example=Example(
            bad="---\ntitle: Parking\n---\n\nThe charge (two pounds an hour rises in May.\n",
            good="---\ntitle: Parking\n---\n\nThe charge (two pounds an hour) rises in May.\n",
        ),
    ),
)
