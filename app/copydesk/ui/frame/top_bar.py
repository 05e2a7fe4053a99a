"""The bar at the top: the site's name, New post, the way to everything, Save, the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from copydesk.ui.frame.status_button import StatusButton
from copydesk.ui.icons import icon
from copydesk.ui.widgets.named import named

if TYPE_CHECKING:
    from copydesk.ui.actions import Actions
    from copydesk.ui.frame.menus import Menus
    from copydesk.ui.theme.theme import Theme

_VIEWS = {"view.editor": "Editor", "view.split": "Split", "view.preview": "Preview"}
_MODES = {"review.editing": "Editing", "review.suggesting": "Suggesting"}
# Qt leaves 4 px between the icon of a button and its text.
_GAP = "\N{THIN SPACE}"
_HEIGHT_PX = 44
_SEARCH_WIDTH_PX = 440


class TopBar(QWidget):
    """Arranges buttons for the actions that an editor reaches for most.

    Attributes:
        status: Takes the post in front its next step.
    """

    def __init__(self, actions: Actions, menus: Menus, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(_HEIGHT_PX)
        self._actions, self._theme = actions, theme
        self._site = named(QLabel("Copydesk"), "siteName")
        self._new = self._button("file.new-post", f"{_GAP}New post")
        self._search = self._search_pill()
        self._search.setMaximumWidth(_SEARCH_WIDTH_PX)
        self._view = named(QPushButton(), "viewButton")
        self._view.setAccessibleName("View")
        self._view.setMenu(menus.menu(tuple(_VIEWS), self))
        self._mode = named(QPushButton(), "modeButton")
        self._mode.setAccessibleName("Editing or suggesting")
        self._mode.setMenu(menus.menu(tuple(_MODES), self))
        self._save = self._button("file.save", "Save")
        self.status = StatusButton(actions, menus)
        self._menu = named(QToolButton(), "menuButton")
        self._menu.setAccessibleName("Menu")
        self._menu.setToolTip("Menu (F10)")
        self._menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._menu.setMenu(menus.main_menu(self))
        self._arrange()
        for action_id in _VIEWS:
            actions.get(action_id).toggled.connect(self._show_view)
        for action_id in _MODES:
            actions.get(action_id).toggled.connect(self._show_mode)
        for action_id in ("file.new-post", "file.save"):
            actions.get(action_id).changed.connect(self._follow_actions)
        theme.changed.connect(self._draw_icons)
        self._draw_icons()
        self._show_view()
        self._show_mode()
        self._follow_actions()

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(10)
        row.addWidget(self._site)
        row.addWidget(self._new)
        row.addStretch(1)
        row.addWidget(self._search, 4)
        row.addStretch(1)
        row.addWidget(self._mode)
        row.addWidget(self._view)
        row.addWidget(self._save)
        row.addWidget(self.status)
        row.addWidget(self._menu)

    def _button(self, action_id: str, text: str) -> QPushButton:
        button = QPushButton(text)
        self._describe(button, action_id)
        button.clicked.connect(self._actions.get(action_id).trigger)
        return button

    def _search_pill(self) -> QPushButton:
        pill = named(QPushButton(), "searchPill")
        key = self._describe(pill, "go.posts")
        pill.setText(f"{_GAP}Go to a post or a command    {key}")
        pill.clicked.connect(self._open_palette)
        return pill

    def _describe(self, button: QPushButton, action_id: str) -> str:
        """Gives a button its action's name and says its key, which it returns."""
        action = self._actions.get(action_id)
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        button.setAccessibleName(action.text())
        button.setToolTip(f"{action.text()} ({key})")
        return key

    def show_site(self, name: str) -> None:
        """Shows the site's name; "" for none."""
        self._site.setText(name or "Copydesk")

    def open_menu(self) -> None:
        """Opens the menu for the keyboard."""
        menu = self._menu.menu()
        menu.popup(self._menu.mapToGlobal(self._menu.rect().bottomLeft()))

    @Slot()
    def _show_view(self) -> None:
        for action_id, name in _VIEWS.items():
            if self._actions.get(action_id).isChecked():
                self._view.setText(f"{_GAP}{name} ▾")
                self._view.setAccessibleDescription(name)

    @Slot()
    def _show_mode(self) -> None:
        on = self._actions.get("review.suggesting").isChecked()
        name = _MODES["review.suggesting" if on else "review.editing"]
        self._mode.setText(f"{name} ▾")
        self._mode.setAccessibleDescription(name)

    @Slot()
    def _follow_actions(self) -> None:
        self._new.setEnabled(self._actions.get("file.new-post").isEnabled())
        self._save.setEnabled(self._actions.get("file.save").isEnabled())

    @Slot()
    def _open_palette(self) -> None:
        posts = self._actions.get("go.posts")
        (posts if posts.isEnabled() else self._actions.get("go.commands")).trigger()

    @Slot()
    def _draw_icons(self) -> None:
        self._new.setIcon(icon("plus", self._theme))
        self._search.setIcon(icon("search", self._theme, "faint"))
        self._view.setIcon(icon("columns-2", self._theme))
        self._menu.setIcon(icon("menu", self._theme))
