from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from copydesk.core.posts.encoding import TextFormat
from copydesk.services.open_document import OpenDocument
from copydesk.services.settings import Settings
from copydesk.ui.editor.editor_area import EditorArea
from copydesk.ui.editor.markdown_editor import MarkdownEditor
from copydesk.ui.theme.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from tests.helpers.inline_tasks import InlineTasks
    from tests.helpers.notifier_spy import NotifierSpy


def make_document(text: str, name: str = "post.md") -> OpenDocument:
    return OpenDocument(Path("/nowhere") / name, text, TextFormat("utf-8", bom=False), "digest")


@pytest.fixture
def theme(qapp: object) -> Theme:
    return Theme("light")


@pytest.fixture
def settings(notifier_spy: NotifierSpy) -> Iterator[Settings]:
    made = Settings(notifier_spy)
    yield made
    made.save()


@pytest.fixture
def open_editor(qtbot: QtBot, theme: Theme, settings: Settings) -> Callable[[str], MarkdownEditor]:
    """Shows an editor of a text."""

    def make(text: str) -> MarkdownEditor:
        editor = MarkdownEditor(make_document(text), theme, settings)
        qtbot.addWidget(editor)
        editor.resize(700, 500)
        with qtbot.waitExposed(editor):
            editor.show()
        return editor

    return make


@pytest.fixture
def area(
    qtbot: QtBot,
    theme: Theme,
    settings: Settings,
    inline_tasks: InlineTasks,
    notifier_spy: NotifierSpy,
) -> EditorArea:
    """An editor area without documents, whose tasks are done at once."""
    made = EditorArea(theme, settings, inline_tasks, notifier_spy)
    qtbot.addWidget(made)
    qtbot.addWidget(made.tab_bar)
    made.resize(700, 500)
    with qtbot.waitExposed(made):
        made.show()
    return made
