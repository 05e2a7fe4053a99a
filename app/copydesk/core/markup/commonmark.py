"""CommonMark with GitHub's extensions, rendered again only where the text changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from copydesk.core.markup.blocks import Block, block_id, numbered
from copydesk.core.markup.commonmark_parser import make_parser, render_block
from copydesk.core.markup.html_groups import NO_MARKS, groups, html_marks
from copydesk.core.markup.numbering import Numbering, reference_id
from copydesk.core.markup.parts import Part, joined
from copydesk.core.markup.segments import Segment, Segments

if TYPE_CHECKING:
    from markdown_it.token import Token

    from copydesk.core.markup.finish import Finish

_LINE = re.compile(r' data-line="[^"]*"')
_NEWLINES = re.compile(r"\r\n?|\n")
# Rendered blocks that went out of the text and may come back: an undo, a fence closed again.
_MOST_REMEMBERED = 4_000


@dataclass(slots=True)
class _Content:
    """What is kept with a segment."""

    part: Part
    footnotes: tuple[tuple[str, int, Part], ...]


class CommonMarkEngine:
    """markdown-it-py, for Astro, Hugo, Eleventy, Jekyll and GitHub."""

    name = "commonmark"
    label = "CommonMark + GFM"

    def __init__(self, finish: Finish) -> None:
        self._finish = finish
        self._md = make_parser()
        self._segments = Segments(self._md)
        self._env: dict[str, Any] = {"references": {}, "footnotes": {"refs": {}}}
        self._remembered: dict[str, _Content] = {}
        self._joined: dict[str, Part] = {}

    def render(self, body: str, first_line: int) -> list[Block]:
        """The blocks of a text; see `Engine.render`."""
        if "\r" in body:
            body = _NEWLINES.sub("\n", body)
        gone = self._segments.update(body.replace("\0", "\ufffd"))
        self._remember(gone)
        segments = self._segments.all
        if self._segments.definitions_changed:
            self._take_definitions(segments)
        for segment in segments:
            if segment.content is None:
                segment.content = self._content(segment)
        numbering = Numbering()
        blocks = self._body_blocks(segments, first_line, numbering)
        notes = self._footnotes(segments, numbering)
        if notes:
            last = first_line + sum(segment.lines for segment in segments)
            blocks.append(Block(block_id(notes), notes, last, last))
        return numbered(blocks)

    def _remember(self, gone: list[Segment]) -> None:
        if len(self._remembered) > _MOST_REMEMBERED:
            self._remembered.clear()
        for segment in gone:
            if segment.content is not None:
                self._remembered[segment.source] = segment.content

    def _take_definitions(self, segments: list[Segment]) -> None:
        references: dict[str, dict[str, str]] = {}
        labels: dict[str, int] = {}
        for segment in segments:
            for label, href, title in segment.references:
                references.setdefault(label, {"href": href, "title": title})
            for name, _line, _tokens in segment.footnotes:
                labels.setdefault(":" + name, -1)
        if references == self._env["references"] and labels == self._env["footnotes"]["refs"]:
            return
        self._env = {"references": references, "footnotes": {"refs": labels}}
        self._remembered.clear()
        for segment in segments:
            if "[" in segment.source:
                segment.content = None

    def _content(self, segment: Segment) -> _Content:
        known = self._remembered.get(segment.source)
        if known is not None:
            segment.tokens = None
            return known
        tokens, footnotes = segment.tokens, segment.footnotes
        if tokens is None:
            again = self._segments.cut(segment.source)
            tokens = [token for piece in again for token in piece.tokens or ()]
            footnotes = tuple(note for piece in again for note in piece.footnotes)
        segment.tokens = None  # rendering changes them
        return _Content(
            self._part(tokens),
            tuple((label, line, self._part(inner)) for label, line, inner in footnotes),
        )

    def _part(self, tokens: list[Token]) -> Part:
        html, headings, references = render_block(self._md, tokens, self._env)
        is_raw = bool(tokens) and tokens[0].type == "html_block"
        marks = html_marks(html) if is_raw else NO_MARKS
        return Part(html, headings, references, marks, is_raw)

    def _body_blocks(
        self, segments: list[Segment], first_line: int, numbering: Numbering
    ) -> list[Block]:
        blocks: list[Block] = []
        ends = dict(groups([segment.content.part.html_marks for segment in segments]))
        joined_before, self._joined = self._joined, {}
        line = first_line
        index = 0
        while index < len(segments):
            segment = segments[index]
            part: Part = segment.content.part
            end = line + segment.used
            after = line + segment.lines
            last = ends.get(index)
            if last is not None:
                part = self._group(segments[index : last + 1], joined_before)
                for member in segments[index + 1 : last + 1]:
                    end = after + member.used
                    after += member.lines
                index = last
            html, identity = part.finished(self._finish, numbering)
            if html and not html.isspace():
                blocks.append(Block(identity, html, line, end))
            line = after
            index += 1
        return blocks

    def _group(self, members: list[Segment], known: dict[str, Part]) -> Part:
        key = "\0".join(f"{member.lines} {member.content.part.raw}" for member in members)
        part = self._joined.get(key) or known.get(key)
        if part is None:
            line = 0
            parts = []
            for member in members:
                parts.append((member.content.part, line))
                line += member.lines
            part = joined(parts)
        self._joined[key] = part
        return part

    def _footnotes(self, segments: list[Segment], numbering: Numbering) -> str:
        """The list of footnotes that were referred to, themselves numbered on the way."""
        if not numbering.footnotes():
            return ""
        defined: dict[str, Part] = {}
        for segment in segments:
            for label, _line, part in segment.content.footnotes:
                defined.setdefault(label, part)
        contents: list[tuple[str, str]] = []
        while len(contents) < len(numbering.footnotes()):
            label = numbering.footnotes()[len(contents)]
            part = defined.get(label, Part(""))
            contents.append((label, part.finished(self._finish, numbering)[0]))
        items = "".join(
            _footnote(number, html, numbering.references_to(label))
            for number, (label, html) in enumerate(contents, 1)
        )
        return f'<section class="footnotes"><ol>\n{items}</ol></section>\n'


def _footnote(number: int, html: str, references: int) -> str:
    back = "".join(
        f' <a href="#{reference_id(number, count)}" class="footnote-backref"'
        f' aria-label="Back to the text">↩</a>'
        for count in range(1, references + 1)
    )
    html = _LINE.sub("", html.rstrip())  # its lines are elsewhere
    html = html[:-4] + back + "</p>" if html.endswith("</p>") else html + back
    return f'<li id="fn-{number}">{html}</li>\n'
