"""Wavy lines under what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter, QPixmap

from copydesk.core.text.positions import Span
from copydesk.ui.editor.underlines import Underline

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from PySide6.QtCore import QRectF

    from copydesk.ui.editor.markdown_editor import MarkdownEditor


def test_what_ends_with_a_row_has_no_line_in_the_next(
    open_editor: Callable[[str], MarkdownEditor], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "word " * 60
    editor = open_editor(text)
    layout = editor.document().firstBlock().layout()
    assert layout.lineCount() > 1
    end = layout.lineAt(0).textLength()
    drawn: list[QRectF] = []
    underlines = editor.underlines
    monkeypatch.setattr(underlines, "_draw", lambda _painter, band, _tone: drawn.append(band))
    underlines.show(
        [Underline(Span(end - 5, end), "bad", 0, ""), Underline(Span(9, 9), "bad", 1, "")]
    )
    pixmap = QPixmap(editor.viewport().size())
    painter = QPainter(pixmap)
    underlines.paint(painter, editor.viewport().rect())
    painter.end()
    assert len(drawn) == 2  # the one that stands nowhere has its line
    assert drawn[0].top() == drawn[1].top()
