"""What nobody expected: every text is kept safe, a report is written, and the desk goes on."""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
import time
from functools import partial
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot, qVersion
from PySide6.QtWidgets import QApplication

from copydesk.core.reports.failure import describe
from copydesk.core.reports.report import (
    Facts,
    add_to_report,
    report_crashes,
    report_text,
    write_report,
)
from copydesk.services.notifier import NoticeAction

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from copydesk.application.desk import Desk
    from copydesk.ui.dialogs.mishap import MishapDialog

_log = logging.getLogger(__name__)
# What goes wrong at every key or every frame is not told at every one.
_QUIET_S = 30.0
# Long after the window is on screen; a crash of last time can wait.
_LOOK_BACK_MS = 2_000
# Reports wait for no save, which may be what went wrong.
_LANE = "reports"


class Mishaps(QObject):
    """Takes the exceptions that no code took: Qt goes on after them, and so does the text."""

    _happened = Signal(str, bool)

    def __init__(self, desk: Desk, keep: Callable[[], object]) -> None:
        """Of a desk; `keep` puts the text of every unsaved post where it is safe."""
        super().__init__(desk)
        self._desk, self._keep = desk, keep
        self._told: dict[tuple[str, int], float] = {}
        self._dialog: MishapDialog | None = None
        # Later: a message shown from the middle of painting would make it worse.
        self._happened.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Takes them from now on, whichever way they come."""
        sys.excepthook = self.take
        threading.excepthook = self._take_from_thread
        sys.unraisablehook = self._take_unraisable
        self._desk.notifier.install_unexpected(self._take_told)

    def take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Logs one, and tells the editor of it unless that was just done."""
        if isinstance(error, Exception):
            self._note(error, trace, aloud=True)
        else:
            sys.__excepthook__(kind, error, trace)

    def _take_from_thread(self, happened: threading.ExceptHookArgs) -> None:
        if isinstance(happened.exc_value, Exception):
            self._note(happened.exc_value, happened.exc_traceback, aloud=True)

    def _take_unraisable(self, happened: sys.UnraisableHookArgs) -> None:
        # Something could not be tidied up: nothing that the editor asked for went wrong.
        if isinstance(happened.exc_value, Exception):
            self._note(happened.exc_value, happened.exc_traceback, aloud=False)

    def _take_told(self, error: Exception) -> None:
        self._note(error, error.__traceback__, aloud=True)

    def _note(self, error: Exception, trace: TracebackType | None, *, aloud: bool) -> None:
        """Takes down what happened: at once, on any thread, holding on to nothing of it."""
        _log.error("unexpected", exc_info=(type(error), error, trace))
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        place = (
            (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
            if trace
            else (type(error).__qualname__, 0)
        )
        now = time.monotonic()
        if now - self._told.get(place, -_QUIET_S) >= _QUIET_S:
            self._told[place] = now
            with contextlib.suppress(RuntimeError):  # at the very end this object is gone
                self._happened.emit(describe(error), aloud)

    @Slot(str, bool)
    def _tell(self, what: str, aloud: bool) -> None:
        is_kept = self._keep_posts()
        text = report_text(what, self._facts())
        path = _written(text)
        if not aloud:
            return
        if self._dialog is not None:
            self._dialog.note_another()
        elif QApplication.activeModalWidget() or QApplication.activePopupWidget():
            # No dialog over a dialog.
            self._desk.notifier.error(
                "Something went wrong inside Copydesk.",
                "Your posts are still here.",
                NoticeAction("More…", partial(self._show, text, path, is_kept=is_kept)),
            )
        else:
            self._show(text, path, is_kept=is_kept)

    def _keep_posts(self) -> bool:
        try:
            self._keep()
        except Exception:  # noqa: BLE001 - the mishap may be of this very part
            _log.exception("the posts could not be kept")
            return False
        return True

    def _facts(self) -> Facts:
        documents = list(self._desk.documents)
        return Facts(
            qt=f"{qVersion()}, PySide {PySide6.__version__}",
            sizes=tuple(len(document.text) for document in documents),
            unsaved=sum(document.modified for document in documents),
            actions=tuple(self._desk.commands.recent),
        )

    def _show(self, text: str, path: Path | None, *, is_kept: bool) -> None:
        from copydesk.ui.dialogs.mishap import Mishap, MishapDialog  # as good as never needed

        document = self._desk.editors.current_document
        mishap = Mishap(
            text,
            str(path or ""),
            unsaved=len(self._desk.documents.unsaved),
            is_kept=is_kept,
            post=None if document is None else document.text,
        )
        dialog = MishapDialog(mishap, self._desk.theme, self._desk.window)
        self._dialog = dialog
        if path is not None:
            dialog.added.connect(partial(self._add, path))
        dialog.finished.connect(self._forget_dialog)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def _forget_dialog(self) -> None:
        self._dialog = None

    def _add(self, path: Path, heading: str, text: str) -> None:
        add = partial(add_to_report, path, heading, text)
        self._desk.tasks.run(add, _nothing, self._could_not_write, in_order=True, lane=_LANE)

    def _could_not_write(self, error: Exception) -> None:
        _log.error("a report could not be written", exc_info=error)
        self._desk.notifier.error("The report could not be written.", "Check the disk's space.")

    def look_back_later(self) -> None:
        """Looks, once the desk stands, whether it ended badly last time."""
        QTimer.singleShot(_LOOK_BACK_MS, self, self._look_back)

    @Slot()
    def _look_back(self) -> None:
        self._desk.tasks.run(
            report_crashes,
            self._tell_of_crash,
            self._could_not_write,
            in_order=True,
            lane=_LANE,
        )

    def _tell_of_crash(self, reports: list[tuple[Path, str]]) -> None:
        if reports:
            path, text = reports[-1]
            self._desk.notifier.warn(
                "Copydesk ended unexpectedly last time.",
                "A report was written.",
                NoticeAction("Show", partial(self._show_report, path, text)),
            )

    def _show_report(self, path: Path, text: str) -> None:
        from copydesk.ui.dialogs.mishap import ReportDialog

        dialog = ReportDialog(text, str(path), self._desk.theme, self._desk.window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _written(text: str) -> Path | None:
    try:
        return write_report(text)
    except OSError as error:
        _log.error("a report could not be written", exc_info=error)
        return None


def _nothing(_result: object) -> None:
    """Nothing is left to do."""
