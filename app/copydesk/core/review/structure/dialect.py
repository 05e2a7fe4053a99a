"""What is written in another Markdown than the site's, and shown there as plain signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.core.review.finding import Fix, Found, Severity
from copydesk.core.review.rule import Example, Family, Rule
from copydesk.core.review.structure.extensions import extensions_of
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span, newline_near

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options

    Detector = Callable[[Draft], Iterator[Found]]

_TASK = re.compile(r"\[[ xX]\]")
_HASHTAG = re.compile(r"#[^\W\d_]")
_NUMBERED = re.compile(r"[ \t>]*\d{1,9}(\))")
# Attribute lists: https://python-markdown.github.io/extensions/attr_list/
_ATTRIBUTES = re.compile(r"\{:[ \t]*(?:[.#][\w-]+|[\w-]+=[^{}\r\n]{1,200})[^{}\r\n]{0,300}\}")
_ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]+[a-z][\w-]*")
_ABBREVIATION = re.compile(r"\*\[[^\[\]\r\n]{1,100}\]:[ \t]+\S")
_DEFINITION = re.compile(r"[^:\s][^\r\n]{0,200}(?:\r\n|\n|\r):[ \t]+\S")
_DEFINITION_AT = re.compile(r"(?:\r\n|\n|\r)(:[ \t]+)")


def _strike(draft: Draft) -> Iterator[Found]:
    if "tilde" in extensions_of(draft.facts.site):
        return
    for passage in draft.manuscript.passages:
        for mark in passage.inlines:
            if mark.kind == "strike":
                edits = (
                    TextEdit(mark.span.start, mark.inner.start, "<del>"),
                    TextEdit(mark.inner.end, mark.span.end, "</del>"),
                )
                yield Found(
                    mark.span,
                    "The tildes are shown, nothing is struck out",
                    "The site’s engine knows <del> only.",
                    (Fix("Write <del>", edits),),
                )


def _tasks(draft: Draft) -> Iterator[Found]:
    if extensions_of(draft.facts.site) & {"tasklist", "mdx_checklist", "checklist"}:
        return
    for token in draft.manuscript.tokens:
        if token.type == "bullet_list_open" and token.attrs.get("class") and token.map:
            found = _TASK.search(draft.text, draft.manuscript.starts[token.map[0]])
            if found is not None:
                yield Found(
                    Span(found.start(), found.end()),
                    "The boxes to tick are shown as brackets",
                    "The site’s engine has no lists of tasks.",
                )


def _brackets(draft: Draft) -> Iterator[Found]:
    """Lists numbered "1)"."""
    tokens = draft.manuscript.tokens
    for index, token in enumerate(tokens):
        if token.type != "ordered_list_open" or token.markup != ")" or not token.map:
            continue
        edits = []
        for item in tokens[index + 1 :]:
            if item.type == "ordered_list_close" and item.level == token.level:
                break
            if item.type == "list_item_open" and item.level == token.level + 1 and item.map:
                start = draft.manuscript.starts[item.map[0]]
                sign = _NUMBERED.match(draft.text, start)
                if sign:
                    edits.append(TextEdit(sign.start(1), sign.end(1), "."))
        yield Found(
            draft.manuscript.lines(token.map[0], token.map[0] + 1),
            "The numbered list is shown as a paragraph",
            "The site’s engine knows numbers with a full stop only.",
            (Fix("Write full stops", tuple(edits)),) if edits else (),
        )


def _breaks(draft: Draft) -> Iterator[Found]:
    for passage in draft.manuscript.passages:
        for mark in passage.inlines:
            at = mark.span.start
            if mark.kind == "break" and draft.text[at : at + 1] == "\\":
                yield Found(
                    Span(at, at + 1),
                    "The backslash is shown, the line doesn’t end",
                    "The site’s engine breaks a line at two spaces before its end.",
                    (Fix("Write two spaces", (TextEdit(at, at + 1, "  "),)),),
                )


def _tables(draft: Draft) -> Iterator[Found]:
    tokens = draft.manuscript.tokens
    for index, token in enumerate(tokens):
        if token.type != "table_open" or not token.map or index < 3:
            continue
        before = tokens[index - 3]
        if before.type == "paragraph_open" and before.map and before.map[1] == token.map[0]:
            line = draft.manuscript.lines(token.map[0], token.map[0] + 1)
            newline = newline_near(draft.text, line.start)
            fix = Fix("Add a blank line", (TextEdit(line.start, line.start, newline),))
            yield Found(
                line,
                "The table is shown as part of the paragraph",
                "The site’s engine starts a table only after a blank line.",
                (fix,) if not token.level else (),
            )


def _alerts(draft: Draft) -> Iterator[Found]:
    for token in draft.manuscript.tokens:
        if token.type == "alert_open" and token.map:
            yield Found(
                draft.manuscript.lines(token.map[0], token.map[0] + 1),
                "The alert is shown as a quotation",
                "The site’s engine doesn’t know GitHub’s “[!NOTE]” and shows it as it stands.",
            )


def _hashtags(draft: Draft) -> Iterator[Found]:
    for passage in draft.manuscript.passages:
        start = passage.span.start
        if passage.kind == "paragraph" and _HASHTAG.match(draft.text, start):
            yield Found(
                Span(start, start + 1),
                "The hashtag becomes a big heading",
                "The site’s engine needs no space after a heading’s number sign.",
                (Fix("Write \\#", (TextEdit(start, start, "\\"),)),),
            )


def _attributes(draft: Draft) -> Iterator[Found]:
    if draft.facts.site.generator == "jekyll":  # kramdown knows them
        return
    for passage in draft.manuscript.passages:
        if "{:" not in passage.words.text:
            continue
        for match in _ATTRIBUTES.finditer(passage.words.text):
            span = passage.words.span(*match.span())
            yield Found(
                span,
                "The words in curly brackets are shown",
                "Classes and names in “{: … }” are unknown to the site’s engine.",
                (Fix("Remove them", (_with_space_before(draft, span),)),),
            )


def _with_space_before(draft: Draft, span: Span) -> TextEdit:
    start = span.start
    while start > 0 and draft.text[start - 1] in " \t":
        start -= 1
    return TextEdit(start, span.end, "")


def _blocks(draft: Draft) -> Iterator[Found]:
    """Admonitions, abbreviations and definition lists of Python-Markdown's extensions."""
    generator = draft.facts.site.generator
    for passage in draft.manuscript.passages:
        if passage.kind != "paragraph":
            continue
        start, end = passage.span.start, passage.span.end
        text = draft.text
        if found := _ADMONITION.match(text, start, end):
            yield Found(
                Span(found.start(), found.end()),
                "The marked box is shown as a paragraph",
                "Boxes that start with “!!!” are unknown to the site’s engine.",
            )
        elif (found := _ABBREVIATION.match(text, start, end)) and generator != "jekyll":
            yield Found(
                Span(start, found.end()),
                "The abbreviation’s meaning is shown as text",
                "“*[…]:” is unknown to the site’s engine.",
            )
        elif generator not in ("jekyll", "hugo") and _DEFINITION.match(text, start, end):
            sign = _DEFINITION_AT.search(text, start, end)
            yield Found(
                Span(sign.start(1), sign.start(1) + 1) if sign else passage.span,
                "The colon is shown, not a list of definitions",
                "A term with its meaning after a colon is unknown to the site’s engine.",
            )


_DETECTORS: dict[str, tuple[Detector, ...]] = {
    "python-markdown": (_strike, _tasks, _brackets, _breaks, _tables, _alerts, _hashtags),
    "commonmark": (_attributes, _blocks),
}


def _check(draft: Draft, _options: Options) -> Iterator[Found]:
    for detector in _DETECTORS[draft.facts.site.engine]:
        yield from detector(draft)


RULES = (
    Rule(
        id="other-dialect",
        family=Family.STRUCTURE,
        title="Markdown that the site’s engine does not know",
        why="Each engine has its own additions; those of another one are shown as plain signs.",
        severity=Severity.WARNING,
        check=_check,
        example=Example(
            bad="---\ntitle: Ferry strike\n---\nThe strike ends ~~today~~ on Monday.\n",
            good="---\ntitle: Ferry strike\n---\nThe strike ends <del>today</del> on Monday.\n",
            engine="python-markdown",
        ),
    ),
)
