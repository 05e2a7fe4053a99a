"""A desk was killed; the next one offers what was not saved, once, and loses nothing of it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QPushButton

from copydesk.services.recovery import journal_folder
from copydesk.ui.recovery.recovery_dialog import RecoveryDialog
from tests.helpers.left_behind import leave_behind
from tests.journeys.conftest import FERRY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.helpers.sites import SiteBuilder
    from tests.journeys.journey import Journey

TYPED = FERRY.replace("It goes on until March.", "It goes on until the end of March.")
NOTES = "# Notes from the council\n\nThey sat until ten.\n"
URDU = "---\ntitle: کتب خانہ دوبارہ کھل گیا\n---\n\nسیلاب کے بعد۔\n"

_NOT_LOADED = """
import sys
import copydesk.application.start, copydesk.application.desk
late = ("copydesk.ui.recovery", "copydesk.ui.compare", "copydesk.ui.dialogs.mishap",
        "copydesk.services.unsaved_posts", "logging.handlers")
print([name for name in late if name in sys.modules])
"""


def offer(journey: Journey) -> RecoveryDialog:
    journey.until(lambda: isinstance(journey.dialog, RecoveryDialog))
    dialog = journey.dialog
    assert isinstance(dialog, RecoveryDialog)
    journey.until(dialog.isActiveWindow)
    journey.until(dialog.list.hasFocus)
    return dialog


def rows(dialog: RecoveryDialog) -> list[str]:
    model = dialog.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def quiet(journey: Journey) -> None:
    """Looks for what may be offered, and sees that there is nothing."""
    journey.until(lambda: not journey.desk.tasks.busy)
    journey.desk.recovery.look_back()
    journey.until(lambda: not journey.desk.tasks.busy)
    assert journey.dialog is None


def press(journey: Journey, label: str) -> None:
    """Goes to a button by Tab and presses it."""
    for _step in range(20):
        focus = journey.focus
        if isinstance(focus, QPushButton) and focus.text() == label:
            journey.press("Space")
            return
        journey.press("Tab")
    raise AssertionError(f"no way to “{label}”")


def gone(journey: Journey) -> bool:
    return journey.dialog is None and journey.window.isActiveWindow()


def left() -> list[Path]:
    return sorted(journal_folder().rglob("*.post"))


def test_nothing_of_it_is_loaded_before_it_is_wanted() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _NOT_LOADED], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_a_start_with_nothing_to_offer(journey: Journey) -> None:
    quiet(journey)
    assert not journey.notices
    assert not journey.desk.actions.get("file.recover").isEnabled()
    assert not journal_folder().exists()


def test_restored_by_keys_as_one_step(
    open_desk: Callable[..., Journey], site: SiteBuilder, ferry: Path
) -> None:
    leave_behind((ferry, TYPED), root=site.root)
    journey = open_desk(site.root)
    dialog = offer(journey)
    (row,) = rows(dialog)
    assert row.startswith("Ferry timetable returns, gazette/src/content/news, today ")
    assert row.endswith(", +3 words against the file")
    assert "the end of" in dialog.view.text.toPlainText()
    assert ferry.read_bytes() == FERRY.encode()
    journey.press("Return")
    journey.until(lambda: gone(journey))
    journey.until(lambda: journey.tab_title.startswith("Ferry"))
    assert journey.document.text == TYPED
    assert journey.document.modified
    assert ferry.read_bytes() == FERRY.encode()
    journey.until(lambda: journey.in_editor)
    journey.press("Ctrl+Z")
    journey.until(lambda: journey.document.text == FERRY)
    assert not journey.document.can_undo
    journey.press("Ctrl+Shift+Z", "Ctrl+S")
    journey.saved(ferry, TYPED.encode())
    journey.until(lambda: not left())
    journey.stop()
    quiet(open_desk(site.root))


def test_all_at_once_and_the_last_session_beside(
    open_desk: Callable[..., Journey], site: SiteBuilder, ferry: Path
) -> None:
    first = open_desk(site.root)
    first.loaded()
    first.open("Bridge")
    first.open("Ferry")
    first.press("Ctrl+Q")
    first.until(lambda: not first.window.isVisible())
    first.stop()
    urdu = site.write("src/content/news/library.ur.md", URDU)
    leave_behind((ferry, TYPED), (None, NOTES), (urdu, URDU + "مزید۔\n"), root=site.root)
    second = open_desk(None)
    dialog = offer(second)
    assert [row.partition(",")[0] for row in rows(dialog)] == [
        "Ferry timetable returns",
        "Notes from the council",
        "کتب خانہ دوبارہ کھل گیا",
    ]
    assert "Untitled 2" in rows(dialog)[1]
    assert rows(dialog)[1].endswith("Never saved")
    second.press("Down", "Down")
    assert "مزید" in dialog.view.text.toPlainText()
    press(second, "Restore all")
    second.until(lambda: gone(second))
    second.until(lambda: second.tabs.count() == 4)
    texts = {d.path: d.text for d in second.desk.documents if d.modified}
    assert texts == {ferry: TYPED, None: NOTES, urdu: URDU + "مزید۔\n"}
    second.until(lambda: len(left()) == 3)  # theirs have become this desk's own
    assert not second.desk.actions.get("file.recover").isEnabled()


def test_decided_later(open_desk: Callable[..., Journey], site: SiteBuilder, ferry: Path) -> None:
    leave_behind((ferry, TYPED), (None, NOTES), root=site.root)
    first = open_desk(site.root)
    offer(first)
    first.press("Esc")
    first.until(lambda: gone(first))
    assert first.notices == ["2 posts from before are still not saved."]
    while not first.in_panel(first.window.notices):
        first.press("F6")
    first.press("Space")
    offer(first)
    first.press("Return")
    first.until(lambda: first.tab_title.startswith("Ferry"))
    dialog = offer(first)
    assert len(rows(dialog)) == 1
    first.press("Esc")
    first.until(lambda: first.notices[-1:] == ["A post from before is still not saved."])
    first.press("Ctrl+S")
    first.saved(ferry, TYPED.encode())
    first.press("Ctrl+Shift+P")
    first.type("Unsaved posts from before")
    first.press("Return")
    offer(first)
    first.press("Esc")
    first.until(lambda: gone(first))
    first.stop()
    second = open_desk(site.root)
    (row,) = rows(offer(second))
    assert row.startswith("Notes from the council")


def test_set_aside_is_kept_among_the_versions(
    open_desk: Callable[..., Journey], site: SiteBuilder, ferry: Path
) -> None:
    leave_behind((ferry, TYPED), root=site.root)
    journey = open_desk(site.root)
    offer(journey)
    press(journey, "Set aside")
    journey.until(lambda: gone(journey))
    journey.until(lambda: not left())
    assert not journey.notices
    history = journey.desk.recovery.history
    assert history is not None
    (version,) = history.versions(ferry)
    assert version.origin.name == "SET_ASIDE"
    assert history.content(version.digest) == TYPED.encode()
    assert ferry.read_bytes() == FERRY.encode()
    journey.stop()
    quiet(open_desk(site.root))


def test_what_was_saved_after_all_is_settled_silently(
    open_desk: Callable[..., Journey], site: SiteBuilder, ferry: Path
) -> None:
    leave_behind((ferry, FERRY), root=site.root)
    journey = open_desk(site.root)
    quiet(journey)
    journey.until(lambda: not left())
    assert not journey.notices


def test_a_file_that_has_gone(
    open_desk: Callable[..., Journey], site: SiteBuilder, ferry: Path
) -> None:
    leave_behind((ferry, TYPED), root=site.root)
    ferry.unlink()
    journey = open_desk(site.root)
    (row,) = rows(offer(journey))
    assert row.endswith("The file has gone")
    journey.press("Return")
    journey.until(lambda: journey.tab_title.startswith("Ferry"))
    assert journey.document.text == TYPED
    assert journey.document.path == ferry
    assert not ferry.exists()


def test_two_desks_do_not_offer_the_same(
    open_desk: Callable[..., Journey], site: SiteBuilder, ferry: Path
) -> None:
    leave_behind((ferry, TYPED), root=site.root)
    first = open_desk(site.root)
    offer(first)
    other = subprocess.run(
        [
            sys.executable,
            "-c",
            (
                "from copydesk.core.storage.journal import Journal;"
                "from copydesk.services.recovery import journal_folder;"
                "journal = Journal(journal_folder()); print(journal.orphans()); journal.close()"
            ),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert other.stdout == "[]\n"
    first.press("Esc")
    first.until(lambda: gone(first))
    assert len(left()) == 1


def test_no_dialog_comes_over_a_dialog(
    open_desk: Callable[..., Journey], site: SiteBuilder, ferry: Path
) -> None:
    leave_behind((ferry, TYPED), root=site.root)
    journey = open_desk(site.root)
    journey.press("F1")
    journey.until(lambda: journey.notices == ["A post from before is still not saved."])
    assert not isinstance(journey.dialog, RecoveryDialog)
    journey.press("Esc")
    journey.until(lambda: gone(journey))


def test_it_fits_and_every_part_has_a_name(
    open_desk: Callable[..., Journey], site: SiteBuilder, ferry: Path
) -> None:
    leave_behind((ferry, TYPED), (None, NOTES), root=site.root)
    journey = open_desk(site.root)
    journey.window.resize(1024, 700)
    dialog = offer(journey)
    assert dialog.width() <= 1024
    assert dialog.height() <= 700
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    for jargon in ("journal", "orphan", "entry", "buffer"):
        assert jargon not in said.lower()
    seen: set[object] = set()
    for _step in range(20):
        focus = journey.focus
        assert focus is not None
        seen.add(focus)
        assert focus.accessibleName() or getattr(focus, "text", str)(), focus
        journey.press("Tab")
    buttons = {one for one in dialog.findChildren(QPushButton) if one.isVisible()}
    assert len(buttons) >= 4
    assert {dialog.list, *buttons} <= seen
