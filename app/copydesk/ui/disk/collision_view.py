"""One collision: both texts beside each other, what stood there before, and what shall stand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from copydesk.core.text.words import compare_words
from copydesk.ui.disk.merge_decisions import Decision, State
from copydesk.ui.disk.merge_words import label_of
from copydesk.ui.disk.passage_text import PassageText

if TYPE_CHECKING:
    from copydesk.core.posts.merge import Collision
    from copydesk.ui.theme.theme import Theme

_SHOW, _HIDE = "Show what stood there before", "Hide what stood there before"
_USES = (
    ("Use mine", State.MINE, "Alt+1"),
    ("Use theirs", State.THEIRS, "Alt+2"),
    ("Use both", State.BOTH, "Alt+3"),
)


class CollisionView(QWidget):
    """Shows a collision and takes a decision on it.

    Signals:
        decided (str, State | None): The text that shall stand; the state where a button gave it.
    """

    decided = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._collision: Collision | None = None
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setProperty("strong", True)
        self.mine = PassageText("Yours", theme)
        self.theirs = PassageText("On disk", theme)
        self.before = PassageText("Before", theme)
        self.result = PassageText("Result", theme)
        for pane in (self.mine, self.theirs, self.before):
            pane.setReadOnly(True)
        self.mine.setPlaceholderText("You took it out.")
        self.theirs.setPlaceholderText("It was taken out on disk.")
        self.before.setPlaceholderText("There was nothing.")
        self.result.textChanged.connect(self._edited)
        self.fold = QPushButton(_SHOW)
        self.fold.setProperty("link", True)
        self.fold.setAutoDefault(False)
        self.fold.clicked.connect(self._toggle)
        self.uses = {state: self._button(*use) for use in _USES for state in (use[1],)}
        self._hint = QLabel()
        self._hint.setWordWrap(True)
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._arrange()
        theme.changed.connect(self._mark)

    def _button(self, label: str, state: State, key: str) -> QPushButton:
        button = QPushButton(label)
        button.setAutoDefault(False)
        # A button's own shortcut clicks it a tenth of a second later: on the next passage, perhaps.
        QShortcut(QKeySequence(key), self, button.click)
        button.setToolTip(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText))
        button.clicked.connect(partial(self._use, state))
        return button

    def _arrange(self) -> None:
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.setHandleWidth(9)
        both.setObjectName("mergeSides")
        for pane in (self.mine, self.theirs):
            both.addWidget(_headed(pane))
        self._before_box = _headed(self.before)
        self._before_box.hide()
        row = QHBoxLayout()
        row.setSpacing(6)
        for button in self.uses.values():
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.fold)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(both, 3)
        column.addWidget(self._before_box, 2)
        column.addLayout(row)
        column.addWidget(_headed(self.result), 3)
        column.addWidget(self._hint)

    def show_collision(self, collision: Collision, decision: Decision) -> None:
        """Shows one with what was decided on it."""
        self._collision = collision
        self._title.setText(label_of(collision))
        self.mine.show_text(collision.mine)
        self.theirs.show_text(collision.theirs)
        self.before.show_text(collision.base)
        self.uses[State.BOTH].setEnabled(bool(collision.both))
        self._mark()
        self._show_result(decision)

    def show_trouble(self, sentence: str) -> None:
        """Says what is wrong with the result; "" for nothing."""
        left_out = self._is_decided and not self.result.text.strip()
        self._hint.setText(sentence or ("This passage is left out." if left_out else " "))
        self._hint.setProperty("bad", bool(sentence))
        self._hint.setProperty("quiet", not sentence)
        self.result.setProperty("invalid", bool(sentence))
        for widget in (self._hint, self.result):
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def _show_result(self, decision: Decision) -> None:
        self._is_decided = decision.state is not State.OPEN
        collision = self._collision
        known = "" if collision is None else "".join(collision.texts)
        with QSignalBlocker(self.result):
            self.result.show_text(decision.text, known)
        self.result.setPlaceholderText(
            ""
            if self._is_decided
            else "Choose above (Alt+1, 2 or 3), or write here what shall stand."
        )
        for state, button in self.uses.items():
            button.setProperty("chosen", state is decision.state)
            button.style().unpolish(button)
            button.style().polish(button)
        self.show_trouble("")

    @Slot()
    def _mark(self) -> None:
        collision = self._collision
        if collision is None:
            return
        mine, theirs, base = collision.mine, collision.theirs, collision.base
        ins, deleted = self._theme.color("ins"), self._theme.color("deleted")
        # Where nothing was before, the two are compared with each other.
        ours, others = compare_words(base or theirs, mine), compare_words(base or mine, theirs)
        self.mine.mark(mine, ours.new_changes, ins)
        self.theirs.mark(theirs, others.new_changes, ins)
        if base:
            gone = {*ours.old_changes, *others.old_changes}
            self.before.mark(base, sorted(gone), deleted)

    def _use(self, state: State) -> None:
        collision = self._collision
        if collision is not None:
            texts = {
                State.MINE: collision.mine,
                State.THEIRS: collision.theirs,
                State.BOTH: collision.both,
            }
            self._show_result(Decision(state, texts[state]))
            self.decided.emit(texts[state], state)

    @Slot()
    def _edited(self) -> None:
        self._is_decided = True
        self.result.setPlaceholderText("")
        for button in self.uses.values():
            button.setProperty("chosen", False)
            button.style().unpolish(button)
            button.style().polish(button)
        self.decided.emit(self.result.text, None)

    @Slot()
    def _toggle(self) -> None:
        shown = self._before_box.isHidden()
        self._before_box.setVisible(shown)
        self.fold.setText(_HIDE if shown else _SHOW)


def _headed(pane: PassageText) -> QWidget:
    """A pane with its name above it."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(3)
    heading = QLabel(pane.accessibleName())
    heading.setProperty("quiet", True)
    heading.setBuddy(pane)
    column.addWidget(heading)
    column.addWidget(pane, 1)
    return box
