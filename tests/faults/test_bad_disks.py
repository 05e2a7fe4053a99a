"""The whole desk on disks that are full, read-only, pulled out, or refuse at any step."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from copydesk.core.storage.file_system import DISK
from copydesk.core.storage.journal import Journal
from copydesk.core.storage.journal_entry import JournalEntry, from_bytes
from copydesk.core.text.edits import TextEdit
from copydesk.services.documents import Documents
from copydesk.services.recovery import Recovery
from copydesk.services.tasks import TaskRunner
from tests.faults.faulty_disk import REFUSALS, STEPS, SiteDisk
from tests.faults.killing import PYTHONPATH

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from copydesk.services.open_document import OpenDocument
    from tests.helpers.notifier_spy import NotifierSpy

LONG_MS = 20_000


def live_through(folder: Path, scenario: str) -> dict[str, Any]:
    """What the editor saw; skips where no name space of one's own can be had."""
    probe = subprocess.run(["unshare", "-Urm", "true"], capture_output=True, text=True, check=False)
    if probe.returncode:
        pytest.skip(f"no user namespace here: {probe.stderr.strip()}")
    done = subprocess.run(
        ["unshare", "-Urm", sys.executable, "-m", "tests.faults.bad_disk", str(folder), scenario],
        env=os.environ | {"PYTHONPATH": PYTHONPATH},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


only_linux = pytest.mark.skipif(sys.platform != "linux", reason="name spaces are Linux's")


@only_linux
@pytest.mark.parametrize(
    ("scenario", "reason"), [("full", "the disk is full"), ("read-only", "read-only")]
)
def test_a_disk_that_takes_no_more(
    tmp_path: Path, outcome: Callable[..., None], scenario: str, reason: str
) -> None:
    seen = live_through(tmp_path, scenario)
    outcome(
        f"a real disk that is {scenario}",
        1,
        "a sentence and a next step; text in window and journal; saved once it can be",
    )
    assert reason in seen["notices"][0]
    assert "ferry.md” was not saved" in seen["notices"][0]
    assert seen["notices"][0].count(".") >= 2, "no next step"
    assert seen["in the window"]
    assert seen["file whole"]
    assert seen["left behind"] == []
    assert seen["saved in the end"]


@only_linux
def test_a_disk_that_is_pulled_out(tmp_path: Path, outcome: Callable[..., None]) -> None:
    seen = live_through(tmp_path, "unmounted")
    outcome(
        "a real disk that is pulled out, and put back",
        1,
        "text in window and journal; nothing written under the mount; saved in the end",
    )
    assert seen["in the window"]
    assert seen["nothing under the mount"] == []
    assert seen["saved in the end"]


@only_linux
def test_the_limit_of_watched_folders(tmp_path: Path, outcome: Callable[..., None]) -> None:
    seen = live_through(tmp_path, "no watches")
    outcome("the system's limit of watched folders", 1, "it looks every few seconds, and says so")
    assert seen["state"] == "polling"
    assert "can't watch all of" in seen["notices"][0]
    assert "looking every few seconds" in seen["status"]


def test_any_step_of_a_save_refused_under_the_desk(
    tmp_path: Path,
    notifier_spy: NotifierSpy,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    outcome: Callable[..., None],
) -> None:
    """The site's disk refuses; the person's own folders, with the journal, are on another."""
    post = tmp_path / "site" / "ferry.md"
    post.parent.mkdir()
    post.write_text("The ferry.\n")
    tasks = TaskRunner(notifier_spy)
    documents = Documents(notifier_spy, tasks)
    journal = Journal(tmp_path / "journal")
    recovery = Recovery(documents, tasks, notifier_spy, journal=journal)
    opened: list[OpenDocument] = []
    documents.open(post, opened.append)
    qtbot.waitUntil(lambda: bool(opened))
    document = opened[0]
    refused = 0
    findings: list[str] = []
    for step in STEPS:
        for number in REFUSALS:
            old = post.read_text()
            document.apply([TextEdit(0, 0, f"{step} {number}\n")], "Typing")
            bad = SiteDisk(post.parent, step, number)
            notifier_spy.notices.clear()
            with monkeypatch.context() as patch:
                bad.install(DISK, patch.setattr)
                documents.save(document)
                qtbot.waitUntil(lambda: not tasks.busy, timeout=LONG_MS)
                recovery.flush()
            refused += document.modified
            name = f"{step}, {os.strerror(number)}: "
            kept = [entry.text for entry in entries_in(tmp_path / "journal")]
            found = after_refusal(document, post, old, kept, notifier_spy)
            found += left_behind(post, step)
            findings += [name + one for one in found]
            documents.save(document)
            qtbot.waitUntil(lambda: not tasks.busy, timeout=LONG_MS)
            if document.modified or post.read_text() != document.text:
                findings.append(f"{name}the next save did not write")
    tasks.drain()
    recovery.close()
    outcome(
        "ENOSPC, EIO, EACCES, EROFS, EDQUOT under the whole desk",
        refused,
        "text in window and journal, a sentence and a next step, and the next save writes",
    )
    assert not findings, "\n".join(findings)
    assert refused > 20


def after_refusal(
    document: OpenDocument, post: Path, old: str, kept: list[str], notifier: NotifierSpy
) -> list[str]:
    """What is wrong after a save that met a refusal."""
    findings = []
    now = post.read_text()
    if now not in (old, document.text):
        findings.append("torn")
    if not document.modified:
        return findings if now == document.text else ["called saved, and is not"]
    if document.text not in kept:
        findings.append("not in the journal")
    if not any(notice.next_step for notice in notifier.notices):
        findings.append(f"no next step: {notifier.sentences}")
    return findings


def left_behind(post: Path, step: str) -> list[str]:
    """What else lies beside the post; it is deleted.

    What can't be deleted, or not be looked at before, is left to a later sweep.
    """
    strays = [path for path in post.parent.iterdir() if path != post]
    for stray in strays:
        stray.unlink()
    if not strays or step in ("remove", "read_displaced"):
        return []
    return [f"left behind: {[path.name for path in strays]}"]


def entries_in(folder: Path) -> list[JournalEntry]:
    """What the journal of a living desk holds."""
    return [from_bytes(path.read_bytes()) for path in folder.glob("*/*.post")]
