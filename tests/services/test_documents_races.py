"""Saves, looks, moves and closes that overlap: nothing is lost and nothing is claimed wrongly."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from copydesk.services.documents import Documents
from copydesk.services.file_operations import FileOperations
from copydesk.services.open_document import DiskState, OpenDocument
from copydesk.services.tasks import TaskRunner
from tests.helpers.held_documents import POST, names, opened, type_in

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.helpers.held_tasks import HeldTasks
    from tests.helpers.notifier_spy import NotifierSpy

# Closing while something is written ---------------------------------------------------------------


def test_closing_while_a_save_runs_waits_for_it_and_asks_nothing(
    documents: Documents, tasks: HeldTasks, post: Path, notifier_spy: NotifierSpy
) -> None:
    document = opened(documents, tasks, post)
    type_in(document, "One.\n")
    documents.save(document)
    documents.close(document)
    assert names(documents) == ["weir.md"]
    tasks.finish()
    assert names(documents) == []
    assert not notifier_spy.questions
    assert post.read_text("utf-8") == POST + "One.\n"


def test_closing_while_a_save_fails_asks(
    documents: Documents, tasks: HeldTasks, post: Path, notifier_spy: NotifierSpy
) -> None:
    document = opened(documents, tasks, post)
    type_in(document, "One.\n")
    documents.save(document)
    documents.close(document)
    post.unlink()
    post.mkdir()
    tasks.finish()
    assert names(documents) == ["weir.md"]
    assert len(notifier_spy.questions) == 1
    assert document.modified


def test_a_save_asked_for_by_closing_closes_though_another_runs(
    documents: Documents, tasks: HeldTasks, post: Path, notifier_spy: NotifierSpy
) -> None:
    document = opened(documents, tasks, post)
    type_in(document, "One.\n")
    done: list[str] = []
    documents.save(document, lambda _d: done.append("first"))
    type_in(document, "Two.\n")
    documents.save(document, lambda _d: done.append("second"))
    tasks.finish()
    assert sorted(done) == ["first", "second"]
    assert post.read_text("utf-8") == POST + "One.\nTwo.\n"


def test_quitting_while_a_save_runs_ends_with_all_saved(
    documents: Documents, tasks: HeldTasks, post: Path, notifier_spy: NotifierSpy
) -> None:
    document = opened(documents, tasks, post)
    type_in(document, "One.\n")
    documents.save(document)
    left: list[bool] = []
    documents.close_all(lambda: left.append(True))
    documents.close_all(lambda: left.append(True))  # an impatient second time
    assert not left
    tasks.finish()
    assert left == [True]
    assert not notifier_spy.questions
    assert post.read_text("utf-8") == POST + "One.\n"


def test_what_is_typed_while_quitting_saves_is_asked_about_again(
    documents: Documents, tasks: HeldTasks, post: Path, notifier_spy: NotifierSpy
) -> None:
    other = post.with_name("lock.md")
    other.write_bytes(b"Lock.\n")
    both = [opened(documents, tasks, path) for path in (post, other)]
    for document in both:
        type_in(document, "More.\n")
    notifier_spy.answers += ["save", "cancel"]
    left: list[bool] = []
    documents.close_all(lambda: left.append(True))
    tasks.deliver_one()  # the first is saved
    type_in(both[0], "And more.\n")
    tasks.finish()
    assert not left
    assert len(notifier_spy.questions) == 2
    assert both[0].text.endswith("And more.\n")
    assert both[0].modified


def test_what_becomes_unsaved_behind_the_question_is_not_given_up(
    documents: Documents, tasks: HeldTasks, post: Path, notifier_spy: NotifierSpy
) -> None:
    other = post.with_name("lock.md")
    other.write_bytes(b"Lock.\n")
    mine, clean = (opened(documents, tasks, path) for path in (post, other))
    type_in(mine, "More.\n")

    def answer(question: object) -> str:
        notifier_spy.questions.append(question)  # type: ignore[arg-type]  # it is one
        clean.note_deleted()  # another program, while the question is on screen
        return "discard" if len(notifier_spy.questions) == 1 else "cancel"

    notifier_spy.install(answer, lambda _prompt: None)
    documents.close_all(lambda: pytest.fail("the deleted post's text is lost"))
    assert len(notifier_spy.questions) == 2
    assert len(list(documents)) == 2


def test_a_copy_under_way_is_written_before_all_is_closed(
    documents: Documents, tasks: HeldTasks, post: Path
) -> None:
    document = opened(documents, tasks, post)
    copy = post.with_name("copy.md")
    documents.save_copy(document, copy)
    left: list[bool] = []
    documents.close_all(lambda: left.append(True))
    assert not left
    tasks.finish()
    assert left
    assert copy.read_bytes() == POST.encode()


# Looks, moves and other programs meanwhile --------------------------------------------------------


def test_a_look_delivered_amid_a_save_changes_nothing(
    documents: Documents, tasks: HeldTasks, post: Path
) -> None:
    document = opened(documents, tasks, post)
    type_in(document, "One.\n")
    documents.look_again({post})
    documents.save(document)
    tasks.run_all()  # the look saw the old text, then the new one was written
    tasks.finish()
    assert document.text == POST + "One.\n"
    assert document.disk_state is DiskState.SAME
    assert not document.modified


def test_a_foreign_change_behind_a_running_save_is_seen_after_it(
    documents: Documents, tasks: HeldTasks, post: Path
) -> None:
    document = opened(documents, tasks, post)
    type_in(document, "One.\n")
    documents.save(document)
    tasks.run_all()
    post.write_bytes(b"theirs\n")
    documents.look_again({post})
    type_in(document, "Two.\n")
    tasks.run_all()
    tasks.finish(newest_first=True)
    assert document.disk_state is DiskState.CHANGED
    assert document.text == POST + "One.\nTwo.\n"
    assert post.read_bytes() == b"theirs\n"


def test_a_change_while_a_post_is_being_opened_is_seen(
    documents: Documents, tasks: HeldTasks, post: Path
) -> None:
    found: list[OpenDocument] = []
    documents.open(post, found.append)
    tasks.run_all()  # it was read
    post.write_bytes(b"newer\n")
    documents.look_again({post.parent})
    tasks.finish()
    assert found[0].text == "newer\n"
    assert not found[0].modified


def test_a_post_moved_ahead_of_its_save_is_saved_in_its_new_place(
    documents: Documents, tasks: HeldTasks, post: Path
) -> None:
    document = opened(documents, tasks, post)
    type_in(document, "One.\n")
    new = post.with_name("closed.md")
    documents.save(document)
    post.rename(new)  # the rename inside the desk came first on the disk
    documents.follow_move(post, new)
    tasks.finish()
    assert document.path == new
    assert new.read_text("utf-8") == POST + "One.\n"
    assert not post.exists()
    assert not document.modified


def test_a_save_and_a_rename_never_run_beside_each_other(
    qtbot: QtBot, notifier_spy: NotifierSpy, post: Path
) -> None:
    tasks = TaskRunner(notifier_spy)
    documents = Documents(notifier_spy, tasks)
    files = FileOperations(notifier_spy, tasks, _NoLibrary())  # type: ignore[arg-type]  # enough
    files.moved.connect(documents.follow_move)
    found: list[OpenDocument] = []
    documents.open(post, found.append)
    qtbot.waitUntil(lambda: bool(found))
    document, path = found[0], post
    for turn in range(20):
        type_in(document, f"{turn}\n")
        documents.save(document)
        new = post.with_name(f"weir-{turn}.md")
        files.rename(path, new.name)
        type_in(document, "more\n")
        documents.save(document)
        qtbot.waitUntil(lambda: not tasks.busy and not document.modified)
        assert document.path == new
        assert new.read_text("utf-8") == document.text
        assert [p.name for p in post.parent.iterdir()] == [new.name]
        path = new
    assert tasks.drain()


class _NoLibrary:
    def refresh_now(self, _paths: object) -> None:
        pass


def test_a_save_that_met_anothers_dance_is_tried_again(
    documents: Documents, tasks: HeldTasks, post: Path, notifier_spy: NotifierSpy
) -> None:
    document = opened(documents, tasks, post)
    type_in(document, "One.\n")
    aside = post.with_name("weir.md~")
    post.rename(aside)
    documents.save(document)
    tasks.run_all()  # refused: the file is away
    aside.rename(post)
    tasks.finish()
    assert post.read_text("utf-8") == POST + "One.\n"
    assert not document.modified
    assert not notifier_spy.notices


def test_a_refused_save_is_told(
    documents: Documents, tasks: HeldTasks, post: Path, notifier_spy: NotifierSpy
) -> None:
    document = opened(documents, tasks, post)
    type_in(document, "One.\n")
    post.write_bytes(b"theirs\n")
    documents.save(document, lambda _d: pytest.fail("it was not saved"))
    tasks.finish()
    assert document.disk_state is DiskState.CHANGED
    assert "“weir.md”" in notifier_spy.sentences[-1]
    assert "not saved" in notifier_spy.sentences[-1]


def test_a_save_refused_for_a_missing_file_is_told(
    documents: Documents, tasks: HeldTasks, post: Path, notifier_spy: NotifierSpy
) -> None:
    document = opened(documents, tasks, post)
    type_in(document, "One.\n")
    post.unlink()
    documents.save(document)
    tasks.finish()
    assert document.disk_state is DiskState.DELETED
    assert "deleted or moved" in notifier_spy.sentences[-1]
    assert document.text == POST + "One.\n"


def test_a_file_that_is_a_folder_now_holds_the_text_no_more(
    documents: Documents, tasks: HeldTasks, post: Path, notifier_spy: NotifierSpy
) -> None:
    document = opened(documents, tasks, post)
    post.unlink()
    post.mkdir()
    documents.look_again({post})
    tasks.finish()
    assert document.disk_state is DiskState.DELETED
    assert document.modified
    assert not notifier_spy.errors


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="POSIX only")
def test_what_cannot_be_read_is_told_once_and_holds_up_no_other(
    documents: Documents, tasks: HeldTasks, post: Path, notifier_spy: NotifierSpy
) -> None:
    other = post.with_name("lock.md")
    other.write_bytes(b"Lock.\n")
    document, second = (opened(documents, tasks, path) for path in (post, other))
    post.unlink()
    os.mkfifo(post)  # as unreadable for root as for anybody
    other.write_bytes(b"Lock, changed.\n")
    for _turn in range(3):
        documents.look_again({post, other})
        tasks.finish()
    assert second.text == "Lock, changed.\n"
    assert len(notifier_spy.errors) == 1
    assert document.text == POST


def test_two_posts_of_one_content_are_each_found_again(
    documents: Documents, tasks: HeldTasks, tmp_path: Path
) -> None:
    old = tmp_path / "old"
    old.mkdir()
    found = []
    for name in ("a.md", "b.md"):
        (old / name).write_bytes(POST.encode())
        found.append(opened(documents, tasks, old / name))
    new = tmp_path / "new"
    old.rename(new)
    documents.look_again({old, new / "b.md", new / "a.md"})
    tasks.finish()
    assert [document.path for document in found] == [new / "a.md", new / "b.md"]


def test_an_empty_post_is_not_taken_for_any_other_empty_file(
    documents: Documents, tasks: HeldTasks, tmp_path: Path
) -> None:
    post = tmp_path / "new.md"
    post.write_bytes(b"")
    document = opened(documents, tasks, post)
    type_in(document, "The first words.\n")
    post.unlink()
    (tmp_path / ".gitkeep").write_bytes(b"")
    documents.look_again({post, tmp_path / ".gitkeep"})
    tasks.finish()
    assert document.path == post
    assert document.disk_state is DiskState.DELETED


def test_a_post_deleted_with_its_folder_can_be_saved_again(
    documents: Documents, tasks: HeldTasks, tmp_path: Path, notifier_spy: NotifierSpy
) -> None:
    post = tmp_path / "news" / "weir.md"
    post.parent.mkdir()
    post.write_bytes(POST.encode())
    document = opened(documents, tasks, post)
    post.unlink()
    post.parent.rmdir()
    documents.root = tmp_path
    documents.look_again({post.parent})
    tasks.finish()
    notifier_spy.answers.append("save")
    documents.save(document)
    tasks.finish()
    assert post.read_bytes() == POST.encode()
    assert document.disk_state is DiskState.SAME
