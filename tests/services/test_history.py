"""What is kept when: nothing that is saved, reloaded, merged or closed goes without a version."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from copydesk.core.storage.history import Origin, Version
from copydesk.core.text.edits import TextEdit
from copydesk.services.documents import Documents
from copydesk.services.history import HistoryKeeper
from copydesk.services.settings import Settings
from copydesk.services.tasks import TaskRunner
from tests.helpers.held_documents import POST, type_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from copydesk.services.open_document import DiskVersion, OpenDocument
    from tests.helpers.notifier_spy import NotifierSpy


class HistoryDesk:
    """Documents with a history, and a person who works with them."""

    def __init__(self, qtbot: QtBot, notifier: NotifierSpy, tasks: TaskRunner) -> None:
        self._qtbot, self.notifier, self.tasks = qtbot, notifier, tasks
        self.settings = Settings(notifier)
        self.documents = Documents(notifier, tasks)
        self.keeper = HistoryKeeper(self.documents, tasks, notifier, self.settings)
        self.changes: list[Path] = []
        self.keeper.changed.connect(self.changes.append)

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: not self.tasks.busy, timeout=20_000)

    def open(self, path: Path) -> OpenDocument:
        found: list[OpenDocument] = []
        self.documents.open(path, found.append)
        self.settle()
        return found[0]

    def save(self, document: OpenDocument) -> None:
        self.documents.save(document)
        self.settle()

    def look(self, path: Path) -> None:
        self.documents.look_again({path})
        self.settle()

    def versions(self, document: OpenDocument) -> list[Version]:
        found: list[list[Version]] = []
        self.keeper.versions(document, found.append)
        self.settle()
        return found[0]

    def content(self, version: Version) -> DiskVersion | None:
        found: list[DiskVersion | None] = []
        self.keeper.content(version, found.append)
        self.settle()
        return found[0]

    def story(self, document: OpenDocument) -> list[tuple[Origin, str]]:
        """Origin and last line of each version, oldest first."""
        return [(v.origin, self._last_line(v)) for v in reversed(self.versions(document))]

    def story_at(self, path: Path) -> list[tuple[Origin, str]]:
        return [
            (v.origin, self._last_line(v)) for v in reversed(self.keeper.history.versions(path))
        ]

    def _last_line(self, version: Version) -> str:
        content = self.content(version)
        return content.text.splitlines()[-1] if content else "?"


@pytest.fixture
def desk(qtbot: QtBot, notifier_spy: NotifierSpy) -> Iterator[HistoryDesk]:
    tasks = TaskRunner(notifier_spy)
    desk = HistoryDesk(qtbot, notifier_spy, tasks)
    yield desk
    desk.keeper.stop()
    assert tasks.drain()


@pytest.fixture
def post(tmp_path: Path) -> Path:
    path = tmp_path / "weir.md"
    path.write_bytes(POST.encode())
    return path


WEIR = "The weir closes on Monday."


def test_opening_and_reading_keeps_nothing(desk: HistoryDesk, post: Path) -> None:
    document = desk.open(post)
    assert desk.versions(document) == []


def test_what_stood_there_is_kept_at_the_first_key(desk: HistoryDesk, post: Path) -> None:
    document = desk.open(post)
    type_in(document, "a")
    type_in(document, "b")
    assert desk.story(document) == [(Origin.FOUND, WEIR)]
    assert desk.changes == [post]


def test_every_save_is_a_version(desk: HistoryDesk, post: Path) -> None:
    document = desk.open(post)
    for text in ("one", "two", "three"):
        type_in(document, f"{text}\n")
        desk.save(document)
    assert desk.story(document) == [
        (Origin.FOUND, WEIR),
        (Origin.SAVED, "one"),
        (Origin.SAVED, "two"),
        (Origin.SAVED, "three"),
    ]
    assert desk.versions(document)[0].added_words == 1


def test_a_save_of_what_was_restored_says_so(desk: HistoryDesk, post: Path) -> None:
    document = desk.open(post)
    type_in(document, "one\n")
    desk.save(document)
    first = desk.versions(document)[-1]
    content = desk.content(first)
    assert content is not None
    assert content.text == POST
    document.apply([TextEdit(0, len(document.text), content.text)], "Restore")
    desk.keeper.next_save_is(document, Origin.RESTORED)
    desk.save(document)
    type_in(document, "two\n")
    desk.save(document)
    assert [origin for origin, _line in desk.story(document)] == [
        Origin.FOUND,
        Origin.SAVED,
        Origin.RESTORED,
        Origin.SAVED,
    ]


def test_a_change_from_outside_keeps_both(desk: HistoryDesk, post: Path) -> None:
    document = desk.open(post)
    post.write_text("Theirs.\n", "utf-8")
    desk.look(post)
    assert document.text == "Theirs.\n"
    assert desk.story(document) == [(Origin.FOUND, WEIR), (Origin.OUTSIDE, "Theirs.")]


def conflict(desk: HistoryDesk, post: Path) -> OpenDocument:
    document = desk.open(post)
    type_in(document, "Mine.\n")
    post.write_text("Theirs.\n", "utf-8")
    desk.look(post)
    assert document.theirs is not None
    return document


def test_their_text_over_mine_keeps_mine(desk: HistoryDesk, post: Path) -> None:
    document = conflict(desk, post)
    desk.documents.take_theirs(document)
    assert desk.story(document) == [
        (Origin.FOUND, WEIR),
        (Origin.SET_ASIDE, "Mine."),
        (Origin.OUTSIDE, "Theirs."),
    ]


def test_my_text_over_theirs_keeps_theirs(desk: HistoryDesk, post: Path) -> None:
    document = conflict(desk, post)
    desk.documents.keep_mine(document)
    desk.settle()
    assert desk.story(document) == [
        (Origin.FOUND, WEIR),
        (Origin.OUTSIDE, "Theirs."),
        (Origin.SAVED, "Mine."),
    ]


def test_a_merge_keeps_both(desk: HistoryDesk, post: Path) -> None:
    document = conflict(desk, post)
    end = len(document.text)
    desk.documents.merge(document, [TextEdit(end, end, "Theirs.\n")], "Merge")
    desk.save(document)
    assert desk.story(document) == [
        (Origin.FOUND, WEIR),
        (Origin.OUTSIDE, "Theirs."),
        (Origin.BEFORE_MERGE, "Mine."),
        (Origin.SAVED, "Theirs."),
    ]


def test_closing_without_saving_keeps_the_text(desk: HistoryDesk, post: Path) -> None:
    document = desk.open(post)
    type_in(document, "Never saved.\n")
    desk.notifier.answers.append("discard")
    desk.documents.close(document)
    desk.settle()
    assert desk.story_at(post) == [(Origin.FOUND, WEIR), (Origin.SET_ASIDE, "Never saved.")]
    again = desk.open(post)
    type_in(again, "x")
    assert len(desk.versions(again)) == 2


def test_an_untitled_post_closed_without_saving_can_be_found(desk: HistoryDesk) -> None:
    document = desk.documents.untitled("Some thoughts.\n")
    blank = desk.documents.untitled(" \n")
    desk.notifier.answers += ["discard", "discard"]
    desk.documents.close(document)
    desk.documents.close(blank)
    found: list[list[Version]] = []
    desk.keeper.untitled(found.append)
    desk.settle()
    ((version,),) = found
    content = desk.content(version)
    assert content is not None
    assert content.text == "Some thoughts.\n"


def test_what_came_in_between_is_kept_before_it_is_replaced(
    desk: HistoryDesk, post: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.md"
    other.write_text("Nobody has read this.\n", "utf-8")
    document = desk.open(post)
    desk.documents.save_copy(document, other)
    desk.settle()
    assert desk.story_at(other) == [(Origin.FOUND, "Nobody has read this.")]


def test_bytes_come_back_in_the_encoding_they_were_written_in(
    desk: HistoryDesk, post: Path
) -> None:
    data = "Wehr: Ärger über Größe.\r\n".encode("cp1252")
    post.write_bytes(data)
    document = desk.open(post)
    type_in(document, "x")
    (version,) = desk.versions(document)
    assert desk.keeper.history.content(version.digest) == data
    content = desk.content(version)
    assert content is not None
    assert content.text + "x" == document.text
    assert content.text_format.encoding == document.text_format.encoding


def test_text_that_its_encoding_cannot_hold_is_kept_all_the_same(
    desk: HistoryDesk, post: Path
) -> None:
    document = desk.open(post)
    type_in(document, "half a character \ud83d\n")
    desk.notifier.answers.append("discard")
    desk.documents.close(document)
    desk.settle()
    version = desk.keeper.history.versions(post)[0]
    content = desk.content(version)
    assert content is not None
    assert content.text.endswith("half a character \ud83d\n")


def test_versions_follow_a_rename(desk: HistoryDesk, post: Path) -> None:
    document = desk.open(post)
    type_in(document, "one\n")
    desk.save(document)
    new = post.rename(post.with_name("lock.md"))
    desk.documents.follow_move(post, new)
    desk.keeper.follow_move(post, new)
    type_in(document, "two\n")
    desk.save(document)
    assert [line for _origin, line in desk.story(document)] == [WEIR, "one", "two"]


def test_versions_are_found_after_a_move_outside(desk: HistoryDesk, post: Path) -> None:
    document = desk.open(post)
    type_in(document, "one\n")
    desk.save(document)
    desk.documents.close(document)
    new = post.rename(post.with_name("lock.md"))
    assert [line for _origin, line in desk.story(desk.open(new))] == [WEIR, "one"]


def test_a_history_that_cannot_be_written_stops_no_save_and_is_told_once(
    desk: HistoryDesk, post: Path
) -> None:
    folder = desk.keeper.history.folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file in the place of the folder")
    document = desk.open(post)
    for text in ("one", "two"):
        type_in(document, f"{text}\n")
        desk.save(document)
    assert post.read_text("utf-8").endswith("two\n")
    assert len(desk.notifier.errors) == 1
    assert "saved as usual" in desk.notifier.notices[0].next_step
    folder.unlink()
    type_in(document, "three\n")
    desk.save(document)
    assert [line for _origin, line in desk.story(document)] == ["two", "three"]


def test_damage_is_told_and_what_can_be_read_is_brought_over(desk: HistoryDesk, post: Path) -> None:
    document = desk.open(post)
    for text in ("one", "two"):
        type_in(document, f"{text}\n")
        desk.save(document)
    desk.keeper.history.close()
    file = desk.keeper.history.folder / "history.sqlite3"
    data = bytearray(file.read_bytes())
    data[:200] = bytes(200)
    file.write_bytes(data)
    type_in(document, "three\n")
    desk.save(document)
    assert [line for _origin, line in desk.story(document)][-3:] == ["one", "two", "three"]
    assert "damaged" in desk.notifier.sentences[0]
    assert "brought over" in desk.notifier.sentences[-1]


def test_a_newer_history_is_told_and_left_alone(desk: HistoryDesk, post: Path) -> None:
    document = desk.open(post)
    type_in(document, "one\n")
    desk.save(document)
    desk.keeper.history.close()
    with sqlite3.connect(desk.keeper.history.folder / "history.sqlite3") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    type_in(document, "two\n")
    desk.save(document)
    assert [line for _origin, line in desk.story(document)] == ["one", "two"]
    assert len(desk.notifier.sentences) == 1
    assert "newer Copydesk" in desk.notifier.sentences[0]


def test_old_versions_go_as_the_settings_say(desk: HistoryDesk, post: Path) -> None:
    document = desk.open(post)
    history = desk.keeper.history
    for number in range(40):
        history.keep(post, f"{number} {'word ' * 40_000}".encode(), Origin.SAVED)
    desk.settings.set("history_days", 0)
    desk.keeper.prune()
    assert len(desk.versions(document)) == 40
    desk.settings.set("history_megabytes", 0)
    desk.keeper.prune()
    desk.settle()
    assert len(desk.versions(document)) == 1
    assert desk.changes[-1] == post


def test_what_is_queued_is_written_at_the_end(desk: HistoryDesk, post: Path) -> None:
    document = desk.open(post)
    type_in(document, "Never saved.\n")
    desk.notifier.answers.append("discard")
    desk.documents.close(document)
    desk.keeper.stop()
    assert desk.tasks.drain()
    assert [version.origin for version in desk.keeper.history.versions(post)] == [
        Origin.SET_ASIDE,
        Origin.FOUND,
    ]
