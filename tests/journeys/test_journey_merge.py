"""Two at work on one post: what each wrote comes together, and nothing of either is lost."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from copydesk.core.storage.history import Origin
from copydesk.core.text.edits import TextEdit
from copydesk.services.open_document import DiskState
from copydesk.ui.disk.merge_decisions import State
from copydesk.ui.disk.merge_dialog import MergeDialog
from tests.journeys.conftest import FERRY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from copydesk.core.storage.history import Version
    from copydesk.services.open_document import OpenDocument
    from copydesk.ui.disk.conflict_bar import ConflictBar
    from tests.helpers.sites import SiteBuilder
    from tests.journeys.journey import Journey

THEIRS = FERRY.replace("Monday", "Tuesday").replace("returns", "is back")
MINE = FERRY + "\nMine."


def conflict(journey: Journey, ferry: Path, theirs: str = THEIRS) -> ConflictBar:
    """A post with words of mine at its end, and another program's text on disk."""
    document = journey.open("Ferry")
    journey.press("Ctrl+End")
    journey.type("\nMine.")
    ferry.write_bytes(theirs.encode())
    journey.until(lambda: document.disk_state is DiskState.CHANGED)
    bar = journey.desk.conflicts.bar_of(document)
    assert bar is not None
    journey.until(lambda: bar.buttons["Merge"].isVisible())
    return bar


def merge_view(journey: Journey) -> MergeDialog:
    journey.until(lambda: isinstance(journey.dialog, MergeDialog))
    dialog = journey.dialog
    assert isinstance(dialog, MergeDialog)
    journey.until(dialog.isActiveWindow)
    return dialog


def versions(journey: Journey, document: OpenDocument) -> list[tuple[Origin, str]]:
    """What History holds of a post."""
    listed: list[Version] = []
    done: list[bool] = []

    def list_them(found: list[Version]) -> None:
        listed.extend(found)
        done.append(True)

    journey.desk.history.versions(document, list_them)
    journey.until(lambda: done)
    contents = [journey.desk.history.history.content(one.digest) or b"" for one in listed]
    return [(one.origin, data.decode()) for one, data in zip(listed, contents, strict=True)]


def test_changes_that_do_not_touch_are_one_step(journey: Journey, ferry: Path) -> None:
    bar = conflict(journey, ferry)
    document = journey.document
    assert bar.words.text() == (
        "Another program changed this post too. The changes don’t touch each other: "
        "“Title” and 1 paragraph come from the disk."
    )
    journey.press("Shift+F6", "Space")  # the bar's first button
    merged = THEIRS + "\nMine."
    journey.until(lambda: document.text == merged)
    assert (document.disk_state, document.modified) == (DiskState.SAME, True)
    assert ferry.read_bytes() == THEIRS.encode()  # until it is saved
    journey.until(lambda: journey.in_editor)
    assert journey.desk.conflicts.bar_of(document) is None
    assert journey.notices[-1] == (
        "Merged: “Title” and 1 paragraph from the disk; 1 paragraph of yours."
    )
    journey.press("Ctrl+S")
    journey.saved(ferry, merged.encode())
    kept = versions(journey, document)
    assert (Origin.BEFORE_MERGE, MINE) in kept
    assert THEIRS in {text for _origin, text in kept}
    journey.press("Ctrl+Z")
    assert document.text == MINE


def test_undo_on_the_notice_brings_the_question_back(journey: Journey, ferry: Path) -> None:
    bar = conflict(journey, ferry)
    document = journey.document
    journey.click(bar.buttons["Merge"])
    journey.until(lambda: document.text != MINE)
    (undo,) = journey.notice_bars[-1].notice.actions
    undo.run()
    assert document.text == MINE
    assert document.disk_state is DiskState.CHANGED
    again = journey.desk.conflicts.bar_of(document)
    assert again is not None
    journey.press("Ctrl+S")  # nothing of theirs is written over
    journey.until(lambda: any("was not saved" in one for one in journey.notices))
    assert ferry.read_bytes() == THEIRS.encode()
    offered = {action.label: action for action in journey.notice_bars[-1].notice.actions}
    assert list(offered) == ["Merge", "Compare…", "Keep mine", "Take theirs"]
    offered["Merge"].run()
    assert document.text == THEIRS + "\nMine."
    journey.until(lambda: not any("was not saved" in one for one in journey.notices))


def test_collisions_are_decided_by_the_keyboard_alone(journey: Journey, ferry: Path) -> None:
    theirs = FERRY.replace("March", "May") + "\nTheirs.\n"
    bar = conflict(journey, ferry, theirs)
    document = journey.document
    assert bar.words.text().endswith("“Mine.” was changed on both sides.")
    action = journey.desk.actions.get("file.merge")
    assert action.isEnabled()
    journey.press("Ctrl+Shift+P")
    journey.type("merge with")
    journey.press("Return")
    merge_view(journey)
    assert document.text == MINE
    journey.press("Escape")
    journey.until(lambda: journey.dialog is None)
    assert (document.text, ferry.read_bytes()) == (MINE, theirs.encode())
    assert document.disk_state is DiskState.CHANGED

    action.trigger()
    merge_view(journey)
    journey.press("Alt+3", "Return")  # both, and merge
    merged = theirs.replace("Theirs.\n", "Mine.\n\nTheirs.")  # mine ends without a line end
    journey.until(lambda: document.text == merged)
    journey.until(lambda: journey.dialog is None)
    assert ferry.read_bytes() == theirs.encode()
    assert not action.isEnabled()
    journey.until(lambda: journey.in_editor)
    journey.press("Ctrl+Z")
    assert (document.text, document.disk_state) == (MINE, DiskState.CHANGED)


def test_begun_at_the_bar_a_merge_ends_in_the_text(journey: Journey, ferry: Path) -> None:
    conflict(journey, ferry, FERRY + "\nTheirs.\n")
    journey.press("Shift+F6", "Return")
    merge_view(journey)
    journey.press("Alt+1", "Return")
    journey.until(lambda: journey.dialog is None)
    journey.until(lambda: journey.in_editor)


def test_the_disk_changes_while_passages_are_decided(journey: Journey, ferry: Path) -> None:
    theirs = FERRY.replace("March", "May") + "\nTheirs.\n"
    bar = conflict(journey, ferry, theirs)
    document = journey.document
    at = document.text.index("March")
    document.apply([TextEdit(at, at + 5, "June")], "Typing")
    journey.click(bar.buttons["Merge"])
    dialog = merge_view(journey)
    dialog.view.uses[State.MINE].click()
    newest = theirs.replace("Theirs", "Theirs, later").replace("Monday", "Friday")
    ferry.write_bytes(newest.encode())
    journey.until(lambda: dialog.merge.collisions[1].theirs == "Theirs, later.")
    model = dialog.list.model()
    states = [str(model.index(n, 0).data()).partition("\n")[2] for n in range(model.rowCount())]
    assert states == ["Yours", "Not decided yet"]
    dialog.list.setCurrentIndex(model.index(1, 0))
    dialog.view.uses[State.THEIRS].click()
    journey.press("Return")
    journey.until(lambda: document.text == newest.replace("May", "June").rstrip("\n"))


def test_the_disk_is_as_it_was_again(journey: Journey, ferry: Path) -> None:
    bar = conflict(journey, ferry, FERRY + "\nTheirs.\n")
    journey.click(bar.buttons["Merge"])
    merge_view(journey)
    ferry.write_bytes(FERRY.encode())
    journey.until(lambda: journey.dialog is None)
    assert journey.document.text == MINE
    assert journey.document.disk_state is DiskState.SAME
    assert "nothing to merge" in journey.notices[-1]


def test_typed_on_while_the_bar_is_there(journey: Journey, ferry: Path) -> None:
    bar = conflict(journey, ferry)
    journey.press("Ctrl+End")
    journey.type(" More.")
    journey.click(bar.buttons["Merge"])  # before the bar has followed
    journey.until(lambda: journey.document.text == THEIRS + "\nMine. More.")


def test_given_up_text_is_kept_before_it_goes(journey: Journey, ferry: Path) -> None:
    bar = conflict(journey, ferry)
    journey.click(bar.buttons["Take theirs"])
    journey.until(lambda: journey.document.text == THEIRS)
    assert MINE in {text for _origin, text in versions(journey, journey.document)}
    journey.press("Ctrl+End")
    journey.type("Again.")
    mine = journey.document.text
    ferry.write_bytes(FERRY.encode())
    journey.until(lambda: journey.document.disk_state is DiskState.CHANGED)
    again = journey.desk.conflicts.bar_of(journey.document)
    assert again is not None
    journey.click(again.buttons["Keep mine"])
    journey.saved(ferry, mine.encode())
    texts = {text for _origin, text in versions(journey, journey.document)}
    assert {FERRY, mine} <= texts


@pytest.mark.parametrize("seed", range(3))
def test_two_desks_on_one_folder_lose_no_word_of_either(
    open_desk: Callable[..., Journey], site: SiteBuilder, ferry: Path, seed: int
) -> None:
    rng = random.Random(seed)
    desks = [open_desk(site.root), open_desk(site.root)]
    written: list[str] = []

    def begin(desk: Journey) -> None:
        desk.loaded()
        desk.desk.open_post(ferry)
        desk.until(lambda: desk.desk.editors.current_document)

    def write(desk: Journey, word: str) -> None:
        """Types a word at the end of some line of prose."""
        desk.window.activateWindow()
        desk.until(desk.window.isActiveWindow)
        text = desk.document.text
        ends = [
            n for n, letter in enumerate(text) if letter == "." and n > text.index("The last ferry")
        ]
        desk.editor.place_cursor(rng.choice(ends), focus=True)
        desk.until(lambda: desk.in_editor)
        desk.type(f" {word}")
        written.append(word)

    def settle(desk: Journey) -> None:
        """Saves; what another desk wrote is merged first, both where they collide."""
        document = desk.document
        desk.desk.documents.save(document)
        for _round in range(20):
            desk.until(lambda: document.disk_state is DiskState.CHANGED or not document.modified)
            if document.disk_state is DiskState.SAME:
                return
            desk.desk.conflicts.merge(document)
            desk.until(lambda: desk.dialog or document.disk_state is DiskState.SAME)
            if desk.dialog is not None:
                dialog = merge_view(desk)
                for row in range(dialog.list.model().rowCount()):
                    dialog.list.setCurrentIndex(dialog.list.model().index(row, 0))
                    dialog.view.uses[State.BOTH].click()
                desk.press("Return")
                desk.until(lambda: document.disk_state is DiskState.SAME)
            desk.desk.documents.save(document)
        raise AssertionError("it never settles")

    def has_followed(desk: Journey) -> None:
        desk.until(lambda: desk.document.text.encode() == ferry.read_bytes())

    for desk in desks:
        begin(desk)
    for turn in range(6):
        one, other = desks if turn % 2 else reversed(desks)
        write(one, f"one{turn}")
        write(other, f"other{turn}")
        settle(one)
        settle(other)
        has_followed(one)
    text = ferry.read_bytes().decode()
    assert not [word for word in written if word not in text]
    assert "<<<" not in text
