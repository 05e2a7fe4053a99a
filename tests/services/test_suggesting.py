from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from copydesk.core.posts.encoding import TextFormat
from copydesk.core.review.suggestions.author import clean_name, likely_author
from copydesk.core.review.suggestions.items import open_items
from copydesk.core.settings import SettingsValues, emit_settings, parse_settings
from copydesk.core.text.critic import accepted_reading, marks_in, rejected_reading
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span
from copydesk.services.documents import Documents
from copydesk.services.open_document import OpenDocument
from copydesk.services.settings import Settings
from copydesk.services.suggesting import Suggesting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.helpers.inline_tasks import InlineTasks
    from tests.helpers.notifier_spy import NotifierSpy

_TEXT = "---\ntitle: A\n---\nThe last ferry leaves.\n"


@pytest.fixture
def settings(notifier_spy: NotifierSpy) -> Iterator[Settings]:
    made = Settings(notifier_spy)
    yield made
    made.save()


@pytest.fixture
def suggesting(
    settings: Settings, inline_tasks: InlineTasks, notifier_spy: NotifierSpy
) -> Suggesting:
    notifier_spy.lines.append("  Ana\tPetrov ")
    made = Suggesting(Documents(notifier_spy, inline_tasks), settings, notifier_spy)
    made.switch(on=True)
    return made


@pytest.fixture
def document(suggesting: Suggesting) -> OpenDocument:
    made = OpenDocument(Path("/nowhere/a.md"), _TEXT, TextFormat("utf-8", bom=False), "digest")
    made.recorder = suggesting
    return made


def _type(document: OpenDocument, at: int, words: str) -> int:
    for letter in words:
        placed = document.apply((TextEdit(at, at, letter),), "Typing", merge="typing")
        assert placed is not None
        at = placed
    return at


def test_the_name_is_asked_once_and_kept(
    suggesting: Suggesting, settings: Settings, notifier_spy: NotifierSpy
) -> None:
    assert settings.values.author == "Ana Petrov"
    suggesting.switch(on=False)
    suggesting.switch(on=True)
    assert len(notifier_spy.prompts) == 1


def test_without_a_name_it_stays_off(
    settings: Settings, inline_tasks: InlineTasks, notifier_spy: NotifierSpy
) -> None:
    suggesting = Suggesting(Documents(notifier_spy, inline_tasks), settings, notifier_spy)
    told: list[bool] = []
    suggesting.switched.connect(told.append)
    suggesting.switch(on=True)
    assert (suggesting.is_on, told) == (False, [False])


def test_posts_opened_later_are_suggested_in_too(
    suggesting: Suggesting, document: OpenDocument
) -> None:
    other = OpenDocument(None, "x", TextFormat("utf-8", bom=False), None)
    suggesting._documents.opened.emit(other)
    assert other.recorder is suggesting
    suggesting.switch(on=False)
    suggesting._documents.opened.emit(other)
    assert other.recorder is None


def test_words_typed_are_steps_of_undo(document: OpenDocument) -> None:
    at = document.text.index("last")
    _type(document, at, "very very ")
    assert accepted_reading(document.text).text == _TEXT.replace("last", "very very last")
    document.undo()
    assert accepted_reading(document.text).text == _TEXT.replace("last", "very last")
    document.undo()
    assert document.text == _TEXT
    document.redo()
    document.redo()
    assert rejected_reading(document.text).text == _TEXT


def test_what_is_refused_is_told_and_changes_nothing(
    document: OpenDocument, notifier_spy: NotifierSpy
) -> None:
    assert document.apply((TextEdit(5, 6, ""),), "Typing", merge="typing") == 6
    assert document.text == _TEXT
    assert notifier_spy.sentences == ["Fields can’t be suggested in the text."]
    assert not document.can_undo


def test_answers_are_made_as_they_are_each_as_one_step(
    suggesting: Suggesting, document: OpenDocument
) -> None:
    _type(document, document.text.index("last"), "very ")
    document.apply((TextEdit(len(document.text) - 1, len(document.text), ""),), "Delete")
    suggesting.accept(document, marks_in(document.text))
    assert document.text == _TEXT.replace("last", "very last")[:-1]
    assert document.undo_label == "Accept suggestions"
    document.undo()
    suggesting.reject(document, marks_in(document.text)[:1])
    assert document.undo_label == "Reject the suggestion"
    suggesting.reject(document, marks_in(document.text))
    assert document.text == _TEXT


def test_a_thread_is_begun_answered_resolved_and_taken_out(
    suggesting: Suggesting, document: OpenDocument, notifier_spy: NotifierSpy
) -> None:
    start = document.text.index("last")
    notifier_spy.lines.append("Which one?")
    suggesting.comment_on_selection(document, Span(start, start + 4))
    suggesting.reply(document, marks_in(document.text)[1], "The late one.")
    (item,) = open_items(document.text)
    assert [note.text for note in item.thread] == ["Which one?", "The late one."]
    assert item.thread[0].author == "Ana Petrov"
    suggesting.resolve(document, item.mark)
    assert open_items(document.text) == ()
    suggesting.take_out(document, marks_in(document.text)[0])
    assert document.text == _TEXT


def test_a_comment_without_words_is_none(suggesting: Suggesting, document: OpenDocument) -> None:
    suggesting.comment_on_selection(document, Span(20, 24))
    assert document.text == _TEXT


def test_a_name_with_quotes_comes_back_from_the_settings() -> None:
    values = SettingsValues(author=clean_name('Ana "O’Neil" \\ é'))
    assert parse_settings(emit_settings(values)) == values


def test_the_likely_name_is_gits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.delenv("GIT_AUTHOR_NAME", raising=False)
    (tmp_path / ".gitconfig").write_text("[core]\n\tname = no\n[user]\n\tname = Ana P. # me\n")
    assert likely_author() == "Ana P."
