"""A `Notifier` that remembers what it said and answers as the test told it to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.services.notifier import Level, Notice, Notifier, Prompt, Question

if TYPE_CHECKING:
    from PySide6.QtCore import QObject


class NotifierSpy(Notifier):
    """Given to the code under test in the notifier's place.

    Attributes:
        notices: Every notice so far.
        questions: Every question so far.
        prompts: Every prompt so far.
        answers: Keys to answer questions with, first one first; when none is left, a question is
            answered as Escape would.
        lines: Lines to answer prompts with; when none is left, a prompt is cancelled.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.notices: list[Notice] = []
        self.questions: list[Question] = []
        self.prompts: list[Prompt] = []
        self.answers: list[str] = []
        self.lines: list[str] = []
        self.noticed.connect(self.notices.append)
        self.install(self._answer, self._line)

    @property
    def sentences(self) -> list[str]:
        """What every notice so far said."""
        return [notice.sentence for notice in self.notices]

    @property
    def errors(self) -> list[str]:
        """What the notices of level ERROR said."""
        return [notice.sentence for notice in self.notices if notice.level is Level.ERROR]

    def press(self, label: str) -> None:
        """Presses the newest notice's button of that label."""
        for action in self.notices[-1].actions:
            if action.label == label:
                action.run()
                return
        raise AssertionError(f"no button {label!r} on {self.notices[-1]!r}")

    def _answer(self, question: Question) -> str:
        self.questions.append(question)
        if not self.answers:
            return question.choices[-1].key
        answer = self.answers.pop(0)
        keys = [choice.key for choice in question.choices]
        assert answer in keys, f"{answer!r} is none of {keys}"
        return answer

    def _line(self, prompt: Prompt) -> str | None:
        self.prompts.append(prompt)
        return self.lines.pop(0) if self.lines else None
