"""What a step of the self-test stands on: waiting with a limit, keys, and what went wrong."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QWindow
    from PySide6.QtWidgets import QWidget

T = TypeVar("T")

STEP_LIMIT_S = 30.0
"""How long one step may take, on a slow machine at its busiest."""
_LOOK_EVERY_MS = 2
REINSTALL = "Install Copydesk again. If it stays so, report it with these lines."
REPORT = "Report it with these lines."


class StepFailedError(Exception):
    """A step found something that is not as it should be; the message says what.

    Attributes:
        next_step: What to do, where it is known better than the step knows; else "".
    """

    def __init__(self, what: str, next_step: str = "") -> None:
        super().__init__(what)
        self.next_step = next_step


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is tried.

    Attributes:
        name: Stable, for programs that read the answer.
        run: Tries it; gives what it did in a few words, or raises `StepFailedError`.
        next_step: What to do where it fails.
    """

    name: str
    run: Callable[[], str]
    next_step: str = REPORT


def expect(condition: object, otherwise: str) -> None:
    """Goes on where something is so.

    Raises:
        StepFailedError: It is not; `otherwise` says what is wrong.
    """
    if not condition:
        raise StepFailedError(otherwise)


def given(value: T | None, otherwise: str) -> T:
    """What is there.

    Raises:
        StepFailedError: There is nothing; `otherwise` says so.
    """
    if value is None:
        raise StepFailedError(otherwise)
    return value


def write_on_stderr(text: str) -> None:
    """Passes on what was complained of, to be judged with all the rest."""
    if sys.stderr is not None:
        sys.stderr.write(text if text.endswith("\n") else text + "\n")
        sys.stderr.flush()


class Waiting(QObject):
    """Lets the desk work until something is so."""

    def __init__(self, trouble: list[str]) -> None:
        """Gives up as soon as there is a line in `trouble`: then it will not come any more."""
        super().__init__()
        self._trouble = trouble
        self._loop = QEventLoop()
        self._condition: Callable[[], object] = bool
        self._ends_at = 0.0
        self._look_again = QTimer(self, interval=_LOOK_EVERY_MS)
        self._look_again.timeout.connect(self._look)

    def until(self, condition: Callable[[], object], awaited: str) -> None:
        """Waits, at most `STEP_LIMIT_S`.

        Args:
            condition: Asked every other millisecond.
            awaited: What is waited for, to say that it did not come.

        Raises:
            StepFailedError: It did not come in time, or can't any more.
        """
        self._condition, self._ends_at = condition, time.monotonic() + STEP_LIMIT_S
        if not condition():
            self._look_again.start()
            self._loop.exec()
            self._look_again.stop()
        if self._trouble:
            raise StepFailedError(self._trouble[0])
        expect(condition(), f"{awaited} did not come within {STEP_LIMIT_S:.0f} s.")

    @Slot()
    def _look(self) -> None:
        if self._condition() or self._trouble or time.monotonic() > self._ends_at:
            self._loop.quit()


class PaintWatch(QObject):
    """Notes when a widget was last painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.painted_at = 0.0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Lets everything pass."""
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self, self._note)  # painted by then
        return False

    @Slot()
    def _note(self) -> None:
        self.painted_at = time.perf_counter()


def type_keys(window: QWindow, text: str) -> None:
    """Types plain text as the window system reports it: a key down and a key up each."""
    for character in text:
        key = Qt.Key(ord(character.upper()))
        shift = Qt.KeyboardModifier.ShiftModifier
        modifiers = shift if character.isupper() else Qt.KeyboardModifier.NoModifier
        _press(window, key, modifiers, character)


def go_to_end(window: QWindow) -> None:
    """Presses the keys that go to the end of a text, in however many lines it is shown."""
    for keys in (
        QKeySequence.StandardKey.MoveToEndOfDocument,
        # A field of a single line knows no other.
        QKeySequence.StandardKey.MoveToEndOfLine,
    ):
        combination = QKeySequence(keys)[0]  # type: ignore[index]  # it is a list of keys
        _press(window, combination.key(), combination.keyboardModifiers(), "")


def _press(window: QWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(window, QKeyEvent(kind, key, modifiers, text))
