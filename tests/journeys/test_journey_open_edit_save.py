"""The morning's work: open a post, change it, save it, go home."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.conftest import FERRY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.sites import SiteBuilder
    from tests.journeys.journey import Journey


def test_a_post_from_the_tree_is_changed_only_where_it_was_typed(
    journey: Journey, ferry: Path
) -> None:
    journey.press("Ctrl+Shift+1")
    journey.until(lambda: journey.in_panel(journey.desk.posts))
    journey.type("ferry")  # the list goes to the title that is typed
    journey.press("Return")
    journey.until(lambda: journey.in_editor)
    assert journey.document.path == ferry
    assert not journey.document.modified
    assert "●" not in journey.tab_title
    assert not journey.desk.actions.get("file.save").isEnabled()

    journey.press("Ctrl+End")
    journey.type("Dogs travel free.\n")
    expected = (FERRY + "Dogs travel free.\n").encode()
    assert journey.document.text.encode() == expected
    journey.until(lambda: "●" in journey.tab_title)
    assert journey.window.isWindowModified()
    assert ferry.read_bytes() == FERRY.encode()

    journey.press("Ctrl+S")
    journey.saved(ferry, expected)
    journey.until(lambda: "●" not in journey.tab_title)
    assert not journey.window.isWindowModified()
    assert journey.desk.status.text("saved").startswith("Saved ")


def test_undo_goes_past_the_save(journey: Journey, ferry: Path) -> None:
    journey.open("Ferry")
    journey.press("Ctrl+End")
    journey.type("One")
    journey.press("Ctrl+S")
    journey.saved(ferry, (FERRY + "One").encode())
    journey.press("Ctrl+Z")
    assert (journey.document.text, journey.document.modified) == (FERRY, True)
    assert ferry.read_bytes() == (FERRY + "One").encode()
    journey.press("Ctrl+Shift+Z")
    assert not journey.document.modified
    journey.press("Ctrl+Z", "Ctrl+S")
    journey.saved(ferry, FERRY.encode())


def test_saving_an_untouched_post_writes_nothing(journey: Journey, ferry: Path) -> None:
    before = ferry.stat()
    journey.open("Ferry")
    journey.press("Ctrl+S")
    journey.type("x")
    journey.press("Ctrl+Z", "Ctrl+S")
    journey.until(lambda: not journey.desk.tasks.busy)
    after = ferry.stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


@pytest.mark.parametrize(
    ("keys", "leaves", "saves"),
    [
        (("Escape",), False, False),
        (("Return",), True, True),
        (("Shift+Tab", "Space"), True, False),
    ],
    ids=["cancel", "save", "don't save"],
)
def test_quitting_asks_once_for_all_unsaved_posts(
    journey: Journey, site: SiteBuilder, keys: tuple[str, ...], leaves: bool, saves: bool
) -> None:
    paths = [site.root / f"src/content/{name}.md" for name in ("news/ferry", "guides/market")]
    before = [path.read_bytes() for path in paths]
    for title in ("Ferry", "Market"):
        journey.open(title)
        journey.press("Ctrl+End")
        journey.type("More.")
    left: list[object] = []
    journey.desk.left.connect(lambda: left.append(True))
    seen = journey.when_asked(*keys)
    journey.press("Ctrl+Q")
    journey.until(lambda: seen)
    if leaves:
        journey.until(lambda: left)
        assert not journey.window.isVisible()
    else:
        journey.until(lambda: journey.dialog is None)
        assert journey.window.isVisible()
        assert len(list(journey.desk.documents)) == 2
        assert all(document.modified for document in journey.desk.documents)
    assert len(seen) == 1
    assert "2 posts have unsaved changes." in seen[0]
    added = b"More." if saves else b""
    assert [path.read_bytes() for path in paths] == [data + added for data in before]


def test_closing_a_tab_asks_about_that_post_alone(journey: Journey, ferry: Path) -> None:
    journey.open("Market")
    journey.type("x")
    journey.open("Ferry")
    journey.press("Ctrl+End")
    journey.type("More.")
    seen = journey.when_asked("Return")
    journey.press("Ctrl+W")
    journey.until(lambda: journey.tab_title.startswith("Market"))
    assert "“ferry.md” has unsaved changes." in seen[0]
    assert ferry.read_bytes() == (FERRY + "More.").encode()
    assert journey.document.modified
    journey.until(lambda: journey.in_editor)
