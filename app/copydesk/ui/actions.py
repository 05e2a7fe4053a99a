"""Every action of the desk in one table: its words, its key, its group.

Menus, the command palette, the cheat sheet and the README's list of keys are made from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from copydesk.core.help.pages import PAGES, RULES

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action.

    Attributes:
        id: Stable name, ``group.verb``.
        text: What the palette and menus call it.
        keys: Qt's portable key names, the first shown; several may do the same.
        icon: A Lucide name, or "".
        checkable: Whether it is on or off.
        editor: Whether it acts on the text and is off while no post is open.
        in_menu: Whether the menu has it; the palette has all.
    """

    id: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    editor: bool = False
    in_menu: bool = True

    @property
    def group(self) -> str:
        """The heading it stands under."""
        return GROUPS[self.id.partition(".")[0]]

    @property
    def typing(self) -> bool:
        """Whether its keys belong to writing: elsewhere they keep their own meaning."""
        return self.id.startswith(("format.", "line.")) and self.id != "line.goto"


GROUPS = {
    "file": "Posts and folders",
    "edit": "Editing",
    "format": "Formatting",
    "line": "Lines",
    "find": "Find and replace",
    "review": "Review",
    "view": "View",
    "go": "Getting around",
    "help": "Help",
}

TABLE: tuple[ActionSpec, ...] = (
    ActionSpec("file.new-post", "New post", ("Ctrl+N",), "plus"),
    ActionSpec("file.new-untitled", "New untitled post", ("Ctrl+Alt+N",), "file-plus"),
    ActionSpec("file.open-folder", "Open a folder of posts…", ("Ctrl+Shift+O",), "folder-open"),
    ActionSpec("file.open-file", "Open a file…", ("Ctrl+O",), "file-text"),
    ActionSpec("file.clone", "Clone a site…", icon="folder-down"),
    ActionSpec("file.open-sample", "Open the sample newsroom", icon="newspaper"),
    ActionSpec("file.save", "Save", ("Ctrl+S",), "save", editor=True),
    ActionSpec("file.save-as", "Save a copy as…", ("Ctrl+Shift+S",), editor=True),
    ActionSpec("file.save-all", "Save all", ("Ctrl+Alt+S",), editor=True),
    ActionSpec("file.reload", "Look at the disk again", ("F5",), "refresh-cw"),
    ActionSpec("file.merge", "Merge with the file on disk…", icon="git-merge", editor=True),
    ActionSpec("file.compare", "Compare…", ("F7",), "arrow-left-right", editor=True),
    ActionSpec("file.rename", "Rename the post…", editor=True),
    ActionSpec("file.duplicate", "Duplicate the post", icon="copy", editor=True),
    ActionSpec("file.trash", "Move the post to the trash", icon="trash-2", editor=True),
    ActionSpec("file.reveal", "Show the post in the file manager", editor=True),
    ActionSpec("file.encoding", "Encoding…", icon="languages", editor=True),
    ActionSpec("file.keep-versions", "How long versions are kept…"),
    ActionSpec("file.recover", "Unsaved posts from before…"),
    ActionSpec("file.close-tab", "Close the tab", ("Ctrl+W", "Ctrl+F4"), "x", editor=True),
    ActionSpec("file.close-folder", "Close the folder"),
    ActionSpec("file.quit", "Quit", ("Ctrl+Q",)),
    ActionSpec("edit.undo", "Undo", ("Ctrl+Z",), "undo", editor=True),
    ActionSpec("edit.redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", editor=True),
    ActionSpec("edit.fold-fields", "Fold or unfold the fields", ("Ctrl+.",), editor=True),
    ActionSpec("format.bold", "Bold", ("Ctrl+B",), "bold", editor=True),
    ActionSpec("format.italic", "Italic", ("Ctrl+I",), "italic", editor=True),
    ActionSpec("format.code", "Code", ("Ctrl+E",), "code", editor=True),
    ActionSpec("format.link", "Link", ("Ctrl+K",), "link", editor=True),
    ActionSpec("format.heading", "Heading: next level", ("Ctrl+Shift+H",), "heading", editor=True),
    ActionSpec("format.heading-1", "Heading 1", ("Ctrl+1",), editor=True),
    ActionSpec("format.heading-2", "Heading 2", ("Ctrl+2",), editor=True),
    ActionSpec("format.heading-3", "Heading 3", ("Ctrl+3",), editor=True),
    ActionSpec("format.heading-4", "Heading 4", ("Ctrl+4",), editor=True),
    ActionSpec("format.quote", "Quote", ("Ctrl+Shift+.",), "quote", editor=True),
    ActionSpec("format.bullets", "Bulleted list", ("Ctrl+Shift+8",), "list", editor=True),
    ActionSpec("format.numbers", "Numbered list", ("Ctrl+Shift+7",), "list-ordered", editor=True),
    ActionSpec("format.tasks", "Task list", ("Ctrl+Shift+9",), "list-checks", editor=True),
    ActionSpec("format.indent", "Indent", ("Ctrl+]",), editor=True),
    ActionSpec("format.outdent", "Outdent", ("Ctrl+[",), editor=True),
    ActionSpec("line.up", "Move the line up", ("Alt+Up",), "arrow-up", editor=True),
    ActionSpec("line.down", "Move the line down", ("Alt+Down",), "arrow-down", editor=True),
    ActionSpec("line.duplicate", "Duplicate the line", ("Ctrl+Shift+D",), editor=True),
    ActionSpec("line.goto", "Go to line…", ("Ctrl+G",), editor=True),
    ActionSpec("find.show", "Find", ("Ctrl+F",), "search", editor=True),
    ActionSpec("find.replace", "Find and replace", ("Ctrl+H",), "replace", editor=True),
    ActionSpec("find.next", "Find the next one", ("F3",), editor=True),
    ActionSpec("find.previous", "Find the one before", ("Shift+F3",), editor=True),
    ActionSpec("review.switch", "Suggest, or edit again", ("Ctrl+Shift+E",), "replace"),
    ActionSpec("review.editing", "Editing: change the text", icon="pencil", checkable=True),
    ActionSpec("review.suggesting", "Suggesting: record changes", icon="replace", checkable=True),
    ActionSpec("review.comment", "Comment on the selection…", ("Ctrl+Alt+M",), editor=True),
    ActionSpec("review.next", "To the next suggestion or comment", ("Alt+PgDown",), editor=True),
    ActionSpec("review.previous", "To the one before", ("Alt+PgUp",), editor=True),
    ActionSpec("review.accept", "Accept the suggestion", ("Ctrl+Alt+A",), "check", editor=True),
    ActionSpec("review.reject", "Reject the suggestion", ("Ctrl+Alt+R",), "x", editor=True),
    ActionSpec("review.accept-all", "Accept all suggestions", editor=True),
    ActionSpec("review.reject-all", "Reject all suggestions", editor=True),
    ActionSpec("review.next-finding", "To the next finding", ("F8",), editor=True),
    ActionSpec("review.previous-finding", "To the finding before", ("Shift+F8",), editor=True),
    ActionSpec("review.next-step", "Send to review", ("Ctrl+Shift+Return",)),
    ActionSpec("review.status-draft", "Status: draft", checkable=True),
    ActionSpec("review.status-review", "Status: in review", checkable=True),
    ActionSpec("review.status-ready", "Status: ready", checkable=True),
    ActionSpec("view.editor", "Editor only", ("Ctrl+Alt+1",), "pencil", checkable=True),
    ActionSpec("view.split", "Editor and preview", ("Ctrl+Alt+2",), "columns-2", checkable=True),
    ActionSpec("view.preview", "Preview only", ("Ctrl+Alt+3",), "eye", checkable=True),
    ActionSpec("view.posts", "Show the posts", ("Ctrl+\\",), "panel-left", checkable=True),
    ActionSpec("view.details", "Show the details", ("Ctrl+Alt+\\",), "panel-right", checkable=True),
    ActionSpec("view.zoom-in", "Zoom in", ("Ctrl+=", "Ctrl++")),
    ActionSpec("view.zoom-out", "Zoom out", ("Ctrl+-",)),
    ActionSpec("view.zoom-reset", "Zoom back to normal", ("Ctrl+0",)),
    ActionSpec("view.light", "Light theme", icon="sun", checkable=True),
    ActionSpec("view.dark", "Dark theme", icon="moon", checkable=True),
    ActionSpec("view.system", "Follow the system's theme", icon="monitor", checkable=True),
    ActionSpec("view.engine-auto", "Render as the site does", checkable=True),
    ActionSpec("view.engine-commonmark", "Render with CommonMark", checkable=True),
    ActionSpec("view.engine-python-markdown", "Render with Python-Markdown", checkable=True),
    ActionSpec("view.marks-marked", "Show suggestions in the preview", checkable=True),
    ActionSpec("view.marks-accepted", "Show the preview as if accepted", checkable=True),
    ActionSpec("view.marks-original", "Show the preview without suggestions", checkable=True),
    ActionSpec("view.reload-preview", "Render the preview again", ("Ctrl+F5",)),
    ActionSpec("go.posts", "Go to a post…", ("Ctrl+P",), "search"),
    ActionSpec("go.commands", "Run a command…", ("Ctrl+Shift+P",), "command"),
    ActionSpec("go.filter", "Filter the posts", ("Ctrl+Shift+F",), "filter"),
    ActionSpec("go.tree", "To the posts", ("Ctrl+Shift+1",)),
    ActionSpec("go.editor", "To the editor", ("Ctrl+Shift+2",)),
    ActionSpec("go.preview", "To the preview", ("Ctrl+Shift+3",)),
    ActionSpec("go.details", "To the details", ("Ctrl+Shift+4",)),
    ActionSpec("go.history", "To the versions of the post", ("Ctrl+Shift+5",), "history"),
    ActionSpec("go.review", "To the review of the post", ("Ctrl+Shift+6",), "list-checks"),
    ActionSpec("go.sources", "To the sources of the post", ("Ctrl+Shift+0",), "text-quote"),
    ActionSpec("go.next-pane", "To the next pane", ("F6",)),
    ActionSpec("go.previous-pane", "To the pane before", ("Shift+F6",)),
    ActionSpec("go.next-tab", "To the next tab", ("Ctrl+Tab", "Ctrl+PgDown")),
    ActionSpec("go.previous-tab", "To the tab before", ("Ctrl+Shift+Tab", "Ctrl+PgUp")),
    ActionSpec("go.menu", "Open the menu", ("F10",), "menu"),
    ActionSpec("help.guide", "Guide", ("Shift+F1",), "circle-question-mark"),
    ActionSpec("help.keys", "Keys at a glance", ("F1",), "keyboard"),
    ActionSpec("help.page-rules", "Rules of the review"),
    ActionSpec("help.reports", "Reports…"),
    ActionSpec("help.about", "About Copydesk", icon="info"),
    *(
        ActionSpec(f"help.page-{page.name}", f"Guide: {page.title}", in_menu=False)
        for page in PAGES
        if page.name != RULES
    ),
)


class Actions(QObject):
    """The table's actions, made once for one window."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._actions: dict[str, QAction] = {}
        for spec in TABLE:
            action = QAction(spec.text, self)
            action.setObjectName(spec.id)
            action.setCheckable(spec.checkable)
            action.setShortcuts([QKeySequence(key) for key in spec.keys])
            action.setShortcutContext(
                Qt.ShortcutContext.WidgetWithChildrenShortcut
                if spec.typing
                else Qt.ShortcutContext.WindowShortcut
            )
            self._actions[spec.id] = action

    def get(self, action_id: str) -> QAction:
        """The action of that id.

        Raises:
            KeyError: The table has none of that id.
        """
        return self._actions[action_id]

    def __iter__(self) -> Iterator[tuple[ActionSpec, QAction]]:
        """Every action beside its line of the table, in the table's order."""
        return ((spec, self._actions[spec.id]) for spec in TABLE)
