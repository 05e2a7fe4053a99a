"""The review of a window: its services, its page, its marks, and the counts in the tree."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from copydesk.application import sources_desk
from copydesk.application.finding_actions import FindingActions
from copydesk.application.finding_marks import FindingMarks
from copydesk.application.review_page import PAGE, ReviewPage
from copydesk.application.sources_desk import SourcesDesk
from copydesk.core.review.spelling.word_lists import personal_words_path, words_in_file
from copydesk.services.kept_records import KeptRecords
from copydesk.services.review import Review
from copydesk.services.review_counts import ReviewCounts
from copydesk.ui.review.finding_cards import counts_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.application.workspace import Workspace
    from copydesk.core.site.model import Site
    from copydesk.services.open_document import OpenDocument
    from copydesk.services.suggesting import Suggesting

# What is opened is shown before anything is checked; whoever wants the review has it at once.
_FIRST_MS = 1_000
# The rest of the site comes when the desk has come to rest.
_REST_MS = 4_000


class ReviewDesk(QObject):
    """Joins the review with the window.

    Attributes:
        review: Keeps the findings of open posts.
        counts: Counts those of all others.
        kept: Keeps what is let stand, and sources.
        page: Fills the panel.
        sources: Fills the panel of sources.
        rule_wanted: The signal that the guide is to tell of a rule, by its id.
    """

    def __init__(self, desk: Workspace, suggesting: Suggesting) -> None:
        super().__init__(desk)
        self._desk = desk
        self.review = Review(desk.documents, desk.notifier, self)
        self.counts = ReviewCounts(self.review.process, self)
        self.kept = KeptRecords(desk.tasks, desk.notifier, desk.files, desk.settings, self)
        self._actions = FindingActions(desk, self.review, self.kept)
        self.rule_wanted = self._actions.rule_wanted
        self.page = ReviewPage(desk, self.review, suggesting, self._actions)
        self._marks = FindingMarks(desk, self.review)
        self.sources = SourcesDesk(desk, self.review, self.kept)
        self.page.compare_requested.connect(self.sources.compare)
        self._site: Site | None = None
        self._begun = False
        self._begin_soon = QTimer(self, singleShot=True, interval=_FIRST_MS)
        self._begin_soon.timeout.connect(self.begin)
        self._count_soon = QTimer(self, singleShot=True, interval=_REST_MS)
        self._count_soon.timeout.connect(self._count_all)
        self._join()

    def _join(self) -> None:
        desk = self._desk
        desk.site_changed.connect(self._note_site)
        desk.library.loaded.connect(self._begin_soon.start)
        desk.library.entries_changed.connect(self._note_entries)
        desk.editors.current_changed.connect(self._note_front)
        desk.editors.menu_opening.connect(self._actions.fill_menu)
        desk.side.page_changed.connect(self._note_page)
        desk.documents.closed.connect(self._note_closed)
        self.review.changed.connect(self._note_findings)
        self.review.site_read.connect(self._note_read)
        self.counts.changed.connect(self._show_counts)
        self.counts.progressed.connect(self._show_progress)
        self.kept.changed.connect(self._note_kept)
        self.kept.words_changed.connect(self._note_words)
        desk.status.review_stop_requested.connect(self.counts.cancel)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the actions of the review do."""
        return {
            "review.next-finding": partial(self._next, forwards=True),
            "review.previous-finding": partial(self._next, forwards=False),
        }

    @Slot()
    def stop(self) -> None:
        """Ends the process."""
        self._begin_soon.stop()
        self._count_soon.stop()
        self.review.stop()

    # When it begins ----------------------------------------------------------------------------

    @Slot(object)
    def _note_site(self, site: Site | None) -> None:
        self._site = site
        self._begun = False
        self.counts.clear()
        self._count_soon.stop()
        self.kept.set_root(site.root if site else None)
        self.review.wait()
        self._desk.posts.model.clear_counts()
        if site is None:
            self._begin_soon.start()

    @Slot()
    def begin(self) -> None:
        """Starts checking: the folder's posts have been read, or there is none."""
        if self._begun or self._desk.library.loading:
            return
        self._begun = True
        self._begin_soon.stop()
        words = words_in_file(personal_words_path())
        self.review.set_root(self._site.root if self._site else None, words)
        self._count_soon.start()

    @Slot(str)
    def _note_page(self, page: str) -> None:
        if page in (PAGE, sources_desk.PAGE):
            self.begin()

    @Slot(object)
    def _note_front(self, document: OpenDocument | None) -> None:
        self.review.set_front(document)
        self._show_tab()
        if document is not None and self._site is None and not self._begun:
            self._begin_soon.start()

    def count_now(self) -> None:
        """Counts all other posts at once, if that is still to come."""
        if self._count_soon.isActive():
            self._count_soon.stop()
            self._count_all()

    # Other posts -------------------------------------------------------------------------------

    @Slot()
    def _count_all(self) -> None:
        library = self._desk.library
        if library.root is not None:
            self.counts.count(str(library.absolute(path)) for path in library.entries)

    @Slot(object)
    def _note_entries(self, paths: set[str]) -> None:
        """Posts changed on disk: what they are to others may have changed with them."""
        library = self._desk.library
        if not self._begun or library.loading:
            return
        self.review.reread()
        there = [path for path in paths if path in library.entries]
        for path in paths.difference(there):
            self.counts.forget(str(library.absolute(path)))
        self.counts.count(str(library.absolute(path)) for path in there)

    @Slot(bool)
    def _note_read(self, is_new: bool) -> None:
        """All posts are counted again where what they depend on is new; most are remembered."""
        if is_new:
            self._count_soon.start()

    @Slot(object)
    def _note_closed(self, document: OpenDocument) -> None:
        """What was not saved counts no more."""
        if document.path is not None and self._begun:
            self.counts.count([str(document.path)])

    @Slot(str)
    def _note_kept(self, _post: str) -> None:
        self.review.check_again()

    @Slot()
    def _note_words(self) -> None:
        self.review.set_words(words_in_file(personal_words_path()))

    # What is shown -----------------------------------------------------------------------------

    @Slot(object)
    def _note_findings(self, document: OpenDocument) -> None:
        if document is self._desk.editors.current_document:
            self._show_tab()
        if document.path is not None and self.review.is_known(document):
            count = counts_of(self.review.findings(document))
            self.counts.set_count(str(document.path), count)

    def _show_tab(self) -> None:
        document = self._desk.editors.current_document
        errors, warnings = counts_of(self.review.findings(document)) if document else (0, 0)
        self._desk.side.show_count(PAGE, errors + warnings, bad=bool(errors))

    @Slot(object)
    def _show_counts(self, counts: dict[str, tuple[int, int]]) -> None:
        library = self._desk.library
        by_key = ((library.relative(Path(path)), count) for path, count in counts.items())
        self._desk.posts.model.set_counts({key: count for key, count in by_key if key is not None})

    @Slot(int, int)
    def _show_progress(self, done: int, total: int) -> None:
        words = f"Checking posts: {done:,} of {total:,}" if done < total else ""
        self._desk.status.show_text("review", words)

    def _next(self, *, forwards: bool) -> None:
        number = self._actions.next(forwards=forwards)
        if number is not None:
            self.page.come_to(number)
