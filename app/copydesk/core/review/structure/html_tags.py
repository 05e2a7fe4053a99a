"""HTML in a post whose tags don't pair."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from copydesk.core.review.finding import Fix, Found, Severity
from copydesk.core.review.rule import Example, Family, Rule
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options

_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style|textarea)\b[^<>]*>.*?(?:</(?P=raw)\s*>|\Z)"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?![\w-])"
    r"(?:\"[^\"]*\"|'[^']*'|[^'\"<>])*>",
    re.DOTALL | re.IGNORECASE,
)
# Elements that need a closing tag. Those whose end may be left out (li, p, td) are not among
# them, nor are void ones: HTML Living Standard, sections 13.1.2 and 13.1.2.4.
_PAIRED = frozenset(
    [
        "a",
        "abbr",
        "address",
        "article",
        "aside",
        "audio",
        "b",
        "blockquote",
        "button",
        "center",
        "cite",
        "code",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "em",
        "fieldset",
        "figcaption",
        "figure",
        "font",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "i",
        "iframe",
        "ins",
        "kbd",
        "label",
        "main",
        "mark",
        "nav",
        "object",
        "ol",
        "pre",
        "q",
        "s",
        "samp",
        "section",
        "select",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "summary",
        "sup",
        "svg",
        "table",
        "u",
        "ul",
        "var",
        "video",
    ]
)
_MOST_TAGS = 5_000


class _Tag(NamedTuple):
    """A tag: its element, where it stands, and whether it closes."""

    name: str
    span: Span
    closes: bool


def _tags(draft: Draft) -> list[_Tag]:
    """The tags of the post that a browser gets as tags, in order."""
    # HTML that is indented far below other HTML is code to the parser; it still pairs with it.
    pieces = [
        (leaf.span, leaf.kind == "code")
        for leaf in draft.manuscript.leaves
        if leaf.kind in ("html", "code")
    ]
    pieces += [
        (inline.span, False)
        for passage in draft.manuscript.passages
        for inline in passage.inlines
        if inline.kind == "html"
    ]
    found: list[_Tag] = []
    depth = 0
    for span, is_code in sorted(pieces):
        if is_code and depth <= 0:
            continue
        for match in _TAG.finditer(draft.text, span.start, span.end):
            name = (match["name"] or "").lower()
            if name not in _PAIRED or match.group().endswith("/>"):
                continue
            closes = bool(match["close"])
            depth += -1 if closes else 1
            found.append(_Tag(name, Span(match.start(), match.end()), closes))
    return found[:_MOST_TAGS]


def _check(draft: Draft, _options: Options) -> Iterator[Found]:
    # MDX reads tags its own way and refuses a page where they don't pair.
    if draft.path.suffix == ".mdx" or "<" not in draft.text:
        return
    unclosed: list[_Tag] = []
    waiting: list[_Tag] = []
    open_names: dict[str, int] = {}
    stray: list[_Tag] = []
    for tag in _tags(draft):
        if not tag.closes:
            waiting.append(tag)
            open_names[tag.name] = open_names.get(tag.name, 0) + 1
        elif not open_names.get(tag.name):
            stray.append(tag)
        else:
            while waiting:
                last = waiting.pop()
                open_names[last.name] -= 1
                if last.name == tag.name:
                    break
                unclosed.append(last)
    ends = _paragraph_ends(draft)
    yield from (_unclosed(tag, ends) for tag in [*unclosed, *waiting])
    yield from (_stray(tag) for tag in stray)


def _paragraph_ends(draft: Draft) -> dict[int, int]:
    """Where the paragraph ends that a tag of some position stands in."""
    return {
        inline.span.start: passage.span.end
        for passage in draft.manuscript.passages
        for inline in passage.inlines
        if inline.kind == "html"
    }


def _unclosed(tag: _Tag, ends: dict[int, int]) -> Found:
    remove = Fix("Remove the tag", (TextEdit(tag.span.start, tag.span.end, ""),))
    fixes = [remove]
    end = ends.get(tag.span.start)
    if end is not None:
        close = TextEdit(end, end, f"</{tag.name}>")
        fixes.append(Fix("Close it at the end of the paragraph", (close,)))
    return Found(
        tag.span,
        f"<{tag.name}> is never closed",
        f"What follows is inside it too, up to a </{tag.name}>.",
        tuple(fixes),
    )


def _stray(tag: _Tag) -> Found:
    return Found(
        tag.span,
        f"</{tag.name}> closes nothing",
        f"There is no <{tag.name}> open before it.",
        (Fix("Remove the tag", (TextEdit(tag.span.start, tag.span.end, ""),)),),
    )


RULES = (
    Rule(
        id="html-pairs",
        family=Family.STRUCTURE,
        title="HTML tags that don’t pair",
        why="An open tag can make the rest of the page bold, or break its layout.",
        severity=Severity.WARNING,
        check=_check,
        example=Example(
            bad="---\ntitle: Ferry strike\n---\nThe <b>strike ends on Monday.\n",
            good="---\ntitle: Ferry strike\n---\nThe strike ends on Monday.\n",
        ),
    ),
)
