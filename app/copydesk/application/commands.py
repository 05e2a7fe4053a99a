"""What each action of the table does."""

from __future__ import annotations

from collections import deque
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QUrl, Slot
from PySide6.QtGui import QActionGroup, QDesktopServices
from PySide6.QtWidgets import QFileDialog

from copydesk.application.reveal import reveal
from copydesk.application.save_places import POST_FILES
from copydesk.core.reports.report import newest_report
from copydesk.core.resources import licences_page
from copydesk.core.settings import ZOOM_RANGE
from copydesk.ui.actions import TABLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

    from copydesk.application.history_desk import HistoryDesk
    from copydesk.application.live_preview import LivePreview
    from copydesk.application.middle import View
    from copydesk.application.workspace import Workspace
    from copydesk.core.markup.suggested import MarksView
    from copydesk.services.open_document import OpenDocument
    from copydesk.ui.dialogs.cheat_sheet import CheatSheet

_ZOOM_STEP = 10
_RECENT = 30
_THEMES = ("light", "dark", "system")
_VIEWS: tuple[View, ...] = ("editor", "split", "preview")
_ENGINES = {
    "view.engine-auto": "auto",
    "view.engine-commonmark": "commonmark",
    "view.engine-python-markdown": "python-markdown",
}
_MARKS: dict[str, MarksView] = {
    "view.marks-marked": "marked",
    "view.marks-accepted": "accepted",
    "view.marks-original": "original",
}
# They need a file, which an untitled post has not.
_OF_FILES = ("file.rename", "file.duplicate", "file.trash", "file.reveal")
_UNDO_WORDS = {"edit.undo": "Undo", "edit.redo": "Redo"}


class Commands(QObject):
    """Joins the actions to the desk and keeps them on, off and checked as they should be.

    Attributes:
        recent: The ids of the latest actions, oldest first.
    """

    def __init__(
        self,
        desk: Workspace,
        live_preview: LivePreview,
        versions: HistoryDesk,
        more: dict[str, Callable[[], object]],
    ) -> None:
        """Joins them; ``more`` is what the actions do that whoever makes this sees to."""
        super().__init__(desk)
        self._desk = desk
        self._live_preview, self._versions = live_preview, versions
        self._actions = desk.actions
        self.recent: deque[str] = deque(maxlen=_RECENT)
        self._undoable: tuple[str, str] | None = None
        handlers = self._files() | self._views() | self._ways() | self._helps() | more
        for spec in TABLE:
            action = self._actions.get(spec.id)
            handler = handlers.get(spec.id) or partial(desk.editors.run, spec.id)
            action.triggered.connect(partial(self._run, spec.id, handler))
        self._groups = [
            self._group(f"view.{name}" for name in _VIEWS),
            self._group(f"view.{name}" for name in _THEMES),
            self._group(_ENGINES),
            self._group(_MARKS),
        ]
        desk.editors.current_changed.connect(self._follow_current)
        desk.documents.opened.connect(self._follow_document)
        desk.documents.copy_wanted.connect(self._save_copy_of)
        desk.conflicts.changed.connect(self._follow_modified)
        desk.site_changed.connect(self._follow_site)
        desk.middle.view_changed.connect(self._check_view)
        self._check(f"view.{desk.theme.choice}")
        self._check(f"view.{desk.settings.values.view}")
        self._check("view.posts")
        self._check("view.details")
        self._check("view.engine-auto")
        self._check("view.marks-marked")
        desk.middle.show_view(next(v for v in _VIEWS if v == desk.settings.values.view))
        desk.status.engine_menu_requested.connect(self._choose_engine)
        desk.status.encoding_requested.connect(desk.actions.get("file.encoding").trigger)
        self._follow_current(None)
        self._follow_site(None)

    def _files(self) -> dict[str, Callable[[], object]]:
        desk = self._desk
        return {
            "file.new-post": desk.posts.new_post,
            "file.new-untitled": desk.new_untitled,
            "file.open-folder": self._ask_folder,
            "file.open-file": self._ask_file,
            "file.save": partial(self._with_document, desk.documents.save),
            "file.save-as": self._save_copy,
            "file.save-all": self._save_all,
            "file.reload": desk.look_at_disk,
            "file.merge": partial(self._with_document, desk.conflicts.merge),
            "file.rename": partial(self._with_path, desk.posts.rename),
            "file.duplicate": partial(self._with_path, desk.files.duplicate),
            "file.trash": partial(self._with_path, desk.files.trash),
            "file.reveal": partial(self._with_path, desk.files.reveal),
            "file.encoding": partial(self._with_document, desk.encoding.choose),
            "file.keep-versions": self._versions.ask_rule,
            "file.recover": desk.recovery.look_back,
            "file.close-tab": partial(self._with_document, desk.documents.close),
            "file.close-folder": desk.close_folder,
            "file.quit": desk.leave,
        }

    def _views(self) -> dict[str, Callable[[], object]]:
        desk = self._desk
        return (
            {f"view.{view}": partial(desk.middle.show_view, view) for view in _VIEWS}
            | {f"view.{theme}": partial(self._choose_theme, theme) for theme in _THEMES}
            | {action: partial(desk.choose_engine, name) for action, name in _ENGINES.items()}
            | {
                action: partial(self._live_preview.show_marks, view)
                for action, view in _MARKS.items()
            }
            | {
                "view.posts": partial(self._toggle_panel, "posts"),
                "view.details": partial(self._toggle_panel, "details"),
                "view.zoom-in": partial(self._zoom, _ZOOM_STEP),
                "view.zoom-out": partial(self._zoom, -_ZOOM_STEP),
                "view.zoom-reset": partial(self._zoom, 0),
                "view.reload-preview": self._live_preview.render_again,
            }
        )

    def _ways(self) -> dict[str, Callable[[], object]]:
        desk = self._desk
        return {
            "go.posts": desk.show_palette,
            "go.commands": partial(desk.show_palette, commands=True),
            "go.filter": self._to_filter,
            "go.tree": self._to_tree,
            "go.editor": self._to_editor,
            "go.preview": self._to_preview,
            "go.details": self._to_details,
            "go.history": partial(self._to_side, "history"),
            "go.review": partial(self._to_side, "review"),
            "go.sources": partial(self._to_side, "sources"),
            "go.next-pane": desk.focus_next_pane,
            "go.previous-pane": partial(desk.focus_next_pane, backwards=True),
            "go.next-tab": partial(desk.editors.run, "go.next-tab"),
            "go.previous-tab": partial(desk.editors.run, "go.previous-tab"),
            "go.menu": desk.window.top_bar.open_menu,
        }

    def _helps(self) -> dict[str, Callable[[], object]]:
        return {
            "help.keys": self.show_keys,
            "help.reports": self._show_reports,
            "help.about": self._show_about,
        }

    def _run(self, action_id: str, handler: Callable[[], object]) -> None:
        self.recent.append(action_id)
        if action_id.startswith("file."):
            self._desk.finish_input()
        handler()

    def _group(self, action_ids: object) -> QActionGroup:
        group = QActionGroup(self)
        for action_id in action_ids:  # type: ignore[attr-defined]  # any iterable of ids
            group.addAction(self._actions.get(action_id))
        return group

    def _check(self, action_id: str) -> None:
        self._actions.get(action_id).setChecked(True)

    @Slot(str)
    def _check_view(self, view: str) -> None:
        self._check(f"view.{view}")
        self._desk.settings.set("view", view)

    def _with_document(self, run: Callable[..., object]) -> None:
        if (document := self._desk.editors.current_document) is not None:
            run(document)

    def _with_path(self, run: Callable[..., object]) -> None:
        document = self._desk.editors.current_document
        if document is not None and document.path is not None:
            run(document.path)

    @Slot(object)
    def _follow_current(self, document: object) -> None:
        for spec, action in self._actions:
            if spec.editor:
                action.setEnabled(document is not None)
        self._undoable = None  # they were all switched above
        self._follow_undo()
        self._follow_modified()

    def _follow_document(self, document: object) -> None:
        document.changed.connect(self._follow_undo)  # type: ignore[attr-defined]  # as below
        document.format_changed.connect(self._follow_undo)  # type: ignore[attr-defined]  # as below
        document.modified_changed.connect(self._follow_modified)  # type: ignore[attr-defined]  # a Signal(object)
        document.path_changed.connect(self._follow_modified)  # type: ignore[attr-defined]  # as above

    def _follow_modified(self) -> None:
        document = self._desk.editors.current_document
        untitled = document is not None and document.path is None
        self._save_action.setEnabled(document is not None and (document.modified or untitled))
        for action_id in _OF_FILES:
            self._actions.get(action_id).setEnabled(document is not None and not untitled)
        self._actions.get("file.merge").setEnabled(self._desk.conflicts.can_merge(document))
        self._actions.get("file.save-all").setEnabled(bool(self._desk.documents.unsaved))

    @Slot()
    def _follow_undo(self) -> None:
        """Names what is taken back: at every key, which costs nothing while it stays the same."""
        document = self._desk.editors.current_document
        undo = document.undo_label if document is not None else ""
        redo = document.redo_label if document is not None else ""
        if (undo, redo) == self._undoable:
            return
        self._undoable = undo, redo
        for action_id, step in (("edit.undo", undo), ("edit.redo", redo)):
            action, word = self._actions.get(action_id), _UNDO_WORDS[action_id]
            action.setText(f"{word} {step[:1].lower()}{step[1:]}" if step else word)
            action.setEnabled(bool(step))

    @property
    def _save_action(self) -> QAction:
        return self._actions.get("file.save")

    @Slot(object)
    def _follow_site(self, site: object) -> None:
        for action_id in ("file.new-post", "file.close-folder", "go.posts", "go.filter"):
            self._actions.get(action_id).setEnabled(site is not None)

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self._desk.window, "Open a folder of posts")
        if folder:
            self._desk.open_folder(Path(folder))

    def _ask_file(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self._desk.window, "Open a file", "", POST_FILES)
        if path:
            self._desk.open_path(Path(path))

    def _save_copy(self) -> None:
        if (document := self._desk.editors.current_document) is not None:
            self._save_copy_of(document)

    @Slot(object)
    def _save_copy_of(self, document: OpenDocument) -> None:
        start = str(document.path or "")
        path, _kind = QFileDialog.getSaveFileName(
            self._desk.window, "Save a copy", start, POST_FILES
        )
        if path and Path(path) == document.path:
            self._desk.documents.save(document)
        elif path:
            done = partial(self._desk.notifier.info, f"A copy was saved as “{Path(path).name}”.")
            self._desk.documents.save_copy(document, Path(path), done)

    def _save_all(self) -> None:
        for document in self._desk.documents.unsaved:
            self._desk.documents.save(document)

    def _choose_theme(self, theme: str) -> None:
        self._desk.theme.choose(theme)  # type: ignore[arg-type]  # one of _THEMES
        self._desk.settings.set("theme", theme)

    def _toggle_panel(self, name: str) -> None:
        shown = self._actions.get(f"view.{name}").isChecked()
        self._desk.window.show_panel(name, shown=shown)

    def _zoom(self, by: int) -> None:
        zoom = self._desk.settings.values.zoom + by if by else 100
        low, high = ZOOM_RANGE
        self._desk.settings.set("zoom", max(low, min(high, zoom)))

    def _to_filter(self) -> None:
        self._desk.show_panel("posts", shown=True)
        self._desk.posts.focus_filter()

    def _to_tree(self) -> None:
        self._desk.show_panel("posts", shown=True)
        self._desk.posts.focus_tree()

    def _to_details(self) -> None:
        _made = self._desk.details  # now, if it was not yet
        self._to_side("details")

    def _to_side(self, page: str) -> None:
        self._desk.show_panel("details", shown=True)
        self._desk.side.show_page(page)
        self._desk.side.place(page).setFocus()

    def _to_editor(self) -> None:
        if self._desk.middle.view == "preview":
            self._desk.middle.show_view("split")
        if self._desk.editors.current_editor:
            self._desk.editors.current_editor.setFocus()

    def _to_preview(self) -> None:
        if self._desk.middle.view == "editor":
            self._desk.middle.show_view("split")
        self._desk.preview.setFocus()

    def _choose_engine(self) -> None:
        button = self._desk.status.engine_button
        menu = self._desk.menus.menu(tuple(_ENGINES), button)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def show_keys(self) -> CheatSheet:
        """Opens the sheet of keys."""
        from copydesk.ui.dialogs.cheat_sheet import CheatSheet  # not needed to start

        sheet = CheatSheet(self._desk.window)
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()
        return sheet

    def _show_reports(self) -> None:
        self._desk.tasks.run(newest_report, self._reveal, in_order=True)

    def _reveal(self, path: Path) -> None:
        reveal(path, self)

    def _show_about(self) -> None:
        from copydesk.ui.dialogs.about import AboutDialog  # not needed to start

        page = licences_page()
        about = AboutDialog(self._desk.window, licences=page is not None)
        about.finished.connect(about.deleteLater)
        if page is not None:
            about.licences_asked.connect(partial(self._show_licences, page))
        about.open()

    def _show_licences(self, page: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(page))):
            self._reveal(page)
