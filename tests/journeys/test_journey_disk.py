"""Other programs at work on the same posts."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton

from copydesk.services.open_document import DiskState
from copydesk.ui.compare.compare_text import CompareText
from copydesk.ui.disk.conflict_bar import ConflictBar
from tests.helpers.git_repository import GitRepository
from tests.journeys.conftest import FERRY
from tests.journeys.journey import Signals

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.helpers.sites import SiteBuilder
    from tests.journeys.journey import Journey

LINES = "".join(f"Line {number} of the long post.\n\n" for number in range(200))
THEIRS = FERRY.replace("Monday", "Tuesday")


def truncate_and_write(path: Path, data: bytes) -> None:
    with path.open("wb", buffering=0) as file:
        for start in range(0, len(data), 40):
            file.write(data[start : start + 40])


def write_and_rename(path: Path, data: bytes) -> None:
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_bytes(data)
    beside.replace(path)


def dance_as_vim(path: Path, data: bytes) -> None:
    """With `backupcopy=no`: the file becomes its own backup, and a new one is written."""
    (path.parent / "4913").write_bytes(b"")
    (path.parent / "4913").unlink()
    backup = path.with_name(path.name + "~")
    path.rename(backup)
    path.write_bytes(data)
    backup.unlink()


def delete_and_recreate(path: Path, data: bytes) -> None:
    path.unlink()
    path.write_bytes(data)


WAYS = [truncate_and_write, write_and_rename, dance_as_vim, delete_and_recreate]


def bar(journey: Journey) -> ConflictBar | None:
    found = [one for one in journey.window.findChildren(ConflictBar) if one.isVisible()]
    return found[0] if found else None


def button(journey: Journey, label: str) -> QPushButton:
    shown = journey.dialog or bar(journey)
    assert shown is not None, "there is no bar"
    return next(b for b in shown.findChildren(QPushButton) if b.text() == label)


@pytest.mark.parametrize("write", WAYS)
def test_a_clean_post_follows_and_keeps_its_place(
    journey: Journey, ferry: Path, write: Callable[[Path, bytes], None]
) -> None:
    long = FERRY + LINES
    ferry.write_bytes(long.encode())
    document = journey.open("Ferry")
    journey.until(lambda: document.text == long)
    # The form comes a moment after the text, and the first one gives the text another width.
    journey.until(lambda: journey.desk.details.form.row("title"))
    place = long.index("Line 150")
    journey.editor.place_cursor(place)
    top = journey.editor.first_visible_line()
    assert top > 50
    write(ferry, long.replace("the last ferry", "the very last ferry").encode() + b"The end.\n")
    journey.until(lambda: document.text.endswith("The end.\n"))
    shift = len(document.text) - len(long) - len("The end.\n")
    assert journey.editor.cursor_position() == place + shift
    assert journey.editor.first_visible_line() == pytest.approx(top, abs=0.1)
    assert not document.modified
    assert bar(journey) is None
    assert journey.in_editor
    assert document.text.encode() == ferry.read_bytes()


@pytest.mark.parametrize("write", WAYS)
def test_a_dirty_post_raises_the_bar_and_nothing_is_overwritten(
    journey: Journey, ferry: Path, write: Callable[[Path, bytes], None]
) -> None:
    document = journey.open("Ferry")
    journey.press("Ctrl+End")
    journey.type("Mine.")
    write(ferry, THEIRS.encode())
    journey.until(lambda: document.disk_state is DiskState.CHANGED and bar(journey))
    assert document.text == FERRY + "Mine."
    journey.press("Ctrl+S")  # must not save over theirs
    journey.until(lambda: journey.notices)
    assert "not saved" in journey.notices[-1]
    assert ferry.read_bytes() == THEIRS.encode()
    journey.type("More.")
    assert document.text == FERRY + "Mine.More."


def conflict(journey: Journey, ferry: Path) -> None:
    document = journey.open("Ferry")
    journey.press("Ctrl+End")
    journey.type("Mine.")
    write_and_rename(ferry, THEIRS.encode())
    journey.until(lambda: document.disk_state is DiskState.CHANGED and bar(journey))


def to_button(journey: Journey, label: str) -> None:
    """Goes to a button of the bar by the keyboard alone: back to the bar, then on by Tab."""
    target = button(journey, label)
    if journey.in_editor:
        journey.press("Shift+F6")
    for _stop in range(4):
        if journey.focus is target:
            return
        journey.press("Tab")
    raise AssertionError(f"Tab does not lead to “{label}”, but to {journey.focus}")


def test_keep_mine(journey: Journey, ferry: Path) -> None:
    conflict(journey, ferry)
    to_button(journey, "Keep mine")
    journey.press("Space")
    journey.saved(ferry, (FERRY + "Mine.").encode())
    journey.until(lambda: bar(journey) is None)
    journey.until(lambda: journey.in_editor)


def test_take_theirs_and_undo_brings_mine_back(journey: Journey, ferry: Path) -> None:
    conflict(journey, ferry)
    to_button(journey, "Take theirs")
    journey.press("Space")
    journey.until(lambda: bar(journey) is None)
    assert journey.document.text == THEIRS
    assert not journey.document.modified
    journey.until(lambda: journey.in_editor)
    journey.press("Ctrl+Z")
    assert journey.document.text == FERRY + "Mine."
    assert journey.document.modified


def test_compare_shows_both_and_takes_an_answer(journey: Journey, ferry: Path) -> None:
    conflict(journey, ferry)
    to_button(journey, "Compare…")
    journey.press("Space")
    journey.until(lambda: journey.dialog and journey.dialog.isActiveWindow())
    assert journey.dialog is not None
    page = journey.dialog.findChild(CompareText)
    assert page is not None
    assert "Mine." in page.toPlainText()
    assert "TuesdayMonday" in page.toPlainText()  # one removed, the other put in
    journey.press("Escape")
    journey.until(lambda: journey.dialog is None)
    assert bar(journey) is not None

    journey.until(lambda: journey.focus)
    to_button(journey, "Compare…")
    journey.press("Space")
    journey.until(lambda: journey.dialog and journey.dialog.isActiveWindow())
    target = button(journey, "Take theirs")
    for _stop in range(12):
        if journey.focus is not target:
            journey.press("Tab")
    assert journey.focus is target
    journey.press("Space")
    journey.until(lambda: journey.document.text == THEIRS)
    journey.until(lambda: journey.dialog is None and bar(journey) is None)


def test_a_deleted_post_keeps_its_text_and_can_be_saved_again(
    journey: Journey, ferry: Path
) -> None:
    document = journey.open("Ferry")
    ferry.unlink()
    journey.until(lambda: document.disk_state is DiskState.DELETED and bar(journey))
    assert document.text == FERRY
    assert document.modified
    assert "●" in journey.tab_title
    journey.until(lambda: "src/content/news/ferry.md" not in journey.desk.library.entries)
    journey.press("Ctrl+End")
    journey.type("Still here.")
    seen = journey.when_asked("Return")
    journey.press("Ctrl+S")
    journey.until(lambda: seen)
    journey.saved(ferry, (FERRY + "Still here.").encode())
    journey.until(lambda: bar(journey) is None)
    journey.until(lambda: "src/content/news/ferry.md" in journey.desk.library.entries)


@pytest.mark.parametrize("dirty", [False, True], ids=["clean", "dirty"])
def test_renamed_outside_the_tab_goes_along(journey: Journey, ferry: Path, dirty: bool) -> None:
    document = journey.open("Ferry")
    journey.press("Ctrl+End")
    typed = "Mine." if dirty else ""
    journey.type(typed)
    new = ferry.with_name("boats.md")
    ferry.rename(new)
    journey.until(lambda: document.path == new)
    assert document.disk_state is DiskState.SAME
    assert document.text == FERRY + typed
    assert document.modified is dirty
    journey.until(lambda: "src/content/news/boats.md" in journey.desk.library.entries)
    assert "src/content/news/ferry.md" not in journey.desk.library.entries
    if dirty:
        journey.press("Ctrl+S")
        journey.saved(new, (FERRY + typed).encode())
        assert not ferry.exists()


def test_a_renamed_folder_takes_its_open_posts_along(journey: Journey, ferry: Path) -> None:
    document = journey.open("Ferry")
    journey.press("Ctrl+End")
    journey.type("Mine.")
    new = ferry.parent.with_name("dispatches")
    ferry.parent.rename(new)
    journey.until(lambda: document.path == new / "ferry.md")
    assert document.text == FERRY + "Mine."
    entries = journey.desk.library.entries
    journey.until(lambda: "src/content/dispatches/bridge.md" in entries)
    journey.until(lambda: "src/content/news/bridge.md" not in entries)
    journey.press("Ctrl+S")
    journey.saved(new / "ferry.md", (FERRY + "Mine.").encode())
    assert not ferry.parent.exists()


def test_own_saves_cause_nothing(journey: Journey, ferry: Path) -> None:
    document = journey.open("Ferry")
    reloaded, states = Signals(), Signals()
    journey.desk.documents.reloaded.connect(reloaded.note)
    document.disk_state_changed.connect(states.note)
    journey.press("Ctrl+End")
    heard = Signals()
    journey.desk.library.files_changed.connect(heard.note)
    text = FERRY
    for word in ("one", "two", "three"):
        journey.type(word)
        text += word
        journey.press("Ctrl+S")
        journey.saved(ferry, text.encode())
    journey.until(lambda: heard.calls)  # the watcher saw it, and the desk looked
    journey.until(lambda: not journey.desk.tasks.busy)
    assert document.text == text
    assert not reloaded.calls
    assert not states.calls
    assert bar(journey) is None
    journey.press("Ctrl+Z")
    assert document.text == FERRY + "onetwo"


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_checkout_of_2000_changed_posts_is_one_refresh(
    open_desk: Callable[..., Journey], site: SiteBuilder, ferry: Path
) -> None:
    for number in range(2_000):
        site.post(f"src/content/news/2025/post-{number}.md", f"Old {number}", pubDate="2025-01-01")
    git = GitRepository(site.root)
    git.commit_all("Old")
    git.branch("new")
    for number in range(2_000):
        site.post(f"src/content/news/2025/post-{number}.md", f"New {number}", pubDate="2025-01-02")
    ferry.write_bytes(THEIRS.encode())
    git.commit_all("New")
    git.checkout("main")
    journey = open_desk(site.root)
    journey.loaded()
    journey.until(lambda: len(journey.desk.library.entries) == 2_003)
    document = journey.open("Ferry")
    journey.until(lambda: not journey.desk.tasks.busy)

    news, refreshed = Signals(), Signals()
    journey.desk.library.entries_changed.connect(news.note)
    journey.desk.posts.listing.arranged.connect(refreshed.note)
    git.checkout("new")
    journey.until(lambda: document.text == THEIRS)
    entries = journey.desk.library.entries
    journey.until(
        lambda: all(
            entries[f"src/content/news/2025/post-{number}.md"].title == f"New {number}"
            for number in range(2_000)
        )
    )
    journey.until(lambda: refreshed.calls)
    assert not document.modified
    assert bar(journey) is None
    # One where the machine keeps up; it may be cut in a few where it does not.
    assert len(news.calls) <= 4, len(news.calls)
    assert len(refreshed.calls) <= 4, len(refreshed.calls)
