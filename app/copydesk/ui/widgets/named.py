"""Names for style sheets and tests."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QObject

T = TypeVar("T", bound=QObject)


def named(thing: T, name: str) -> T:
    """``thing`` with its object name set."""
    thing.setObjectName(name)
    return thing
