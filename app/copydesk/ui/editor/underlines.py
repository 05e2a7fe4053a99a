"""Wavy lines under words that something was found about; they move with the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QPixmap, QPolygonF

from copydesk.core.review.following import FollowedSpans
from copydesk.ui.editor.view_geometry import bands, visible_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QRect

    from copydesk.core.text.edits import TextEdit
    from copydesk.core.text.positions import Span
    from copydesk.ui.editor.bridge import Bridge
    from copydesk.ui.editor.text_view import TextView
    from copydesk.ui.theme.theme import Theme

# Half a wave is so wide, and a whole one so high.
_STEP_PX = 2.0
_HEIGHT_PX = 2.0
# From the middle of a line down to its wave, in lines.
_BELOW_MIDDLE = 0.38
_SHORTEST_PX = 6.0
_TILE_PX = 4.0


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
        self._tiles: dict[tuple[str, bool], QPixmap] = {}
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
        """Draws those that an area of the viewport needs: at a key that is one line."""
        wanted = area.toRectF()
        blocks = []
        for block, place in visible_blocks(self._view):
            if place.top() > wanted.bottom():
                break
            if place.bottom() >= wanted.top():
                blocks.append((block, place))
        if not blocks:
            return
        last = blocks[-1][0]
        low = self._bridge.from_qt(blocks[0][0].position())
        high = self._bridge.from_qt(last.position() + last.length() - 1)
        in_sight = self._in_sight(low, high)
        for block, place in blocks if in_sight else ():
            start, end = block.position(), block.position() + block.length()
            for begins, ends, tone in in_sight:
                if begins < end and ends >= start and (ends > start or begins == ends):
                    for band in bands(block, place, begins, ends):
                        # What ends with a row has nothing in the row after it.
                        if band.width() > 0 or begins == ends:
                            self._draw(painter, band, tone)

    def _in_sight(self, low: int, high: int) -> list[tuple[int, int, str]]:
        """From where to where those between two positions go, in Qt's, with their tones."""
        to_qt = self._bridge.to_qt
        return [
            (to_qt(max(span.start, low)), to_qt(min(span.end, high)), self._underlines[number].tone)
            for number, span in self._spans.between(low, high)
        ]

    def _draw(self, painter: QPainter, band: QRectF, tone: str) -> None:
        top = band.center().y() + self._view.spaced_layout.pitch_px * _BELOW_MIDDLE
        width = max(band.width(), _SHORTEST_PX)
        painter.drawTiledPixmap(QRectF(band.left(), top - 3, width, _TILE_PX), self._tile(tone))

    def _tile(self, tone: str) -> QPixmap:
        """One wave, drawn once for a colour and a screen: a line for each word would take long."""
        key = (tone, self._theme.is_dark)
        ratio = self._view.devicePixelRatioF()
        tile = self._tiles.get(key)
        if tile is None or tile.devicePixelRatioF() != ratio:
            colour = self._theme.color(tone)
            tile = QPixmap(round(2 * _STEP_PX * ratio), round(_TILE_PX * ratio))
            tile.setDevicePixelRatio(ratio)
            tile.fill(Qt.GlobalColor.transparent)
            painter = QPainter(tile)
            painter.setRenderHint(painter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour, 1.1))
            low, high = 1.0 + _HEIGHT_PX, 1.0
            turns = ((-1.0, high), (0.0, low), (1.0, high), (2.0, low), (3.0, high))
            painter.drawPolyline(QPolygonF([QPointF(x * _STEP_PX, y) for x, y in turns]))
            painter.end()
            self._tiles[key] = tile
        return tile
