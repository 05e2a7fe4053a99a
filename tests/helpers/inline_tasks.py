"""A `TaskRunner` without threads: the work is done, and its result delivered, before `run` ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from copydesk.services.tasks import TaskRunner

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.services.notifier import Notifier

T = TypeVar("T")


class InlineTasks(TaskRunner):
    """For tests of what is done with a result, not of when it comes."""

    def __init__(self, notifier: Notifier) -> None:
        super().__init__(notifier)
        self._told = notifier

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
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - delivered, as the real one does
            (failed or self._told.error)(error)
        else:
            done(result)
