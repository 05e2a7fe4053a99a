"""The welcome page and the dialog that clones, as an editor meets them without a desk behind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QProgressBar, QPushButton, QToolButton, QWidget

from copydesk.core.publish.clone_failures import CloneError
from copydesk.core.publish.clone_progress import Progress
from copydesk.services.recent_folders import RecentFolder
from copydesk.ui.theme.theme import Theme
from copydesk.ui.welcome.clone_dialog import CloneDialog
from copydesk.ui.welcome.welcome_page import WelcomePage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

_LEDGER = RecentFolder(Path("/sites/ledger"), "Harbour Ledger", "~/sites/ledger")
_URDU = RecentFolder(Path("/sites/darya"), "دریا کی خبریں", "~/sites/darya")


@pytest.fixture(params=["light", "dark"])
def theme(qapp: QApplication, request: pytest.FixtureRequest) -> Theme:
    theme = Theme(request.param)
    theme.dress()
    return theme


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> WelcomePage:
    page = WelcomePage(theme, {"file.open-folder": QKeySequence("Ctrl+Shift+O")})
    qtbot.addWidget(page)
    page.resize(552, 560)
    page.show_folders([_LEDGER, _URDU])
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    return page


def test_every_row_can_be_heard_and_reached(page: WelcomePage, qtbot: QtBot) -> None:
    assert [row.accessibleName() for row in page.rows] == [
        "Open a folder of posts",
        "Clone a site…",
        "Try the sample newsroom",
        "Harbour Ledger",
        "دریا کی خبریں",
    ]
    assert all(row.accessibleDescription() for row in page.rows)
    assert "Ctrl+Shift+O" in page.rows[0].accessibleDescription()
    page.setFocus()
    for row in page.rows[1:]:
        QTest.keyClick(page.window().windowHandle(), Qt.Key.Key_Down)
        qtbot.waitUntil(row.hasFocus)
    QTest.keyClick(page.rows[-1], Qt.Key.Key_Up)
    with qtbot.waitSignal(page.folder_chosen) as chosen:
        QTest.keyClick(page.rows[3], Qt.Key.Key_Return)
    assert chosen.args == [_LEDGER.path]
    with qtbot.waitSignal(page.asked) as asked:
        QTest.mouseClick(page.rows[1], Qt.MouseButton.LeftButton)
    assert asked.args == ["file.clone"]


def test_a_folder_is_taken_off_by_its_cross(page: WelcomePage, qtbot: QtBot) -> None:
    row = page.rows[3]
    cross = row.findChild(QToolButton)
    assert isinstance(cross, QToolButton)
    assert not cross.isVisible()
    row.setFocus()
    qtbot.waitUntil(cross.isVisible)
    with qtbot.waitSignal(page.folder_removed) as removed:
        QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert removed.args == [_LEDGER.path]
    assert len(page.rows) == 4
    qtbot.waitUntil(page.rows[3].hasFocus)
    QTest.keyClick(page.rows[3], Qt.Key.Key_Delete)
    assert len(page.rows) == 3
    heading = page.findChild(QLabel, "welcomeHeading")
    assert isinstance(heading, QLabel)
    assert heading.isHidden()
    QTest.keyClick(page.rows[2], Qt.Key.Key_Delete)
    assert len(page.rows) == 3


def test_words_are_cut_and_never_past_the_edge(page: WelcomePage, theme: Theme) -> None:
    long = RecentFolder(Path("/x"), "A name that goes on " * 8, "~/sites/" + "deep/" * 40)
    page.show_folders([long])
    row = page.rows[3]
    for width in (200, 460):
        row.resize(width, row.sizeHint().height())
        image: QImage = row.grab().toImage()
        ground = theme.color("paper").rgb()
        edge = {image.pixel(image.width() - 3, y) for y in range(6, image.height() - 6)}
        assert edge == {ground}


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, own_home: Path) -> Iterator[CloneDialog]:
    window = QWidget()
    window.resize(1000, 700)
    qtbot.addWidget(window)
    dialog = CloneDialog(own_home / "Documents", window)
    window.show()
    dialog.open()
    qtbot.waitExposed(dialog)
    yield dialog
    window.close()


def words(dialog: CloneDialog) -> str:
    return " ".join(one.text() for one in dialog.findChildren(QLabel) if one.isVisible())


def test_what_is_typed_says_where_it_goes(dialog: CloneDialog, qtbot: QtBot) -> None:
    address = dialog.findChild(QLineEdit, "cloneAddress")
    accept = dialog.findChild(QPushButton, "cloneAccept")
    assert isinstance(address, QLineEdit)
    assert isinstance(accept, QPushButton)
    assert not accept.isEnabled()
    QTest.keyClicks(address, "https://anna:x@example.org/a/ledger.git")
    assert f"“{Path('~/Documents/ledger')}”" in words(dialog)
    assert "plain text" in words(dialog)
    for label in dialog.findChildren(QLabel):
        needed = label.heightForWidth(label.width()) if label.wordWrap() else label.height()
        assert label.isHidden() or label.height() >= needed
    with qtbot.waitSignal(dialog.clone_asked) as asked:
        accept.click()
    assert asked.args == [
        "https://anna:x@example.org/a/ledger.git",
        Path.home() / "Documents/ledger",
    ]


def test_progress_and_what_becomes_of_it(dialog: CloneDialog, qtbot: QtBot) -> None:
    address = dialog.findChild(QLineEdit, "cloneAddress")
    bar = dialog.findChild(QProgressBar, "cloneBar")
    cancel = dialog.findChild(QPushButton, "cloneCancel")
    assert isinstance(address, QLineEdit)
    assert isinstance(bar, QProgressBar)
    assert isinstance(cancel, QPushButton)
    QTest.keyClicks(address, "https://example.org/a/ledger.git")
    QTest.keyClick(address, Qt.Key.Key_Return)
    assert bar.isVisible()
    assert not address.isEnabled()
    dialog.show_progress(Progress("Receiving the site", 43, "12 MB"))
    assert "Receiving the site: 43 % · 12 MB" in words(dialog)
    assert bar.value() == 43
    with qtbot.waitSignal(dialog.stop_asked):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    dialog.show_progress(Progress("Receiving the site", 50, "13 MB"))
    assert "Stopping…" in words(dialog)
    dialog.show_failure(CloneError("It is away.", "Try again."))
    assert "It is away. Try again." in words(dialog)
    assert "It is away." in address.accessibleDescription()
    assert not bar.isVisible()
    assert cancel.isEnabled()
    QTest.keyClicks(address, "x")
    assert "It is away." not in words(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
