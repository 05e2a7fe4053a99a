"""A morning without a mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QToolButton

from copydesk.services.notifier import NoticeAction
from tests.journeys.conftest import FERRY

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from tests.helpers.sites import SiteBuilder
    from tests.journeys.journey import Journey


def current_panel(journey: Journey) -> str:
    desk = journey.desk
    panels: dict[str, QWidget] = {
        "posts": desk.posts,
        "editor": desk.editors,
        "preview": desk.preview,
        "details": desk.details,
        "notices": journey.window.notices,
    }
    return next((name for name, panel in panels.items() if journey.in_panel(panel)), "nowhere")


def wait_for_panel(journey: Journey, name: str) -> None:
    journey.until(lambda: current_panel(journey) == name)


def test_from_start_to_a_saved_edit(journey: Journey, ferry: Path) -> None:
    journey.press("Ctrl+P")
    journey.until(lambda: journey.in_panel(journey.desk.palette))
    journey.type("fery")  # found all the same
    journey.press("Return")
    journey.until(lambda: journey.in_editor)
    assert journey.document.path == ferry
    journey.press("Ctrl+End")
    journey.type("- dogs\ncats\n\n\nDone.")  # the list goes on, and ends on an empty item
    journey.press("Ctrl+B")
    journey.type("bold")
    journey.press("Ctrl+S")
    expected = FERRY + "- dogs\n- cats\n\nDone.**bold**"
    journey.until(lambda: not journey.document.modified)
    assert ferry.read_text("utf-8") == expected


def test_f6_goes_round_every_pane(journey: Journey) -> None:
    journey.open("Ferry")
    journey.sees_text("It goes on until March.")
    journey.until(lambda: journey.desk.details.form.row("title"))
    rounds = []
    for _step in range(5):
        rounds.append(current_panel(journey))
        journey.press("F6")
        journey.until(lambda: current_panel(journey) != rounds[-1])
    assert rounds == ["editor", "preview", "details", "posts", "editor"]
    back = []
    for _step in range(4):
        back.append(current_panel(journey))
        journey.press("Shift+F6")
        journey.until(lambda: current_panel(journey) != back[-1])
    assert back == ["preview", "editor", "posts", "details"]


def test_every_pane_has_a_key_of_its_own(journey: Journey) -> None:
    journey.open("Ferry")
    journey.sees_text("It goes on until March.")
    for key, panel in (("1", "posts"), ("4", "details"), ("3", "preview"), ("2", "editor")):
        journey.press(f"Ctrl+Shift+{key}")
        wait_for_panel(journey, panel)
    journey.press("Ctrl+\\")
    assert not journey.desk.posts.isVisible()
    journey.press("Ctrl+Shift+F")
    assert journey.desk.posts.isVisible()
    journey.until(lambda: isinstance(journey.focus, QLineEdit))
    journey.type("market")
    tree = journey.desk.posts.tree
    journey.until(lambda: journey.desk.posts.listing.arrangement.shown == 1)
    journey.press("Down", "Down")
    journey.until(tree.hasFocus)
    journey.press("End", "Return")
    journey.until(lambda: journey.tab_title == "Market days")


def test_commands_the_menu_and_the_keys_at_a_glance(journey: Journey) -> None:
    journey.open("Ferry")
    journey.press("Ctrl+Shift+P")
    journey.type("dark theme")
    journey.press("Return")
    journey.until(lambda: journey.desk.theme.is_dark)
    journey.until(lambda: journey.in_editor)

    journey.press("F1")
    journey.until(lambda: journey.dialog and journey.dialog.isActiveWindow())
    journey.type("quit")
    assert journey.dialog is not None
    assert journey.dialog.objectName() == "cheat-sheet"
    journey.press("Escape")
    journey.until(lambda: journey.dialog is None)
    journey.until(lambda: journey.in_editor)

    journey.press("F10")
    journey.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    journey.press("Escape")
    journey.until(lambda: QApplication.activePopupWidget() is None)


def test_new_post_rename_delete_and_undo(journey: Journey, site: SiteBuilder) -> None:
    journey.open("Market")
    seen = journey.when_asked("Return", text="Winter fair")
    journey.press("Ctrl+N")
    journey.until(lambda: journey.tab_title == "Winter fair")
    assert "Guides" in seen[0]
    made = site.root / "src/content/guides/winter-fair.md"
    assert made.is_file()
    assert journey.document.path == made
    assert "Winter fair" in made.read_text("utf-8")
    assert "pubDate:" in made.read_text("utf-8")  # the fields of its siblings

    journey.until(lambda: "src/content/guides/winter-fair.md" in journey.desk.library.entries)
    tree = journey.desk.posts.tree
    journey.press("Ctrl+Shift+1")
    journey.until(lambda: tree.selected_posts() == ["src/content/guides/winter-fair.md"])
    journey.press("F2")
    journey.until(lambda: isinstance(journey.focus, QLineEdit))
    journey.press("Ctrl+A")
    journey.type("fair.md\n")
    renamed = made.with_name("fair.md")
    journey.until(lambda: journey.document.path == renamed and renamed.is_file())
    assert not made.exists()

    journey.until(tree.hasFocus)
    journey.until(lambda: tree.selected_posts() == ["src/content/guides/fair.md"])
    text = renamed.read_bytes()
    journey.press("Delete")
    journey.until(lambda: not renamed.exists())
    journey.until(lambda: journey.tab_title == "Market days")
    journey.until(lambda: journey.notices)
    for _step in range(6):
        if current_panel(journey) == "notices":
            break
        journey.press("F6")
    assert current_panel(journey) == "notices"
    journey.press("Space")  # the first button is Undo
    journey.until(renamed.is_file)
    assert renamed.read_bytes() == text
    journey.until(lambda: "src/content/guides/fair.md" in journey.desk.library.entries)


def test_find_and_replace(journey: Journey, ferry: Path) -> None:
    journey.open("Ferry")
    journey.press("Ctrl+H")
    journey.type("m(on|arc)")
    for _step in range(8):
        if isinstance(journey.focus, QToolButton) and "Regular" in journey.focus.accessibleName():
            break
        journey.press("Tab")
    journey.press("Space")
    count = journey.window.findChild(QLabel, "findCount")
    assert isinstance(count, QLabel)
    journey.until(lambda: "2" in count.text())
    journey.press("Ctrl+H")
    journey.press("Tab")
    while getattr(journey.focus, "accessibleName", str)() != "Replace with":
        journey.press("Tab")
    journey.type("<\\1>")
    while getattr(journey.focus, "text", str)() != "Replace all":
        journey.press("Tab")
    journey.press("Space")
    expected = FERRY.replace("Monday", "<on>day").replace("March", "<arc>h")
    journey.until(lambda: journey.document.text == expected)
    journey.press("Escape")
    journey.until(lambda: journey.in_editor)
    journey.press("Ctrl+Z")
    assert journey.document.text == FERRY


@pytest.mark.parametrize("key", ["Ctrl+W", "Ctrl+F4"])
def test_tabs(journey: Journey, key: str) -> None:
    for title in ("Ferry", "Bridge", "Market"):
        journey.open(title)
    journey.press("Ctrl+Tab")
    journey.until(lambda: journey.tab_title.startswith("Ferry"))
    journey.press("Ctrl+PgUp")
    journey.until(lambda: journey.tab_title.startswith("Market"))
    journey.press(key)
    journey.until(lambda: journey.tabs.count() == 2)
    journey.until(lambda: journey.in_editor)


def test_after_the_last_tab_the_keyboard_is_in_the_posts(journey: Journey) -> None:
    journey.open("Ferry")
    journey.press("Ctrl+W")
    journey.until(lambda: not journey.desk.editors.documents())
    wait_for_panel(journey, "posts")
    journey.press("Down", "Return")
    journey.until(lambda: journey.in_editor)


def test_keys_of_writing_leave_the_form_and_its_post_alone(journey: Journey) -> None:
    journey.open("Ferry")
    before = journey.document.text
    journey.press("Ctrl+Shift+4")
    wait_for_panel(journey, "details")
    journey.press("Ctrl+B", "Alt+Down", "Ctrl+Shift+8")
    assert journey.document.text == before


def test_undo_and_redo_are_on_where_there_is_something_to_do(journey: Journey) -> None:
    undo, redo = (journey.desk.actions.get(f"edit.{name}") for name in ("undo", "redo"))

    def offered() -> list[tuple[str, bool]]:
        return [(action.text(), action.isEnabled()) for action in (undo, redo)]

    assert offered() == [("Undo", False), ("Redo", False)]
    journey.open("Market")
    assert offered() == [("Undo", False), ("Redo", False)]
    journey.press("Ctrl+End")
    journey.type("More.")
    assert offered() == [("Undo typing", True), ("Redo", False)]
    journey.press("Ctrl+Z")
    assert offered() == [("Undo", False), ("Redo typing", True)]
    journey.open("Ferry")
    assert offered() == [("Undo", False), ("Redo", False)]
    journey.press("Ctrl+Shift+Tab")
    journey.until(lambda: journey.tab_title.startswith("Market"))
    assert offered() == [("Undo", False), ("Redo typing", True)]
    journey.press("Ctrl+Shift+Z")
    assert journey.document.text.endswith("More.")


@pytest.mark.parametrize("key", ["Escape", "Return"])
def test_after_a_notice_the_keyboard_is_in_the_text(journey: Journey, key: str) -> None:
    journey.open("Ferry")
    journey.until(lambda: journey.desk.details.form.row("title"))  # or F6 stays on its tab
    pressed: list[bool] = []
    action = NoticeAction("Look", lambda: pressed.append(True))
    journey.desk.notifier.warn("Something happened.", "Look at it.", action)
    for pane in ("preview", "details", "notices"):
        journey.press("F6")
        wait_for_panel(journey, pane)
    journey.press(key)
    journey.until(lambda: journey.in_editor)
    assert not journey.notices
    assert pressed == [True] * (key == "Return")


def test_from_the_buttons_above_a_text_tab_leads_into_it(journey: Journey, ferry: Path) -> None:
    document = journey.open("Ferry")
    journey.press("Ctrl+End")
    journey.type("Mine.")
    ferry.write_bytes(FERRY.replace("Monday", "Tuesday").encode())
    journey.until(lambda: journey.desk.conflicts.bar_of(document))
    bar = journey.desk.conflicts.bar_of(document)
    assert bar is not None
    journey.until(lambda: bar.buttons["Merge"].isVisible())
    journey.press("Shift+F6")
    journey.until(bar.buttons["Merge"].hasFocus)
    journey.press("Tab", "Tab", "Tab")
    assert bar.buttons["Take theirs"].hasFocus()
    journey.press("Tab")
    journey.until(lambda: journey.in_editor)
    journey.press("Shift+F6", "Return")  # the bar goes, and the keyboard with it
    journey.until(lambda: journey.in_editor)
    assert "Tuesday" in document.text
