"""The buttons of the top bar follow their actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from copydesk.ui.actions import Actions
from copydesk.ui.frame.menus import Menus
from copydesk.ui.frame.top_bar import TopBar
from copydesk.ui.theme.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def parent(qapp: object) -> QObject:
    return QObject()


@pytest.fixture
def actions(parent: QObject) -> Actions:
    return Actions(parent)


@pytest.fixture
def bar(qtbot: QtBot, actions: Actions) -> TopBar:
    theme = Theme("light")
    bar = TopBar(actions, Menus(actions, theme), theme)
    qtbot.addWidget(bar)
    return bar


def button(bar: TopBar, name: str) -> QPushButton:
    return next(b for b in bar.findChildren(QPushButton) if b.accessibleName() == name)


@pytest.mark.parametrize(
    ("action_id", "name"), [("file.new-post", "New post"), ("file.save", "Save")]
)
def test_a_button_is_off_when_its_action_is(
    bar: TopBar, actions: Actions, action_id: str, name: str
) -> None:
    actions.get(action_id).setEnabled(False)
    assert not button(bar, name).isEnabled()
    actions.get(action_id).setEnabled(True)
    assert button(bar, name).isEnabled()


@pytest.mark.parametrize(("folder_open", "asked"), [(True, "go.posts"), (False, "go.commands")])
def test_the_search_pill_leads_somewhere_without_a_folder_too(
    bar: TopBar, actions: Actions, folder_open: bool, asked: str
) -> None:
    told: list[str] = []
    for action_id in ("go.posts", "go.commands"):
        actions.get(action_id).triggered.connect(lambda _on, name=action_id: told.append(name))
    actions.get("go.posts").setEnabled(folder_open)
    button(bar, "Go to a post…").click()
    assert told == [asked]
