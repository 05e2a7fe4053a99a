from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from copydesk.core.resources import licences_page, resource_root
from copydesk.ui.dialogs.about import AboutDialog

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def buttons(about: AboutDialog) -> dict[str, QPushButton]:
    return {each.text().replace("&", ""): each for each in about.findChildren(QPushButton)}


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_it_tells_the_licences_of_itself_and_of_qt(parent: QWidget) -> None:
    words = " ".join(
        label.text() for label in AboutDialog(parent, licences=True).findChildren(QLabel)
    )
    assert "MIT licence" in words
    assert "PySide6, under the LGPL 3" in words


def test_licences_are_asked_for_by_the_keyboard(parent: QWidget, qtbot: QtBot) -> None:
    about = AboutDialog(parent, licences=True)
    about.show()
    with qtbot.waitSignal(about.licences_asked):
        QTest.keyClick(buttons(about)["Licences"], Qt.Key.Key_Space)


def test_without_documentation_no_licences_are_offered(parent: QWidget) -> None:
    assert "Licences" not in buttons(AboutDialog(parent, licences=False))


@pytest.mark.parametrize(
    ("resources", "page"),
    [
        (
            "usr/lib/copydesk/_internal/copydesk/resources",
            "usr/share/doc/copydesk/licences/index.html",
        ),
        ("Copydesk/_internal/copydesk/resources", "Copydesk/licences/index.html"),
    ],
)
def test_the_licences_are_found_from_where_the_program_is(
    tmp_path: Path, resources: str, page: str
) -> None:
    root = tmp_path / resources
    root.mkdir(parents=True)
    assert licences_page(root) is None
    (tmp_path / page).parent.mkdir(parents=True)
    (tmp_path / page).touch()
    assert licences_page(root) == tmp_path / page


def test_a_checkout_has_its_own_licence() -> None:
    assert licences_page() == resource_root().parent / "LICENSE"
