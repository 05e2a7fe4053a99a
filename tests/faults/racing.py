"""Saves that another program races, turn after turn, and what must hold after each."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from copydesk.core.storage.fingerprint import digest
from copydesk.core.text.edits import TextEdit
from copydesk.services.documents import Documents
from copydesk.services.history import HistoryKeeper
from copydesk.services.open_document import DiskState, OpenDocument
from copydesk.services.settings import Settings
from copydesk.services.tasks import TaskRunner
from tests.faults import storm
from tests.faults.checks import shown

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

    from tests.faults.checks import Findings
    from tests.helpers.notifier_spy import NotifierSpy

_PATIENCE_S = 20.0


@dataclass(frozen=True)
class Standing:
    """What can be seen after a turn.

    Attributes:
        mine: What was typed and saved, or not.
        theirs: What the other program wrote, and had confirmed.
        disk: What the file holds.
        window: Every text that the editor can see: the post's, and theirs beside it.
        kept: Whether History has mine.
    """

    mine: str
    theirs: str
    disk: str | None
    window: frozenset[str]
    kept: bool


def wrong_with(now: Standing) -> Findings:
    """What was lost or torn in a turn."""
    findings = []
    if now.disk not in (now.mine, now.theirs):
        findings.append(f"the file is torn, or nobody's: {shown(now.disk)}")
    if now.theirs != now.disk and now.theirs not in now.window:
        findings.append(f"theirs was overwritten unseen: {shown(now.theirs)}")
    if now.mine != now.disk and now.mine not in now.window and not now.kept:
        findings.append(f"mine is gone: {shown(now.mine)}")
    return findings


class Race:
    """An open post, and another program that writes its file.

    Attributes:
        findings: What did not hold.
        conflicts: How often both were there to choose from.
        tasks: For the end.
    """

    def __init__(self, path: Path, notifier: NotifierSpy, chance: random.Random) -> None:
        self.findings: Findings = []
        self.conflicts = 0
        self._path, self._chance = path, chance
        self.tasks = TaskRunner(notifier)
        self.documents = Documents(notifier, self.tasks)
        self._settings = Settings(notifier)
        self._keeper = HistoryKeeper(self.documents, self.tasks, notifier, self._settings)
        self._program = subprocess.Popen(
            [sys.executable, "-S", storm.__file__, "--race", str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        opened: list[OpenDocument] = []
        self.documents.open(path, opened.append)
        self._wait(lambda: bool(opened))
        self.document = opened[0]
        self._saved = False
        self.documents.saved.connect(self._note_saved)

    def _note_saved(self, _document: object) -> None:
        self._saved = True

    def _wait(self, condition: Callable[[], object]) -> bool:
        end = time.monotonic() + _PATIENCE_S
        while not condition():
            if time.monotonic() > end:
                return False
            QCoreApplication.processEvents()
            time.sleep(0.0002)
        return True

    def turn(self, number: int) -> None:
        """One save, one foreign write, in the same moment."""
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        document = self.document
        mine, theirs = f"Mine {number}.\n" * 30, f"Theirs {number}."
        way = list(storm.WAYS)[number % len(storm.WAYS)]
        document.apply([TextEdit(0, len(document.text), mine)], "Typing")
        pause_s = self._chance.uniform(0, 0.004)
        first = self._chance.random() < 0.5
        if first:
            self.documents.save(document)
            _spin(pause_s)
        self._program.stdin.write(f"{way} {theirs}\n")
        self._program.stdin.flush()
        if not first:
            _spin(pause_s / 4)
            self.documents.save(document)
        self._program.stdout.readline()
        self._wait(lambda: not self.tasks.busy)
        self._look(number)
        name = f"turn {number} ({way}): "
        standing = self._standing(mine, theirs + "\n")
        self.findings += [name + finding for finding in wrong_with(standing)]
        if document.disk_state is not DiskState.SAME:
            self.conflicts += 1
            self._answer(number)
        self._wait(lambda: not self.tasks.busy)
        self._look(number)
        if document.modified:
            self.findings.append(f"{name}not at rest afterwards: {document.disk_state}")

    def _look(self, number: int) -> None:
        """Gives the hint that a watcher would give, until disk and desk agree."""

        def agrees() -> bool:
            if self.tasks.busy:
                return False
            disk, document = self._disk(), self.document
            known = document.theirs if document.disk_state is DiskState.CHANGED else document.base
            if document.disk_state is not DiskState.DELETED and known and known.text == disk:
                return True
            self.documents.look_again({self._path})
            return False

        if not self._wait(agrees):
            self.findings.append(f"turn {number}: disk and desk never agreed")

    def _answer(self, number: int) -> None:
        """Takes theirs, keeps mine, or makes one of both, in turn."""
        document = self.document
        if document.theirs is None:
            self.documents.save_again(document)
        elif number % 3 == 0:
            self.documents.take_theirs(document)
        elif number % 3 == 1:
            self.documents.keep_mine(document)
        else:
            end = len(document.text)
            both = TextEdit(end, end, document.theirs.text)
            self.documents.merge(document, [both], "Merge")
            self.documents.save(document)

    def _standing(self, mine: str, theirs: str) -> Standing:
        document = self.document
        window = {document.text, document.base.text if document.base else ""}
        if document.theirs:
            window.add(document.theirs.text)
        history = self._keeper.history
        kept = history.has(digest(mine.encode()))
        return Standing(mine, theirs, self._disk(), frozenset(window), kept)

    def _disk(self) -> str | None:
        try:
            return self._path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None

    def stop(self) -> None:
        """Ends all."""
        self._program.communicate(timeout=_PATIENCE_S)
        self._wait(lambda: not self.tasks.busy)
        self._keeper.stop()
        self.tasks.drain()


def _spin(length_s: float) -> None:
    """A pause shorter than the system sleeps."""
    end = time.perf_counter() + length_s
    while time.perf_counter() < end:
        pass
