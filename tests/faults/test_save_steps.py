"""A save that dies, or is refused, at any of its steps."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import copydesk
from copydesk.core.storage.atomic import save_atomic
from copydesk.core.storage.fingerprint import digest
from tests.faults import checks
from tests.faults.faulty_disk import ShortWrites, SteppedDisk
from tests.faults.saver import NEW, OLD

if TYPE_CHECKING:
    from collections.abc import Callable

PYTHONPATH = os.pathsep.join(
    [str(Path(copydesk.__file__).parents[1]), str(Path(__file__).parents[2])]
)


def run_saver(folder: Path, *words: str) -> tuple[int, checks.Findings]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.saver", str(folder), *words],
        env=os.environ | {"PYTHONPATH": PYTHONPATH},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    return answer["count"], answer["findings"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system can't fork")
@pytest.mark.parametrize("kind", ["over", "new"])
def test_killed_at_every_step(tmp_path: Path, outcome: Callable[..., None], kind: str) -> None:
    steps, findings = run_saver(tmp_path, "kill", kind)
    name = {"over": "kill -9 at every step of a save", "new": "… of a new file's save"}[kind]
    outcome(name, steps, "the old text or the new, whole")
    assert not findings
    assert steps >= 8


@pytest.mark.parametrize("kind", ["over", "new"])
def test_refused_at_every_step(tmp_path: Path, outcome: Callable[..., None], kind: str) -> None:
    tried, findings = run_saver(tmp_path, "refuse", kind)
    name = "ENOSPC, EIO, EACCES, EROFS, EDQUOT at every step of a save"
    outcome(name, tried, "a sentence and a next step; old or new, whole; nothing left behind")
    assert not findings
    assert tried >= 40


@pytest.mark.parametrize("most", [1, 7, 4096])
def test_short_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, outcome: Callable[..., None], most: int
) -> None:
    path = tmp_path / "post.md"
    path.write_bytes(OLD)
    writes = ShortWrites(most)
    monkeypatch.setattr(os, "write", writes)
    save_atomic(path, NEW, digest(OLD))
    monkeypatch.undo()
    outcome("short writes", writes.calls, "the whole text is written")
    assert path.read_bytes() == NEW
    assert writes.calls >= len(NEW) // most


def test_the_order_that_power_loss_asks_for(tmp_path: Path, outcome: Callable[..., None]) -> None:
    path = tmp_path / "post.md"
    orders = []
    for old in (None, OLD):
        path.unlink(missing_ok=True)
        if old is not None:
            path.write_bytes(old)
        disk = SteppedDisk(None, print)
        save_atomic(path, NEW, None if old is None else digest(old), disk=disk)
        orders.append(disk.steps)
    outcome("power loss (order of the steps)", len(orders), "synced, renamed, folder synced")
    assert [finding for steps in orders for finding in checks.in_order(steps)] == []
