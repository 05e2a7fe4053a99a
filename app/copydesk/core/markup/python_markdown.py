"""Python-Markdown with its "extra" extensions, for MkDocs, Pelican and folders without a site."""

from __future__ import annotations

import contextlib
import re
import xml.etree.ElementTree as ET
from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

from markdown import Markdown

from copydesk.core.markup.blocks import Block, block_id, numbered
from copydesk.core.markup.numbering import Numbering, slug
from copydesk.core.markup.sanitise import label_embeds
from copydesk.core.markup.source_lines import TrackedHtml, lines_after_fences

if TYPE_CHECKING:
    from copydesk.core.markup.finish import Finish

_NEWLINES = re.compile(r"\r\n?|\n")
_STASHED = re.compile("\x02[^\x03]*\x03")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# How the first line of an element looks that shares its piece of text with the one before it.
_FIRST_LINE = {
    **dict.fromkeys(_HEADINGS, re.compile(r"#|.*\n *(?:=+|-+) *$")),
    "hr": re.compile(r" {0,3}[-_*]"),
    "blockquote": re.compile(r" {0,3}>"),
}
_Known = tuple[str, str]


class PythonMarkdownEngine:
    """Renders the whole text each time; only what changed is cleaned again."""

    name = "python-markdown"
    label = "Python-Markdown"

    def __init__(self, finish: Finish) -> None:
        self._finish = finish
        self._md = Markdown(
            extensions=["extra", "sane_lists", "codehilite"],
            extension_configs={"codehilite": {"guess_lang": False, "css_class": "highlight"}},
            output_format="html",
        )
        self._html_blocks = TrackedHtml(self._md)
        self._md.preprocessors.register(self._html_blocks, "html_block", 20)
        self._known: dict[str, _Known] = {}

    def render(self, body: str, first_line: int) -> list[Block]:
        """The blocks of a text; see `Engine.render`."""
        source = _NEWLINES.sub("\n", body)
        if not source.strip():
            return []
        self._md.reset()
        text, origin = self._preprocess(source)
        root, starts = self._parse(text, origin)
        for processor in self._md.treeprocessors:
            replaced = processor.run(root)
            if replaced is not None:
                root = replaced
        _name_headings(root)
        return self._blocks(root, starts, source.split("\n"), first_line)

    def _preprocess(self, source: str) -> tuple[list[str], list[int]]:
        """The lines for the block parser, and the source line of each."""
        lines = source.split("\n")
        origin = list(range(len(lines)))
        for processor in self._md.preprocessors:
            before = lines
            lines = processor.run(lines)
            if processor is self._html_blocks:
                steps = self._html_blocks.lines
            elif len(lines) == len(before) or lines[: len(before)] == before:
                steps = list(range(len(lines)))
            else:
                try:
                    steps = lines_after_fences(before, lines)
                except ValueError:
                    steps = _by_text(before, lines)
            last = len(origin) - 1
            origin = [origin[min(step, last)] for step in steps[: len(lines)]]
            origin += [origin[-1]] * (len(lines) - len(origin))
            origin = list(accumulate(origin, max))
        return lines, origin

    def _parse(
        self, lines: list[str], origin: list[int]
    ) -> tuple[ET.Element, dict[ET.Element, int]]:
        """What `BlockParser.parseDocument` does, noting where the top elements come from."""
        parser = self._md.parser
        root = parser.root = ET.Element(self._md.doc_tag)
        blocks = "\n".join(lines).split("\n\n")
        positions = _Positions(blocks)
        starts: dict[ET.Element, int] = {}
        while blocks:
            line = positions.line_of_first(blocks)
            block = blocks[0]
            count = len(root)
            for processor in parser.blockprocessors:
                if processor.test(root, blocks[0]) and processor.run(root, blocks) is not False:
                    break
            if len(root) > count:
                line += len(block) - len(block.lstrip("\n"))
            own_lines = block.lstrip("\n").split("\n")
            at = 0
            for element in root[count:]:
                if at or element is not root[count]:
                    at = _first_line(element, own_lines, at)
                starts[element] = origin[min(line + at, len(origin) - 1)]
        return root, starts

    def _blocks(
        self,
        root: ET.Element,
        starts: dict[ET.Element, int],
        lines: list[str],
        first_line: int,
    ) -> list[Block]:
        filled = [number for number, line in enumerate(lines) if line.strip()]
        # What was added behind the text, the footnotes, has no lines.
        firsts = list(accumulate((starts.get(child, len(lines)) for child in root), max))
        known, self._known = self._known, {}
        blocks = []
        for index, child in enumerate(root):
            raw = self._md.serializer(child).strip()
            for processor in self._md.postprocessors:
                raw = processor.run(raw)
            html, identity = self._finished(raw.strip(), known)
            if not html:
                continue
            start = min(firsts[index], len(lines))
            following = firsts[index + 1] if index + 1 < len(firsts) else len(lines)
            last = bisect_left(filled, following) - 1
            end = max(start, filled[last] + 1 if last >= 0 else start)
            blocks.append(Block(identity, html, first_line + start, first_line + end))
        return numbered(blocks)

    def _finished(self, raw: str, known: dict[str, _Known]) -> _Known:
        finished = self._known.get(raw) or known.get(raw)
        if finished is None:
            html = self._finish.html(label_embeds(raw))
            html = html + "\n" if html.strip() else ""
            finished = (html, block_id(html))
        self._known[raw] = finished
        return finished


class _Positions:
    """Finds the line of the first of the blocks that are still to be parsed.

    The processors take blocks from the front and put back what they leave of the first; the rest
    of the list is untouched.
    """

    def __init__(self, blocks: list[str]) -> None:
        self._all = list(blocks)
        self._starts = [0, *accumulate(block.count("\n") + 2 for block in blocks)]

    def line_of_first(self, blocks: list[str]) -> int:
        """The line of ``blocks[0]``, counted in what the preprocessors put out."""
        put_back = 0
        for index, block in enumerate(blocks):
            at = len(self._all) - (len(blocks) - index)
            if at >= 0 and self._all[at] is block:
                return max(0, self._starts[at] - put_back)
            # What is put back ended where the next block is two line ends away.
            put_back += block.count("\n") + 2
        return max(0, self._starts[-1] - put_back)


def _first_line(element: ET.Element, lines: list[str], after: int) -> int:
    """The line of an element that does not begin its piece of text."""
    pattern = _FIRST_LINE.get(str(element.tag))
    for number in range(after, len(lines)):
        if pattern is not None and pattern.match("\n".join(lines[number : number + 2])):
            return number
    return min(after + 1, len(lines) - 1)


def _by_text(before: list[str], after: list[str]) -> list[int]:
    """For each line the next one above that has the same text; near enough where all else fails."""
    result = []
    at = 0
    for line in after:
        if line.strip():
            with contextlib.suppress(ValueError):
                at = before.index(line, at)
        result.append(at)
    return result


def _name_headings(root: ET.Element) -> None:
    numbering = Numbering()
    for element in root.iter():
        if element.tag in _HEADINGS:
            named = element.get("id")
            if not named:
                text = _STASHED.sub("", "".join(element.itertext()))
                named = slug(text)
            element.set("id", numbering.heading(named))
