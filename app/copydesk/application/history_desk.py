"""Joins the History panel with the versions kept, and brings older ones back into a post."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QPushButton

from copydesk.core.settings import HISTORY_DAYS_RANGE
from copydesk.core.storage.history import Origin
from copydesk.core.storage.history_prune import NEWEST_KEPT
from copydesk.core.text.diff import edits_between
from copydesk.core.today import today
from copydesk.services.notifier import Prompt
from copydesk.ui.history.history_panel import NEVER_SAVED, NO_POST, UNTITLED, HistoryPanel
from copydesk.ui.history.version_rows import ORIGIN_WORDS
from copydesk.ui.widgets.dates import day_words

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.application.workspace import Workspace
    from copydesk.core.storage.history import Version
    from copydesk.core.text.edits import TextEdit
    from copydesk.services.open_document import DiskVersion, OpenDocument

PAGE = "history"


class HistoryDesk(QObject):
    """Fills the panel while it is in front; the panel is made when it first is."""

    def __init__(self, desk: Workspace) -> None:
        super().__init__(desk)
        self._desk = desk
        self._panel: HistoryPanel | None = None
        desk.side.page_changed.connect(self.refresh)
        desk.editors.current_changed.connect(self.refresh)
        desk.documents.saved.connect(self.refresh)
        desk.history.changed.connect(self._note_changed)
        desk.settings.changed.connect(self._say_rule)

    @property
    def panel(self) -> HistoryPanel:
        """The panel."""
        if self._panel is None:
            self._panel = HistoryPanel(self._desk.theme)
            self._panel.version_chosen.connect(self._open)
            self._panel.rule_change_requested.connect(
                self._desk.actions.get("file.keep-versions").trigger
            )
            self._desk.side.place(PAGE).take(self._panel)
            self._say_rule()
        return self._panel

    @Slot()
    def _say_rule(self) -> None:
        if self._panel is not None:
            self._panel.say_rule(_rule(self._desk.settings.values.history_days))

    @Slot()
    def ask_rule(self) -> None:
        """Asks how long versions are to be kept."""
        answer = self._desk.notifier.prompt(
            Prompt(
                "How long are versions of your posts kept?",
                "Days (0 keeps them for ever)",
                str(self._desk.settings.values.history_days),
                "Keep them this long",
                _complaint,
            )
        )
        if answer is not None:
            self._desk.settings.set("history_days", int(answer))

    @Slot(object)
    def _note_changed(self, path: Path) -> None:
        document = self._desk.editors.current_document
        if document is None or document.path is None:
            self.refresh()
        else:
            moved = path == document.path or path in document.path.parents
            if moved or path == self._desk.documents.real_path(document):
                self.refresh()

    @Slot()
    def refresh(self, _news: object = None) -> None:
        """Lists the versions of the post in front anew, where that can be seen."""
        if self._desk.side.current != PAGE:
            return
        document = self._desk.editors.current_document
        if document is None or document.path is None:
            self._desk.history.untitled(partial(self._show_never_saved, document))
        else:
            self._desk.history.versions(document, partial(self._show, document))

    def _show_never_saved(self, document: OpenDocument | None, versions: list[Version]) -> None:
        """Where there is no file, what was never saved as one is to be found."""
        if document is not self._desk.editors.current_document:
            return
        if versions:
            self.panel.show_versions(versions, NEVER_SAVED)
        else:
            self.panel.say(NO_POST if document is None else UNTITLED)

    def _show(self, document: OpenDocument, versions: list[Version]) -> None:
        if document is self._desk.editors.current_document:
            self.panel.show_versions(versions)

    @Slot(object)
    def _open(self, version: Version) -> None:
        document = self._desk.editors.current_document
        if document is not None and document.path is not None:
            self._desk.history.content(version, partial(self._compare, document, version))
        else:
            self._desk.history.content(version, self._go_on_with)

    def _go_on_with(self, kept: DiskVersion | None) -> None:
        if kept is None:
            self._tell_unreadable()
        else:
            document = self._desk.documents.untitled(kept.text, kept.text_format)
            self._desk.show_document(document, 0)

    def _compare(self, document: OpenDocument, version: Version, kept: DiskVersion | None) -> None:
        if kept is None:
            self._tell_unreadable()
        elif document is self._desk.editors.current_document:
            _Comparison(self._desk, document, version, kept)

    def _tell_unreadable(self) -> None:
        self._desk.notifier.warn(
            "This version can't be read any more.", "The others are not touched by it."
        )


class _Comparison(QObject):
    """One version beside the post as it is, in a dialog that owns this."""

    def __init__(
        self, desk: Workspace, document: OpenDocument, version: Version, kept: DiskVersion
    ) -> None:
        # Not needed to start.
        from copydesk.application.comparing import Comparing
        from copydesk.ui.compare.compare_dialog import CompareDialog

        dialog = CompareDialog(f"{document.name} — {_moment(version)}", desk.theme, desk.window)
        super().__init__(dialog)
        self._desk, self._document, self._dialog = desk, document, dialog
        self._version, self._kept = version, kept
        Comparing(desk, dialog.view, document.path)
        self._bring_back = _button("Bring back what is ticked", self._bring_marked_back)
        self._restore = _button("Restore this version", self._restore_all)
        for button in (self._bring_back, self._restore):
            dialog.add_button(button)
        dialog.view.choice_changed.connect(self._follow_choice)
        document.changed.connect(self._show)  # another program may write while this is open
        desk.documents.closed.connect(self._follow_closed)
        dialog.finished.connect(dialog.deleteLater)
        self._show()
        dialog.open()

    @Slot()
    def _show(self, _change: object = None) -> None:
        differs = self._kept.text != self._document.text
        title = f"{_moment(self._version)}, {ORIGIN_WORDS[self._version.origin].lower()}"
        self._dialog.view.show_texts(
            self._kept.text, self._document.text, title, "The post now", selectable=True
        )
        self._restore.setEnabled(differs)
        self._follow_choice()

    @Slot()
    def _follow_choice(self) -> None:
        self._bring_back.setEnabled(bool(self._dialog.view.chosen_edits()))

    @Slot(object)
    def _follow_closed(self, document: OpenDocument) -> None:
        if document is self._document:
            self._dialog.reject()

    @Slot()
    def _bring_marked_back(self) -> None:
        moment = _moment(self._version)
        self._apply(
            self._dialog.view.chosen_edits(),
            f"Bring back parts of the version of {moment}",
            f"What you ticked of the version of {moment} is back in the text.",
        )

    @Slot()
    def _restore_all(self) -> None:
        moment = _moment(self._version)
        self._apply(
            edits_between(self._document.text, self._kept.text),
            f"Restore the version of {moment}",
            f"The version of {moment} is back in the text.",
        )

    def _apply(self, edits: tuple[TextEdit, ...], label: str, news: str) -> None:
        self._document.changed.disconnect(self._show)
        self._desk.history.next_save_is(self._document, Origin.RESTORED)
        self._document.apply(edits, label, as_is=True)
        self._dialog.accept()
        self._desk.middle.setFocus()
        self._desk.notifier.info(f"{news} Undo takes it out again; save to keep it.")


def _button(words: str, clicked: object) -> QPushButton:
    button = QPushButton(words)
    button.setAutoDefault(False)
    button.clicked.connect(clicked)
    return button


def _moment(version: Version) -> str:
    """When it was kept: "today 14:32", "14 Nov 09:05"."""
    when = version.when.astimezone()
    return f"{day_words(when.date(), today())} {when:%H:%M}"


def _complaint(days: str) -> str:
    low, high = HISTORY_DAYS_RANGE
    if days.strip().isdecimal() and low <= int(days) <= high:
        return ""
    return f"Give a number of days, {low} to {high:,}."


def _rule(days: int) -> str:
    if not days:
        return "Versions are kept for ever."
    return f"Versions are kept for {days:,} days, and the newest {NEWEST_KEPT} always."
