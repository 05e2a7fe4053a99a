"""Fails a test that leaves something running: widgets, pool work, child processes, threads."""

from __future__ import annotations

import contextlib
import gc
import threading
import time
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import getCppPointer, isValid

from copydesk.services.tasks import TaskRunner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# What a test has begun may take this long to end after the test did.
_GRACE_S = 10.0
_LOOK_EVERY_MS = 20
# And a killed process this long to be gone.
_END_S = 10.0
# Chromium keeps its zygotes for as long as the application lives.
_LIVES_WITH_APPLICATION = ("QtWebEngineProc", "QtWebEngineProcess", "QtWebEngineProcess.exe")

_runners: weakref.WeakSet[TaskRunner] = weakref.WeakSet()


def record_task_runners() -> None:
    """Makes every `TaskRunner` of the run known to the guard; called once."""
    begin = TaskRunner.__init__

    def recorded(self: TaskRunner, *args: object, **kwargs: object) -> None:
        begin(self, *args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        _runners.add(self)

    TaskRunner.__init__ = recorded  # type: ignore[method-assign]  # for the tests' life only


def guarded() -> Iterator[list[str]]:
    """Looks before and after: yields a list that holds a line for each leak once resumed."""
    leaks: list[str] = []
    widgets: set[object] = {getCppPointer(widget) for widget in _top_level_widgets()}
    threads = set(threading.enumerate())
    children = _children()
    yield leaks
    leaks += _leaked_work()
    leaks += _leaked_widgets(widgets)
    leaks += _leaked_children(children)
    leaks += _leaked_threads(threads)


def _top_level_widgets() -> list[QWidget]:
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return []
    return [widget for widget in application.topLevelWidgets() if widget.parentWidget() is None]


def _leaked_widgets(before: set[object]) -> list[str]:
    def new() -> list[QWidget]:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return [widget for widget in _top_level_widgets() if getCppPointer(widget) not in before]

    if QCoreApplication.instance() is None or not new():
        return []
    gc.collect()  # a widget caught in a Python cycle is no leak
    left = new()
    lines = [f"top-level widget {type(w).__name__} {w.objectName()!r}" for w in left]
    for widget in left:
        widget.close()
        widget.deleteLater()
    del left
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return lines


def _leaked_work() -> list[str]:
    leaks = [
        "a TaskRunner whose work still runs"
        for runner in list(_runners)
        if isValid(runner) and runner.busy and not runner.drain(int(_GRACE_S * 1000))
    ]
    pool = QThreadPool.globalInstance()
    if pool.activeThreadCount() and not pool.waitForDone(int(_GRACE_S * 1000)):
        leaks.append("work on the global thread pool")
    return leaks


def _children() -> set[int]:
    """The numbers of the present child processes.

    Linux lists them by the thread that started each; psutil would look at every process there is,
    twice a test.
    """
    try:
        lists = [path.read_text() for path in Path("/proc/self/task").glob("*/children")]
    except OSError:  # a thread ended meanwhile
        lists = []
    if not lists:
        return {child.pid for child in psutil.Process().children(recursive=False)}
    return {int(number) for line in lists for number in line.split()}


def _leaked_children(before: set[int]) -> list[str]:
    def new() -> list[psutil.Process]:
        found = []
        for number in _children() - before:
            with contextlib.suppress(psutil.NoSuchProcess):
                found.append(psutil.Process(number))
        return [child for child in found if not _may_stay(child)]

    if not _lasting(new):
        return []
    leaks = []
    for child in new():
        try:
            leaks.append(f"child process {child.pid}: {' '.join(child.cmdline())}")
            child.kill()
            child.wait(_END_S)
        except (psutil.NoSuchProcess, psutil.TimeoutExpired):
            continue
    return leaks


def _may_stay(child: psutil.Process) -> bool:
    try:
        return child.name() in _LIVES_WITH_APPLICATION or child.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def _leaked_threads(before: set[threading.Thread]) -> list[str]:
    def new() -> list[threading.Thread]:
        # Threads of Qt's pools look like dummies to Python and end by themselves.
        return [
            thread
            for thread in threading.enumerate()
            if thread not in before and not isinstance(thread, threading._DummyThread)
        ]

    return [f"thread {thread.name}" for thread in new()] if _lasting(new) else []


def _lasting(look: Callable[[], object]) -> bool:
    """Whether what ``look`` finds is still there after the grace; events run meanwhile."""
    end = time.monotonic() + _GRACE_S
    pause = QTest.qWait if QCoreApplication.instance() is not None else _pause
    while look():
        if time.monotonic() > end:
            return True
        pause(_LOOK_EVERY_MS)
    return False


def _pause(length_ms: int) -> None:
    threading.Event().wait(length_ms / 1000)
