"""Asks for a site to clone, and shows how far it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from copydesk.core.publish.clone_address import (
    EXAMPLE,
    address_complaint,
    folder_name,
    has_password,
    read_address,
)
from copydesk.core.storage.folders import shown_place, typed_folder
from copydesk.ui.widgets.named import named

if TYPE_CHECKING:
    from copydesk.core.errors import CopydeskError
    from copydesk.core.publish.clone_progress import Progress

_WIDTH_PX = 520
_IN_ADDRESS = (
    "The password in this address would be kept in the folder as plain text. Leave it out if you"
    " can; git then asks your credential helper."
)


class CloneDialog(QDialog):
    """An address, a folder to put the site in, and how it goes.

    Signals:
        clone_asked (str, Path): This address is to be cloned into this folder, to be made.
        choose_asked: The editor wants to choose where to.
        stop_asked: What is under way is to be stopped.
    """

    clone_asked = Signal(str, object)
    choose_asked = Signal()
    stop_asked = Signal()

    def __init__(self, parent_folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("clone")
        self.setWindowTitle("Clone a site")
        self._busy = False
        self._address = named(QLineEdit(), "cloneAddress")
        self._address.setPlaceholderText(EXAMPLE)
        self._address.setAccessibleName("Address")
        self._folder = named(QLineEdit(shown_place(parent_folder)), "cloneFolder")
        self._folder.setAccessibleName("Folder to put it in")
        self._choose = QPushButton("Choose…")
        self._choose.setAccessibleName("Choose the folder to put it in")
        self._choose.setAutoDefault(False)
        self._note = _words("faint")
        self._bar = named(QProgressBar(), "cloneBar")
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("How far the clone is")
        self._words, self._trouble = _words("quiet"), _words("bad")
        self._next_step = _words("quiet")
        self._accept = named(QPushButton("Clone"), "cloneAccept")
        self._accept.setProperty("primary", True)
        self._accept.setDefault(True)
        self._cancel = named(QPushButton("Cancel"), "cloneCancel")
        self._cancel.setAutoDefault(False)
        self._arrange()
        self._choose.clicked.connect(self.choose_asked)
        self._accept.clicked.connect(self._ask)
        self._cancel.clicked.connect(self.reject)
        self._address.textEdited.connect(self._forget_trouble)
        self._folder.textEdited.connect(self._forget_trouble)
        self._address.textChanged.connect(self._follow)
        self._folder.textChanged.connect(self._follow)
        self._settle()
        self._address.setFocus()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        heading, line = QLabel("Clone a site"), _words("quiet")
        heading.setProperty("strong", True)
        line.setText("Git copies the site and its history to this computer.")
        where = QHBoxLayout()
        where.addWidget(self._folder, 1)
        where.addWidget(self._choose)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._accept)
        column.addWidget(heading)
        column.addWidget(line)
        column.addSpacing(4)
        column.addWidget(_label("Address", self._address))
        column.addWidget(self._address)
        column.addWidget(_label("Put it in", self._folder))
        column.addLayout(where)
        for part in (self._note, self._bar, self._words, self._trouble, self._next_step):
            column.addWidget(part)
        column.addStretch(1)
        column.addSpacing(6)
        column.addLayout(buttons)

    # What is said ------------------------------------------------------------------------------

    def _settle(self, *, busy: bool = False) -> None:
        """Shows that a clone is under way, or that none is."""
        self._busy = busy
        for part in (self._address, self._folder, self._choose):
            part.setEnabled(not busy)
        self._bar.setVisible(busy)
        self._words.setText("")
        self._say("", "")
        self._follow()
        if busy:
            self._cancel.setFocus()

    @Slot()
    def _forget_trouble(self) -> None:
        """What was said is of another address, or of another folder."""
        self._words.setText("")
        self._say("", "")

    @Slot()
    def _follow(self) -> None:
        """Says where the site would be."""
        address, folder = read_address(self._address.text()), self._folder.text().strip()
        self._accept.setEnabled(not self._busy and bool(address) and bool(folder))
        note = ""
        if address and folder and not address_complaint(address):
            note = f"It will be in “{shown_place(self._target(address))}”."
            if has_password(address):
                note = f"{note} {_IN_ADDRESS}"
        self._note.setText(note)
        self._fit()

    def _target(self, address: str) -> Path:
        return self.folder / folder_name(address)

    def _say(self, trouble: str, next_step: str) -> None:
        self._trouble.setText(trouble)
        self._next_step.setText(next_step)
        self._address.setAccessibleDescription(f"{trouble} {next_step}".strip())

    def _fit(self) -> None:
        """As high as its words need: a hint that knows no width asks for more."""
        for label in (self._note, self._words, self._trouble, self._next_step):
            label.setVisible(bool(label.text()))
        self.ensurePolished()
        layout, parent = self.layout(), self.parentWidget()
        if layout is not None:
            width = min(_WIDTH_PX, parent.width() if parent is not None else _WIDTH_PX)
            layout.activate()
            self.setFixedSize(width, layout.totalHeightForWidth(width))

    # What is asked for -------------------------------------------------------------------------

    def set_folder(self, folder: str) -> None:
        """Puts the site into another folder."""
        self._folder.setText(shown_place(Path(folder)))

    @property
    def folder(self) -> Path:
        """The folder that the site is put into."""
        return typed_folder(self._folder.text())

    @Slot()
    def _ask(self) -> None:
        address = read_address(self._address.text())
        if complaint := address_complaint(address):
            self._say(complaint, "")
            self._fit()
            self._address.setFocus()
            return
        target = self._target(address)
        self._settle(busy=True)
        self._bar.setRange(0, 0)
        self._words.setText("Connecting…")
        self._fit()
        self.clone_asked.emit(address, target)

    def reject(self) -> None:
        """Stops the clone, or closes the dialog where there is none."""
        if self._busy:
            self._cancel.setEnabled(False)
            self._words.setText("Stopping…")
            self.stop_asked.emit()
        else:
            super().reject()

    # What becomes of it ------------------------------------------------------------------------

    @Slot(object)
    def show_progress(self, progress: Progress) -> None:
        """Says how far it is."""
        if not self._busy or not self._cancel.isEnabled():
            return
        if progress.percent is None:
            self._words.setText(f"{progress.words}…")
            return
        self._bar.setRange(0, 100)
        self._bar.setValue(progress.percent)
        amount = f" · {progress.amount}" if progress.amount else ""
        self._words.setText(f"{progress.words}: {progress.percent} %{amount}")

    @Slot(object)
    def show_failure(self, error: CopydeskError) -> None:
        """Says why it did not come, and lets it be tried again."""
        self._end()
        self._say(error.sentence, error.next_step)
        self._fit()

    @Slot()
    def show_stopped(self) -> None:
        """Says that it was stopped."""
        self._end()
        self._words.setText("Stopped. Nothing of it was left behind.")
        self._fit()

    def _end(self) -> None:
        self._cancel.setEnabled(True)
        self._settle()
        self._address.setFocus()
        self._address.selectAll()


def _words(style: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty(style, True)
    return label


def _label(text: str, buddy: QWidget) -> QLabel:
    label = QLabel(text)
    label.setProperty("quiet", True)
    label.setBuddy(buddy)
    return label
