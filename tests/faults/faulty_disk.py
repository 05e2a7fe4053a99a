"""A file system that dies, or refuses, at a step of one's choice."""

from __future__ import annotations

import errno
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copydesk.core.storage.file_system import FileSystem

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS = sorted(name for name in vars(FileSystem) if not name.startswith("_"))
"""Every call that a save can make, by the name of its method."""


class SteppedDisk(FileSystem):
    """Counts the calls, and does something before one of them; the rest is the real disk.

    A write counts twice: what comes between its halves is a file half written.

    Attributes:
        steps: The names of the calls so far.
    """

    def __init__(self, at: int | None, act: Callable[[str], object]) -> None:
        """Will call `act(name)` before the call number `at`, counted from 1."""
        self.steps: list[str] = []
        self._at = at
        self._act = act

    def enter(self, name: str) -> None:
        """Counts one call."""
        self.steps.append(name)
        if len(self.steps) == self._at:
            self._act(name)

    def write(self, descriptor: int, data: bytes) -> None:
        """Writes in two goes."""
        self.enter("write")
        half = len(data) // 2
        super().write(descriptor, data[:half])
        self.enter("write the rest")
        super().write(descriptor, data[half:])


def _counted(name: str) -> Callable[..., Any]:
    method = getattr(FileSystem, name)

    def call(self: SteppedDisk, *arguments: object, **options: object) -> object:
        self.enter(name)
        return method(self, *arguments, **options)

    return call


for _name in STEPS:
    if _name != "write":
        setattr(SteppedDisk, _name, _counted(_name))


def die(_name: str) -> None:
    """Ends this process as `kill -9` does."""
    os.kill(os.getpid(), signal.SIGKILL)


def refuse(number: int) -> Callable[[str], object]:
    """Fails a step as the system would with this error number."""

    def act(name: str) -> None:
        raise OSError(number, os.strerror(number), name)

    return act


class ShortWrites:
    """Stands in for `os.write`: takes a few bytes at a time, and is interrupted now and then."""

    def __init__(self, most: int) -> None:
        self.calls = 0
        self._most = most
        self._write = os.write

    def __call__(self, descriptor: int, data: memoryview) -> int:
        """Writes the first few bytes."""
        self.calls += 1
        return self._write(descriptor, data[: self._most])


class SiteDisk:
    """Makes the real disk refuse below one folder only, as a full or vanished drive does.

    Give `install` something like `monkeypatch.setattr`; every save of the program goes there.
    """

    def __init__(self, folder: Path, step: str, number: int) -> None:
        self._folder = folder
        self._step = step
        self._number = number
        self._mine: set[int] = set()
        self.refused = 0

    def install(self, disk: FileSystem, set_attribute: Callable[..., object]) -> None:
        """Puts itself before every call of `disk`."""
        for name in STEPS:
            set_attribute(disk, name, self._guard(name, getattr(disk, name)))

    def _guard(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(*arguments: Any, **options: Any) -> Any:
            here = self._is_here(arguments)
            if here and name == self._step:
                self.refused += 1
                raise OSError(self._number, os.strerror(self._number), str(arguments[0]))
            if name == "close":
                self._mine.discard(arguments[0])  # the number is given to another file next
            result = call(*arguments, **options)
            if here and name in ("create", "open_through"):
                self._mine.add(result)
            return result

        return guarded

    def _is_here(self, arguments: tuple[Any, ...]) -> bool:
        for argument in arguments:
            if isinstance(argument, Path) and argument.is_relative_to(self._folder):
                return True
            if isinstance(argument, int) and argument in self._mine:
                return True
        return False


REFUSALS = [
    getattr(errno, name)
    for name in ("ENOSPC", "EIO", "EACCES", "EROFS", "EDQUOT")
    if hasattr(errno, name)
]
"""What a disk says when it is full, broken, not ours, read-only, or used up."""
