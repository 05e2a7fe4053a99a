"""What killed saves left in a folder goes to the history of its posts."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from copydesk.core.storage import sweep
from copydesk.core.storage.fingerprint import digest
from copydesk.core.storage.history import History, Origin
from copydesk.core.storage.temporary import temporary_for
from copydesk.services.sweeping import Sweeping
from tests.helpers.library_desk import LibraryDesk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.helpers.notifier_spy import NotifierSpy


@pytest.fixture
def desk(qtbot: QtBot, notifier_spy: NotifierSpy) -> Iterator[LibraryDesk]:
    desk = LibraryDesk(qtbot, notifier_spy)
    yield desk
    desk.close()


@pytest.fixture
def history(tmp_path_factory: pytest.TempPathFactory) -> Iterator[History]:
    history = History(tmp_path_factory.mktemp("history"))
    yield history
    history.close()


def test_their_texts_are_found_in_the_history(
    desk: LibraryDesk, history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "OLD_S", -1.0)  # no test waits for an hour
    post = tmp_path / "news" / "weir.md"
    post.parent.mkdir()
    post.write_bytes(b"the old text\n")
    history.keep(post, b"known already\n", Origin.SAVED)
    strays = [temporary_for(post) for _number in range(2)]
    strays[0].write_bytes(b"the new text\n")
    strays[1].write_bytes(b"known already\n")
    sweeping = Sweeping(desk.library, desk.tasks, history)
    sweeping.first_look.setInterval(0)
    sweeping.second_look.setInterval(0)
    told: list[Path] = []
    sweeping.kept.connect(told.append)
    desk.open(tmp_path)
    desk.wait(lambda: not any(stray.exists() for stray in strays))
    desk.wait(lambda: told == [post])
    newest = history.versions(post)[0]
    assert (newest.digest, newest.origin) == (digest(b"the new text\n"), Origin.SET_ASIDE)
    assert post.read_bytes() == b"the old text\n"


def test_fresh_ones_are_left_alone(desk: LibraryDesk, history: History, tmp_path: Path) -> None:
    stray = temporary_for(tmp_path / "weir.md")
    stray.write_bytes(b"being written\n")
    os.utime(stray, (0, time.time() - 86_400))
    sweeping = Sweeping(desk.library, desk.tasks, history)
    sweeping.first_look.setInterval(0)
    sweeping.second_look.setInterval(0)
    desk.open(tmp_path)
    desk.wait(lambda: not sweeping.first_look.isActive() and not desk.tasks.busy)
    assert not sweeping.second_look.isActive()
    assert stray.exists()
