"""A button of the guide that shows a picture, with its words for those who can't see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

if TYPE_CHECKING:
    from collections.abc import Callable


def tool_button(words: str, slot: Callable[..., object]) -> QToolButton:
    """A button reached with Tab that calls ``slot`` when it is pressed."""
    button = QToolButton()
    button.setToolTip(words)
    button.setAccessibleName(words)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(slot)
    return button
