from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from copydesk.ui.posts.posts_panel import PostsPanel
from copydesk.ui.theme.theme import Theme
from tests.helpers.fake_library import FakeFileOperations, FakeLibrary

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tests.helpers.notifier_spy import NotifierSpy


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    theme = Theme("light")
    theme.dress()
    return theme


@pytest.fixture
def library(qapp: QApplication) -> FakeLibrary:
    return FakeLibrary()


@pytest.fixture
def operations(qapp: QApplication) -> FakeFileOperations:
    return FakeFileOperations()


@pytest.fixture
def make_panel(
    qtbot: QtBot,
    theme: Theme,
    library: FakeLibrary,
    operations: FakeFileOperations,
    notifier_spy: NotifierSpy,
) -> Callable[[], PostsPanel]:
    def make() -> PostsPanel:
        panel = PostsPanel(library, operations, theme, notifier_spy)  # type: ignore[arg-type]  # doubles
        qtbot.addWidget(panel)
        panel.resize(264, 700)
        panel.show()
        qtbot.waitExposed(panel)
        panel.activateWindow()
        return panel

    return make


@pytest.fixture
def panel(make_panel: Callable[[], PostsPanel]) -> PostsPanel:
    return make_panel()
