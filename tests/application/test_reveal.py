"""A post shown in the system's file manager."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from copydesk.application.reveal import reveal, reveal_command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


class Opened(QObject):
    """Takes the place of the system's file manager."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[QUrl] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url)


@pytest.fixture
def opened(qapp: object) -> Iterator[Opened]:
    taker = Opened()
    QDesktopServices.setUrlHandler("file", taker, "take")  # type: ignore[arg-type]  # the stub is wrong: it wants a str
    yield taker
    QDesktopServices.unsetUrlHandler("file")


@pytest.mark.parametrize(
    ("platform", "program", "last"),
    [
        ("win32", "explorer", "/select,/site/a, b.md"),
        ("darwin", "open", "/site/a, b.md"),
        ("linux", "dbus-send", "string:"),
    ],
)
def test_each_system_has_its_own_way(platform: str, program: str, last: str) -> None:
    command = reveal_command(Path(PurePosixPath("/site/a, b.md")), platform)
    assert command[0] == program
    assert command[-1] == last
    if platform == "linux":
        assert command[-2] == "array:string:file:///site/a%2C%20b.md"


def test_without_a_file_manager_that_listens_the_folder_opens(
    qtbot: QtBot, tmp_path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    post = tmp_path / "post.md"
    post.write_text("Text.\n", "utf-8")
    owner = QObject()
    reveal(post, owner)
    qtbot.waitUntil(lambda: bool(opened.urls))
    assert opened.urls[0].toLocalFile() == str(tmp_path)
