"""A newcomer's first minutes: open a folder, clone a site, or try the sample newsroom."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit

from copydesk.core.library.sample import SAMPLE_NAME
from copydesk.core.resources import resource_path
from copydesk.ui.welcome.clone_dialog import CloneDialog
from copydesk.ui.welcome.way_row import WayRow
from copydesk.ui.welcome.welcome_page import WelcomePage
from tests.helpers.git_repository import GitRepository
from tests.helpers.git_servers import bottleneck, closed_port, git_daemon

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.helpers.sites import SiteBuilder
    from tests.journeys.journey import Journey

_CHOOSE = "Choose a post from the list, or press Ctrl+P."


def page(journey: Journey) -> WelcomePage:
    """The welcome page, which must be there."""
    cover = journey.desk.middle.cover
    assert isinstance(cover, WelcomePage)
    return cover


def way(journey: Journey) -> str:
    """The words of the row with the keyboard."""
    return journey.focus.text() if isinstance(journey.focus, WayRow) else ""


def site_words(journey: Journey) -> list[str]:
    """What stands where a post would be edited."""
    labels = journey.desk.editors.findChildren(QLabel)
    return [label.text() for label in labels if label.isVisible()]


def chosen(monkeypatch: pytest.MonkeyPatch, folder: Path | None) -> None:
    """Has the next folder dialogs answer with this folder."""

    def answer(*_arguments: object) -> str:
        return str(folder or "")

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", answer)


def to_way(journey: Journey, title: str) -> None:
    """Goes down to a row of the page by the arrow keys."""
    journey.until(lambda: way(journey))
    for _step in range(12):
        if way(journey) == title:
            return
        journey.press("Down")
    raise AssertionError(f"no row {title!r}")


@pytest.fixture
def documents(own_home: Path) -> Path:
    """The newcomer's own folder."""
    (own_home / "Documents").mkdir()
    return own_home / "Documents"


@pytest.fixture
def gazette(site: SiteBuilder, tmp_path: Path) -> Path:
    """A bare repository of the site, to be cloned."""
    repository = GitRepository(site.root)
    repository.commit_all()
    bare = tmp_path / "served" / "gazette.git"
    repository.git("clone", "--quiet", "--bare", str(site.root), str(bare))
    return bare


def test_the_sample_is_copied_and_kept(
    open_desk: Callable[..., Journey], documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = open_desk()
    to_way(journey, "Try the sample newsroom")
    journey.press("Return")
    mine = documents / SAMPLE_NAME
    journey.until(lambda: journey.desk.library.root == mine)
    journey.loaded()
    assert journey.desk.middle.cover is None
    journey.until(lambda: "in 3 collections; fields from" in "".join(site_words(journey)))
    name, about, advice = site_words(journey)
    posts = len(journey.desk.library.entries)
    assert (name, advice) == ("Riverside Courier", _CHOOSE)
    assert about == (
        f"An Astro site, {posts} posts in 3 collections; fields from src/content.config.ts."
    )
    place = str(Path("~/Documents") / SAMPLE_NAME)
    assert journey.notices == [f"The sample newsroom is yours to change. It is in “{place}”."]
    journey.until(lambda: journey.in_panel(journey.desk.posts.tree))

    document = journey.open("The map room")
    journey.type("Mine. ")
    journey.press("Ctrl+S")
    journey.until(lambda: not document.modified)
    assert document.path is not None
    assert document.path.is_relative_to(mine)
    assert "Mine. " not in (resource_path("newsroom") / document.path.relative_to(mine)).read_text(
        "utf-8"
    )
    journey.desk.actions.get("file.close-folder").trigger()
    journey.until(lambda: journey.desk.middle.cover is not None)
    to_way(journey, "Try the sample newsroom")
    journey.press("Return")
    journey.until(lambda: any("from before" in notice for notice in journey.notices))
    assert "Mine. " in document.path.read_text("utf-8")

    action = next(a for a in journey.notice_bars[-1].notice.actions if a.label == "Start afresh")
    action.run()
    fresh = documents / f"{SAMPLE_NAME} 2"
    journey.until(lambda: journey.desk.library.root == fresh)
    assert "Mine. " in document.path.read_text("utf-8")


def test_the_sample_is_moved_to_another_place(
    open_desk: Callable[..., Journey],
    documents: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    journey = open_desk()
    journey.desk.actions.get("file.open-sample").trigger()
    journey.until(lambda: journey.notices)
    journey.loaded()
    other = tmp_path / "other"
    other.mkdir()
    chosen(monkeypatch, other)
    journey.notice_bars[-1].notice.actions[0].run()
    journey.until(lambda: journey.desk.library.root == other / SAMPLE_NAME)
    journey.loaded()
    assert not list(documents.iterdir())
    assert not [notice for notice in journey.notices if "no longer there" in notice]


def test_a_sample_that_can_not_be_copied_goes_elsewhere(
    open_desk: Callable[..., Journey],
    documents: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for number in ("", *(f" {number}" for number in range(2, 1_000))):
        (documents / f"{SAMPLE_NAME}{number}").touch()
    journey = open_desk()
    journey.desk.actions.get("file.open-sample").trigger()
    journey.until(lambda: journey.notices)
    assert journey.notices == [f"“{SAMPLE_NAME}” was not copied."]
    chosen(monkeypatch, tmp_path)
    journey.notice_bars[-1].notice.actions[0].run()
    journey.until(lambda: journey.desk.library.root == tmp_path / SAMPLE_NAME)


def test_folders_opened_before_are_offered(
    open_desk: Callable[..., Journey], site: SiteBuilder, tmp_path: Path
) -> None:
    plain = tmp_path / "notes"
    plain.mkdir()
    (plain / "one.md").write_text("One.\n", "utf-8")
    journey = open_desk(site.root)
    journey.loaded()
    journey.desk.session.state.recent += [str(plain), str(tmp_path / "gone")]
    journey.desk.actions.get("file.close-folder").trigger()
    journey.until(lambda: journey.desk.middle.cover is not None)
    welcome = page(journey)
    journey.until(lambda: len(welcome.rows) == 5)
    assert [row.text() for row in welcome.rows[3:]] == ["Site", "Notes"]
    assert str(plain) in welcome.rows[4].accessibleDescription()
    to_way(journey, "Site")
    journey.press("Delete")
    journey.until(lambda: way(journey) == "Notes")
    assert str(site.root) not in journey.desk.session.state.recent
    journey.press("Return")
    journey.loaded()
    told = ["Notes", "A plain folder of 1 post; rendered by Python-Markdown."]
    journey.until(lambda: site_words(journey)[:2] == told)


def test_a_folder_is_opened_by_its_dialog_or_dropped(
    open_desk: Callable[..., Journey],
    site: SiteBuilder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    journey = open_desk()
    journey.until(lambda: way(journey) == "Open a folder of posts")
    chosen(monkeypatch, None)
    journey.press("Return")
    assert page(journey).isVisible()
    chosen(monkeypatch, site.root)
    journey.press("Return")
    journey.loaded()
    journey.until(lambda: "An Astro site, 3 posts in 2" in "".join(site_words(journey)))

    journey.desk.close_folder()
    journey.until(lambda: journey.desk.middle.cover is not None)
    empty = tmp_path / "empty"
    empty.mkdir()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(empty))])
    button = Qt.MouseButton.LeftButton
    drop = QDropEvent(
        QPointF(500, 300), Qt.DropAction.CopyAction, data, button, Qt.KeyboardModifier.NoModifier
    )
    journey.window.dropEvent(drop)
    journey.until(lambda: journey.desk.library.root == empty)
    journey.until(
        lambda: site_words(journey)[:2] == ["Empty", "A plain folder, with no posts yet."]
    )
    assert "Ctrl+N" in site_words(journey)[2]


def test_the_page_is_made_only_where_nothing_opens(
    open_desk: Callable[..., Journey], ferry: Path
) -> None:
    journey = open_desk(ferry)
    journey.until(lambda: journey.tab_title.startswith("Ferry"))
    journey.loaded()
    assert journey.desk.welcome._page is None
    journey.desk.actions.get("file.close-folder").trigger()
    journey.until(lambda: journey.desk.middle.cover is not None)
    journey.desk.actions.get("file.new-untitled").trigger()
    journey.until(lambda: journey.in_editor)
    assert journey.desk.middle.cover is None
    journey.press("Ctrl+W")
    journey.until(lambda: journey.desk.middle.cover is not None)


def test_panes_and_tab_reach_the_page(open_desk: Callable[..., Journey]) -> None:
    journey = open_desk()
    journey.until(lambda: way(journey) == "Open a folder of posts")
    journey.press("Tab")
    journey.until(lambda: way(journey) == "Clone a site…")
    journey.press("Shift+Tab", "Up")
    journey.until(lambda: way(journey) == "Open a folder of posts")
    journey.press("F6")
    journey.until(lambda: not way(journey))
    for _pane in range(4):
        if way(journey):
            break
        journey.press("F6")
    journey.until(lambda: way(journey) == "Open a folder of posts")


# Cloning ---------------------------------------------------------------------------------------


def clone_dialog(journey: Journey) -> CloneDialog:
    """The dialog that asks for a site, in front."""
    journey.until(lambda: isinstance(journey.dialog, CloneDialog))
    journey.until(lambda: isinstance(journey.focus, QLineEdit))
    assert isinstance(journey.dialog, CloneDialog)
    return journey.dialog


def says(dialog: CloneDialog, sentence: str) -> bool:
    """Whether the dialog says this."""
    return sentence in said(dialog)


def said(dialog: CloneDialog) -> str:
    """What the dialog says."""
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_a_site_is_cloned_and_opened(
    open_desk: Callable[..., Journey], documents: Path, gazette: Path, tmp_path: Path
) -> None:
    journey = open_desk()
    to_way(journey, "Clone a site…")
    journey.press("Return")
    dialog = clone_dialog(journey)
    journey.type(f"git clone {gazette}")
    assert f"It will be in “{Path('~/Documents/gazette')}”." in said(dialog)
    journey.press("Return")
    journey.until(lambda: journey.desk.library.root == documents / "gazette")
    journey.loaded()
    assert journey.dialog is None
    assert len(journey.desk.library.entries) == 3
    assert journey.desk.session.state.clone_into == str(documents)
    assert not [entry for entry in documents.iterdir() if entry.name != "gazette"]
    journey.until(lambda: "An Astro site, 3 posts" in "".join(site_words(journey)))


def test_a_clone_is_stopped_half_way_and_tried_again(
    open_desk: Callable[..., Journey], documents: Path, gazette: Path
) -> None:
    journey = open_desk()
    journey.desk.actions.get("file.clone").trigger()
    dialog = clone_dialog(journey)
    with git_daemon(gazette.parent) as server:
        with bottleneck(server, 700, "hold") as (neck, port):
            journey.type(f"git://127.0.0.1:{port}/gazette.git\n")
            journey.until(neck.reached.is_set)
            journey.until(lambda: list(documents.iterdir()))
            journey.press("Escape")
            journey.until(lambda: "Stopped. Nothing of it was left behind." in said(dialog))
        assert not list(documents.iterdir())
        assert journey.dialog is dialog
        journey.until(lambda: isinstance(journey.focus, QLineEdit))
        journey.press("Ctrl+A")
        journey.type(f"git://127.0.0.1:{server}/gazette.git\n")
        journey.until(lambda: journey.desk.library.root == documents / "gazette")


def test_what_is_in_the_way_is_said_in_the_dialog(
    open_desk: Callable[..., Journey],
    documents: Path,
    gazette: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (documents / "gazette").mkdir()
    (documents / "gazette/mine.md").write_text("Mine.", "utf-8")
    journey = open_desk()
    journey.desk.actions.get("file.clone").trigger()
    dialog = clone_dialog(journey)
    for address, sentence in (
        ("ext::sh -c x", "would run a program"),
        (f"git://127.0.0.1:{closed_port()}/other.git", "“127.0.0.1” does not answer."),
        (str(gazette), "There is already something called “gazette” in “Documents”."),
    ):
        journey.press("Ctrl+A")
        journey.type(f"{address}\n")
        journey.until(partial(says, dialog, sentence))
        journey.until(lambda: isinstance(journey.focus, QLineEdit))
    other = tmp_path / "other"
    other.mkdir()
    chosen(monkeypatch, other)
    journey.press("Tab", "Tab", "Space")
    journey.until(lambda: dialog.folder == other)
    journey.press("Shift+Tab", "Shift+Tab", "Return")
    journey.until(lambda: journey.desk.library.root == other / "gazette")
    assert (documents / "gazette/mine.md").read_text("utf-8") == "Mine."
    journey.desk.actions.get("file.clone").trigger()
    assert clone_dialog(journey).folder == other
    journey.press("Escape")
    journey.until(lambda: journey.dialog is None)


def test_leaving_ends_a_clone_and_puts_away_what_it_made(
    open_desk: Callable[..., Journey], documents: Path, gazette: Path
) -> None:
    journey = open_desk()
    journey.desk.actions.get("file.clone").trigger()
    clone_dialog(journey)
    with (
        git_daemon(gazette.parent) as server,
        bottleneck(server, 700, "hold") as (neck, port),
    ):
        journey.type(f"git://127.0.0.1:{port}/gazette.git\n")
        journey.until(neck.reached.is_set)
        journey.desk.end_now()
        assert not list(documents.iterdir())
