"""Home in the evening, back in the morning: the desk is as it was left."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.conftest import FERRY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.helpers.sites import SiteBuilder
    from tests.journeys.journey import Journey

LONG = "".join(f"Paragraph {number}.\n\n" for number in range(300))


def titles(journey: Journey) -> list[str]:
    return [document.path.stem for document in journey.desk.editors.documents() if document.path]


def folded(journey: Journey) -> bool:
    return journey.editor.fold.folded


def leave(journey: Journey) -> None:
    journey.press("Ctrl+Q")
    journey.until(lambda: not journey.window.isVisible())
    journey.stop()


def test_everything_is_where_it_was(
    open_desk: Callable[..., Journey], site: SiteBuilder, ferry: Path
) -> None:
    ferry.write_bytes((FERRY + LONG).encode())
    first = open_desk(site.root)
    first.loaded()
    first.window.resize(1024, 700)  # no larger than the offscreen platform's screen
    for title in ("Ferry", "Bridge", "Market"):
        first.open(title)
    first.press("Ctrl+.")  # Market's fields unfold
    first.press("Ctrl+Tab")
    first.until(lambda: first.tab_title.startswith("Ferry"))
    place = (FERRY + LONG).index("Paragraph 200.")
    first.editor.place_cursor(place)
    first.press("Ctrl+Alt+\\")
    first.press("Ctrl+Alt+1")
    first.window._columns.setSizes([333, 691, 0])
    first.desk.posts.tree.collapse(first.desk.posts.model.index(0, 0))
    expanded = first.desk.posts.expanded_folders()
    sizes = first.window.sizes()
    top = first.editor.first_visible_line()
    assert top > 150
    leave(first)

    second = open_desk(None)
    second.loaded()
    second.until(lambda: len(titles(second)) == 3)
    second.until(lambda: second.tab_title.startswith("Ferry"))
    assert titles(second) == ["ferry", "bridge", "market"]
    assert second.desk.library.root == site.root
    assert (second.window.width(), second.window.height()) == (1024, 700)
    assert second.editor.cursor_position() == place
    second.until(lambda: abs(second.editor.first_visible_line() - top) < 1)
    assert folded(second)
    assert not second.desk.details.isVisible()
    assert not second.desk.actions.get("view.details").isChecked()
    assert not second.desk.preview.isVisible()
    assert second.window.sizes()[0] == pytest.approx(sizes[0], abs=2)
    second.until(lambda: second.desk.posts.expanded_folders() == expanded)
    second.until(lambda: second.in_editor)
    second.press("Ctrl+PgUp")
    second.until(lambda: second.tab_title.startswith("Market"))
    assert not folded(second)
    assert not any(document.modified for document in second.desk.documents)


def test_what_is_gone_is_left_out(
    open_desk: Callable[..., Journey], site: SiteBuilder, ferry: Path
) -> None:
    first = open_desk(site.root)
    first.loaded()
    for title in ("Market", "Bridge", "Ferry"):
        first.open(title)
    leave(first)
    ferry.unlink()
    second = open_desk(None)
    second.loaded()
    second.until(lambda: titles(second) == ["market", "bridge"])
    second.until(lambda: second.in_editor)
    assert not second.notices


def test_a_folder_that_is_gone_leaves_a_desk_to_begin_at(
    open_desk: Callable[..., Journey], site: SiteBuilder
) -> None:
    first = open_desk(site.root)
    first.loaded()
    first.open("Ferry")
    leave(first)
    site.root.rename(site.root.with_name("elsewhere"))
    second = open_desk(None)
    second.until(second.desk.posts.empty.isVisible)
    assert second.desk.middle.cover is not None
    second.until(lambda: second.in_panel(second.desk.middle))


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{not json",
        b"[1, 2]",
        b'{"tabs": 3, "sizes": [], "geometry": 5, "hidden": null, "expanded": "x"}',
        b'{"tabs": [{"path": 7, "view": []}], "folder": ["a"], "current": 1, "engines": []}',
        b'{"geometry": "AAAA", "sizes": {"columns": ["a"], "middle": 3}, "hidden": ["menu"]}',
        b"\xff\xfe\x00",
    ],
)
def test_damaged_files_do_not_stop_the_start(
    open_desk: Callable[..., Journey], site: SiteBuilder, damage: bytes
) -> None:
    state = Path(os.environ["XDG_STATE_HOME"]) / "copydesk" / "session.json"
    settings = Path(os.environ["XDG_CONFIG_HOME"]) / "copydesk" / "settings.toml"
    for path in (state, settings):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(damage)
    first = open_desk(None)
    first.until(first.desk.posts.empty.isVisible)
    first.desk.open_path(site.root)
    first.loaded()
    first.open("Ferry")
    leave(first)
    second = open_desk(None)
    second.loaded()
    second.until(lambda: titles(second) == ["ferry"])
