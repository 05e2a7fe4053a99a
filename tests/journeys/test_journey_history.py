"""Versions of a post: listed, compared with what it is now, brought back whole or in part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QPushButton

from copydesk.core.storage.history import Origin
from copydesk.ui.compare.compare_dialog import CompareDialog
from copydesk.ui.history.version_rows import VERSION_ROLE

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.storage.history import Version
    from tests.journeys.journey import Journey


def listed(journey: Journey) -> list[Version]:
    if journey.desk.side.current != "history":
        return []
    model = journey.desk.versions.panel.list.model()
    return [model.index(row, 0).data(VERSION_ROLE) for row in range(model.rowCount())]


def origins(journey: Journey) -> list[Origin]:
    return [version.origin for version in listed(journey)]


def dialog() -> CompareDialog | None:
    front = QApplication.activeModalWidget()
    return front if isinstance(front, CompareDialog) else None


def press_button(journey: Journey, words: str) -> None:
    """Goes to a button of the dialog as the keyboard does, and presses it."""
    for _stop in range(40):
        focus = journey.focus
        if isinstance(focus, QPushButton) and focus.text() == words:
            journey.press("Space")
            journey.until(lambda: dialog() is None)
            return
        journey.press("Tab")
    raise AssertionError(f"Tab does not lead to “{words}”")


def save(journey: Journey) -> None:
    journey.press("Ctrl+S")
    journey.until(lambda: not journey.document.modified)


def edit_and_save(journey: Journey, words: str) -> None:
    journey.press("Ctrl+Shift+2", "Ctrl+End")
    journey.type(words)
    save(journey)


def test_a_version_is_brought_back_whole_by_the_keyboard(journey: Journey, ferry: Path) -> None:
    journey.open("Ferry")
    first = journey.document.text
    edit_and_save(journey, " One more word.")
    journey.press("Ctrl+Shift+5")
    journey.until(lambda: origins(journey) == [Origin.SAVED, Origin.FOUND])
    journey.press("End", "Return")
    journey.until(dialog)
    press_button(journey, "Restore this version")
    assert journey.document.text == first
    assert journey.document.modified
    journey.until(lambda: journey.in_editor)
    save(journey)
    assert ferry.read_bytes() == first.encode()
    journey.until(lambda: origins(journey)[0] is Origin.RESTORED)
    journey.press("Ctrl+Shift+2", "Ctrl+Z")
    assert journey.document.text.endswith(" One more word.")


def test_a_part_is_brought_back(journey: Journey, ferry: Path) -> None:
    journey.open("Ferry")
    first = journey.document.text
    edit_and_save(journey, "\n\nA new end.")
    journey.press("Ctrl+Shift+2", "Ctrl+Home")
    edit_and_save(journey, " Longer.")
    journey.press("Ctrl+Shift+5")
    journey.until(lambda: len(listed(journey)) == 3)
    journey.press("End", "Return")
    journey.until(dialog)
    compared = dialog()
    assert compared is not None
    compared.view.choose_all(True)
    press_button(journey, "Bring back what is ticked")
    assert journey.document.text == first


def test_what_another_program_wrote_is_listed(journey: Journey, ferry: Path) -> None:
    journey.open("Ferry")
    journey.press("Ctrl+Shift+5")
    ferry.write_text("Another text altogether.\n")
    journey.until(lambda: origins(journey) == [Origin.OUTSIDE, Origin.FOUND])
    assert journey.document.text == "Another text altogether.\n"


def test_text_that_was_not_saved_is_still_there(journey: Journey, ferry: Path) -> None:
    journey.open("Ferry")
    journey.press("Ctrl+Shift+2", "Ctrl+End")
    journey.type(" Never saved.")
    journey.when_asked("Shift+Tab", "Space")
    journey.press("Ctrl+W")
    journey.until(lambda: not list(journey.desk.documents))
    journey.open("Ferry")
    journey.press("Ctrl+Shift+5")
    journey.until(lambda: Origin.SET_ASIDE in origins(journey))


def test_how_long_versions_are_kept_can_be_changed(journey: Journey) -> None:
    asked = journey.when_asked("Return", text="30")
    journey.desk.actions.get("file.keep-versions").trigger()
    journey.until(lambda: journey.desk.settings.values.history_days == 30)
    assert asked
