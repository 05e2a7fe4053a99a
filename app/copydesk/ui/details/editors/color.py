"""The editor of a colour: as it is typed, with a swatch of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QColorDialog, QToolButton

from copydesk.core.site.colours import Colour, read_colour, write_colour
from copydesk.core.site.validate import value_trouble
from copydesk.ui.details.editors.base import Shown, Surroundings, Wish
from copydesk.ui.details.editors.boxed import BoxedEditor
from copydesk.ui.details.editors.completion import WordCompleter
from copydesk.ui.details.editors.text import shown_text

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from copydesk.core.site.field import Field
    from copydesk.ui.theme.theme import Theme

_SWATCH_PX = 20
_CHECK_PX = 5


def colour_of(text: str) -> QColor | None:
    """The colour that a text names, by figures or by one of the names that style sheets know."""
    read = read_colour(text)
    if read is not None:
        colour = QColor(read.red, read.green, read.blue)
        colour.setAlphaF(read.alpha)
        return colour
    name = text.strip().lower()
    known = name.isalpha() and QColor.isValidColorName(name)
    return QColor(name) if known else None


class Swatch(QToolButton):
    """A button in the colour it stands for; chequered behind what lets through."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.colour: QColor | None = None
        self.setObjectName("swatch")
        self.setFixedSize(_SWATCH_PX, _SWATCH_PX)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Pick a colour")
        self.setToolTip("Pick a colour (F4)")
        theme.changed.connect(self.update)

    def show_colour(self, colour: QColor | None) -> None:
        """Shows another colour, or none."""
        if colour != self.colour:
            self.colour = colour
            self.update()

    def sizeHint(self) -> QSize:
        """The size that fits."""
        return QSize(_SWATCH_PX, _SWATCH_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the colour."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(self._theme.color("faint" if self.underMouse() else "line"))
        painter.setBrush(self._theme.color("panel"))
        painter.drawRoundedRect(place, 4, 4)
        if self.colour is None:
            painter.setPen(self._theme.color("faint"))
            painter.drawLine(place.bottomLeft() + _INSET, place.topRight() - _INSET)
        else:
            if self.colour.alpha() < 255:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._theme.color("faint"))
                for n in range(4):
                    x, y = 5 + _CHECK_PX * (n % 2), 5 + _CHECK_PX * (n // 2)
                    if n in (0, 3):
                        painter.drawRect(QRectF(x, y, _CHECK_PX, _CHECK_PX))
                painter.setPen(self._theme.color("line"))
            painter.setBrush(self.colour)
            painter.drawRoundedRect(place, 4, 4)
        painter.end()


class ColorEditor(BoxedEditor):
    """A colour stays written as it is typed; the picker writes in the manner of the old one."""

    def __init__(
        self, field: Field, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, surroundings, parent)
        self._dialog: QColorDialog | None = None
        self._inner.setContentsMargins(5, 3, 4, 3)
        self._inner.setSpacing(7)
        self._swatch = Swatch(surroundings.theme, self._box)
        self._swatch.clicked.connect(self.open_picker)
        self._inner.insertWidget(0, self._swatch)
        self._input.setPlaceholderText("#1f6feb")
        self._completer = WordCompleter(self._input)
        self._input.setCompleter(self._completer)
        # Before the wish: a line edit looks for completions after it told of the edit.
        self._input.textEdited.connect(self._offer)
        self._input.textEdited.connect(self._wish)
        self._completer.activated.connect(self._wish)
        self._input.installEventFilter(self)

    def display(self, shown: Shown) -> None:
        """Puts a value on screen."""
        text = shown_text(shown)
        self._input.put(text)
        self._swatch.show_colour(colour_of(text))
        self.complain(value_trouble(self.field, shown.value))

    def set_read_only(self, read_only: bool) -> None:
        """Makes the value only readable."""
        super().set_read_only(read_only)
        self._swatch.setEnabled(not read_only)

    @Slot()
    def _offer(self) -> None:
        self._completer.offer(self.surroundings.completions(self.field.name))

    @Slot(str)
    def _wish(self, text: str) -> None:
        self._swatch.show_colour(colour_of(text))
        self.note_emptied(text)
        self.complain(value_trouble(self.field, text.strip()), later=self._input.hasFocus())
        self.wished.emit(Wish(text.strip(), as_text=True))

    @Slot()
    def open_picker(self) -> None:
        """Opens the system's, or Qt's, dialog of colours; the desk goes on working behind it."""
        if self.read_only:
            return
        if self._dialog is None:
            dialog = self._dialog = QColorDialog(self)
            dialog.setWindowTitle(f"Choose a colour: {self.field.label}")
            dialog.setAccessibleName(f"Choose a colour for {self.field.label}")
            dialog.setOption(QColorDialog.ColorDialogOption.ShowAlphaChannel)
            dialog.setModal(False)
            dialog.colorSelected.connect(self._take)
        self._dialog.setCurrentColor(self._swatch.colour or QColor("#1f6feb"))
        self._dialog.show()

    @Slot(QColor)
    def _take(self, colour: QColor) -> None:
        alpha = round(colour.alphaF(), 3)
        picked = Colour(colour.red(), colour.green(), colour.blue(), alpha)
        text = write_colour(picked, self._input.text())
        self._input.put(text)
        self._swatch.show_colour(colour)
        self.complain(value_trouble(self.field, text))
        self.wished.emit(Wish(text, as_text=True, typed=False))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Opens the picker on Alt+Down and F4."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if event.key() == Qt.Key.Key_F4 or (event.key() == Qt.Key.Key_Down and alt):
                self.open_picker()
                return True
        return super().eventFilter(watched, event)

    def forget(self) -> None:
        """Makes the next value be shown; a picker that is open belonged to another post."""
        super().forget()
        if self._dialog is not None:
            self._dialog.hide()


_INSET = QPointF(4, -4)
