from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTreeView

from copydesk.core.posts.metadata import PostStatus
from copydesk.core.site.model import Collection, Site
from copydesk.ui.posts.drag import pack_posts
from copydesk.ui.posts.rename_field import RenameField
from tests.helpers.fake_library import FakeFileOperations, FakeLibrary, entry, many_entries

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from copydesk.ui.posts.posts_panel import PostsPanel
    from tests.helpers.notifier_spy import NotifierSpy

SITE = Path("/site")
KEY = Qt.Key

THREE = (
    entry("features/reeds.md", "The last of the reed cutters", status=PostStatus.DRAFT),
    entry("news/ferry.md", "Ferry timetable", date="2026-01-03"),
    entry("news/harbour.md", "Harbour wall", date="2026-01-02", status=PostStatus.REVIEW),
    entry("news/library.md", "Library reopens", date="2026-01-01"),
)


def titles(tree: QTreeView) -> list[str]:
    """Every row that could be scrolled to, from top to bottom."""
    shown: list[str] = []
    index = tree.model().index(0, 0)
    while index.isValid():
        shown.append(index.data())
        index = tree.indexBelow(index)
    return shown


def click(tree: QTreeView, index: QModelIndex) -> None:
    place = tree.visualRect(index).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)


def shown_words(panel: PostsPanel) -> list[str]:
    return [label.text() for label in panel.empty.findChildren(QLabel) if label.isVisible()]


def button(panel: PostsPanel, name: str) -> QPushButton:
    found = panel.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


NEWS_AND_FEATURES = (
    Collection("news", "News", "news"),
    Collection("features", "Features", "features"),
)


@pytest.fixture
def listed(panel: PostsPanel, library: FakeLibrary) -> PostsPanel:
    library.open(THREE)
    return panel


def test_posts_stand_under_their_folders(listed: PostsPanel) -> None:
    assert titles(listed.tree) == [
        "features", "The last of the reed cutters", "news", "Ferry timetable", "Harbour wall",
        "Library reopens",
    ]  # fmt: skip


def test_collections_are_the_groups_at_the_top(listed: PostsPanel) -> None:
    listed.set_site(Site(SITE, "astro", "Astro", "commonmark", NEWS_AND_FEATURES, (), ()))
    assert [t for t in titles(listed.tree) if t in ("News", "Features")] == ["News", "Features"]


def test_enter_opens_the_post_that_the_arrows_came_to(listed: PostsPanel, qtbot: QtBot) -> None:
    listed.focus_tree()
    with qtbot.waitSignal(listed.open_requested) as opened:
        for key in (KEY.Key_Down, KEY.Key_Down, KEY.Key_Down, KEY.Key_Return):
            QTest.keyClick(listed.tree, key)
    assert opened.args == [SITE / "news/ferry.md"]


def test_a_click_opens_a_post_and_closes_a_folder(listed: PostsPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(listed.open_requested) as opened:
        click(listed.tree, listed.model.post_index("news/harbour.md"))
    assert opened.args == [SITE / "news/harbour.md"]
    click(listed.tree, listed.model.folder_index("news"))
    assert titles(listed.tree)[-1] == "news"
    click(listed.tree, listed.model.folder_index("news"))
    assert titles(listed.tree)[-1] == "Library reopens"


def test_left_and_right_close_and_open_a_folder(listed: PostsPanel) -> None:
    listed.focus_tree()
    QTest.keyClick(listed.tree, KEY.Key_Left)
    assert "The last of the reed cutters" not in titles(listed.tree)
    QTest.keyClick(listed.tree, KEY.Key_Right)
    assert "The last of the reed cutters" in titles(listed.tree)


def test_typing_goes_to_the_title(listed: PostsPanel) -> None:
    listed.focus_tree()
    QTest.keyClicks(listed.tree, "har")
    assert listed.tree.currentIndex().data() == "Harbour wall"
    QTest.keyClicks(listed.tree, "bour w")
    assert listed.tree.currentIndex().data() == "Harbour wall"


def test_typing_finds_posts_that_have_no_row_yet(panel: PostsPanel, library: FakeLibrary) -> None:
    library.open([*many_entries(2_000), entry("news/z.md", "Zebra crossing", date="2001-01-01")])
    panel.focus_tree()
    QTest.keyClicks(panel.tree, "zeb")
    assert panel.tree.currentIndex().data() == "Zebra crossing"


def test_the_filter_lists_what_has_the_words_and_esc_empties_it(listed: PostsPanel) -> None:
    listed.focus_filter()
    QTest.keyClicks(listed.bar.field, "harb")
    assert titles(listed.tree) == ["news", "Harbour wall"]
    assert button(listed, "chip-all").text() == "All 1"
    QTest.keyClick(listed.bar.field, KEY.Key_Escape)
    assert len(titles(listed.tree)) == 6


def test_down_goes_from_the_filter_to_the_list_and_up_back(listed: PostsPanel) -> None:
    listed.focus_filter()
    QTest.keyClick(listed.bar.field, KEY.Key_Down)
    assert listed.tree.hasFocus()
    QTest.keyClick(listed.tree, KEY.Key_Up)
    assert listed.bar.field.hasFocus()


def test_chips_count_and_choose(listed: PostsPanel) -> None:
    chips = {b.text() for b in listed.chips.findChildren(QPushButton) if b.isVisible()}
    assert chips == {"All 4", "Drafts 1", "In review 1", "Published 2"}
    QTest.mouseClick(button(listed, "chip-draft"), Qt.MouseButton.LeftButton)
    assert titles(listed.tree) == ["features", "The last of the reed cutters"]
    QTest.mouseClick(button(listed, "chip-draft"), Qt.MouseButton.LeftButton)
    assert len(titles(listed.tree)) == 6


def test_what_a_filter_finds_shows_in_closed_folders_too(listed: PostsPanel) -> None:
    listed.tree.collapse(listed.model.folder_index("news"))
    listed.bar.field.setText("ferry")
    assert titles(listed.tree) == ["news", "Ferry timetable"]
    listed.bar.field.clear()
    assert "Ferry timetable" not in titles(listed.tree)


def test_nothing_matches_says_so_and_leads_back(listed: PostsPanel) -> None:
    QTest.keyClicks(listed.bar.field, "zzz")
    assert shown_words(listed) == ["No post matches the filter."]
    QTest.mouseClick(button(listed, "no-match-clear"), Qt.MouseButton.LeftButton)
    assert listed.bar.field.text() == ""
    assert listed.tree.isVisible()


def test_without_a_folder_it_says_one_line(
    library: FakeLibrary, make_panel: Callable[[], PostsPanel]
) -> None:
    library.root = None
    panel = make_panel()
    assert shown_words(panel) == ["Your posts are listed here once a folder is open."]
    assert not [one for one in panel.empty.findChildren(QPushButton) if one.isVisible()]


def test_a_folder_without_posts_says_so(panel: PostsPanel, library: FakeLibrary) -> None:
    library.open([])
    assert shown_words(panel)[0] == "There are no posts in this folder."


def test_sorting_by_title(listed: PostsPanel, qtbot: QtBot) -> None:
    library_first = listed.model.post_index("news/library.md").row()
    with qtbot.waitSignal(listed.sort_changed) as changed:
        action = listed.bar.findChild(QAction, "sort-title")
        assert isinstance(action, QAction)
        action.trigger()
    assert changed.args == ["title"]
    news = ["Ferry timetable", "Harbour wall", "Library reopens"]
    assert titles(listed.tree)[-3:] == news
    assert library_first == 2


def test_choice_and_closed_folders_survive_reloads(
    listed: PostsPanel, library: FakeLibrary
) -> None:
    listed.tree.collapse(listed.model.folder_index("features"))
    listed.tree.choose("news/library.md")
    library.change(entry("news/new.md", "New one", date="2026-09-01"))
    assert listed.tree.currentIndex().data() == "Library reopens"
    assert listed.tree.selected_posts() == ["news/library.md"]
    assert "The last of the reed cutters" not in titles(listed.tree)
    assert "New one" in titles(listed.tree)


def test_the_next_post_is_chosen_when_the_chosen_one_goes(
    listed: PostsPanel, library: FakeLibrary
) -> None:
    listed.tree.choose("news/harbour.md")
    library.change(gone=["news/harbour.md"])
    assert listed.tree.currentIndex().data() == "Library reopens"


def test_the_choice_follows_a_renamed_post(
    listed: PostsPanel, library: FakeLibrary, operations: FakeFileOperations
) -> None:
    listed.current_path = SITE / "news/harbour.md"
    operations.moved.emit(SITE / "news/harbour.md", SITE / "news/wall.md")
    library.change(entry("news/wall.md", "Harbour wall"), gone=["news/harbour.md"])
    assert listed.tree.selected_posts() == ["news/wall.md"]
    assert listed.current_path == SITE / "news/wall.md"


def test_a_changed_title_shows_at_once_and_is_sorted_a_moment_later(
    listed: PostsPanel, library: FakeLibrary, qtbot: QtBot
) -> None:
    library.change(entry("news/library.md", "Library closes", date="2026-12-01"))
    assert listed.model.post_index("news/library.md").data() == "Library closes"
    qtbot.waitUntil(lambda: titles(listed.tree)[3] == "Library closes")


def test_open_folders_are_kept_for_the_next_session(
    listed: PostsPanel, library: FakeLibrary
) -> None:
    listed.tree.collapse(listed.model.folder_index("news"))
    kept = listed.expanded_folders()
    listed.expand_folders(kept)
    library.open(THREE)
    assert listed.expanded_folders() == kept == ["", "features"]
    assert titles(listed.tree)[-1] == "news"


def test_f2_renames_in_the_row(
    listed: PostsPanel, operations: FakeFileOperations, qtbot: QtBot
) -> None:
    listed.tree.choose("news/ferry.md")
    listed.tree.setFocus()
    QTest.keyClick(listed.tree, KEY.Key_F2)
    field = listed.tree.findChild(RenameField)
    assert isinstance(field, QLineEdit)
    assert (field.text(), field.selectedText()) == ("ferry.md", "ferry")
    QTest.keyClicks(field, "boats")
    QTest.keyClick(field, KEY.Key_Return)
    qtbot.waitUntil(lambda: bool(operations.asked))
    assert operations.asked == [("rename", SITE / "news/ferry.md", "boats.md")]


def test_esc_leaves_the_name_as_it_was(listed: PostsPanel, operations: FakeFileOperations) -> None:
    listed.tree.rename("news/ferry.md")
    field = listed.tree.findChild(RenameField)
    assert field is not None
    QTest.keyClicks(field, "boats")
    QTest.keyClick(field, KEY.Key_Escape)
    assert operations.asked == []


def test_news_while_a_name_is_typed_leaves_the_name_alone(
    listed: PostsPanel, library: FakeLibrary
) -> None:
    listed.tree.rename("news/ferry.md")
    field = listed.tree.findChild(RenameField)
    assert field is not None
    QTest.keyClicks(field, "boats")
    library.change(entry("news/new.md", "New one", date="2026-09-01"))
    library.change(entry("news/ferry.md", "Ferries"))
    assert field.isVisible()
    assert field.text() == "boats.md"


def test_renaming_a_post_that_is_not_listed_asks(
    listed: PostsPanel, operations: FakeFileOperations, notifier_spy: NotifierSpy
) -> None:
    listed.bar.field.setText("harbour")
    notifier_spy.lines.append("boats")
    listed.rename(SITE / "news/ferry.md")
    assert operations.asked == [("rename", SITE / "news/ferry.md", "boats")]


def test_delete_throws_the_chosen_posts_away(
    listed: PostsPanel, operations: FakeFileOperations
) -> None:
    listed.tree.choose("news/ferry.md")
    listed.tree.setFocus()
    QTest.keyClick(listed.tree, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(listed.tree, KEY.Key_Delete)
    assert operations.asked == [
        ("trash", SITE / "news/ferry.md"),
        ("trash", SITE / "news/harbour.md"),
    ]


def test_delete_while_a_name_is_typed_deletes_a_letter(
    listed: PostsPanel, operations: FakeFileOperations
) -> None:
    listed.tree.rename("news/ferry.md")
    field = listed.tree.findChild(RenameField)
    assert field is not None
    QTest.keyClick(field, KEY.Key_Delete)
    assert field.text() == ".md"
    assert operations.asked == []


def test_a_new_post_goes_to_the_folder_one_is_in(
    listed: PostsPanel, operations: FakeFileOperations, notifier_spy: NotifierSpy
) -> None:
    listed.tree.choose("news/ferry.md")
    notifier_spy.lines.append("Tide tables")
    listed.new_post()
    assert operations.asked == [("create", SITE / "news", "Tide tables")]
    listed.new_post()
    assert len(operations.asked) == 1


def test_a_new_post_goes_where_most_posts_are_when_no_row_is_chosen(
    listed: PostsPanel, operations: FakeFileOperations, notifier_spy: NotifierSpy
) -> None:
    listed.set_site(Site(SITE, "astro", "Astro", "commonmark", NEWS_AND_FEATURES, (), ()))
    listed.tree.setCurrentIndex(QModelIndex())
    notifier_spy.lines.append("Tide tables")
    listed.new_post()
    assert operations.asked == [("create", SITE / "news", "Tide tables")]
    assert notifier_spy.prompts[-1].sentence == "Make a new post in News."


def test_the_menu_key_offers_what_can_be_done_with_a_post(
    listed: PostsPanel, operations: FakeFileOperations
) -> None:
    listed.tree.choose("news/ferry.md")
    menu = listed.context_menu()
    words = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
    assert words == [
        "Open", "Rename…", "Duplicate", "Move to…", "Move to the trash", "Show in the file manager",
    ]  # fmt: skip
    listed.tasks.choose_folder = lambda _sentence, folders, _window: folders[1][1]
    for word in ("Duplicate", "Move to…", "Move to the trash", "Show in the file manager"):
        next(a for a in menu.actions() if a.text().startswith(word)).trigger()
    path = SITE / "news/ferry.md"
    assert operations.asked == [
        ("duplicate", path), ("move", [path], SITE / "features"), ("trash", path), ("reveal", path),
    ]  # fmt: skip


def test_the_menu_key_asks_for_a_menu_at_the_row(listed: PostsPanel, qtbot: QtBot) -> None:
    listed.tree.menu_asked.disconnect()  # the offscreen platform can't show a menu
    listed.tree.choose("news/ferry.md")
    keyboard = QContextMenuEvent.Reason.Keyboard
    with qtbot.waitSignal(listed.tree.menu_asked) as asked:
        listed.tree.contextMenuEvent(QContextMenuEvent(keyboard, QPoint(), QPoint()))
    assert asked.args is not None
    row = listed.tree.visualRect(listed.tree.currentIndex())
    assert row.contains(listed.tree.viewport().mapFromGlobal(asked.args[0]))


def test_a_folder_has_a_menu_of_its_own(
    listed: PostsPanel, operations: FakeFileOperations, notifier_spy: NotifierSpy
) -> None:
    listed.tree.setCurrentIndex(listed.model.folder_index("news"))
    menu = listed.context_menu()
    notifier_spy.lines.append("Tide tables")
    menu.actions()[0].trigger()
    menu.actions()[-1].trigger()
    assert operations.asked == [
        ("create", SITE / "news", "Tide tables"),
        ("reveal", SITE / "news"),
    ]


def test_dropping_a_post_on_a_folder_moves_it(
    listed: PostsPanel, operations: FakeFileOperations
) -> None:
    data = pack_posts(["news/ferry.md"])
    drop(listed.tree, data, listed.model.folder_index("features"))
    assert operations.asked == [("move", [SITE / "news/ferry.md"], SITE / "features")]


def test_dropping_something_else_does_nothing(
    listed: PostsPanel, operations: FakeFileOperations
) -> None:
    data = QMimeData()
    data.setText("words")
    drop(listed.tree, data, listed.model.folder_index("features"))
    assert operations.asked == []


def test_progress_is_told_while_posts_are_read(panel: PostsPanel, library: FakeLibrary) -> None:
    library.loading = True
    library.progressed.emit(3_200, 10_000)
    words = panel.progress.findChild(QLabel)
    assert isinstance(words, QLabel)
    assert panel.progress.isVisible()
    assert words.text() == "Reading 3,200 of 10,000 posts"
    library.loaded.emit()
    assert not panel.progress.isVisible()


def test_the_open_post_is_marked_and_shown(panel: PostsPanel, library: FakeLibrary) -> None:
    library.open(many_entries(300))
    panel.current_path = SITE / "opinion/post-00002.md"
    index = panel.tree.currentIndex()
    assert index.data() == library.entries["opinion/post-00002.md"].title
    assert panel.tree.viewport().rect().contains(panel.tree.visualRect(index).center())


def test_a_post_that_was_open_before_its_folder_is_marked_when_that_is(
    panel: PostsPanel, library: FakeLibrary
) -> None:
    library.root = None
    panel.current_path = SITE / "news/ferry.md"
    library.root = SITE
    library.open(THREE)
    assert panel.tree.selected_posts() == ["news/ferry.md"]


def test_the_open_post_is_marked_again_when_the_filter_lets_it(listed: PostsPanel) -> None:
    listed.current_path = SITE / "news/ferry.md"
    listed.bar.field.setText("library")
    assert listed.tree.selected_posts() == []
    listed.bar.field.clear()
    assert listed.tree.selected_posts() == ["news/ferry.md"]


def test_the_list_grows_when_it_is_scrolled_to_its_end(
    panel: PostsPanel, library: FakeLibrary, qtbot: QtBot
) -> None:
    library.open(many_entries(1_500, folders=("news",)))
    news = panel.model.folder_index("news")
    before = panel.model.rowCount(news)
    bar = panel.tree.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: panel.model.rowCount(news) > before)
    QTest.keyClick(panel.tree, KEY.Key_End)
    qtbot.waitUntil(lambda: panel.model.rowCount(news) == 1_500)


def test_titles_from_right_to_left_end_at_the_right(
    panel: PostsPanel, library: FakeLibrary
) -> None:
    library.open([entry("news/ur.md", "پیر سے", language="ur"), entry("news/en.md", "Monday")])
    panel.tree.clearSelection()
    image = panel.tree.viewport().grab().toImage()
    ground = panel.tree.viewport().palette().base().color()
    middle = image.width() // 2

    def inked(path: str) -> tuple[int, int]:
        """Columns with ink in the title's line, right of the dot: left half, right half."""
        rect = panel.tree.visualRect(panel.model.post_index(path))
        paper = image.pixel(rect.left() + 5, rect.top() + 3)
        columns = [
            x
            for x in range(rect.left() + 40, rect.right() - 2)
            if any(image.pixel(x, y) != paper for y in range(rect.top() + 8, rect.top() + 22))
        ]
        return sum(x < middle for x in columns), sum(x >= middle for x in columns)

    assert ground.isValid()
    assert inked("news/ur.md")[0] == 0
    assert inked("news/ur.md")[1] > 5
    assert inked("news/en.md")[1] == 0


def drop(tree: QTreeView, data: QMimeData, index: QModelIndex) -> None:
    """What Qt does when a drag ends there."""
    place = QPointF(tree.visualRect(index).center())
    with_left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    tree.dropEvent(QDropEvent(place, Qt.DropAction.MoveAction, data, with_left, plain))
