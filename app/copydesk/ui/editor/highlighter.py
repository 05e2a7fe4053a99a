"""Colours for Markdown, one block at a time and only for blocks that are looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextLayout

from copydesk.core.text.critic_stretches import StretchKind, stretches
from copydesk.core.text.inlines import LONGEST_LINE
from copydesk.core.text.line_marks import MarkKind, line_marks
from copydesk.core.text.positions import utf16_offsets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QTextBlock

    from copydesk.core.text.critic import Mark
    from copydesk.core.text.line_marks import LineState
    from copydesk.core.text.lines import LineIndex
    from copydesk.ui.theme.theme import Theme

_ITALIC = frozenset({"em"})
_BOLD = frozenset({"strong", "heading"})
_COLOURS: dict[MarkKind, str] = {
    "mark": "faint",
    "url": "faint",
    "html": "faint",
    "comment": "faint",
    "quote": "soft",
    "code": "soft",
    "link": "accent",
    "key": "soft",
    "strike": "soft",
}


_GROUNDS: dict[StretchKind, str] = {"added": "ins", "deleted": "deleted", "commented": "cmt"}
# Who made a mark and when is for lists; in the text it takes no room that can be seen.
_METADATA_PX = 1


class Lines(Protocol):
    """Tells what a line is part of."""

    def state_of(self, line: int) -> LineState:
        """What the 0-based line is part of."""


class Highlighter:
    """Gives blocks their formats.

    A block's user state says in which epoch it was coloured. What changes the colours of a whole
    text, such as a fence typed at its top or another theme, only starts a new epoch; each block
    follows when it is next seen. QSyntaxHighlighter would walk through all of them at once: 125 ms
    at 1 MB.

    Attributes:
        epoch: The present one.
        folded: Whether the first block stands for folded fields, and is painted as such.
        marks: The suggestions and comments of the text, in order.
    """

    def __init__(self, theme: Theme, lines: Lines, index: LineIndex) -> None:
        """Colours lines by what they are part of, and by the marks at their places."""
        self._theme = theme
        self._lines = lines
        self._index = index
        self.marks: Sequence[Mark] = ()
        self._mark_formats: dict[StretchKind, QTextCharFormat] = {}
        self.epoch = 0
        self.folded = False
        self._formats: dict[MarkKind, QTextCharFormat] = {}
        self._hidden = QTextCharFormat()
        self._hidden.setForeground(QColor(0, 0, 0, 0))
        self.dress()

    def dress(self) -> None:
        """Takes the theme's colours and starts a new epoch."""
        kinds: tuple[MarkKind, ...] = (*_COLOURS, "em", "strong", "heading")
        for kind in kinds:
            style = QTextCharFormat()
            if kind in _COLOURS:
                style.setForeground(self._theme.color(_COLOURS[kind]))
            if kind in _BOLD:
                style.setFontWeight(QFont.Weight.Bold)
            if kind in _ITALIC:
                style.setFontItalic(True)
            if kind == "strike":
                style.setFontStrikeOut(True)
            self._formats[kind] = style
        self._dress_marks()
        self.epoch += 1

    def _dress_marks(self) -> None:
        for kind, token in _GROUNDS.items():
            style = QTextCharFormat()
            style.setBackground(self._theme.color(token))
            # On these grounds only ink is sure to be read.
            style.setForeground(self._theme.color("ink"))
            style.setFontStrikeOut(kind == "deleted")
            self._mark_formats[kind] = style
        sign = QTextCharFormat()
        sign.setForeground(self._theme.color("faint"))
        hidden = QTextCharFormat(self._hidden)
        hidden.setProperty(QTextCharFormat.Property.FontPixelSize, _METADATA_PX)
        self._mark_formats |= {"sign": sign, "metadata": hidden}

    def start_epoch(self) -> None:
        """Lets every block be coloured anew when it is next seen."""
        self.epoch += 1

    def colour(self, block: QTextBlock) -> None:
        """Colours a block that the layout comes to; what was laid out before is laid out anew."""
        layout = block.layout()
        before = layout.formats()
        ranges = self._ranges(block)
        block.setUserState(self.epoch)
        if ranges or before:
            layout.setFormats(self._around_input(layout, ranges))
            if layout.lineCount():
                layout.clearLayout()

    def recolour(self, block: QTextBlock) -> None:
        """Colours a block that was just edited, before Qt lays it out again."""
        layout = block.layout()
        layout.setFormats(self._around_input(layout, self._ranges(block)))
        block.setUserState(self.epoch)

    def _ranges(self, block: QTextBlock) -> list[QTextLayout.FormatRange]:
        line = block.text()
        number = block.blockNumber()
        if self.folded and not number:
            return [_range(0, len(line) + 1, self._hidden)]
        if not line or len(line) > LONGEST_LINE:
            return []
        marks = line_marks(line, self._lines.state_of(number))
        suggested = self._suggested(number, len(line))
        styled = [
            (mark.start, mark.end, self._formats[mark.kind])
            for mark in marks
            # The signs of a replacement look like those of struck out words.
            if not suggested or mark.kind != "strike"
        ]
        styled += suggested
        offsets = utf16_offsets(line)
        if offsets is None:
            return [_range(start, end - start, style) for start, end, style in styled]
        return [
            _range(offsets[start], offsets[end] - offsets[start], style)
            for start, end, style in styled
        ]

    def _suggested(self, number: int, length: int) -> list[tuple[int, int, QTextCharFormat]]:
        """The formats of marks in a line, by columns."""
        if not self.marks or number >= len(self._index):
            return []
        start = self._index.start(number)
        return [
            (part.start - start, part.end - start, self._mark_formats[part.kind])
            for part in stretches(self.marks, start, start + length)
        ]

    @staticmethod
    def _around_input(
        layout: QTextLayout, ranges: list[QTextLayout.FormatRange]
    ) -> list[QTextLayout.FormatRange]:
        """The ranges, moved aside for what an input method is composing, whose own stay."""
        length = len(layout.preeditAreaText())
        if not length:
            return ranges
        start = layout.preeditAreaPosition()
        own = [r for r in layout.formats() if start <= r.start < start + length]
        result = []
        for one in ranges:
            if one.start >= start:
                result.append(_range(one.start + length, one.length, one.format))
            elif one.start + one.length > start:
                result.append(_range(one.start, one.length + length, one.format))
            else:
                result.append(one)
        return result + own


def _range(start: int, length: int, style: QTextCharFormat) -> QTextLayout.FormatRange:
    result = QTextLayout.FormatRange()
    result.start, result.length, result.format = start, length, style
    return result
