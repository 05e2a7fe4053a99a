"""The guards of `tests/conftest.py` catch what they are there for."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from tests.helpers import leak_guard
from tests.helpers.log_guard import LogGuard

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def _short_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leak_guard, "_GRACE_S", 0.05)


def test_widget_left_open_is_found(qapp: QApplication) -> None:
    guard = leak_guard.guarded()
    leaks = next(guard)
    kept = QWidget()
    kept.setObjectName("forgotten")
    next(guard, None)
    assert leaks == ["top-level widget QWidget 'forgotten'"]


def test_child_process_left_running_is_found_and_ended() -> None:
    guard = leak_guard.guarded()
    leaks = next(guard)
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    next(guard, None)
    assert len(leaks) == 1
    assert leaks[0].startswith(f"child process {child.pid}")
    child.wait(5)
    assert child.stdin is not None
    child.stdin.close()


def test_thread_left_running_is_found() -> None:
    guard = leak_guard.guarded()
    leaks = next(guard)
    end = threading.Event()
    thread = threading.Thread(target=end.wait, name="forgotten")
    thread.start()
    next(guard, None)
    end.set()
    thread.join(5)
    assert leaks == ["thread forgotten"]


def test_warnings_in_the_log_are_found_unless_expected() -> None:
    guard = LogGuard()
    guard.expect("^on purpose")
    for level, message in ((logging.WARNING, "on purpose: 1"), (logging.ERROR, "by accident")):
        guard.handle(logging.LogRecord("a", level, "f", 1, message, None, None))
    assert guard.unexpected == ["ERROR a: by accident"]
