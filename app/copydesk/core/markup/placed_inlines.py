"""markdown-it-py's inline parser, made to tell where in the source everything stands."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from markdown_it.rules_inline import StateInline

from copydesk.core.markup.commonmark_parser import make_parser
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

InlineKind = Literal[
    "em", "strong", "strike", "code", "link", "image", "address", "html", "footnote", "break"
]

_OBJECT = "\ufffc"
_DEEPEST_INLINE = 20
_PAIRS: dict[str, InlineKind] = {"em": "em", "strong": "strong", "s": "strike", "link": "link"}
# Tokens that stand for a stretch of source from their first to their last character.
_SPANNED = frozenset(
    ("link_open", "image", "code_inline", "html_inline", "text_special", "footnote_ref")
)


@dataclass(frozen=True, slots=True)
class Inline:
    """One mark inside a passage.

    Attributes:
        kind: "address" is a bare or bracketed URL, "break" a forced line break.
        span: In the source, its signs included.
        inner: What it marks, without its signs: a link's text, an image's description.
        href: Where a link leads, where an image is; as written, percent signs normalised.
        title: A link's or an image's.
        bare: Whether an address stands without angle brackets.
    """

    kind: InlineKind
    span: Span
    inner: Span
    href: str = ""
    title: str = ""
    bare: bool = False


class Words:
    """What a reader reads of a passage, and where each letter of it stands in the source.

    A line break is one space, a forced one a line feed. What is not words (code, images,
    addresses, templates) is one U+FFFC.
    """

    __slots__ = ("_ends", "_runs", "text")

    def __init__(self, pieces: Sequence[tuple[str, int, int]]) -> None:
        """Takes pieces in order: their words, and the source positions they start and end at."""
        self.text = "".join(piece[0] for piece in pieces)
        self._runs: list[tuple[int, int, int]] = []
        self._ends: list[int] = []
        at = 0
        for words, start, end in pieces:
            if words:
                self._runs.append((at, start, end))
                at += len(words)
                self._ends.append(at)

    def span(self, start: int, end: int) -> Span:
        """The source of the words ``start <= position < end``, marks between them included."""
        if not self._runs:
            return Span(0, 0)
        if end <= start:
            place = self._place(start)
            return Span(place, place)
        last = self._place(end - 1, after=True)
        return Span(min(self._place(start), last), last)

    def _place(self, position: int, *, after: bool = False) -> int:
        index = min(bisect_right(self._ends, position), len(self._runs) - 1)
        at, start, end = self._runs[index]
        length = self._ends[index] - at
        offset = position - at
        if end - start == length:  # as written
            return min(start + offset + (1 if after else 0), end)
        return end if after or offset >= length else start


class PlacedParser:
    """Reads blocks, then the inlines of each, for one text."""

    def __init__(self, *, mdx: bool = False) -> None:
        """Takes whether the text is MDX, which has neither HTML blocks nor indented code."""
        self._md = _parser(mdx=mdx)
        self._env: dict[str, Any] = {}

    def blocks(self, text: str) -> tuple[list[Token], dict[str, Any]]:
        """The block tokens of a text and its link definitions, by label."""
        tokens: list[Token] = []
        self._env = {}
        self._md.block.parse(text, self._md, self._env, tokens)
        return tokens, self._env.get("references", {})

    def inline(
        self, content: str, places: Sequence[int], source: str
    ) -> tuple[Words, tuple[Inline, ...]]:
        """The words and marks of one block's content.

        Args:
            content: As the block parser gives it.
            places: The source position of each character of it, and of its end.
            source: The whole text.
        """
        tokens: list[Token] = []
        state = _PlacedState(content, self._md, self._env, tokens)
        self._md.inline.tokenize(state)
        for rule in self._md.inline.ruler2.getRules(""):
            rule(state)
        return _Collector(content, places, source).collect(tokens)


def _parser(*, mdx: bool) -> MarkdownIt:
    if mdx not in _made:
        md = make_parser()
        md.options["maxNesting"] = _DEEPEST_INLINE
        # What no page may show ("file:") is a link all the same, to be found and put right.
        md.validateLink = _is_any  # type: ignore[assignment]  # the library's way to set it
        # They join pieces of text, whose places would be lost.
        md.inline.ruler2.disable(["fragments_join", "plain_specials", "gfm_mail"])
        for rule in md.inline.ruler.__rules__:
            rule.fn = _telling(rule.fn)
        md.inline.ruler.__compile__()
        if mdx:
            md.block.ruler.disable(["code", "html_block"])
        _made[mdx] = md
    return _made[mdx]


_made: dict[bool, MarkdownIt] = {}


def _is_any(_url: str) -> bool:
    return True


def _telling(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """The rule, which notes from where to where the first thing it finds reaches."""

    def telling(state: StateInline, silent: bool) -> bool:
        start, first = state.pos, len(state.tokens)
        found = rule(state, silent)
        if found and not silent:
            for token in state.tokens[first:]:
                if token.type in _SPANNED:
                    token.meta["span"] = (start, state.pos)
                    break
        return found

    return telling


class _PlacedState(StateInline):
    """Notes where each token starts."""

    def __init__(self, *args: Any) -> None:
        self._pending_at = 0
        self._last_push = (-1, 0)
        super().__init__(*args)

    def append_pending(self, text: str) -> None:
        if not self.pending:
            self._pending_at = self.pos
        super().append_pending(text)

    @property
    def pending(self) -> str:
        return StateInline.pending.fget(self)  # type: ignore[attr-defined,no-any-return]  # a property of the base

    @pending.setter
    def pending(self, value: str) -> None:
        if value and hasattr(self, "pos") and not self.pending:
            self._pending_at = self.pos
        StateInline.pending.fset(self, value)  # type: ignore[attr-defined]  # as above

    def pushPending(self) -> Token:  # noqa: N802 - the base's name
        at = self._pending_at
        token = super().pushPending()
        token.meta["at"] = at
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        # The signs of a run of emphasis are pushed one by one before the position moves on.
        at, count = self._last_push
        count = count + 1 if at == self.pos and ttype == "text" else 0
        self._last_push = (self.pos, count)
        token.meta["at"] = self.pos + count
        return token


class _Collector:
    """Turns the tokens of one content into words and marks."""

    def __init__(self, content: str, places: Sequence[int], source: str) -> None:
        self._content, self._places, self._source = content, places, source
        self._pieces: list[tuple[str, int, int]] = []
        self._inlines: list[Inline] = []
        self._open: list[tuple[Token, int]] = []
        self._address: str | None = None  # the words of the address being read

    def collect(self, tokens: Sequence[Token]) -> tuple[Words, tuple[Inline, ...]]:
        for token in tokens:
            if token.nesting > 0:
                self._opened(token)
            elif token.nesting < 0:
                self._closed(token)
            else:
                self._leaf(token)
        found = sorted(self._inlines, key=lambda one: (one.span.start, -one.span.end))
        return Words(self._pieces), tuple(found)

    def _place(self, position: int) -> int:
        return self._places[max(0, min(position, len(self._places) - 1))]

    def _span(self, start: int, end: int) -> Span:
        if end <= start:
            return Span(self._place(start), self._place(start))
        return Span(self._place(start), self._place(end - 1) + 1)

    def _opened(self, token: Token) -> None:
        self._open.append((token, token.meta.get("at", 0)))
        if token.type == "link_open" and _is_address(token):
            self._address = ""

    def _closed(self, token: Token) -> None:
        if not self._open:
            return
        opening, at = self._open.pop()
        kind = _PAIRS.get(opening.type.removesuffix("_open"))
        closes = token.meta.get("at", 0)
        if kind is None:
            return
        if kind == "link":
            self._link(opening, at, closes)
            return
        width = len(opening.markup)
        # markdown-it pairs the inner signs of a run first; which of them is kept is its affair.
        start, end = self._signs(at, width, closing=False), self._signs(closes, width, closing=True)
        self._inlines.append(
            Inline(kind, self._span(start, end), self._span(start + width, end - width))
        )

    def _signs(self, at: int, width: int, *, closing: bool) -> int:
        """Where a pair's opening signs start, or where its closing ones end."""
        if width == 1:
            return at + 1 if closing else at
        sign = self._content[at : at + 1]
        if closing:
            return at + 2 if self._content[at + 1 : at + 2] == sign else at + 1
        return at if self._content[at + 1 : at + 2] == sign else at - 1

    def _link(self, token: Token, at: int, closes: int) -> None:
        href, title = str(token.attrs.get("href", "")), str(token.attrs.get("title", ""))
        start, end = token.meta.get("span", (at, closes))
        if _is_address(token):
            bracketed = self._content[start : start + 1] == "<"
            if not bracketed:  # a scheme is found at its colon
                start = end - len(self._address or "")
            inner = (start + 1, end - 1) if bracketed else (start, end)
            span, self._address = self._span(start, end), None
            self._pieces.append((_OBJECT, span.start, span.end))
            self._inlines.append(
                Inline("address", span, self._span(*inner), href, bare=not bracketed)
            )
            return
        inner = (start + 1, closes)
        self._inlines.append(
            Inline("link", self._span(start, end), self._span(*inner), href, title)
        )

    def _leaf(self, token: Token) -> None:
        at = token.meta.get("at", 0)
        match token.type:
            case "text":
                self._text(token, at)
            case "softbreak" | "hardbreak":
                place = self._place(at)
                self._pieces.append((" " if token.type == "softbreak" else "\n", place, place + 1))
                if token.type == "hardbreak":
                    self._inlines.append(
                        Inline("break", Span(place, place + 1), Span(place, place))
                    )
            case "text_special":
                start, end = token.meta.get("span", (at, at + len(token.markup)))
                span = self._span(start, end)
                self._pieces.append((token.content, span.start, span.end))
            case "code_inline" | "image" | "html_inline" | "footnote_ref":
                self._object(token, at)
            case _:
                pass

    def _text(self, token: Token, at: int) -> None:
        if self._address is not None:
            self._address += token.content
            return
        if not token.content:
            return
        if self._content[at : at + len(token.content)] != token.content:
            found = self._content.find(token.content, max(0, at - 8))
            at = found if found >= 0 else at
        # A text of several lines has the marks of its block between them.
        for start, end in self._stretches(at, at + len(token.content)):
            words = self._content[start:end].replace("\n", " ")
            span = self._span(start, end)
            self._pieces.append((words, span.start, span.end))

    def _stretches(self, start: int, end: int) -> list[tuple[int, int]]:
        """The content between two positions, cut where the source has something in between."""
        end = min(end, len(self._places) - 1)
        if end <= start:
            return []
        if self._places[end - 1] - self._places[start] == end - 1 - start:
            return [(start, end)]
        cuts = [start]
        cuts += [n for n in range(start + 1, end) if self._places[n] != self._places[n - 1] + 1]
        return list(zip(cuts, [*cuts[1:], end], strict=True))

    def _object(self, token: Token, at: int) -> None:
        start, end = token.meta.get("span", (at, at + len(token.content)))
        span = self._span(start, end)
        if token.type == "html_inline":
            self._inlines.append(Inline("html", span, span))
            return
        if token.type == "footnote_ref":
            self._inlines.append(Inline("footnote", span, span))
            return
        self._pieces.append((_OBJECT, span.start, span.end))
        if token.type == "code_inline":
            width = len(token.markup)
            inner = self._span(start + width, end - width)
            self._inlines.append(Inline("code", span, inner))
            return
        alt = self._span(start + 2, start + 2 + len(token.content))
        src, title = str(token.attrs.get("src", "")), str(token.attrs.get("title", ""))
        self._inlines.append(Inline("image", span, alt, src, title))


def _is_address(token: Token) -> bool:
    return token.info == "auto"
