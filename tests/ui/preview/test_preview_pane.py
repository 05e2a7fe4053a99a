"""The pane around the page: when it is made, what it says, where its links lead."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

import copydesk
from copydesk.services.rendering import RenderFailure
from copydesk.services.site_files import SiteFiles
from copydesk.ui.preview.pane import PreviewPane
from copydesk.ui.preview.scheme_handler import page_colours
from copydesk.ui.theme.tokens import DARK, LIGHT
from tests.ui.preview.conftest import png
from tests.ui.preview.preview_desk import PreviewDesk

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from copydesk.services.tasks import TaskRunner
    from copydesk.ui.theme.theme import Theme
    from tests.helpers.log_guard import LogGuard


def test_the_page_is_made_after_the_first_paint(
    qtbot: QtBot, theme: Theme, inline_tasks: TaskRunner
) -> None:
    pane = PreviewPane(theme, inline_tasks)
    qtbot.addWidget(pane)
    pane.resize(400, 300)
    desk = PreviewDesk(pane, qtbot, inline_tasks)
    result = desk.result(*["<p>Early.</p>"] * 60)
    pane.show_result(result)  # before there is anything to show it in
    pane.scroll_to_line(40)
    pane.set_zoom(1.5)
    assert pane._page is None
    assert pane.message.text == "Preparing the preview…"
    with qtbot.waitSignal(pane.result_shown):
        pane.show()
        assert pane._page is None
    assert desk.js("main.children.length") == 60
    desk.until("Math.abs(main.children[20].getBoundingClientRect().top - 22) < 2")
    assert desk.page.page.zoomFactor() == 1.5
    assert pane._stack.currentWidget() is desk.view


def test_without_a_post_it_says_so(desk: PreviewDesk) -> None:
    desk.pane.clear()
    assert desk.pane.message.isVisible()
    assert desk.pane.message.text == "Open a post to see it here."
    desk.until("main.textContent === ''")
    desk.show("<p>Back.</p>")
    assert desk.view.isVisible()


def test_while_hidden_it_waits(desk: PreviewDesk) -> None:
    desk.pane.hide()
    result = desk.result("<p>Later.</p>")
    desk.pane.show_result(result)
    assert desk.js("main.textContent") == "Ready."
    with desk.qtbot.waitSignal(desk.pane.result_shown):
        desk.pane.show()
    assert desk.js("main.textContent") == "Later."


def test_a_failure_is_said_over_the_last_good_preview(desk: PreviewDesk) -> None:
    failure = RenderFailure("This post takes too long to show.", "Undo the last change.")
    desk.pane.show_failure(failure)
    assert desk.pane.banner.isVisible()
    assert desk.pane.banner.text == "This post takes too long to show. Undo the last change."
    assert desk.view.isVisible()
    assert desk.js("main.textContent") == "Ready."
    desk.show("<p>Good again.</p>")
    assert not desk.pane.banner.isVisible()


def test_the_theme_changes_without_loading_anew(desk: PreviewDesk, theme: Theme) -> None:
    loads: list[bool] = []
    desk.page.page.loadStarted.connect(lambda: loads.append(True))
    desk.js("(main.mark = 1)")
    assert (
        desk.js("getComputedStyle(document.documentElement).backgroundColor")
        == "rgb(255, 255, 255)"
    )
    theme.choose("dark")
    desk.until("getComputedStyle(document.documentElement).backgroundColor === 'rgb(38, 39, 42)'")
    assert desk.js("getComputedStyle(main).color") == "rgb(232, 230, 225)"
    assert desk.js("main.mark") == 1
    assert not loads
    theme.choose("light")


def test_every_colour_of_the_theme_reaches_the_page() -> None:
    assert page_colours(LIGHT)["--ink"] == LIGHT.ink
    assert page_colours(DARK).keys() == page_colours(LIGHT).keys()


def test_direction_and_language_are_the_posts_own(desk: PreviewDesk) -> None:
    desk.show("<p>بندرگاہ کی دیوار</p>", language="ur", direction="rtl", path="ur.md")
    assert desk.js("getComputedStyle(main).direction") == "rtl"
    assert desk.js("main.lang") == "ur"
    assert "Nastaliq" in str(desk.js("getComputedStyle(main).fontFamily"))
    desk.show("<p>Harbour wall</p>")
    assert desk.js("getComputedStyle(main).direction") == "ltr"


def follow(desk: PreviewDesk, href: str) -> None:
    desk.show(f'<p><a href="{href}">the link</a></p>', '<h2 id="below">Below</h2>', path=href)
    desk.frames(1)
    box = desk.js(
        "(() => { const b = main.querySelector('a').getBoundingClientRect();"
        "return [b.left + b.width / 2, b.top + b.height / 2]; })()"
    )
    x, y = cast("list[float]", box)
    QTest.mouseClick(
        desk.surface,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QPoint(round(x), round(y)),
    )


@pytest.mark.parametrize(
    ("href", "told"),
    [
        ("other.md", ["other.md", ""]),
        ("../news/a%20b.md#part%20two", ["../news/a b.md", "part two"]),
        ("/news/loans", ["/news/loans", ""]),
        ("loans/?page=2#top", ["loans/", "top"]),
    ],
)
def test_links_to_posts_are_told(desk: PreviewDesk, href: str, told: list[str]) -> None:
    with desk.qtbot.waitSignal(desk.pane.post_link_activated) as signal_:
        follow(desk, href)
    assert signal_.args == told
    assert desk.js("main.textContent") == "the linkBelow"


@pytest.mark.parametrize(
    "href", ["https://example.org/a?b=c#d", "http://example.org/", "mailto:desk@example.org"]
)
def test_links_to_the_web_are_told(desk: PreviewDesk, href: str) -> None:
    with desk.qtbot.waitSignal(desk.pane.external_link_activated) as signal_:
        follow(desk, href)
    assert signal_.args == [href]


def test_asking_for_images_is_told(desk: PreviewDesk) -> None:
    with desk.qtbot.waitSignal(desk.pane.load_images_requested) as signal_:
        follow(desk, "copydesk-action:load-images?host=img.example.org")
    assert signal_.args == ["img.example.org"]


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "copydesk-action:quit",
        "data:text/html,x",
        "ftp://h/",
    ],
)
def test_other_links_lead_nowhere(desk: PreviewDesk, href: str) -> None:
    pane = desk.pane
    signals = [pane.post_link_activated, pane.external_link_activated, pane.load_images_requested]
    told: list[object] = []
    for one in signals:
        one.connect(lambda *args: told.append(args))
    follow(desk, href)
    desk.qtbot.wait(150)
    assert told == []
    assert desk.js("main.textContent") == "the linkBelow"


def test_a_link_in_the_page_scrolls_there(desk: PreviewDesk) -> None:
    filler = ["<p>" + "Words. " * 200 + "</p>"] * 10
    desk.show(
        '<p><a href="#b%C3%A9low">down</a></p>', *filler, '<h2 id="bélow">Below</h2>', *filler
    )
    desk.frames(1)
    with desk.qtbot.waitSignal(desk.pane.scrolled_to_line) as told:
        desk.js("(main.querySelector('a').click(), 0)")
    assert told.args == [pytest.approx(22, abs=0.2)]
    assert desk.number("main.querySelector('h2').getBoundingClientRect().top") == pytest.approx(
        22, abs=12
    )


def test_a_fragment_waits_for_its_post(desk: PreviewDesk) -> None:
    filler = ["<p>" + "Words. " * 200 + "</p>"] * 10
    desk.pane.scroll_to_fragment("below")
    desk.show(*filler, '<h2 id="below">Below</h2>', *filler, path="other.md")
    desk.until("document.documentElement.scrollTop > 500")


def test_a_middle_click_opens_nothing(desk: PreviewDesk) -> None:
    desk.show('<p><a href="https://example.org/" target="_blank">link</a></p>')
    desk.frames(1)
    for button in (Qt.MouseButton.MiddleButton, Qt.MouseButton.BackButton):
        QTest.mouseClick(desk.surface, button, Qt.KeyboardModifier.NoModifier, QPoint(55, 45))
    desk.qtbot.wait(100)
    assert desk.js("main.textContent") == "link"


@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
def test_the_menu_copies_and_selects(desk: PreviewDesk) -> None:
    desk.show("<p>Copy me.</p>")
    menu = desk.view.make_menu()
    copy, select = menu.actions()
    assert [action.text() for action in menu.actions()] == ["Copy", "Select all"]
    assert not copy.isEnabled()
    with desk.qtbot.waitSignal(desk.page.page.selectionChanged):
        select.trigger()
    copy = desk.view.make_menu().actions()[0]
    assert copy.isEnabled()
    copy.trigger()
    desk.wait_for(lambda: QGuiApplication.clipboard().text().strip() == "Copy me.")
    place = QPoint(20, 20)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, desk.view.mapToGlobal(place))
    desk.view.contextMenuEvent(event)
    opened = [menu for menu in desk.view.findChildren(QMenu) if menu.isVisible()]
    assert len(opened) == 1
    opened[0].close()


def test_the_keyboard_gets_in_and_out(desk: PreviewDesk, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    before, after = QLineEdit(window), QLineEdit(window)
    layout = QVBoxLayout(window)
    for widget in (before, desk.pane, after):
        layout.addWidget(widget)
    QWidget.setTabOrder(before, desk.pane)
    QWidget.setTabOrder(desk.pane, after)
    window.resize(600, 500)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    before.setFocus()
    desk.show('<p><a href="one.md">one</a> <a href="two.md">two</a></p>')
    desk.frames(3)
    QTest.keyClick(before, Qt.Key.Key_Tab)
    desk.wait_for(desk.surface.hasFocus)
    for _ in range(4):
        if after.hasFocus():
            break
        QTest.keyClick(desk.surface, Qt.Key.Key_Tab)
        desk.frames(1)
        qtbot.wait(50)
    assert after.hasFocus()
    desk.pane.setParent(None)
    qtbot.addWidget(desk.pane)


def test_enter_follows_the_focused_link(desk: PreviewDesk) -> None:
    desk.show('<p><a href="one.md">one</a></p>')
    desk.frames(3)
    desk.pane.setFocus()
    desk.js("(main.querySelector('a').focus(), 0)")
    with desk.qtbot.waitSignal(desk.pane.post_link_activated) as told:
        QTest.keyClick(desk.surface, Qt.Key.Key_Return)
    assert told.args == ["one.md", ""]


def test_it_has_an_accessible_name(desk: PreviewDesk) -> None:
    assert desk.pane.accessibleName() == "Preview"
    assert desk.view.accessibleName() == "Preview"
    assert desk.page.page.title() == "Preview"


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_crash_is_said_and_mended(desk: PreviewDesk, log_guard: LogGuard) -> None:
    log_guard.expect("preview's process ended")
    desk.show("<p>Before.</p>")
    process = desk.page.page.renderProcessPid()
    os.kill(process, signal.SIGKILL)
    desk.wait_for(desk.pane.message.isVisible)
    assert "stopped working" in desk.pane.message.text
    desk.pane.show_result(desk.result("<p>After.</p>"))
    assert desk.pane.message.isVisible()
    with desk.qtbot.waitSignal(desk.pane.result_shown):
        QTest.mouseClick(desk.pane.message.button, Qt.MouseButton.LeftButton)
    assert desk.js("main.textContent") == "After."
    assert desk.view.isVisible()


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_another_post_after_a_crash_is_shown(desk: PreviewDesk, log_guard: LogGuard) -> None:
    log_guard.expect("preview's process ended")
    os.kill(desk.page.page.renderProcessPid(), signal.SIGKILL)
    desk.wait_for(desk.pane.message.button.isVisible)
    desk.pane.clear()
    assert desk.pane.message.text == "Open a post to see it here."
    assert not desk.pane.message.button.isVisible()
    desk.show("<p>Another.</p>", path="other.md")
    assert desk.view.isVisible()
    assert desk.js("main.textContent") == "Another."


def test_images_are_shown_anew_when_their_files_change(desk: PreviewDesk, tmp_path: Path) -> None:
    desk.pane.set_site_files(SiteFiles(tmp_path))
    (tmp_path / "a.png").write_bytes(png(8, 8))
    desk.show(
        '<p><img src="copydesk://post/a.png"></p><p><img src="copydesk://post/b%20b.png"></p>'
    )
    desk.until("main.querySelector('img').naturalWidth === 8")
    desk.until("main.querySelector('.missing-image')?.textContent === 'b b.png · image not found'")
    (tmp_path / "a.png").write_bytes(png(12, 12))
    (tmp_path / "b b.png").write_bytes(png(5, 5))
    desk.pane.refresh_images()
    desk.until("main.querySelectorAll('img')[0].naturalWidth === 12")
    desk.until("main.querySelectorAll('img')[1].naturalWidth === 5")
    assert desk.js("main.querySelector('.missing-image')") is None
    desk.show('<p>New</p><p><img src="copydesk://post/a.png"></p>')
    desk.until("main.querySelectorAll('img')[0].naturalWidth === 12")


def test_allowing_a_host_keeps_post_and_place(desk: PreviewDesk) -> None:
    desk.show(*["<p>" + "Words. " * 100 + "</p>"] * 20)
    desk.pane.scroll_to_line(20)
    desk.until("document.documentElement.scrollTop > 500")
    place = desk.number("document.documentElement.scrollTop")
    with desk.qtbot.waitSignal(desk.pane.result_shown):
        desk.pane.set_allowed_hosts(["example.org"])
    desk.until(f"Math.abs(document.documentElement.scrollTop - {place}) < 2")


def test_a_page_out_of_step_is_filled_anew(desk: PreviewDesk) -> None:
    desk.show("<p>One.</p>", "<p>Two.</p>")
    desk.page._blocks.append("<p>Not there.</p>")
    desk.show("<p>One.</p>", "<p>Two!</p>")
    assert desk.js("main.textContent") == "One.Two!"


def test_files_of_the_system_can_not_be_chosen(desk: PreviewDesk) -> None:
    mode = QWebEnginePage.FileSelectionMode.FileSelectOpen
    assert desk.page.page.chooseFiles(mode, [], []) == []


PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from copydesk.core.markup.blocks import Block
from copydesk.core.markup.protocol import RenderResult
from copydesk.services.notifier import Notifier
from copydesk.services.tasks import TaskRunner
from copydesk.ui.preview.pane import PreviewPane
from copydesk.ui.preview.scheme import prepare_web_engine
from copydesk.ui.theme.theme import Theme

prepare_web_engine()
assert "PySide6.QtWebEngineCore" not in sys.modules
application = QApplication(sys.argv)
theme, tasks = Theme("light"), TaskRunner(Notifier())
pane = PreviewPane(theme, tasks)
pane.result_shown.connect(lambda revision: QTimer.singleShot(0, application.quit))
pane.show()
assert "PySide6.QtWebEngineCore" not in sys.modules
pane.show_result(RenderResult((Block("1", "<p>Text</p>", 0, 1),), "post.md"))
sys.exit(application.exec())
"""


def test_the_program_ends_in_peace(tmp_path: Path) -> None:
    """WebEngine is loaded late, and nothing crashes where nobody took the window apart."""
    script = tmp_path / "program.py"
    script.write_text(PROGRAM, "utf-8")
    package = Path(copydesk.__file__).parent.parent
    ended = subprocess.run(
        [sys.executable, str(script)],
        env=os.environ | {"PYTHONPATH": str(package)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert "Traceback" not in ended.stderr
    assert "Expect troubles" not in ended.stderr
