"""Saves that can't be: a sentence, a way out, and the text still in the window."""

from __future__ import annotations

import errno
import os
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from copydesk.core.storage.file_system import DISK
from copydesk.core.storage.fingerprint import FileContent, digest, read_file
from copydesk.core.storage.temporary import post_name_of
from copydesk.services import disk_look
from copydesk.services.documents import Documents
from copydesk.services.notifier import Level
from copydesk.services.open_document import DiskState, OpenDocument
from copydesk.services.tasks import TaskRunner
from tests.helpers.held_documents import POST, opened, type_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.helpers.held_tasks import HeldTasks
    from tests.helpers.notifier_spy import NotifierSpy

MINE = "Mine.\n"


class FullDisk:
    """Every write fails while it is on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.number = errno.ENOSPC
        self.on = True
        real = DISK.write_some

        def write_some(descriptor: int, data: memoryview) -> int:
            if self.on:
                raise OSError(self.number, os.strerror(self.number))
            return real(descriptor, data)

        monkeypatch.setattr(DISK, "write_some", write_some)


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> FullDisk:
    return FullDisk(monkeypatch)


def saved(documents: Documents, tasks: HeldTasks, document: OpenDocument) -> bool:
    documents.save(document)
    tasks.finish()
    return not document.modified


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "your share of the disk is used up"),
        (errno.EIO, "the disk reported an error"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EACCES, "you may not change it"),
        (errno.ESTALE, "has gone away"),
        (errno.ENOTCONN, "has gone away"),
        (errno.ETIMEDOUT, "does not answer"),
        (errno.EHOSTDOWN, "does not answer"),
    ],
)
def test_a_failed_save_is_told_with_a_way_out(
    documents: Documents,
    tasks: HeldTasks,
    post: Path,
    notifier_spy: NotifierSpy,
    full_disk: FullDisk,
    number: int,
    words: str,
) -> None:
    full_disk.number = number
    document = opened(documents, tasks, post)
    type_in(document, MINE)
    assert not saved(documents, tasks, document)
    assert document.text == POST + MINE
    assert post.read_bytes() == POST.encode()
    [notice] = notifier_spy.notices
    assert notice.level is Level.ERROR
    assert words in notice.sentence
    assert notice.next_step
    wanted: list[OpenDocument] = []
    documents.copy_wanted.connect(wanted.append)
    notifier_spy.press("Save a copy…")
    assert wanted == [document]


def test_what_was_told_is_withdrawn_once_it_is_saved(
    documents: Documents,
    tasks: HeldTasks,
    post: Path,
    notifier_spy: NotifierSpy,
    full_disk: FullDisk,
) -> None:
    withdrawn: list[str] = []
    notifier_spy.withdrawn.connect(withdrawn.append)
    document = opened(documents, tasks, post)
    type_in(document, MINE)
    assert not saved(documents, tasks, document)
    assert not saved(documents, tasks, document)
    assert len(set(notifier_spy.sentences)) == 1
    full_disk.on = False
    assert saved(documents, tasks, document)
    assert withdrawn == notifier_spy.sentences[:1]


def test_closing_withdraws_it_too(
    documents: Documents,
    tasks: HeldTasks,
    post: Path,
    notifier_spy: NotifierSpy,
    full_disk: FullDisk,
) -> None:
    withdrawn: list[str] = []
    notifier_spy.withdrawn.connect(withdrawn.append)
    document = opened(documents, tasks, post)
    type_in(document, MINE)
    assert not saved(documents, tasks, document)
    notifier_spy.answers.append("discard")
    documents.close(document)
    assert withdrawn == notifier_spy.sentences


class TestSharedFiles:
    @pytest.fixture
    def other(self, post: Path) -> Path:
        path = post.with_name("other.md")
        path.hardlink_to(post)
        return path

    @pytest.mark.parametrize("answer", ["through", "part"])
    def test_the_editor_is_asked_once(
        self,
        documents: Documents,
        tasks: HeldTasks,
        post: Path,
        other: Path,
        notifier_spy: NotifierSpy,
        answer: str,
    ) -> None:
        document = opened(documents, tasks, post)
        type_in(document, MINE)
        notifier_spy.answers.append(answer)
        assert saved(documents, tasks, document)
        type_in(document, MINE)
        assert saved(documents, tasks, document)
        assert len(notifier_spy.questions) == 1
        assert post.read_text("utf-8") == POST + MINE + MINE
        assert other.read_text("utf-8") == (POST + MINE + MINE if answer == "through" else POST)

    def test_the_answer_holds_until_the_post_is_closed(
        self,
        documents: Documents,
        tasks: HeldTasks,
        post: Path,
        other: Path,
        notifier_spy: NotifierSpy,
    ) -> None:
        document = opened(documents, tasks, post)
        type_in(document, MINE)
        notifier_spy.answers.append("through")
        assert saved(documents, tasks, document)
        documents.close(document)
        document = opened(documents, tasks, post)
        type_in(document, MINE)
        assert not saved(documents, tasks, document)  # not now, as Escape says
        assert len(notifier_spy.questions) == 2
        assert post.samefile(other)

    def test_or_a_copy_is_saved(
        self,
        documents: Documents,
        tasks: HeldTasks,
        post: Path,
        other: Path,
        notifier_spy: NotifierSpy,
    ) -> None:
        wanted: list[OpenDocument] = []
        documents.copy_wanted.connect(wanted.append)
        document = opened(documents, tasks, post)
        type_in(document, MINE)
        notifier_spy.answers.append("copy")
        assert not saved(documents, tasks, document)
        assert wanted == [document]
        assert other.read_text("utf-8") == POST

    def test_what_is_typed_meanwhile_is_saved_too(
        self,
        documents: Documents,
        tasks: HeldTasks,
        post: Path,
        other: Path,
        notifier_spy: NotifierSpy,
    ) -> None:
        document = opened(documents, tasks, post)
        type_in(document, MINE)
        done: list[OpenDocument] = []
        documents.save(document, done.append)
        type_in(document, MINE)
        notifier_spy.answers.append("through")
        tasks.finish()
        assert other.read_text("utf-8") == POST + MINE + MINE
        assert done == [document]


class TestFoldersThatAreGone:
    @pytest.fixture
    def deep(self, tmp_path: Path) -> Path:
        path = tmp_path / "site" / "posts" / "2024" / "weir.md"
        path.parent.mkdir(parents=True)
        path.write_bytes(POST.encode())
        return path

    def gone(self, documents: Documents, tasks: HeldTasks, deep: Path) -> OpenDocument:
        document = opened(documents, tasks, deep)
        type_in(document, MINE)
        deep.unlink()
        deep.parent.rmdir()
        deep.parent.parent.rmdir()
        documents.look_again({deep.parent})
        tasks.finish()
        assert document.disk_state is DiskState.DELETED
        return document

    def test_they_are_made_again_in_a_folder_that_stands(
        self, documents: Documents, tasks: HeldTasks, deep: Path, notifier_spy: NotifierSpy
    ) -> None:
        documents.root = deep.parents[2]
        document = self.gone(documents, tasks, deep)
        notifier_spy.answers.append("save")
        assert saved(documents, tasks, document)
        assert deep.read_text("utf-8") == POST + MINE

    @pytest.mark.parametrize("root", ["none", "gone"])
    def test_none_is_made_where_a_drive_was(
        self,
        documents: Documents,
        tasks: HeldTasks,
        deep: Path,
        notifier_spy: NotifierSpy,
        root: str,
    ) -> None:
        documents.root = deep.parents[1] if root == "gone" else None
        document = self.gone(documents, tasks, deep)
        notifier_spy.answers.append("save")
        assert not saved(documents, tasks, document)
        assert "the drive it is on, is no longer there" in notifier_spy.sentences[-1]
        assert [action.label for action in notifier_spy.notices[-1].actions] == ["Save a copy…"]
        assert not deep.parents[1].exists()

    def test_none_is_made_on_the_disk_below_a_drive(
        self,
        documents: Documents,
        tasks: HeldTasks,
        deep: Path,
        notifier_spy: NotifierSpy,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """The empty folder that a drive was mounted on is of another disk than the post was."""

        def read_elsewhere(path: Path) -> FileContent:
            content = read_file(path)
            return replace(content, mark=(content.mark[0] + 1, content.mark[1]))

        monkeypatch.setattr(disk_look, "read_file", read_elsewhere)
        documents.root = deep.parents[2]
        document = opened(documents, tasks, deep)
        type_in(document, MINE)
        deep.unlink()
        documents.look_again({deep})
        tasks.finish()
        notifier_spy.answers.append("save")
        assert not saved(documents, tasks, document)
        assert "the drive it is on, is no longer there" in notifier_spy.sentences[-1]
        assert not deep.exists()

    def test_a_vanished_folder_is_told_by_the_save_itself(
        self, documents: Documents, tasks: HeldTasks, deep: Path, notifier_spy: NotifierSpy
    ) -> None:
        """Before anybody noticed that it is gone."""
        documents.root = deep.parents[2]
        document = opened(documents, tasks, deep)
        type_in(document, MINE)
        deep.unlink()
        deep.parent.rmdir()
        assert not saved(documents, tasks, document)
        assert "the drive it is on, is no longer there" in notifier_spy.sentences[-1]
        assert not deep.parent.exists()

    def test_a_deleted_file_offers_a_copy(
        self, documents: Documents, tasks: HeldTasks, post: Path, notifier_spy: NotifierSpy
    ) -> None:
        document = opened(documents, tasks, post)
        type_in(document, MINE)
        post.unlink()
        assert not saved(documents, tasks, document)
        assert [action.label for action in notifier_spy.notices[-1].actions] == ["Save a copy…"]
        wanted: list[OpenDocument] = []
        documents.copy_wanted.connect(wanted.append)
        notifier_spy.answers.append("copy")
        documents.save(document)
        tasks.finish()
        assert wanted == [document]
        assert not post.exists()


class TestCopies:
    def test_a_copy_replaces_what_the_editor_agreed_to(
        self, documents: Documents, tasks: HeldTasks, post: Path
    ) -> None:
        kept: list[tuple[Path, bytes]] = []
        documents.keep_before_save = lambda path, data: kept.append((path, data))
        document = opened(documents, tasks, post)
        copy = post.with_name("copy.md")
        copy.write_bytes(b"older")
        documents.save_copy(document, copy)
        tasks.finish()
        assert copy.read_bytes() == POST.encode()
        assert kept == [(copy, b"older")]

    def test_it_never_replaces_the_post_itself(
        self, documents: Documents, tasks: HeldTasks, post: Path, notifier_spy: NotifierSpy
    ) -> None:
        """By another name of it, past the look that a save takes."""
        document = opened(documents, tasks, post)
        type_in(document, MINE)
        post.write_bytes(b"theirs")
        link = post.with_name("link.md")
        link.symlink_to(post)
        documents.save_copy(document, link)
        tasks.finish()
        assert post.read_bytes() == b"theirs"
        assert "a post of that name is open" in notifier_spy.sentences[-1]

    def test_a_writer_in_between_keeps_its_text(
        self,
        documents: Documents,
        tasks: HeldTasks,
        post: Path,
        notifier_spy: NotifierSpy,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        copy = post.with_name("copy.md")
        copy.write_bytes(b"older")
        sync = DISK.sync

        def raced(descriptor: int) -> None:
            sync(descriptor)
            copy.write_bytes(b"theirs")

        monkeypatch.setattr(DISK, "sync", raced)
        document = opened(documents, tasks, post)
        documents.save_copy(document, copy)
        tasks.finish()
        assert copy.read_bytes() == b"theirs"
        assert "another program is writing" in notifier_spy.sentences[-1]


def test_what_is_replaced_is_kept_first(documents: Documents, tasks: HeldTasks, post: Path) -> None:
    kept: list[tuple[Path, bytes, bytes]] = []
    documents.keep_before_save = lambda path, old: kept.append((path, old, post.read_bytes()))
    document = opened(documents, tasks, post)
    type_in(document, MINE)
    assert saved(documents, tasks, document)
    assert kept == [(post, POST.encode(), POST.encode())]


@pytest.fixture
def desks(notifier_spy: NotifierSpy) -> Iterator[list[tuple[Documents, TaskRunner]]]:
    """Two desks on one machine, each with threads of its own."""
    found = []
    for _desk in range(2):
        runner = TaskRunner(notifier_spy)
        found.append((Documents(notifier_spy, runner), runner))
    yield found
    assert all(runner.drain() for _documents, runner in found)


def test_two_desks_that_save_one_post_lose_neither_text(
    qtbot: QtBot, desks: list[tuple[Documents, TaskRunner]], post: Path
) -> None:
    """Both type and save at once, many times; who comes second is told, and never overwrites."""
    for turn in range(40):
        post.write_bytes(POST.encode())
        for documents, _runner in desks:
            documents.open(post)
        qtbot.waitUntil(lambda: not any(runner.busy for _documents, runner in desks))
        both = [documents.all_open[0] for documents, _runner in desks]
        for name, document in zip(("first", "second"), both, strict=True):
            type_in(document, f"Desk {name}, turn {turn}.\n")
        # Whatever the order of the two threads is.
        for (documents, _runner), document in zip(desks, both, strict=True):
            documents.save(document)
        qtbot.waitUntil(lambda: not any(runner.busy for _documents, runner in desks))
        clean = [document for document in both if not document.modified]
        assert len(clean) == 1
        assert post.read_text("utf-8") == clean[0].text
        [loser] = [document for document in both if document.modified]
        assert loser.disk_state is DiskState.CHANGED
        assert loser.theirs is not None
        assert loser.theirs.digest == digest(clean[0].text.encode())
        for (documents, _runner), document in zip(desks, both, strict=True):
            documents.let_go(document)
    assert not [path for path in post.parent.iterdir() if post_name_of(path.name)]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells")
def test_a_program_that_has_the_file_open_is_named(
    documents: Documents, tasks: HeldTasks, post: Path, notifier_spy: NotifierSpy
) -> None:
    document = opened(documents, tasks, post)
    type_in(document, MINE)
    with post.open("r+b"):
        assert not saved(documents, tasks, document)
    assert "another program is using it" in notifier_spy.sentences[-1]
    assert saved(documents, tasks, document)


def test_saves_of_one_post_never_overlap(
    qtbot: QtBot,
    desks: list[tuple[Documents, TaskRunner]],
    post: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    documents, runner = desks[0]
    inside = threading.Lock()
    overlaps: list[str] = []
    sync = DISK.sync

    def watched(descriptor: int) -> None:
        if not inside.acquire(blocking=False):
            overlaps.append("two at once")
            return
        sync(descriptor)
        inside.release()

    monkeypatch.setattr(DISK, "sync", watched)
    found: list[OpenDocument] = []
    documents.open(post, found.append)
    qtbot.waitUntil(lambda: bool(found))
    for turn in range(30):
        type_in(found[0], f"{turn}\n")
        documents.save(found[0])
    qtbot.waitUntil(lambda: not runner.busy and not found[0].modified)
    assert not overlaps
    assert post.read_text("utf-8") == found[0].text
