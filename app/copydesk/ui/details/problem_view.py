"""What is wrong with the fields, where, and the way to mend it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from copydesk.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.posts.problems import Problem


class ProblemView(QWidget):
    """Problems one below the other.

    Signals:
        mend_requested (Problem): Make its edits.
        show_requested (int): Show this position in the editor.
    """

    mend_requested = Signal(object)
    show_requested = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._problems: tuple[Problem, ...] = ()
        self._parts: list[QWidget] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(10)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Shows these in the place of others; the same ones change nothing."""
        if tuple(problems) == self._problems:
            return
        self._problems = tuple(problems)
        for part in self._parts:
            self._layout.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = [self._part(problem) for problem in problems]
        for part in self._parts:
            self._layout.addWidget(part)
        self.setVisible(bool(problems))

    def _part(self, problem: Problem) -> QWidget:
        part = QFrame(self)
        part.setObjectName("problem")
        layout = QVBoxLayout(part)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(4)
        sentence = QLabel(problem.sentence, part)
        sentence.setProperty("strong", True)
        next_step = QLabel(problem.next_step, part)
        next_step.setProperty("quiet", True)
        for label in (sentence, next_step):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            layout.addWidget(label)
        next_step.setVisible(bool(problem.next_step))
        links = QWidget(part)
        flow = FlowLayout(links, gap_px=8)
        flow.setContentsMargins(0, 2, 0, 0)
        if problem.mend:
            mend = QPushButton(problem.mend_label or "Mend it", links)
            mend.setProperty("primary", problem.fatal)
            mend.setProperty("primary", problem.fatal)
            mend.clicked.connect(partial(self.mend_requested.emit, problem))
            flow.addWidget(mend)
        show = QPushButton(f"Go to line {problem.line + 1}", links)
        show.setProperty("link", True)
        show.clicked.connect(partial(self.show_requested.emit, problem.span.start))
        flow.addWidget(show)
        layout.addWidget(links)
        return part
