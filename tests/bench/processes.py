"""What is measured from outside: starting, and memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING

import psutil

from tests.bench.figures import Figure
from tests.bench.posts import post

if TYPE_CHECKING:
    from pathlib import Path

_STARTS = 9
_SETTLE_S = 4.0


def _spawn(module: str, path: Path, *arguments: str) -> subprocess.Popen[str]:
    home = tempfile.mkdtemp(prefix="copydesk-bench-home-")
    environment = os.environ | {
        "HOME": home,
        "XDG_CONFIG_HOME": f"{home}/config",
        "XDG_STATE_HOME": f"{home}/state",
        "XDG_CACHE_HOME": f"{home}/cache",
        "PYTHONPATH": "app",
    }
    return subprocess.Popen(
        [sys.executable, "-m", module, str(path), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    )


def _start_ms(module: str, path: Path) -> float:
    begun = time.time()
    process = _spawn(module, path)
    painted, _rest = process.communicate(timeout=60)
    return (float(painted.split()[0]) - begun) * 1000


def _memory_mb(module: str, path: Path) -> float:
    process = _spawn(module, path, "--stay")
    try:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(_SETTLE_S)
        family = [psutil.Process(process.pid)]
        family += family[0].children(recursive=True)
        return sum(member.memory_info().rss for member in family) / 1e6
    finally:
        for child in psutil.Process(process.pid).children(recursive=True):
            child.kill()
        process.kill()
        process.wait()


def measure(folder: Path) -> list[Figure]:
    """Start to a usable window and memory, beside a bare window of the same Qt."""
    path = folder / "one" / "post.md"
    path.parent.mkdir()
    path.write_text(post(5_000), "utf-8")
    bare: list[float] = []
    desk: list[float] = []
    _start_ms("tests.bench.start_bare", path)  # warms the page cache for both
    _start_ms("tests.bench.start_desk", path)
    for _ in range(_STARTS):  # turn by turn, so that a noisy minute hits both
        bare.append(_start_ms("tests.bench.start_bare", path))
        desk.append(_start_ms("tests.bench.start_desk", path))
    return [
        Figure(
            "start to usable window",
            desk,
            floor=("bare window + empty web view", bare),
            target_ratio=1.6,
            note="from spawning the process to the post's text painted",
        ),
        Figure(
            "memory, one post open",
            [_memory_mb("tests.bench.start_desk", path)],
            unit="MB",
            floor=("bare window", [_memory_mb("tests.bench.start_bare", path)]),
            target=520,
            note="resident memory of all its processes added up, shared pages counted each time",
        ),
    ]
