"""Bold, italics and code that are opened and never closed, so that readers see the signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from copydesk.core.markup.manuscript import OBJECT
from copydesk.core.review.finding import Fix, Found, Severity
from copydesk.core.review.rule import Example, Family, Rule
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span, newline_near

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.markup.manuscript import Leaf, Passage
    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options

_STARS = re.compile(r"\*+")
_ARGUMENTS = re.compile(r"[(,] ?\*\*\w+[),]")  # of a function in Python: "(*args, **kwargs)"
_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*[ \t>]*(`{3,}|~{3,})")
_LINE = re.compile(r"[^\r\n]*")
_BLANK = re.compile(r"(?:\r\n|\n|\r)[ \t]*(?=\r|\n)")
# A path with wildcards ("src/**/*.ts") and a note's star ("from £9*") are no marks.
_BEFORE_WORDS = OBJECT + "\"'“‘«([¿¡"
_PATH_SIGNS = "/.\\{}|"


class _Run(NamedTuple):
    """Stars that are shown: where they stand in the words, and in the source."""

    start: int
    end: int
    span: Span
    opens: bool
    closes: bool

    @property
    def touches(self) -> bool:
        """Whether it stands at something, and not between spaces."""
        return self.opens or self.closes


def _runs(draft: Draft, passage: Passage, widths: tuple[int, ...]) -> list[_Run]:
    words, found = passage.words.text, []
    for match in _STARS.finditer(words):
        start, end = match.span()
        if end - start not in widths:
            continue
        before, after = words[start - 1 : start], words[end : end + 1]
        span = passage.words.span(start, end)
        if span.of(draft.text) != match.group():  # escaped, or within another mark
            continue
        if (before and before in _PATH_SIGNS) or (after and after in _PATH_SIGNS):
            continue
        if _ARGUMENTS.search(words, max(0, start - 2), end + 40):
            continue
        opens = bool(after) and not after.isspace()
        closes = bool(before) and not before.isspace()
        found.append(_Run(start, end, span, opens, closes))
    return found


def _open_bold(draft: Draft, _options: Options) -> Iterator[Found]:
    for passage in draft.manuscript.passages:
        if "**" not in passage.words.text:
            continue
        runs = _runs(draft, passage, (2, 3))
        lax = draft.facts.site.engine == "python-markdown"
        index = 0
        while index < len(runs):
            run, other = runs[index], runs[index + 1] if index + 1 < len(runs) else None
            index += 1
            if other is not None and _belong_together(run, other):
                index += 1
                # Python-Markdown minds spaces only, not signs beside the stars.
                if not (lax and run.opens and other.closes):
                    yield _pair(passage, run, other)
            elif _stands_alone(passage, run):
                yield _single(draft, passage, run)


def _belong_together(first: _Run, second: _Run) -> bool:
    """Whether two runs are meant as a pair; one of them may have spaces on both sides."""
    if first.end - first.start != second.end - second.start:
        return False
    if not first.touches or not second.touches:
        return first.opens != second.closes and (first.opens or second.closes)
    return True


def _stands_alone(passage: Passage, run: _Run) -> bool:
    """Whether a run is half of a pair: no power, no note's sign in a table's cell."""
    if not run.touches or (passage.kind == "cell" and not run.opens):
        return False
    return _stands_at_word(passage.words.text, run)


def _stands_at_word(words: str, run: _Run) -> bool:
    """Whether stars stand at one side of a word, as marks do, and not within, as a power's."""
    before, after = words[run.start - 1 : run.start], words[run.end : run.end + 1]
    begins = after.isalnum() or (
        bool(after) and after in _BEFORE_WORDS and not before.strip(" \n(")  # not '"**"'
    )
    return begins != (before.isalnum() or before == OBJECT)


def _single(draft: Draft, passage: Passage, run: _Run) -> Found:
    remove = Fix("Remove the stars", (TextEdit(run.span.start, run.span.end, ""),))
    fixes = [remove]
    if run.opens and run.start < len(passage.words.text) - 2:
        end = passage.words.span(len(passage.words.text) - 1, len(passage.words.text)).end
        close = TextEdit(end, end, run.span.of(draft.text))
        fixes.append(Fix("Close it at the end", (close,)))
    return Found(
        run.span,
        "The bold text is never closed" if run.opens else "The bold text is never opened",
        "Bold takes two stars before and two after; these are shown as they stand.",
        tuple(fixes),
    )


def _pair(passage: Passage, first: _Run, second: _Run) -> Found:
    words = passage.words.text
    within = words[first.end : second.start]
    left = len(within) - len(within.lstrip())
    right = len(within) - len(within.rstrip())
    fixes: list[Fix] = []
    if within.strip() and (left or right):
        edits = _spaces_out(passage, first, second, left, right)
        fixes.append(Fix("Move the spaces out", edits))
    remove = (
        TextEdit(first.span.start, first.span.end, ""),
        TextEdit(second.span.start, second.span.end, ""),
    )
    fixes.append(Fix("Remove the stars", remove))
    detail = "A space stands between the stars and the words, so the stars are shown."
    if not left and not right:
        detail = "Beside a letter on one side and a sign on the other, stars are shown."
    return Found(
        Span(first.span.start, second.span.end),
        "The stars are shown, not bold text",
        detail,
        tuple(fixes),
    )


def _spaces_out(
    passage: Passage, first: _Run, second: _Run, left: int, right: int
) -> tuple[TextEdit, ...]:
    """Moves spaces from inside a pair to its outside, unless there is one there already."""
    words, edits = passage.words.text, []
    if left:
        gap = passage.words.span(first.end, first.end + left)
        before = words[first.start - 1 : first.start]
        if before and not before.isspace():
            edits.append(TextEdit(first.span.start, first.span.start, " "))
        edits.append(TextEdit(gap.start, gap.end, ""))
    if right:
        gap = passage.words.span(second.start - right, second.start)
        edits.append(TextEdit(gap.start, gap.end, ""))
        after = words[second.end : second.end + 1]
        if after.isalnum() or after == OBJECT:
            edits.append(TextEdit(second.span.end, second.span.end, " "))
    return tuple(edits)


def _open_italic(draft: Draft, _options: Options) -> Iterator[Found]:
    for passage in draft.manuscript.passages:
        words = passage.words.text
        if "*" not in words:
            continue
        runs = _runs(draft, passage, (1,))
        # A star at a paragraph's start, or after a word, marks a note.
        if len(runs) != 1 or not runs[0].start or not runs[0].opens or runs[0].closes:
            continue
        run = runs[0]
        if not words[run.end].isalpha():
            continue
        yield Found(
            run.span,
            "The italic text is never closed",
            "Italics take one star before and one after; this one is shown.",
            (Fix("Remove the star", (TextEdit(run.span.start, run.span.end, ""),)),),
        )


def _open_fence(draft: Draft, _options: Options) -> Iterator[Found]:
    mdx = draft.path.suffix == ".mdx"
    for leaf in draft.manuscript.leaves:
        if leaf.kind != "fence":
            continue
        if mdx and draft.text[leaf.span.end :].strip():
            continue  # where a list ends among components is for MDX to say
        opening = _FENCE.match(draft.text, leaf.span.start)
        if opening is None or _is_closed(draft.text, leaf, opening.group(1)):
            continue
        yield _fence_found(draft, leaf, opening)


def _is_closed(text: str, leaf: Leaf, signs: str) -> bool:
    start = max(text.rfind("\n", 0, leaf.span.end), text.rfind("\r", 0, leaf.span.end)) + 1
    if start <= leaf.span.start:
        return False
    last = text[start : leaf.span.end].strip(" \t>")
    return len(last) >= len(signs) and not last.strip(signs[0])


def _fence_found(draft: Draft, leaf: Leaf, opening: re.Match[str]) -> Found:
    text = draft.text
    signs = opening.group(1)
    line = _LINE.match(text, opening.start(1))
    end = line.end() if line else opening.end()
    indent = re.sub(r"[^ \t>]", " ", opening.group()[: opening.start(1) - opening.start()])
    newline = newline_near(text, leaf.span.end)
    fixes = []
    blank = _BLANK.search(text, end, leaf.span.end)
    if blank is not None and blank.start() > end:
        edit = TextEdit(blank.start(), blank.start(), newline + indent + signs)
        fixes.append(Fix("Close it before the blank line", (edit,)))
    stop = end + len(text[end : leaf.span.end].rstrip())
    edit = TextEdit(stop, stop, newline + indent + signs)
    fixes.append(Fix("Close it at the end of the code", (edit,)))
    reaches = "the end of the post" if not text[leaf.span.end :].strip() else "the end of its list"
    return Found(
        Span(opening.start(1), end),
        "The block of code is never closed",
        f"Everything from here to {reaches} is shown as code.",
        tuple(fixes),
    )


RULES = (
    Rule(
        id="open-fence",
        family=Family.STRUCTURE,
        title="A block of code that is never closed",
        why="Readers see the rest of the post as program code.",
        severity=Severity.ERROR,
        check=_open_fence,
        example=Example(
            bad="---\ntitle: Data\n---\n```\nferry,boats\n\nThe table lists all boats.\n",
            good="---\ntitle: Data\n---\n```\nferry,boats\n```\n\nThe table lists all boats.\n",
        ),
    ),
    Rule(
        id="open-bold",
        family=Family.STRUCTURE,
        title="Bold text that is never closed",
        why="Readers see stars in place of bold text.",
        severity=Severity.ERROR,
        check=_open_bold,
        example=Example(
            bad="---\ntitle: Ferry strike\n---\nThe **strike ends on Monday.\n",
            good="---\ntitle: Ferry strike\n---\nThe strike ends on Monday.\n",
        ),
    ),
    Rule(
        id="open-italic",
        family=Family.STRUCTURE,
        title="Italic text that is never closed",
        why="Readers see a star in place of italic text.",
        severity=Severity.NOTE,
        check=_open_italic,
        example=Example(
            bad="---\ntitle: Ferry strike\n---\nThe *Harbour Post reported it first.\n",
            good="---\ntitle: Ferry strike\n---\nThe Harbour Post reported it first.\n",
        ),
    ),
)
