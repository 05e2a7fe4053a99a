"""A `TaskRunner` in which the test says when work is done and when its result arrives."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from copydesk.services.tasks import TaskRunner

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.services.notifier import Notifier

T = TypeVar("T")


class HeldTasks(TaskRunner):
    """Work and delivery are two steps, so that any order of events can be played through."""

    def __init__(self, notifier: Notifier) -> None:
        super().__init__(notifier)
        self._told = notifier
        self._work: list[Callable[[], Callable[[], object]]] = []
        self._results: list[Callable[[], object]] = []

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
        *,
        key: str | None = None,
        in_order: bool = False,
        lane: str = "disk",
    ) -> None:
        self._work.append(partial(_worked, work, done, failed or self._told.error))

    def run_all(self) -> None:
        """Does all the work that waits, and keeps what came of it."""
        work, self._work = self._work, []
        self._results += [one() for one in work]

    def deliver_one(self) -> None:
        """Does what waits, and hands over the oldest result only."""
        self.run_all()
        self._results.pop(0)()

    def finish(self, *, newest_first: bool = False) -> None:
        """Does and delivers everything, and what follows from it."""
        for _turn in range(100):
            self.run_all()
            if not self._results:
                return
            self._results.pop(-1 if newest_first else 0)()
        raise AssertionError("one task leads to another without end")


def _worked(
    work: Callable[[], Any],
    done: Callable[[Any], object],
    failed: Callable[[Exception], object],
) -> Callable[[], object]:
    try:
        return partial(done, work())
    except Exception as error:  # noqa: BLE001 - delivered, as the real one does
        return partial(failed, error)
