"""A post that can't be saved: what the editor sees, and the ways out."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton

from copydesk.core.storage.file_system import DISK
from tests.journeys.conftest import FERRY

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.journeys.journey import Journey

FULL = "“ferry.md” was not saved: the disk is full."
MORE = "It sails again.\n"


def label_of(journey: Journey, sentence: str) -> list[str]:
    """The buttons of the notice that says so."""
    return [
        button.text()
        for bar in journey.notice_bars
        if sentence in bar.notice.sentence
        for button in bar.findChildren(QPushButton)
    ]


def answer_file_dialog(journey: Journey, path: Path) -> list[str]:
    """Types a path into the next file dialog; gives the dialog's title once it came."""
    seen: list[str] = []

    def reply() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog) or not dialog.isActiveWindow():
            return
        name = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(name, QLineEdit)
        timer.stop()
        seen.append(dialog.windowTitle())
        name.setFocus()
        name.selectAll()
        journey.type(str(path))
        journey.press("Return")

    timer = QTimer(journey.desk, interval=20)
    timer.timeout.connect(reply)
    timer.start()
    return seen


def test_a_full_disk_and_the_way_out(
    journey: Journey, ferry: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey.open("Ferry")
    journey.press("Ctrl+End")
    journey.type(MORE)

    def full(_descriptor: int, _data: memoryview) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as disk:
        disk.setattr(DISK, "write_some", full)
        for _attempt in range(2):
            journey.press("Ctrl+S")
            journey.until(lambda: label_of(journey, FULL) == ["Save a copy…"])
            journey.until(lambda: not journey.desk.tasks.busy)
    assert len([one for one in journey.notices if FULL in one]) == 1
    assert journey.tab_title.endswith("●")
    assert ferry.read_text("utf-8") == FERRY

    elsewhere = tmp_path / "another-disk"
    elsewhere.mkdir()
    asked = answer_file_dialog(journey, elsewhere / "ferry.md")
    [bar] = [one for one in journey.notice_bars if FULL in one.notice.sentence]
    journey.click(next(b for b in bar.findChildren(QPushButton) if b.text() == "Save a copy…"))
    journey.until(lambda: (elsewhere / "ferry.md").is_file())
    journey.until(lambda: "A copy was saved as “ferry.md”." in journey.notices)
    assert asked == ["Save a copy"]
    assert (elsewhere / "ferry.md").read_text("utf-8") == FERRY + MORE
    assert journey.document.path == ferry
    assert journey.tab_title.endswith("●")

    journey.press("Ctrl+S")
    journey.saved(ferry, (FERRY + MORE).encode())
    journey.until(lambda: not [one for one in journey.notices if "not saved" in one])


def test_a_post_with_two_names(journey: Journey, ferry: Path, tmp_path: Path) -> None:
    other = tmp_path / "other-name.md"
    other.hardlink_to(ferry)
    journey.open("Ferry")
    journey.press("Ctrl+End")
    journey.type(MORE)
    asked = journey.when_asked("Escape")
    journey.press("Ctrl+S")
    journey.until(lambda: asked and journey.dialog is None)
    assert "has another name elsewhere" in asked[0]
    journey.until(lambda: not journey.desk.tasks.busy)
    assert ferry.read_text("utf-8") == FERRY
    assert journey.tab_title.endswith("●")

    asked = journey.when_asked("Return")  # the first answer: write through
    journey.press("Ctrl+S")
    journey.saved(ferry, (FERRY + MORE).encode())
    assert asked
    assert other.samefile(ferry)

    journey.until(lambda: journey.in_editor)
    journey.type(MORE)
    journey.press("Ctrl+S")  # it is not asked again
    journey.saved(ferry, (FERRY + MORE + MORE).encode())
    assert other.samefile(ferry)
