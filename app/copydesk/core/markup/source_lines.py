"""Which source line each line is from that Python-Markdown's preprocessors hand on.

Two of them change how many lines there are: the one that takes fenced code out, and the one that
takes raw HTML out. Both leave a placeholder. Everything else goes line by line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.extensions.md_in_html import HTMLExtractorExtra
from markdown.preprocessors import Preprocessor

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown import Markdown

_PLACEHOLDER = re.compile("\x02wzxhzdk:[0-9]+\x03")
_FENCE_PLACEHOLDER = re.compile("\n\x02wzxhzdk:[0-9]+\x03\n")


class TrackedHtml(Preprocessor):
    """Takes raw HTML out as the "extra" extension does, and notes where each line came from.

    Attributes:
        lines: For each line of the last output, the line of its input.
    """

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.lines: list[int] = [0]

    def run(self, lines: list[str]) -> list[str]:
        """Called by Python-Markdown."""
        extractor = _Extractor(self.md)
        extractor.feed("\n".join(lines))
        extractor.close()
        result = "".join(extractor.cleandoc).split("\n")
        self.lines = extractor.pieces.lines
        return result


class _Pieces(list[str]):
    """The pieces of output, each noted with the input line at which the parser was."""

    def __init__(self, extractor: _Extractor) -> None:
        super().__init__()
        self._extractor = extractor
        self._line_is_empty = True
        self.block_start: int | None = None
        self.lines = [0]

    def append(self, piece: str) -> None:
        line = self._extractor.getpos()[0] - 1
        stashed = _PLACEHOLDER.match(piece) is not None
        if stashed and self.block_start is not None:
            # Raw HTML is put out when it ends.
            line, self.block_start = self.block_start, None
        super().append(piece)
        for number, part in enumerate(piece.split("\n")):
            if number:
                self.lines.append(line if stashed else line + number)
                self._line_is_empty = True
            if part and self._line_is_empty:
                self.lines[-1] = line if stashed else line + number
                self._line_is_empty = False


class _Extractor(HTMLExtractorExtra):
    """The extension's own parser with a list that looks on."""

    def reset(self) -> None:
        super().reset()
        self.pieces = _Pieces(self)
        self.cleandoc: list[str] = self.pieces

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        outside = not self._is_inside()
        super().handle_starttag(tag, attrs)
        if outside and self._is_inside():
            self.pieces.block_start = self.getpos()[0] - 1

    def _is_inside(self) -> bool:
        stack: list[str] = self.mdstack  # type: ignore[attr-defined]  # the stubs leave it out
        return self.inraw or bool(stack)


def lines_after_fences(before: Sequence[str], after: Sequence[str]) -> list[int]:
    """For each line that the fenced code extension put out, the line of its input.

    Args:
        before: Its input.
        after: Its output.

    Raises:
        ValueError: The two don't fit each other.
    """
    source, result = "\n".join(before), "\n".join(after)
    lines: list[int] = []
    position = line = at = 0
    for found in _FENCE_PLACEHOLDER.finditer(result):
        kept = result[at : found.start()]
        count = kept.count("\n")
        lines += range(line, line + count + 1)
        position += len(kept)
        line += count
        fence = FencedBlockPreprocessor.FENCED_BLOCK_RE.match(source, position)
        if fence is None:
            raise ValueError("a placeholder where no fence was")
        lines.append(line)
        position = fence.end()
        line += fence.group().count("\n")
        at = found.end()
    lines += range(line, line + result.count("\n", at) + 1)
    if len(lines) != len(after):
        raise ValueError("lines were lost")
    return lines
