"""A post is begun before anybody knows where it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton

from copydesk.services.recovery import journal_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.journeys.journey import Journey

NOTES = "# Notes from the weir\n\nIt is closed.\n"


def file_dialog(journey: Journey) -> QFileDialog | None:
    dialog = QApplication.activeModalWidget()
    return dialog if isinstance(dialog, QFileDialog) else None


def when_asked_where(journey: Journey, *answers: str) -> list[str]:
    """Answers file dialogs, which run an event loop of their own; "" is Escape.

    Returns:
        The names that the dialogs proposed; it fills when they come.
    """
    proposed: list[str] = []
    answered: list[QFileDialog] = []

    def reply() -> None:
        dialog = file_dialog(journey)
        name = dialog.findChild(QLineEdit, "fileNameEdit") if dialog else None
        if dialog is None or not isinstance(name, QLineEdit) or not dialog.isActiveWindow():
            return
        if dialog in answered:
            return
        answered.append(dialog)
        proposed.append(name.text())
        answer = answers[len(proposed) - 1]
        if len(proposed) == len(answers):
            timer.stop()
        if answer:
            name.setFocus()
            name.selectAll()
            journey.type(answer)
            journey.press("Return")
        else:
            journey.press("Escape")

    timer = QTimer(journey.desk, interval=20)
    timer.timeout.connect(reply)
    timer.start()
    return proposed


def test_begun_typed_saved_and_found_again(journey: Journey, ferry: Path) -> None:
    journey.open("Ferry")
    journey.press("Ctrl+Alt+N")
    journey.until(lambda: journey.tab_title == "Untitled" and journey.in_editor)
    journey.type(NOTES)
    journey.until(lambda: journey.tab_title == "Notes from the weir ●")
    journey.sees_text("It is closed.")
    proposed = when_asked_where(journey, "weir.md")
    journey.press("Ctrl+S")
    place = ferry.with_name("weir.md")
    journey.saved(place, NOTES.encode())
    assert proposed == ["notes-from-the-weir.md"]
    assert journey.document.path == place
    journey.until(lambda: journey.tab_title == "Notes from the weir")
    journey.until(lambda: "Notes from the weir" in str(journey.desk.library.entries.values()))
    journey.type("More.\n")
    journey.press("Ctrl+S")
    journey.saved(place, (NOTES + "More.\n").encode())
    journey.until(lambda: not list(journal_folder().glob("*/*.post")))


def test_without_a_folder(open_desk: Callable[..., Journey], tmp_path: Path) -> None:
    journey = open_desk(None)
    for number in range(3):
        journey.press("Ctrl+Alt+N")
        journey.until(lambda: journey.in_editor)
        journey.type(f"Post {number}.\n")
    names = [document.name for document in journey.desk.documents]
    assert names == ["Untitled", "Untitled 2", "Untitled 3"]
    journey.sees_text("Post 2.")
    journey.press("Ctrl+Shift+Tab")
    journey.sees_text("Post 1.")
    assert journey.js("main.innerText.includes('Post 2.')") is False
    place = tmp_path / "second.md"
    when_asked_where(journey, str(place))
    journey.press("Ctrl+S")
    journey.saved(place, b"Post 1.\n")
    # What another program makes of it is seen, though no folder is open.
    place.write_bytes(b"Post 1, changed elsewhere.\n")
    journey.until(lambda: journey.document.text == "Post 1, changed elsewhere.\n")


def test_closing_asks_once_and_saves_where_the_editor_says(
    journey: Journey, ferry: Path, tmp_path: Path
) -> None:
    journey.press("Ctrl+Alt+N")
    journey.press("Ctrl+W")  # it is empty
    journey.until(lambda: not journey.desk.editors.documents())

    journey.press("Ctrl+Alt+N")
    journey.until(lambda: journey.in_editor)
    journey.type("Kept.\n")
    asked = journey.when_asked("Return")
    when_asked_where(journey, "")  # thought better of it
    journey.press("Ctrl+W")
    journey.until(lambda: asked and file_dialog(journey) is None)
    assert "“Untitled” has unsaved changes." in asked[0]
    assert journey.document.text == "Kept.\n"

    place = tmp_path / "kept.md"
    journey.when_asked("Return")
    when_asked_where(journey, str(place.with_suffix("")))
    journey.press("Ctrl+W")
    journey.until(lambda: not journey.desk.editors.documents())
    assert place.read_bytes() == b"Kept.\n"


def test_leaving_with_several_asks_where_for_each(journey: Journey, tmp_path: Path) -> None:
    for text in ("One.\n", "Two.\n"):
        journey.press("Ctrl+Alt+N")
        journey.until(lambda: journey.in_editor)
        journey.type(text)
    places = [tmp_path / "one.md", tmp_path / "two.md"]
    asked = journey.when_asked("Return")
    when_asked_where(journey, *map(str, places))
    journey.press("Ctrl+Q")
    journey.until(lambda: not journey.window.isVisible())
    assert len(asked) == 1
    assert sorted(place.read_bytes() for place in places) == [b"One.\n", b"Two.\n"]


def test_what_needs_a_file_is_off(journey: Journey, ferry: Path) -> None:
    needs = [f"file.{name}" for name in ("rename", "duplicate", "trash", "reveal")]
    journey.press("Ctrl+Alt+N")
    journey.until(lambda: journey.in_editor)
    actions = journey.desk.actions
    assert not any(actions.get(name).isEnabled() for name in needs)
    assert actions.get("file.save").isEnabled()
    journey.open("Ferry")
    assert all(actions.get(name).isEnabled() for name in needs)


def test_its_fields_are_in_the_form(journey: Journey) -> None:
    journey.press("Ctrl+Alt+N")
    journey.until(lambda: journey.in_editor)
    journey.type("---\ntitle: Weir\n---\nClosed.\n")
    journey.until(lambda: journey.tab_title == "Weir ●")
    form = journey.desk.details
    journey.until(lambda: form.document is journey.document)
    journey.sees_text("Closed.")
    journey.press("Ctrl+Shift+5")  # its versions: none yet
    journey.press("Ctrl+Shift+4")
    assert form.document is journey.document


def test_a_journal_that_cant_be_written_is_told_with_a_way_out(
    journey: Journey, ferry: Path, tmp_path: Path
) -> None:
    journal_folder().parent.mkdir(parents=True, exist_ok=True)
    journal_folder().write_bytes(b"")  # where its folder should be
    journey.open("Ferry")
    journey.type("Typed.")
    text = journey.document.text
    journey.until(lambda: journey.notice_bars)
    assert "“ferry.md” was not kept for recovery" in journey.notices[0]
    copy = tmp_path / "copy.md"
    when_asked_where(journey, str(copy))
    buttons = journey.notice_bars[0].findChildren(QPushButton)
    journey.click(next(button for button in buttons if button.text() == "Save a copy…"))
    journey.until(lambda: copy.is_file() and copy.read_text("utf-8") == text)
    assert journey.document.modified
    journal_folder().unlink()
    journey.type("More.")
    journey.until(lambda: [path.read_bytes() for path in journal_folder().glob("*/*.post")])
    journey.until(lambda: any("again" in notice for notice in journey.notices))


def test_what_was_never_saved_is_found_again(journey: Journey) -> None:
    journey.press("Ctrl+Alt+N")
    journey.until(lambda: journey.in_editor)
    assert journey.desk.status.text("saved") == "Not saved yet"
    journey.type("# Notes\n\nThey sat until ten.")
    text = journey.document.text
    asked = journey.when_asked("Tab", "Tab", "Return")  # don't save
    journey.press("Ctrl+W")
    journey.until(lambda: not journey.desk.editors.documents())
    assert "“Untitled (Notes)” has unsaved changes." in asked[0]
    assert "History keeps what you don't save." in asked[0]
    journey.press("Ctrl+Shift+5")
    versions = journey.desk.versions.panel
    journey.until(lambda: versions.versions_shown == 1)
    journey.until(versions.list.hasFocus)
    journey.press("Return")
    journey.until(lambda: journey.in_editor)
    assert journey.document.text == text
    assert journey.document.path is None
    assert journey.document.modified
