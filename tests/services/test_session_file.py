"""The session's file while several desks write it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from copydesk.services.settings import Session, TabState
from copydesk.services.tasks import TaskRunner

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.helpers.notifier_spy import NotifierSpy

APP = Path(__file__).parents[2] / "app"
_DESK = """
import sys
from PySide6.QtCore import QCoreApplication
from copydesk.services.notifier import Notifier
from copydesk.services.settings import Session, TabState
application = QCoreApplication([])
notifier = Notifier()
session = Session(notifier)
for turn in range(150):
    session.state.tabs = [TabState(f"{sys.argv[1]}-{n}") for n in range(turn % 40)]
    session.save()
assert not notifier._early, notifier._early
"""


def place() -> Path:
    return platformdirs.user_state_path("copydesk", appauthor=False) / "session.json"


def test_desks_that_write_at_once_never_leave_half_a_file() -> None:
    desks = [
        subprocess.Popen(
            [sys.executable, "-c", _DESK, name], env={**os.environ, "PYTHONPATH": str(APP)}
        )
        for name in "ab"
    ]
    while any(desk.poll() is None for desk in desks):
        if place().exists():
            names = {tab["path"][0] for tab in json.loads(place().read_bytes())["tabs"]}
            assert len(names) <= 1
    assert [desk.returncode for desk in desks] == [0, 0]
    names = {path.name for path in place().parent.iterdir()}
    assert names - {"session.json.lock"} == {"session.json"}


def test_saved_beside_it_is_the_last_that_counts(qtbot: QtBot, notifier_spy: NotifierSpy) -> None:
    tasks = TaskRunner(notifier_spy)
    session = Session(notifier_spy)
    for number in range(5):
        session.state.tabs = [TabState(f"/{number}.md")]
        session.save_beside(tasks)
    qtbot.waitUntil(lambda: not tasks.busy, timeout=20_000)
    again = Session(notifier_spy)
    assert [tab.path for tab in again.load().tabs] == ["/4.md"]
    assert notifier_spy.notices == []
