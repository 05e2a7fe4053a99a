"""Posts that have no file yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from copydesk.services.open_document import DiskState
from tests.helpers.held_documents import POST, opened, type_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from copydesk.services.documents import Documents
    from copydesk.services.open_document import OpenDocument
    from tests.helpers.held_tasks import HeldTasks
    from tests.helpers.notifier_spy import NotifierSpy


def test_an_empty_one_is_clean_and_closes_without_a_question(
    documents: Documents, notifier_spy: NotifierSpy
) -> None:
    document = documents.untitled()
    states = [(document.modified, document.disk_state)]
    type_in(document, "x")
    states.append((document.modified, document.disk_state))
    document.undo()
    states.append((document.modified, document.disk_state))
    assert states == [(changed, DiskState.NEW) for changed in (False, True, False)]
    documents.close(document)
    assert list(documents) == []
    assert notifier_spy.questions == []


def test_saving_asks_where_and_only_then_it_has_a_name(
    documents: Documents, tasks: HeldTasks, tmp_path: Path
) -> None:
    document = documents.untitled()
    type_in(document, "A new post.\n")
    asked: list[tuple[OpenDocument, Callable[[OpenDocument], object] | None]] = []
    documents.path_wanted.connect(lambda *question: asked.append(question))
    saved: list[OpenDocument] = []
    documents.save(document, saved.append)
    ((which, then),) = asked
    assert which is document
    place = tmp_path / "new.md"
    documents.save_as(document, place, then)
    paths = [document.path]
    type_in(document, "Typed meanwhile.\n")
    tasks.finish()
    assert place.read_bytes() == b"A new post.\n"
    assert [*paths, document.path] == [None, place]
    assert document.name == "new.md"
    assert document.modified
    assert saved == [document]
    documents.save(document)
    tasks.finish()
    assert place.read_bytes() == b"A new post.\nTyped meanwhile.\n"
    assert len(asked) == 1


def test_a_failed_save_leaves_it_untitled_and_unsaved(
    documents: Documents, tasks: HeldTasks, tmp_path: Path, notifier_spy: NotifierSpy
) -> None:
    document = documents.untitled()
    type_in(document, "A new post.\n")
    documents.save_as(document, tmp_path / "no such folder" / "new.md")
    tasks.finish()
    assert document.path is None
    assert document.name == "Untitled"
    assert document.modified
    assert len(notifier_spy.errors) == 1


def test_an_agreed_file_is_replaced_and_what_it_held_is_kept(
    documents: Documents, tasks: HeldTasks, post: Path
) -> None:
    kept: list[tuple[Path, bytes]] = []
    documents.keep_before_save = lambda path, data: kept.append((path, data))
    document = documents.untitled("In its place.\n")
    documents.save_as(document, post)
    tasks.finish()
    assert post.read_bytes() == b"In its place.\n"
    assert kept == [(post, POST.encode())]


def test_the_file_of_another_open_post_is_not_replaced(
    documents: Documents, tasks: HeldTasks, post: Path, notifier_spy: NotifierSpy
) -> None:
    opened(documents, tasks, post)
    link = post.with_name("link.md")
    link.symlink_to(post)
    for place in (post, link):
        document = documents.untitled("In its place.\n")
        documents.save_as(document, place)
        tasks.finish()
        assert document.path is None
        assert "is open" in notifier_spy.errors[-1]
    assert post.read_bytes() == POST.encode()


def test_closing_saves_where_the_editor_says_or_stays_open(
    documents: Documents, tasks: HeldTasks, tmp_path: Path, notifier_spy: NotifierSpy
) -> None:
    document = documents.untitled("Not yet.\n")
    notifier_spy.answers += ["save", "save", "discard"]
    documents.close(document)  # nobody says where
    tasks.finish()
    assert list(documents) == [document]
    documents.path_wanted.connect(lambda one, then: documents.save_as(one, tmp_path / "a.md", then))
    documents.close(document)
    tasks.finish()
    assert list(documents) == []
    assert (tmp_path / "a.md").read_bytes() == b"Not yet.\n"

    let_go: list[tuple[OpenDocument, str]] = []
    documents.letting_go.connect(lambda *what: let_go.append(what))
    other = documents.untitled("Never.\n")
    documents.close(other)
    assert list(documents) == []
    assert let_go == [(other, "closed")]


def test_a_save_that_was_asked_for_a_closed_post_writes_nothing(
    documents: Documents, tasks: HeldTasks, tmp_path: Path, notifier_spy: NotifierSpy
) -> None:
    document = documents.untitled("Gone.\n")
    notifier_spy.answers.append("discard")
    documents.close(document)
    documents.save_as(document, tmp_path / "a.md")
    tasks.finish()
    assert list(tmp_path.iterdir()) == []


def test_text_is_let_go_of_with_a_word_first(
    documents: Documents, tasks: HeldTasks, post: Path
) -> None:
    said: list[tuple[str, str]] = []
    documents.letting_go.connect(lambda document, why: said.append((document.text, why)))
    document = opened(documents, tasks, post)
    for answer, why in (
        (documents.take_theirs, "replaced"),
        (documents.keep_mine, "overwritten"),
        (lambda one: documents.merge(one, [], "Merge"), "merging"),
    ):
        type_in(document, "Mine.\n")
        mine = document.text
        post.write_bytes(post.read_bytes() + b"Theirs.\n")
        documents.look_again({post})
        tasks.finish()
        answer(document)
        tasks.finish()
        documents.save(document)
        tasks.finish()
        assert said.pop() == (mine, why)
        assert document.disk_state is DiskState.SAME


def test_saved_through_a_link_it_is_the_document_of_the_file_itself(
    documents: Documents, tasks: HeldTasks, post: Path
) -> None:
    link = post.with_name("link.md")
    try:
        link.symlink_to(post)
    except OSError:
        pytest.skip("this system lets nobody make links")
    document = documents.untitled("Begun here.\n")
    documents.save_as(document, link)
    tasks.finish()
    assert opened(documents, tasks, post) is document
    assert post.read_bytes() == b"Begun here.\n"
