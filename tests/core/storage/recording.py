"""File systems that fail, record or meet other programs, for the tests of a save."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Any

from copydesk.core.storage.file_system import FileSystem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Recording(FileSystem):
    """Writes down the name of each call, and does something before it.

    Attributes:
        calls: The names so far.
        before: Called with the number of the call, counted from 1, and its name.
    """

    def __init__(self, before: Callable[[int, str], object] | None = None) -> None:
        self.calls: list[str] = []
        self.before = before

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        if name.startswith("_") or name in ("calls", "before"):
            return found

        def counted(*arguments: object, **named: object) -> object:
            self.calls.append(name)
            if self.before:
                self.before(len(self.calls), name)
            return found(*arguments, **named)

        return counted


def failing(step: int, number: int) -> Callable[[int, str], None]:
    """Fails that call with an error of the system."""

    def fail(call: int, _name: str) -> None:
        if call == step:
            raise OSError(number, os.strerror(number))

    return fail


class NoSwap(Recording):
    """A disk that can't exchange names, like NFS."""

    def swap(self, one: Path, other: Path) -> None:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))


class Bare(NoSwap):
    """One that has no hard links either, like an SMB share."""

    def link(self, old: Path, new: Path) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))
