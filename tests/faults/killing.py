"""Starts typists and kills them, round after round on the same folders; looks at what is left."""

from __future__ import annotations

import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import copydesk
from copydesk.core.storage.fingerprint import digest
from copydesk.core.storage.history import History
from copydesk.core.storage.journal import Journal
from tests.faults import evidence
from tests.faults.evidence import FileStory, Round
from tests.faults.typist import Order, as_line
from tests.helpers.environment import home_variables

if TYPE_CHECKING:
    from tests.faults.checks import Findings

PYTHONPATH = os.pathsep.join(
    [str(Path(copydesk.__file__).parents[1]), str(Path(__file__).parents[2])]
)
# A round that comes to nothing is ended after this; a slow machine needs some of it to start.
_LONGEST_ROUND_S = 30.0
_LONGEST_WAIT_S = 6.0
# What the desk is killed amid, in these shares.
_LEANINGS = (
    "type",
    "type",
    "save",
    "rest+save",
    "merge",
    "rest+merge",
    "restore",
    "save+restore",
    "merge+rest",
)
_AMID = {
    "type": "typing",
    "save": "saving",
    "merge": "merging",
    "restore": "restoring",
    "rest": "at rest",
}
POST = "---\ntitle: {name}\npubDate: 2026-11-20\n---\n\n" + "The river rose in the night.\n\n" * 120


class Server:
    """The process that typists are forked from: of all lanes, as it takes a second to load."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.typist"],
            env=os.environ | environment | {"PYTHONPATH": PYTHONPATH},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._lock = threading.Lock()

    def begin(self, order: Order) -> int:
        """Starts a typist; gives the number of its process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._lock:
            self._process.stdin.write(as_line(order))
            self._process.stdin.flush()
            return int(self._process.stdout.readline())

    def stop(self) -> None:
        """Ends it."""
        self._process.communicate(timeout=_LONGEST_ROUND_S)


class Lane:
    """One person's folders, on which desk after desk is killed.

    Attributes:
        findings: What did not hold.
        kills: How often the desk was killed amid what.
        longest_end_s: How long it took a desk to end.
        beyond_aim: Findings against the interval that the product aims for, for information.
    """

    def __init__(self, folder: Path, seed: int, server: Server) -> None:
        self.findings: Findings = []
        self.kills: Counter[str] = Counter()
        self.beyond_aim = 0
        self.longest_end_s = 0.0
        self._chance = random.Random(seed)
        self._seed = seed
        folder.mkdir(exist_ok=True)
        self._home, self._site = folder / "home", folder / "site"
        self._variables = home_variables(self._home)
        (self._site / "posts").mkdir(parents=True)
        self._stories: dict[str, FileStory] = {}
        for name in ("ferry", "bridge", "market"):
            path = self._site / "posts" / f"{name}.md"
            path.write_text(POST.format(name=name), encoding="utf-8")
            self._stories[str(path)] = FileStory([POST.format(name=name)])
        self._server = server
        self._errors = folder / "errors"
        self._errors.touch()
        self._read_errors = 0
        self._typist = 0
        self._pipe = folder / "told"
        os.mkfifo(self._pipe)
        self._before: Round | None = None
        self._number = 0
        self._deck: list[str] = []

    def round(
        self, lean: str = "", clock_s: float = 0.0, plant: str = "", *, logout: bool = False
    ) -> None:
        """One desk, from its start to its end.

        Args:
            lean: The actions to come to, amid the last of which it is killed; chosen by default.
            clock_s: Added to the wall clock.
            plant: A bug to be put in.
            logout: Whether it is asked to end, as the system does at logout, not killed.
        """
        self._number += 1
        if not self._deck:
            self._deck = self._chance.sample(_LEANINGS, len(_LEANINGS))
        lean = lean or self._deck.pop()
        order = Order(
            str(self._home),
            str(self._site),
            str(self._pipe),
            self._chance.randrange(10**9),
            lean,
            clock_s,
            plant,
            str(self._errors),
            self._typist,
        )
        lines, killed = self._work_and_end(order, logout=logout)
        this = Round(lines, killed, evidence.AT_ONCE if logout else evidence.PROMISED)
        name = f"round {self._number}: "
        self.findings += [name + finding for finding in self._check(this)]
        self._before = this if this.found is not None else self._before

    def _check(self, this: Round) -> Findings:
        findings: Findings = [
            f"the typist was stuck: {line['where']}"
            for line in this.lines
            if line["kind"] == "stuck"
        ]
        if trouble := self._trouble():
            findings.append(f"an error in the program: {trouble}")
        evidence.tell_stories(self._stories, this.lines)
        kept = Kept(self._variables)
        try:
            for path, story in self._stories.items():
                found = _read(Path(path))
                if found is not None or story.safe:
                    findings += story.wrong(Path(path).name, found)
                if found is not None:
                    kept.texts.add(found)
                    this.on_disk.add(found)
            strays = [
                path.name for path in self._site.rglob("*.md") if str(path) not in self._stories
            ]
            findings += [f"a file nobody asked for: {name}" for name in strays]
            findings += this.lost(kept)
            self.beyond_aim += len(this.lost(kept, evidence.AIMED_FOR))
        finally:
            kept.close()
        if this.found is not None and self._before is not None:
            findings += evidence.offered_wrongly(self._before, this.found)
        return findings

    def _trouble(self) -> str:
        """The last error of the program since this was asked before; "" for none."""
        said = self._errors.read_text(encoding="utf-8", errors="replace")
        new, self._read_errors = said[self._read_errors :], len(said)
        return new.strip().rpartition("\n")[2] if "Traceback" in new else ""

    def _work_and_end(self, order: Order, *, logout: bool) -> tuple[list[dict[str, Any]], float]:
        """Kills after a chosen act of a chosen kind, and a moment of chance."""
        reader = os.open(self._pipe, os.O_RDONLY | os.O_NONBLOCK)
        number = self._typist = self._server.begin(order)
        handle = os.pidfd_open(number)
        plan = Plan(self._chance, order.lean)
        told = Told(reader)
        end = time.monotonic() + _LONGEST_ROUND_S
        while time.monotonic() < end and not plan.is_due(told.lines):
            if not told.wait(end - time.monotonic()):
                break
        told.follow(plan.delay_s)
        killed = time.monotonic()
        if not select.select([handle], [], [], 0)[0]:
            os.kill(number, signal.SIGTERM if logout else signal.SIGKILL)
        elif not any(line["kind"] == "stuck" for line in told.lines):
            self.findings.append(f"round {self._number}: the desk ended by itself")
        if not told.until(handle, _LONGEST_ROUND_S):
            self.findings.append(f"round {self._number}: it did not end when it was asked to")
            os.kill(number, signal.SIGKILL)
            told.until(handle, _LONGEST_ROUND_S)
        self.longest_end_s = max(self.longest_end_s, time.monotonic() - killed)
        os.close(handle)
        told.rest()
        os.close(reader)
        self.kills[plan.amid(told.lines)] += 1
        return told.lines, killed


class Plan:
    """When to kill."""

    def __init__(self, chance: random.Random, lean: str) -> None:
        self._amid = lean.rpartition("+")[2]
        self._amid_start = chance.random() < 0.08
        self._count = chance.randint(1, 40)
        # A merge has two moments: their text comes, and the two become one.
        self._act = chance.choice(("merge", "merge by")) if self._amid == "merge" else self._amid
        longest_s = {"type": 0.05, "save": 0.02, "merge": 0.08, "restore": 0.05, "rest": 0.0}
        self.delay_s = chance.uniform(0, 0.4 if self._amid_start else longest_s[self._amid])

    def is_due(self, lines: list[dict[str, Any]]) -> bool:
        """Whether what it waits for has happened; the delay follows."""
        if self._amid_start:
            return bool(lines)
        asked = [line for line in lines if line["kind"] == "asked"]
        acts = [line["name"] for line in asked]
        if acts and lines[-1]["at"] - asked[0]["at"] > _LONGEST_WAIT_S:
            return True  # as well amid whatever is done now
        if self._amid == "type":
            return bool(acts) and sum(line["kind"] == "text" for line in lines) > self._count
        if self._amid == "rest":
            return any(line["kind"] == "done" and line["name"] == "rest" for line in lines)
        return any(name == self._act or name.startswith(f"{self._act} ") for name in acts)

    def amid(self, lines: list[dict[str, Any]]) -> str:
        """What the desk was killed amid, in a word."""
        if self._amid_start or not any(line["kind"] == "asked" for line in lines):
            return "starting"
        return _AMID[self._amid]


class Told:
    """Reads the pipe."""

    def __init__(self, reader: int) -> None:
        self.lines: list[dict[str, Any]] = []
        self._reader = reader
        self._part = b""

    def wait(self, timeout_s: float) -> bool:
        """Waits for more; False when there is no more, or it took too long."""
        if not select.select([self._reader], [], [], max(0.0, timeout_s))[0]:
            return False
        return self._read()

    def _read(self) -> bool:
        try:
            data = os.read(self._reader, 1 << 16)
        except BlockingIOError:
            return True
        if not data:
            time.sleep(0.002)  # nobody writes: not yet, or no longer
            return True
        *whole, self._part = (self._part + data).split(b"\n")
        self.lines += [json.loads(line) for line in whole]
        return True

    def until(self, handle: int, timeout_s: float) -> bool:
        """Reads until a process has ended; False when it takes longer."""
        end = time.monotonic() + timeout_s
        while (left := end - time.monotonic()) > 0:
            ready = select.select([handle, self._reader], [], [], left)[0]
            if handle in ready:
                return True
            self._read()
        return False

    def follow(self, length_s: float) -> None:
        """Goes on reading for so long."""
        end = time.monotonic() + length_s
        while (left := end - time.monotonic()) > 0:
            self.wait(left)

    def rest(self) -> None:
        """Reads what is left when the writer is gone."""
        while True:
            try:
                data = os.read(self._reader, 1 << 16)
            except BlockingIOError:
                return
            if not data:
                return
            *whole, self._part = (self._part + data).split(b"\n")
            self.lines += [json.loads(line) for line in whole]


class Kept:
    """All that is left of a desk: files, journal, History. A text is in it or not."""

    def __init__(self, variables: dict[str, str]) -> None:
        journal = Path(variables["XDG_STATE_HOME"]) / "copydesk" / "recovery"
        history = Path(variables["XDG_DATA_HOME"]) / "copydesk" / "history"
        self.texts = _journalled(journal) if journal.is_dir() else set()
        self._history = History(history) if history.is_dir() else None

    def __contains__(self, text: object) -> bool:
        if text in self.texts:
            return True
        data = str(text).encode()
        return self._history is not None and self._history.has(digest(data))

    def close(self) -> None:
        """Lets go of History."""
        if self._history is not None:
            self._history.close()


def _journalled(folder: Path) -> set[str]:
    """Read from a copy: the journal's reader takes what it finds for its own."""
    copy = folder.with_name("journal-copy")
    shutil.copytree(folder, copy)
    journal = Journal(copy)
    try:
        return {entry.text for entry in journal.orphans()}
    finally:
        journal.close()
        shutil.rmtree(copy)


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        return f"not UTF-8: {error}"
