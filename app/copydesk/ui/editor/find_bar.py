"""The bar under the text that finds and replaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from copydesk.core.text.search import Query
from copydesk.ui.icons import icon
from copydesk.ui.widgets.named import named

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from copydesk.services.tasks import TaskRunner
    from copydesk.ui.editor.markdown_editor import MarkdownEditor
    from copydesk.ui.theme.theme import Theme

from copydesk.ui.editor.finder import Finder

_MOST_TAKEN = 200
# Below this the switches and buttons stand under the fields instead of beside them.
_NARROW_PX = 440


class FindBar(QWidget):
    """Fields and switches for the `Finder`.

    Signals:
        closed: The bar was put away; the text wants the focus.
    """

    closed = Signal()

    def __init__(self, theme: Theme, tasks: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons: dict[QToolButton, str] = {}
        self.finder = Finder(tasks, self)
        self.setObjectName("findBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._pattern = self._field("findPattern", "Find")
        self._replacement = self._field("findReplacement", "Replace with")
        self._count = named(QLabel(), "findCount")
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        self._count.setWordWrap(True)
        self._count.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._case = self._switch("case-sensitive", "Match case")
        self._word = self._switch("whole-word", "Whole words only")
        self._regex = self._switch("regex", "Regular expression")
        self._replace_one = self._push("Replace", self._on_replace)
        self._replace_all = self._push("Replace all", self._on_replace_all)
        self._tools, self._close, self._buttons = self._group_parts()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 7, 10, 7)
        self._grid.setSpacing(6)
        self._narrow = False
        self._arrange()
        self._pattern.textChanged.connect(self._take_query)
        self._pattern.entered.connect(self._on_enter)
        self._replacement.entered.connect(self._on_replace)
        self.finder.told.connect(self._on_told)
        theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    def set_editor(self, editor: MarkdownEditor | None) -> None:
        """Searches in another editor from now on."""
        self.finder.set_editor(editor)

    def open(self, selected: str, *, replace: bool) -> None:
        """Shows the bar, with what is selected in the text to be found."""
        writing = self.isAncestorOf(self.window().focusWidget())
        self.show()
        for widget in (self._replacement, self._buttons):
            widget.setVisible(replace)
        self.finder.set_active(active=True)
        one_line = 0 < len(selected) <= _MOST_TAKEN and not {"\n", "\r"} & set(selected)
        if one_line and not writing and not self._regex.isChecked():
            self._pattern.setText(selected)
        self._pattern.selectAll()
        self._pattern.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def close_bar(self) -> None:
        """Puts the bar away."""
        if not self.isHidden():
            self.hide()
            self.finder.set_active(active=False)
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    @Slot(bool)
    def _on_enter(self, backwards: bool) -> None:
        if backwards:
            self.finder.previous()
        else:
            self.finder.next()

    # Parts -------------------------------------------------------------------------------------

    def _field(self, name: str, label: str) -> _Field:
        field = named(_Field(self), name)
        field.setPlaceholderText(label)
        field.setAccessibleName(label)
        field.setMinimumWidth(90)
        return field

    def _switch(self, icon_name: str, label: str) -> QToolButton:
        button = self._tool(icon_name, label)
        button.setCheckable(True)
        button.toggled.connect(self._take_query)
        return button

    def _tool(self, icon_name: str, label: str) -> QToolButton:
        button = named(QToolButton(self), f"find-{icon_name}")
        button.setToolTip(label)
        button.setAccessibleName(label)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._icons[button] = icon_name
        return button

    def _push(self, label: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(label, self)
        button.clicked.connect(slot)
        return button

    def _group_parts(self) -> tuple[QWidget, QWidget, QWidget]:
        previous = self._tool("chevron-up", "Find the one before (Shift+F3)")
        previous.clicked.connect(self.finder.previous)
        following = self._tool("chevron-down", "Find the next one (F3)")
        following.clicked.connect(self.finder.next)
        close = self._tool("x", "Close (Esc)")
        close.clicked.connect(self.close_bar)
        tools = _row(self, (self._case, self._word, self._regex, previous, following), 2)
        buttons = _row(self, (self._replace_one, self._replace_all), 6)
        return tools, close, buttons

    def _arrange(self) -> None:
        grid, narrow = self._grid, self._narrow
        parts = (self._pattern, self._tools, self._count, self._close)
        for part in (*parts, self._replacement, self._buttons):
            grid.removeWidget(part)
        if narrow:
            grid.addWidget(self._pattern, 0, 0, 1, 2)
            grid.addWidget(self._close, 0, 2)
            grid.addWidget(self._tools, 1, 0)
            grid.addWidget(self._count, 1, 1, 1, 2)
            grid.addWidget(self._replacement, 2, 0, 1, 2)
            grid.addWidget(self._buttons, 3, 0, 1, 3)
        else:
            for column, part in enumerate(parts):
                grid.addWidget(part, 0, column)
            grid.addWidget(self._replacement, 1, 0)
            grid.addWidget(self._buttons, 1, 1, 1, 3)
        grid.setColumnStretch(0, 0 if narrow else 2)
        grid.setColumnStretch(1, 1 if narrow else 0)
        grid.setColumnStretch(2, 0 if narrow else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Folds the bar up where it is narrow."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_PX
        if narrow != self._narrow:
            self._narrow = narrow
            self._arrange()

    @Slot()
    def _dress(self) -> None:
        for button, name in self._icons.items():
            button.setIcon(icon(name, self._theme))

    # What is asked -----------------------------------------------------------------------------

    @Slot()
    def _take_query(self) -> None:
        self.finder.set_query(
            Query(
                self._pattern.text(),
                is_regex=self._regex.isChecked(),
                whole_word=self._word.isChecked(),
                match_case=self._case.isChecked(),
            )
        )

    @Slot()
    def _on_replace(self) -> None:
        self.finder.replace(self._replacement.text())

    @Slot()
    def _on_replace_all(self) -> None:
        self.finder.replace_all(self._replacement.text())

    @Slot(str, bool)
    def _on_told(self, sentence: str, complaint: bool) -> None:
        self._count.setText(sentence)
        self._count.setToolTip(sentence)
        for widget, name in ((self._count, "bad"), (self._pattern, "invalid")):
            widget.setProperty(name, complaint)
            widget.style().unpolish(widget)
            widget.style().polish(widget)


def _row(parent: QWidget, parts: Sequence[QWidget], gap_px: int) -> QWidget:
    row = QWidget(parent)
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap_px)
    for part in parts:
        layout.addWidget(part)
    layout.addStretch(1)
    return row


class _Field(QLineEdit):
    """Tells of Enter, and whether Shift was held."""

    entered = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)
