"""Links and notes that refer to a definition: one that is missing, or there twice."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from copydesk.core.review.finding import Fix, Found, Severity
from copydesk.core.review.rule import Example, Family, Rule
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options

# "a[i][j]" and "[0][1]" are a program's; a link's words are words.
_FULL = re.compile(r"(?<![\w\])])\[([^\[\]]{2,200})\]\[([^\[\]]{0,200})\]")
_NOTE = re.compile(r"\[\^([^\[\]\s]{1,100})\](?!:)")
_DEFINITION = re.compile(
    r"^ {0,3}\[(?P<label>(?!\^)[^\[\]\r\n]{1,300})\]:[ \t]*(?P<address><[^<>\r\n]*>|[^\s<]\S*)",
    re.MULTILINE,
)
_WORD = re.compile(r"[^\W\d_]{2}")


def _undefined(draft: Draft, _options: Options) -> Iterator[Found]:
    for passage in draft.manuscript.passages:
        words = passage.words.text
        if "][" in words:
            for match in _FULL.finditer(words):
                label = match.group(2).strip() or match.group(1).strip()
                span = passage.words.span(*match.span())
                # A name of Python's is a reference that mkdocstrings resolves.
                if "." in label and draft.facts.site.generator == "mkdocs":
                    continue
                if _WORD.search(match.group(1)) and not re.search(r"[\\<]", span.of(draft.text)):
                    yield _missing(span, label)
        if "[^" in words:
            for match in _NOTE.finditer(words):
                span = passage.words.span(*match.span())
                if span.of(draft.text) == match.group():
                    yield _missing_note(span, match.group(1))


def _missing(span: Span, label: str) -> Found:
    return Found(
        span,
        "The link leads nowhere: its address is missing",
        f"No line of the post begins with “[{label}]:” and gives an address.",
    )


def _missing_note(span: Span, label: str) -> Found:
    return Found(
        span,
        "The footnote is missing",
        f"No line of the post begins with “[^{label}]:” and gives its text.",
        (Fix("Remove the sign", (TextEdit(span.start, span.end, ""),)),),
    )


def _twice(draft: Draft, _options: Options) -> Iterator[Found]:
    if not draft.manuscript.references:
        return
    first: dict[str, tuple[Span, str]] = {}
    used = sorted(
        [one.span for one in draft.manuscript.leaves]
        + [one.span for one in draft.manuscript.passages]
    )
    starts = [span.start for span in used]
    for match in _DEFINITION.finditer(draft.text.replace("\r", "\n"), draft.body_start):
        index = bisect_right(starts, match.start("label")) - 1
        if index >= 0 and match.start("label") < used[index].end:
            continue  # in code, or in a paragraph
        label = " ".join(match["label"].split()).casefold()
        span, address = Span(match.start("label") - 1, match.end()), match["address"]
        before = first.setdefault(label, (span, address))
        if before[0] != span and _plain(before[1]) != _plain(address):
            yield Found(
                span,
                "The same label has two addresses",
                f"All links to “{match['label']}” lead to the first one, {before[1]}.",
                related=(before[0],),
            )


def _plain(address: str) -> str:
    """An address for comparing: what differs by case or by "s" leads to the same page."""
    address = address.strip("<>").casefold().rstrip("/")
    return address.removeprefix("https://").removeprefix("http://")


RULES = (
    Rule(
        id="reference-undefined",
        family=Family.STRUCTURE,
        title="A link or footnote whose definition is missing",
        why="Readers see square brackets in place of a link.",
        severity=Severity.ERROR,
        check=_undefined,
        example=Example(
            bad="---\ntitle: Ferries\n---\nSee the [timetable][times].\n",
            good=(
                "---\ntitle: Ferries\n---\nSee the [timetable][times].\n\n"
                "[times]: https://ferry.example/times\n"
            ),
        ),
    ),
    Rule(
        id="reference-twice",
        family=Family.STRUCTURE,
        title="Two definitions of the same label",
        why="Only the first one counts, so some links lead to the wrong page.",
        severity=Severity.WARNING,
        check=_twice,
        example=Example(
            bad=(
                "---\ntitle: Ferries\n---\nSee the [times][1].\n\n"
                "[1]: https://ferry.example/times\n[1]: https://ferry.example/fares\n"
            ),
            good=(
                "---\ntitle: Ferries\n---\nSee the [times][1].\n\n"
                "[1]: https://ferry.example/times\n[2]: https://ferry.example/fares\n"
            ),
        ),
    ),
)
