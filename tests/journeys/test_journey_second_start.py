"""A second `copydesk` hands its path to the one that runs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QPushButton

from copydesk.application.single_instance import SingleInstance, hand_over

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.helpers.sites import SiteBuilder
    from tests.journeys.journey import Journey

ROOT = Path(__file__).parents[2]
# Listens as a desk does, says so, and waits to be killed.
_LISTENER = """
from PySide6.QtCore import QCoreApplication
from copydesk.application.single_instance import SingleInstance
application = QCoreApplication([])
listening = SingleInstance()
print("listening", flush=True)
application.exec()
"""


@pytest.fixture
def start(journey: Journey) -> Iterator[Callable[..., QProcess]]:
    """Starts programs beside the desk, whose event loop goes on meanwhile."""
    processes: list[QProcess] = []

    def run(*arguments: str) -> QProcess:
        process = QProcess()
        process.setWorkingDirectory(str(ROOT / "app"))
        process.start(sys.executable, list(arguments))
        processes.append(process)
        return process

    yield run
    for process in processes:
        process.kill()
        process.waitForFinished()


def ended(process: QProcess) -> bool:
    return process.state() == QProcess.ProcessState.NotRunning


def test_a_second_start_hands_over_its_path(
    journey: Journey, ferry: Path, start: Callable[..., QProcess], tmp_path: Path
) -> None:
    instance = SingleInstance(journey.desk)
    instance.path_received.connect(journey.desk.open_from_outside)
    journey.window.showMinimized()
    second = start("-m", "copydesk", str(ferry))
    journey.until(lambda: ended(second))
    assert second.exitCode() == 0
    journey.until(lambda: journey.tab_title.startswith("Ferry"))
    assert journey.document.path == ferry
    assert not journey.window.isMinimized()

    alone = tmp_path / "notes" / "alone.txt"
    alone.parent.mkdir()
    alone.write_bytes(b"Just a note.\n")
    third = start("-m", "copydesk", str(alone))
    journey.until(lambda: ended(third))
    assert third.exitCode() == 0
    journey.until(lambda: journey.document.path == alone)
    assert len(list(journey.desk.documents)) == 2

    fourth = start("-m", "copydesk")  # only comes to the front
    journey.until(lambda: ended(fourth))
    assert fourth.exitCode() == 0
    assert len(list(journey.desk.documents)) == 2


def test_a_path_that_is_not_there_is_used_wrongly(
    start: Callable[..., QProcess], journey: Journey
) -> None:
    second = start("-m", "copydesk", "/nowhere/at/all.md")
    journey.until(lambda: ended(second))
    assert second.exitCode() == 2
    assert b"there is no" in bytes(second.readAllStandardError().data())


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe goes with its process")
def test_what_a_killed_desk_left_behind_blocks_nobody(
    start: Callable[..., QProcess], journey: Journey, ferry: Path
) -> None:
    killed = start("-c", _LISTENER)
    journey.until(lambda: b"listening" in killed.peek(1_000).data())
    killed.kill()
    journey.until(lambda: ended(killed))
    assert not hand_over("")  # a socket is there, and nobody listens

    instance = SingleInstance(journey.desk)
    instance.path_received.connect(journey.desk.open_from_outside)
    second = start("-m", "copydesk", str(ferry))
    journey.until(lambda: ended(second))
    assert second.exitCode() == 0
    journey.until(lambda: journey.document.path == ferry)


def test_a_post_of_another_site_comes_as_a_guest(
    journey: Journey, ferry: Path, site_factory: Callable[..., SiteBuilder]
) -> None:
    other = site_factory("mill-lane").astro()
    guest = other.post("src/content/news/bridge.md", "The bridge opens")
    root = journey.desk.library.root
    journey.desk.open_path(ferry)
    journey.until(lambda: len(journey.desk.editors.documents()) == 1)
    journey.desk.open_from_outside(str(guest))
    journey.until(lambda: len(journey.desk.editors.documents()) == 2)
    journey.until(lambda: any("another site" in notice for notice in journey.notices))
    assert journey.desk.library.root == root
    journey.notice_bars[-1].findChildren(QPushButton)[0].click()
    journey.until(lambda: journey.desk.library.root == other.root)
    journey.until(lambda: [d.path for d in journey.desk.editors.documents()] == [guest])
