"""Finds the wordings that a house does not use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from copydesk.core.errors import CopydeskError
from copydesk.core.posts.field_edits import set_field
from copydesk.core.review.finding import Fix, Found, Severity
from copydesk.core.review.prose.quotes import quoted
from copydesk.core.review.prose.reading import passages
from copydesk.core.review.prose.style_file import HouseStyle, Term, style_of
from copydesk.core.review.prose.words import INNER, MARKS
from copydesk.core.review.rule import Example, Family, Option, Rule
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from copydesk.core.markup.manuscript import Passage
    from copydesk.core.posts.entries import FieldEntry
    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options

# Fields that readers see as prose.
_FIELDS = frozenset(
    ("title", "headline", "subtitle", "description", "summary", "excerpt", "standfirst", "deck")
)
# What may be written inside any quotes, or none, of YAML, TOML and JSON alike.
_PLAIN = re.compile(rf"[\w{MARKS} ’-]+")


@dataclass(frozen=True, slots=True)
class _Match:
    """A wording found in some words, and what is to stand there."""

    start: int
    end: int
    written: str
    right: str
    term: Term


def _check(draft: Draft, options: Options) -> Iterator[Found]:
    style = style_of(draft.facts)
    if not style.terms:
        return
    in_quotations = options["quotations"] is True
    for entry in draft.frontmatter.entries:
        if entry.key.lower() in _FIELDS and isinstance(entry.value, str):
            yield from _in_field(draft, entry, style, in_quotations=in_quotations)
    for passage in passages(draft):
        if in_quotations or "blockquote" not in passage.within:
            text = passage.words.text
            for match in _matches(text, style, in_quotations=in_quotations):
                yield _in_passage(draft, passage, match)


def _matches(text: str, style: HouseStyle, *, in_quotations: bool) -> Iterator[_Match]:
    pattern, wordings = _compiled(style)
    shut: Iterable[Span] | None = None
    for found in pattern.finditer(text):
        if shut is None:
            shut = () if in_quotations else quoted(text)
        start, end = found.span()
        if any(span.start <= start < span.end for span in shut):
            continue
        written = found.group()
        for wording, term in wordings[_folded(written)]:
            fits = not _is_cased(wording, term) or _spaced(written) == _spaced(wording)
            if fits and not _is_inside(text, start, end, wording, term.use):
                right = _cased(term.use, written, wording, text[start - 1 : start])
                yield _Match(start, end, written, right, term)
                break


@lru_cache(maxsize=16)
def _compiled(style: HouseStyle) -> tuple[re.Pattern[str], dict[str, list[tuple[str, Term]]]]:
    """One pattern for all wordings, the longest first, and whose they are."""
    wordings: dict[str, list[tuple[str, Term]]] = {}
    for term in style.terms:
        for wording in term.instead_of:
            wordings.setdefault(_folded(wording), []).append((wording, term))
    alternatives = (_pattern_of(folded) for folded in sorted(wordings, key=len, reverse=True))
    return re.compile("|".join(alternatives), re.IGNORECASE), wordings


def _pattern_of(folded: str) -> str:
    inner = r"\s+".join(re.escape(word).replace("'", "['’]") for word in folded.split())
    before = rf"(?<![\w{MARKS}@#/.])(?<!\w-)(?<!\w['’])" if INNER.match(folded[0]) else ""
    after = rf"(?![\w{MARKS}@/]|-\w|\.\w)" if INNER.match(folded[-1]) else ""
    return before + inner + after


def _folded(wording: str) -> str:
    return _spaced(wording).lower()


def _spaced(wording: str) -> str:
    return " ".join(wording.replace("’", "'").split())


def _is_cased(wording: str, term: Term) -> bool:
    """Whether a wording is wrong in just the case it is given in."""
    return wording != wording.lower() or _folded(wording) == _folded(term.use)


def _is_inside(text: str, start: int, end: int, wording: str, use: str) -> bool:
    """Whether the words are part of the right wording: "ice cream" in the place of "cream"."""
    folded, inner = use.lower(), wording.lower()
    if len(folded) <= len(inner):
        return False
    at = folded.find(inner)
    while at >= 0:
        around = text[max(0, start - at) : end + len(folded) - at - len(inner)]
        if around.lower() == folded:
            return True
        at = folded.find(inner, at + 1)
    return False


def _cased(use: str, written: str, wording: str, before: str) -> str:
    """The right wording with the capitals of the wrong one; after "40" with a space before it."""
    if wording[:1].islower() and use[:1].islower():
        if written.isupper() and sum(map(str.isalpha, written)) > 1:
            use = use.upper()
        elif written[:1].isupper():
            use = use[0].upper() + use[1:]
    needs_gap = before.isalnum() and use[:1].isalpha() and not written[:1].isalnum()
    return f" {use}" if needs_gap else use


def _in_passage(draft: Draft, passage: Passage, match: _Match) -> Found:
    span = passage.words.span(match.start, match.end)
    fixes: tuple[Fix, ...] = ()
    # Marks that begin or end among the words would be left without their partners.
    if "".join(span.of(draft.text).replace(">", "").split()) == "".join(match.written.split()):
        fixes = (_fix(match, (TextEdit(span.start, span.end, match.right),)),)
    return _found(span, match, fixes)


def _in_field(
    draft: Draft, entry: FieldEntry, style: HouseStyle, *, in_quotations: bool
) -> Iterator[Found]:
    value = str(entry.value)
    at = draft.text.find(value, entry.value_span.start, entry.value_span.end)
    for match in _matches(value, style, in_quotations=in_quotations):
        if at >= 0 and _PLAIN.fullmatch(match.right) and match.written != value:
            span = Span(at + match.start, at + match.end)
            edits: tuple[TextEdit, ...] = (TextEdit(span.start, span.end, match.right),)
        else:
            span = entry.value_span
            edits = _field_edits(draft.text, entry, value, match)
        yield _found(span, match, (_fix(match, edits),) if edits else (), entry.key)


def _field_edits(text: str, entry: FieldEntry, value: str, match: _Match) -> tuple[TextEdit, ...]:
    try:
        new = value[: match.start] + match.right + value[match.end :]
        return tuple(set_field(text, entry.key, new))
    except CopydeskError:
        return ()


def _fix(match: _Match, edits: tuple[TextEdit, ...]) -> Fix:
    return Fix(f"Make it “{match.right.strip()}”", edits)


def _found(span: Span, match: _Match, fixes: tuple[Fix, ...], key: str = "") -> Found:
    written = " ".join(match.written.split())
    because = match.term.because
    if because and because[-1] not in ".!?…":
        because += "."
    return Found(
        span,
        f"House style: “{match.right.strip()}”, not “{written}”",
        because[:1].upper() + because[1:],
        fixes=fixes,
        field=(key,) if key else (),
    )


RULES = (
    Rule(
        id="house-style",
        family=Family.LANGUAGE,
        title="A wording that the house does not use",
        why="The site’s own list says so: the file .copydesk/style.txt, with entries of “use:”, "
        "“instead of:” and “because:”.",
        severity=Severity.WARNING,
        check=_check,
        safe=True,
        options=(Option("quotations", False, "Whether what people said is looked at too."),),
        example=Example(
            bad="---\ntitle: Mill Lane\n---\n\nThe leader of the council opens the crossing.\n\n"
            "“Our leader of the council is never late,” said a clerk.\n",
            good="---\ntitle: Mill Lane\n---\n\nThe council leader opens the crossing.\n\n"
            "“Our leader of the council is never late,” said a clerk.\n",
            site=(
                (
                    ".copydesk/style.txt",
                    "use: council leader\ninstead of: leader of the council\nbecause: One title.\n",
                ),
            ),
        ),
    ),
)
