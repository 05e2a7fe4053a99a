"""The editor of yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton, QVBoxLayout

from copydesk.core.site.validate import value_trouble
from copydesk.ui.details.editors.base import FieldEditor, Shown, Surroundings, Wish
from copydesk.ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from copydesk.core.site.field import Field
    from copydesk.ui.theme.theme import Theme


# What is said in quotes, where the site wants text.
_YES, _NO = ("true", "yes", "on", "1"), ("false", "no", "off", "0", "")
_BOX_PX, _GAP_PX = 16, 8
# Room for the ring that shows the keyboard is there.
_RING_PX = 3.5


class TickBox(QCheckBox):
    """A box drawn in the theme's colours."""

    def __init__(self, words: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(words, parent)
        self._theme = theme
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws box and words."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        style, part = self.style(), QStyle.SubElement.SE_CheckBoxIndicator
        place = style.subElementRect(part, option, self)
        box = QRectF(0, 0, _BOX_PX - 1, _BOX_PX - 1)
        box.moveCenter(QRectF(place).center())
        box.moveLeft(max(box.left(), _RING_PX))
        ticked = self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(self._theme.color("accent"))
            painter.drawRoundedRect(box.adjusted(-2.5, -2.5, 2.5, 2.5), 5, 5)
        edge = "accent" if ticked or self.hasFocus() else "faint"
        painter.setPen(self._theme.color(edge if self.isEnabled() else "line"))
        painter.setBrush(self._theme.color("accent" if ticked and self.isEnabled() else "paper"))
        painter.drawRoundedRect(box, 3, 3)
        if ticked:
            colour = "on_accent" if self.isEnabled() else "faint"
            icon("check", self._theme, colour).paint(painter, box.toRect().adjusted(1, 1, 0, 0))
        words = style.subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self)
        # Not where the style has them: its ticked and its plain box differ by a pixel.
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            words.setRight(round(box.left()) - _GAP_PX)
        else:
            words.setLeft(round(box.right()) + _GAP_PX)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        flags = int(align) | int(Qt.TextFlag.TextHideMnemonic)
        ink = "accent" if self.hasFocus() else "ink" if self.isEnabled() else "faint"
        painter.setPen(self._theme.color(ink))
        words.setRight(min(words.right(), self.width() - 1))
        cut = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self.text(), cut, words.width())
        painter.drawText(words, flags, shown)
        painter.end()


class YesNoEditor(FieldEditor):
    """A box to tick, which carries the field's label itself."""

    def __init__(
        self, field: Field, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, surroundings, parent)
        self._box = TickBox(field.label.replace("&", "&&"), surroundings.theme, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._box)
        self._box.clicked.connect(self._wish)

    @property
    def main_input(self) -> QWidget:
        """What takes the focus and the label's name."""
        return self._box

    def display(self, shown: Shown) -> None:
        """Puts a value on screen."""
        value = shown.value
        said = value.strip().lower() if isinstance(value, str) else ""
        self._box.setChecked(value is True or said in _YES)
        self.complain("" if said in (*_YES, *_NO) else value_trouble(self.field, value))

    @Slot(bool)
    def _wish(self, ticked: bool) -> None:
        before = self.shown.value if self.shown is not None else None
        as_text = isinstance(before, str) if before not in (None, "") else self.field.as_text
        self.complain("")
        if as_text and isinstance(before, str) and before.strip().lower() in ("yes", "no"):
            self.wished.emit(Wish("yes" if ticked else "no", as_text=True, typed=False))
        else:
            self.wished.emit(Wish(ticked, as_text=as_text, typed=False))
