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


def checkout(module: str) -> list[str]:
    """The command that runs a module of the bench from the checkout."""
    return [sys.executable, "-m", module]


def _spawn(command: list[str], *arguments: str) -> subprocess.Popen[str]:
    home = tempfile.mkdtemp(prefix="copydesk-bench-home-")
    environment = os.environ | {
        "HOME": home,
        "XDG_CONFIG_HOME": f"{home}/config",
        "XDG_STATE_HOME": f"{home}/state",
        "XDG_CACHE_HOME": f"{home}/cache",
        "PYTHONPATH": "app",
    }
    return subprocess.Popen(
        [*command, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    )


def start_ms(command: list[str], path: Path) -> float:
    """Milliseconds from spawning a program to the paint of its first text, whose time it prints."""
    begun = time.time()
    process = _spawn(command, str(path))
    painted, _rest = process.communicate(timeout=60)
    return (float(painted.split()[0]) - begun) * 1000


def memory_mb(command: list[str], *arguments: str) -> float:
    """The resident memory of a program and its children once they are at rest, in MB."""
    process = _spawn(command, *arguments, "--stay")
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
    bare_command, desk_command = (
        checkout("tests.bench.start_bare"),
        checkout("tests.bench.start_desk"),
    )
    start_ms(bare_command, path)  # warms the page cache for both
    start_ms(desk_command, path)
    for _ in range(_STARTS):  # turn by turn, so that a noisy minute hits both
        bare.append(start_ms(bare_command, path))
        desk.append(start_ms(desk_command, path))
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
            [memory_mb(desk_command, str(path))],
            unit="MB",
            floor=("bare window", [memory_mb(bare_command, str(path))]),
            target=520,
            note="resident memory of all its processes added up, shared pages counted each time",
        ),
    ]
