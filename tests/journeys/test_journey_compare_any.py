"""Any two texts compared by keys: commit, disk, published branch, History, another post."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QToolButton

from copydesk.application.compare_desk import AnyComparison
from copydesk.application.comparing import Comparing
from copydesk.ui.compare.compare_dialog import CompareDialog
from tests.helpers.git_repository import GitRepository
from tests.journeys.compared_page import ComparedPage
from tests.journeys.conftest import FERRY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.helpers.sites import SiteBuilder
    from tests.journeys.journey import Journey


class Comparison:
    """The comparison in front."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        journey.until(lambda: isinstance(journey.dialog, CompareDialog))
        assert isinstance(journey.dialog, CompareDialog)
        self.dialog = journey.dialog
        journey.until(self.dialog.isActiveWindow)
        self.view = self.dialog.view
        found = self.dialog.findChild(AnyComparison)
        assert found is not None
        self.bar = found.bar

    @property
    def says(self) -> str:
        if self.view.message.isVisible():
            return self.view.message.text()
        return self.view.head.sentence.text()

    @property
    def sides(self) -> tuple[str, str]:
        left, right = self.bar.pickers
        return left.currentText(), right.currentText()

    def expect(self, sentence: str) -> None:
        self.journey.until(lambda: sentence in self.says)

    def choose(self, side: int, words: str) -> None:
        """Goes to a picker by Tab, and in its list by the letters of what is wanted."""
        picker = self.bar.pickers[side]
        for _stop in range(40):
            if self.journey.focus is picker:
                break
            self.journey.press("Tab")
        assert self.journey.focus is picker
        wanted = next(n for n in range(picker.count()) if picker.itemText(n).startswith(words))
        while picker.currentIndex() != wanted and self.journey.dialog is self.dialog:
            before = picker.currentIndex()
            self.journey.press("Down" if before < wanted else "Up")
            assert picker.currentIndex() != before or self.journey.dialog is not self.dialog

    def close(self) -> None:
        self.journey.press("Esc")
        self.journey.until(lambda: self.journey.dialog is None)


@pytest.fixture
def repository(site: SiteBuilder) -> GitRepository:
    repository = GitRepository(site.root)
    repository.commit_all()
    return repository


@pytest.fixture
def desk(repository: GitRepository, open_desk: Callable[..., Journey]) -> Journey:
    journey = open_desk(repository.root)
    journey.loaded()
    journey.open("Ferry")
    return journey


def test_what_changed_since_the_commit_is_stepped_through_and_brought_back(desk: Journey) -> None:
    desk.press("Ctrl+End")
    desk.type("\n\nA last word.")
    changed = desk.document.text
    desk.press("F7")
    front = Comparison(desk)
    front.expect("1 passage differs")
    assert front.sides[0].startswith("The last commit, today")
    assert front.sides[1] == "The window, as it is now"
    desk.press("F7", "Space")
    front.expect("Both texts are the same")
    assert desk.document.text == FERRY
    desk.press("Ctrl+Z")  # in the comparison, where it was taken
    front.expect("1 passage differs")
    assert desk.document.text == changed
    desk.press("F7", "Space")
    front.close()
    assert desk.notices == ["1 change was made from the comparison. Undo takes it out again."]
    desk.until(lambda: desk.in_editor)
    desk.press("Ctrl+Z")
    assert desk.document.text == changed


def test_the_published_text_is_taken_over_piece_by_piece(
    desk: Journey, repository: GitRepository, tmp_path: Path, ferry: Path
) -> None:
    repository.git("clone", "--quiet", "--bare", str(repository.root), str(tmp_path / "remote"))
    repository.git("remote", "add", "origin", str(tmp_path / "remote"))
    ferry.write_text(FERRY.replace("returns", "is back").replace("March", "April"))
    repository.commit_all()
    repository.git("push", "--quiet", "--set-upstream", "origin", "main")
    repository.git("reset", "--quiet", "--hard", "HEAD~1")
    desk.until(lambda: desk.document.text == FERRY and not desk.document.modified)
    desk.press("F7")
    front = Comparison(desk)
    front.expect("Both texts are the same")
    front.choose(0, "The published branch")
    front.expect("1 field and 1 passage differ")
    assert front.sides[0].startswith("Published, origin/main, today")
    desk.click(front.bar.swap)
    desk.until(lambda: front.sides[1].startswith("Published"))
    front.view.setFocus()
    desk.press("F7", "Space")  # the field first, then the prose
    desk.until(lambda: "Ferry timetable is back" in desk.document.text)
    assert "March" in desk.document.text
    desk.press("Space")
    front.expect("Both texts are the same")
    assert desk.document.text == FERRY.replace("returns", "is back").replace("March", "April")


def test_disk_and_another_post_are_read_only_to_copy(desk: Journey, site: SiteBuilder) -> None:
    desk.press("F7")
    front = Comparison(desk)
    front.expect("Both texts are the same")
    front.choose(0, "The file on disk")
    desk.until(lambda: front.sides[0] == "The file on disk")
    front.choose(1, "Another post")
    desk.until(lambda: desk.dialog is not None and desk.dialog is not front.dialog)
    desk.type("bridge")
    desk.press("Return")
    desk.until(lambda: front.sides == ("The file on disk", "“Bridge closes for a week”"))
    front.expect("differ")
    front.view.setFocus()
    desk.press("F7", "Space")
    assert QGuiApplication.clipboard().text() == "Bridge closes for a week"
    said = [label.text() for label in front.dialog.findChildren(QLabel)]
    assert "Copied: “Bridge closes for a week”" in said
    assert desk.document.text == FERRY
    assert not desk.document.modified


def test_the_disk_is_followed_while_it_is_compared(desk: Journey, ferry: Path) -> None:
    desk.press("Ctrl+End")
    desk.type("More.")
    desk.press("F7")
    front = Comparison(desk)
    front.choose(0, "The file on disk")
    front.expect("1 passage differs")
    ferry.write_text(FERRY.replace("returns", "is back"))
    front.expect("1 field and 1 passage differ")


def test_a_version_in_history_is_a_side(desk: Journey) -> None:
    desk.press("Ctrl+End")
    desk.type(" More.")
    desk.press("Ctrl+S")
    desk.until(lambda: not desk.document.modified)
    desk.press("F7")
    front = Comparison(desk)
    front.expect("1 passage differs")
    front.choose(0, "History: today")
    desk.until(lambda: "saved here" in front.sides[0])
    front.expect("Both texts are the same")


def test_what_is_not_there_is_said(desk: Journey, repository: GitRepository) -> None:
    desk.press("F7")
    front = Comparison(desk)
    front.expect("Both texts are the same")
    front.choose(0, "The published branch")
    front.expect("no published branch")
    front.close()
    desk.press("Ctrl+Alt+N")
    desk.type("Never saved.")
    desk.press("F7")
    front = Comparison(desk)
    front.expect("This post was never saved")
    assert front.sides[0] == "The file on disk"


def test_outside_of_git_the_disk_stands_in(journey: Journey) -> None:
    journey.open("Ferry")
    journey.press("Ctrl+End")
    journey.type("More.")
    journey.press("F7")
    front = Comparison(journey)
    front.expect("1 passage differs")
    assert front.sides == ("The file on disk", "The window, as it is now")
    front.choose(0, "The last commit")
    front.expect("not in a git repository")
    labels = [label.text() for label in front.bar.findChildren(QLabel)]
    assert labels == ["−", "+"]
    assert all(isinstance(picker, QComboBox) for picker in front.bar.pickers)


def test_a_move_is_seen_on_the_rendered_page_and_taken_back_whole(
    desk: Journey, repository: GitRepository, ferry: Path
) -> None:
    toll = "A crossing costs two crowns for every car, and bicycles go free.\n\n"
    rest = "".join(f"Paragraph {n} is about the weather on the river.\n\n" for n in range(40))
    ferry.write_text(f"{FERRY}\n{toll}{rest}The end.\n")
    repository.commit_all()
    ferry.write_text(f"{FERRY}\n{rest}{toll.replace('two', 'three')}The end.\n")
    desk.until(lambda: "three crowns" in desk.document.text)
    desk.press("F7")
    front = Comparison(desk)
    front.expect("1 passage moved")
    rendered = next(b for b in front.view.findChildren(QToolButton) if b.text() == "Rendered")
    desk.click(rendered)
    comparing = front.dialog.findChild(Comparing)
    assert comparing is not None
    page = ComparedPage(desk, comparing)
    page.sees("main.querySelectorAll('.compare-moved').length === 2")
    page.sees("main.querySelector('.compare-added.compare-moved ins').textContent === 'three'")
    page.js("main.querySelector('.compare-jump.to-below').click()")
    page.sees("document.documentElement.scrollTop > 300")
    source = next(b for b in front.view.findChildren(QToolButton) if b.text() == "Source")
    desk.click(source)
    front.view.setFocus()
    desk.press("F7", "Space")
    front.expect("Both texts are the same")
    assert desk.document.text == f"{FERRY}\n{toll}{rest}The end.\n"
