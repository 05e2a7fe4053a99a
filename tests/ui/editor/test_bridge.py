from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import QtMap
from copydesk.core.text.text_command import Selection
from tests.core.text.strategies import texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.ui.editor.markdown_editor import MarkdownEditor


def shows_its_text(editor: MarkdownEditor) -> bool:
    shown = editor.document().toRawText().replace("\u2029", "\n")
    return editor.bridge.in_step and shown == QtMap.shown(editor.text_document.text)


def paste(editor: MarkdownEditor, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    editor.insertFromMimeData(data)


def test_typing_becomes_one_step_of_undo(open_editor: Callable[[str], MarkdownEditor]) -> None:
    editor = open_editor("one\r\ntwo 😀\r\n")
    editor.place_cursor(3)
    QTest.keyClicks(editor, "abc")
    assert editor.text_document.text == "oneabc\r\ntwo 😀\r\n"
    assert editor.text_document.undo_label == "Typing"
    editor.place_cursor(len(editor.text_document.text) - 2)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.text_document.text == "oneabc\r\ntwo \r\n"
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.text_document.text == "oneabc\r\ntwo 😀\r\n"
    assert editor.cursor_position() == len("oneabc\r\ntwo 😀")
    editor.undo()
    assert editor.text_document.text == "one\r\ntwo 😀\r\n"
    assert not editor.text_document.modified
    assert shows_its_text(editor)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_new_line_takes_its_neighbours_end(
    open_editor: Callable[[str], MarkdownEditor], newline: str
) -> None:
    editor = open_editor(f"a{newline}b")
    editor.place_cursor(len(f"a{newline}b"))
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(editor, "c")
    assert editor.text_document.text == f"a{newline}b{newline}{newline}c"
    assert shows_its_text(editor)


def test_what_qt_would_lose_survives_typing_beside_it(
    open_editor: Callable[[str], MarkdownEditor],
) -> None:
    odd = "a\u00a0b\u2028c\u2029d\ufdd0e\x00f\ufefflone\ud83dhalf"
    editor = open_editor(f"{odd}\n")
    editor.place_cursor(1)
    QTest.keyClicks(editor, "x")
    assert editor.text_document.text == f"a\u0078{odd[1:]}\n"
    editor.selectAll()
    copied = editor.createMimeDataFromSelection()
    assert copied.text().startswith("ax\u00a0b\u2028c\u2029d\ufdd0e\x00f\ufefflone")


def test_others_changes_keep_cursor_selection_and_scroll(
    open_editor: Callable[[str], MarkdownEditor],
) -> None:
    text = "".join(f"line {n}\r\n" for n in range(200))
    editor = open_editor(text)
    at = text.index("line 120")
    editor.bridge.select(Selection(at, at + 4))
    editor.scroll_to_line(110)
    document = editor.text_document
    document.apply([TextEdit(0, 0, "new 😀\r\nnewer\r\n")], "Other")
    moved_by = len("new 😀\r\nnewer\r\n")
    assert editor.bridge.selection() == Selection(at + moved_by, at + 4 + moved_by)
    assert editor.first_visible_line() == 112
    document.apply([TextEdit(5, 7, "\n")], "Other")  # CR LF to LF
    assert shows_its_text(editor)


def test_a_change_of_half_a_line_end_is_shown_right(
    open_editor: Callable[[str], MarkdownEditor],
) -> None:
    for before, edit in (
        ("a\r\nb", TextEdit(1, 2, "")),
        ("a\r\nb", TextEdit(2, 3, "")),
        ("a\r\nb", TextEdit(2, 2, "x")),
        ("a\rx\nb", TextEdit(2, 3, "")),
        ("a\rb", TextEdit(2, 2, "\n")),
        ("a\nb", TextEdit(1, 1, "\r")),
    ):
        editor = open_editor(before)
        editor.text_document.apply([edit], "Other")
        assert shows_its_text(editor), (before, edit)
        editor.undo()
        assert shows_its_text(editor), (before, edit)


def test_colours_are_not_edits(open_editor: Callable[[str], MarkdownEditor]) -> None:
    text = "".join(f"# **{n}** [a](b)\n\ntext `code`\n" for n in range(300))
    editor = open_editor(text)
    for line in (0, 300, 600, 899):
        editor.go_to_line(line)
        editor.viewport().repaint()
    editor._on_theme()
    editor.viewport().repaint()
    assert editor.text_document.revision == 0
    editor.place_cursor(0)
    QTest.keyClicks(editor, "x")
    assert editor.text_document.text == f"x{text}"
    assert editor.text_document.revision == 1


def test_composed_text_arrives_once(open_editor: Callable[[str], MarkdownEditor]) -> None:
    editor = open_editor("a **b**\n")
    editor.place_cursor(1)
    for composing in ("´", "に", "にほ"):
        QApplication.sendEvent(editor, QInputMethodEvent(composing, []))
        editor.viewport().repaint()
        assert editor.text_document.text == "a **b**\n"
    commit = QInputMethodEvent("", [])
    commit.setCommitString("日本")
    QApplication.sendEvent(editor, commit)
    assert editor.text_document.text == "a日本 **b**\n"
    assert shows_its_text(editor)


def test_text_moved_within_arrives_as_it_was(open_editor: Callable[[str], MarkdownEditor]) -> None:
    editor = open_editor("one two\r\nthree\r\n")
    cursor = editor.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(4, QTextCursor.MoveMode.KeepAnchor)
    # What QWidgetTextControl does when a selection is dropped in its own widget.
    target = QTextCursor(editor.document())
    target.setPosition(8)
    target.beginEditBlock()
    cursor.removeSelectedText()
    editor.setTextCursor(target)
    paste(editor, "one ")
    target.endEditBlock()
    assert editor.text_document.text == "two\r\none three\r\n"
    assert shows_its_text(editor)


def test_pasted_lines_take_the_texts_line_ends(
    open_editor: Callable[[str], MarkdownEditor],
) -> None:
    editor = open_editor("a\r\nb\r\n")
    editor.place_cursor(1)
    paste(editor, "1\n2\r\n3\u2029\ue029\U0001f600")
    assert editor.text_document.text == "a1\r\n2\r\n3\u2029\ue029😀\r\nb\r\n"
    assert shows_its_text(editor)
    assert editor.text_document.undo_label == "Paste"


def test_a_megabyte_can_be_pasted(open_editor: Callable[[str], MarkdownEditor]) -> None:
    editor = open_editor("a\nb\n")
    editor.place_cursor(1)
    pasted = "The river entered its ground floor.\n" * 30_000
    paste(editor, pasted)
    assert editor.text_document.text == f"a{pasted}\nb\n"
    assert shows_its_text(editor)
    editor.undo()
    assert editor.text_document.text == "a\nb\n"
    assert shows_its_text(editor)


def test_an_address_pasted_over_words_links_them(
    open_editor: Callable[[str], MarkdownEditor],
) -> None:
    editor = open_editor("read this\n")
    editor.bridge.select(Selection(5, 9))
    paste(editor, "https://a.example/b")
    assert editor.text_document.text == "read [this](https://a.example/b)\n"


def test_a_widget_out_of_step_follows_the_document(
    open_editor: Callable[[str], MarkdownEditor],
) -> None:
    editor = open_editor("one\ntwo\n")
    editor.bridge._writing = True  # as if Qt had changed the text and said nothing
    QTextCursor(editor.document()).insertText("lost ")
    editor.bridge._writing = False
    assert not editor.bridge.in_step
    editor.place_cursor(7)
    QTest.keyClicks(editor, "x")
    QTest.qWait(1)
    assert shows_its_text(editor)
    assert "x" in editor.text_document.text
    assert "one" in editor.text_document.text


_ACTIONS = st.sampled_from(
    ["type", "enter", "back", "delete", "paste", "other", "undo", "cut", "indent"]
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(texts, st.lists(st.tuples(_ACTIONS, st.floats(0, 1), st.floats(0, 1), texts), max_size=10))
def test_whatever_is_done_widget_and_document_agree(
    open_editor: Callable[[str], MarkdownEditor],
    text: str,
    steps: list[tuple[str, float, float, str]],
) -> None:
    editor = open_editor(text)
    document = editor.text_document
    keys = {
        "enter": Qt.Key.Key_Return,
        "back": Qt.Key.Key_Backspace,
        "delete": Qt.Key.Key_Delete,
        "indent": Qt.Key.Key_Tab,
    }
    for action, a, b, new in steps:
        length = len(document.text)
        editor.bridge.select(Selection(round(a * length), round(b * length)))
        if action == "type":
            QTest.keyClicks(editor, "q")
        elif action in keys:
            QTest.keyClick(editor, keys[action])
        elif action == "paste":
            paste(editor, new)
        elif action == "cut":
            editor.textCursor().removeSelectedText()
        elif action == "undo":
            editor.undo()
        else:
            start, end = sorted((round(a * length), round(b * length)))
            document.apply([TextEdit(start, end, new)], "Other")
        if not editor.bridge.in_step:  # two line ends became one; mended a moment later
            editor.bridge.resync()
        assert shows_its_text(editor)
    while document.can_undo:
        document.undo()
    assert document.text == text
    assert shows_its_text(editor)
    editor.close()
