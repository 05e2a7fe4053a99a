"""Saves one file again and again, killed or refused at each step in turn; core only.

Run as a program of its own: `saver.py FOLDER SCENARIO`; prints its findings as JSON.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path

from copydesk.core.errors import CopydeskError
from copydesk.core.storage.atomic import save_atomic
from copydesk.core.storage.fingerprint import digest
from copydesk.core.storage.sweep import OLD_S, clear_stray, find_strays
from copydesk.core.storage.temporary import TEMPORARY_PREFIX
from tests.faults import checks, faulty_disk
from tests.faults.faulty_disk import SteppedDisk

OLD = b"---\ntitle: Ferry\n---\n\n" + b"The old text.\n" * 300
NEW = b"---\ntitle: Ferry\n---\n\n" + b"The new text, which is longer.\n" * 300
# Far more than a save has steps; it ends long before.
_MOST_STEPS = 60


def save(path: Path, disk: SteppedDisk, old: bytes | None) -> None:
    """One save over what stands there."""
    save_atomic(path, NEW, None if old is None else digest(old), disk=disk)


def killed_at_each_step(folder: Path, old: bytes | None) -> tuple[int, checks.Findings]:
    """Kills a save at step 1, 2, 3… until one comes through."""
    path = folder / "post.md"
    findings: checks.Findings = []
    for step in range(1, _MOST_STEPS):
        _put(path, old)
        child = os.fork()
        if child == 0:
            save(path, SteppedDisk(step, faulty_disk.die), old)
            os._exit(0)
        status = os.waitpid(child, 0)[1]
        found = path.read_bytes() if path.exists() else None
        findings += checks.one_of(f"post.md, killed at step {step},", found, {old, NEW})
        findings += _sweep(folder, path, found)
        if not os.WIFSIGNALED(status):
            if found != NEW:
                findings.append("a save that came through did not save")
            return step - 1, findings
        if os.WTERMSIG(status) != signal.SIGKILL:
            findings.append(f"ended by signal {os.WTERMSIG(status)} at step {step}")
    return _MOST_STEPS, [*findings, "no save ever came through"]


def _sweep(folder: Path, path: Path, found: bytes | None) -> checks.Findings:
    """What a killed save left behind goes once it is old, and no text goes with it."""
    kept: list[bytes] = []
    left = {stray.read_bytes() for stray in folder.glob(f"{TEMPORARY_PREFIX}*")}
    for stray in find_strays([folder], time.time() + 2 * OLD_S):
        clear_stray(stray, lambda _post, data: kept.append(data), lambda _digest: False)
    lost = checks.all_kept([text for text in left if text], {found, *kept})
    return lost + checks.none_left_beside(folder, [] if found is None else [path.name])


def refused_at_each_step(folder: Path, old: bytes | None) -> tuple[int, checks.Findings]:
    """Fails each step of a save with each error number."""
    path = folder / "post.md"
    findings: checks.Findings = []
    tried = 0
    for number in faulty_disk.REFUSALS:
        for step in range(1, _MOST_STEPS):
            _put(path, old)
            disk = SteppedDisk(step, faulty_disk.refuse(number))
            said = ""
            try:
                save(path, disk, old)
            except CopydeskError as error:
                said = f"{error} {error.next_step}"
            where = f"{os.strerror(number)} at step {step}"
            tried += 1
            found = path.read_bytes() if path.exists() else None
            findings += checks.one_of(f"post.md, {where},", found, {old, NEW})
            findings += checks.none_left_beside(folder, [] if found is None else [path.name])
            if not said and found != NEW:
                findings.append(f"{where}: called saved, and is not")
            if said and ("“post.md” was not saved" not in said or not said.rstrip().endswith(".")):
                findings.append(f"{where}: no sentence with a next step: {said}")
            if len(disk.steps) < step:
                break
    return tried, findings


def _put(path: Path, old: bytes | None) -> None:
    if old is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(old)


if __name__ == "__main__":
    place = Path(sys.argv[1])
    scenario = {"kill": killed_at_each_step, "refuse": refused_at_each_step}[sys.argv[2]]
    count, found_out = scenario(place, OLD if sys.argv[3] == "over" else None)
    print(json.dumps({"count": count, "findings": found_out}))
