"""The button that takes a post its next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton

from copydesk.ui.actions import Actions
from copydesk.ui.frame.menus import Menus
from copydesk.ui.frame.status_button import NEXT, STEPS, StatusButton
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
def button(qtbot: QtBot, actions: Actions) -> StatusButton:
    button = StatusButton(actions, Menus(actions, Theme("light")))
    qtbot.addWidget(button)
    button.show()
    button.show_status("Draft")
    return button


def halves(button: StatusButton) -> tuple[QPushButton, QPushButton]:
    step, every = button.findChildren(QPushButton)
    return step, every


def menu(button: StatusButton) -> QMenu:
    found = button.findChild(QMenu)
    assert isinstance(found, QMenu)
    return found


def test_it_says_the_next_step_and_takes_it(button: StatusButton, actions: Actions) -> None:
    told: list[str] = []
    actions.get(NEXT).triggered.connect(lambda _on: told.append(NEXT))
    step, _every = halves(button)
    assert (step.text(), step.accessibleDescription()) == ("Send to review", "Now: Draft")
    step.click()
    assert told == [NEXT]
    actions.get(NEXT).setText("Mark as ready")
    assert step.text() == step.accessibleName() == "Mark as ready"


def test_without_a_next_step_it_says_the_status_and_opens_the_menu(
    button: StatusButton, actions: Actions
) -> None:
    actions.get(NEXT).setEnabled(False)
    button.show_status("Ready")
    step, _every = halves(button)
    assert step.text() == "Ready"
    assert not step.property("primary")
    step.click()
    assert menu(button).isVisible()
    menu(button).close()


def test_the_menu_has_all_steps_for_keys(button: StatusButton, actions: Actions) -> None:
    told: list[str] = []
    for name in STEPS:
        actions.get(name).triggered.connect(lambda _on, name=name: told.append(name))
    _step, every = halves(button)
    every.setFocus()
    QTest.keyClick(every, Qt.Key.Key_Space)
    assert menu(button).isVisible()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(menu(button), key)
    assert told == ["review.status-review"]


def test_without_a_post_it_is_off(button: StatusButton, actions: Actions) -> None:
    actions.get(NEXT).setEnabled(False)
    button.show_status("")
    assert not any(half.isEnabled() for half in halves(button))
    assert halves(button)[0].text() == "Send to review"
