"""Another program writes a post's file in the very moment it is saved."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.faults.racing import Race

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

    from tests.helpers.notifier_spy import NotifierSpy

TURNS = 1_000


def test_a_foreign_writer_races_each_save(
    tmp_path: Path,
    notifier_spy: NotifierSpy,
    chance: random.Random,
    seed: int,
    outcome: Callable[..., None],
) -> None:
    post = tmp_path / "ferry.md"
    post.write_text("The ferry.\n")
    race = Race(post, notifier_spy, chance)
    begun = time.monotonic()
    try:
        for number in range(TURNS):
            race.turn(number)
    finally:
        race.stop()
    outcome(
        "a foreign writer races each save",
        TURNS,
        "never torn; each text on disk, in the window, or in History",
        conflicts=race.conflicts,
        seed=f"#{seed}",
        seconds=round(time.monotonic() - begun),
    )
    assert not race.findings, "\n".join(race.findings[:20])
    assert race.conflicts > TURNS / 20
    assert {path.name for path in tmp_path.iterdir()} == {"ferry.md"}
