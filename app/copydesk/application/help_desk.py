"""The guide: its window, made when it is first asked for, and the ways into it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence

from copydesk.core.help.pages import FIRST, PAGES, RULES, entry_of
from copydesk.ui.actions import TABLE
from copydesk.ui.preview.links import LinkKind, read_link

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.application.workspace import Workspace
    from copydesk.core.help.page import HelpPage
    from copydesk.services.help_pages import HelpPages
    from copydesk.ui.help.help_window import HelpWindow
    from copydesk.ui.help.trail import Place

_SIZES = "guide"
_SUFFIX = ".md"


def shown_keys() -> dict[str, str]:
    """The keys of actions as this system writes them; ":2" behind the id is for its second."""
    written = QKeySequence.SequenceFormat.NativeText
    return {
        spec.id if number == 1 else f"{spec.id}:{number}": QKeySequence(key).toString(written)
        for spec in TABLE
        for number, key in enumerate(spec.keys, start=1)
    }


class HelpDesk(QObject):
    """Opens the guide, and takes its reader from page to page."""

    def __init__(self, desk: Workspace) -> None:
        super().__init__(desk)
        self._desk = desk
        self._window: HelpWindow | None = None
        self._pages: HelpPages | None = None
        desk.leaving.connect(self._note_sizes)
        desk.left.connect(self.stop)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the actions do that this sees to."""
        pages: dict[str, Callable[[], object]] = {
            f"help.page-{page.name}": partial(self.open, page.name) for page in PAGES
        }
        return pages | {"help.guide": self.open}

    def open(self, page: str = "", anchor: str = "") -> None:
        """Brings the guide to the front.

        Args:
            page: The page to show; "" for the one shown last.
            anchor: A place on it.
        """
        window = self._shown_window()
        if page or window.here is None:
            window.go(page or FIRST, anchor)
        window.show()
        window.raise_()
        window.activateWindow()
        window.page.setFocus()

    @Slot(str)
    def open_rule(self, rule: str) -> None:
        """Shows what the page about the rules says of one."""
        from copydesk.core.help.rule_places import rule_anchor  # with the rules

        self.open(RULES, rule_anchor(rule))

    @property
    def window(self) -> HelpWindow | None:
        """The guide's window, once it was opened."""
        return self._window

    @Slot()
    def stop(self) -> None:
        """Takes the window away for good."""
        if self._window is not None:
            self._window.hide()
            self._window.deleteLater()
            self._window = None

    def _shown_window(self) -> HelpWindow:
        if self._window is None:
            # Not needed to start.
            from copydesk.services.help_pages import HelpPages
            from copydesk.ui.help.help_window import HelpWindow

            desk = self._desk
            self._pages = HelpPages(desk.tasks, shown_keys(), self)
            window = HelpWindow(desk.theme, self._pages.find, desk.settings.values.zoom)
            window.restore_sizes(desk.session.state.sizes.get(_SIZES, []))
            window.page_wanted.connect(self._show)
            window.link_followed.connect(self._follow)
            window.closed.connect(self._note_sizes)
            self._pages.texts_loaded.connect(window.look_again)
            self._window = window
        return self._window

    @Slot(object)
    def _show(self, place: Place) -> None:
        if self._pages is not None:
            self._pages.get(place.page, partial(self._take, place))

    def _take(self, place: Place, page: HelpPage) -> None:
        if self._window is not None:  # it may be gone by now
            self._window.show_page(place, page)

    @Slot(str)
    def _follow(self, address: str) -> None:
        """Goes where a link leads: to a page, a place on this one, or out, as the preview's do."""
        link, window = read_link(address), self._window
        if window is None or window.here is None:
            return
        name = link.target.removesuffix(_SUFFIX)
        if link.kind is LinkKind.HERE:
            window.go(window.here.page, link.fragment)
        elif link.kind is LinkKind.POST and entry_of(name) is not None:
            window.go(name, link.fragment)
        elif link.kind is LinkKind.OUTSIDE:
            QDesktopServices.openUrl(QUrl(link.target))

    @Slot()
    def _note_sizes(self) -> None:
        if self._window is not None:
            self._desk.session.state.sizes[_SIZES] = self._window.sizes()
