"""The process that is tried: a desk of its own, whose steps are told a JSON object a line."""

from __future__ import annotations

import faulthandler
import json
import logging
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Slot, qVersion
from PySide6.QtGui import QGuiApplication

from copydesk import __version__
from copydesk.application.qt_setup import make_application, prepare_qt
from copydesk.application.self_test.own_files import own_file_steps
from copydesk.application.self_test.trial import REPORT, Step, StepFailedError, write_on_stderr
from copydesk.core.resources import resource_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QApplication

    from copydesk.application.self_test.desk_steps import DeskSteps


def main(folder: str) -> int:
    """Tries everything, and tells each step on standard output.

    Args:
        folder: An empty folder for the site and what is exported.

    Returns:
        0 where every step went well.
    """
    if sys.stderr is not None:
        faulthandler.enable()
    _have_log_judged()
    prepare_qt()
    application = make_application()
    _tell(about=_about())
    newsroom = Path(folder) / "newsroom"
    shutil.copytree(resource_path("newsroom"), newsroom)
    trial = _Trial(newsroom, application)
    QTimer.singleShot(0, trial, trial.run)
    application.exec()
    return 1 if trial.failed else 0


class _Trial(QObject):
    """Runs the steps inside the event loop, as whatever an editor does is."""

    def __init__(self, newsroom: Path, application: QApplication) -> None:
        super().__init__()
        self.failed = False
        self._newsroom = newsroom
        self._application = application
        self._at_desk: DeskSteps | None = None
        self._leaving_since = 0.0

    @Slot()
    def run(self) -> None:
        """Tries one after the other up to the first that fails, then leaves."""
        if not self._try(own_file_steps()):
            self._application.quit()
            return
        # Late: what ships is looked at first, and it says better what is missing.
        from copydesk.application.self_test.desk_steps import DeskSteps

        self._at_desk = at_desk = DeskSteps(self._newsroom, self._newsroom.parent)
        if not self._try(at_desk.steps()):
            at_desk.desk.stop()
            self._application.quit()
            return
        at_desk.desk.left.connect(self._note_left)
        self._leaving_since = time.perf_counter()
        at_desk.leave()

    @Slot()
    def _note_left(self) -> None:
        _tell_step("left", "closed the window, and the desk with it", self._leaving_since)
        self._application.quit()

    def _try(self, steps: Sequence[Step]) -> bool:
        for step in steps:
            started = time.perf_counter()
            try:
                told = step.run()
            except StepFailedError as failure:
                _tell_step(step.name, str(failure), started, failure.next_step or step.next_step)
                self.failed = True
                return False
            except Exception as error:
                logging.getLogger(__name__).exception("step %s", step.name)
                _tell_step(step.name, f"{type(error).__name__}: {error}", started, REPORT)
                self.failed = True
                return False
            _tell_step(step.name, told, started)
        return True


def _tell_step(name: str, told: str, started: float, next_step: str | None = None) -> None:
    _tell(
        step=name,
        ok=next_step is None,
        told=told,
        next=next_step or "",
        ms=round((time.perf_counter() - started) * 1000),
    )


def _tell(**message: Any) -> None:
    sys.stdout.write(json.dumps(message) + "\n")  # as ASCII, whatever the console takes
    sys.stdout.flush()


def _about() -> dict[str, str]:
    return {
        "version": __version__,
        "qt": qVersion(),
        "platform": QGuiApplication.platformName(),
        "python": ".".join(str(part) for part in sys.version_info[:3]),
        "built": "packaged" if getattr(sys, "frozen", False) else "not packaged",
    }


class _ToStandardError(logging.Handler):
    """Writes what the program logs where it is judged with all else that was complained of."""

    def emit(self, record: logging.LogRecord) -> None:
        write_on_stderr(f"{record.levelname} {record.name}: {self.format(record)}")


def _have_log_judged() -> None:
    """Has warnings of the program judged, and those of Qt, which the program logs as INFO."""
    handler = _ToStandardError()
    logging.getLogger().addHandler(handler)
    logging.getLogger("qt").setLevel(logging.INFO)
