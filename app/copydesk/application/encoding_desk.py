"""Puts the bar above a post whose encoding is unsure, and carries out what is chosen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from copydesk.core.errors import EncodingError
from copydesk.core.posts.encoding import encode
from copydesk.core.posts.encoding_names import ENCODINGS, encoding_name
from copydesk.core.posts.encoding_preview import encoding_offers
from copydesk.ui.disk.encoding_bar import EncodingBar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from copydesk.services.documents import Documents
    from copydesk.services.open_document import OpenDocument
    from copydesk.ui.disk.encoding_dialog import EncodingDialog
    from copydesk.ui.editor.editor_area import EditorArea
    from copydesk.ui.main_window import MainWindow
    from copydesk.ui.theme.theme import Theme


class EncodingDesk(QObject):
    """Follows how every open post is read and written."""

    def __init__(
        self, documents: Documents, editors: EditorArea, window: MainWindow, theme: Theme
    ) -> None:
        super().__init__(window)
        self._encodings, self._editors = documents.encodings, editors
        self._window, self._theme = window, theme
        self._bars: dict[OpenDocument, EncodingBar] = {}
        self._dialogs: dict[OpenDocument, EncodingDialog] = {}
        documents.opened.connect(self._follow)
        documents.closed.connect(self._forget)
        self._encodings.show_wanted.connect(self._show_character)
        self._encodings.choice_wanted.connect(self.choose)
        theme.changed.connect(self._dress)

    def bar_of(self, document: OpenDocument | None) -> EncodingBar | None:
        """The bar above a post, where there is one."""
        return None if document is None else self._bars.get(document)

    def state(self, document: OpenDocument) -> dict[str, Any]:
        """What the editor said of a post's encoding, for another session."""
        known = document.text_format
        legacy = not known.encoding.startswith("utf") and not known.guessed
        return {"encoding": known.encoding} if legacy else {}

    def restore_state(self, document: OpenDocument, state: dict[str, Any]) -> None:
        """Takes up again what was said in another session, where it still fits."""
        encoding = str(state.get("encoding", ""))
        if document.text_format.guessed and any(one.codec == encoding for one in ENCODINGS):
            self._encodings.reread(document, encoding)

    @Slot(object)
    def _follow(self, document: OpenDocument) -> None:
        document.format_changed.connect(partial(self._show, document))
        self._show(document)

    @Slot(object)
    def _forget(self, document: OpenDocument) -> None:
        self._bars.pop(document, None)
        if dialog := self._dialogs.pop(document, None):
            dialog.reject()  # its answers have nothing to answer any more

    def _show(self, document: OpenDocument) -> None:
        old = self._bars.pop(document, None)
        # Also while a dialog is in front.
        focus: QWidget | None = self._window.focusWidget()
        if focus is not None and old is not None and old.isAncestorOf(focus):
            self._editors.setFocus()  # what was pressed goes away
        if not document.text_format.guessed:
            if old is not None:
                self._editors.set_bar(document, None, "encoding")
            return
        bar = EncodingBar(encoding_name(document.text_format.encoding).full, self._theme)
        bar.confirmed.connect(document.confirm_encoding)
        bar.other_requested.connect(partial(self.choose, document))
        bar.utf8_requested.connect(partial(self._encodings.convert, document, "utf-8"))
        self._bars[document] = bar
        self._editors.set_bar(document, bar, "encoding")

    @Slot()
    def _dress(self) -> None:
        for document in list(self._bars):
            self._show(document)

    @Slot(object, int)
    def _show_character(self, document: OpenDocument, position: int) -> None:
        self._editors.show_document(document)
        if self._editors.current_editor is not None:
            self._editors.current_editor.show_character(position)

    @Slot(object)
    def choose(self, document: OpenDocument) -> EncodingDialog:
        """Lets the editor choose how to read or to save a post."""
        from copydesk.ui.disk.encoding_dialog import EncodingDialog  # not needed to start

        text, text_format = document.text, document.text_format
        try:
            data = encode(text, text_format)
        except EncodingError:
            base = document.base  # what was typed can't be written; what was read can
            data = encode(base.text, base.text_format) if base else b""
        dialog = EncodingDialog(
            document.name, text_format.encoding, encoding_offers(data, text), self._window
        )
        dialog.read_requested.connect(partial(self._encodings.reread, document))
        dialog.save_requested.connect(partial(self._encodings.convert, document))
        dialog.finished.connect(partial(self._put_away, document, dialog))
        self._dialogs[document] = dialog
        dialog.open()
        return dialog

    def _put_away(self, document: OpenDocument, dialog: EncodingDialog, _result: int) -> None:
        if self._dialogs.get(document) is dialog:
            del self._dialogs[document]
        dialog.deleteLater()
