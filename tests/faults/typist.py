"""Somebody who types at a real desk until the desk is killed.

Run as a program it is a server: it loads the desk once, and each line on its standard input, a JSON
object as `Order`, makes it fork a process that opens a desk and works at it; the number of that
process is its answer. What the typist does is told on a pipe, one JSON object a line, each *after*
it has been done on the window's thread; see `Typist`.
"""

from __future__ import annotations

import importlib
import json
import os
import random
import sys
import time
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults import plants
from tests.helpers import stand_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from copydesk.application.desk import Desk
    from copydesk.core.storage.history import Version
    from copydesk.core.storage.journal_entry import JournalEntry
    from copydesk.services.open_document import DiskVersion, OpenDocument

    Step = Callable[[], object] | int

ACTIONS = ("type", "save", "merge", "restore", "rest")
TICK_MS = 50
"""A sign of life comes this often: time in which none came was nobody's to type or write in."""
REST_MS = 1_300
_PATIENCE_S = 20.0
_WORDS = ("ferry", "river", "weir", "council", "Müller", "—", "lock", "reeds", "notice")


@dataclass(frozen=True)
class Order:
    """What a typist is asked for.

    Attributes:
        home: The folder of settings, data and caches.
        site: The folder of posts.
        log: The pipe to tell on.
        seed: Of what is typed.
        lean: The actions to come to first: "rest+save".
        clock_s: Added to the wall clock.
        plant: A bug to be put in, see `plants`.
        errors: The file to which the program's errors are added.
        previous: The process of the order before, which has ended; 0 for none. Until it is named
            here nothing else can have its number.
    """

    home: str
    site: str
    log: str
    seed: int
    lean: str
    clock_s: float = 0.0
    plant: str = ""
    errors: str = os.devnull
    previous: int = 0


class Typist:
    """Works at a desk: opens, types, saves, merges, restores, rests, in an order of chance.

    What it tells, beside `at` (seconds, monotonic) and `kind`:
        found: what the desk offers to recover, as `entries` of ident, path, name, text.
        restored, set-aside: what was done about `ident`.
        text: a document's text is now `text`; always before anybody could store it.
        dirty, clean: it came to hold what no file holds, or no longer does.
        saved: the desk says that `text` is on disk at `path`.
        meant: an untitled post's `text` is to be saved at `path`.
        foreign: another program wrote `text` to `path`; told before.
        asked: an action of this `name` begins now.
        let-go: `text` was replaced, and belongs into History.
        tick: the window's thread is alive.
    """

    def __init__(self, desk: Desk, order: Order) -> None:
        from PySide6.QtCore import QTimer

        self._desk = desk
        self._order = order
        self._site = Path(order.site)
        self._chance = random.Random(order.seed)
        self._log = os.open(order.log, os.O_WRONLY)
        self._steps = self._work()
        self._condition: Callable[[], object] | None = None
        self._waiting_since = 0.0
        self._turn = QTimer(desk)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._go_on)
        self._ticks = QTimer(desk)
        self._ticks.setInterval(TICK_MS)
        self._ticks.timeout.connect(partial(self.tell, "tick"))
        self._ticks.start()
        desk.documents.opened.connect(self._follow)
        desk.documents.saved.connect(self._tell_saved)
        desk.documents.letting_go.connect(self._tell_let_go)
        self._found: list[JournalEntry] | None = None
        self._restored = 0
        desk.recovery.found.connect(self._note_found)
        desk.recovery.restored.connect(self._note_restored)

    def start(self) -> None:
        """Begins."""
        self._turn.start(0)

    def tell(self, kind: str, **facts: object) -> None:
        """Writes one line, whole, at once."""
        line = {"at": time.monotonic(), "kind": kind, **facts}
        os.write(self._log, json.dumps(line).encode() + b"\n")

    # What happens ------------------------------------------------------------------------------

    def _note_found(self, entries: list[JournalEntry]) -> None:
        self._found = list(entries)

    def _note_restored(self, *_what: object) -> None:
        self._restored += 1

    def _follow(self, document: OpenDocument) -> None:
        document.changed.connect(partial(self._tell_text, document))
        document.modified_changed.connect(partial(self._tell_modified, document))
        self._tell_text(document)
        if document.modified:
            self._tell_modified(document)

    def _tell_text(self, document: OpenDocument, *_change: object) -> None:
        self.tell(
            "text",
            ident=document.ident,
            path=str(document.path) if document.path else None,
            text=document.text,
        )

    def _tell_modified(self, document: OpenDocument, *_modified: object) -> None:
        self.tell("dirty" if document.modified else "clean", ident=document.ident)

    def _tell_saved(self, document: OpenDocument) -> None:
        base = document.base
        assert base is not None
        self.tell("saved", ident=document.ident, path=str(document.path), text=base.text)

    def _tell_let_go(self, document: OpenDocument, why: str) -> None:
        self.tell("let-go", ident=document.ident, why=why, text=document.text)

    # Work --------------------------------------------------------------------------------------

    def _go_on(self) -> None:
        if self._condition is not None and not self._condition():
            if time.monotonic() - self._waiting_since > _PATIENCE_S:
                self.tell("stuck", where=str(self._condition))
                os._exit(3)
            self._turn.start(5)
            return
        self._condition = None
        step = next(self._steps)
        if isinstance(step, int):
            self._turn.start(step)
        else:
            self._condition = step
            self._waiting_since = time.monotonic()
            self._turn.start(0)

    def _work(self) -> Iterator[Step]:
        desk, chance = self._desk, self._chance
        yield lambda: desk.library.root is not None and not desk.library.loading
        # What is found is told at once; that there is nothing to find, only by falling silent.
        yield lambda: self._found is not None or not desk.tasks.busy
        yield from self._decide()
        yield from self._open()
        self.tell("asked", name="type")
        yield from self._type(chance.randint(1, 12))
        for name in self._order.lean.split("+"):
            if name != "type":
                yield from self._act(name)
        while True:
            yield from self._act(chance.choice(ACTIONS))
            if chance.random() < 0.3:
                yield from self._open()

    def _act(self, name: str) -> Iterator[Step]:
        if name in ("merge", "restore") and self._document.path is None:
            yield from self._open(with_file=True)
        if name in ("save", "merge", "restore") and not self._document.modified:
            # So that there is something to save, and to merge.
            yield from self._type(self._chance.randint(1, 4))
        self.tell("asked", name=name)
        match name:
            case "type":
                yield from self._type(self._chance.randint(4, 40))
            case "save":
                yield from self._save()
            case "merge":
                yield from self._merge()
            case "restore":
                yield from self._restore()
            case "rest":
                yield REST_MS
        self.tell("done", name=name)

    def _decide(self) -> Iterator[Step]:
        """Restores or sets aside what the desk found, one by one."""
        from PySide6.QtWidgets import QApplication

        recovery = self._desk.recovery
        entries = self._found or []
        told = [
            {
                "ident": entry.ident,
                "path": str(entry.path) if entry.path else None,
                "name": entry.name,
                "text": entry.text,
                "follows": entry.follows,
            }
            for entry in entries
        ]
        self.tell("found", entries=told)
        set_aside = 0
        for entry in entries:
            if self._chance.random() < 0.3:
                set_aside += 1
                recovery.set_aside(entry)
                self.tell("set-aside", ident=entry.ident, text=entry.text)
            else:
                recovery.restore(entry)
                self.tell("restored", ident=entry.ident)
            yield self._chance.randint(0, 60)
        # Each comes to the front when it stands.
        yield lambda: self._restored == len(entries) - set_aside
        # The desk may have asked meanwhile.
        while (dialog := QApplication.activeModalWidget()) is not None:
            dialog.close()
            yield 5

    def _open(self, *, with_file: bool = False) -> Iterator[Step]:
        """Goes to one of the posts, or to a new one."""
        documents, editors = self._desk.documents, self._desk.editors
        untitled = [document for document in documents if document.path is None]
        if self._chance.random() < 0.25 and not with_file:
            document = self._chance.choice(untitled) if untitled else documents.untitled()
            editors.show_document(document)
        else:
            path = self._chance.choice(sorted(self._site.glob("posts/*.md")))
            self._desk.open_post(path)
            yield lambda: (now := editors.current_document) is not None and now.path == path
        yield lambda: editors.current_editor is not None

    @property
    def _document(self) -> OpenDocument:
        document = self._desk.editors.current_document
        assert document is not None
        return document

    def _type(self, words: int) -> Iterator[Step]:
        """Types some words by keys, and takes back a letter now and then."""
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QInputMethodEvent
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        editor = self._desk.editors.current_editor
        assert editor is not None
        length = len(self._document.text)
        # Below the frontmatter, which is folded away.
        first = min(length, self._document.text.rfind("---\n") + 4)
        editor.place_cursor(self._chance.randint(first, length), focus=True)
        for _word in range(words):
            for letter in self._chance.choice(_WORDS) + " ":
                if letter.isascii():
                    QTest.keyClick(editor, letter)  # type: ignore[call-overload]  # a letter
                else:
                    event = QInputMethodEvent("", [])
                    event.setCommitString(letter)
                    QApplication.sendEvent(editor, event)
                if self._chance.random() < 0.04:
                    QTest.keyClick(editor, Qt.Key.Key_Backspace)
                yield self._chance.choice((0, 2, 10, 30))

    def _save(self) -> Iterator[Step]:
        document = self._document
        if document.path is None:
            path = self._site / "posts" / f"new-{document.ident[:8]}.md"
            self.tell("meant", ident=document.ident, path=str(path), text=document.text)
            self._desk.documents.save_as(document, path)
        else:
            self._desk.documents.save(document)
        yield self._chance.choice((0, 1, 5, 20))
        if self._chance.random() < 0.5:
            yield lambda: not document.modified or document.theirs

    def _merge(self) -> Iterator[Step]:
        """Another program adds to the file of the post in front; both texts become one."""
        document = self._document
        if document.path is None:
            return
        theirs = f"Foreign {self._chance.randrange(10**6)}.\n" + "Theirs.\n" * 3
        text = document.path.read_text(encoding="utf-8") if document.path.exists() else ""
        text += theirs
        self.tell("foreign", path=str(document.path), text=text)
        beside = document.path.with_name(f".{document.path.name}.other")
        beside.write_text(text, encoding="utf-8")
        beside.replace(document.path)
        yield lambda: document.theirs or document.text.endswith(theirs) or not document.path
        if document.theirs:
            answer = self._chance.choice(("merge", "merge", "theirs", "mine"))
            self.tell("asked", name=f"merge by {answer}")
            if answer == "theirs":
                self._desk.documents.take_theirs(document)
            elif answer == "mine":
                self._desk.documents.keep_mine(document)
            else:
                self._take_merge(document)
        yield self._chance.choice((0, 5, 30))

    def _take_merge(self, document: OpenDocument) -> None:
        from copydesk.core.posts.merge import merge_posts

        assert document.base is not None
        assert document.theirs is not None
        merge = merge_posts(document.base.text, document.text, document.theirs.text)
        choices = dict.fromkeys(range(len(merge.collisions)), "Both, mixed by hand.\n")
        self._desk.documents.merge(document, merge.resolved(choices), "Merge")

    def _restore(self) -> Iterator[Step]:
        """Brings an older version back from History, as one edit."""
        from copydesk.core.text.diff import edits_between

        document, keeper = self._document, self._desk.history
        versions: list[Version] = []
        answered: list[bool] = []

        def listed(found: list[Version]) -> None:
            versions.extend(found)
            answered.append(True)

        keeper.versions(document, listed)
        yield lambda: answered
        if not versions:
            return
        texts: list[DiskVersion | None] = []
        keeper.content(self._chance.choice(versions), texts.append)
        yield lambda: texts
        version = texts[0]
        if version is not None:
            document.apply(edits_between(document.text, version.text), "Restore")
        yield self._chance.choice((0, 5, 30))


def work(order: Order) -> None:
    """Opens a desk and types until somebody kills this process."""
    home = Path(order.home)
    from tests.helpers.environment import home_variables

    os.environ.update(home_variables(home))
    if order.clock_s:
        true_time, true_time_ns = time.time, time.time_ns
        time.time = lambda: true_time() + order.clock_s
        time.time_ns = lambda: true_time_ns() + int(order.clock_s * 1e9)
    from PySide6.QtWidgets import QApplication

    from copydesk.application.desk import Desk
    from copydesk.application.signals import EndSignals
    from copydesk.services import child_process

    if address := os.environ.get(stand_in.ADDRESS):
        child_process.worker_command = partial(stand_in.command, address)
    plants.plant(order.plant)
    application = QApplication([])
    desk = Desk("light")
    desk.middle.show_view("editor")
    # The preview is put away: its process would only cost time.
    desk.rendering.start = lambda: None  # type: ignore[method-assign]
    ending = EndSignals(desk)
    ending.asked.connect(desk.end_now)
    ending.install()
    desk.left.connect(application.quit)
    typist = Typist(desk, order)
    desk.start(Path(order.site))
    desk.recovery.look_back()  # sooner than it would by itself
    typist.start()
    application.exec()


def serve() -> None:
    """Forks a typist for every order."""
    from tests.helpers.environment import prepare

    prepare()
    # With what a desk loads once its first text is shown.
    for name in ("application.desk", "ui.details.panel"):
        importlib.import_module(f"copydesk.{name}")

    for line in sys.stdin:
        order = Order(**json.loads(line))
        if order.previous:
            os.waitpid(order.previous, 0)
        number = os.fork()
        if number == 0:
            try:
                os.dup2(os.open(order.errors, os.O_WRONLY | os.O_APPEND | os.O_CREAT), 2)
                work(order)
            finally:
                os._exit(4)
        print(number, flush=True)


def as_line(order: Order) -> str:
    """An order as the server reads it."""
    return json.dumps(asdict(order)) + "\n"


if __name__ == "__main__":
    serve()
