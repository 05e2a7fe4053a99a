"""The open posts and the disk under them: nothing is overwritten, nothing is lost."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from copydesk.core.text.edits import TextEdit
from copydesk.services.documents import Documents
from copydesk.services.open_document import DiskState, OpenDocument
from copydesk.services.tasks import TaskRunner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.helpers.notifier_spy import NotifierSpy

POST = "---\ntitle: Weir repairs\n---\nThe weir closes on Monday.\n"


@pytest.fixture
def tasks(notifier_spy: NotifierSpy) -> Iterator[TaskRunner]:
    runner = TaskRunner(notifier_spy)
    yield runner
    assert runner.drain()


@pytest.fixture
def documents(notifier_spy: NotifierSpy, tasks: TaskRunner) -> Documents:
    return Documents(notifier_spy, tasks)


@pytest.fixture
def post(tmp_path: Path) -> Path:
    path = tmp_path / "weir.md"
    path.write_text(POST, "utf-8", newline="")
    return path


def opened(qtbot: QtBot, documents: Documents, path: Path) -> OpenDocument:
    found: list[OpenDocument] = []
    documents.open(path, found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def type_in(document: OpenDocument, text: str) -> None:
    end = len(document.text)
    document.apply([TextEdit(end, end, text)], "Typing", merge="typing")


def look(qtbot: QtBot, tasks: TaskRunner, documents: Documents, *paths: Path) -> None:
    documents.look_again(set(paths))
    qtbot.waitUntil(lambda: not tasks.busy)


def test_opening_twice_gives_one_document(qtbot: QtBot, documents: Documents, post: Path) -> None:
    found: list[OpenDocument] = []
    documents.open(post, found.append)
    documents.open(post, found.append)
    qtbot.waitUntil(lambda: len(found) == 2)
    assert found[0] is found[1]
    assert not found[0].modified


def test_a_missing_file_is_told_and_opens_nothing(
    qtbot: QtBot, documents: Documents, tmp_path: Path, notifier_spy: NotifierSpy
) -> None:
    documents.open(tmp_path / "nowhere.md")
    qtbot.waitUntil(lambda: bool(notifier_spy.notices))
    assert "nowhere.md" in notifier_spy.notices[0].sentence
    assert list(documents) == []


def test_saving_writes_only_what_changed(qtbot: QtBot, documents: Documents, post: Path) -> None:
    document = opened(qtbot, documents, post)
    type_in(document, "It opens on Friday.\n")
    with qtbot.waitSignal(documents.saved):
        documents.save(document)
    assert post.read_bytes() == (POST + "It opens on Friday.\n").encode()
    assert not document.modified


def test_saving_an_untouched_post_leaves_the_file_alone(
    qtbot: QtBot, documents: Documents, post: Path
) -> None:
    document = opened(qtbot, documents, post)
    before = post.stat()
    done: list[OpenDocument] = []
    documents.save(document, done.append)
    assert done == [document]
    assert (post.stat().st_ino, post.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_typing_while_a_save_runs_stays_unsaved(
    qtbot: QtBot, documents: Documents, post: Path
) -> None:
    document = opened(qtbot, documents, post)
    type_in(document, "One.\n")
    with qtbot.waitSignal(documents.saved):
        documents.save(document)
        type_in(document, "Two.\n")
    assert post.read_text("utf-8") == POST + "One.\n"
    assert document.modified
    with qtbot.waitSignal(documents.saved):
        documents.save(document)
    assert post.read_text("utf-8") == POST + "One.\nTwo.\n"


def test_saving_again_while_a_save_runs_writes_the_newest(
    qtbot: QtBot, documents: Documents, post: Path
) -> None:
    document = opened(qtbot, documents, post)
    type_in(document, "One.\n")
    documents.save(document)
    type_in(document, "Two.\n")
    documents.save(document)
    qtbot.waitUntil(lambda: not document.modified)
    assert post.read_text("utf-8") == POST + "One.\nTwo.\n"


def test_a_foreign_change_of_a_clean_post_comes_in_as_one_undoable_step(
    qtbot: QtBot, documents: Documents, tasks: TaskRunner, post: Path
) -> None:
    document = opened(qtbot, documents, post)
    theirs = POST.replace("Monday", "Tuesday")
    post.write_text(theirs, "utf-8")
    look(qtbot, tasks, documents, post)
    assert document.text == theirs
    assert not document.modified
    document.undo()
    assert document.text == POST
    assert document.modified


def test_a_foreign_change_of_a_dirty_post_overwrites_neither(
    qtbot: QtBot,
    documents: Documents,
    tasks: TaskRunner,
    post: Path,
    notifier_spy: NotifierSpy,
) -> None:
    document = opened(qtbot, documents, post)
    type_in(document, "Mine.\n")
    theirs = POST.replace("Monday", "Tuesday")
    post.write_text(theirs, "utf-8")
    look(qtbot, tasks, documents, post)
    assert document.disk_state is DiskState.CHANGED
    assert document.text == POST + "Mine.\n"
    documents.save(document)  # is refused until the editor has chosen
    qtbot.waitUntil(lambda: not tasks.busy)
    assert post.read_text("utf-8") == theirs
    assert notifier_spy.notices


def test_a_save_that_meets_an_unseen_foreign_change_is_refused(
    qtbot: QtBot, documents: Documents, tasks: TaskRunner, post: Path
) -> None:
    document = opened(qtbot, documents, post)
    type_in(document, "Mine.\n")
    post.write_text("theirs\n", "utf-8")
    documents.save(document)
    qtbot.waitUntil(lambda: document.disk_state is DiskState.CHANGED)
    assert post.read_text("utf-8") == "theirs\n"
    assert document.text == POST + "Mine.\n"


def test_keeping_mine_saves_over_theirs(
    qtbot: QtBot, documents: Documents, tasks: TaskRunner, post: Path
) -> None:
    document = opened(qtbot, documents, post)
    type_in(document, "Mine.\n")
    post.write_text("theirs\n", "utf-8")
    look(qtbot, tasks, documents, post)
    with qtbot.waitSignal(documents.saved):
        documents.keep_mine(document)
    assert post.read_text("utf-8") == POST + "Mine.\n"
    assert document.disk_state is DiskState.SAME


def test_taking_theirs_can_be_undone(
    qtbot: QtBot, documents: Documents, tasks: TaskRunner, post: Path
) -> None:
    document = opened(qtbot, documents, post)
    type_in(document, "Mine.\n")
    post.write_text("theirs\n", "utf-8")
    look(qtbot, tasks, documents, post)
    documents.take_theirs(document)
    assert document.text == "theirs\n"
    assert not document.modified
    document.undo()
    assert document.text == POST + "Mine.\n"


def test_both_arriving_at_the_same_text_is_no_conflict(
    qtbot: QtBot, documents: Documents, tasks: TaskRunner, post: Path
) -> None:
    document = opened(qtbot, documents, post)
    type_in(document, "The same.\n")
    post.write_text(POST + "The same.\n", "utf-8")
    look(qtbot, tasks, documents, post)
    assert document.disk_state is DiskState.SAME
    assert not document.modified


def test_a_change_that_keeps_size_and_time_is_seen(
    qtbot: QtBot, documents: Documents, tasks: TaskRunner, post: Path
) -> None:
    document = opened(qtbot, documents, post)
    stat = post.stat()
    theirs = POST.replace("Monday", "Sunday")
    post.write_text(theirs.replace("weir closes", "weir shuts!"), "utf-8")
    os.utime(post, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    look(qtbot, tasks, documents, post)
    assert "weir shuts!" in document.text


def test_a_deleted_file_leaves_the_text_unsaved(
    qtbot: QtBot,
    documents: Documents,
    tasks: TaskRunner,
    post: Path,
    notifier_spy: NotifierSpy,
) -> None:
    document = opened(qtbot, documents, post)
    post.unlink()
    look(qtbot, tasks, documents, post)
    assert document.disk_state is DiskState.DELETED
    assert document.modified
    assert document.text == POST
    notifier_spy.answers.append("cancel")
    documents.save(document)
    assert not post.exists()
    notifier_spy.answers.append("save")
    with qtbot.waitSignal(documents.saved):
        documents.save(document)
    assert post.read_text("utf-8") == POST


def test_a_file_deleted_and_made_again_is_the_same_post(
    qtbot: QtBot, documents: Documents, tasks: TaskRunner, post: Path
) -> None:
    document = opened(qtbot, documents, post)
    post.unlink()
    look(qtbot, tasks, documents, post)
    post.write_text(POST.replace("Monday", "Tuesday"), "utf-8")
    look(qtbot, tasks, documents, post)
    assert document.disk_state is DiskState.SAME
    assert "Tuesday" in document.text
    assert not document.modified


@pytest.mark.parametrize("dirty", [False, True])
def test_a_renamed_file_is_found_by_its_content(
    qtbot: QtBot, documents: Documents, tasks: TaskRunner, post: Path, dirty: bool
) -> None:
    document = opened(qtbot, documents, post)
    if dirty:
        type_in(document, "Mine.\n")
    new = post.with_name("weir-closes.md")
    post.rename(new)
    look(qtbot, tasks, documents, post, new)
    assert document.path == new
    assert document.modified is dirty
    assert document.disk_state is DiskState.SAME


def test_a_renamed_folder_takes_its_open_posts_along(
    qtbot: QtBot, documents: Documents, tasks: TaskRunner, tmp_path: Path
) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    (folder / "a.md").write_text(POST, "utf-8")
    document = opened(qtbot, documents, folder / "a.md")
    folder.rename(tmp_path / "new")
    look(qtbot, tasks, documents, folder, tmp_path / "new" / "a.md")
    assert document.path == tmp_path / "new" / "a.md"


def test_closing_asks_once_about_all_unsaved_posts(
    qtbot: QtBot, documents: Documents, post: Path, tmp_path: Path, notifier_spy: NotifierSpy
) -> None:
    other = tmp_path / "lock.md"
    other.write_text("Lock.\n", "utf-8")
    for path in (post, other):
        type_in(opened(qtbot, documents, path), "More.\n")
    notifier_spy.answers.append("save")
    left: list[bool] = []
    documents.close_all(lambda: left.append(True))
    qtbot.waitUntil(lambda: bool(left))
    assert len(notifier_spy.questions) == 1
    assert post.read_text("utf-8").endswith("More.\n")
    assert other.read_text("utf-8").endswith("More.\n")
    assert list(documents) == []


def test_cancelling_the_close_keeps_everything(
    qtbot: QtBot, documents: Documents, post: Path, notifier_spy: NotifierSpy
) -> None:
    document = opened(qtbot, documents, post)
    type_in(document, "More.\n")
    notifier_spy.answers.append("cancel")
    documents.close(document)
    assert list(documents) == [document]


def test_a_failed_save_keeps_the_post_open_and_dirty(
    qtbot: QtBot, documents: Documents, post: Path, notifier_spy: NotifierSpy
) -> None:
    document = opened(qtbot, documents, post)
    type_in(document, "More.\n")
    post.unlink()
    post.mkdir()  # nothing can be saved over a folder
    notifier_spy.answers.append("save")
    closed: list[bool] = []
    documents.close_all(lambda: closed.append(True))
    qtbot.waitUntil(lambda: bool(notifier_spy.notices) or document.disk_state is not DiskState.SAME)
    assert not closed
    assert document.modified
    assert document.text == POST + "More.\n"
