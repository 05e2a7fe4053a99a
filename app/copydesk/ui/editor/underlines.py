"""Wavy lines under words that something was found about; they move with the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QPointF, Signal
from PySide6.QtGui import QPen, QPolygonF

from copydesk.core.review.following import FollowedSpans
from copydesk.ui.editor.view_geometry import bands, visible_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QRect, QRectF
    from PySide6.QtGui import QPainter

    from copydesk.core.text.edits import TextEdit
    from copydesk.core.text.positions import Span
    from copydesk.ui.editor.bridge import Bridge
    from copydesk.ui.editor.text_view import TextView
    from copydesk.ui.theme.theme import Theme

# Half a wave is so wide, and a whole one so high.
_STEP_PX = 2.0
_HEIGHT_PX = 2.0
# From the middle of a line down to its wave, in heights of its letters.
_BELOW_MIDDLE = 0.58
_SHORTEST_PX = 6.0


class Underline(NamedTuple):
    """One wavy line.

    Attributes:
        span: Under which part of the text; an empty one gets a short line.
        tone: The token of the theme it is drawn in.
        key: What it stands for, for whoever set it.
        tip: What is said where the mouse rests on it.
    """

    span: Span
    tone: str
    key: int
    tip: str


class Underlines(QObject):
    """The wavy lines of one editor.

    Signals:
        changed: Others are to be drawn.
    """

    changed = Signal()

    def __init__(self, view: TextView, bridge: Bridge, theme: Theme) -> None:
        super().__init__(view)
        self._view, self._bridge, self._theme = view, bridge, theme
        self._underlines: Sequence[Underline] = ()
        self._spans = FollowedSpans()
        self.changed.connect(view.viewport().update)

    def show(self, underlines: Sequence[Underline]) -> None:
        """Draws these, whose spans are of the present text."""
        if underlines or self._underlines:
            self._underlines = underlines
            self._spans = FollowedSpans([one.span for one in underlines])
            self.changed.emit()

    def follow(self, edits: Sequence[TextEdit]) -> None:
        """Moves them as edits, ordered and apart from each other, move the text."""
        if self._underlines:
            self._spans.follow(edits)

    def at(self, position: int) -> list[Underline]:
        """Those that a position of the text is in or at the end of."""
        found = []
        for number, one in enumerate(self._underlines):
            span = self._spans[number]
            if span is not None and span.start <= position <= span.end:
                found.append(one._replace(span=span))
        return found

    def __bool__(self) -> bool:
        """Whether there may be any."""
        return bool(self._underlines)

    @property
    def spans(self) -> list[Span]:
        """Where lines are drawn now."""
        every = (self._spans[number] for number in range(len(self._underlines)))
        return [span for span in every if span is not None]

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Draws those in sight that an area of the viewport needs."""
        wanted = area.toRectF()
        blocks = list(visible_blocks(self._view))
        if not blocks:
            return
        first, last = blocks[0][0], blocks[-1][0]
        low = self._bridge.from_qt(first.position())
        high = self._bridge.from_qt(last.position() + last.length() - 1)
        in_sight = self._in_sight(low, high)
        if not in_sight:
            return
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        for block, place in blocks:
            if not place.intersects(wanted):
                continue
            start, end = block.position(), block.position() + block.length()
            for begins, ends, tone in in_sight:
                if begins < end and ends >= start and (ends > start or begins == ends):
                    painter.setPen(QPen(self._theme.color(tone), 1.1))
                    for band in bands(block, place, begins, ends):
                        self._wave(painter, band)

    def _in_sight(self, low: int, high: int) -> list[tuple[int, int, str]]:
        """From where to where those between two positions go, in Qt's, with their tones."""
        found = []
        to_qt = self._bridge.to_qt
        for number, one in enumerate(self._underlines):
            span = self._spans[number]
            if span is not None and span.start <= high and span.end >= low:
                start, end = max(span.start, low), min(span.end, high)
                found.append((to_qt(start), to_qt(end), one.tone))
        return found

    def _wave(self, painter: QPainter, band: QRectF) -> None:
        middle = band.center().y() + self._view.fontMetrics().height() * _BELOW_MIDDLE
        x, right = band.left(), max(band.right(), band.left() + _SHORTEST_PX)
        points, up = [], False
        while x < right:
            points.append(QPointF(x, middle - _HEIGHT_PX if up else middle))
            x += _STEP_PX
            up = not up
        painter.drawPolyline(QPolygonF(points))
