"""One document a file, whatever it is called and however it is written."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from copydesk.core.posts.encoding import TextFormat
from copydesk.core.storage.file_system import FileSystem
from copydesk.core.text.edits import TextEdit
from copydesk.services.open_document import DiskState, DiskVersion, OpenDocument
from copydesk.services.tasks import TaskRunner
from tests.helpers.held_documents import POST, names, opened, type_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from copydesk.services.documents import Documents
    from tests.helpers.held_tasks import HeldTasks
    from tests.helpers.notifier_spy import NotifierSpy

# One file, one document ---------------------------------------------------------------------------


def test_two_calls_without_a_listener_open_one_document(
    documents: Documents, tasks: HeldTasks, post: Path
) -> None:
    documents.open(post)
    documents.open(post)
    tasks.finish()
    assert names(documents) == ["weir.md"]


def test_everyone_who_waits_for_a_missing_file_hears_of_it(
    documents: Documents, tasks: HeldTasks, tmp_path: Path, notifier_spy: NotifierSpy
) -> None:
    heard: list[str] = []
    documents.open(tmp_path / "no.md", failed=lambda _e: heard.append("first"))
    documents.open(tmp_path / "no.md", failed=lambda _e: heard.append("second"))
    documents.open(tmp_path / "no.md")
    tasks.finish()
    assert heard == ["first", "second"]
    assert len(notifier_spy.errors) == 1


@pytest.mark.parametrize("way", ["dots", "link", "folder link"])
def test_another_name_of_an_open_file_is_the_same_document(
    documents: Documents, tasks: HeldTasks, tmp_path: Path, way: str
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    post = folder / "weir.md"
    post.write_bytes(POST.encode())
    (tmp_path / "link.md").symlink_to(post)
    (tmp_path / "also").symlink_to(folder)
    other = {
        "dots": folder / ".." / "news" / "weir.md",
        "link": tmp_path / "link.md",
        "folder link": tmp_path / "also" / "weir.md",
    }[way]
    first = opened(documents, tasks, post)
    type_in(first, "Mine.\n")
    assert opened(documents, tasks, other) is first
    assert len(list(documents)) == 1
    assert first.text == POST + "Mine.\n"


def test_a_linked_post_is_saved_where_it_is_and_followed_there(
    documents: Documents, tasks: HeldTasks, tmp_path: Path
) -> None:
    target = tmp_path / "shared.md"
    target.write_bytes(POST.encode())
    link = tmp_path / "link.md"
    link.symlink_to(target)
    document = opened(documents, tasks, link)
    type_in(document, "One.\n")
    documents.save(document)
    tasks.finish()
    assert link.is_symlink()
    assert target.read_text("utf-8") == POST + "One.\n"
    target.write_bytes(b"theirs\n")
    documents.look_again({target})  # the watcher knows of the file itself only
    tasks.finish()
    assert document.text == "theirs\n"


def test_a_copy_over_another_open_post_comes_in_there(
    documents: Documents, tasks: HeldTasks, post: Path
) -> None:
    other = post.with_name("lock.md")
    other.write_bytes(b"Lock.\n")
    mine, second = (opened(documents, tasks, path) for path in (post, other))
    type_in(second, "Unsaved.\n")
    documents.save_copy(mine, other)
    documents.look_again({other})
    tasks.finish()
    documents.look_again({other})
    tasks.finish()
    assert second.text == "Lock.\nUnsaved.\n"
    assert second.disk_state is DiskState.CHANGED


def test_a_full_disk_leaves_both_texts_whole_and_the_next_save_writes(
    documents: Documents,
    tasks: HeldTasks,
    post: Path,
    notifier_spy: NotifierSpy,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document = opened(documents, tasks, post)
    type_in(document, "One.\n")
    with monkeypatch.context() as full:

        def write_some(_disk: FileSystem, descriptor: int, data: bytes) -> None:
            os.write(descriptor, data[:10])
            raise OSError(errno.ENOSPC, "No space left on device")

        full.setattr(FileSystem, "write", write_some)
        documents.save(document, lambda _d: pytest.fail("it was not saved"))
        documents.close_all(lambda: pytest.fail("the text is lost"))
        tasks.finish()
    assert notifier_spy.errors == ["“weir.md” was not saved: the disk is full."]
    assert document.modified
    assert [path.name for path in post.parent.iterdir()] == ["weir.md"]
    assert post.read_bytes() == POST.encode()
    documents.save(document)
    tasks.finish()
    assert post.read_text("utf-8") == POST + "One.\n"
    assert not document.modified


# How the file is written --------------------------------------------------------------------------


def test_undoing_a_change_from_disk_can_be_saved_whatever_it_was_written_in(
    documents: Documents, tasks: HeldTasks, tmp_path: Path, notifier_spy: NotifierSpy
) -> None:
    post = tmp_path / "old.md"
    old = b"caf\xe9\n"  # Latin-1
    post.write_bytes(old)
    document = opened(documents, tasks, post)
    post.write_bytes("café!\n".encode())
    documents.look_again({post})
    tasks.finish()
    assert document.text == "café!\n"
    document.undo()
    notifier_spy.answers = ["right"]
    documents.save(document)
    tasks.finish()
    assert not notifier_spy.errors
    assert post.read_bytes() == old
    document.redo()
    documents.save(document)
    tasks.finish()
    assert post.read_bytes() == "café!\n".encode()


def test_a_mark_that_another_program_added_stays(
    documents: Documents, tasks: HeldTasks, post: Path
) -> None:
    document = opened(documents, tasks, post)
    post.write_bytes(b"\xef\xbb\xbf" + POST.encode())
    documents.look_again({post})
    tasks.finish()
    assert not document.modified
    type_in(document, "One.\n")
    documents.save(document)
    tasks.finish()
    assert post.read_bytes() == b"\xef\xbb\xbf" + (POST + "One.\n").encode()


def test_edits_that_do_not_fit_leave_text_and_history_alone(qapp: object) -> None:
    version = DiskVersion("ab", TextFormat(), "d")
    document = OpenDocument(None, version.text, version.text_format, version.digest)
    with pytest.raises(ValueError, match="past the end"):
        document.apply([TextEdit(1, 9, "x")], "Stale")
    assert (document.text, document.can_undo) == ("ab", False)


# The end of the program ---------------------------------------------------------------------------


@pytest.fixture
def runner(notifier_spy: NotifierSpy) -> Iterator[TaskRunner]:
    made = TaskRunner(notifier_spy)
    yield made
    made.drain()


def test_the_end_leaves_out_reading_but_no_writing(
    runner: TaskRunner, tmp_path: Path, qtbot: QtBot
) -> None:
    late: list[object] = []
    for number in range(50):
        path = tmp_path / f"{number}.md"
        runner.run(lambda path=path: path.write_bytes(b"x"), late.append, in_order=True)  # type: ignore[misc]  # a default
    assert runner.drain()
    assert len(list(tmp_path.iterdir())) == 50
    qtbot.wait(1)
    assert late == []
