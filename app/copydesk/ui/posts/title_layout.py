"""Titles set in at most two lines, shaped once and kept."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QTextLayout, QTextOption

from copydesk.ui.widgets.direction import runs_right_to_left

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPainter

_KEPT = 1_000
_LINES = 2
_KERNING_MARGIN = 0.06


@dataclass(frozen=True, slots=True)
class SetTitle:
    """A title ready to be painted.

    Attributes:
        layout: The shaped text.
        lines: How many lines it takes, 1 or 2.
        whole: Whether all of it shows; else it ends in an ellipsis.
    """

    layout: QTextLayout
    lines: int
    whole: bool

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Paints it in the painter's pen with its top left corner there."""
        self.layout.draw(painter, QPointF(x, y))


class _Advances(dict[str, float]):
    """How wide each letter is by itself, measured once."""

    def __init__(self, metrics: QFontMetricsF) -> None:
        super().__init__()
        self._metrics = metrics

    def __missing__(self, letter: str) -> float:
        width = self[letter] = self._metrics.horizontalAdvance(letter)
        return width


class TitleSetter:
    """Sets titles in one font for one width, and remembers what it set.

    Shaping costs 20 to 60 µs a title and the list asks for the same ones at every paint.
    """

    def __init__(self, font: QFont, line_height_px: int) -> None:
        self._font = font
        self._line_height_px = line_height_px
        self._metrics = QFontMetricsF(font)
        self._advances = _Advances(self._metrics)
        self._width_px = 0
        self._set: OrderedDict[str, SetTitle] = OrderedDict()
        self._line_counts: dict[str, int] = {}

    @property
    def width_px(self) -> int:
        """How wide a line may be."""
        return self._width_px

    def use_width(self, width_px: int) -> None:
        """Sets titles for that width from now on."""
        if width_px != self._width_px:
            self._width_px = width_px
            self._set.clear()
            self._line_counts.clear()

    def line_count(self, title: str) -> int:
        """How many lines the title takes, without shaping each line of it."""
        lines = self._line_counts.get(title)
        if lines is None:
            lines = 1 if self._fits(title) else _LINES
            self._line_counts[title] = lines
        return lines

    def _fits(self, title: str) -> bool:
        if title.isascii():
            # 2 µs where shaping takes 20; kerning moves a title's width by less than the margin.
            about = sum(map(self._advances.__getitem__, title))
            if abs(about - self._width_px) > self._width_px * _KERNING_MARGIN:
                return about < self._width_px
        return self._metrics.horizontalAdvance(title) <= self._width_px

    def set_title(self, title: str) -> SetTitle:
        """The title, shaped."""
        found = self._set.get(title)
        if found is not None:
            self._set.move_to_end(title)
            return found
        made = self._shape(title)
        self._set[title] = made
        if len(self._set) > _KEPT:
            self._set.popitem(last=False)
        return made

    def _shape(self, title: str) -> SetTitle:
        if self.line_count(title) == 1:
            return SetTitle(self._laid_out(title), 1, whole=True)
        layout = self._laid_out(title)
        if layout.lineCount() <= _LINES:
            return SetTitle(layout, _LINES, whole=True)
        # Qt counts UTF-16 units, so the cut is made in that encoding.
        units = title.encode("utf-16-le", "surrogatepass")
        start = layout.lineAt(_LINES - 1).textStart() * 2
        first = units[:start].decode("utf-16-le", "surrogatepass").rstrip()
        rest = units[start:].decode("utf-16-le", "surrogatepass")
        cut = self._metrics.elidedText(rest, Qt.TextElideMode.ElideRight, self._width_px)
        return SetTitle(self._laid_out(f"{first}\u2028{cut}"), _LINES, whole=False)

    def _laid_out(self, text: str) -> QTextLayout:
        right_to_left = runs_right_to_left(text)
        option = QTextOption(
            Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
        )
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
        )
        # AlignRight means "the end" of right-to-left text unless it is said to be absolute.
        option.setAlignment(option.alignment() | Qt.AlignmentFlag.AlignAbsolute)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout = QTextLayout(text, self._font)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self._width_px)
            # A line box of fixed height, the text in its middle, so that rows of any script agree.
            line.setPosition(QPointF(0, top + (self._line_height_px - line.height()) / 2))
            top += self._line_height_px
        layout.endLayout()
        return layout
