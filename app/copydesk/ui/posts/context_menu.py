"""The menus of a post and of a folder in the list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from copydesk.ui.icons import icon

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from copydesk.ui.theme.theme import Theme


class ContextMenu(QMenu):
    """A menu made of labels, icons and what they do."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def offer(
        self, label: str, run: Callable[[], object], *, icon_name: str = "", key: str = ""
    ) -> None:
        """Adds one line.

        Args:
            label: What it says.
            run: What it does.
            icon_name: Of the icons in resources/icons.
            key: The key that does the same in the list; only shown.
        """
        action = self.addAction(f"{label}\t{key}" if key else label)
        if icon_name:
            action.setIcon(icon(icon_name, self._theme))
        action.triggered.connect(partial(_run, run))


def _run(run: Callable[[], object], *_checked: bool) -> None:
    # Qt may tell whether a checkable action is on, which none here is.
    run()
