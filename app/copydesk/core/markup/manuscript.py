"""A post's words and marks with their places in the source: what checks and tracing read.

Markdown is read as CommonMark with GitHub's extensions, whatever engine the site has: where the
two differ, the words are the same. Templates (``{{ … }}``, ``{% … %}``) and what MDX imports are
taken out before, as the site's generator takes them out; positions stay those of the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from copydesk.core.markup.placed_inlines import Inline, PlacedParser, Words
from copydesk.core.text.positions import Span, line_starts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown_it.token import Token

__all__ = ["Inline", "Leaf", "Manuscript", "Passage", "Reference", "Words", "read_manuscript"]

PassageKind = Literal["paragraph", "heading", "cell"]
LeafKind = Literal["fence", "code", "html", "rule"]

OBJECT = "\ufffc"
"""Stands in words for what is not words: code, an image, an address, a template."""

_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_MODULE_LINE = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)
# MDX, https://mdxjs.com/docs/what-is-mdx/: a component's tag on a line of its own is no text, and
# what stands between two is Markdown; comments are a program's.
_COMPONENT_LINE = re.compile(
    r"^[ \t]*</?[A-Z][\w.]*(?:[ \t][^<>\r\n]*)?>[ \t]*(?=\r|\n|\Z)", re.MULTILINE
)
_EXPRESSION_COMMENT = re.compile(r"\{/\*.*?\*/\}", re.DOTALL)
_LINE_END = re.compile(r"\r\n|\r")
_LEAVES: dict[str, LeafKind] = {
    "fence": "fence",
    "code_block": "code",
    "html_block": "html",
    "hr": "rule",
}


@dataclass(frozen=True, slots=True)
class Passage:
    """One run of words: a paragraph, a heading or a cell of a table.

    Attributes:
        kind: What it is.
        span: In the source, from its first word's line to the end of its last, marks included.
        words: What a reader reads, with the place of every letter.
        inlines: The marks in it, by their start; inner ones after those around them.
        level: 1 to 6 for a heading, else 0.
        within: What it stands in, outermost first: "bullet_list", "ordered_list", "list_item",
            "blockquote", "table", "footnote".
        underlined: Whether a heading is one by a line of dashes or equals signs below it.
    """

    kind: PassageKind
    span: Span
    words: Words
    inlines: tuple[Inline, ...]
    level: int = 0
    within: tuple[str, ...] = ()
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class Leaf:
    """A block without words: code, HTML, a rule.

    Attributes:
        kind: What it is.
        span: In the source, its fences included, without the line end after it.
        info: What a fence says of its code.
    """

    kind: LeafKind
    span: Span
    info: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A link definition: its label, normalised, its address, and the 0-based line it is on."""

    label: str
    href: str
    line: int


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A post's text as read.

    Attributes:
        text: The whole source.
        body_start: Where the text below the fields starts.
        passages: In order.
        leaves: In order.
        references: The link definitions.
        tokens: markdown-it's own, in order; their lines are 0-based from the body's first.
        starts: The start of each line of the body, as positions in the source.
    """

    text: str
    body_start: int
    passages: tuple[Passage, ...]
    leaves: tuple[Leaf, ...]
    references: tuple[Reference, ...]
    tokens: tuple[Token, ...]
    starts: tuple[int, ...]

    def lines(self, first: int, after: int) -> Span:
        """The span of the body's lines ``first <= line < after``, without the last line end."""
        if first >= len(self.starts):
            return Span(len(self.text), len(self.text))
        start = self.starts[first]
        end = self.starts[after] if after < len(self.starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def line_of(self, position: int) -> int:
        """The 0-based line of the body that holds a position of the source."""
        return bisect_right(self.starts, position) - 1


def read_manuscript(text: str, body_start: int = 0, *, mdx: bool = False) -> Manuscript:
    """Reads the text below the fields; never raises on what a user wrote.

    Args:
        text: The whole post.
        body_start: Where its own text starts.
        mdx: Whether lines of ``import`` and ``export`` are the program's.
    """
    body = text[body_start:]
    starts = tuple(start + body_start for start in line_starts(body))
    # Line ends become one character: lines, not positions, tie tokens to the source.
    plain = _without_templates(body, mdx=mdx)
    if "\r" in plain:
        plain = _LINE_END.sub("\n", plain)
    plain = plain.replace("\0", "\ufffd")
    parser = PlacedParser(mdx=mdx)
    tokens, definitions = parser.blocks(plain)
    reader = _Reader(text, body_start, starts, plain.split("\n"), parser)
    reader.read(tokens)
    return Manuscript(
        text,
        body_start,
        tuple(reader.passages),
        tuple(reader.leaves),
        _references(definitions),
        tuple(tokens),
        starts,
    )


def _without_templates(body: str, *, mdx: bool) -> str:
    """The body with templates masked, character for character; line ends stay."""
    if "{{" in body or "{%" in body:
        body = _TEMPLATE.sub(_masked, body)
    if mdx:
        body = _MODULE_LINE.sub(_blank, body)
        body = _COMPONENT_LINE.sub(_blank, body)
        body = _EXPRESSION_COMMENT.sub(_masked, body)
    return body


def _masked(found: re.Match[str]) -> str:
    return re.sub(r"[^\r\n]", OBJECT, found.group())


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _references(definitions: Mapping[str, Mapping[str, object]]) -> tuple[Reference, ...]:
    found = []
    for label, entry in definitions.items():
        place = entry.get("map")
        line = place[0] if isinstance(place, list) else 0
        found.append(Reference(label, str(entry.get("href", "")), line))
    return tuple(sorted(found, key=lambda one: one.line))


class _Reader:
    """Walks the tokens once."""

    def __init__(
        self,
        text: str,
        body_start: int,
        starts: Sequence[int],
        lines: list[str],
        parser: PlacedParser,
    ) -> None:
        self._text, self._body_start, self._starts = text, body_start, starts
        self._lines, self._parser = lines, parser
        self._within: list[str] = []
        self._cells = (-1, 0)  # the line of the last cell, and where in it the next one may start
        self.passages: list[Passage] = []
        self.leaves: list[Leaf] = []

    def read(self, tokens: Sequence[Token]) -> None:
        for index, token in enumerate(tokens):
            if token.type == "inline":
                self._passage(tokens[index - 1], token)
            elif token.type in _LEAVES and token.map:
                span = self._span(token.map[0], token.map[1])
                self.leaves.append(Leaf(_LEAVES[token.type], span, token.info.strip()))
            elif token.nesting > 0 and token.type.endswith("_open"):
                name = token.type.removesuffix("_open")
                self._within.append("footnote" if name == "footnote_reference" else name)
            elif token.nesting < 0 and self._within:
                self._within.pop()

    def _span(self, first: int, after: int) -> Span:
        start = self._starts[first] if first < len(self._starts) else len(self._text)
        end = self._starts[after] if after < len(self._starts) else len(self._text)
        while end > start and self._text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def _passage(self, opening: Token, token: Token) -> None:
        if not token.map:
            return
        kind: PassageKind = "paragraph"
        level = 0
        if opening.type == "heading_open":
            kind, level = "heading", int(opening.tag[1])
        elif opening.type in ("td_open", "th_open"):
            kind = "cell"
        places = self._places(token, cell=kind == "cell")
        words, inlines = self._parser.inline(token.content, places, self._text)
        end = places[-1] if places else self._starts[token.map[0]]
        start = places[0] if places else end
        underlined = kind == "heading" and opening.markup in ("-", "=")
        if kind == "heading" and opening.map:
            whole = self._span(opening.map[0], opening.map[1])
            start, end = min(start, whole.end), whole.end
            if not underlined:
                start = self._text.find("#", whole.start, start + 1)
                start = whole.start if start < 0 else start
        self.passages.append(
            Passage(kind, Span(start, end), words, inlines, level, self._context(), underlined)
        )

    def _context(self) -> tuple[str, ...]:
        plain = ("paragraph", "heading", "tr", "td", "th", "thead", "tbody")
        return tuple(name for name in self._within if name not in plain)

    def _places(self, token: Token, *, cell: bool) -> list[int]:
        """The source position of each character of the content, and of its end."""
        places: list[int] = []
        lines = token.content.split("\n")
        first = token.map[0] if token.map else 0
        for number, content in enumerate(lines):
            line = min(first + number, len(self._lines) - 1)
            begin = self._starts[line]
            at = self._column(line, content, cell=cell)
            if at >= 0:
                places.extend(range(begin + at, begin + at + len(content)))
            else:
                places.extend(self._loosely(line, content, cell=cell))
            if number + 1 < len(lines):
                places.append(begin + len(self._lines[line]))
        last = places[-1] + 1 if places else self._starts[first]
        places.append(min(last, len(self._text)))
        return places

    def _column(self, line: int, content: str, *, cell: bool) -> int:
        source = self._lines[line]
        if cell:
            after = self._cells[1] if self._cells[0] == line else 0
            at = source.find(content, after)
            self._cells = (line, at + len(content) if at >= 0 else after)
            return at
        if source.endswith(content):
            return len(source) - len(content)
        return source.rfind(content)

    def _loosely(self, line: int, content: str, *, cell: bool) -> list[int]:
        """Where the source spells a line otherwise: an escaped pipe, a tab, spaces trimmed."""
        source, begin = self._lines[line], self._starts[line]
        at = self._cells[1] if cell and self._cells[0] == line else 0
        places: list[int] = []
        for character in content:
            found = source.find(character, at)
            if found >= 0:
                at = found
            places.append(begin + min(at, len(source)))
            at = min(at + 1, len(source))
        if cell:
            self._cells = (line, at)
        return places
