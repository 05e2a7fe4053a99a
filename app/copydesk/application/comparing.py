"""Joins a comparison with what it needs: a task for long texts, the render process for its page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from shiboken6 import isValid

from copydesk.core.markup.protocol import DIFFERENCE, RenderRequest
from copydesk.core.posts.compare import compare_posts
from copydesk.services.rendering import Rendering
from copydesk.services.site_files import SiteFiles
from copydesk.ui.preview.pane import PreviewPane

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.application.workspace import Workspace
    from copydesk.core.markup.protocol import RenderResult
    from copydesk.core.posts.compare import PostComparison
    from copydesk.services.rendering import RenderFailure
    from copydesk.ui.compare.compare_view import CompareView

_COMPARING = "Comparing…"


class Comparing(QObject):
    """Serves one `CompareView` for as long as it lives; the view is its owner.

    Make one for each view: ``Comparing(desk, dialog.view, path)``. The rendered comparison has a
    render process and a locked page of its own, both made when it is first asked for: a text that
    can't be rendered does not cost the preview its process.
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
        self._pane: PreviewPane | None = None
        self._rendering: Rendering | None = None
        self._texts = ("", "")
        self._hosts: set[str] = set()
        self._asked = self._answered = 0
        self._count = self._current = 0
        view.comparison_wanted.connect(self._compare)
        view.rendered_wanted.connect(self._render)
        view.rendered_stepped.connect(self._step)

    def set_path(self, path: Path | None) -> None:
        """Says whose texts are compared from now on."""
        self._path = path

    @property
    def pane(self) -> PreviewPane | None:
        """The page of the rendered comparison, once it was asked for."""
        return self._pane

    # ---- Source ---------------------------------------------------------------------------------

    @Slot(object, object)
    def _compare(self, old: str, new: str) -> None:
        self._desk.tasks.run(
            partial(compare_posts, old, new), self._show, key=f"compare {id(self._view)}"
        )

    def _show(self, comparison: PostComparison) -> None:
        if isValid(self._view):  # it may have been closed meanwhile
            self._view.show_comparison(comparison)

    # ---- Rendered -------------------------------------------------------------------------------

    @Slot(object, object)
    def _render(self, old: str, new: str) -> None:
        self._texts = (old, new)
        self._hosts.clear()
        self._ask()

    @Slot(str)
    def _load_images(self, host: str) -> None:
        self._hosts.add(host)
        self._ask()

    def _ask(self) -> None:
        site = self._desk.site
        old, new = self._texts
        pane, rendering = self._made()
        pane.set_site_files(SiteFiles(site.root, site.public_dirs) if site else None)
        pane.set_allowed_hosts(self._hosts)
        self._asked += 1
        self._count = self._current = 0
        rendering.render(
            RenderRequest(
                text=new,
                path=str(self._path or ""),
                engine=self._desk.engine,
                site_root=str(site.root) if site else "",
                allowed_hosts=tuple(sorted(self._hosts)),
                revision=self._asked,
                older=old,
            )
        )
        self._view.set_rendered_pane(pane)

    def _made(self) -> tuple[PreviewPane, Rendering]:
        if self._pane is None or self._rendering is None:
            self._pane = PreviewPane(self._desk.theme, self._desk.tasks)
            self._pane.setAccessibleName("Rendered comparison")
            self._pane.external_link_activated.connect(_open_outside)
            self._pane.load_images_requested.connect(self._load_images)
            self._pane.message.say(_COMPARING)
            escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self._pane)  # the page eats the key
            escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            escape.activated.connect(self._view.window().close)
            self._pane.set_zoom(self._desk.settings.values.zoom / 100)
            self._rendering = Rendering(self)
            self._rendering.rendered.connect(self._show_rendered)
            self._rendering.failed.connect(self._show_failure)
            self._view.installEventFilter(self)
            self.destroyed.connect(self._rendering.stop)
        return self._pane, self._rendering

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps no process for a window that is closed."""
        if event.type() is QEvent.Type.Hide and self._rendering is not None:
            self._rendering.stop()
        elif event.type() is QEvent.Type.Show and self._answered != self._asked:
            self._ask()  # it was hidden before the answer came
        return super().eventFilter(watched, event)

    @Slot(object)
    def _show_rendered(self, result: RenderResult) -> None:
        if self._pane is not None and result.revision == self._asked:
            self._answered = self._asked
            self._count = sum(f'id="{DIFFERENCE}' in block.html for block in result.blocks)
            self._pane.show_result(result)

    @Slot(object)
    def _show_failure(self, failure: RenderFailure) -> None:
        if self._pane is not None and failure.revision == self._asked:
            self._answered = self._asked
            self._pane.message.say("")
            self._pane.show_failure(failure)

    @Slot(int)
    def _step(self, by: int) -> None:
        if self._pane is None or not self._count:
            return
        if not self._current:
            self._current = 1 if by > 0 else self._count
        else:
            self._current = (self._current - 1 + by) % self._count + 1
        self._pane.scroll_to_fragment(f"{DIFFERENCE}{self._current}")


@Slot(str)
def _open_outside(url: str) -> None:
    QDesktopServices.openUrl(QUrl(url))
