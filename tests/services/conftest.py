"""Documents whose disk work happens when the test lets it; see `HeldTasks`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from copydesk.services.documents import Documents
from tests.helpers.held_documents import POST
from tests.helpers.held_tasks import HeldTasks

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.notifier_spy import NotifierSpy


@pytest.fixture
def tasks(notifier_spy: NotifierSpy) -> HeldTasks:
    return HeldTasks(notifier_spy)


@pytest.fixture
def documents(notifier_spy: NotifierSpy, tasks: HeldTasks) -> Documents:
    return Documents(notifier_spy, tasks)


@pytest.fixture
def post(tmp_path: Path) -> Path:
    path = tmp_path / "weir.md"
    path.write_bytes(POST.encode())
    return path
