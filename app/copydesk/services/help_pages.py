"""The pages of the guide, read and rendered beside the window, and found by their words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from copydesk.core.help.search import find, load_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from copydesk.core.help.page import HelpPage
    from copydesk.core.help.search import Hit
    from copydesk.services.tasks import TaskRunner


class HelpPages(QObject):
    """Gives pages, each rendered once.

    Signals:
        texts_loaded: From now on `find` finds.
    """

    texts_loaded = Signal()

    def __init__(self, tasks: TaskRunner, keys: Mapping[str, str], parent: QObject) -> None:
        """Begins to read what can be searched.

        Args:
            tasks: Does the reading.
            keys: What the key of each action is called on this system, by the action's id.
            parent: Owns this.
        """
        super().__init__(parent)
        self._tasks, self._keys = tasks, keys
        self._pages: dict[str, HelpPage] = {}
        self._texts: dict[str, str] = {}
        self._asked = 0
        tasks.run(load_texts, self._take_texts)

    def get(self, name: str, then: Callable[[HelpPage], object]) -> None:
        """Calls with a page: at once where it is known, else when it is rendered.

        Of several pages asked for at once, the last one is the one that comes.
        """
        self._asked += 1
        if name in self._pages:
            then(self._pages[name])
        else:
            self._tasks.run(
                partial(_load, name, self._keys), partial(self._take, self._asked, then)
            )

    def find(self, query: str) -> list[Hit]:
        """The pages with all words of a query, the best first."""
        return find(query, self._texts)

    def _take(self, asked: int, then: Callable[[HelpPage], object], page: HelpPage) -> None:
        self._pages[page.name] = page
        if asked == self._asked:
            then(page)

    def _take_texts(self, texts: dict[str, str]) -> None:
        self._texts = texts
        self.texts_loaded.emit()


def _load(name: str, keys: Mapping[str, str]) -> HelpPage:
    from copydesk.core.help.page import load_page  # with the Markdown engine, 0.2 s

    return load_page(name, keys)
