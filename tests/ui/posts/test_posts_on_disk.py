"""The panel over a real folder: what is done in it happens on disk and shows again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from copydesk.services.file_operations import FileOperations
from copydesk.services.library import Library
from copydesk.services.tasks import TaskRunner
from copydesk.ui.posts.posts_panel import PostsPanel
from copydesk.ui.posts.rename_field import RenameField

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from copydesk.ui.theme.theme import Theme
    from tests.helpers.notifier_spy import NotifierSpy

POST = "---\ntitle: {title}\ndate: 2026-01-0{day}\nstatus: draft\n---\nText.\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    for day, name in enumerate(("ferry", "harbour", "library"), start=1):
        post = root / "news" / f"{name}.md"
        post.parent.mkdir(parents=True, exist_ok=True)
        post.write_text(POST.format(title=name.title(), day=day))
    (root / "features").mkdir()
    (root / "features" / "reeds.md").write_text(POST.format(title="Reeds", day=4))
    (root / "features" / "broken.md").write_text("---\ntitle: 'x\n---\n\nText.\n")
    return root


@pytest.fixture
def panel(
    qtbot: QtBot, site: Path, theme: Theme, notifier_spy: NotifierSpy, tmp_path: Path
) -> Iterator[PostsPanel]:
    tasks = TaskRunner(notifier_spy)
    library = Library(notifier_spy, tasks, cache_folder=tmp_path / "cache")
    made = PostsPanel(library, FileOperations(notifier_spy, tasks, library), theme, notifier_spy)
    qtbot.addWidget(made)
    made.resize(264, 600)
    made.show()
    with qtbot.waitSignal(library.loaded, timeout=20_000):
        library.open_folder(site)
    yield made
    library.close()
    tasks.drain()


def listed(panel: PostsPanel) -> set[str]:
    return {entry.title for entry in panel.model.posts_in_order()}


def test_titles_come_from_the_posts_and_a_broken_one_is_marked(panel: PostsPanel) -> None:
    assert listed(panel) >= {"Ferry", "Harbour", "Library", "Reeds"}
    broken = panel.model.post_index("features/broken.md")
    assert broken.isValid()
    assert "can’t be read" in broken.data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_post_thrown_away_comes_back_by_undo(
    panel: PostsPanel, site: Path, qtbot: QtBot, notifier_spy: NotifierSpy
) -> None:
    panel.tree.choose("news/harbour.md")
    panel.tree.setFocus()
    QTest.keyClick(panel.tree, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "Harbour" not in listed(panel))
    assert not (site / "news/harbour.md").exists()
    assert panel.tree.currentIndex().data() == "Ferry"
    qtbot.waitUntil(lambda: bool(notifier_spy.notices))
    notifier_spy.press("Undo")
    qtbot.waitUntil(lambda: "Harbour" in listed(panel))
    assert (site / "news/harbour.md").exists()


def test_a_post_renamed_in_its_row_stays_chosen(
    panel: PostsPanel, site: Path, qtbot: QtBot
) -> None:
    panel.tree.choose("news/harbour.md")
    panel.tree.setFocus()
    QTest.keyClick(panel.tree, Qt.Key.Key_F2)
    field = panel.tree.findChild(RenameField)
    assert field is not None
    QTest.keyClicks(field, "wall")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.tree.selected_posts() == ["news/wall.md"])
    assert (site / "news/wall.md").read_text() == POST.format(title="Harbour", day=2)


def test_a_post_dropped_on_a_folder_moves_there(
    panel: PostsPanel, site: Path, qtbot: QtBot
) -> None:
    data = panel.model.mimeData([panel.model.post_index("news/ferry.md")])
    features = panel.model.folder_index("features")
    assert panel.model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, features)
    qtbot.waitUntil(lambda: panel.model.post_index("features/ferry.md").isValid())
    assert (site / "features/ferry.md").exists()
    assert not (site / "news/ferry.md").exists()


def test_another_programs_new_post_appears(panel: PostsPanel, site: Path, qtbot: QtBot) -> None:
    panel.tree.choose("news/ferry.md")
    (site / "news" / "tide.md").write_text(POST.format(title="Tide tables", day=9))
    qtbot.waitUntil(lambda: "Tide tables" in listed(panel), timeout=10_000)
    assert panel.tree.selected_posts() == ["news/ferry.md"]
