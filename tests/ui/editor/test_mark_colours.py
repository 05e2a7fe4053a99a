from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from copydesk.core.text.edits import TextEdit
from copydesk.ui.theme.tokens import LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.ui.editor.markdown_editor import MarkdownEditor

_INK = QColor(LIGHT.ink).name(QColor.NameFormat.HexArgb)
_TEXT = 'a {~~{"author":"A"}@@old~>new~~} {==on\ntwo==}{>>say<<} `{++code++}`\n'


def _style_at(editor: MarkdownEditor, line: int, column: int) -> tuple[str, str, bool] | None:
    """Ground, ink and whether it is struck out, of the last format over a letter, which wins."""
    block = editor.document().findBlockByNumber(line)
    editor.highlighter.recolour(block)
    found = None
    for one in block.layout().formats():
        if one.start <= column < one.start + one.length:
            style = one.format
            ground, ink = style.background(), style.foreground()
            name = ground.color().name() if ground.style() is not Qt.BrushStyle.NoBrush else ""
            found = (name, ink.color().name(QColor.NameFormat.HexArgb), style.fontStrikeOut())
    return found


def test_what_was_added_deleted_and_commented_on_has_its_ground(
    open_editor: Callable[[str], MarkdownEditor],
) -> None:
    editor = open_editor(_TEXT)
    first, second = _TEXT.split("\n")[:2]
    for line, column, ground, struck in (
        (0, first.index("old"), LIGHT.deleted, True),
        (0, first.index("new"), LIGHT.ins, False),
        (0, first.index("on"), LIGHT.cmt, False),
        (1, second.index("two"), LIGHT.cmt, False),
        (1, second.index("say"), LIGHT.cmt, False),
    ):
        assert _style_at(editor, line, column) == (ground, _INK, struck)
    sign = _style_at(editor, 0, first.index("~>"))
    assert sign == ("", QColor(LIGHT.faint).name(QColor.NameFormat.HexArgb), False)
    metadata = _style_at(editor, 0, first.index("author"))
    assert metadata is not None
    assert metadata[1].startswith("#00")
    code = _style_at(editor, 1, second.index("code"))
    assert code is not None
    assert not code[0]


def test_a_mark_that_begins_above_colours_what_is_below(
    open_editor: Callable[[str], MarkdownEditor],
) -> None:
    editor = open_editor("one\ntwo ++}\n")
    editor.text_document.apply((TextEdit(0, 0, "{++"),), "Paste")
    assert editor.highlighter.marks
    assert _style_at(editor, 1, 0) == (LIGHT.ins, _INK, False)
