"""The middle of the desk: tabs above, the editor and the preview side by side below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from copydesk.ui.widgets.named import named

if TYPE_CHECKING:
    from copydesk.ui.editor.editor_area import EditorArea
    from copydesk.ui.preview.pane import PreviewPane

View = Literal["editor", "split", "preview"]
_LEAST_PX = 240


class Middle(QWidget):
    """Editor only, both, or preview only.

    Signals:
        view_changed (str): "editor", "split" or "preview".
    """

    view_changed = Signal(str)

    def __init__(self, editors: EditorArea, preview: PreviewPane) -> None:
        super().__init__()
        self._editors, self._preview = editors, preview
        self._view: View = "split"
        self._split = named(QSplitter(Qt.Orientation.Horizontal), "middle")
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        for pane in (editors, preview):
            pane.setMinimumWidth(_LEAST_PX)
            self._split.addWidget(pane)
        self._split.setSizes([1000, 1000])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(editors.tab_bar)
        column.addWidget(self._split, 1)
        self.setFocusProxy(editors)
        self._cover: QWidget | None = None

    def show_cover(self, cover: QWidget | None) -> None:
        """Shows a page in the place of both panes; None takes it away again."""
        if self._cover is not None and self._cover is not cover:
            self._cover.hide()
        self._cover = cover
        if cover is not None:
            column = self.layout()
            if column is not None and column.indexOf(cover) < 0:
                column.addWidget(cover)
            cover.show()
        self._split.setVisible(cover is None)
        self._follow_focus()

    @property
    def cover(self) -> QWidget | None:
        """What stands in the place of both panes."""
        return self._cover

    def _follow_focus(self) -> None:
        remains: QWidget = self._preview if self._view == "preview" else self._editors
        self.setFocusProxy(self._cover or remains)

    @property
    def view(self) -> View:
        """What is shown."""
        return self._view

    def show_view(self, view: View) -> None:
        """Shows the editor, the preview or both; the keyboard stays in what remains."""
        self._view = view
        remains: QWidget = self._preview if view == "preview" else self._editors
        focus = QApplication.focusWidget()
        leaves = focus is not None and self.isAncestorOf(focus) and view != "split"
        self._preview.setVisible(view != "editor")
        self._editors.setVisible(view != "preview")
        self._follow_focus()
        if leaves:
            remains.setFocus()
        self.view_changed.emit(view)

    def sizes(self) -> list[int]:
        """The widths of editor and preview, in pixels."""
        return self._split.sizes()

    def restore_sizes(self, sizes: list[int]) -> None:
        """Sets the widths, where both are sensible."""
        if len(sizes) == self._split.count() and all(size > 0 for size in sizes):
            self._split.setSizes(sizes)
