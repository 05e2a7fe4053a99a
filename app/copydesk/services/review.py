"""The review of the post in front: checked while it is written, and never told stale."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from copydesk.core.review.finding_data import from_data
from copydesk.core.review.following import Following
from copydesk.services.review_process import ReviewProcess

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from copydesk.core.frames import Message
    from copydesk.core.review.finding import Finding
    from copydesk.services.documents import Documents
    from copydesk.services.notifier import Notifier
    from copydesk.services.open_document import OpenDocument, TextChange

_log = logging.getLogger(__name__)

# A check begins when typing pauses for this long.
_SETTLE_MS = 250
# What the disk tells comes in handfuls; the site is read anew after the last of them.
_REREAD_MS = 800
_NO_SITE = "A post that is in no folder yet is checked once it is saved."


@dataclass(frozen=True, slots=True)
class Beside:
    """What a check tells besides findings.

    Attributes:
        families: Of the rules that found something, the family as an editor reads it.
        spelling: Those of them that are about a word.
        reading: How hard the post is to read, in a sentence; "" for no words.
        links: Links that leave the site: where, in the text that was checked, and the address.
    """

    families: Mapping[str, str] = field(default_factory=dict)
    spelling: frozenset[str] = frozenset()
    reading: str = ""
    links: tuple[tuple[int, int, str], ...] = ()


@dataclass(slots=True)
class _Reviewed:
    """What is known of one open post."""

    following: Following = field(default_factory=Following)
    revision: int = -1
    """That was checked last."""
    trouble: str = ""
    """Why it was not checked; "" for no reason."""
    known: bool = False
    """Whether it was ever checked."""
    beside: Beside = field(default_factory=Beside)


class Review(QObject):
    """Keeps the findings of open posts; the one in front is checked when it changes.

    Signals:
        changed (OpenDocument): Its findings are others now, or it is said why there are none.
        suggested (OpenDocument, int, list[str]): What the word of that finding may be meant to be.
        site_read (bool): The site was read; whether anything that findings depend on is new.
    """

    changed = Signal(object)
    suggested = Signal(object, int, object)
    site_read = Signal(bool)

    def __init__(
        self,
        documents: Documents,
        notifier: Notifier,
        parent: QObject | None = None,
        *,
        process: ReviewProcess | None = None,
    ) -> None:
        super().__init__(parent)
        self._notifier = notifier
        self.process = process or ReviewProcess(self)
        self.process.answered.connect(self._receive)
        self.process.lost.connect(self._note_lost)
        self._reviewed: dict[str, tuple[OpenDocument, _Reviewed]] = {}
        self._front: OpenDocument | None = None
        self._root: Path | None = None
        self._ready = False
        self._opened: Path | None = None
        self._words: frozenset[str] = frozenset()
        self._keys: tuple[object, object] | None = None
        self._posts_key: object = None
        self._told: set[str] = set()
        self._soon = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._soon.timeout.connect(self.check_now)
        self._reread_soon = QTimer(self, singleShot=True, interval=_REREAD_MS)
        self._reread_soon.timeout.connect(self._open)
        documents.opened.connect(self._follow)
        documents.closed.connect(self._forget)

    # What is known -----------------------------------------------------------------------------

    @property
    def root(self) -> Path | None:
        """The site whose posts are checked; None while there is none, or it is being read."""
        return self._root

    def findings(self, document: OpenDocument) -> tuple[tuple[int, Finding], ...]:
        """The findings in the present text, each with the number by which it is known here."""
        known = self._of(document)
        return tuple((n, one) for n, one in enumerate(known.following.now) if one is not None)

    def finding(self, document: OpenDocument, number: int) -> Finding | None:
        """One of them, as it is now; None where its words have changed."""
        known = self._of(document).following.now
        return known[number] if number < len(known) else None

    def trouble(self, document: OpenDocument) -> str:
        """Why a post is not checked; "" where it is."""
        return self._of(document).trouble

    def beside(self, document: OpenDocument) -> Beside:
        """What its last check told besides findings."""
        return self._of(document).beside

    def is_known(self, document: OpenDocument) -> bool:
        """Whether a post was ever checked."""
        return self._of(document).known

    def is_fresh(self, document: OpenDocument) -> bool:
        """Whether what is known is of the very text as it is now."""
        known = self._of(document)
        return known.known and known.revision == document.revision

    @property
    def busy(self) -> bool:
        """Whether the post in front is still to be checked."""
        front = self._front
        if front is None or not self._ready or self._place_of(front) is None:
            return False
        return not self.is_fresh(front)

    # What is checked ---------------------------------------------------------------------------

    def wait(self) -> None:
        """Another folder is being read: nothing is checked until `set_root`."""
        self._ready = False
        self._root = None

    def set_root(self, root: Path | None, personal_words: frozenset[str] = frozenset()) -> None:
        """Checks posts from now on as those of a site, whose posts were read by now.

        Args:
            root: The site's; None while no folder is open, so that each post is of its own folder.
            personal_words: The editor's own word list.
        """
        self._root, self._words = root, personal_words
        self._ready = True
        self._keys = self._posts_key = None
        self._opened = None
        for _document, known in self._reviewed.values():
            known.revision = -1
        if root is not None:
            self._ask_open(root)
        self._soon.start()

    def set_words(self, personal_words: frozenset[str]) -> None:
        """The editor's own word list, or the site's, is another: the site is read anew."""
        self._words = personal_words
        self._open()

    @Slot()
    def reread(self) -> None:
        """Reads the site anew in a moment: its files, settings or word lists are others."""
        if self._opened is not None:
            self._reread_soon.start()

    @Slot(object)
    def set_front(self, document: OpenDocument | None) -> None:
        """Checks this post from now on."""
        self._front = document
        if document is not None and not self.is_fresh(document):
            self._soon.start()

    @Slot()
    def check_now(self) -> None:
        """Has the post in front checked as it is, at once."""
        document = self._front
        self._soon.stop()
        if document is None or not self._ready:
            return
        place = self._place_of(document)
        if place is None:
            self._of(document).trouble = _NO_SITE
            self.changed.emit(document)
            return
        root = self._root or place.parent
        if self._opened != root:
            self._ask_open(root)
        self.process.ask(
            {
                "kind": "check",
                "path": str(place),
                "text": document.text,
                "ident": document.ident,
                "revision": document.revision,
            }
        )

    def suggest(self, document: OpenDocument, number: int) -> None:
        """Tells by `suggested` what the word of a finding may be meant to be."""
        finding, place = self.finding(document, number), self._place_of(document)
        if finding is not None and place is not None:
            self.process.ask(
                {
                    "kind": "suggest",
                    "path": str(place),
                    "text": document.text,
                    "word": finding.span.of(document.text),
                    "ident": document.ident,
                    "number": number,
                }
            )

    def check_again(self) -> None:
        """Has the post in front checked anew, though its text did not change."""
        for _document, known in self._reviewed.values():
            known.revision = -1
        if self._front is not None:
            self._soon.start()

    def stop(self) -> None:
        """Ends the process."""
        self._soon.stop()
        self._reread_soon.stop()
        self.process.stop()

    def place_in_site(self, document: OpenDocument) -> str | None:
        """A post's path in the site, under which its records are kept; None for a guest."""
        if self._root is None or document.path is None:
            return None
        if not document.path.is_relative_to(self._root):
            return None
        return document.path.relative_to(self._root).as_posix()

    def tell(self, document: OpenDocument) -> None:
        """Has the findings shown as they are in the text by now, before it is checked anew."""
        self.changed.emit(document)

    def mark_accepted(self, document: OpenDocument, number: int, reason: str | None) -> None:
        """Shows a finding as let stand, or with None as open again, before it is checked anew."""
        self._of(document).following.accept(number, reason)
        self.changed.emit(document)

    # What comes back ---------------------------------------------------------------------------

    @Slot(object, object)
    def _receive(self, request: Message, answer: Message) -> None:
        if answer["kind"] == "site":
            self._note_site(answer)
        elif request["kind"] == "open" and answer["kind"] == "failed":
            self._notifier.warn(answer["sentence"])
        elif request["kind"] == "check":
            self._take(request, answer)
        elif answer["kind"] == "suggested" and request["ident"] in self._reviewed:
            document, _known = self._reviewed[request["ident"]]
            self.suggested.emit(document, request["number"], answer["words"])

    def _note_site(self, answer: Message) -> None:
        keys = (answer["rules_key"], answer["site_key"])
        # A post that was written may be what the one in front links to a heading of.
        posts = answer.get("posts_key", "")
        others_changed = self._posts_key not in (None, posts)
        self._posts_key = posts
        before, self._keys = self._keys, keys
        for sentence, next_step in answer["notices"]:
            if sentence not in self._told:
                self._told.add(sentence)
                self._notifier.warn(sentence, next_step)
        if before is not None and (keys != before or others_changed):
            self.check_again()
        self.site_read.emit(keys != before)

    def _take(self, request: Message, answer: Message) -> None:
        document, known = self._reviewed.get(request["ident"], (None, None))
        if document is None or known is None or document.revision != request["revision"]:
            return  # it is being checked as it is by now
        known.trouble = ""
        if answer["kind"] == "failed":
            known.trouble = answer["sentence"]
        else:
            try:
                known.following = Following([from_data(one) for one in answer["findings"]])
                known.beside = Beside(
                    answer["families"],
                    frozenset(answer["spelling"]),
                    answer["reading"],
                    tuple((start, end, href) for start, end, href in answer["links"]),
                )
            except (KeyError, TypeError, ValueError):
                _log.info("an answer of the review could not be read", exc_info=True)
                known.trouble = _UNREADABLE
        known.known, known.revision = True, document.revision
        self.changed.emit(document)

    @Slot(object, str)
    def _note_lost(self, request: Message, sentence: str) -> None:
        if request["kind"] == "check":
            self._take(request, {"kind": "failed", "sentence": sentence})
        elif request["kind"] == "open":
            self._opened = None
            self._notifier.warn(sentence)

    # Documents ---------------------------------------------------------------------------------

    @Slot(object)
    def _follow(self, document: OpenDocument) -> None:
        self._reviewed[document.ident] = (document, _Reviewed())
        document.changed.connect(partial(self._note_change, document))
        document.path_changed.connect(partial(self._note_path, document))

    @Slot(object)
    def _forget(self, document: OpenDocument) -> None:
        self._reviewed.pop(document.ident, None)
        if self._front is document:
            self._front = None

    def _note_change(self, document: OpenDocument, change: TextChange) -> None:
        """At every key."""
        found = self._reviewed.get(document.ident)
        if found is not None:
            found[1].following.follow(change.edits)
            if document is self._front:
                self._soon.start()

    def _note_path(self, document: OpenDocument, _path: Path | None) -> None:
        found = self._reviewed.get(document.ident)
        if found is not None:
            found[1].revision = -1
            if document is self._front:
                self._soon.start()

    def _of(self, document: OpenDocument) -> _Reviewed:
        found = self._reviewed.get(document.ident)
        return found[1] if found else _Reviewed()

    def _place_of(self, document: OpenDocument) -> Path | None:
        """Where a post is, or would be; None for one that is nowhere yet."""
        if document.path is not None:
            return document.path
        return self._root / document.name if self._root else None

    @Slot()
    def _open(self) -> None:
        self._reread_soon.stop()
        if self._root is not None:
            self._ask_open(self._root)

    def _ask_open(self, root: Path) -> None:
        self._opened = root
        self.process.ask({"kind": "open", "root": str(root), "words": sorted(self._words)})


_UNREADABLE = "This post could not be checked."
