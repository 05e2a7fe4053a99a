"""Something goes wrong inside the program: texts are kept, a report is written, work goes on."""

from __future__ import annotations

import sys
import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QLabel, QPlainTextEdit, QWidget

from copydesk.application import commands
from copydesk.application.mishaps import Mishaps
from copydesk.core.reports.report import (
    log_folder,
    report_folder,
    report_text,
    write_report,
)
from copydesk.services.recovery import journal_folder
from copydesk.ui.dialogs.mishap import MishapDialog, ReportDialog
from tests.helpers.secret import SECRET, fail, traces_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QPaintEvent

    from tests.helpers.log_guard import LogGuard
    from tests.journeys.journey import Journey

pytestmark = pytest.mark.qt_no_exception_capture


class Kept:
    """Keeps the posts and counts how often; may fail at it."""

    def __init__(self) -> None:
        self.times = 0
        self.fails = False
        self.flush: Callable[[], object] = list

    def keep(self) -> None:
        self.times += 1
        if self.fails:
            raise OSError(28, SECRET)
        self.flush()


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def watched(
    journey: Journey, kept: Kept, log_guard: LogGuard, monkeypatch: pytest.MonkeyPatch
) -> Journey:
    """A desk whose mishaps are taken, as `open_desk` has it."""
    log_guard.expect("^unexpected$")
    for module, name in (
        (sys, "excepthook"),
        (sys, "unraisablehook"),
        (threading, "excepthook"),
    ):
        monkeypatch.setattr(module, name, getattr(module, name))  # put back in the end
    kept.flush = journey.desk.recovery.flush
    Mishaps(journey.desk, kept.keep).install()
    return journey


def fall() -> None:
    raise RuntimeError(SECRET)


def fall_elsewhere() -> None:
    raise ZeroDivisionError(SECRET)


def soon(*what: Callable[[], object]) -> None:
    for one in what:
        QTimer.singleShot(0, one)


def reports() -> list[str]:
    return [path.read_text("utf-8") for path in sorted(report_folder().glob("*"))]


def words(journey: Journey) -> str:
    dialog = journey.dialog
    assert dialog is not None
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def shown(journey: Journey) -> bool:
    return isinstance(journey.dialog, MishapDialog) and journey.dialog.isActiveWindow()


def gone(journey: Journey) -> bool:
    return journey.dialog is None and journey.window.isActiveWindow()


def test_the_work_is_kept_and_goes_on(watched: Journey, kept: Kept, ferry: Path) -> None:
    before = ferry.read_bytes()
    watched.open("Ferry")
    watched.type("Extra. ")
    soon(fall)
    watched.until(lambda: shown(watched))
    assert kept.times == 1
    (entry,) = journal_folder().rglob("*.post")
    assert b"Extra. " in entry.read_bytes()
    assert "One of them is not saved; its text is kept safe" in words(watched)
    assert SECRET not in words(watched)
    watched.press("Return")
    watched.until(lambda: gone(watched))
    watched.until(lambda: watched.in_editor)
    watched.type("More. ")
    assert "Extra. More. " in watched.document.text
    assert ferry.read_bytes() == before
    (report,) = reports()
    assert "RuntimeError" in report
    assert "Posts open: 1, not saved: 1" in report
    assert "go.posts" in report
    assert not traces_of(SECRET, report.encode())
    assert "Extra" not in report
    assert "ferry" not in report.lower()


def test_a_storm_is_one_dialog_and_one_report(watched: Journey, kept: Kept) -> None:
    later: list[bool] = []
    soon(*[fall] * 50, lambda: later.append(True))
    watched.until(lambda: later and shown(watched))
    soon(fall, fall_elsewhere)
    watched.until(lambda: "It has gone wrong once more since then" in words(watched))
    assert len(reports()) == 2
    assert kept.times == 2
    watched.press("Esc")
    watched.until(lambda: gone(watched))
    done: list[bool] = []
    soon(fall, lambda: done.append(True))
    watched.until(lambda: done)
    assert watched.dialog is None
    assert len(reports()) == 2


class Torn(QWidget):
    """Fails at each painting."""

    paintings = 0

    def painted(self, times: int) -> bool:
        return self.paintings >= times

    def paintEvent(self, event: QPaintEvent) -> None:
        self.paintings += 1
        raise RuntimeError(SECRET)


def test_what_fails_at_each_painting_is_told_once(watched: Journey) -> None:
    torn = Torn(watched.window)
    torn.resize(40, 40)
    torn.show()
    watched.until(lambda: shown(watched))
    watched.press("Return")
    watched.until(lambda: gone(watched))
    for count in range(torn.paintings + 1, torn.paintings + 5):
        torn.update()
        watched.until(partial(torn.painted, count))
    assert watched.dialog is None
    assert len(reports()) == 1
    assert "RuntimeError" in reports()[0]


def test_no_dialog_comes_over_a_dialog(watched: Journey) -> None:
    watched.press("F1")
    watched.until(lambda: watched.dialog is not None)
    soon(fall)
    watched.until(lambda: "Something went wrong inside Copydesk." in watched.notices)
    assert not isinstance(watched.dialog, MishapDialog)
    watched.press("Esc")
    watched.until(lambda: gone(watched))
    watched.press("F6")
    while not watched.in_panel(watched.window.notices):
        watched.press("F6")
    watched.press("Space")
    watched.until(lambda: shown(watched))
    watched.press("Return")
    watched.until(lambda: gone(watched))


def test_the_editor_adds_what_is_to_be_known(watched: Journey, ferry: Path) -> None:
    watched.open("Ferry")
    soon(fall)
    watched.until(lambda: shown(watched))
    dialog = watched.dialog
    assert dialog is not None
    field, view = dialog.findChildren(QPlainTextEdit)
    box = dialog.findChild(QCheckBox)
    assert isinstance(box, QCheckBox)
    assert not box.isChecked()
    assert not view.isVisible()
    watched.press("Shift+Tab", "Space")
    watched.until(view.isVisible)
    assert view.isReadOnly()
    assert "RuntimeError" in view.toPlainText()
    for _step in range(6):
        if not field.hasFocus():
            watched.press("Tab")
    watched.type("I was dragging ایک تصویر")
    assert "I was dragging ایک تصویر" in view.toPlainText()
    assert "The last ferry leaves" not in view.toPlainText()
    watched.press("Tab", "Space")
    assert box.isChecked()
    assert "The last ferry leaves" in view.toPlainText()
    watched.press("Return")
    watched.until(lambda: gone(watched))
    watched.until(lambda: "The last ferry leaves" in reports()[0])
    (report,) = reports()
    assert "\nWhat the editor was doing:\nI was dragging ایک تصویر\n" in report


def test_escape_adds_nothing(watched: Journey) -> None:
    watched.open("Ferry")
    soon(fall)
    watched.until(lambda: shown(watched))
    before = reports()
    dialog = watched.dialog
    assert dialog is not None
    box = dialog.findChild(QCheckBox)
    assert isinstance(box, QCheckBox)
    watched.click(box)
    watched.press("Esc")
    watched.until(lambda: gone(watched))
    watched.until(lambda: not watched.desk.tasks.busy)
    assert reports() == before


def test_threads_and_tasks_are_heard_too(watched: Journey, kept: Kept) -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    watched.until(lambda: shown(watched))
    assert "ExceptionGroup" in reports()[0]
    watched.press("Return")
    watched.until(lambda: gone(watched))
    watched.desk.tasks.run(fall_elsewhere, lambda _result: None)
    watched.until(lambda: shown(watched))
    assert not watched.notices
    watched.press("Return")
    watched.until(lambda: gone(watched))
    assert kept.times == 2
    assert len(reports()) == 2
    for report in reports():
        assert not traces_of(SECRET, report.encode())


def test_what_can_not_be_tidied_up_is_only_reported(watched: Journey) -> None:
    class Untidy:
        def __del__(self) -> None:
            raise RuntimeError(SECRET)

    Untidy()
    watched.until(reports)
    assert watched.dialog is None
    assert not watched.notices


def test_where_nothing_can_be_kept_or_written_it_says_so(
    watched: Journey, kept: Kept, log_guard: LogGuard
) -> None:
    log_guard.expect("could not be")
    kept.fails = True
    log_folder().parent.mkdir(parents=True, exist_ok=True)
    log_folder().write_text("in the way")
    watched.open("Ferry")
    watched.type("Extra. ")
    soon(fall)
    watched.until(lambda: shown(watched))
    assert "One of them is not saved: please save now." in words(watched)
    assert "could not be written down" in words(watched)
    watched.press("Return")
    watched.until(lambda: gone(watched))


def test_an_interrupt_is_left_to_python(watched: Journey, monkeypatch: pytest.MonkeyPatch) -> None:
    passed: list[object] = []
    monkeypatch.setattr(sys, "__excepthook__", lambda *arguments: passed.append(arguments[0]))
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert passed == [KeyboardInterrupt]
    assert not reports()


def test_a_crash_of_last_time_is_mentioned(journey: Journey, kept: Kept) -> None:
    log_folder().mkdir(parents=True)
    trace = log_folder() / "999999999-1f.trace"
    trace.write_text('Fatal Python error: Aborted\n\n  File "/home/ada/x.py", line 3 in f\n')
    mishaps = Mishaps(journey.desk, kept.keep)
    mishaps.look_back_later()
    journey.until(lambda: journey.notices == ["Copydesk ended unexpectedly last time."])
    while not journey.in_panel(journey.window.notices):
        journey.press("F6")
    journey.press("Space")
    journey.until(lambda: isinstance(journey.dialog, ReportDialog))
    assert journey.dialog is not None
    view = journey.dialog.findChild(QPlainTextEdit)
    assert isinstance(view, QPlainTextEdit)
    assert "Fatal Python error: Aborted\n  (elsewhere)" in view.toPlainText()
    journey.press("Esc")
    journey.until(lambda: gone(journey))
    assert not trace.exists()


def test_the_reports_are_shown_in_the_file_manager(
    watched: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown_files: list[Path] = []
    monkeypatch.setattr(commands, "reveal", lambda path, _parent: shown_files.append(path))

    def ask() -> Path:
        watched.press("Ctrl+Shift+P")
        watched.type("Reports")
        watched.press("Return")
        watched.until(lambda: shown_files)
        return shown_files.pop()

    assert ask() == report_folder()
    assert report_folder().is_dir()
    assert ask() == report_folder()
    assert write_report(report_text("A mishap")) == ask()
