"""Starts the desk: one window a person, the last session or what was asked for."""

from __future__ import annotations

import atexit
import contextlib
import logging
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from copydesk.application.mishaps import Mishaps
from copydesk.application.qt_setup import make_application, prepare_qt
from copydesk.application.signals import EndSignals
from copydesk.application.single_instance import SingleInstance, hand_over
from copydesk.core.reports.failure import describe
from copydesk.core.reports.log import LogFile
from copydesk.core.reports.report import log_folder, report_text, write_report
from copydesk.core.reports.trace import TraceFile

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType


def open_desk(path: Path | None, *, new_window: bool = False) -> int:
    """Opens the desk, or hands ``path`` to one that is already open.

    Args:
        path: A folder or a post, absolute; None restores the last session.
        new_window: Whether to open a desk of its own all the same.

    Returns:
        The program's exit status.
    """
    if not new_window and hand_over(str(path or "")):
        return 0
    _watch_itself()
    prepare_qt()
    application = make_application()
    from copydesk.application.desk import Desk  # after the application: widgets need it

    desk = Desk()
    mishaps = Mishaps(desk, desk.recovery.flush)
    mishaps.install()
    if not new_window:
        instance = SingleInstance(desk)
        instance.path_received.connect(desk.open_from_outside)
    desk.left.connect(application.quit)
    ending = EndSignals(desk)
    ending.asked.connect(desk.end_now)
    ending.install()
    application.commitDataRequest.connect(desk.keep_for_logout, Qt.ConnectionType.DirectConnection)
    desk.start(path)
    application.open_files_with(desk.open_from_outside)
    mishaps.look_back_later()
    return application.exec()


def _watch_itself() -> None:
    """Has warnings go to a log, the trace of a crash to a file, and a failed start to a report."""
    sys.excepthook = _report  # until there is a window to tell it in
    logging.getLogger().addHandler(LogFile(log_folder()))
    if sys.stderr is not None and sys.stderr.isatty():  # else a desktop's own log would quote posts
        logging.getLogger().addHandler(logging.StreamHandler())
    with contextlib.suppress(OSError):  # a disk that is full must not keep the desk from opening
        atexit.register(TraceFile(log_folder()).close)


def _report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if isinstance(error, Exception):
        with contextlib.suppress(OSError):
            write_report(report_text(describe(error)))
    sys.__excepthook__(kind, error, trace)
