"""What the desk asks about encodings before it saves, and how it changes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from copydesk.core.posts.encoding import TextFormat
from copydesk.core.text.edits import TextEdit
from tests.helpers.held_documents import opened

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.services.documents import Documents
    from copydesk.services.open_document import OpenDocument
    from tests.helpers.held_tasks import HeldTasks
    from tests.helpers.notifier_spy import NotifierSpy

OLD = "Der Gemeinderat hat für Größe gestimmt.\n".encode("cp1252")


@pytest.fixture
def post(tmp_path: Path) -> Path:
    path = tmp_path / "old.md"
    path.write_bytes(OLD)
    return path


@pytest.fixture
def document(documents: Documents, tasks: HeldTasks, post: Path) -> OpenDocument:
    return opened(documents, tasks, post)


def write(document: OpenDocument, text: str) -> None:
    document.apply([TextEdit(0, 0, text)], "Typing")


def test_an_unsure_encoding_is_asked_about_once_and_before_the_first_changed_save(
    documents: Documents,
    tasks: HeldTasks,
    document: OpenDocument,
    post: Path,
    notifier_spy: NotifierSpy,
) -> None:
    documents.save(document)
    tasks.finish()
    assert not notifier_spy.questions
    write(document, "A ")
    documents.save(document)
    tasks.finish()
    assert post.read_bytes() == OLD, "not saved on “Not now”"
    assert "Windows-1252" in notifier_spy.questions[0].detail
    assert "für Größe" in notifier_spy.questions[0].detail
    notifier_spy.answers = ["right"]
    documents.save(document)
    tasks.finish()
    assert post.read_bytes() == b"A " + OLD
    assert not document.text_format.guessed
    write(document, "B ")
    documents.save(document)
    tasks.finish()
    assert len(notifier_spy.questions) == 2
    assert post.read_bytes() == b"B A " + OLD


def test_the_answer_holds_when_another_program_changes_the_file(
    documents: Documents, tasks: HeldTasks, document: OpenDocument, post: Path
) -> None:
    assert documents.encodings.reread(document, "iso8859_15")
    post.write_bytes(OLD + b"\xa4")
    documents.look_again({post})
    tasks.finish()
    assert document.text.endswith("€")
    assert document.text_format == TextFormat("iso8859_15")
    assert not document.text_format.guessed


def test_saving_as_utf_8_is_one_undoable_step(
    documents: Documents,
    tasks: HeldTasks,
    document: OpenDocument,
    post: Path,
    notifier_spy: NotifierSpy,
) -> None:
    write(document, "→ ")
    document.confirm_encoding()
    notifier_spy.answers = ["utf-8"]
    documents.save(document)
    tasks.finish()
    assert "“→”" in notifier_spy.questions[0].sentence
    assert post.read_bytes() == ("→ " + OLD.decode("cp1252")).encode()
    document.undo()
    assert document.text_format == TextFormat("cp1252")
    document.undo()
    documents.save(document)
    tasks.finish()
    assert post.read_bytes() == OLD


def test_nothing_is_saved_until_a_way_is_chosen(
    documents: Documents,
    tasks: HeldTasks,
    document: OpenDocument,
    post: Path,
    notifier_spy: NotifierSpy,
) -> None:
    shown: list[int] = []
    documents.encodings.show_wanted.connect(lambda _document, position: shown.append(position))
    write(document, "To → there ")
    document.confirm_encoding()
    notifier_spy.answers = ["show", "cancel"]
    for _ in range(2):
        documents.save(document)
        tasks.finish()
    assert shown == [3]
    assert post.read_bytes() == OLD
    assert document.modified


def test_half_a_character_is_shown_and_never_replaced(
    documents: Documents, tasks: HeldTasks, tmp_path: Path, notifier_spy: NotifierSpy
) -> None:
    path = tmp_path / "new.md"
    path.write_text("Words\n")
    document = opened(documents, tasks, path)
    write(document, "a\ud83d")
    shown: list[int] = []
    documents.encodings.show_wanted.connect(lambda _document, position: shown.append(position))
    notifier_spy.answers = ["show"]
    documents.save(document)
    tasks.finish()
    question = notifier_spy.questions[0]
    assert "Line 1 holds half a character" in question.sentence
    assert [choice.key for choice in question.choices] == ["show", "cancel"]
    assert shown == [1]
    assert path.read_text() == "Words\n"


def test_reading_in_another_encoding_leaves_the_post_clean_and_the_file_alone(
    documents: Documents, tasks: HeldTasks, document: OpenDocument, post: Path
) -> None:
    assert documents.encodings.reread(document, "cp1251")
    assert "fьr" in document.text
    assert not document.modified
    document.undo()
    assert (document.text, document.modified) == (OLD.decode("cp1252"), False)
    document.redo()
    write(document, "A ")
    documents.save(document)
    tasks.finish()
    assert post.read_bytes() == b"A " + OLD


def test_what_was_typed_is_read_anew_too(documents: Documents, document: OpenDocument) -> None:
    write(document, "é ")
    assert documents.encodings.reread(document, "mac_roman")
    assert document.text == (b"\xe9 " + OLD).decode("mac_roman")
    assert document.modified
    document.undo()
    assert document.text == "é " + OLD.decode("cp1252")
    document.undo()
    assert not document.modified


def test_what_cant_be_read_anew_is_said(
    documents: Documents, document: OpenDocument, notifier_spy: NotifierSpy
) -> None:
    write(document, "→")
    assert not documents.encodings.reread(document, "cp1251")
    assert "“→”" in notifier_spy.sentences[-1]
    assert not documents.encodings.reread(document, "utf-32-le")
    document.undo()
    assert not documents.encodings.reread(document, "utf-32-le")
    assert "can’t be read" in notifier_spy.errors[-1]
    assert document.text == OLD.decode("cp1252")


def test_a_byte_that_is_no_text_is_not_lost_to_a_conversion(
    documents: Documents, tasks: HeldTasks, tmp_path: Path, notifier_spy: NotifierSpy
) -> None:
    path = tmp_path / "torn.md"
    path.write_bytes("für Größe ".encode() + b"\xff")
    document = opened(documents, tasks, path)
    assert not documents.encodings.convert(document, "utf-8")
    assert "no text" in notifier_spy.sentences[-1]
    assert not document.modified
