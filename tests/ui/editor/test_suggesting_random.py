"""What is shown is the document's text while keys are recorded as suggestions, too."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from copydesk.core.errors import EditRefusedError
from copydesk.core.review.suggestions.recording import Author, suggest
from copydesk.core.text.critic import MarkKind, marks_in, rejected_reading
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.text_command import Selection
from copydesk.services.recorder import Recording

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.core.posts.paths import FieldPath
    from copydesk.services.recorder import Suggestible
    from copydesk.ui.editor.markdown_editor import MarkdownEditor

_POST = (
    "One two.\n\n- item `code` 😀\n- {~~a~>b~~} नमस्ते\n\n```\nx = 1\n```\n\n| a | b |\n|---|---|\n"
)
_KEYS = (
    *(Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Return),
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
)
_WITH_CONTROL = (Qt.Key.Key_X, Qt.Key.Key_V, Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class _Recorder:
    """Records as the service does, without asking anybody."""

    def record(
        self, document: Suggestible, edits: tuple[TextEdit, ...], merge: str, /
    ) -> Recording:
        try:
            recorded = suggest(document.text, edits, Author("A", 5))
        except EditRefusedError:
            return Recording((), edits[0].start, "")
        return Recording(recorded.edits, recorded.cursor, "")

    def record_field(
        self, document: Suggestible, path: FieldPath, value: str, /
    ) -> tuple[TextEdit, ...]:
        raise NotImplementedError


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("seed", range(4))
def test_random_keys(seed: int, newline: str, open_editor: Callable[[str], MarkdownEditor]) -> None:
    post = _POST.replace("\n", newline)
    editor = open_editor(post)
    document = editor.text_document
    document.recorder = _Recorder()
    QApplication.clipboard().setText("pasted **words**")  # not what another test has left there
    chance = random.Random(seed)
    for _ in range(60):
        if chance.random() < 0.5:
            QTest.keyClicks(editor, chance.choice("ab {+}-~`*>"))
        else:
            modifier = Qt.KeyboardModifier.NoModifier
            if chance.random() < 0.2:
                modifier = Qt.KeyboardModifier.ShiftModifier
            QTest.keyClick(editor, chance.choice(_KEYS), modifier)
        if chance.random() < 0.1:
            editor.undo()
        elif chance.random() < 0.1:
            control = Qt.KeyboardModifier.ControlModifier
            QTest.keyClick(editor, chance.choice(_WITH_CONTROL), control)
        elif chance.random() < 0.1:
            editor.run(chance.choice(("format.bold", "format.bullets", "line.up", "format.link")))
        assert editor.bridge.in_step
        assert editor.toPlainText() == document.text.replace("\r\n", "\n")
    assert rejected_reading(document.text).text == rejected_reading(post).text


def test_arrows_pass_what_is_not_seen(open_editor: Callable[[str], MarkdownEditor]) -> None:
    editor = open_editor('a {++{"author":"A","time":5}@@b++} c\n')
    (mark,) = marks_in(editor.text_document.text)
    assert mark.kind is MarkKind.INSERTION
    editor.place_cursor(mark.span.start + 2)
    QTest.keyClick(editor, Qt.Key.Key_Right)
    assert editor.cursor_position() == mark.text.start
    QTest.keyClick(editor, Qt.Key.Key_Left)
    assert editor.cursor_position() == mark.span.start + 2


def _in_step(editor: MarkdownEditor) -> bool:
    return editor.bridge.in_step


def test_another_change_comes_while_an_input_method_is_at_work(
    open_editor: Callable[[str], MarkdownEditor],
) -> None:
    """Composing takes the selection away at once; the widget shows the mark a moment later."""
    editor = open_editor("One.\n\nTwo three.\n\nFour.\n")
    document = editor.text_document
    document.recorder = _Recorder()
    editor.bridge.select(Selection(2, len(document.text)))
    QApplication.sendEvent(editor, QInputMethodEvent("日", []))
    assert not _in_step(editor)
    end = len(document.text)
    document.apply((TextEdit(end, end, "Five.\n"),), "Changes from disk", as_is=True)
    assert _in_step(editor)
    assert editor.toPlainText().replace("日", "") == document.text
    assert rejected_reading(document.text).text == "One.\n\nTwo three.\n\nFour.\nFive.\n"


def test_lines_that_are_refused_go_again(open_editor: Callable[[str], MarkdownEditor]) -> None:
    post = "---\ntitle: T\n---\nBody.\n"
    editor = open_editor(post)
    editor.text_document.recorder = _Recorder()
    editor.fold.set_folded(folded=False)
    editor.bridge.select(Selection(len("---\ntitle: T"), len("---\ntitle: T")))
    commit = QInputMethodEvent("", [])
    commit.setCommitString("more\n" * 10)
    QApplication.sendEvent(editor, commit)
    assert editor.bridge.in_step
    assert editor.toPlainText() == editor.text_document.text == post
