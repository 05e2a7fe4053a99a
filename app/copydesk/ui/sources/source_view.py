"""The words of a source, with what the draft took from it, and what it changed."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from copydesk.core.text.positions import QtMap, Span
from copydesk.ui.widgets.named import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from copydesk.core.review.tracing.claim import Claim
    from copydesk.ui.theme.theme import Theme

# Of the source below the words that differ, and of all of it in a low window.
_SOME_ROWS_PX = 72
_MOST_PX = 320


class SourceView(QWidget):
    """One source: its words, and above them those that differ from the draft’s."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._map = QtMap("")
        self._text = ""
        self._places: Sequence[Span] = ()
        self._claim: Claim | None = None
        self._draft = ""
        self._name = named(QLabel(), "sourceName")
        self._name.setProperty("strong", True)
        self._name.setContentsMargins(14, 8, 14, 4)
        self._both = named(QLabel(), "sourceBoth")
        self._both.setTextFormat(Qt.TextFormat.RichText)
        self._both.setWordWrap(True)
        self._both.setContentsMargins(14, 6, 14, 8)
        self._both.hide()
        self._edit = named(QPlainTextEdit(), "sourceText")
        self._edit.setReadOnly(True)
        self._edit.setFrameShape(QFrame.Shape.NoFrame)
        self._edit.setAccessibleName("Words of the source")
        self._edit.setTabChangesFocus(True)
        self._edit.document().setDocumentMargin(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._name)
        column.addWidget(self._both)
        column.addWidget(self._edit, 1)
        theme.changed.connect(self._mark)

    @property
    def name(self) -> str:
        """The source that is shown."""
        return self._name.text()

    @property
    def comparison(self) -> str:
        """The words of draft and source, one above the other, as HTML; "" for none."""
        return "" if self._both.isHidden() else self._both.text()

    @property
    def selected(self) -> str:
        """What of the source is selected."""
        return self._edit.textCursor().selectedText()

    def show_source(self, name: str, text: str, places: Sequence[Span]) -> None:
        """Shows a source, with the places that the draft's claims were found in."""
        if text != self._text or name != self._name.text():
            self._text, self._map = text, QtMap(text)
            self._edit.setPlainText(QtMap.shown(text))
        self._name.setText(name)
        self._places = places
        self._claim = None
        self._both.hide()
        self._mark()

    def show_claim(self, claim: Claim, draft: str) -> None:
        """Shows where a claim was found, and which of its words differ.

        Args:
            claim: Of the source that is shown; its positions are those of the draft.
            draft: The text it was traced in.
        """
        self._claim, self._draft = claim, draft
        self._mark()
        if claim.place is not None:
            cursor = self._cursor(claim.place.span)
            first = cursor.selectionStart()
            cursor.setPosition(cursor.selectionEnd())
            cursor.setPosition(first, QTextCursor.MoveMode.KeepAnchor)  # its begin is in sight
            self._edit.setTextCursor(cursor)
            self._edit.ensureCursorVisible()

    def _cursor(self, span: Span) -> QTextCursor:
        cursor = QTextCursor(self._edit.document())
        cursor.setPosition(self._map.to_qt(span.start))
        cursor.setPosition(self._map.to_qt(span.end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    @Slot()
    def _mark(self) -> None:
        """Paints the places behind the words, and writes out what differs."""
        found = [(span, self._theme.color("ins")) for span in self._places]
        claim = self._claim
        if claim is not None and claim.differences:
            found += [(there, self._theme.color("cmt")) for _here, there in claim.differences]
            self._both.setText(self._side_by_side(claim))
        self._both.setVisible(bool(claim is not None and claim.differences and claim.place))
        self._keep_room()
        self._edit.setExtraSelections([self._selection(span, tone) for span, tone in found])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the words that differ whole where they break into more rows."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._keep_room()

    def _keep_room(self) -> None:
        """Is as high as what differs, with some rows of the source below it."""
        parts = (self._name, self._both) if not self._both.isHidden() else ()
        height = sum(part.heightForWidth(self.width()) for part in parts)
        self.setMinimumHeight(min(height + _SOME_ROWS_PX, _MOST_PX) if parts else 0)

    def _selection(self, span: Span, colour: QColor) -> QTextEdit.ExtraSelection:
        style = QTextCharFormat()
        style.setBackground(colour)
        selection = QTextEdit.ExtraSelection()
        selection.cursor = self._cursor(span)
        selection.format = style
        return selection

    def _side_by_side(self, claim: Claim) -> str:
        tokens = self._theme.tokens
        ours = _marked(
            self._draft, claim.span, [one for one, _o in claim.differences], tokens.deleted
        )
        place = claim.place.span if claim.place else Span(0, 0)
        theirs = _marked(self._text, place, [one for _o, one in claim.differences], tokens.ins)
        soft = f"<span style='color:{tokens.soft}'>"
        return (
            f"{soft}The draft</span><br>{ours}"
            f"<div style='margin-top:6px'>{soft}The source</span><br>{theirs}</div>"
        )


def _marked(text: str, span: Span, parts: Sequence[Span], colour: str) -> str:
    """A span of a text as HTML, parts of it on a colour."""
    pieces, reached = [], span.start
    for part in sorted(parts):
        start, end = max(part.start, reached), min(part.end, span.end)
        if start >= end:
            continue
        pieces.append(escape(text[reached:start]))
        words = escape(text[start:end])
        pieces.append(f"<span style='background-color:{colour}'><b>{words}</b></span>")
        reached = end
    pieces.append(escape(text[reached : span.end]))
    return " ".join("".join(pieces).split())
