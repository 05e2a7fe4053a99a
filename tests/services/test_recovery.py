"""Unsaved posts are in the journal, and come back after the desk that held them is gone."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from copydesk.core.errors import StorageError
from copydesk.core.posts.encoding import TextFormat
from copydesk.core.storage.file_system import FileSystem
from copydesk.core.storage.history import History
from copydesk.services.open_document import DiskState, OpenDocument
from copydesk.services.recovery import journal_folder
from tests.helpers.held_documents import POST, type_in
from tests.helpers.windowless_desk import FullDisk, WindowlessDesk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.helpers.notifier_spy import NotifierSpy


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    history = History(tmp_path / "history")
    yield history
    history.close()


@pytest.fixture
def disk() -> FullDisk:
    return FullDisk()


@pytest.fixture
def start(
    qtbot: QtBot, notifier_spy: NotifierSpy, history: History, disk: FullDisk
) -> Iterator[Callable[[], WindowlessDesk]]:
    places: list[WindowlessDesk] = []

    def begin() -> WindowlessDesk:
        places.append(WindowlessDesk(qtbot, notifier_spy, history, disk))
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


def test_what_is_typed_is_kept_and_offered_once(
    start: Callable[[], WindowlessDesk], post: Path
) -> None:
    desk = start()
    document = desk.open(post)
    desk.recovery.journalling.cursor_of = lambda _document: 5
    desk.recovery.journalling.root_of = lambda: post.parent
    type_in(document, "Typed \udce9.\n")
    desk.settled()
    desk.die()

    after = start()
    (entry,) = after.look_back()
    assert after.found == [[entry]]
    assert (entry.path, entry.text, entry.cursor) == (post, POST + "Typed \udce9.\n", 5)
    assert (entry.name, entry.root) == ("weir.md", post.parent)
    third = start()
    assert third.look_back() == []  # it is the second's to decide
    restored = after.restore(entry)
    assert (restored.text, restored.modified) == (POST + "Typed \udce9.\n", True)
    assert restored.undo_label == "Recovered text"
    restored.undo()
    assert (restored.text, restored.modified) == (POST, False)
    after.settled()
    assert kept() == []
    assert after.look_back() == []


def test_restored_text_is_kept_anew_before_it_is_forgotten(
    start: Callable[[], WindowlessDesk], post: Path
) -> None:
    for turn in range(3):
        desk = start()
        if turn:
            (entry,) = desk.look_back()
            document = desk.restore(entry)
        else:
            document = desk.open(post)
        type_in(document, f"{turn}\n")
        desk.settled()
        assert len(kept()) == 1
        desk.die()
    (entry,) = start().look_back()
    assert entry.text == POST + "0\n1\n2\n"


def test_a_restart_with_nobody_to_decide_leaves_everything(
    start: Callable[[], WindowlessDesk], post: Path
) -> None:
    desk = start()
    type_in(desk.open(post), "Mine.\n")
    desk.settled()
    desk.die()
    for _turn in range(3):
        idle = start()
        assert len(idle.look_back()) == 1
        idle.recovery.close()
        idle.die()


def test_a_save_forgets_and_later_typing_is_kept(
    start: Callable[[], WindowlessDesk], post: Path
) -> None:
    desk = start()
    document = desk.open(post)
    type_in(document, "One.\n")
    desk.settled()
    assert len(kept()) == 1
    desk.documents.save(document)
    type_in(document, "Two.\n")
    desk.settled()
    assert post.read_bytes() == (POST + "One.\n").encode()
    desk.die()
    (entry,) = start().look_back()
    assert entry.text == POST + "One.\nTwo.\n"


def test_what_was_saved_or_given_up_is_not_offered(
    start: Callable[[], WindowlessDesk], post: Path, notifier_spy: NotifierSpy
) -> None:
    desk = start()
    document = desk.open(post)
    type_in(document, "One.\n")
    desk.settled()
    desk.documents.save(document)
    desk.settled()
    assert kept() == []
    type_in(document, "Two.\n")
    desk.settled()
    assert len(kept()) == 1
    notifier_spy.answers.append("discard")
    desk.documents.close(document)
    desk.settled()
    assert kept() == []
    desk.recovery.close()
    assert list(journal_folder().iterdir()) == []


def test_a_crash_between_a_save_and_its_forgetting_offers_nothing(
    start: Callable[[], WindowlessDesk], post: Path
) -> None:
    desk = start()
    document = desk.open(post)
    type_in(document, "Typed.\n")
    desk.settled()
    post.write_bytes(document.text.encode())  # the save, of which nobody came to hear
    desk.die()
    after = start()
    assert after.look_back() == []
    assert after.found == []
    after.settled()
    assert kept() == []


def test_flushing_keeps_what_no_timer_has_come_to(
    start: Callable[[], WindowlessDesk], post: Path
) -> None:
    desk = start()
    type_in(desk.open(post), "Just now.\n")
    untitled = desk.documents.untitled()
    type_in(untitled, "And here.\n")
    desk.recovery.flush()
    desk.die()
    assert [entry.text for entry in start().look_back()] == [POST + "Just now.\n", "And here.\n"]


def test_untitled_posts_come_back_as_such(start: Callable[[], WindowlessDesk]) -> None:
    desk = start()
    first, empty, third = (desk.documents.untitled() for _post in range(3))
    assert [first.name, empty.name, third.name] == ["Untitled", "Untitled 2", "Untitled 3"]
    type_in(first, "First.\n")
    type_in(third, "Third.\n")
    desk.settled()
    desk.die()
    after = start()
    for entry in after.look_back():
        after.restore(entry)
    found = [(document.name, document.text, document.path) for document in after.documents]
    assert found == [("Untitled", "First.\n", None), ("Untitled 3", "Third.\n", None)]
    assert all(document.modified for document in after.documents)
    assert len(kept()) == 2


def test_a_file_that_changed_since_leads_to_the_conflict(
    start: Callable[[], WindowlessDesk], post: Path, history: History
) -> None:
    history.keep_standing(post, POST.encode())
    desk = start()
    type_in(desk.open(post), "Mine.\n")
    desk.settled()
    desk.die()
    theirs = POST.replace("Monday", "Tuesday")
    post.write_bytes(theirs.encode())
    after = start()
    document = after.restore(after.look_back()[0])
    after.until(lambda: document.disk_state is DiskState.CHANGED)
    assert document.text == POST + "Mine.\n"
    assert document.base
    assert document.base.text == POST
    assert document.theirs
    assert document.theirs.text == theirs
    after.documents.save(document)
    after.settled()
    assert post.read_bytes() == theirs.encode()


def test_a_file_that_changed_since_and_whose_base_nobody_kept(
    start: Callable[[], WindowlessDesk], post: Path
) -> None:
    desk = start()
    type_in(desk.open(post), "Mine.\n")
    desk.settled()
    desk.die()
    post.write_bytes(POST.replace("Monday", "Tuesday").encode())
    after = start()
    document = after.restore(after.look_back()[0])
    after.until(lambda: document.disk_state is DiskState.CHANGED)
    assert document.text == POST + "Mine.\n"
    assert document.base
    assert "Mine" not in document.base.text
    assert "Tuesday" not in document.base.text


@pytest.mark.parametrize("known", [True, False])
def test_a_file_that_is_gone_keeps_its_text(
    start: Callable[[], WindowlessDesk], post: Path, history: History, known: bool
) -> None:
    if known:
        history.keep_standing(post, POST.encode())
    desk = start()
    type_in(desk.open(post), "Mine.\n")
    desk.settled()
    desk.die()
    post.unlink()
    after = start()
    document = after.restore(after.look_back()[0])
    after.settled()
    assert document.path == post
    assert document.disk_state is DiskState.DELETED
    assert document.modified
    assert document.text == POST + "Mine.\n"
    after.documents.save_again(document)
    after.settled()
    assert post.read_bytes() == (POST + "Mine.\n").encode()
    assert kept() == []


def test_what_is_unsaved_in_an_open_post_is_not_lost_to_the_recovered(
    start: Callable[[], WindowlessDesk], post: Path
) -> None:
    desk = start()
    type_in(desk.open(post), "Before.\n")
    desk.settled()
    desk.die()
    after = start()
    (entry,) = after.look_back()
    present = after.open(post)
    type_in(present, "Since.\n")
    beside = after.restore(entry)
    assert (beside.name, beside.path) == ("weir.md, recovered", None)
    assert beside.text == POST + "Before.\n"
    assert present.text == POST + "Since.\n"


def test_another_encoding_comes_back_with_its_text(
    start: Callable[[], WindowlessDesk], post: Path
) -> None:
    desk = start()
    document = desk.open(post)
    document.set_format(TextFormat("utf-8", bom=True), "Another encoding")
    desk.settled()
    desk.die()
    after = start()
    restored = after.restore(after.look_back()[0])
    assert restored.text_format == TextFormat("utf-8", bom=True)
    assert restored.modified
    restored.undo()
    assert not restored.modified


def test_what_is_set_aside_is_a_version_and_offered_no_more(
    start: Callable[[], WindowlessDesk], post: Path, history: History
) -> None:
    desk = start()
    type_in(desk.open(post), "Mine.\n")
    type_in(desk.documents.untitled(), "Half \ud83d.\n")
    desk.settled()
    desk.die()
    after = start()
    for entry in after.look_back():
        after.recovery.set_aside(entry)
    after.settled()
    assert kept() == []
    assert after.look_back() == []
    (version,) = history.versions(post)
    assert history.content(version.digest) == (POST + "Mine.\n").encode()
    assert len(history.untitled()) == 1


def test_a_full_disk_is_told_once_and_it_is_tried_again(
    start: Callable[[], WindowlessDesk], post: Path, disk: FullDisk, notifier_spy: NotifierSpy
) -> None:
    desk = start()
    document = desk.open(post)
    disk.full = True
    wanted: list[OpenDocument] = []
    desk.documents.copy_wanted.connect(wanted.append)
    for turn in range(3):
        type_in(document, f"{turn}\n")
        desk.recovery.journalling.take_down_now(document)
        desk.until(lambda: not desk.tasks.busy)
    assert notifier_spy.errors == ["“weir.md” was not kept for recovery: the disk is full."]
    notifier_spy.press("Save a copy…")
    assert wanted == [document]
    disk.full = False
    desk.recovery.journalling._later.setInterval(0)
    desk.recovery.journalling._later.start()
    desk.settled()
    assert "again" in notifier_spy.sentences[-1]
    desk.die()
    assert [entry.text for entry in start().look_back()] == [document.text]


def test_a_text_that_goes_back_to_what_is_on_disk_is_forgotten(
    start: Callable[[], WindowlessDesk], post: Path
) -> None:
    desk = start()
    document = desk.open(post)
    type_in(document, "Typed.\n")
    desk.settled()
    assert len(kept()) == 1
    document.undo()
    desk.settled()
    assert kept() == []


def test_a_file_deleted_under_an_untouched_post_makes_its_text_kept(
    start: Callable[[], WindowlessDesk], post: Path
) -> None:
    desk = start()
    document = desk.open(post)
    post.unlink()
    desk.documents.look_again({post})
    desk.until(lambda: document.disk_state is DiskState.DELETED)
    desk.settled()
    desk.die()
    assert [entry.text for entry in start().look_back()] == [POST]


def test_an_unreadable_entry_is_told_once_and_the_others_come(
    start: Callable[[], WindowlessDesk], post: Path, notifier_spy: NotifierSpy
) -> None:
    desk = start()
    type_in(desk.open(post), "Mine.\n")
    type_in(desk.documents.untitled(), "Whole.\n")
    desk.settled()
    desk.die()
    for path in kept():
        if b"Mine" in path.read_bytes():
            path.write_bytes(path.read_bytes()[:-3])
    after = start()
    assert [entry.text for entry in after.look_back()] == ["Whole.\n"]
    assert notifier_spy.sentences == ["A recovery file can't be read."]
    after.look_back()
    assert len(notifier_spy.sentences) == 1


def test_what_cant_be_set_aside_is_still_to_be_decided(
    start: Callable[[], WindowlessDesk],
    post: Path,
    history: History,
    notifier_spy: NotifierSpy,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = start()
    type_in(desk.open(post), "Mine.\n")
    desk.settled()
    desk.die()
    after = start()
    (entry,) = after.look_back()

    def full(*_arguments: object, **_named: object) -> None:
        raise StorageError("The disk is full.")

    monkeypatch.setattr(history, "keep", full)
    after.recovery.set_aside(entry)
    after.settled()
    assert notifier_spy.errors == ["The disk is full."]
    assert after.recovery.waiting == [entry]
    assert after.look_back() == [entry]
    assert len(kept()) == 1


def test_entries_that_many_desks_left_are_all_offered(
    start: Callable[[], WindowlessDesk], tmp_path: Path
) -> None:
    for number in range(4):
        desk = start()
        type_in(desk.documents.untitled(), f"Desk {number}.\n")
        desk.settled()
        desk.die()
    found = start().look_back()
    assert [entry.text for entry in found] == [f"Desk {number}.\n" for number in range(4)]


def test_what_is_typed_while_a_slow_disk_writes_is_written_after(
    start: Callable[[], WindowlessDesk], post: Path, disk: FullDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = start()
    document = desk.open(post)
    may_go_on, written = threading.Event(), []

    def slowly(descriptor: int, data: bytes) -> None:
        written.append(data)
        assert may_go_on.wait(20)
        FileSystem.write(disk, descriptor, data)

    monkeypatch.setattr(disk, "write", slowly)
    for turn in range(5):
        type_in(document, f"{turn}\n")
        desk.recovery.journalling.take_down_now(document)
    desk.documents.save(document)  # does not wait for it
    desk.until(lambda: not document.modified)
    type_in(document, "After.\n")
    may_go_on.set()
    desk.settled()
    assert len(written) <= 3  # the newest one wins
    desk.die()
    assert [entry.text for entry in start().look_back()] == [document.text]
