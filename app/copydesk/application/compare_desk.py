"""Compares any two texts: the window, the disk, git, History, another post."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton
from shiboken6 import isValid

from copydesk.core.errors import CopydeskError
from copydesk.core.text.passages import first_words, quoted
from copydesk.core.text.ranking import fold, rank
from copydesk.core.today import today
from copydesk.services.compared_texts import ComparedTexts, Side, SideKind, SideText
from copydesk.ui.history.version_rows import ORIGIN_WORDS
from copydesk.ui.widgets.dates import day_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from copydesk.application.workspace import Workspace
    from copydesk.core.publish.committed import Committed
    from copydesk.core.storage.history import Version
    from copydesk.services.open_document import OpenDocument
    from copydesk.ui.compare.drawing import Item

T = TypeVar("T")

_MOST_FOUND = 50
_ANOTHER = "another post"
_WINDOW, _DISK = Side(SideKind.WINDOW), Side(SideKind.DISK)
_COMMIT, _PUBLISHED = Side(SideKind.COMMIT), Side(SideKind.PUBLISHED)
_NAMES = {
    SideKind.WINDOW: "The window, as it is now",
    SideKind.DISK: "The file on disk",
    SideKind.COMMIT: "The last commit",
    SideKind.PUBLISHED: "The published branch",
}
_UNDO, _READING = "Undo", "Reading…"


class CompareDesk(QObject):
    """Opens comparisons of the post in front."""

    def __init__(self, desk: Workspace) -> None:
        super().__init__(desk)
        self._desk = desk
        self._texts = ComparedTexts(desk.documents, desk.history, desk.tasks, self)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the actions do that this sees to."""
        return {"file.compare": self.open}

    def open(self) -> None:
        """Compares the window with the last commit, or with the disk where there is none."""
        document = self._desk.editors.current_document
        if document is not None:
            AnyComparison(self._desk, document, self._texts)


class AnyComparison(QObject):
    """Two texts of a choice, in a dialog that owns this."""

    def __init__(self, desk: Workspace, document: OpenDocument, texts: ComparedTexts) -> None:
        # Not needed to start.
        from copydesk.application.comparing import Comparing
        from copydesk.ui.compare.compare_dialog import CompareDialog
        from copydesk.ui.compare.side_bar import SideBar

        dialog = CompareDialog(f"Compare “{document.name}”", desk.theme, desk.window)
        super().__init__(dialog)
        self._desk, self._document, self._texts = desk, document, texts
        self._dialog, self._view = dialog, dialog.view
        self._sides = [_COMMIT, _WINDOW]
        self._found: list[SideText | None] = [None, None]
        self._asked = [0, 0]
        self._versions: list[Version] = []
        self._others: list[Path] = []
        self._taken = 0
        self.bar = SideBar(desk.theme)
        dialog.add_bar(self.bar)
        Comparing(desk, dialog.view, document.path)
        self._undo = QPushButton(_UNDO)
        self._undo.setAutoDefault(False)
        self._undo.setToolTip("Take the last change back (Ctrl+Z)")
        self._undo.clicked.connect(self._take_back)
        self._undo.hide()
        dialog.add_button(self._undo)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), dialog)
        shortcut.activated.connect(self._take_back)
        dialog.view.head.hide_legend()
        self._join()
        self._offer()
        self._view.clear(_READING)
        self._get(1, _WINDOW, partial(self._place, 1, _WINDOW))
        # The disk stands in where nothing is committed.
        self._get(0, _COMMIT, partial(self._place, 0, _COMMIT), partial(self._choose, 0, _DISK))
        desk.history.versions(document, self._take_versions)
        dialog.open()

    def _join(self) -> None:
        self.bar.chosen.connect(self._choose)
        self.bar.swapped.connect(self._swap)
        self._view.action_wanted.connect(self._act)
        self._document.changed.connect(self._follow)
        self._document.disk_state_changed.connect(self._follow_disk)
        self._desk.documents.closed.connect(self._follow_closed)
        self._dialog.finished.connect(self._leave)

    # ---- What is offered ------------------------------------------------------------------------

    def _take_versions(self, versions: list[Version]) -> None:
        if isValid(self):
            self._versions = versions
            self._offer()

    def _offer(self) -> None:
        from copydesk.ui.compare.side_bar import SideChoice

        choices = [SideChoice(Side(kind), self._named(Side(kind))) for kind in _NAMES]
        sides = [Side(SideKind.VERSION, version=version) for version in self._versions]
        choices += [SideChoice(side, self._named(side), not n) for n, side in enumerate(sides)]
        sides = [Side(SideKind.POST, path=path) for path in self._others]
        choices += [SideChoice(side, self._named(side), not n) for n, side in enumerate(sides)]
        choices.append(SideChoice(_ANOTHER, "Another post…", not sides))
        self.bar.offer(choices)
        for number, side in enumerate(self._sides):
            self.bar.show_choice(number, side)

    def _named(self, side: Side) -> str:
        """What a side is called, with what is known of it."""
        if side.version is not None:
            return f"History: {_moment(side.version)}, {ORIGIN_WORDS[side.version.origin].lower()}"
        if side.path is not None:
            entry = self._desk.library.entries.get(self._desk.library.relative(side.path) or "")
            return f"“{entry.title if entry else side.path.name}”"
        for shown, found in zip(self._sides, self._found, strict=True):
            if shown == side and found is not None and found.commit is not None:
                return _committed(found.commit)
        return _NAMES[side.kind]

    # ---- Which two ------------------------------------------------------------------------------

    @Slot(int, object)
    def _choose(self, number: int, side: Side | str, _error: object = None) -> None:
        if isinstance(side, str):
            self._ask_post(number)
            return
        self._sides[number], self._found[number] = side, None
        self.bar.show_choice(number, side)
        self._dialog.say("")
        self._view.clear(_READING)
        self._get(number, side, partial(self._place, number, side), partial(self._say, number))

    def _get(
        self,
        number: int,
        side: Side,
        then: Callable[[SideText], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        self._asked[number] += 1
        asked = self._asked[number]
        self._texts.get(
            side,
            self._document,
            partial(self._deliver, number, asked, then),
            partial(self._deliver, number, asked, failed or partial(self._say, number)),
        )

    def _deliver(self, number: int, asked: int, take: Callable[[T], object], what: T) -> None:
        if isValid(self) and self._asked[number] == asked:
            take(what)

    def _place(self, number: int, side: Side, found: SideText) -> None:
        self._sides[number], self._found[number] = side, found
        self._offer()
        self._show()

    def _say(self, number: int, error: Exception) -> None:
        self._found[number] = None
        self.bar.show_choice(number, self._sides[number])
        if isinstance(error, CopydeskError):
            self._view.clear(f"{error.sentence}\n\n{error.next_step}".strip())
        else:
            self._view.clear("")
            self._desk.notifier.error(error)

    @Slot()
    def _swap(self) -> None:
        self._asked = [asked + 1 for asked in self._asked]  # what is on its way is asked anew
        self._sides.reverse()
        self._found.reverse()
        self._offer()
        for number, side in enumerate(self._sides):
            if self._found[number] is None:
                self._choose(number, side)
        self._show()

    def _ask_post(self, number: int) -> None:
        from copydesk.ui.compare.post_chooser import PostChooser

        chooser = PostChooser(self._search, self._dialog)
        chooser.picked.connect(partial(self._choose_post, number))
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    def _search(self, query: str) -> list[tuple[Path, str, str]]:
        library = self._desk.library
        root, mine = library.root, self._document.path
        if root is None:
            return []
        entries = [entry for entry in library.entries.values() if root / entry.path != mine]
        if query.strip():
            texts = [fold(f"{entry.title}\n{entry.path}") for entry in entries]
            entries = [entries[number] for number in rank(query, texts, _MOST_FOUND)]
        else:
            entries = sorted(entries, key=attrgetter("title_key"))[:_MOST_FOUND]
        return [(root / entry.path, entry.title, entry.path) for entry in entries]

    def _choose_post(self, number: int, path: Path) -> None:
        if path not in self._others:
            self._others.append(path)
        self._offer()
        self._choose(number, Side(SideKind.POST, path=path))

    # ---- What is shown --------------------------------------------------------------------------

    def _show(self, *, stay: bool = False) -> None:
        old, new = self._found
        if old is None or new is None:
            return
        self._view.show_texts(
            old.text,
            new.text,
            *(self._named(side) for side in self._sides),
            action=self._action,
            stay=stay,
        )

    @property
    def _action(self) -> str:
        """What can be done with a difference: where the window is the later text it goes back."""
        if self._sides[0] == self._sides[1]:
            return ""
        if self._sides[1] == _WINDOW:
            return "Bring back"
        return "Take over" if self._sides[0] == _WINDOW else "Copy"

    @Slot(object)
    def _follow(self, _change: object) -> None:
        """Shows the window's text anew: a difference was taken, or another program wrote."""
        for number, side in enumerate(self._sides):
            if side == _WINDOW:
                self._found[number] = SideText(self._document.text)
        if _WINDOW in self._sides:
            self._show(stay=True)

    @Slot(object)
    def _follow_disk(self, _state: object) -> None:
        for number, side in enumerate(self._sides):
            if side == _DISK:
                self._choose(number, side)

    @Slot(object)
    def _follow_closed(self, document: OpenDocument) -> None:
        if document is self._document:
            self._dialog.reject()

    # ---- What is done ---------------------------------------------------------------------------

    @Slot(object)
    def _act(self, item: Item) -> None:
        if _WINDOW not in self._sides:
            text = self._view.text_of(item)
            QGuiApplication.clipboard().setText(text)
            self._dialog.say(f"Copied: {quoted(first_words(text))}")
            return
        forward = self._sides[0] == _WINDOW
        other = self._named(self._sides[1 if forward else 0])
        edits = self._view.edits_of([item], forward=forward)
        revision = self._document.revision
        self._document.apply(edits, f"{self._action} from {_in_sentence(other)}", as_is=True)
        self._taken += self._document.revision != revision
        self._note_taken("Done. Save the post to keep it.")
        self._view.setFocus()  # the button that was pressed may be gone

    def _note_taken(self, news: str) -> None:
        self._undo.setVisible(bool(self._taken))
        self._dialog.say(news)

    @Slot()
    def _take_back(self) -> None:
        """Undoes what was taken here, and nothing from before."""
        if self._taken and self._document.can_undo:
            self._taken -= 1
            self._document.undo()
            self._note_taken("Undone.")
            self._view.setFocus()

    @Slot()
    def _leave(self) -> None:
        self._document.changed.disconnect(self._follow)
        self._document.disk_state_changed.disconnect(self._follow_disk)
        self._desk.middle.setFocus()
        if self._taken:
            made, them = (
                ("1 change was", "it")
                if self._taken == 1
                else (
                    f"{self._taken} changes were",
                    "them",
                )
            )
            self._desk.notifier.info(
                f"{made} made from the comparison. Undo takes {them} out again."
            )
        self._dialog.deleteLater()


def _in_sentence(name: str) -> str:
    return name[:1].lower() + name[1:] if name.startswith("The ") else name


def _committed(found: Committed) -> str:
    """“The last commit, 3f2a1c, 14 Nov 09:05, there called “old-name.md””."""
    which = f"Published, {found.branch}" if found.branch else "The last commit"
    try:
        when = _clock(datetime.fromisoformat(found.when))
    except ValueError:
        when = found.when
    name = f", there called “{found.path}”" if found.renamed else ""
    return f"{which}, {when}{name}"


def _moment(version: Version) -> str:
    return _clock(version.when)


def _clock(when: datetime) -> str:
    """The local day and time: "today 14:32", "14 Nov 09:05"."""
    local = when.astimezone()
    return f"{day_words(local.date(), today())} {local:%H:%M}"
