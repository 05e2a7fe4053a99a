"""The one road from the program to the person in front of it."""

from __future__ import annotations

import enum
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from copydesk.core.errors import CopydeskError

if TYPE_CHECKING:
    from collections.abc import Callable

_log = logging.getLogger(__name__)


class Level(enum.Enum):
    """How loud a notice is."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class NoticeAction:
    """A button on a notice."""

    label: str
    run: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Notice:
    """One message: a sentence, a next step, and perhaps a button that takes it."""

    level: Level
    sentence: str
    next_step: str = ""
    actions: tuple[NoticeAction, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question; the key is what `Notifier.ask` returns."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question that blocks the window; the last choice is what Escape answers."""

    sentence: str
    detail: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Prompt:
    """A request for one line of text.

    Attributes:
        sentence: What is asked.
        label: Of the line.
        text: What stands in it at first.
        accept: What the button says.
        check: Gives a complaint about what was typed, or "" when it will do.
        note: Gives what is worth knowing about what was typed, or "".
    """

    sentence: str
    label: str
    text: str = ""
    accept: str = "OK"
    check: Callable[[str], str] | None = None
    note: Callable[[str], str] | None = None


class Notifier(QObject):
    """Carries notices and questions; the window shows them, tests record them.

    Signals:
        noticed (Notice): Show this one.
        withdrawn (str): What the notice of this sentence says holds no longer.
    """

    noticed = Signal(object)
    withdrawn = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asker: Callable[[Question], str] | None = None
        self._prompter: Callable[[Prompt], str | None] | None = None
        self._unexpected: Callable[[Exception], object] | None = None
        # What was said before there was a window to show it.
        self._early: list[Notice] = []

    def install(
        self, asker: Callable[[Question], str], prompter: Callable[[Prompt], str | None]
    ) -> None:
        """Sets what puts questions and prompts to the editor; shows what was said before."""
        self._asker, self._prompter = asker, prompter
        early, self._early = self._early, []
        for notice in early:
            self.noticed.emit(notice)

    def install_unexpected(self, take: Callable[[Exception], object]) -> None:
        """Sets what takes an exception that is none of the package's own: a fault of the program.

        Without it, `error` tells of it like of any other.
        """
        self._unexpected = take

    def _tell(self, notice: Notice) -> None:
        if self._asker is None:
            self._early.append(notice)
        else:
            self.noticed.emit(notice)

    def withdraw(self, sentence: str) -> None:
        """Takes a notice off the screen, if it is still there: its cause is gone."""
        self._early = [notice for notice in self._early if notice.sentence != sentence]
        self.withdrawn.emit(sentence)

    def info(self, sentence: str, *actions: NoticeAction) -> None:
        """Something that went as asked and is worth a line."""
        self._tell(Notice(Level.INFO, sentence, "", actions))

    def warn(self, sentence: str, next_step: str = "", *actions: NoticeAction) -> None:
        """Something that needs a look, with nothing lost."""
        self._tell(Notice(Level.WARNING, sentence, next_step, actions))

    def error(self, error: Exception | str, next_step: str = "", *actions: NoticeAction) -> None:
        """Something that failed; stays on screen until dismissed."""
        sentence = str(error)
        if isinstance(error, CopydeskError):
            sentence, next_step = error.sentence, next_step or error.next_step
        elif isinstance(error, Exception) and self._unexpected is not None:
            self._unexpected(error)
            return
        elif isinstance(error, Exception):
            _log.info("reported to the editor", exc_info=error)
            sentence = (
                f"Something went wrong inside Copydesk: {str(error) or type(error).__name__}."
            )
        self._tell(Notice(Level.ERROR, sentence, next_step, actions))

    def ask(self, question: Question) -> str:
        """The key of the chosen answer; the last one where nobody can be asked."""
        if self._asker is None:
            return question.choices[-1].key
        return self._asker(question)

    def prompt(self, prompt: Prompt) -> str | None:
        """The line typed, or None when the editor thought better of it."""
        return None if self._prompter is None else self._prompter(prompt)
