"""Chooses the encoding that a file is read in, or is saved in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QRadioButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from copydesk.core.text.positions import QtMap
from copydesk.ui.widgets.named import named

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from copydesk.core.posts.encoding_preview import EncodingOffer

_SIZE_PX = (680, 560)
_NAME_PX = 170
_CODEC = Qt.ItemDataRole.UserRole


class EncodingDialog(QDialog):
    """Every encoding by region, with how the file would read in it or what it could not hold.

    Signals:
        read_requested (str): Take the file's bytes for this encoding, by its codec.
        save_requested (str): Write the text in this one from the next save on.
    """

    read_requested = Signal(str)
    save_requested = Signal(str)

    def __init__(
        self, name: str, present: str, offers: tuple[EncodingOffer, ...], parent: QWidget
    ) -> None:
        """Shows ``offers`` for the file ``name``, which is now in the encoding ``present``."""
        super().__init__(parent)
        self.setWindowTitle(f"Encoding — {name}")
        self.resize(*_SIZE_PX)
        self._present = present
        self._offers = offers
        self._read = QRadioButton("Read the file again as…")
        self._save = QRadioButton("Save it from now on as…")
        self._ways = QButtonGroup(self)
        for way in (self._read, self._save):
            self._ways.addButton(way)
        self._read.setChecked(True)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setProperty("quiet", True)
        self._list = self._make_list()
        self._accept = QPushButton()
        self._accept.setProperty("primary", True)
        self._accept.setDefault(True)
        self._accept.clicked.connect(self._choose)
        self._arrange()
        self._ways.buttonClicked.connect(self._fill)
        self._list.currentItemChanged.connect(self._follow)
        self._list.itemActivated.connect(self._choose)
        self._list.ensurePolished()  # rows are as high as the first one is when it comes
        self._fill()
        self._list.setFocus()

    def _make_list(self) -> QTreeWidget:
        tree = named(QTreeWidget(), "encodings")
        tree.setAccessibleName("Encodings")
        tree.setColumnCount(2)
        tree.setHeaderHidden(True)
        tree.setRootIsDecorated(False)
        tree.setItemsExpandable(False)
        tree.setIndentation(12)
        tree.setUniformRowHeights(True)
        tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        tree.header().setStretchLastSection(True)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        tree.header().resizeSection(0, _NAME_PX)
        return tree

    def _arrange(self) -> None:
        cancel = QPushButton("Cancel")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._accept)
        ways = QHBoxLayout()
        ways.setSpacing(22)
        ways.addWidget(self._read)
        ways.addWidget(self._save)
        ways.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addLayout(ways)
        column.addWidget(self._words)
        column.addWidget(self._list, 1)
        column.addLayout(buttons)

    @Slot()
    def _fill(self) -> None:
        """Lists the encodings for what is chosen above."""
        current = self._codec() or self._present
        reading = self._read.isChecked()
        self._words.setText(
            "The file stays as it is; only what its bytes are taken for changes. "
            "Choose the one whose line reads right."
            if reading
            else "The text stays as it is; its next save writes it in this encoding."
        )
        self._list.clear()
        group: QTreeWidgetItem | None = None
        for offer in self._offers:
            if group is None or group.text(0) != offer.encoding.region:
                group = self._group(offer.encoding.region)
            self._add(group, offer, reading=reading, current=current)
        self._list.expandAll()
        chosen = self._list.currentItem()
        if chosen is not None:
            self._list.scrollToItem(chosen, QAbstractItemView.ScrollHint.PositionAtCenter)
        self._accept.setText("Read again" if reading else "Save as this")
        self._follow()

    def _group(self, region: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self._list, [region])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setFirstColumnSpanned(True)
        font = QFont(self._list.font())
        font.setBold(True)
        item.setFont(0, font)
        return item

    def _add(
        self, group: QTreeWidgetItem, offer: EncodingOffer, *, reading: bool, current: str
    ) -> None:
        codec = offer.encoding.codec
        possible = bool(offer.reads) if reading else not offer.missing
        if reading:
            words = QtMap.shown(offer.reads) or "can’t be read so"
        elif offer.missing:
            words = "has no sign for " + "  ".join(map(QtMap.shown, offer.missing))
        else:
            words = "holds the whole text"
        present = " (now)" if codec == self._present else ""
        item = QTreeWidgetItem(group, [offer.encoding.name + present, words])
        item.setData(0, _CODEC, codec)
        item.setToolTip(1, words)
        if not possible:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        elif codec == current:
            self._list.setCurrentItem(item)

    def _codec(self) -> str:
        item = self._list.currentItem()
        codec = item.data(0, _CODEC) if item is not None else None
        return codec if isinstance(codec, str) else ""

    @Slot()
    def _follow(self) -> None:
        self._accept.setEnabled(bool(self._codec()))

    @Slot()
    def _choose(self) -> None:
        codec = self._codec()
        if codec:
            self.accept()
            (self.read_requested if self._read.isChecked() else self.save_requested).emit(codec)
