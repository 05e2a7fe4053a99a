"""Where lines are on screen: bands behind text, and what the mouse points at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextBlock, QTextLine
    from PySide6.QtWidgets import QPlainTextEdit


def visible_blocks(view: QPlainTextEdit) -> Iterator[tuple[QTextBlock, QRectF]]:
    """The blocks in the viewport, each with its place there."""
    block = view.firstVisibleBlock()
    offset = view.contentOffset()
    bottom = view.viewport().height()
    geometry = view.blockBoundingGeometry(block).translated(offset)
    top = geometry.top()
    while block.isValid() and top <= bottom:
        if block.isVisible():
            rect = view.blockBoundingRect(block)
            yield block, QRectF(offset.x(), top, rect.width(), rect.height())
            top += rect.height()
        block = block.next()


def bands(block: QTextBlock, place: QRectF, start: int, end: int) -> Iterator[QRectF]:
    """The areas behind a block's text from ``start`` to ``end`` (Qt positions), line by line.

    They have the height of the line's whole pitch, so that those of two lines touch.
    """
    layout, origin = block.layout(), block.position()
    length = block.length()
    low, high = max(0, start - origin), min(end - origin, length)
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        first, last = line.textStart(), line.textStart() + line.textLength()
        if last < low or first > high or (last == low and number + 1 < layout.lineCount()):
            continue
        left, right = _x(line, max(low, first)), _x(line, min(high, last))
        if high > last and number + 1 == layout.lineCount():
            right += 6  # the line end is selected too
        half = _half_gap(block)
        yield QRectF(
            place.x() + min(left, right),
            place.y() + line.y() - half,
            abs(right - left),
            line.height() + 2 * half,
        )


def onto_line(view: QPlainTextEdit, point: QPointF) -> QPointF:
    """The point, moved up or down off the gap between two lines onto the line it belongs to.

    Qt takes a point between two lines for the end of the upper one.
    """
    for block, place in visible_blocks(view):
        if not place.top() <= point.y() < place.bottom():
            continue
        layout = block.layout()
        half = _half_gap(block)
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            top = place.y() + line.y()
            if point.y() < top + line.height() + half:
                low, high = top + 1, top + line.height() - 1
                return QPointF(point.x(), min(max(point.y(), low), high))
        line = layout.lineAt(layout.lineCount() - 1)
        return QPointF(point.x(), place.y() + line.y() + line.height() - 1)
    return point


def _x(line: QTextLine, position: int) -> float:
    result: object = line.cursorToX(position)
    return float(result[0]) if isinstance(result, tuple) else float(str(result))


def _half_gap(block: QTextBlock) -> float:
    return block.layout().lineAt(0).y()
