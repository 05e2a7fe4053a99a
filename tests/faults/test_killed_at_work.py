"""`kill -9` at moments of chance, while somebody types, saves, merges, restores and starts."""

from __future__ import annotations

import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests.faults.killing import Lane

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

    from tests.faults.killing import Server

PARTS, LANES = 5, 4
YEAR_S = 365 * 86_400

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="a process is waited for in a way that only Linux has"
)


def live(lane: Lane, rounds: int) -> None:
    """One person's life of one desk after another."""
    for _round in range(rounds):
        lane.round()


@pytest.mark.parametrize("part", range(PARTS))
def test_killed_at_any_moment(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    outcome: Callable[..., None],
    seed: int,
    typists: Server,
    part: int,
) -> None:
    kills = int(request.config.getoption("--kills"))
    shares = [len(range(n, kills, PARTS * LANES)) for n in range(part, PARTS * LANES, PARTS)]
    lanes = [Lane(tmp_path / f"lane-{n}", seed + part + n, typists) for n in range(LANES)]
    begun = time.monotonic()
    with ThreadPoolExecutor(LANES) as pool:
        list(pool.map(live, lanes, shares))
    amid: Counter[str] = sum((lane.kills for lane in lanes), Counter())
    findings = [finding for lane in lanes for finding in lane.findings]
    for name, times in amid.items():
        outcome(
            f"kill -9 {name}",
            times,
            "nothing lost, no file torn; each unsaved post offered once",
            seed=f"#{seed}",
        )
    outcome(
        "kill -9 (all of them)",
        sum(amid.values()),
        "every character of 1 s after typing stopped, 5 s while it went on, is kept",
        later_than_aimed_for=sum(lane.beyond_aim for lane in lanes),
        wall_seconds=round(time.monotonic() - begun),
    )
    assert not findings, "\n".join(findings[:40])
    assert sum(amid.values()) == sum(shares)


def test_ended_at_logout(
    tmp_path: Path,
    outcome: Callable[..., None],
    seed: int,
    typists: Server,
    chance: random.Random,
) -> None:
    lane = Lane(tmp_path / "lane", seed, typists)
    times = 12
    for _time in range(times):
        lane.round(chance.choice(("type", "save", "merge", "restore")), logout=True)
    outcome(
        "SIGTERM at logout",
        times,
        "it ends; all that was typed is kept, and offered at the next start",
        longest_end=f"{lane.longest_end_s:.2f} s",
        seed=f"#{seed}",
    )
    assert not lane.findings, "\n".join(lane.findings)


def test_the_clock_is_set_back(
    tmp_path: Path, outcome: Callable[..., None], seed: int, typists: Server
) -> None:
    lane = Lane(tmp_path / "lane", seed, typists)
    leanings = ("merge+rest", "rest", "save+restore", "merge+rest", "save+rest", "rest")
    for number, lean in enumerate(leanings):
        lane.round(lean, clock_s=-number * YEAR_S)
    outcome(
        "the clock set back a year before each start",
        len(leanings),
        "nothing lost; each unsaved post offered once",
        seed=f"#{seed}",
    )
    assert not lane.findings, "\n".join(lane.findings)
