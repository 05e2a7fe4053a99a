"""Bugs put into the desk by hand, which the fault suite must find; see `test_suite_bites`."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from copydesk.services.open_document import OpenDocument


def _journal_never_written() -> None:
    from copydesk.core.storage.journal import Journal

    Journal.write = _nothing  # type: ignore[method-assign]  # on purpose


def _journal_written_late() -> None:
    from copydesk.services import journalling

    journalling._AFTER_TYPING_MS = journalling._WHILE_TYPING_MS = 4_000


def _history_not_kept() -> None:
    from copydesk.core.storage.history import History

    History.keep = _nothing  # type: ignore[assignment]  # on purpose
    History.keep_standing = _nothing  # type: ignore[method-assign]  # on purpose


def _entry_removed_before_the_save() -> None:
    """Together with a disk slow enough to be killed in between."""
    from copydesk.core.storage.file_system import FileSystem
    from copydesk.services.documents import Documents

    save = Documents.save

    def forget_and_save(self: Documents, document: OpenDocument, *rest: Any) -> None:
        desk = self.parent()
        journalling = cast("Any", desk).recovery.journalling
        journalling._journal.remove(document.ident, next(journalling._numbers))
        save(self, document, *rest)

    cast("Any", Documents).save = forget_and_save
    create = FileSystem.create

    def slow(self: FileSystem, *arguments: Any) -> int:
        if arguments[0].suffix != ".new":  # not the journal's
            time.sleep(0.2)
        return create(self, *arguments)

    FileSystem.create = slow  # type: ignore[assignment]  # on purpose


def _saved_in_place() -> None:
    """Truncates and writes, as the editors of the bug reports did."""
    from copydesk.core.storage.fingerprint import digest
    from copydesk.services import save_work

    def write(path: Path, data: bytes, *_rest: object, **_more: object) -> str:
        with path.open("wb", buffering=0) as file:
            time.sleep(0.05)
            file.write(data)
        return digest(data)

    vars(save_work)["save_atomic"] = write


def _offered_for_ever() -> None:
    from copydesk.core.storage.journal import Journal

    Journal.settle = _nothing  # type: ignore[method-assign]  # on purpose


def _dropped_at_the_start() -> None:
    from copydesk.core.storage.journal import Journal

    look = Journal.orphans

    def drop(self: Journal) -> list[Any]:
        for entry in look(self):
            self.settle(entry)
        return []

    Journal.orphans = drop  # type: ignore[method-assign]  # on purpose


def _nothing(*_arguments: object, **_options: object) -> None:
    return None


PLANTS: dict[str, Callable[[], None]] = {
    "the journal is never written": _journal_never_written,
    "the journal is written too late": _journal_written_late,
    "the history is not kept": _history_not_kept,
    "the entry goes before the save is done": _entry_removed_before_the_save,
    "a save truncates and writes": _saved_in_place,
    "what was decided is offered for ever": _offered_for_ever,
    "what was found is dropped": _dropped_at_the_start,
}


def plant(name: str) -> None:
    """Puts one in, for the life of this process; nothing for ""."""
    if name:
        PLANTS[name]()
