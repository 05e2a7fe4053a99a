"""Writes what a comparison shows into a text document, and notes where each difference stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTableCellFormat,
    QTextTableFormat,
)

from copydesk.core.site.labels import humanise
from copydesk.core.text.passages import first_words, quoted
from copydesk.core.text.positions import QtMap
from copydesk.ui.compare.manuscript import (
    Alike,
    Fold,
    Left,
    Mark,
    More,
    Passage,
    Run,
    field_runs,
    shown_changes,
)
from copydesk.ui.compare.visible import is_signs, legend
from copydesk.ui.widgets.direction import runs_right_to_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QTextDocument, QTextTable

    from copydesk.core.posts.compare import FieldChange, PostComparison
    from copydesk.ui.compare.manuscript import Line, Row
    from copydesk.ui.theme.theme import Theme

FOLD, MORE = "fold:", "more:"
TO_MOVED, TO_LEFT = "moved:", "left:"
"""Links from where a passage stood to where it stands, and back; its number follows."""
# Between a word and the one in its place, whose Arabic letters would join.
_NON_JOINER = "\u200c"
_LABEL_PX = 150
_TEXT_PX = 14
_FIELD_PX = 13
_LINE_HEIGHT = 150.0


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """One difference: of the line ends, of a field or a passage, by its number."""

    kind: int
    number: int


LINE_ENDS, FIELD, PASSAGE = range(3)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a difference stands: Qt's positions in the document, first and last."""

    item: Item
    name: str
    start: int
    end: int


class Drawing:
    """One comparison written into a document.

    Attributes:
        places: Of all differences, in order.
        left: Where each passage that moved stood: its place by its number.
    """

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        self._document, self._theme = document, theme
        self.places: list[Place] = []
        self.left: dict[int, Place] = {}
        self._cursor = QTextCursor(document)
        self._is_first = True

    def write(self, comparison: PostComparison, rows: Sequence[Row], *, side_by_side: bool) -> None:
        """Replaces all of the document."""
        self._document.clear()
        self._cursor = QTextCursor(self._document)
        self._cursor.beginEditBlock()
        if comparison.line_ends:
            self._line_ends(*comparison.line_ends)
        if comparison.fields:
            self._fields(comparison.fields)
        if side_by_side:
            self._beside(rows)
        else:
            for row in rows:
                self._row(row)
        if signs := legend(shown_changes(rows)):
            self._next_block()
            block = QTextBlockFormat()
            block.setTopMargin(18)
            self._cursor.setBlockFormat(block)
            self._cursor.insertText(signs, self._words("faint"))
        self._cursor.endEditBlock()

    # ---- Parts ----------------------------------------------------------------------------------

    def _line_ends(self, old: str, new: str) -> None:
        start = self._next_block()
        block = QTextBlockFormat()
        block.setBottomMargin(10)
        self._cursor.setBlockFormat(block)
        names = {"\r\n": "CRLF (Windows)", "\n": "LF", "\r": "CR"}
        self._cursor.insertText("All line ends differ: ", self._words("soft"))
        self._runs(
            (Run(names[old], Mark.REMOVED), Run(" ", Mark.SAME), Run(names[new], Mark.ADDED)),
            self._words(),
        )
        self._note(Item(LINE_ENDS, 0), "Line ends", start)

    def _fields(self, fields: Sequence[FieldChange]) -> None:
        table = self._table(
            len(fields),
            (
                QTextLength(QTextLength.Type.FixedLength, _LABEL_PX),
                QTextLength(QTextLength.Type.VariableLength, 0),
            ),
            rule=True,
        )
        for number, change in enumerate(fields):
            label = humanise(change.key)
            self._cursor = table.cellAt(number, 0).firstCursorPosition()
            start = self._cursor.position()
            self._cursor.insertText(QtMap.shown(label), self._words("soft"))
            self._cursor = table.cellAt(number, 1).firstCursorPosition()
            self._field_value(change)
            self._note(Item(FIELD, number), label, start)
        self._leave()

    def _field_value(self, change: FieldChange) -> None:
        runs = field_runs(change)
        direction = "".join(run.text for run in runs)
        self._cursor.setBlockFormat(self._paragraph(direction))
        self._runs(runs, self._words())
        if note := _field_note(change):
            gap = "  " if runs else ""
            self._cursor.insertText(gap + note, self._words("faint"))

    def _beside(self, rows: Sequence[Row]) -> None:
        half = QTextLength(QTextLength.Type.PercentageLength, 50)
        table = self._table(max(len(rows), 1), (half, half), rule=False)
        for at, row in enumerate(rows):
            if isinstance(row, Fold | More):
                table.mergeCells(at, 0, 1, 2)
            for column in (0, 1):
                if column and isinstance(row, Fold | More):
                    continue
                self._cursor = table.cellAt(at, column).firstCursorPosition()
                self._is_first = True
                if isinstance(row, Passage):
                    self._side_of(row, column)
                    if column:
                        first = table.cellAt(at, 0).firstCursorPosition().position()
                        self._note(Item(PASSAGE, row.number), _name(row), first)
                elif isinstance(row, Left) and not column:
                    self._lines(row.lines, moved=True)
                elif isinstance(row, Left):
                    self._left(row, "Moved")
                elif isinstance(row, Alike):
                    self._lines(row.lines)
                else:
                    self._fold(row)
        self._leave()

    def _row(self, row: Row) -> None:
        if isinstance(row, Fold | More):
            self._fold(row)
        elif isinstance(row, Alike):
            self._lines(row.lines)
        elif isinstance(row, Left):
            self._left(row, f"{quoted(first_words(_first_line(row.lines)))} moved")
        else:
            start = self._next_block()
            if row.came_from:
                self._came(row)
            else:
                self._is_first = True
            self._lines(row.lines, moved=bool(row.came_from))
            self._note(Item(PASSAGE, row.number), _name(row), start)

    def _side_of(self, row: Passage, column: int) -> None:
        """One of both texts of a passage; of one that moved the old one stands elsewhere."""
        if not row.came_from:
            self._lines(row.new_lines if column else row.old_lines)
        elif column:
            self._lines(row.lines, moved=True)
        else:
            self._next_block()
            self._came(row)

    def _came(self, row: Passage) -> None:
        arrow = "↑" if row.came_from == "above" else "↓"
        self._link(f"{TO_LEFT}{row.number}", f"{arrow} Moved here from {row.came_from}")

    def _left(self, row: Left, words: str) -> None:
        """Where a passage stood before it moved."""
        start = self._next_block()
        arrow = "↑" if row.went == "above" else "↓"
        self._link(f"{TO_MOVED}{row.number}", f"{arrow} {words} from here to {row.went}")
        place = Place(Item(PASSAGE, row.number), words, start, self._cursor.position())
        self.left[row.number] = place

    def _link(self, address: str, words: str) -> None:
        block = QTextBlockFormat()
        block.setTopMargin(4)
        self._cursor.setBlockFormat(block)
        link = self._words("soft")
        link.setBackground(QBrush(self._theme.color("accent_soft")))
        link.setAnchor(True)
        link.setAnchorHref(address)
        self._cursor.insertText(QtMap.shown(f" {words} "), link)

    def _fold(self, fold: Fold | More) -> None:
        self._next_block()
        block = QTextBlockFormat()
        block.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        block.setTopMargin(8)
        block.setBottomMargin(8)
        self._cursor.setBlockFormat(block)
        link = self._words("soft")
        link.setAnchor(True)
        if isinstance(fold, Fold):
            link.setAnchorHref(f"{FOLD}{fold.start}")
            self._cursor.insertText(f"… {fold.lines:,} lines alike …", link)
        else:
            link.setAnchorHref(MORE)
            words = "passage follows" if fold.passages == 1 else "passages follow"
            self._cursor.insertText(f"… {fold.passages:,} {words} …", link)

    # ---- Text -----------------------------------------------------------------------------------

    def _lines(self, lines: Iterable[Line], *, moved: bool = False) -> int:
        start: int | None = None
        for line in lines:
            here = self._next_block()
            start = here if start is None else start
            text = "".join(run.text for run in line)
            self._cursor.setBlockFormat(self._paragraph(text))
            self._runs(line, self._source(text, moved=moved))
        return self._cursor.position() if start is None else start

    def _runs(self, runs: Iterable[Run], plain: QTextCharFormat) -> None:
        before: Run | None = None
        for run in runs:
            if before and {before.mark, run.mark} == {Mark.REMOVED, Mark.ADDED}:
                apart = not (before.text.isascii() and run.text.isascii())
                self._cursor.insertText(_NON_JOINER if apart else "", plain)
            before = run
            style = QTextCharFormat(plain)
            if run.mark is Mark.REMOVED:
                style.setBackground(QBrush(self._theme.color("deleted")))
                style.setFontStrikeOut(not is_signs(run.text))  # they are hard to read as it is
            elif run.mark is Mark.ADDED:
                style.setBackground(QBrush(self._theme.color("ins")))
            self._cursor.insertText(QtMap.shown(run.text).replace("\n", "\u2028"), style)

    def _next_block(self) -> int:
        """Goes to a fresh paragraph; its position."""
        if self._is_first:
            self._is_first = False
        else:
            self._cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        return self._cursor.position()

    def _note(self, item: Item, name: str, start: int) -> None:
        self.places.append(Place(item, name, start, self._cursor.position()))

    def _table(
        self, rows: int, widths: tuple[QTextLength, QTextLength], *, rule: bool
    ) -> QTextTable:
        if not self._is_first:
            self._cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        style = QTextTableFormat()
        style.setCellSpacing(0)
        style.setCellPadding(2)
        style.setBorder(0)
        style.setBorderCollapse(True)
        style.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        style.setColumnWidthConstraints(list(widths))
        style.setBottomMargin(18 if rule else 0)
        table = self._cursor.insertTable(rows, len(widths), style)
        if rule:
            line = QTextTableCellFormat()
            line.setBottomBorder(1)
            line.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            line.setBottomBorderBrush(QBrush(self._theme.color("line")))
            line.setPadding(5)
            for row in range(rows):
                for column in range(len(widths)):
                    table.cellAt(row, column).setFormat(line)
        return table

    def _leave(self) -> None:
        self._cursor = QTextCursor(self._document)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._is_first = True

    def _paragraph(self, text: str) -> QTextBlockFormat:
        block = QTextBlockFormat()
        block.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if runs_right_to_left(text[:500]):
            block.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        else:
            block.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        return block

    def _words(self, colour: str = "ink") -> QTextCharFormat:
        style = QTextCharFormat()
        style.setFont(self._theme.ui_font(_FIELD_PX))
        style.setForeground(QBrush(self._theme.color(colour)))
        return style

    def _source(self, text: str, *, moved: bool = False) -> QTextCharFormat:
        style = QTextCharFormat()
        if moved:
            style.setBackground(QBrush(self._theme.color("accent_soft")))
        style.setFont(self._theme.mono_font(_TEXT_PX))
        style.setForeground(QBrush(self._theme.color("ink")))
        if text.startswith("#"):
            style.setFontWeight(600)
        return style


def _field_note(change: FieldChange) -> str:
    if change.kind == "renamed":
        return f"the field was called “{change.old_key}”"
    if change.kind == "moved":
        return "moved to another place" if change.old_text == change.new_text else "moved, too"
    if change.kind == "added":
        return "new field" if change.new_text else "new field, empty"
    if change.kind == "removed":
        return "field removed" if change.old_text else "empty field removed"
    return ""


def _name(row: Passage) -> str:
    """The first words of a passage."""
    words = " ".join(_text_of((row.new_lines or row.old_lines)[:3]).split())
    words = words if len(words) <= 40 else f"{words[:39]}…"
    return f"Moved from {row.came_from}: {words}" if row.came_from else words


def _first_line(lines: Sequence[Line]) -> str:
    texts = ("".join(run.text for run in line) for line in lines)
    return next((text for text in texts if text.strip()), "")


def _text_of(lines: Sequence[Line]) -> str:
    return " ".join("".join(run.text for run in line) for line in lines)
