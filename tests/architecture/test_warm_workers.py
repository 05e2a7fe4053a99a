"""Workers that start warm are workers as any other: they answer, end and die as those do."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import psutil
import pytest

from copydesk.core.frames import pack, read_frame

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.helpers.warm_workers import WarmWorkers

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere all workers are cold")
_PATIENCE_S = 20.0


@pytest.fixture
def stand_in(
    worker_server: WarmWorkers | None, tmp_path: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """What a desk sees of its render process."""
    assert worker_server is not None
    command = worker_server.command("render")
    with subprocess.Popen(
        command, cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        yield process
        process.kill()


def worker_of(workers: WarmWorkers | None, stand_in: subprocess.Popen[bytes]) -> psutil.Process:
    """The process that answers in its place."""
    assert workers is not None
    assert stand_in.stdin is not None
    assert stand_in.stdout is not None
    stand_in.stdin.write(pack({"kind": "render", "text": "*Weir*", "engine": "commonmark"}))
    stand_in.stdin.flush()
    assert read_frame(stand_in.stdout) is not None
    (worker,) = psutil.Process(workers.process_id).children()
    return worker


def gone(process: psutil.Process) -> bool:
    """Waits for its end."""
    end = time.monotonic() + _PATIENCE_S
    while process.is_running() and time.monotonic() < end:
        psutil.wait_procs([process], timeout=0.02)
    return not process.is_running()


def test_it_works_in_the_folder_it_was_started_in(
    worker_server: WarmWorkers | None, stand_in: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    assert worker_of(worker_server, stand_in).cwd() == str(tmp_path)


def test_what_it_says_and_how_it_ends_come_through(worker_server: WarmWorkers | None) -> None:
    assert worker_server is not None
    told = subprocess.run(
        worker_server.command("there is none"), capture_output=True, text=True, check=False
    )
    assert told.returncode == 2
    assert told.stderr == "copydesk: there is no such worker\n"


def test_it_ends_when_nobody_speaks_any_more(
    worker_server: WarmWorkers | None, stand_in: subprocess.Popen[bytes]
) -> None:
    worker = worker_of(worker_server, stand_in)
    assert stand_in.stdin is not None
    stand_in.stdin.close()
    assert stand_in.wait(_PATIENCE_S) == 0
    assert gone(worker)


def test_killed_as_the_desk_does_it_dies(
    worker_server: WarmWorkers | None, stand_in: subprocess.Popen[bytes]
) -> None:
    worker = worker_of(worker_server, stand_in)
    stand_in.kill()
    assert gone(worker)


def test_what_kills_it_is_told(
    worker_server: WarmWorkers | None, stand_in: subprocess.Popen[bytes]
) -> None:
    worker_of(worker_server, stand_in).kill()
    assert stand_in.wait(_PATIENCE_S) == -signal.SIGKILL
