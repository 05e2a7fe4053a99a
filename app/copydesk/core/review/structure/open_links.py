"""Links whose signs are incomplete, so that readers see the signs and cannot click."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from copydesk.core.review.finding import Fix, Found, Severity
from copydesk.core.review.rule import Example, Family, Rule
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from copydesk.core.markup.manuscript import Passage
    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options

# What surely is an address: a scheme, "www.", a path from the root or a folder, a page, an anchor.
_TEMPLATE = r"\{\{[^{}\r\n]{1,300}\}\}|\{%[^{}\r\n]{1,300}%\}"
_ADDRESS = (
    rf"(?:{_TEMPLATE})[^\s()]*|(?:https?://|mailto:|www\.)[^\s()]+|\.{{0,2}}/[^\s()]*"
    r"|[\w./%-]+\.(?:md|mdx|html?|pdf|jpe?g|png|gif|webp|svg)(?:#[\w-]*)?|#[\w-]+"
)
_APART = re.compile(rf"\]([ \t]+)\((?:{_ADDRESS})\)")
_OPEN = re.compile(rf"\]\((?=(https?://|mailto:|www\.|\.{{0,2}}/|#|{_TEMPLATE})?)")
# An address and its blanks; what a template says within may hold spaces and brackets.
_TARGET = re.compile(rf"(?:{_TEMPLATE}|[^\s])*")
_REVERSED = re.compile(r"\(([^()\[\]\r\n]{1,200})\)\[((?:https?://|www\.)[^\s\[\]]{1,2000})\]")
_REST_OF_LINE = re.compile(r"[^\r\n]*")
_TORN = re.compile(r"[^\s()]{1,2000}([ \t]*(?:\r\n|\n|\r)[ \t]*)[^\s()]{1,2000}\)")
# Spaces in a file's name make a few pieces, a sentence makes more.
_MOST_IN_ADDRESS = 4
_LONGEST = 2_000
_AFTER_ADDRESS = ".,;:!?\"”’'"


def _check(draft: Draft, _options: Options) -> Iterator[Found]:
    for passage in draft.manuscript.passages:
        words = passage.words.text
        if "[" not in words and ")[" not in words:
            continue
        yield from _unclosed(draft, passage)
        yield from _apart(draft, passage)
        yield from _the_wrong_way(draft, passage)


def _unclosed(draft: Draft, passage: Passage) -> Iterator[Found]:
    words = passage.words.text
    reached = 0
    at = words.find("](")
    while at >= 0:
        opening = words.rfind("[", reached, at)
        signs = passage.words.span(at, at + 2)
        reached = at + 2
        if opening >= 0 and signs.of(draft.text) == "](":
            start = passage.words.span(opening, opening + 1).start
            found = _broken(draft, passage, start, signs)
            if found is not None:
                yield found
        at = words.find("](", reached)


def _broken(draft: Draft, passage: Passage, start: int, signs: Span) -> Found | None:
    text = draft.text
    address = _OPEN.match(text, signs.start)
    if address is None:
        return None
    sure = address.group(1) is not None
    line = _REST_OF_LINE.match(text, signs.end, min(passage.span.end, signs.end + _LONGEST))
    rest = line.group() if line else ""
    begins = _TARGET.match(rest)
    closing = rest.find(")", begins.end() if begins and rest.startswith("{") else 0)
    if closing < 0 or (sure and _is_prose(rest[:closing])):
        if not sure:
            return None  # "f[i](x" may be anything
        return _open_link(text, start, signs.end, rest)
    target = rest[:closing]
    if " " not in target.strip() or draft.facts.site.engine == "python-markdown":
        return None
    if not sure and not re.fullmatch(r"[\w ./%-]+\.\w{2,4}", target):
        return None
    return _with_space(signs.end, start, target)


def _is_prose(target: str) -> bool:
    """Whether an address is followed by a sentence that closes some other bracket."""
    words = target.split()
    return len(words) > _MOST_IN_ADDRESS and not re.search("[\"'“]", target)


def _open_link(text: str, start: int, begin: int, rest: str) -> Found:
    """A link whose line ends before its bracket closes."""
    torn = _TORN.match(text, begin)
    if torn is not None:
        return Found(
            Span(start, torn.end()),
            "The link’s address is torn by a line break",
            "An address ends where its line ends, so this is not shown as a link.",
            (Fix("Join the lines", (TextEdit(torn.start(1), torn.end(1), ""),)),),
        )
    whole = _TARGET.match(rest)
    target = whole.group() if whole else ""
    end = begin + len(target.rstrip(_AFTER_ADDRESS))
    return Found(
        Span(start, end),
        "The link is never closed",
        "The bracket after the address is missing.",
        (Fix("Close it", (TextEdit(end, end, ")"),)),),
    )


def _with_space(begin: int, start: int, target: str) -> Found | None:
    end = begin + len(target)
    if '"' in target or "'" in target or "<" in target or "“" in target:
        return Found(
            Span(start, end + 1),
            "The link’s title is not written as one",
            'It stands in straight quotes after the address: [words](address "title").',
        )
    left = begin + len(target) - len(target.lstrip())
    inner = target.strip()
    edits = tuple(
        TextEdit(left + at, left + at + 1, "%20") for at, sign in enumerate(inner) if sign == " "
    )
    return Found(
        Span(start, end + 1),
        "The link’s address has a space in it",
        "An address ends at a space, so this is not shown as a link.",
        (Fix("Write %20 for the space", edits),),
    )


def _apart(draft: Draft, passage: Passage) -> Iterator[Found]:
    if "] " not in passage.words.text and "]\t" not in passage.words.text:
        return
    within = _marked(passage)
    for match in _APART.finditer(draft.text, passage.span.start, passage.span.end):
        closing = match.start()
        begin = max(passage.span.start, closing - _LONGEST)
        opening = draft.text.rfind("[", begin, closing)
        if opening < 0 or within(closing) or draft.text[opening - 1 : opening] == "]":
            continue
        gap = Span(match.start(1), match.end(1))
        yield Found(
            Span(opening, match.end()),
            "A space keeps this from being a link",
            "The words in square brackets and the address must touch.",
            (Fix("Remove the space", (TextEdit(gap.start, gap.end, ""),)),),
        )


def _the_wrong_way(draft: Draft, passage: Passage) -> Iterator[Found]:
    if ")[" not in passage.words.text:
        return
    within = _marked(passage)
    for match in _REVERSED.finditer(draft.text, passage.span.start, passage.span.end):
        if within(match.start()):
            continue
        edit = TextEdit(match.start(), match.end(), f"[{match.group(1)}]({match.group(2)})")
        yield Found(
            Span(match.start(), match.end()),
            "The link’s brackets are the wrong way round",
            "Square brackets take the words, round ones the address.",
            (Fix("Turn them round", (edit,)),),
        )


def _marked(passage: Passage) -> Callable[[int], bool]:
    """Tells of a position whether it is in code, in a link or in another mark but emphasis."""
    spans = [
        one.span
        for one in passage.inlines
        if one.kind in ("code", "link", "image", "html", "address", "footnote")
    ]
    starts = [span.start for span in spans]
    reached = list(accumulate((span.end for span in spans), max))

    def within(position: int) -> bool:
        index = bisect_right(starts, position) - 1
        return index >= 0 and position < reached[index]

    return within


RULES = (
    Rule(
        id="open-link",
        family=Family.STRUCTURE,
        title="A link that is not written to its end",
        why="Readers see brackets and an address, and can’t click on the words.",
        severity=Severity.ERROR,
        check=_check,
        example=Example(
            bad=(
                "---\ntitle: Ferry strike\n---\n"
                "The [timetable](https://ferry.example/times is out.\n"
            ),
            good=(
                "---\ntitle: Ferry strike\n---\n"
                "The [timetable](https://ferry.example/times) is out.\n"
            ),
        ),
    ),
)
