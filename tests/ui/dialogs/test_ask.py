"""Questions: every answer can be read and chosen."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from copydesk.services.notifier import Choice, Question
from copydesk.ui.dialogs.ask import AskDialog
from copydesk.ui.theme.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_long_answers_stand_beside_each_other(qtbot: QtBot) -> None:
    Theme("light").dress()
    labels = ("Save the shared file", "Save under this name only", "Save a copy…", "Not now")
    question = Question("It is shared.", "", tuple(Choice(label, label) for label in labels))
    dialog = AskDialog(question, None)
    qtbot.addWidget(dialog)
    dialog.show()
    buttons = sorted(dialog.findChildren(QPushButton), key=QPushButton.x)
    assert [button.text() for button in buttons] == list(reversed(labels))
    assert all(a.geometry().right() < b.x() for a, b in pairwise(buttons))
    assert all(button.width() >= button.sizeHint().width() for button in buttons)
    assert buttons[-1].geometry().right() < dialog.width()
