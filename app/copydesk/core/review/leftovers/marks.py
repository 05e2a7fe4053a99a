"""Marks of those who worked on a post: merge markers, suggestions, comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.core.review.finding import Fix, Found, Severity
from copydesk.core.review.rule import Example, Family, Rule
from copydesk.core.text.critic import MarkKind, marks_in
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options
    from copydesk.core.text.critic import Mark

# Git writes seven of each sign, and a name after a space.
_MERGE = re.compile(
    r"(?:\A|(?<=[\r\n]))(?P<sign><{7}|\|{7}|={7}|>{7})(?:[ \t][^\r\n]*)?(?=[\r\n]|\Z)"
)
_LINE_END = re.compile(r"\r\n|\n|\r")
_HTML_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"[^\W\d_]{2,}")
_NOTE = re.compile(r"\b(?:todo|fixme|tk|note|nb|check|verify|confirm|ask|fact)\b", re.IGNORECASE)
# What programs read: excerpts, linters, formatters, tables of contents.
_FOR_PROGRAMS = re.compile(
    r"\s*/?(?:more|excerpt|truncate|toc|tocstop|prettier|markdownlint|vale|eslint|textlint|cspell"
    r"|spell-?checker|doctoc|wp:|lint|ignore|end|start|begin|region|endregion|include|generated"
    r"|html-validate|alex|license|copyright|spdx|all-contributors|\[|\{|#)\b",
    re.IGNORECASE,
)
# Fewer words name a part of the post.
_FEWEST_WORDS = 4
_LONGEST_SHOWN = 60


def _merge(draft: Draft, _options: Options) -> Iterator[Found]:
    lines = [match for match in _MERGE.finditer(draft.text) if not _in_code(draft, match.start())]
    index = 0
    while index < len(lines):
        if lines[index]["sign"][0] != "<":
            if lines[index]["sign"][0] == ">" and lines[index].group() != ">>>>>>>":
                yield _one_marker(draft, lines[index])
            index += 1
            continue
        end = next(
            (at for at in range(index + 1, len(lines)) if lines[at]["sign"][0] in "<>"), len(lines)
        )
        if end < len(lines) and lines[end]["sign"][0] == ">":
            conflict = lines[index : end + 1]
            index = end + 1
            yield _conflict(draft, conflict)
        else:
            yield _one_marker(draft, lines[index])
            index += 1


def _in_code(draft: Draft, position: int) -> bool:
    return any(
        leaf.span.start <= position < leaf.span.end
        for leaf in draft.manuscript.leaves
        if leaf.kind in ("fence", "code")
    )


def _one_marker(draft: Draft, line: re.Match[str]) -> Found:
    return Found(
        Span(line.start(), line.end()),
        "A mark of a merge is left",
        "Git puts it where two versions of a post contradict each other.",
        (Fix("Remove it", (TextEdit(line.start(), _after(draft.text, line), ""),)),),
    )


def _conflict(draft: Draft, lines: list[re.Match[str]]) -> Found:
    text = draft.text
    fixes: tuple[Fix, ...] = ()
    middle = next((line for line in lines if line["sign"][0] == "="), None)
    if middle is not None:
        base = next((line for line in lines if line["sign"][0] == "|"), middle)
        first, last = lines[0], lines[-1]
        ours = (
            TextEdit(first.start(), _after(text, first), ""),
            TextEdit(min(base.start(), middle.start()), _after(text, last), ""),
        )
        theirs = (
            TextEdit(first.start(), _after(text, middle), ""),
            TextEdit(last.start(), _after(text, last), ""),
        )
        fixes = (Fix("Keep the first version", ours), Fix("Keep the second version", theirs))
    return Found(
        Span(lines[0].start(), lines[-1].end()),
        "Two versions of this part are left from a merge",
        "Choose one of them, or write a third, and take the marks out.",
        fixes,
    )


def _after(text: str, line: re.Match[str]) -> int:
    ending = _LINE_END.match(text, line.end())
    return ending.end() if ending else line.end()


def _suggestions(draft: Draft, _options: Options) -> Iterator[Found]:
    text = draft.original
    for mark in marks_in(text):
        if not mark.kind.suggests:
            continue
        accepted = mark.new.of(text) if mark.new else ""
        rejected = mark.old.of(text) if mark.old else ""
        yield Found(
            mark.span,
            "A suggestion is still open",
            _by(mark) + _told(rejected, accepted),
            (
                Fix("Accept it", (TextEdit(mark.span.start, mark.span.end, accepted),)),
                Fix("Reject it", (TextEdit(mark.span.start, mark.span.end, rejected),)),
            ),
            in_original=True,
        )


def _told(old: str, new: str) -> str:
    if not old:
        return f"Add “{_short(new)}”."
    return f"Write “{_short(new)}” for “{_short(old)}”." if new else f"Leave out “{_short(old)}”."


def _by(mark: Mark) -> str:
    return f"{mark.author}: " if mark.author else ""


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST_SHOWN else words[: _LONGEST_SHOWN - 1] + "…"


def _comments(draft: Draft, _options: Options) -> Iterator[Found]:
    """One for a thread, with the highlight that it is about; none for one about a suggestion."""
    text = draft.original
    marks = marks_in(text)
    threads: dict[int, list[Mark]] = {}
    for number, mark in enumerate(marks):
        if mark.kind is MarkKind.COMMENT:
            threads.setdefault(number if mark.head is None else mark.head, []).append(mark)
    for number, mark in enumerate(marks):
        if mark.head is not None or mark.kind.suggests:
            continue
        thread = threads.get(number, [])
        edits = [TextEdit(one.span.start, one.span.end, "") for one in thread]
        if mark.kind is MarkKind.HIGHLIGHT:
            edits.insert(0, TextEdit(mark.span.start, mark.span.end, mark.text.of(text)))
        if thread:
            first, label = thread[0], "Remove it"
            sentence = "A resolved comment is in the text" if first.done else "A comment is open"
            detail = f"{_by(first)}“{_short(first.text.of(text))}”"
        else:
            sentence, label = "A stretch of the text is marked", "Remove the mark"
            detail = "Its mark is for those who edit."
        yield Found(mark.span, sentence, detail, (Fix(label, tuple(edits)),), in_original=True)


def _html(draft: Draft, _options: Options) -> Iterator[Found]:
    if "<!--" not in draft.text:
        return
    spans = [leaf.span for leaf in draft.manuscript.leaves if leaf.kind == "html"]
    spans += [
        inline.span
        for passage in draft.manuscript.passages
        for inline in passage.inlines
        if inline.kind == "html"
    ]
    for span in sorted(spans):
        for match in _HTML_COMMENT.finditer(draft.text, span.start, span.end):
            words = _TAG.sub(" ", match.group(1))
            if _FOR_PROGRAMS.match(words):
                continue
            if len(_WORD.findall(words)) < _FEWEST_WORDS and not _NOTE.search(words):
                continue
            if draft.text.count(match.group()) > 2:
                continue  # a program wrote it
            yield Found(
                Span(match.start(), match.end()),
                "A hidden comment is in the text",
                f"“{_short(words)}” can be read in the page’s source.",
                (Fix("Remove it", (TextEdit(match.start(), match.end(), ""),)),),
            )


RULES = (
    Rule(
        id="merge-marker",
        family=Family.LEFTOVERS,
        title="Marks of a merge",
        why="Readers would see both versions and the marks between them.",
        severity=Severity.ERROR,
        check=_merge,
        example=Example(
            bad=(
                "---\ntitle: Ferry strike ends\n---\n"
                "<<<<<<< HEAD\nOn Monday.\n=======\nOn Tuesday.\n>>>>>>> desk\n"
            ),
            good="---\ntitle: Ferry strike ends\n---\nOn Monday.\n",
        ),
    ),
    Rule(
        id="open-suggestions",
        family=Family.LEFTOVERS,
        title="A suggestion that nobody accepted or rejected",
        why="A site shows the marks of a suggestion, the old words and the new ones.",
        severity=Severity.ERROR,
        check=_suggestions,
        example=Example(
            bad="---\ntitle: Ferry strike ends\n---\nBoats sail on {~~Tuesday~>Monday~~}.\n",
            good="---\ntitle: Ferry strike ends\n---\nBoats sail on Monday.\n",
        ),
    ),
    Rule(
        id="open-comments",
        family=Family.LEFTOVERS,
        title="A comment or a highlight in the text",
        why="A site shows it to readers; it was meant for those who edit.",
        severity=Severity.WARNING,
        check=_comments,
        example=Example(
            bad="---\ntitle: Ferry strike ends\n---\nBoats sail on Monday.{>>Sure?<<}\n",
            good="---\ntitle: Ferry strike ends\n---\nBoats sail on Monday.\n",
        ),
    ),
    Rule(
        id="html-comment",
        family=Family.LEFTOVERS,
        title="A comment in HTML",
        why="It is not on the page, but anybody can read it in the page’s source.",
        severity=Severity.NOTE,
        check=_html,
        example=Example(
            bad="---\ntitle: Ferry strike ends\n---\n<!-- Check with the union -->\nOn Monday.\n",
            good="---\ntitle: Ferry strike ends\n---\n\nOn Monday.\n",
        ),
    ),
)
