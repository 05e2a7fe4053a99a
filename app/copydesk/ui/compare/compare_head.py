"""The line above a comparison: what is compared, how much differs, and how it is to be shown."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from copydesk.ui.icons import icon
from copydesk.ui.widgets.flow_layout import FlowLayout
from copydesk.ui.widgets.named import named

if TYPE_CHECKING:
    from copydesk.ui.theme.theme import Theme

_ROW_PX = 28
_WIDEST_PLACE = "88 of 88"


class CompareHead(QWidget):
    """Words and switches.

    Signals:
        rendered_chosen: Source or Rendered was chosen.
        beside_chosen: Side by side was switched on or off.
        stepped (int): The next difference, or the one before, is asked for.
        all_chosen (bool): Everything is to be brought back, or nothing.
    """

    rendered_chosen = Signal()
    beside_chosen = Signal()
    stepped = Signal(int)
    all_chosen = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("compareHead")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._titles = ("", "")
        self.sentence = QLabel()
        self.sentence.setProperty("strong", True)
        self._legend = QLabel()
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        self._source = _switch("Source", "Compare the text as it is written")
        self._rendered = _switch("Rendered", "Compare the post as readers see it")
        self._source.setChecked(True)
        group = QButtonGroup(self)
        group.addButton(self._source)
        group.addButton(self._rendered)
        self._rendered.toggled.connect(self.rendered_chosen)
        self._beside = _switch("Side by side", "Show both texts beside each other")
        self._beside.toggled.connect(self.beside_chosen)
        self._back = _arrow("Previous difference", "Shift+F7")
        self._on = _arrow("Next difference", "F7")
        self._back.clicked.connect(partial(self._step, -1))
        self._on.clicked.connect(partial(self._step, 1))
        self._place = QLabel()
        # As wide as it gets, so that nothing beside it moves with the first step.
        self._place.setMinimumWidth(self._place.fontMetrics().horizontalAdvance(_WIDEST_PLACE))
        self._place.setProperty("quiet", True)
        self._all = _link("All", "Bring everything back")
        self._none = _link("None", "Bring nothing back")
        self._all.clicked.connect(partial(self._choose, True))
        self._none.clicked.connect(partial(self._choose, False))
        self._choice_words = QLabel("Bring back:")
        self._choice_words.setProperty("quiet", True)
        self._choice = _row(self._choice_words, self._all, self._none)
        self._views = _row(self._source, self._rendered)
        flow = FlowLayout(self, gap_px=14, row_gap_px=6)
        flow.setContentsMargins(18, 8, 12, 8)
        for label in (self.sentence, self._legend):
            label.setMinimumHeight(_ROW_PX)  # in one line with the buttons
        for part in (
            self.sentence,
            self._legend,
            _row(self._back, self._on, self._place),
            self._views,
            _row(self._beside),
            self._choice,
        ):
            flow.addWidget(part)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def is_rendered(self) -> bool:
        """Whether the rendered page is to be seen."""
        return self._rendered.isChecked() and not self._views.isHidden()

    @property
    def is_beside(self) -> bool:
        """Whether both texts are to stand beside each other."""
        return self._beside.isChecked()

    def show_difference(
        self, sentence: str, old_title: str, new_title: str, *, selectable: bool, renderable: bool
    ) -> None:
        """Says what is compared and how much of it differs; without an old title, only the new."""
        self.sentence.setText(sentence)
        self._titles = (old_title, new_title)
        self._choice.setVisible(selectable)
        self._views.setVisible(renderable)
        self._dress()
        self.show_choice(0, 0)
        self.show_place(0, 0)
        self.show()

    def show_choice(self, chosen: int, of: int) -> None:
        """Says how much is to be brought back."""
        self._choice_words.setText(f"Bring back {chosen} of {of}:" if chosen else "Bring back:")

    def show_place(self, number: int, of: int) -> None:
        """Says which difference was gone to, 1-based; 0 for none."""
        self._place.setText(f"{number} of {of}" if number else "")

    def hide_legend(self) -> None:
        """Leaves it to whoever shows both titles elsewhere."""
        self._legend.hide()

    def offer_beside(self, offered: bool) -> None:
        """Whether there is room for two columns."""
        self._beside.setVisible(offered)

    def _step(self, by: int) -> None:
        self.stepped.emit(by)

    def _choose(self, everything: bool) -> None:
        self.all_chosen.emit(everything)

    @Slot()
    def _dress(self) -> None:
        self._back.setIcon(icon("arrow-up", self._theme))
        self._on.setIcon(icon("arrow-down", self._theme))
        colours, (old, new) = self._theme.tokens, self._titles
        both = ((old, colours.deleted, "−"), (new, colours.ins, "+"))
        self._legend.setText(
            "&nbsp;&nbsp; ".join(
                f'<span style="background:{colour}">&nbsp;{sign}&nbsp;</span>&nbsp;{escape(title)}'
                for title, colour, sign in both
                if title
            )
        )
        said = f"Only in {old}: struck through. " if old else ""
        self._legend.setAccessibleName(f"{said}Only in {new}: marked.")


def _switch(text: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setCheckable(True)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def _arrow(name: str, keys: str) -> QToolButton:
    button = QToolButton()
    button.setAccessibleName(name)
    button.setToolTip(f"{name} ({keys})")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def _link(text: str, name: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("link", True)
    button.setAccessibleName(name)
    return button


def _row(*widgets: QWidget) -> QWidget:
    place = named(QWidget(), "compareGroup")
    row = QHBoxLayout(place)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    place.setMinimumHeight(_ROW_PX)
    for widget in widgets:
        row.addWidget(widget)
    return place
