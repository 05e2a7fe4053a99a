"""The text widget itself: its type, its measure, its margins. It knows nothing of posts."""

from __future__ import annotations

import math
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QGuiApplication,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from copydesk.ui.editor.spaced_layout import SpacedLayout
from copydesk.ui.editor.view_geometry import bands, onto_line, visible_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from copydesk.services.settings import Settings
    from copydesk.ui.theme.theme import Theme

_TEXT_PX = 14
_PITCH = 1.75
_SIDE_PX = 26
_TOP_PX = 18
_KEPT_LINES = 3
_ZOOM_STEP = 10
_ZOOM_LOWEST, _ZOOM_HIGHEST = 50, 300


class Mark(NamedTuple):
    """A stretch of text, in Qt's positions, with what is painted behind it."""

    start: int
    end: int
    colour: QColor


class TextView(QPlainTextEdit):
    """A QPlainTextEdit set like a page.

    Attributes:
        marked: Whether `marks` may have anything to give.

    Signals:
        scrolled_to_line (float): The editor scrolled; see `first_visible_line`.
    """

    scrolled_to_line = Signal(float)

    def __init__(self, theme: Theme, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._settings = settings
        self._quiet = 0
        self._told_line = 0.0
        self.marked = False
        text = QTextDocument(self)
        self.spaced_layout = SpacedLayout(text)
        text.setDocumentLayout(self.spaced_layout)
        text.setUndoRedoEnabled(False)
        text.setDocumentMargin(_TOP_PX)
        self.setDocument(text)
        self.setObjectName("editor")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursorWidth(2)
        option = text.defaultTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        text.setDefaultTextOption(option)
        self.dress()
        self.set_type()
        theme.changed.connect(self.dress)
        settings.changed.connect(self._on_setting)
        self.verticalScrollBar().valueChanged.connect(self._on_scroll)
        # Qt repaints where letters are; what is painted behind them reaches further.
        self.selectionChanged.connect(self.viewport().update)
        self.cursorPositionChanged.connect(self._keep_lines_around_cursor)

    # Type and measure --------------------------------------------------------------------------

    @Slot()
    def dress(self) -> None:
        """Takes the theme's colours."""
        palette = QPalette(self.palette())
        ink, paper = self._theme.color("ink"), self._theme.color("paper")
        palette.setColor(QPalette.ColorRole.Base, paper)
        palette.setColor(QPalette.ColorRole.Text, ink)
        palette.setColor(QPalette.ColorRole.Highlight, self._selection_colour())
        palette.setColor(QPalette.ColorRole.HighlightedText, ink)
        self.setPalette(palette)
        self.viewport().update()

    def _selection_colour(self) -> QColor:
        accent, paper = self._theme.color("accent"), self._theme.color("paper")
        share = 0.34 if self._theme.is_dark else 0.22
        parts = (
            round(a * share + p * (1 - share))
            for a, p in (
                (accent.red(), paper.red()),
                (accent.green(), paper.green()),
                (accent.blue(), paper.blue()),
            )
        )
        return QColor(*parts)

    @Slot()
    def set_type(self) -> None:
        """Takes the size of the type and the measure from the settings."""
        px = max(6, round(_TEXT_PX * self._settings.values.zoom / 100))
        line = self.first_visible_line()
        self.spaced_layout.pitch_px = float(round(px * _PITCH))
        font = self._theme.mono_font(px)
        self.setFont(font)
        self.document().setDefaultFont(font)
        metrics = QFontMetricsF(font)
        self.setTabStopDistance(4 * metrics.horizontalAdvance(" "))
        self._measure_px = metrics.horizontalAdvance("0") * self._settings.values.wrap_width
        self._set_margins()
        self.scroll_to_line(line)

    @Slot(str)
    def _on_setting(self, name: str) -> None:
        if name in ("zoom", "wrap_width"):
            self.set_type()

    def zoom(self, steps: int) -> None:
        """Makes the type larger or smaller, here and wherever else the setting counts; 0 resets."""
        percent = self._settings.values.zoom + steps * _ZOOM_STEP if steps else 100
        self._settings.set("zoom", max(_ZOOM_LOWEST, min(percent, _ZOOM_HIGHEST)))

    def _set_margins(self) -> None:
        free = self.width() - self.verticalScrollBar().sizeHint().width() - self._measure_px
        side = max(_SIDE_PX, round(free / 2)) - _TOP_PX
        margins = self.viewportMargins()
        if margins.left() != side:
            self.setViewportMargins(side, 0, side, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the measure, the line at the top, and the cursor's line in sight."""
        line = self.first_visible_line()
        cursor, height = self.cursorRect(), event.oldSize().height()
        seen = cursor.top() >= 0 and cursor.bottom() <= height
        self.spaced_layout.room_px = max(0.0, self.viewport().height() * 0.5)
        self._set_margins()
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scroll_to_line(line)
        if seen and event.size().height() < height:  # a bar opened above or below
            self._keep_lines_around_cursor()

    # Scrolling ---------------------------------------------------------------------------------

    def first_visible_line(self) -> float:
        """The 0-based line at the top; its fraction is how far the line itself is scrolled by."""
        block = self.firstVisibleBlock()
        hidden = self.verticalScrollBar().value() - block.firstLineNumber()
        count = max(1, block.lineCount())
        return block.blockNumber() + min(max(0, hidden) / count, 0.999)

    def scroll_to_line(self, line: float) -> None:
        """Puts a line at the top without telling anybody."""
        number = max(0, min(int(line), self.document().blockCount() - 1))
        block = self.document().findBlockByNumber(number)
        with self.quiet():
            bar = self.verticalScrollBar()
            self.blockBoundingRect(block)
            within = int((line - number) * max(1, block.lineCount()))
            bar.setValue(block.firstLineNumber() + max(0, within))

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """Scrolling meanwhile is not the editor's doing."""
        self._quiet += 1
        try:
            yield
        finally:
            self._quiet -= 1
            self._told_line = self.first_visible_line()

    @Slot()
    def _on_scroll(self) -> None:
        line = self.first_visible_line()
        if not self._quiet and line != self._told_line:
            self._told_line = line
            self.scrolled_to_line.emit(line)

    @Slot()
    def _keep_lines_around_cursor(self) -> None:
        """Keeps some lines in sight above and below the cursor's, except under the mouse."""
        if not self.isVisible() or QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        rect, height, pitch = (
            self.cursorRect(),
            self.viewport().height(),
            self.spaced_layout.pitch_px,
        )
        kept = min(_KEPT_LINES * pitch, height / 3)
        bar = self.verticalScrollBar()
        if rect.bottom() + kept > height:
            bar.setValue(bar.value() + math.ceil((rect.bottom() + kept - height) / pitch))
        elif rect.top() < kept and bar.value():
            bar.setValue(bar.value() - math.ceil((kept - rect.top()) / pitch))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls, or zooms with Ctrl."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    # The mouse ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Takes a point between two lines for the nearer one."""
        super().mousePressEvent(self._on_line(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """As `mousePressEvent`."""
        super().mouseMoveEvent(self._on_line(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """As `mousePressEvent`."""
        super().mouseReleaseEvent(self._on_line(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """As `mousePressEvent`."""
        super().mouseDoubleClickEvent(self._on_line(event))

    def click(self, place: QPoint) -> None:
        """Puts the cursor where a click at ``place``, in the viewport, would."""
        self.setTextCursor(self.cursorForPosition(onto_line(self, QPointF(place)).toPoint()))
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def _on_line(self, event: QMouseEvent) -> QMouseEvent:
        place = onto_line(self, event.position())
        if place == event.position():
            return event
        shift = place - event.position()
        return QMouseEvent(
            event.type(),
            place,
            event.scenePosition() + shift,
            event.globalPosition() + shift,
            event.button(),
            event.buttons(),
            event.modifiers(),
            event.pointingDevice(),
        )

    # Painting ----------------------------------------------------------------------------------

    def marks(self, start: int, end: int) -> Sequence[Mark]:  # noqa: ARG002 - for subclasses
        """What is marked between two of Qt's positions; nothing here."""
        return ()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints marks and selection behind the text."""
        cursor = self.textCursor()
        marks = self._visible_marks()
        if cursor.hasSelection():
            span = (cursor.selectionStart(), cursor.selectionEnd())
            marks = [*marks, Mark(*span, self._selection_colour())]
        if marks:
            painter = QPainter(self.viewport())
            self._paint_marks(painter, marks, event.rect())
            painter.end()
        super().paintEvent(event)
        self.spaced_layout.settle()

    def _visible_marks(self) -> Sequence[Mark]:
        if not self.marked:
            return ()
        first = self.firstVisibleBlock()
        corner = self.viewport().rect().bottomRight()
        last = self.cursorForPosition(corner).block()
        return self.marks(first.position(), last.position() + last.length())

    def _paint_marks(self, painter: QPainter, marks: Sequence[Mark], area: QRect) -> None:
        wanted = QRectF(area)
        for block, place in visible_blocks(self):
            if not place.intersects(wanted):
                continue
            start, end = block.position(), block.position() + block.length()
            for mark in marks:
                if mark.start < end and mark.end > start:
                    for band in bands(block, place, mark.start, mark.end):
                        painter.fillRect(band, mark.colour)
