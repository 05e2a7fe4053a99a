"""Joins a comparison with what it needs: a task for long texts, the render process for its page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from copydesk.core.posts.compare import compare_posts

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.application.workspace import Workspace
    from copydesk.ui.compare.compare_view import CompareView


class Comparing(QObject):
    """Serves one `CompareView` for as long as it lives; the view is its owner.

    Make one for each view: ``Comparing(desk, dialog.view, path)``.
    """

    def __init__(self, desk: Workspace, view: CompareView, path: Path | None = None) -> None:
        """Joins them.

        Args:
            desk: Gives tasks, theme, site and engine.
            view: The comparison to serve.
            path: The post's file, by which links and images are found; `set_path` for another.
        """
        super().__init__(view)
        self._desk, self._view, self._path = desk, view, path
        view.comparison_wanted.connect(self._compare)

    def set_path(self, path: Path | None) -> None:
        """Says whose texts are compared from now on."""
        self._path = path

    @Slot(str, str)
    def _compare(self, old: str, new: str) -> None:
        self._desk.tasks.run(
            partial(compare_posts, old, new),
            self._view.show_comparison,
            key=f"compare {id(self._view)}",
        )
