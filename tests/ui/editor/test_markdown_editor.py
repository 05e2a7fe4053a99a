from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from copydesk.core.text.edits import TextEdit
from copydesk.core.text.text_command import Selection

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.services.settings import Settings
    from copydesk.ui.editor.markdown_editor import MarkdownEditor

FIELDS = "---\ntitle: A\ndate: 2026-11-22\ntags: [x]\n---\n"
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


def visible_lines(editor: MarkdownEditor) -> list[int]:
    text = editor.document()
    return [n for n in range(text.blockCount()) if text.findBlockByNumber(n).isVisible()]


def weights(editor: MarkdownEditor, line: int) -> list[tuple[int, int]]:
    ranges = editor.document().findBlockByNumber(line).layout().formats()
    return [(r.start, r.length) for r in ranges if r.format.fontWeight() > 400]


# Folding -----------------------------------------------------------------------------------------


def test_in_a_narrow_view_the_folded_fields_are_named_shortly(
    open_editor: Callable[[str], MarkdownEditor],
) -> None:
    editor = open_editor(f"{FIELDS}body\n")
    editor.resize(220, 400)
    assert editor.fold.label() == "▸ 3 fields"
    assert editor.fold.label_rect().right() <= editor.viewport().width()


def test_fields_are_folded_and_unfold_by_key_and_click(
    open_editor: Callable[[str], MarkdownEditor],
) -> None:
    editor = open_editor(f"{FIELDS}body\n")
    assert editor.fold.folded
    assert visible_lines(editor) == [0, 5, 6]
    assert editor.fold.label() == "▸ 3 fields — shown in Details"
    assert editor.cursor_position() == len(FIELDS)
    place = editor.fold.label_rect().center().toPoint()
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert visible_lines(editor) == list(range(7))
    editor.run("edit.fold-fields")
    assert visible_lines(editor) == [0, 5, 6]
    QTest.keyClick(editor, Key.Key_Up)
    assert editor.fold.on_label
    QTest.keyClick(editor, Key.Key_Delete)
    assert editor.text_document.revision == 0
    QTest.keyClick(editor, Key.Key_Return)
    assert visible_lines(editor) == list(range(7))
    assert editor.text_document.revision == 0
    assert editor.position() == (1, 0)  # behind the opening fence, not before it


def test_what_is_typed_on_the_label_goes_to_the_text(
    open_editor: Callable[[str], MarkdownEditor],
) -> None:
    editor = open_editor(f"{FIELDS}body\n")
    QTest.keyClick(editor, Key.Key_Up)
    assert editor.fold.on_label
    QTest.keyClicks(editor, " a ")
    assert editor.text_document.text == f"{FIELDS} a body\n"
    QTest.keyClick(editor, Key.Key_Home, CONTROL)
    assert editor.cursor_position() == len(FIELDS)
    QTest.keyClicks(editor, "x")
    assert editor.text_document.text == f"{FIELDS}x a body\n"
    assert editor.fold.folded


def test_the_cursor_skips_what_is_folded(open_editor: Callable[[str], MarkdownEditor]) -> None:
    editor = open_editor(f"{FIELDS}body\nmore\n")
    QTest.keyClick(editor, Key.Key_Left)
    assert editor.textCursor().position() == 0
    QTest.keyClick(editor, Key.Key_Down)
    assert editor.cursor_position() == len(FIELDS)
    QTest.keyClick(editor, Key.Key_Backspace)
    QTest.keyClick(editor, Key.Key_Backspace, CONTROL)
    assert editor.text_document.revision == 0
    QTest.keyClick(editor, Key.Key_A, CONTROL)
    QTest.keyClick(editor, Key.Key_X, CONTROL)
    assert editor.text_document.text == FIELDS
    editor.undo()
    editor.place_cursor(len(FIELDS) + 2)
    QTest.keyClick(editor, Key.Key_Home, CONTROL | SHIFT)
    QTest.keyClicks(editor, "x")
    assert editor.text_document.text == f"{FIELDS}xdy\nmore\n"
    editor.run("line.up")
    assert editor.text_document.text == f"{FIELDS}xdy\nmore\n"


def test_a_change_of_folded_fields_keeps_them_folded(
    open_editor: Callable[[str], MarkdownEditor],
) -> None:
    editor = open_editor(f"{FIELDS}body\nmore\n")
    editor.place_cursor(len(FIELDS) + 2)
    document = editor.text_document
    document.apply([TextEdit(4, 4, "hero: a.jpg\nlang: en\n")], "Add")
    assert visible_lines(editor) == [0, 7, 8, 9]
    assert editor.fold.label().startswith("▸ 5 fields")
    grown = len("hero: a.jpg\nlang: en\n")
    assert editor.cursor_position() == len(FIELDS) + grown + 2
    document.undo()
    assert visible_lines(editor) == [0, 5, 6, 7]
    assert editor.cursor_position() == len(FIELDS) + 2
    document.apply([TextEdit(0, len(FIELDS), "")], "Remove")
    assert not editor.fold.folded
    assert visible_lines(editor) == [0, 1, 2]


def test_going_into_folded_fields_unfolds_them(
    open_editor: Callable[[str], MarkdownEditor],
) -> None:
    editor = open_editor(f"{FIELDS}body\n")
    editor.place_cursor(6)
    assert not editor.fold.folded
    assert editor.cursor_position() == 6


def test_fields_that_cannot_be_read_are_shown(
    open_editor: Callable[[str], MarkdownEditor],
) -> None:
    editor = open_editor('---\ntitle: "open\n---\nbody\n')
    assert not editor.fold.folded


# Keys --------------------------------------------------------------------------------------------


def test_lists_go_on_and_end(open_editor: Callable[[str], MarkdownEditor]) -> None:
    editor = open_editor("")
    QTest.keyClicks(editor, "1. one")
    QTest.keyClick(editor, Key.Key_Return)
    QTest.keyClicks(editor, "two")
    QTest.keyClick(editor, Key.Key_Return)
    QTest.keyClick(editor, Key.Key_Return)
    QTest.keyClicks(editor, "end")
    assert editor.text_document.text == "1. one\n2. two\nend"
    editor.place_cursor(9)
    QTest.keyClick(editor, Key.Key_Tab)
    assert editor.text_document.text == "1. one\n   2. two\nend"
    QTest.keyClick(editor, Key.Key_Backtab)
    assert editor.text_document.text == "1. one\n2. two\nend"
    QTest.keyClick(editor, Key.Key_Home)
    assert editor.position() == (1, 3)
    QTest.keyClick(editor, Key.Key_Home, SHIFT)
    assert editor.bridge.selection() == Selection(10, 7)


def test_enter_in_fenced_code_starts_no_item(
    open_editor: Callable[[str], MarkdownEditor],
) -> None:
    editor = open_editor("```\n- x\n```\n")
    editor.place_cursor(7)
    QTest.keyClick(editor, Key.Key_Return)
    assert editor.text_document.text == "```\n- x\n\n```\n"


def test_commands_are_one_step_each(open_editor: Callable[[str], MarkdownEditor]) -> None:
    editor = open_editor("some words\n")
    editor.bridge.select(Selection(5, 10))
    for command, text in (
        ("format.bold", "some **words**\n"),
        ("format.italic", "some ***words***\n"),
        ("format.heading-2", "## some ***words***\n"),
        ("format.quote", "> ## some ***words***\n"),
    ):
        assert editor.run(command)
        assert editor.text_document.text == text
    for _ in range(4):
        editor.run("edit.undo")
    assert editor.text_document.text == "some words\n"
    assert not editor.run("no.such-command")


# Colours -----------------------------------------------------------------------------------------


def test_only_what_is_seen_is_coloured(open_editor: Callable[[str], MarkdownEditor]) -> None:
    editor = open_editor("".join(f"**line {n}**\n" for n in range(2000)))
    editor.viewport().repaint()
    assert weights(editor, 0) == [(2, 6)]
    assert weights(editor, 1000) == []
    editor.go_to_line(1000)
    editor.viewport().repaint()
    assert weights(editor, 1000) == [(2, 9)]


def test_a_fence_at_the_top_recolours_what_is_seen(
    open_editor: Callable[[str], MarkdownEditor],
) -> None:
    editor = open_editor("\n" + "".join(f"**line {n}** 😀 **x**\n" for n in range(300)))
    editor.viewport().repaint()
    assert weights(editor, 5) == [(2, 6), (16, 1)]
    editor.place_cursor(0)
    QTest.keyClicks(editor, "```")
    editor.viewport().repaint()
    assert weights(editor, 5) == []
    QTest.keyClick(editor, Key.Key_Backspace)
    editor.viewport().repaint()
    assert weights(editor, 5) == [(2, 6), (16, 1)]
    assert editor.text_document.revision == 4


# View --------------------------------------------------------------------------------------------


def test_the_cursors_line_stays_in_sight_when_a_bar_opens(
    open_editor: Callable[[str], MarkdownEditor],
) -> None:
    editor = open_editor("line\n" * 200)
    editor.go_to_line(60)
    QTest.keyClick(editor, Key.Key_PageUp)
    editor.resize(editor.width(), 500)
    while editor.cursorRect().bottom() < 350:
        QTest.keyClick(editor, Key.Key_Down)
    editor.resize(editor.width(), 250)
    assert editor.cursorRect().bottom() < 250
    editor.verticalScrollBar().setValue(150)
    editor.resize(editor.width(), 200)
    assert editor.verticalScrollBar().value() == 150, "scrolled away from it, it stays away"


def test_the_cursors_line_keeps_off_the_edges(
    open_editor: Callable[[str], MarkdownEditor],
) -> None:
    editor = open_editor("".join(f"line {n}\n" for n in range(100)))
    height, pitch = editor.viewport().height(), editor.spaced_layout.pitch_px
    for _ in range(99):
        QTest.keyClick(editor, Key.Key_Down)
        assert editor.cursorRect().bottom() < height - 2 * pitch
    for _ in range(90):
        QTest.keyClick(editor, Key.Key_Up)
        assert editor.cursorRect().top() > 2 * pitch
    QTest.keyClick(editor, Key.Key_End, CONTROL)
    assert editor.cursorRect().bottom() < height - 2 * pitch


def test_scrolling_is_told_when_the_editor_does_it(
    open_editor: Callable[[str], MarkdownEditor],
) -> None:
    editor = open_editor("".join(f"line {n}\n" for n in range(200)))
    told: list[float] = []
    editor.scrolled_to_line.connect(told.append)
    editor.scroll_to_line(50.0)
    assert editor.first_visible_line() == 50.0
    assert told == []
    editor.verticalScrollBar().setValue(60)
    assert told == [60.0]


def test_a_click_between_two_rows_hits_the_nearer(
    open_editor: Callable[[str], MarkdownEditor],
) -> None:
    editor = open_editor("words and more words " * 30)
    editor.viewport().repaint()
    block = editor.document().firstBlock()
    layout = block.layout()
    assert layout.lineCount() > 2
    row = layout.lineAt(1)
    gap = QPoint(100, int(editor.contentOffset().y() + row.y() + row.height() + 1))
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=gap)
    at = editor.textCursor().positionInBlock()
    assert row.textStart() < at < row.textStart() + row.textLength() - 5


def test_zoom_is_a_setting(
    open_editor: Callable[[str], MarkdownEditor], settings: Settings
) -> None:
    editor = open_editor("text\n")
    before = editor.fontMetrics().height()
    wheel = QWheelEvent(
        QPointF(50, 50), editor.mapToGlobal(QPointF(50, 50)), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, CONTROL, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(editor.viewport(), wheel)
    assert settings.values.zoom == 110
    editor.zoom(4)
    assert editor.fontMetrics().height() > before
    editor.zoom(0)
    assert editor.fontMetrics().height() == before


def test_the_measure_is_kept_in_a_wide_window(
    open_editor: Callable[[str], MarkdownEditor],
) -> None:
    editor = open_editor("word " * 200)
    editor.resize(1400, 500)
    editor.viewport().repaint()
    row = editor.document().firstBlock().layout().lineAt(0)
    assert 66 <= row.textLength() <= 73
    margins = editor.viewportMargins()
    assert margins.left() == margins.right() > 300


def test_right_to_left_paragraphs_stand_at_the_right(
    open_editor: Callable[[str], MarkdownEditor],
) -> None:
    editor = open_editor("بندرگاہ کی دیوار\nplain\n")
    editor.viewport().repaint()
    rows = [editor.document().findBlockByNumber(n).layout().lineAt(0) for n in (0, 1)]
    right = editor.viewport().width() - editor.document().documentMargin()
    assert abs(rows[0].naturalTextRect().right() - right) < 2
    assert rows[1].naturalTextRect().left() == editor.document().documentMargin()


def test_state_comes_back(open_editor: Callable[[str], MarkdownEditor]) -> None:
    text = FIELDS + "".join(f"line {n}\n" for n in range(200))
    editor = open_editor(text)
    editor.place_cursor(text.index("line 120"))
    editor.scroll_to_line(110.0)
    other = open_editor(text)
    other.restore_state(editor.state())
    assert other.state() == editor.state()
    assert other.fold.folded
    other.restore_state({"cursor": 10**9, "top": "x", "folded": None})
    assert other.cursor_position() == len(text)


def test_control_click_follows_a_link(open_editor: Callable[[str], MarkdownEditor]) -> None:
    editor = open_editor("see [there](/news/a.md) now\n")
    editor.viewport().repaint()
    told: list[str] = []
    editor.link_activated.connect(told.append)
    cursor = QTextCursor(editor.document())
    cursor.setPosition(7)
    place = editor.cursorRect(cursor).center()
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, CONTROL, place)
    assert told == ["/news/a.md"]


def test_what_is_copied_is_the_documents_own_text_and_nothing_else(
    open_editor: Callable[[str], MarkdownEditor],
) -> None:
    editor = open_editor("a\u00a0b\ufeff\r\n**c**\r\n")
    editor.select_text()
    editor.copy()
    data = QApplication.clipboard().mimeData()
    assert data.text() == "a\u00a0b\ufeff\n**c**\n"
    assert not data.hasHtml()
