"""How far posts are: the button that takes the post in front a step on, and the tree's statuses."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QActionGroup

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts.metadata import PostStatus
from copydesk.core.review.workflow import next_step, status_of
from copydesk.services.notifier import Choice, NoticeAction, Question
from copydesk.services.renames import Renames
from copydesk.services.statuses import Statuses
from copydesk.ui.frame.status_button import NEXT
from copydesk.ui.review.finding_cards import counts_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.application.review_desk import ReviewDesk
    from copydesk.application.workspace import Workspace
    from copydesk.core.site.model import Site
    from copydesk.services.open_document import OpenDocument

# The button follows the text, but not every key.
_FOLLOW_MS = 120
_ACTIONS = {
    PostStatus.DRAFT: "review.status-draft",
    PostStatus.REVIEW: "review.status-review",
    PostStatus.READY: "review.status-ready",
}
_WORDS = {
    PostStatus.DRAFT: "Back to draft",
    PostStatus.REVIEW: "Send to review",
    PostStatus.READY: "Mark as ready",
}
_NOW = {
    PostStatus.DRAFT: "is a draft now",
    PostStatus.REVIEW: "is in review now",
    PostStatus.READY: "is ready now",
}
_NO_PLACE = "A post can be given a status once it is saved in the folder that is open."


class StatusDesk(QObject):
    """Joins the statuses of posts with the window.

    Attributes:
        statuses: Knows what is kept beside the posts.
        renames: Finds posts that other programs renamed: what is kept of them follows.
    """

    def __init__(self, desk: Workspace, reviewing: ReviewDesk) -> None:
        super().__init__(desk)
        self._desk, self._reviewing = desk, reviewing
        self._site: Site | None = None
        # What is said once a status is kept: by post, what is to be kept and how it is told.
        self._to_tell: dict[str, tuple[str, Callable[[], object]]] = {}
        self.statuses = Statuses(desk.tasks, desk.library, reviewing.kept, self)
        self.renames = Renames(desk.library, desk.files, self)
        self.renames.found.connect(reviewing.kept.follow_move)
        self._group = QActionGroup(self)
        self._group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        for action_id in _ACTIONS.values():
            self._group.addAction(desk.actions.get(action_id))
        self._soon = QTimer(self, singleShot=True, interval=_FOLLOW_MS)
        self._soon.timeout.connect(self.show_status)
        desk.site_changed.connect(self._note_site)
        desk.editors.current_changed.connect(self.show_status)
        desk.documents.opened.connect(self._follow)
        desk.library.names_listed.connect(self._note_listed)
        self.statuses.changed.connect(self._note_statuses)
        self.show_status()

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the actions do."""
        each = {action: partial(self.set_status, status) for status, action in _ACTIONS.items()}
        return {NEXT: self.go_on, **each}

    # What is shown -----------------------------------------------------------------------------

    @Slot(object)
    def _note_site(self, site: Site | None) -> None:
        self._site = site
        self._to_tell.clear()
        self._desk.posts.model.set_since({})
        self.statuses.set_root(site.root if site else None)
        self.show_status()

    @Slot()
    def _note_listed(self) -> None:
        self._desk.posts.model.set_since(self.statuses.since())

    @Slot(object)
    def _note_statuses(self, posts: set[str]) -> None:
        self._desk.posts.model.set_since(self.statuses.since())
        self.show_status()
        for post in posts & self._to_tell.keys():
            kept, tell = self._to_tell.pop(post)
            if self.statuses.kept_of(post) == kept:
                tell()

    @Slot(object)
    def _follow(self, document: OpenDocument) -> None:
        document.changed.connect(self._soon.start)
        document.path_changed.connect(self._soon.start)

    @Slot()
    def show_status(self, _news: object = None) -> None:
        """Has button and menu say how far the post in front is."""
        self._soon.stop()
        status, step = self._state()
        following = self._desk.actions.get(NEXT)
        following.setText(_WORDS[step or PostStatus.REVIEW])
        following.setEnabled(step is not None)
        for each, action_id in _ACTIONS.items():
            action = self._desk.actions.get(action_id)
            action.setEnabled(status is not None)
            action.setChecked(each is status)
        self._desk.window.top_bar.status.show_status(status.label if status else "")

    def _state(self) -> tuple[PostStatus | None, PostStatus | None]:
        """How far the post in front is, and what it can become next; None where it is neither."""
        document = self._desk.editors.current_document
        if document is None or not document.frontmatter.readable:
            return None, None
        data, kept = document.frontmatter.data, self.statuses.kept_of(self._post(document) or "")
        return status_of(data, kept), next_step(data, kept)

    def _post(self, document: OpenDocument) -> str | None:
        """A post's path in the site; None for one that has none."""
        path, root = document.path, self._site.root if self._site else None
        if path is None or root is None or not path.is_relative_to(root):
            return None
        return path.relative_to(root).as_posix()

    # What is asked for -------------------------------------------------------------------------

    @Slot()
    def go_on(self) -> None:
        """Takes the post in front its next step."""
        _status, step = self._state()
        if step is not None:
            self.set_status(step)

    def set_status(self, status: PostStatus) -> None:
        """Gives the post in front a status; asks first where there is still something to fix."""
        self._desk.finish_input()
        document = self._desk.editors.current_document
        post = self._post(document) if document is not None else None
        if document is None or post is None:
            self._desk.notifier.info(_NO_PLACE)
        elif self._state()[0] is not status and self._is_meant(document, status):
            self._give(document, post, status)
        self.show_status()

    def _is_meant(self, document: OpenDocument, status: PostStatus) -> bool:
        errors, _warnings = counts_of(self._reviewing.review.findings(document))
        if status is PostStatus.DRAFT or not errors:
            return True
        things = "thing" if errors == 1 else "things"
        answer = self._desk.notifier.ask(
            Question(
                f"There {'is' if errors == 1 else 'are'} still {errors:,} {things} to fix in"
                f" “{document.name}”.",
                "The Review tab tells which, and how each can be fixed.",
                (
                    Choice("show", "Show what to fix"),
                    Choice("send", f"{_WORDS[status]} all the same"),
                    Choice("cancel", "Cancel"),
                ),
            )
        )
        if answer == "show":
            self._desk.actions.get("go.review").trigger()
        return answer == "send"

    def _give(self, document: OpenDocument, post: str, status: PostStatus) -> None:
        desk, before = self._desk, self.statuses.kept_of(post)
        fields = desk.fields.fields_for(document.path, document.frontmatter.data)
        try:
            plan = self.statuses.plan(document.text, fields, status)
        except EditRefusedError as error:
            desk.notifier.warn(error.sentence, error.next_step)
            return
        document.apply(plan.edits, _WORDS[status], as_is=True)
        self.statuses.keep(post, plan.kept)
        if not plan.edits:
            undo = NoticeAction("Undo", partial(self.statuses.keep, post, before))
            sentence = f"“{self._title(document)}” {_NOW[status]}."
            self._to_tell[post] = plan.kept, partial(desk.notifier.info, sentence, undo)

    def _title(self, document: OpenDocument) -> str:
        entry = self._desk.library.entry_at(document.path) if document.path else None
        return entry.title if entry is not None else document.name
