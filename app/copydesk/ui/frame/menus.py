"""Menus made from the table of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from copydesk.ui.actions import GROUPS
from copydesk.ui.icons import icon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from copydesk.ui.actions import Actions
    from copydesk.ui.theme.theme import Theme


class Menus:
    """Makes menus; their icons are drawn, in the theme's colours, when one first opens."""

    def __init__(self, actions: Actions, theme: Theme) -> None:
        self._actions, self._theme = actions, theme
        self._drawn_for: object = None

    def _draw_icons(self) -> None:
        if self._drawn_for is self._theme.tokens:
            return
        self._drawn_for = self._theme.tokens
        for spec, action in self._actions:
            if spec.icon:
                action.setIcon(icon(spec.icon, self._theme))

    def _new(self, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        menu.aboutToShow.connect(self._draw_icons)
        return menu

    def menu(self, action_ids: Sequence[str], parent: QWidget) -> QMenu:
        """A menu of these actions, in this order; "" makes a line between."""
        menu = self._new(parent)
        for action_id in action_ids:
            if action_id:
                menu.addAction(self._actions.get(action_id))
            else:
                menu.addSeparator()
        return menu

    def main_menu(self, parent: QWidget) -> QMenu:
        """A submenu a group, with everything but the pages of the guide."""
        menu = self._new(parent)
        menu.setAccessibleName("Menu")
        for name in GROUPS.values():
            submenu = menu.addMenu(name)
            for spec, action in self._actions:
                if spec.group == name and spec.in_menu:
                    submenu.addAction(action)
        return menu
