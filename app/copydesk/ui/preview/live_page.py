"""The page at work: it is loaded once and empty, and then told what to show."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEnginePage
from shiboken6 import delete

from copydesk.ui.preview.block_patch import patch_operations
from copydesk.ui.preview.bridge import PageBridge
from copydesk.ui.preview.interceptor import RequestInterceptor
from copydesk.ui.preview.locked_page import WORLD, LockedPage, locked_profile
from copydesk.ui.preview.scheme import SCHEME, register_scheme
from copydesk.ui.preview.scheme_handler import SchemeHandler, page_colours

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from copydesk.core.markup.protocol import RenderResult
    from copydesk.services.site_files import SiteFiles
    from copydesk.services.tasks import TaskRunner
    from copydesk.ui.theme.theme import Theme


class LivePage(QObject):
    """Owns the locked page with all that guards it, and keeps it showing the newest result.

    Signals:
        became_ready: The empty page is loaded and takes results.
        shown (int): The result of that revision is in the page.
        scrolled (float): The reader scrolled; the source line at the top, 0-based.
        clicked (int): The reader clicked; the source line, 0-based.
        link_followed (str): The reader followed a link.
        crashed: The page's process ended.
    """

    became_ready = Signal()
    shown = Signal(int)
    scrolled = Signal(float)
    clicked = Signal(int)
    link_followed = Signal(str)
    crashed = Signal()

    def __init__(self, theme: Theme, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        register_scheme()
        self._theme = theme
        # Children go in the order they came, and a page must go before its profile.
        self._pages = pages = QObject(self)
        profile = locked_profile(self)
        self._interceptor = RequestInterceptor(self)
        profile.setUrlRequestInterceptor(self._interceptor)
        self._handler = SchemeHandler(theme, tasks, self)
        profile.installUrlSchemeHandler(SCHEME.encode(), self._handler)
        self.page = LockedPage(profile, pages)
        self._bridge = PageBridge(pages)
        channel = QWebChannel(pages)
        channel.registerObject("desk", self._bridge)
        self.page.setWebChannel(channel, WORLD)
        self._bridge.ready_told.connect(self._become_ready)
        self._bridge.scroll_told.connect(self.scrolled)
        self._bridge.click_told.connect(self.clicked)
        self._bridge.link_told.connect(self.link_followed)
        self.page.link_followed.connect(self.link_followed)
        self.page.renderProcessTerminated.connect(self._note_end)
        theme.changed.connect(self._take_theme)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._end)
        self.ready = False
        self._zoom = 1.0
        self._blocks: list[str] = []
        self._lines: list[int] = []
        self._path: str | None = None
        self._result: RenderResult | None = None
        self._place_px = 0.0
        self._load()

    def show_result(self, result: RenderResult) -> None:
        """Shows a result, now or as soon as the page is ready; another post starts at its top."""
        self._result = result
        if self.ready:
            self._patch(fresh=result.path != self._path)

    def clear(self) -> None:
        """Forgets what is shown."""
        self._result = self._path = None
        self._blocks, self._lines = [], []
        self._call(
            "patch",
            {"fresh": True, "operations": [], "lines": [], "language": "", "direction": "ltr"},
        )

    def set_site_files(self, files: SiteFiles | None) -> None:
        """Says where the images of the post come from."""
        self._handler.site_files = files

    def set_hosts(self, hosts: frozenset[str]) -> None:
        """Lets the images of these hosts load, and of no others; loads the page anew."""
        if hosts == self._handler.hosts:
            return
        self._handler.hosts = self._interceptor.hosts = hosts
        if not self.ready:
            self._load()
            return
        self.ready = False
        self._ask("place", self._reload_at)

    def reload(self) -> None:
        """Loads the page anew and shows the newest result again, at the same place."""
        self.ready = False
        self._load()

    def scroll_to_line(self, line: float, done: Callable[[], object]) -> None:
        """Puts a source line at the top of the window."""
        self._ask("scrollToLine", lambda _answer: done(), line)

    def scroll_to_fragment(self, name: str) -> None:
        """Puts the element of that id at the top of the window."""
        self._call("scrollToFragment", name)

    def outline(self, findings: Sequence[tuple[int, str]]) -> None:
        """Outlines what these lines, 0-based, became, in a tone each: "bad" or "warn"."""
        self._call("outline", findings)

    def refresh_images(self) -> None:
        """Loads the images of the site again: their files are others now."""
        self._call("refreshImages")

    def set_zoom(self, factor: float) -> None:
        """Shows everything that much larger than at 100 %."""
        self._zoom = factor
        self.page.setZoomFactor(factor)

    def _load(self) -> None:
        self.page.setBackgroundColor(self._theme.color("paper"))
        self.page.go_home()

    def _reload_at(self, place: object) -> None:
        self._place_px = float(place) if isinstance(place, int | float) else 0.0
        self._load()

    @Slot()
    def _become_ready(self) -> None:
        self.ready = True
        self.page.setZoomFactor(self._zoom)
        self._take_theme()
        place, self._place_px = self._place_px, 0.0
        if self._result is not None:
            self._patch(fresh=True)
            if place:
                self._call("scrollTo", place)
        self.became_ready.emit()

    def _patch(self, *, fresh: bool) -> None:
        result = self._result
        if result is None:
            return
        blocks = [block.html for block in result.blocks]
        lines = [line for block in result.blocks for line in (block.start_line, block.end_line)]
        message = {
            "fresh": fresh,
            "operations": patch_operations([] if fresh else self._blocks, blocks),
            "lines": lines if fresh or lines != self._lines else None,
            "language": result.language,
            "direction": result.direction,
        }
        self._blocks, self._lines, self._path = blocks, lines, result.path

        def note(fits: object) -> None:
            if fits is True:
                self.shown.emit(result.revision)
            elif self.ready and not fresh:
                self._patch(fresh=True)

        self._ask("patch", note, message)

    @Slot()
    def _take_theme(self) -> None:
        self.page.setBackgroundColor(self._theme.color("paper"))
        name = "dark" if self._theme.is_dark else "light"
        self._call("setTheme", name, page_colours(self._theme.tokens))

    @Slot(QWebEnginePage.RenderProcessTerminationStatus, int)
    def _note_end(self, _status: QWebEnginePage.RenderProcessTerminationStatus, _code: int) -> None:
        self.ready = False
        self.crashed.emit()

    @Slot()
    def _end(self) -> None:
        # At the very end Python lets go of objects in any order, and a page that outlives its
        # profile takes the program down with it.
        self.ready = False
        self._theme.changed.disconnect(self._take_theme)
        delete(self._pages)

    def _call(self, name: str, *arguments: object) -> None:
        if self.ready:
            self.page.runJavaScript(_script(name, arguments), WORLD)

    def _ask(self, name: str, done: Callable[[object], object], *arguments: object) -> None:
        self.page.runJavaScript(_script(name, arguments), WORLD, done)


def _script(name: str, arguments: tuple[object, ...]) -> str:
    # ASCII, so that neither U+2028 nor half a surrogate pair can break the script.
    return f"copydesk.{name}({', '.join(json.dumps(argument) for argument in arguments)})"
