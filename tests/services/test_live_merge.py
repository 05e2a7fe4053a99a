"""The merge of a post in conflict while both sides change on; what merging does to a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from copydesk.core.text.edits import TextEdit
from copydesk.services.live_merge import LiveMerge
from copydesk.services.open_document import DiskState

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from copydesk.core.posts.merge import Merge
    from copydesk.services.documents import Documents
    from copydesk.services.open_document import OpenDocument
    from tests.helpers.held_tasks import HeldTasks
    from tests.helpers.notifier_spy import NotifierSpy

BASE = "---\ntitle: Weir\ntags: [a]\n---\n\nOne.\n\nTwo.\n"


@pytest.fixture
def post(tmp_path: Path) -> Path:
    path = tmp_path / "weir.md"
    path.write_bytes(BASE.encode())
    return path


@pytest.fixture
def document(documents: Documents, tasks: HeldTasks, post: Path) -> OpenDocument:
    """Open, edited, and changed on disk elsewhere in the post."""
    opened: list[OpenDocument] = []
    documents.open(post, opened.append)
    tasks.finish()
    edit(opened[0], "One.", "One of mine.")
    on_disk(documents, tasks, post, BASE.replace("Two", "Two of theirs"))
    assert opened[0].disk_state is DiskState.CHANGED
    return opened[0]


def edit(document: OpenDocument, old: str, new: str) -> None:
    at = document.text.index(old)
    document.apply([TextEdit(at, at + len(old), new)], "Typing")


def on_disk(documents: Documents, tasks: HeldTasks, post: Path, text: str) -> None:
    post.write_bytes(text.encode())
    documents.look_again({post})
    tasks.finish()


MERGED = BASE.replace("One.", "One of mine.").replace("Two", "Two of theirs")


def merge(documents: Documents, tasks: HeldTasks, document: OpenDocument) -> Merge:
    live = LiveMerge(document, tasks, documents)
    ready: list[Merge] = []
    live.when_ready(ready.append)
    tasks.finish()
    (found,) = ready
    assert live.fits(found)
    live.stop()
    return found


def test_merged_saved_and_undone(
    documents: Documents, tasks: HeldTasks, document: OpenDocument, post: Path
) -> None:
    kept: list[tuple[str, str]] = []
    documents.letting_go.connect(lambda doc, why: kept.append((why, doc.text)))
    mine = document.text
    documents.merge(document, merge(documents, tasks, document).edits, "Merge")
    assert kept == [("merging", mine)]
    assert document.text == MERGED
    assert (document.disk_state, document.modified) == (DiskState.SAME, True)
    documents.save(document)
    tasks.finish()
    assert post.read_bytes() == MERGED.encode()
    document.undo()
    assert document.text == mine
    assert (document.disk_state, document.modified) == (DiskState.SAME, True)


def test_undone_before_it_was_saved_the_question_is_back(
    documents: Documents, tasks: HeldTasks, document: OpenDocument, post: Path
) -> None:
    mine, theirs = document.text, document.theirs
    states: list[DiskState] = []
    documents.merge(document, merge(documents, tasks, document).edits, "Merge")
    document.disk_state_changed.connect(states.append)
    document.undo()
    assert document.text == mine
    assert (document.disk_state, document.theirs) == (DiskState.CHANGED, theirs)
    assert document.base is not None
    assert document.base.text == BASE
    documents.save(document)  # which would have written over theirs
    tasks.finish()
    assert post.read_bytes() == BASE.replace("Two", "Two of theirs").encode()
    assert merge(documents, tasks, document).edits
    document.redo()
    assert document.text == MERGED
    assert (document.disk_state, document.theirs) == (DiskState.SAME, None)
    assert states == [DiskState.CHANGED, DiskState.SAME]
    documents.save(document)
    tasks.finish()
    assert post.read_bytes() == MERGED.encode()


def test_changed_again_after_the_merge(
    documents: Documents, tasks: HeldTasks, document: OpenDocument, post: Path
) -> None:
    documents.merge(document, merge(documents, tasks, document).edits, "Merge")
    newest = BASE.replace("Two", "Two of theirs, later").replace("Weir", "The weir")
    on_disk(documents, tasks, post, newest)
    assert document.disk_state is DiskState.CHANGED
    again = merge(documents, tasks, document)
    assert not again.collisions
    documents.merge(document, again.edits, "Merge")
    assert document.text == newest.replace("One.", "One of mine.")
    document.undo()
    document.undo()
    # Back at the start, but with what stands on disk now.
    assert document.text == BASE.replace("One.", "One of mine.")
    assert document.theirs is not None
    assert document.theirs.text == newest
    assert document.disk_state is DiskState.CHANGED


def test_deleted_made_again_and_merged(
    documents: Documents, tasks: HeldTasks, document: OpenDocument, post: Path
) -> None:
    documents.take_theirs(document)
    edit(document, "One.", "One more.")
    post.unlink()
    documents.look_again({post})
    tasks.finish()
    states = [document.disk_state]
    on_disk(documents, tasks, post, BASE.replace("Weir", "New"))
    states.append(document.disk_state)
    assert states == [DiskState.DELETED, DiskState.CHANGED]
    found = merge(documents, tasks, document)
    documents.merge(document, found.edits, "Merge")
    assert "title: New" in document.text
    assert "One more." in document.text


def test_both_ways_of_giving_up_a_text_are_told_before(
    documents: Documents, tasks: HeldTasks, document: OpenDocument, post: Path
) -> None:
    kept: list[tuple[str, str, str]] = []

    def note(doc: OpenDocument, why: str) -> None:
        assert doc.theirs is not None
        kept.append((why, doc.text, doc.theirs.text))

    documents.letting_go.connect(note)
    mine, theirs = document.text, post.read_bytes().decode()
    documents.take_theirs(document)
    assert kept == [("replaced", mine, theirs)]
    edit(document, "One.", "Uno.")
    on_disk(documents, tasks, post, BASE)
    mine = document.text
    documents.keep_mine(document)
    assert kept[1:] == [("overwritten", mine, BASE)]


class TestLive:
    def test_follows_the_editor_and_the_disk(
        self,
        documents: Documents,
        tasks: HeldTasks,
        document: OpenDocument,
        post: Path,
        qtbot: QtBot,
    ) -> None:
        live = LiveMerge(document, tasks, documents)
        first = live.merge
        assert first is not None
        assert not first.collisions
        edit(document, "Two", "Two of mine")
        assert not live.fits(first)
        qtbot.waitUntil(lambda: live.merge is not first)
        second = live.merge
        assert second is not None
        assert len(second.collisions) == 1
        on_disk(documents, tasks, post, BASE.replace("Weir", "River"))
        third = live.merge
        assert third is not None
        assert live.fits(third)
        assert not third.collisions
        live.stop()

    def test_a_long_post_is_merged_elsewhere_and_what_is_late_is_dropped(
        self, documents: Documents, tasks: HeldTasks, document: OpenDocument
    ) -> None:
        edit(document, "One of mine.", "Long. " * 20_000)
        live = LiveMerge(document, tasks, documents)
        assert live.merge is None
        ready: list[str] = []
        live.when_ready(lambda merge: ready.append(merge.mine))
        tasks.run_all()
        edit(document, "Weir", "Late")
        tasks.finish()
        assert ready == [document.text]
        live.stop()

    def test_answered_while_it_is_at_work(
        self, documents: Documents, tasks: HeldTasks, document: OpenDocument
    ) -> None:
        edit(document, "One of mine.", "Long. " * 20_000)
        live = LiveMerge(document, tasks, documents)
        live.when_ready(lambda _merge: pytest.fail("nobody asks any more"))
        documents.take_theirs(document)
        live.stop()
        live.deleteLater()
        tasks.finish()


def test_the_notice_of_a_refused_save_offers_the_ways_out_and_goes(
    documents: Documents, tasks: HeldTasks, document: OpenDocument, notifier_spy: NotifierSpy
) -> None:
    from copydesk.services.notifier import NoticeAction

    withdrawn: list[str] = []
    notifier_spy.withdrawn.connect(withdrawn.append)
    documents.offer_in_conflict(
        lambda doc: (NoticeAction("Take theirs", lambda: documents.take_theirs(doc)),)
    )
    documents.save(document)
    assert "was not saved" in notifier_spy.sentences[-1]
    notifier_spy.press("Take theirs")
    assert withdrawn == [notifier_spy.sentences[-1]]
