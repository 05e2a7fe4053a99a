"""Something went wrong inside the program: what is safe, what was written where, and on with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from copydesk.core.text.positions import QtMap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.ui.theme.theme import Theme

_WIDTH_PX = 540
_VIEW_PX = (720, 300)
_NOTE_PX = 64
# More of a post than this is added to the report and not shown in it.
_MOST_SHOWN = 100_000


@dataclass(frozen=True, slots=True)
class Mishap:
    """What the dialog tells.

    Attributes:
        report: The report's text.
        path: The file it was written to, or "" where that failed.
        unsaved: How many open posts are not saved.
        is_kept: Whether their text has been kept safe.
        post: The text of the post in front, or None.
    """

    report: str
    path: str
    unsaved: int = 0
    is_kept: bool = True
    post: str | None = None


class MishapDialog(QDialog):
    """Calm words, a field for the editor's own, and the report itself.

    Signals:
        added (str, str): This is to stand in the report too, under this heading.
    """

    added = Signal(str, str)

    def __init__(self, mishap: Mishap, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Something went wrong")
        self.setMinimumWidth(min(_WIDTH_PX, parent.width()))
        self._mishap, self._most = mishap, parent.size()
        self._others = 0
        self._again = _words("")
        self._again.hide()
        self._note = QPlainTextEdit()
        self._note.setProperty("field", True)
        self._note.setFixedHeight(_NOTE_PX)
        self._note.setTabChangesFocus(True)
        self._note.setAccessibleName("What were you doing? (optional)")
        self._with_post = QCheckBox("Add the text of the post in front to the report")
        self._with_post.setVisible(mishap.post is not None)
        self._view = _report_view(theme)
        self._view.hide()
        self._show = QPushButton("Show the report")
        self._show.clicked.connect(self._toggle_report)
        self._carry_on = QPushButton("Carry on")
        self._carry_on.setProperty("primary", True)
        self._carry_on.setDefault(True)
        self._carry_on.clicked.connect(self.accept)
        self._arrange()
        self._fit()
        self._note.textChanged.connect(self._refresh)
        self._with_post.toggled.connect(self._refresh)
        self.accepted.connect(self._add)
        self._carry_on.setFocus()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        heading = _words("Something went wrong inside Copydesk.")
        heading.setProperty("quiet", False)
        heading.setProperty("strong", True)
        column.addWidget(heading)
        column.addWidget(_words(_state_of_posts(self._mishap)))
        if self._mishap.path:
            column.addWidget(
                _words("A report on this computer says what happened, without your texts:")
            )
            column.addWidget(_path_label(self._mishap.path))
            label = QLabel("What were you doing? (optional)")
            label.setProperty("quiet", True)
            label.setBuddy(self._note)
            column.addSpacing(4)
            for part in (label, self._note, self._with_post):
                column.addWidget(part)
        else:
            column.addWidget(_words("What happened could not be written down."))
        column.addWidget(self._again)
        column.addWidget(self._view, 1)
        column.addSpacing(4)
        buttons = QHBoxLayout()
        buttons.addWidget(self._show)
        buttons.addStretch(1)
        buttons.addWidget(self._carry_on)
        column.addLayout(buttons)

    def note_another(self) -> None:
        """Says that something went wrong again meanwhile."""
        self._others += 1
        times = "once" if self._others == 1 else f"{self._others} times"
        self._again.setText(f"It has gone wrong {times} more since then, with a report each.")
        self._again.show()
        self._fit(self.width())

    @Slot()
    def _toggle_report(self) -> None:
        is_shown = self._view.isHidden()
        self._view.setVisible(is_shown)
        self._show.setText("Hide the report" if is_shown else "Show the report")
        self._refresh()
        self._fit(_VIEW_PX[0] if is_shown else _WIDTH_PX)

    def _fit(self, width: int = _WIDTH_PX) -> None:
        """As high as its words need at this width: a hint that knows no width asks for more."""
        width = min(width, self._most.width())
        self.ensurePolished()
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(width, min(layout.totalHeightForWidth(width), self._most.height()))

    @Slot()
    def _refresh(self) -> None:
        """Shows the report as it is going to stand."""
        if not self._view.isHidden():
            parts = [f"\n{heading}\n{text[:_MOST_SHOWN]}\n" for heading, text in self._additions()]
            self._view.setPlainText(QtMap.shown(self._mishap.report + "".join(parts)))

    def _additions(self) -> Iterator[tuple[str, str]]:
        if note := self._note.toPlainText().strip():
            yield "What the editor was doing:", note
        if self._with_post.isChecked() and self._mishap.post is not None:
            yield "The text of the post in front, added by the editor:", self._mishap.post

    @Slot()
    def _add(self) -> None:
        for heading, text in self._additions():
            self.added.emit(heading, text)


class ReportDialog(QDialog):
    """One report, to be read."""

    def __init__(self, report: str, path: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Report")
        self.resize(min(_VIEW_PX[0], parent.width()), min(480, parent.height()))
        view = _report_view(theme)
        view.setPlainText(report)
        close = QPushButton("Close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        column.addWidget(_path_label(path))
        column.addWidget(view, 1)
        column.addWidget(close, alignment=Qt.AlignmentFlag.AlignRight)


def _state_of_posts(mishap: Mishap) -> str:
    if not mishap.unsaved:
        return "Your posts are still here, and all of them are saved."
    one = mishap.unsaved == 1
    unsaved = "One of them is" if one else f"{mishap.unsaved} of them are"
    if not mishap.is_kept:
        return f"Your posts are still here. {unsaved} not saved: please save now."
    its = "its" if one else "their"
    return (
        f"Your posts are still here. {unsaved} not saved; {its} text is kept safe, and is offered "
        "to you again should Copydesk end before you save."
    )


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("quiet", True)
    return label


def _path_label(path: str) -> QLabel:
    # A path has no spaces to be broken at.
    label = _words(path.replace("/", "/\u200b").replace("\\", "\\\u200b"))
    label.setAccessibleName(f"The report's file: {path}")
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def _report_view(theme: Theme) -> QPlainTextEdit:
    view = QPlainTextEdit()
    view.setReadOnly(True)
    view.setAccessibleName("The report")
    view.setProperty("field", True)
    view.setTabChangesFocus(True)
    view.setFont(theme.mono_font(12))
    view.setMinimumHeight(220)
    view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    return view
