"""Keeps the list of posts in step with the library, the filter and the order."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from copydesk.core.library.arrange import BY_DATE, Folder, Shelf
from copydesk.core.today import today

if TYPE_CHECKING:
    from copydesk.core.library.arrange import Arrangement
    from copydesk.core.posts.metadata import PostStatus
    from copydesk.core.site.model import Site
    from copydesk.services.library import Library
    from copydesk.ui.posts.posts_model import PostsModel

_RESORT_MS = 250
"""How long after news of single posts the list is put in order again: putting 10,000 posts in
order takes some 30 ms, so it waits until the news has come in."""
_RESORT_WHILE_READING_MS = 1_500


class Listing(QObject):
    """What the model shows: the library's posts, filtered and sorted.

    Signals:
        about_to_arrange: The rows will change.
        arranged (bool): They have; whether it is another view (filter, order, folder).
    """

    about_to_arrange = Signal()
    arranged = Signal(bool)

    def __init__(self, library: Library, model: PostsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._model = model
        self._site: Site | None = None
        self._language = "en"
        self._text = ""
        self._status: PostStatus | None = None
        self._sort = BY_DATE
        self._shelf: Shelf | None = None
        self._listed: set[str] = set()
        self._another = True
        self.arrangement: Arrangement = Shelf(()).arrange()
        self._resort = QTimer(self, singleShot=True)
        self._resort.timeout.connect(self._arrange_again)
        self._midnight = QTimer(self, singleShot=True)
        self._midnight.timeout.connect(self.note_day)
        library.folder_opened.connect(self._start_over)
        library.names_listed.connect(self._arrange_again)
        library.entries_changed.connect(self._take_news)
        library.loaded.connect(self._arrange_again)
        self.note_day()
        self._arrange_again()

    @property
    def filtered(self) -> bool:
        """Whether a filter leaves posts out."""
        return bool(self._text.strip()) or self._status is not None

    @property
    def reading(self) -> bool:
        """Whether posts are still being read."""
        return self._library.loading

    @property
    def sort(self) -> str:
        """`BY_DATE` or `BY_TITLE`."""
        return self._sort

    @Slot(str)
    def set_text(self, text: str) -> None:
        """Lists the posts with these words."""
        if text != self._text:
            self._text = text
            self._arrange(fresh=True)

    @Slot(object)
    def set_status(self, status: PostStatus | None) -> None:
        """Lists the posts of this status, or of every one."""
        if status is not self._status:
            self._status = status
            self._arrange(fresh=True)

    @Slot(str)
    def set_sort(self, sort: str) -> None:
        """Puts the posts in this order."""
        if sort != self._sort:
            self._sort, self._shelf = sort, None
            self._arrange(fresh=True)

    def set_site(self, site: Site | None, language: str = "en") -> None:
        """Says how the posts are grouped.

        Args:
            site: Its collections are the groups at the top.
            language: The site's own language, which rows need not mention.
        """
        self._site, self._language = site, language
        self.note_day()
        self._arrange_again()

    @Slot()
    def note_day(self) -> None:
        """Has dates read as of today, and again from midnight on."""
        now = datetime.now()
        self._model.set_today(today(), self._language)
        midnight = datetime.combine(now.date() + timedelta(days=1), time(0, 0, 1))
        self._midnight.start(int((midnight - now).total_seconds() * 1000))

    @Slot()
    def _start_over(self) -> None:
        self._another = True  # its posts are told of in a moment

    @Slot()
    def _arrange_again(self) -> None:
        self._shelf = None
        self._arrange(fresh=self._another)

    @Slot(object)
    def _take_news(self, paths: set[str]) -> None:
        """Repaints what is listed already at once; puts it in order a moment later."""
        entries = self._library.entries
        if any((path in entries) != (path in self._listed) for path in paths):
            self._arrange_again()
            return
        self._model.refresh({path: entries[path] for path in paths if path in entries})
        if not self._resort.isActive():
            self._resort.start(_RESORT_WHILE_READING_MS if self.reading else _RESORT_MS)

    def _arrange(self, *, fresh: bool) -> None:
        if self._shelf is None:
            self._resort.stop()
            entries = self._library.entries
            self._listed = set(entries)
            self._shelf = Shelf(entries.values(), self._collections(), self._sort)
            self._another = False
        statuses = () if self._status is None else (self._status,)
        self.arrangement = found = self._shelf.arrange(self._text, statuses)
        self.about_to_arrange.emit()
        self._model.show(Folder("", "", "", found.folders, found.posts, found.shown), fresh=fresh)
        self.arranged.emit(fresh)

    def _collections(self) -> list[tuple[str, str, str]]:
        """The site's collections inside of the library's folder, with folders relative to it."""
        root, site = self._library.root, self._site
        if root is None or site is None:
            return []
        places = ((each, site.root / each.folder) for each in site.collections)
        return [
            (each.name, each.label, place.relative_to(root).as_posix())
            for each, place in places
            if place.is_relative_to(root) and place != root
        ]

    def knows(self, path: str) -> bool:
        """Whether a post was there when the list was last put in order, shown or not."""
        return path in self._listed

    def folder_choices(self) -> list[tuple[str, str]]:
        """Label and path of every folder a post can be moved to, the library's own first."""
        if self._shelf is None:
            return []
        folders: list[tuple[str, str]] = [("The folder that is open", "")]
        waiting = [("", folder) for folder in reversed(self._shelf.arrange().folders)]
        while waiting:
            above, folder = waiting.pop()
            label = f"{above}{folder.label}"
            folders.append((label, folder.path))
            waiting.extend((f"{label} / ", below) for below in reversed(folder.children))
        return folders
