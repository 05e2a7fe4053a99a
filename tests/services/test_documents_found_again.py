"""Open posts whose files were moved by other programs, told in whatever order the hints come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from copydesk.core.library import changes
from copydesk.core.text.edits import TextEdit
from copydesk.services import disk_look
from copydesk.services.open_document import DiskState
from tests.helpers.held_documents import POST, opened

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.services.documents import Documents
    from copydesk.services.open_document import OpenDocument
    from tests.helpers.held_tasks import HeldTasks

MINE = "Mine.\n"


@pytest.fixture(params=["clean", "dirty"])
def document(
    request: pytest.FixtureRequest, documents: Documents, tasks: HeldTasks, post: Path
) -> OpenDocument:
    document = opened(documents, tasks, post)
    if request.param == "dirty":
        document.apply([TextEdit(len(POST), len(POST), MINE)], "Typing")
    return document


def hint(documents: Documents, tasks: HeldTasks, *paths: Path) -> None:
    documents.look_again(set(paths))
    tasks.finish()


def assert_followed(document: OpenDocument, place: Path) -> None:
    assert document.path == place
    assert document.disk_state is DiskState.SAME
    assert document.text == POST + (MINE if document.modified else "")


def test_the_new_name_is_told_later(
    documents: Documents, tasks: HeldTasks, document: OpenDocument, post: Path
) -> None:
    new = post.with_name("lock.md")
    post.rename(new)
    hint(documents, tasks, post)
    assert document.disk_state is DiskState.DELETED
    hint(documents, tasks, new)
    assert_followed(document, new)


def test_a_copy_comes_before_the_original_goes(
    documents: Documents, tasks: HeldTasks, document: OpenDocument, post: Path
) -> None:
    """As when a file is moved to another disk."""
    new = post.with_name("lock.md")
    new.write_bytes(post.read_bytes())
    hint(documents, tasks, new)
    post.unlink()
    hint(documents, tasks, post)
    assert_followed(document, new)


def test_renamed_and_changed_at_once(
    documents: Documents, tasks: HeldTasks, document: OpenDocument, post: Path
) -> None:
    was_dirty = document.modified
    new = post.with_name("lock.md")
    post.rename(new)
    theirs = POST.replace("title", "headline")
    new.write_text(theirs)
    hint(documents, tasks, post, new)
    assert document.path == new
    if was_dirty:
        assert document.disk_state is DiskState.CHANGED
        assert document.text == POST + MINE
    else:
        assert document.text == theirs
        assert not document.modified


def test_another_file_with_the_number_of_a_deleted_one(
    documents: Documents, tasks: HeldTasks, document: OpenDocument, post: Path
) -> None:
    other = post.with_name("minutes.md")
    post.rename(other)  # so that it has the number for certain
    other.write_text("Present: the mayor.\nAbsent: nobody.\n")
    hint(documents, tasks, post, other)
    assert document.path == post
    assert document.disk_state is DiskState.DELETED


def test_only_upper_and_lower_case_changed(
    documents: Documents,
    tasks: HeldTasks,
    document: OpenDocument,
    post: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    new = post.with_name("Weir.md")
    post.rename(new)
    hint(documents, tasks, post, new)
    assert_followed(document, new)


def test_the_same_on_a_disk_that_ignores_case(
    documents: Documents,
    tasks: HeldTasks,
    document: OpenDocument,
    post: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Such a disk finds the file by either name, and lists the new one only."""
    new = post.with_name("Weir.md")
    new.hardlink_to(post)
    for module in (disk_look, changes):
        monkeypatch.setattr(module, "is_spelled_so", lambda path: path.name != post.name)
    hint(documents, tasks, post, new)
    assert_followed(document, new)
    known = {post.name: (0, 0)}
    found = changes.look_at(post.parent, {post, new}, known, set())
    assert found.gone == {post.name}
    assert set(found.updated) == {new.name}


def test_both_spellings_may_stand_side_by_side(
    documents: Documents, tasks: HeldTasks, document: OpenDocument, post: Path
) -> None:
    other = post.with_name("Weir.md")
    other.write_text("Another post.\n")
    hint(documents, tasks, post, other)
    assert_followed(document, post)
    found = changes.look_at(post.parent, {post, other}, {}, set())
    assert set(found.updated) == {post.name, other.name}
