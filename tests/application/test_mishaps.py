"""What no code took: logged, told calmly, and the desk goes on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer

from copydesk.application.mishaps import Mishaps

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.helpers.log_guard import LogGuard
    from tests.helpers.notifier_spy import NotifierSpy


def fall(message: str = "the weir broke") -> None:
    raise RuntimeError(message)


@pytest.mark.qt_no_exception_capture
def test_an_exception_in_a_slot_is_told_once_and_nothing_ends(
    qtbot: QtBot,
    notifier_spy: NotifierSpy,
    log_guard: LogGuard,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    log_guard.expect("unexpected")
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # put back in the end
    mishaps = Mishaps(notifier_spy)
    mishaps.install()
    for _turn in range(3):
        QTimer.singleShot(0, fall)
    later: list[bool] = []
    QTimer.singleShot(0, lambda: later.append(True))
    qtbot.waitUntil(lambda: bool(later) and bool(notifier_spy.errors))
    assert notifier_spy.errors == ["Something went wrong inside Copydesk: the weir broke."]
    assert "still here" in notifier_spy.notices[0].next_step


def test_an_interrupt_is_left_to_python(
    notifier_spy: NotifierSpy, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed: list[object] = []
    monkeypatch.setattr(sys, "__excepthook__", lambda *arguments: passed.append(arguments[0]))
    Mishaps(notifier_spy).take(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert passed == [KeyboardInterrupt]
    assert not notifier_spy.notices
