"""What can't be kept is said, and nothing is shown as kept that is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.review.finding import Finding, Severity
from copydesk.core.review.kept import load_records
from copydesk.core.text.positions import Span
from copydesk.services.file_operations import FileOperations
from copydesk.services.kept_records import KeptRecords
from copydesk.services.settings import Settings
from tests.helpers.library_desk import LibraryDesk

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.helpers.notifier_spy import NotifierSpy


def test_a_finding_that_can_not_be_let_stand_is_told_and_looked_at_again(
    qtbot: QtBot, notifier_spy: NotifierSpy, tmp_path: Path
) -> None:
    desk = LibraryDesk(qtbot, notifier_spy)
    files = FileOperations(notifier_spy, desk.tasks, desk.library)
    kept = KeptRecords(desk.tasks, notifier_spy, files, Settings(notifier_spy))
    kept.set_root(tmp_path)
    finding = Finding("spelling", Severity.WARNING, Span(0, 5), "Misspelt")
    (tmp_path / ".copydesk").write_text("A file where the folder should be.", "utf-8")
    with qtbot.waitSignal(kept.changed) as told:
        kept.accept("a.md", finding, "Wrold", "A name")
    assert told.args == ["a.md"]
    assert len(notifier_spy.errors) == 1
    (tmp_path / ".copydesk").unlink()
    with qtbot.waitSignal(kept.changed):
        kept.accept("a.md", finding, "Wrold", "A name")
    assert len(load_records(tmp_path, "a.md").accepted) == 1
    assert len(notifier_spy.errors) == 1
