"""What must not go wrong between the editor's text and the disk, through the real window."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton

from copydesk.services.open_document import DiskState
from copydesk.ui.disk.conflict_bar import ConflictBar
from tests.helpers.git_repository import GitRepository
from tests.journeys.conftest import FERRY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from tests.helpers.sites import SiteBuilder
    from tests.journeys.journey import Journey

THEIRS = FERRY.replace("Monday", "Tuesday")


def button(parent: QWidget | None, label: str) -> QPushButton:
    assert parent is not None
    return next(b for b in parent.findChildren(QPushButton) if b.text() == label)


def bar(journey: Journey) -> ConflictBar | None:
    found = [one for one in journey.window.findChildren(ConflictBar) if one.isVisible()]
    return found[0] if found else None


def type_at_the_end(journey: Journey, text: str) -> None:
    journey.press("Ctrl+End")
    journey.type(text)


def test_a_comparison_that_is_out_of_date_answers_nothing(journey: Journey, ferry: Path) -> None:
    document = journey.open("Ferry")
    type_at_the_end(journey, "Mine.")
    ferry.write_bytes(THEIRS.encode())
    journey.until(lambda: document.disk_state is DiskState.CHANGED and bar(journey))
    journey.click(button(bar(journey), "Compare…"))
    journey.until(lambda: journey.dialog)
    first = journey.dialog
    newest = FERRY.replace("Monday", "Wednesday").encode()
    ferry.write_bytes(newest)
    journey.until(lambda: document.theirs and "Wednesday" in document.theirs.text)
    journey.click(button(first, "Keep mine"))
    journey.until(lambda: journey.dialog and journey.dialog is not first)
    assert ferry.read_bytes() == newest  # nobody has seen it yet
    journey.click(button(journey.dialog, "Keep mine"))
    journey.saved(ferry, (FERRY + "Mine.").encode())


def test_saving_a_deleted_post_again_from_the_bar_asks_nothing_more(
    journey: Journey, ferry: Path
) -> None:
    document = journey.open("Ferry")
    shutil.rmtree(ferry.parent)
    journey.until(lambda: document.disk_state is DiskState.DELETED and bar(journey))
    journey.click(button(bar(journey), "Save it again"))
    journey.saved(ferry, FERRY.encode())
    assert bar(journey) is None


def test_save_and_close_at_once(journey: Journey, ferry: Path) -> None:
    journey.open("Ferry")
    type_at_the_end(journey, "Last words.")
    journey.press("Ctrl+S", "Ctrl+W")
    journey.until(lambda: not list(journey.desk.documents))
    assert ferry.read_bytes() == (FERRY + "Last words.").encode()


def test_save_and_quit_at_once_while_the_folder_is_read(
    open_desk: Callable[..., Journey], site: SiteBuilder, ferry: Path
) -> None:
    for number in range(300):
        site.post(f"src/content/news/post-{number}.md", f"Post {number}")
    journey = open_desk(ferry)
    journey.until(lambda: journey.in_editor)
    type_at_the_end(journey, "Last words.")
    left: list[bool] = []
    journey.desk.left.connect(lambda: left.append(True))
    journey.press("Ctrl+S", "Ctrl+Q")
    if journey.window.isVisible():  # a second time, unless it was quick enough to be gone
        journey.desk.actions.get("file.quit").trigger()
    journey.until(lambda: left)
    assert left == [True]
    assert ferry.read_bytes() == (FERRY + "Last words.").encode()


def test_renaming_a_dirty_post_amid_saves_keeps_one_file(journey: Journey, ferry: Path) -> None:
    document = journey.open("Ferry")
    text, path = FERRY, ferry
    for turn in range(5):
        type_at_the_end(journey, f"{turn}.")
        journey.press("Ctrl+S")
        new = ferry.with_name(f"boats-{turn}.md")
        journey.desk.files.rename(path, new.name)
        type_at_the_end(journey, "More.")
        journey.press("Ctrl+S")
        text += f"{turn}.More."
        journey.until(lambda new=new: document.path == new)  # type: ignore[misc]  # a default
        journey.saved(new, text.encode())
        path = new
    names = sorted(one.name for one in ferry.parent.iterdir())
    assert names == ["boats-4.md", "bridge.md"]
    assert document.disk_state is DiskState.SAME


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_checkout_under_a_dirty_post_and_back(
    journey: Journey, site: SiteBuilder, ferry: Path
) -> None:
    git = GitRepository(site.root)
    git.commit_all("Old")
    git.branch("new")
    ferry.write_bytes(THEIRS.encode())
    git.commit_all("New")
    document = journey.open("Ferry")
    journey.until(lambda: document.text == THEIRS)
    type_at_the_end(journey, "Mine.")
    git.checkout("main")
    journey.until(lambda: document.disk_state is DiskState.CHANGED and bar(journey))
    assert document.text == THEIRS + "Mine."
    assert ferry.read_bytes() == FERRY.encode()
    git.checkout("new")
    journey.until(lambda: document.disk_state is DiskState.SAME and bar(journey) is None)
    journey.press("Ctrl+S")
    journey.saved(ferry, (THEIRS + "Mine.").encode())


def test_a_linked_post_follows_its_file(
    open_desk: Callable[..., Journey], site: SiteBuilder, ferry: Path, tmp_path: Path
) -> None:
    shared = tmp_path / "shared" / "lock.md"
    shared.parent.mkdir()
    shared.write_bytes(FERRY.encode())
    link = ferry.with_name("linked.md")
    link.symlink_to(shared)
    journey = open_desk(site.root)
    journey.loaded()
    journey.desk.open_post(link)
    journey.until(lambda: journey.in_editor)
    document = journey.document
    journey.until(lambda: not journey.desk.tasks.busy)
    shared.write_bytes(THEIRS.encode())
    journey.until(lambda: document.text == THEIRS)
    type_at_the_end(journey, "Mine.")
    journey.press("Ctrl+S")
    journey.saved(shared, (THEIRS + "Mine.").encode())
    assert link.is_symlink()


def test_trashing_a_dirty_post_keeps_its_text(journey: Journey, ferry: Path) -> None:
    document = journey.open("Ferry")
    type_at_the_end(journey, "Mine.")
    journey.desk.files.trash(ferry)
    journey.until(lambda: not ferry.exists())
    journey.until(lambda: document.disk_state is DiskState.DELETED and bar(journey))
    assert document.text == FERRY + "Mine."
    assert document.modified
