"""The preview's place in the window: the page, and what is said where there is none."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from copydesk.ui.preview.banner import FailureBanner
from copydesk.ui.preview.content_policy import cleaned_hosts
from copydesk.ui.preview.links import LinkKind, read_link
from copydesk.ui.preview.message_page import MessagePage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QShowEvent

    from copydesk.core.markup.protocol import RenderResult
    from copydesk.services.rendering import RenderFailure
    from copydesk.services.site_files import SiteFiles
    from copydesk.services.tasks import TaskRunner
    from copydesk.ui.preview.live_page import LivePage
    from copydesk.ui.preview.web_view import PreviewView
    from copydesk.ui.theme.theme import Theme

_log = logging.getLogger(__name__)

_NO_POST = "Open a post to see it here."
_STARTING = "Preparing the preview…"
# Making the page holds the window up for a quarter of a second. A post that is being opened comes
# first; without one the page is made once the window has been idle for this long.
_IDLE_MS = 400
_CRASHED = "The preview stopped working. Your text is safe; only its picture here was lost."
_MISSING = "The preview can't start on this computer. Writing and saving work as always."
# While the reader scrolls the preview, the editor follows; for this long after each step it is not
# followed in turn. Longer than the editor takes, shorter than turning to the other pane.
_LEADING_S = 0.15
_SMALLEST_ZOOM, _LARGEST_ZOOM, _ZOOM_STEP = 0.5, 3.0, 0.1


class PreviewPane(QWidget):
    """Shows results of rendering; the web page behind it is made after the first paint.

    Lines are 0-based lines of the whole file.

    Signals:
        line_clicked (int): The reader clicked on what that line became.
        scrolled_to_line (float): The reader scrolled; the line at the top, with its fraction.
        post_link_activated (str, str): A link to a file of the site: path as written, fragment.
        external_link_activated (str): A link to http, https or mailto.
        load_images_requested (str): The images of that host are wanted.
        zoom_changed (float): The reader zoomed; 1.0 is 100 %.
        result_shown (int): The result of that revision is in the page.
        page_requested: The page that is held back is wanted all the same.
    """

    line_clicked = Signal(int)
    scrolled_to_line = Signal(float)
    post_link_activated = Signal(str, str)
    external_link_activated = Signal(str)
    load_images_requested = Signal(str)
    zoom_changed = Signal(float)
    result_shown = Signal(int)
    page_requested = Signal()

    def __init__(self, theme: Theme, tasks: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setAccessibleName("Preview")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme = theme
        self._tasks = tasks
        self._page: LivePage | None = None
        self._view: PreviewView | None = None
        self._result: RenderResult | None = None
        self._files: SiteFiles | None = None
        self._hosts: frozenset[str] = frozenset()
        self._zoom = 1.0
        self._line_asked: float | None = None
        self._line_under_way = False
        self._reader_scrolled_at = float("-inf")
        self._fragment = ""
        self._crashed = False
        self._held_back: tuple[str, str] | None = None
        self.banner = FailureBanner(self)
        self.message = MessagePage(self)
        self.message.say(_NO_POST)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.message)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        layout.addWidget(self._stack)
        self._painted = self._begun = False
        self._begin_idle = QTimer(self, singleShot=True, interval=_IDLE_MS)
        self._begin_idle.timeout.connect(self._begin)
        self.message.painted.connect(self._note_painted)
        self.message.pressed.connect(self._press)

    # ---- What is shown --------------------------------------------------------------------------

    def show_result(self, result: RenderResult) -> None:
        """Shows the newest result; the page keeps its place where the post is the same."""
        self._result = result
        self.banner.hide()
        if not self._crashed and (self._page is None or not self._page.ready):
            self.message.say(*(self._held_back or (_STARTING,)))
        if self.isVisible():
            self._push()
        if self._painted:
            self._begin_soon()

    def show_failure(self, failure: RenderFailure) -> None:
        """Says over the last good preview why there is no newer one."""
        self.banner.say(failure.sentence, failure.next_step)

    def clear(self, sentence: str = "") -> None:
        """Shows no post, and a sentence that says why; "" where none is open."""
        self._result = None
        self.banner.hide()
        if self._page is not None:
            self._page.clear()
        if self._crashed:
            self._reload()
        self.message.say(sentence or _NO_POST)
        self._stack.setCurrentWidget(self.message)

    def set_site_files(self, files: SiteFiles | None) -> None:
        """Says where the images of posts come from; none are shown without."""
        self._files = files
        if self._page is not None:
            self._page.set_site_files(files)

    def outline(self, findings: Sequence[tuple[int, str]]) -> None:
        """Outlines what these lines became, in a tone each; what is written since is not."""
        if self._page is not None:
            self._page.outline(findings)

    def set_allowed_hosts(self, hosts: Iterable[str]) -> None:
        """Lets remote images of these hosts load, and of no others."""
        self._hosts = cleaned_hosts(hosts)
        if self._page is not None:
            self._page.set_hosts(self._hosts)

    def refresh_images(self) -> None:
        """Shows images of the site as their files are now."""
        if self._page is not None:
            self._page.refresh_images()

    def hold_back(self, sentence: str, button: str) -> None:
        """Makes no page, and says why where a post would be seen; call before the first result."""
        self._held_back = (sentence, button)

    def release(self) -> None:
        """Makes the page that was held back."""
        self._held_back = None
        self._reload()
        self._begin_soon()

    # ---- Place and size -------------------------------------------------------------------------

    def scroll_to_line(self, line: float) -> None:
        """Puts a line at the top, as far as the page reaches; not while the reader scrolls here."""
        if time.monotonic() - self._reader_scrolled_at < _LEADING_S:
            return
        self._line_asked = line
        self._scroll_on()

    def scroll_to_fragment(self, name: str) -> None:
        """Goes to the heading or element of that id, in the next result if it is not there yet."""
        self._fragment = name
        if self._page is not None and self._page.ready:
            self._page.scroll_to_fragment(name)

    @property
    def zoom(self) -> float:
        """How large the page is shown; 1.0 is 100 %."""
        return self._zoom

    def set_zoom(self, factor: float) -> None:
        """Shows the page larger or smaller, within reason."""
        self._zoom = min(max(factor, _SMALLEST_ZOOM), _LARGEST_ZOOM)
        if self._page is not None:
            self._page.set_zoom(self._zoom)

    # ---- Inside ---------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Catches up with what came while it was hidden."""
        super().showEvent(event)
        self._push()

    @Slot()
    def _note_painted(self) -> None:
        self._painted = True
        if self._result is not None:
            self._begin_soon()
        elif not self._begun:
            self._begin_idle.start()

    def _begin_soon(self) -> None:
        if not self._begun:
            self._begin_idle.start(0)

    @Slot()
    def _begin(self) -> None:
        if self._begun or self._held_back:
            return
        self._begun = True
        try:
            # Late, so that the window is on screen before Chromium is loaded.
            from copydesk.ui.preview.live_page import LivePage
            from copydesk.ui.preview.web_view import PreviewView
        except ImportError:
            _log.exception("WebEngine can't be loaded")
            self.message.say(_MISSING)
            return
        page = self._page = LivePage(self._theme, self._tasks, self)
        view = self._view = PreviewView(page.page, self)
        page.set_site_files(self._files)
        page.set_hosts(self._hosts)
        page.set_zoom(self._zoom)
        page.became_ready.connect(self._show_page)
        page.shown.connect(self._note_shown)
        page.scrolled.connect(self._tell_scroll)
        page.clicked.connect(self.line_clicked)
        page.link_followed.connect(self._follow)
        page.crashed.connect(self._show_crash)
        view.zoom_stepped.connect(self._step_zoom)
        self._stack.addWidget(view)
        had_focus = self.hasFocus()
        self.setFocusProxy(view)
        if had_focus:
            view.setFocus()
        self._push()

    def _push(self) -> None:
        if self._page is not None and self._result is not None:
            self._page.show_result(self._result)
            if self._page.ready:
                self._show_page()

    @Slot()
    def _show_page(self) -> None:
        if self._result is not None and self._view is not None:
            self._stack.setCurrentWidget(self._view)

    @Slot(int)
    def _note_shown(self, revision: int) -> None:
        if self._fragment and self._page is not None:
            self._page.scroll_to_fragment(self._fragment)
            self._fragment = ""
        self._scroll_on()
        self.result_shown.emit(revision)

    def _scroll_on(self) -> None:
        if self._page is None or not self._page.ready:
            return
        if self._line_asked is not None and not self._line_under_way:
            line, self._line_asked = self._line_asked, None
            self._line_under_way = True
            self._page.scroll_to_line(line, self._note_scrolled)

    def _note_scrolled(self) -> None:
        self._line_under_way = False
        self._scroll_on()

    @Slot(float)
    def _tell_scroll(self, line: float) -> None:
        self._reader_scrolled_at = time.monotonic()
        self._line_asked = None
        self.scrolled_to_line.emit(line)

    @Slot(str)
    def _follow(self, address: str) -> None:
        link = read_link(address)
        if link.kind is LinkKind.HERE and self._page is not None:
            self._page.scroll_to_fragment(link.fragment)
        elif link.kind is LinkKind.POST:
            self.post_link_activated.emit(link.target, link.fragment)
        elif link.kind is LinkKind.OUTSIDE:
            self.external_link_activated.emit(link.target)
        elif link.kind is LinkKind.LOAD_IMAGES:
            self.load_images_requested.emit(link.target)

    @Slot(int)
    def _step_zoom(self, steps: int) -> None:
        self.set_zoom(round(self._zoom + steps * _ZOOM_STEP, 2))
        self.zoom_changed.emit(self._zoom)

    @Slot()
    def _show_crash(self) -> None:
        _log.warning("The preview's process ended")
        self._crashed, self._line_under_way = True, False
        self.message.say(_CRASHED, "Reload the preview")
        self._stack.setCurrentWidget(self.message)

    @Slot()
    def _press(self) -> None:
        if self._held_back:
            self.page_requested.emit()
        else:
            self._reload()

    @Slot()
    def _reload(self) -> None:
        self._crashed = False
        self.message.say(_STARTING)
        if self._page is not None:
            self._page.reload()
