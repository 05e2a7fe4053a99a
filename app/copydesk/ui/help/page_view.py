"""A page of the guide as rich text.

Rich text, and no web page: it is there at once, where the preview's process can't start, too, and
it has no network and no scripts to be locked away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QImage, QPainter, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit

from copydesk.ui.theme.style_sheets import page_style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtGui import QResizeEvent

    from copydesk.core.help.page import HelpPage
    from copydesk.ui.theme.theme import Theme

_COLUMN_PX = 700
_SIDE_PX = 28
_INDENT_PX = 24
_MARGIN_PX = 18
# A letter or two typed into the field stand everywhere; to mark them all says nothing.
_MOST_MARKS = 400
_ONLY_FOR_SHAPE = {ord("\N{ZERO WIDTH SPACE}"): None, ord("\N{NO-BREAK SPACE}"): " "}
_IMAGE = int(QTextDocument.ResourceType.ImageResource.value)


class PageView(QTextBrowser):
    """Shows one page in a column as wide as can be read well.

    Signals:
        link_followed (str): A link was clicked, or chosen by Enter; its address as written.
    """

    link_followed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("helpPage")
        self.setAccessibleName("Page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # code is wrapped
        self._theme = theme
        self._zoom = 100
        self._page: HelpPage | None = None
        self._marked: tuple[str, ...] = ()
        self._found: QTextCursor | None = None
        self.document().setDocumentMargin(_MARGIN_PX)
        self.anchorClicked.connect(self._tell_link)
        theme.changed.connect(self._show_again)

    @property
    def page(self) -> HelpPage | None:
        """The page in front."""
        return self._page

    @property
    def scrolled(self) -> int:
        """How far it is scrolled, in pixels."""
        return self.verticalScrollBar().value()

    # Showing ------------------------------------------------------------------------------------

    def show_page(self, page: HelpPage) -> None:
        """Shows a page from its top."""
        self._page = page
        self._marked, self._found = (), None
        self._fill()
        self.verticalScrollBar().setValue(0)

    def scroll_to(self, anchor: str, pixels: int | None) -> None:
        """Goes to an anchor, or to where the page was scrolled before, or to its top."""
        if pixels is None and anchor:
            self.scrollToAnchor(anchor)
        else:
            self.verticalScrollBar().setValue(pixels or 0)

    def set_zoom(self, percent: int) -> None:
        """Shows letters this large."""
        if percent != self._zoom:
            self._zoom = percent
            self._show_again()

    @Slot()
    def _show_again(self) -> None:
        """The same in other colours or sizes, at the same passage."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(bar.maximum(), 1)
        self._fill()
        bar.setValue(round(share * bar.maximum()))

    def _fill(self) -> None:
        if self._page is None:
            return
        document = self.document()
        document.setDefaultStyleSheet(
            page_style("guide.css", self._theme.tokens, scale=self._zoom / 100)
        )
        document.setIndentWidth(_INDENT_PX * self._zoom / 100)
        self._keep_column()
        self.setHtml(self._page.html)
        self._draw_marks()

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802 - Qt calls it
        """A picture of the page, as large as fits; nothing else is ever loaded."""
        return self._picture(QUrl(name).toString()) if kind == _IMAGE else None

    def _picture(self, name: str) -> QImage | None:
        data = self._page.pictures.get(name) if self._page is not None else None
        image = QImage.fromData(data) if data is not None else QImage()
        if image.isNull():
            return None
        ratio = self.devicePixelRatioF()
        room = round((self.viewport().width() - 2 * _MARGIN_PX) * ratio)
        if image.width() > room > 0:
            # Qt's rich text would shrink it by leaving out pixels.
            image = image.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
            image.setDevicePixelRatio(ratio)
        return self._framed(image)

    def _framed(self, image: QImage) -> QImage:
        """With a hairline around: pictures of the desk are as light or dark as the page."""
        framed = image.convertToFormat(QImage.Format.Format_RGB32)
        painter = QPainter(framed)
        painter.setPen(self._theme.color("line"))
        size = framed.deviceIndependentSize().toSize()
        painter.drawRect(0, 0, size.width() - 1, size.height() - 1)
        painter.end()
        return framed

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied, without the signs that only keep cells and keys in shape."""
        copied = super().createMimeDataFromSelection()
        plain = QMimeData()
        plain.setText(copied.text().translate(_ONLY_FOR_SHAPE))
        return plain

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the column, and its pictures within it."""
        before = self.viewport().width()
        self._keep_column()
        super().resizeEvent(event)
        if self._page is not None and self._page.pictures and self.viewport().width() != before:
            for name in self._page.pictures:
                self.document().addResource(_IMAGE, QUrl(name), self._picture(name))
            self.document().markContentsDirty(0, self.document().characterCount())

    def _keep_column(self) -> None:
        bar = self.verticalScrollBar().sizeHint().width()
        spare = (self.width() - bar - _COLUMN_PX * self._zoom // 100) // 2
        side = max(spare, _SIDE_PX)
        self.setViewportMargins(side, 0, side, 0)

    @Slot(QUrl)
    def _tell_link(self, url: QUrl) -> None:
        self.link_followed.emit(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))

    # Finding ------------------------------------------------------------------------------------

    def mark(self, words: Iterable[str]) -> None:
        """Marks every place of these words, and none else."""
        self._marked = tuple(words)
        self._draw_marks()

    def to_mark(self) -> None:
        """Scrolls to the first place that is marked."""
        first = min((found.selectionStart() for found in self._places()), default=None)
        if first is not None:
            self._show_place(first)

    def find_next(self, text: str, *, backwards: bool = False, again: bool = True) -> bool:
        """Goes to the next place of a text, round the end; False where there is none.

        Args:
            text: What is looked for, in any case.
            backwards: Whether to the one before.
            again: Whether the place in front counts as seen; not while the text is being typed.
        """
        document, way = self.document(), QTextDocument.FindFlag(0)
        if backwards:
            way = QTextDocument.FindFlag.FindBackward
        start = self._found if self._found is not None else self.cursorForPosition(self._top())
        if not again:
            start = QTextCursor(start)
            start.setPosition(start.selectionStart())
        found = document.find(text, start, way) if text else QTextCursor()
        if found.isNull() and text:
            edge = QTextCursor(document)
            if backwards:
                edge.movePosition(QTextCursor.MoveOperation.End)
            found = document.find(text, edge, way)
        self._found = None if found.isNull() else found
        self._draw_marks()
        if self._found is not None:
            self._show_place(self._found.selectionStart())
        return self._found is not None

    def end_finding(self) -> None:
        """Marks the found place no longer."""
        self._found = None
        self._draw_marks()

    def count(self, text: str) -> int:
        """How often a text stands on the page, up to some hundreds."""
        return sum(1 for _place in self._places_of(text))

    def _places(self) -> Iterator[QTextCursor]:
        for word in self._marked:
            yield from self._places_of(word)

    def _places_of(self, word: str) -> Iterator[QTextCursor]:
        document = self.document()
        found = document.find(word, 0) if word else QTextCursor()
        for _turn in range(_MOST_MARKS):
            if found.isNull():
                return
            yield found
            found = document.find(word, found)

    def _draw_marks(self) -> None:
        marks = [self._mark(place, "cmt", "ink") for place in self._places()]
        if self._found is not None:
            marks.append(self._mark(self._found, "accent", "on_accent"))
        self.setExtraSelections(marks)

    def _mark(self, place: QTextCursor, ground: str, ink: str) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        look = QTextCharFormat()
        look.setBackground(self._theme.color(ground))
        look.setForeground(self._theme.color(ink))
        mark.cursor, mark.format = QTextCursor(place), look
        return mark

    def _show_place(self, position: int) -> None:
        """Scrolls a place into the upper part of the view, where it is not seen yet."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        place = self.cursorRect(cursor)
        if not self.viewport().rect().adjusted(0, 0, 0, -place.height()).contains(place.center()):
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + place.top() - self.viewport().height() // 4)

    def _top(self) -> Any:
        return self.viewport().rect().topLeft()
