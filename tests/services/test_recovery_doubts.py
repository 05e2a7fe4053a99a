"""What could have slipped between journal, history and disk when an editor gives something up."""

from __future__ import annotations

import errno
import os
import threading
from typing import TYPE_CHECKING

import pytest

from copydesk.core.posts.encoding import TextFormat
from copydesk.core.storage.history import History, Origin
from copydesk.services.history import HISTORY_LANE
from copydesk.services.open_document import DiskState
from copydesk.services.recovery import journal_folder
from tests.helpers.held_documents import POST, type_in
from tests.helpers.windowless_desk import FullDisk, WindowlessDesk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.helpers.notifier_spy import NotifierSpy

POLISH = "---\ntitle: Jaz\n---\nZażółć gęślą jaźń.\n"


class BrokenHistory(History):
    """A history that can't be written when the test says so."""

    broken = False

    def keep(self, *args: object, **kwargs: object) -> int:
        if self.broken:
            from copydesk.core.storage.failures import storage_error

            raise storage_error(OSError(errno.ENOSPC, "full"), self.folder, "written")
        return super().keep(*args, **kwargs)  # type: ignore[arg-type]  # handed on as it came


@pytest.fixture
def history(tmp_path: Path) -> Iterator[BrokenHistory]:
    history = BrokenHistory(tmp_path / "history")
    yield history
    history.close()


@pytest.fixture
def start(
    qtbot: QtBot, notifier_spy: NotifierSpy, history: History
) -> Iterator[Callable[[], WindowlessDesk]]:
    places: list[WindowlessDesk] = []

    def begin() -> WindowlessDesk:
        places.append(WindowlessDesk(qtbot, notifier_spy, history, FullDisk()))
        return places[-1]

    yield begin
    for place in places:
        place.die()


@pytest.fixture
def post(tmp_path: Path) -> Path:
    path = tmp_path / "weir.md"
    path.write_bytes(POST.encode())
    return path


def kept() -> list[Path]:
    return sorted(journal_folder().glob("*/*.post"))


def test_what_is_given_up_leaves_the_journal_only_for_the_history(
    start: Callable[[], WindowlessDesk], post: Path, notifier_spy: NotifierSpy, history: History
) -> None:
    desk = start()
    document = desk.open(post)
    type_in(document, "Given up.\n")
    desk.settled()
    hold = threading.Event()
    desk.tasks.run(hold.wait, lambda _done: None, in_order=True, lane=HISTORY_LANE)  # it is slow
    type_in(document, "To the last word.\n")
    notifier_spy.answers.append("discard")
    desk.documents.close(document)
    desk.until(lambda: b"To the last word." in kept()[0].read_bytes())
    hold.set()
    desk.settled()
    assert kept() == []
    (version,) = history.versions(post)
    assert version.origin is Origin.SET_ASIDE
    assert history.content(version.digest) == (POST + "Given up.\nTo the last word.\n").encode()


def test_what_is_given_up_at_the_end_is_in_the_history_and_not_offered(
    start: Callable[[], WindowlessDesk], post: Path, notifier_spy: NotifierSpy, history: History
) -> None:
    desk = start()
    document = desk.open(post)
    type_in(document, "Given up.\n")
    desk.settled()
    notifier_spy.answers.append("discard")
    ended: list[bool] = []
    desk.documents.close_all(lambda: ended.append(True))
    assert ended
    assert desk.tasks.drain()  # at once, as the program does: nobody hears of any result
    desk.recovery.close()
    assert kept() == []
    assert len(history.versions(post)) == 1


def test_what_the_history_cannot_keep_is_offered_again(
    start: Callable[[], WindowlessDesk],
    post: Path,
    notifier_spy: NotifierSpy,
    history: BrokenHistory,
) -> None:
    desk = start()
    document = desk.open(post)
    type_in(document, "Given up.\n")
    desk.settled()
    history.broken = True
    notifier_spy.answers.append("discard")
    desk.documents.close(document)
    desk.settled()
    assert "could not be put into its history" in notifier_spy.sentences[-1]
    desk.die()
    (entry,) = start().look_back()
    assert entry.text == POST + "Given up.\n"


def test_what_is_set_aside_as_the_desk_ends_is_settled(
    start: Callable[[], WindowlessDesk], post: Path, history: History
) -> None:
    desk = start()
    type_in(desk.open(post), "Mine.\n")
    desk.settled()
    desk.die()
    after = start()
    (entry,) = after.look_back()
    after.recovery.set_aside(entry)
    assert after.tasks.drain()
    after.recovery.close()
    assert kept() == []
    assert len(history.versions(post)) == 1


def test_what_is_set_aside_is_read_again_as_it_was_written(
    start: Callable[[], WindowlessDesk], post: Path, history: History
) -> None:
    post.write_bytes(POLISH.encode("cp1250"))
    desk = start()
    document = desk.open(post)
    desk.documents.encodings.reread(document, "cp1250")
    type_in(document, "Więcej.\n")
    desk.settled()
    desk.die()
    after = start()
    (entry,) = after.look_back()
    after.recovery.set_aside(entry)
    after.settled()
    (version,) = history.versions(post)
    assert version.encoding == "cp1250"


def test_a_file_is_read_again_as_the_editor_said_before_the_crash(
    start: Callable[[], WindowlessDesk], post: Path
) -> None:
    greek = "Ωμέγα και άλλα λόγια για το φράγμα.\n"
    post.write_bytes(greek.encode("cp1253"))
    desk = start()
    document = desk.open(post)
    assert desk.documents.encodings.reread(document, "cp1251")  # whatever the bytes look like
    read = document.text
    assert read != greek
    type_in(document, "Ещё.\n")
    desk.settled()
    desk.die()
    after = start()
    document = after.restore(after.look_back()[0])
    after.settled()
    assert document.text == read + "Ещё.\n"
    assert document.base
    assert document.base.text == read
    theirs = (greek + "more\n").encode("cp1253")
    post.write_bytes(theirs)
    after.documents.look_again({post})
    after.until(lambda: document.theirs)
    assert document.theirs
    assert document.theirs.text == theirs.decode("cp1251")


def test_a_change_of_format_alone_reaches_the_journal(
    start: Callable[[], WindowlessDesk], post: Path
) -> None:
    desk = start()
    document = desk.open(post)
    type_in(document, "Mine.\n")
    desk.settled()
    document.set_format(TextFormat("utf-16-le", bom=True), "Save as UTF-16")
    desk.settled()
    desk.die()
    (entry,) = start().look_back()
    assert entry.text_format == TextFormat("utf-16-le", bom=True)
    assert entry.base_format == TextFormat()


@pytest.mark.parametrize("same", [False, True])
def test_a_drive_that_comes_back_replaces_no_recovered_text(
    start: Callable[[], WindowlessDesk], post: Path, same: bool
) -> None:
    desk = start()
    type_in(desk.open(post), "Mine.\n")
    desk.settled()
    desk.die()
    away = post.with_name("away")
    post.rename(away)
    after = start()
    document = after.restore(after.look_back()[0])
    after.settled()
    assert document.disk_state is DiskState.DELETED
    away.write_bytes(POST.encode() if same else b"Something else.\n")
    os.rename(away, post)  # noqa: PTH104 - as another program does
    after.documents.look_again({post})
    after.until(lambda: document.disk_state is not DiskState.DELETED)
    assert document.text == POST + "Mine.\n"
    assert document.modified
    assert document.disk_state is (DiskState.SAME if same else DiskState.CHANGED)


def test_what_is_about_to_be_written_in_place_is_in_the_journal_first(
    start: Callable[[], WindowlessDesk], post: Path, notifier_spy: NotifierSpy
) -> None:
    """A crash amid such a write leaves half of each text in the file."""
    os.link(post, post.with_name("other.md"))
    desk = start()
    document = desk.open(post)
    type_in(document, "Mine.\n")
    seen: list[int] = []
    desk.documents.overwriting.connect(
        lambda _document: seen.append(len(list(journal_folder().glob("*/*.post"))))
    )
    notifier_spy.answers.append("through")
    desk.documents.save(document)
    desk.settled()
    assert post.read_bytes() == (POST + "Mine.\n").encode()
    assert post.samefile(post.with_name("other.md"))
    assert seen == [1]
