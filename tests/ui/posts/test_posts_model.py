from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from copydesk.core.library.arrange import Folder, Shelf
from copydesk.ui.posts.drag import pack_posts
from copydesk.ui.posts.posts_model import PostsModel
from copydesk.ui.posts.tree_rows import FIRST_ROWS
from tests.helpers.fake_library import entry, many_entries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytestqt.qtbot import QtBot

    from copydesk.core.library.entry import PostEntry


def arranged(entries: Iterable[PostEntry], text: str = "") -> Folder:
    found = Shelf(entries, [("news", "News", "news")]).arrange(text)
    return Folder("", "", "", found.folders, found.posts, found.shown)


def labels(model: QAbstractItemModel, parent: QModelIndex | None = None) -> list[str]:
    parent = parent or QModelIndex()
    return [model.index(row, 0, parent).data() for row in range(model.rowCount(parent))]


@pytest.fixture
def model(qtbot: QtBot) -> PostsModel:
    made = PostsModel()
    # Its warnings fail the test.
    tester = QAbstractItemModelTester(
        made, QAbstractItemModelTester.FailureReportingMode.Warning, made
    )
    assert tester.model() is made
    return made


def test_folders_come_before_posts_and_newer_posts_before_older(model: PostsModel) -> None:
    model.show(
        arranged(
            [
                entry("about.md", "About us"),
                entry("news/a.md", "Older", date="2026-01-01"),
                entry("news/b.md", "Newer", date="2026-02-01"),
            ]
        )
    )
    assert labels(model) == ["News", "About us"]
    assert labels(model, model.index(0, 0)) == ["Newer", "Older"]


def test_indexes_stay_with_their_post(model: PostsModel) -> None:
    model.show(arranged([entry("news/a.md", "A"), entry("news/b.md", "B")]))
    post = QPersistentModelIndex(model.post_index("news/b.md"))
    folder = QPersistentModelIndex(model.folder_index("news"))
    newest = entry("news/c.md", "C", date="2026-12-01")
    model.show(arranged([entry("news/a.md", "A"), entry("news/b.md", "B"), newest]))
    assert post.data() == "B"
    assert post.row() == 2
    assert folder.data() == "News"


def test_an_index_of_a_post_that_is_gone_is_invalid(model: PostsModel) -> None:
    model.show(arranged([entry("news/a.md", "A"), entry("news/b.md", "B")]))
    post = QPersistentModelIndex(model.post_index("news/b.md"))
    model.show(arranged([entry("news/a.md", "A")]))
    assert not post.isValid()


def test_an_index_follows_a_post_that_was_moved(model: PostsModel) -> None:
    model.show(arranged([entry("news/a.md", "A"), entry("news/b.md", "B")]))
    post = QPersistentModelIndex(model.post_index("news/b.md"))
    model.note_move("news/b.md", "news/z.md")
    model.show(arranged([entry("news/a.md", "A"), entry("news/z.md", "B")]))
    assert post.data() == "B"
    assert post.isValid()


def test_news_of_a_post_changes_its_row_and_no_other(model: PostsModel, qtbot: QtBot) -> None:
    model.show(arranged([entry("news/a.md", "A"), entry("news/b.md", "B")]))
    model.post_index("news/a.md")
    with qtbot.waitSignal(model.dataChanged) as told:
        model.refresh({"news/a.md": entry("news/a.md", "Another title")})
    assert told.args is not None
    assert told.args[0] == told.args[1] == model.post_index("news/a.md")
    assert model.post_index("news/a.md").data() == "Another title"


def test_a_long_folder_starts_short_and_grows(model: PostsModel) -> None:
    model.show(arranged(many_entries(3_000, folders=("news",))))
    news = model.index(0, 0)
    assert model.rowCount(news) == FIRST_ROWS + 1
    assert labels(model, news)[-1] == f"{3_000 - FIRST_ROWS:,} more"
    model.show_more("news")
    assert FIRST_ROWS + 1 < model.rowCount(news) < 3_000
    for _ in range(5):
        model.show_more("news")
    assert model.rowCount(news) == 3_000
    assert not any(label.endswith(" more") for label in labels(model, news))


def test_a_post_far_down_gets_a_row_when_it_is_looked_for(model: PostsModel) -> None:
    entries = many_entries(2_000, folders=("news",))
    model.show(arranged(entries))
    last = Shelf(entries).entries[-1]
    assert not model.post_index(last.path, up_to=1_000).isValid()
    assert model.post_index(last.path).data() == last.title


def test_a_list_that_has_grown_stays_so_through_news_but_not_through_a_filter(
    model: PostsModel,
) -> None:
    entries = many_entries(3_000, folders=("news",))
    model.show(arranged(entries))
    model.show_more("news")
    grown = model.rowCount(model.index(0, 0))
    model.show(arranged(entries))
    assert model.rowCount(model.index(0, 0)) == grown
    model.show(arranged(entries), fresh=True)
    assert model.rowCount(model.index(0, 0)) == FIRST_ROWS + 1


def test_a_chosen_post_far_down_keeps_its_index_through_news(model: PostsModel) -> None:
    entries = many_entries(900, folders=("news",))
    model.show(arranged(entries))
    last = Shelf(entries).entries[-1]
    kept = QPersistentModelIndex(model.post_index(last.path))
    model.show(arranged([*entries, entry("news/new.md", "New", date="2027-01-01")]), fresh=True)
    assert kept.data() == last.title


def test_a_chosen_post_very_far_down_is_let_go_rather_than_waited_for(model: PostsModel) -> None:
    entries = many_entries(3_000, folders=("news",))
    model.show(arranged(entries))
    last = Shelf(entries).entries[-1]
    kept = QPersistentModelIndex(model.post_index(last.path))
    model.show(arranged(entries))
    assert kept.data() == last.title
    model.show(arranged(entries), fresh=True)
    assert not kept.isValid()


def test_a_drop_asks_for_the_move_of_posts_that_are_elsewhere(
    model: PostsModel, qtbot: QtBot
) -> None:
    model.show(arranged([entry("news/a.md", "A"), entry("features/b.md", "B")]))
    data = model.mimeData([model.post_index("news/a.md"), model.post_index("features/b.md")])
    features = model.folder_index("features")
    move = Qt.DropAction.MoveAction
    assert model.canDropMimeData(data, move, -1, -1, features)
    with qtbot.waitSignal(model.move_asked) as asked:
        assert model.dropMimeData(data, move, -1, -1, features)
    assert asked.args == [["news/a.md"], "features"]


def test_a_drop_on_a_post_means_its_folder(model: PostsModel, qtbot: QtBot) -> None:
    model.show(arranged([entry("news/a.md", "A"), entry("features/b.md", "B")]))
    with qtbot.waitSignal(model.move_asked) as asked:
        model.dropMimeData(
            pack_posts(["news/a.md"]), Qt.DropAction.MoveAction, -1, -1,
            model.post_index("features/b.md"),
        )  # fmt: skip
    assert asked.args == [["news/a.md"], "features"]


def test_nothing_can_be_dropped_where_it_is_already(model: PostsModel) -> None:
    model.show(arranged([entry("news/a.md", "A")]))
    data = pack_posts(["news/a.md"])
    news = model.folder_index("news")
    assert not model.canDropMimeData(data, Qt.DropAction.MoveAction, -1, -1, news)
    assert not model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, news)


def test_rows_say_what_a_screen_reader_should(model: PostsModel) -> None:
    model.show(
        arranged([entry("news/a.md", "A", date="2020-11-14"), entry("x.md", "X", readable=False)])
    )
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.folder_index("news").data(role) == "News, 1 post"
    assert model.post_index("news/a.md").data(role) == "A, published, 14 Nov 2020"
    assert "can’t be read" in model.post_index("x.md").data(role)


def test_a_name_is_asked_for_only_when_it_is_another(model: PostsModel, qtbot: QtBot) -> None:
    model.show(arranged([entry("news/a.md", "A")]))
    index = model.post_index("news/a.md")
    assert index.data(Qt.ItemDataRole.EditRole) == "a.md"
    with qtbot.assertNotEmitted(model.rename_asked):
        model.setData(index, "a.md")
        model.setData(index, "  ")
    with qtbot.waitSignal(model.rename_asked) as asked:
        model.setData(index, " b.md ")
    assert asked.args == ["news/a.md", "b.md"]
