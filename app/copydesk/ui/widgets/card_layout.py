"""Cards set in lines, once for a width, and painted."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout, QTextOption

from copydesk.core.text.positions import utf16_length
from copydesk.ui.widgets.direction import runs_right_to_left

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QTextLine

    from copydesk.ui.theme.theme import Theme
    from copydesk.ui.widgets.cards import Card

PAD_PX = 14
_TEXT_LEFT_PX = 36
_PAD_TOP_PX = 9
_PAD_BOTTOM_PX = 10
_DOT_PX = 9
_HEAD_LINE_PX = 19
_SMALL_LINE_PX = 17
_MORE_GAP_PX = 4
_BETWEEN = "\u00a0· "
_KEPT = 2_000


class CardLayout:
    """One card at one width.

    Attributes:
        height_px: All of it.
    """

    def __init__(self, card: Card, width_px: int, bold: QFont, small: QFont) -> None:
        room = max(80, width_px - _TEXT_LEFT_PX - PAD_PX)
        self._head = _set(card.headline, bold, room, _HEAD_LINE_PX)
        text, self._links = _with_links(card)
        self._body = _set(text, small, room, _SMALL_LINE_PX)
        self._more = _set(card.more, small, room, _SMALL_LINE_PX)
        self._body_top = _PAD_TOP_PX + self._head.lineCount() * _HEAD_LINE_PX
        self._more_top = self._body_top + self._body.lineCount() * _SMALL_LINE_PX
        bottom = self._more_top
        if card.more:
            self._more_top += _MORE_GAP_PX
            bottom = self._more_top + self._more.lineCount() * _SMALL_LINE_PX
        self.height_px = bottom + _PAD_BOTTOM_PX

    def link_at(self, point: QPointF) -> int:
        """The number of the link at a point of the card, -1 for none."""
        for number in range(len(self._links)):
            if any(area.contains(point) for area in self.link_areas(number)):
                return number
        return -1

    def link_areas(self, number: int) -> list[QRectF]:
        """Where a link stands in the card, line by line."""
        start, length = self._links[number]
        areas = []
        for index in range(self._body.lineCount()):
            line = self._body.lineAt(index)
            first, last = line.textStart(), line.textStart() + line.textLength()
            low, high = max(start, first), min(start + length, last)
            if low < high:
                left, right = sorted((_x(line, low), _x(line, high)))
                top = self._body_top + index * _SMALL_LINE_PX
                areas.append(QRectF(_TEXT_LEFT_PX + left, top, right - left, _SMALL_LINE_PX))
        return areas

    def paint(self, painter: QPainter, at: QPointF, card: Card, theme: Theme, link: int) -> None:
        """Paints it with its top left corner at a point; the link of that number is marked."""
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(card.tone))
        top = _PAD_TOP_PX + (_HEAD_LINE_PX - _DOT_PX) / 2
        painter.drawEllipse(QRectF(at.x() + PAD_PX, at.y() + top, _DOT_PX, _DOT_PX))
        left = at.x() + _TEXT_LEFT_PX
        painter.setPen(theme.color("ink"))
        self._head.draw(painter, QPointF(left, at.y() + _PAD_TOP_PX))
        painter.setPen(theme.color("soft"))
        accent = QTextCharFormat()
        accent.setForeground(theme.color("accent"))
        marked = QTextCharFormat(accent)
        marked.setFontUnderline(True)
        formats = [
            _range(start, length, marked if number == link else accent)
            for number, (start, length) in enumerate(self._links)
        ]
        self._body.draw(painter, QPointF(left, at.y() + self._body_top), formats)
        if card.more:
            self._more.draw(painter, QPointF(left, at.y() + self._more_top))


class CardSetter:
    """Sets cards for one width, and remembers what it set: a list asks for the same ones often."""

    def __init__(self, theme: Theme) -> None:
        self._bold = theme.ui_font(13, bold=True)
        self._small = theme.ui_font(12)
        self._width_px = 0
        self._set: OrderedDict[Card, CardLayout] = OrderedDict()

    def use_width(self, width_px: int) -> bool:
        """Sets for that width from now on; whether it is another one."""
        if width_px == self._width_px:
            return False
        self._width_px = width_px
        self._set.clear()
        return True

    def layout(self, card: Card) -> CardLayout:
        """The card, set."""
        found = self._set.get(card)
        if found is None:
            found = self._set[card] = CardLayout(card, self._width_px, self._bold, self._small)
            if len(self._set) > _KEPT:
                self._set.popitem(last=False)
        return found


def _with_links(card: Card) -> tuple[str, list[tuple[int, int]]]:
    """Detail and links as one text; where each link starts and how long it is, in UTF-16 units."""
    text, places = card.detail, []
    for number, link in enumerate(card.links):
        if number:
            text += _BETWEEN
        elif text:
            text += "  "
        label = link.label.replace(" ", "\u00a0")  # a link goes to the next line as a whole
        places.append((utf16_length(text), utf16_length(label)))
        text += label
    return text, places


def _set(text: str, font: QFont, room_px: int, line_px: int) -> QTextLayout:
    layout = QTextLayout(text, font)
    if not text:
        return layout
    option = QTextOption()
    if runs_right_to_left(text):
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room_px)
        # Lines of one height, whatever script they are in.
        line.setPosition(QPointF(0, top + (line_px - line.height()) / 2))
        top += line_px
    layout.endLayout()
    return layout


def _x(line: QTextLine, position: int) -> float:
    result: object = line.cursorToX(position)
    return float(result[0]) if isinstance(result, tuple) else float(str(result))


def _range(start: int, length: int, style: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, style
    return made
