from __future__ import annotations

import random
import secrets
from typing import TYPE_CHECKING

import pytest

from tests.faults.killing import Server
from tests.faults.table import PROPERTY, Row
from tests.helpers import stand_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.helpers.warm_workers import WarmWorkers


@pytest.fixture(scope="session")
def typists(worker_server: WarmWorkers | None) -> Iterator[Server]:
    """What desks with somebody at them are forked from; their child processes start warm, too."""
    server = Server({stand_in.ADDRESS: worker_server.address} if worker_server else {})
    yield server
    server.stop()


@pytest.fixture
def outcome(record_property: Callable[[str, object], None]) -> Callable[..., None]:
    """Puts a row into the table: `outcome(fault, times, outcome, name=figure…)`.

    Called before what it tells of is asserted: a test that fails turns its rows over.
    """

    def record(fault: str, times: int, held: str, **details: object) -> None:
        shown = {name.replace("_", " "): str(value) for name, value in details.items()}
        record_property(PROPERTY, Row(fault=fault, times=times, outcome=held, details=shown))

    return record


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """What the random choices of a test follow from."""
    given = request.config.getoption("--fault-seed")
    return secrets.randbelow(1_000_000) if given is None else int(given)


@pytest.fixture
def chance(seed: int) -> random.Random:
    """The random choices of a test."""
    return random.Random(seed)
