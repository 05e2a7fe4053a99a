"""The editor of a file's path: typed, chosen, or dragged in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QEvent,
    QIODevice,
    QMimeData,
    QObject,
    Qt,
    QTimer,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QLabel

from copydesk.core.site.assets import IMAGE_SUFFIXES
from copydesk.core.site.field import FieldType
from copydesk.core.site.validate import value_trouble
from copydesk.services.assets import AssetAsk, Brought, FileLook
from copydesk.services.thumbnails import remote_host
from copydesk.ui.details.editors.base import Shown, Surroundings, Wish
from copydesk.ui.details.editors.boxed import BoxedEditor
from copydesk.ui.details.editors.text import shown_text
from copydesk.ui.icons import icon

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
    from PySide6.QtWidgets import QMenu, QWidget

    from copydesk.core.site.field import Field

_LOOK_AFTER_MS = 250


def local_files(mime: QMimeData) -> list[Path]:
    """The files of this computer in what is dragged or on the clipboard."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def web_address(mime: QMimeData) -> str:
    """The web address in it, where there is no file."""
    found = (url for url in mime.urls() if url.scheme() in ("http", "https"))
    return next((url.toString() for url in found), "")


def encode_png(image: QImage) -> bytes | None:
    """An image as the bytes of a PNG file; it may be called on any thread."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return bytes(data.data()) if image.save(buffer, "PNG") else None  # type: ignore[call-overload]  # the stubs know files only


class FileEditor(BoxedEditor):
    """A path to type, and what it leads to.

    A file that is chosen or dropped is copied to where the site keeps such, unless it is there.
    """

    icon_name: ClassVar[str] = "file"
    chosen_as: ClassVar[str] = "Choose a file…"

    def __init__(
        self, field: Field, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, surroundings, parent)
        self._ticket = self._bringing = 0
        # What stands beside it in a list of files, which shows how the site names them.
        self.siblings: Callable[[], Sequence[object]] = tuple
        self._dialog: QFileDialog | None = None
        self._picture = QLabel(self._box)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._inner.insertWidget(0, self._picture)
        self.add_button("folder-open", f"{self.chosen_as} (F4)", self.browse)
        self.setAcceptDrops(True)
        self._input.setAcceptDrops(False)  # else its own text would be dropped into
        self._input.installEventFilter(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_LOOK_AFTER_MS)
        self._pause.timeout.connect(self.look)
        self._input.textEdited.connect(self._wish)
        self._input.menu_opened.disconnect(self.menu_opened)
        self._input.menu_opened.connect(self._extend_menu)
        if surroundings.assets is not None:
            surroundings.assets.brought.connect(self._take_brought)
        self.listen(surroundings)
        surroundings.theme.changed.connect(self.look)
        self.show_icon()

    def listen(self, surroundings: Surroundings) -> None:
        """Hears what becomes of the questions that `ask` puts."""
        if surroundings.assets is not None:
            surroundings.assets.looked.connect(self._take_look)

    def display(self, shown: Shown) -> None:
        """Puts a value on screen."""
        self._input.put(shown_text(shown))
        self.complain(value_trouble(self.field, shown.value))
        self.look()

    def forget(self) -> None:
        """Makes the next value be shown; what is under way was for another post."""
        super().forget()
        self._ticket = self._bringing = 0
        if self._dialog is not None:
            self._dialog.hide()

    # What it leads to -------------------------------------------------------------------------

    @Slot()
    def look(self) -> None:
        """Asks what stands in the input leads to."""
        text = self._input.text().strip()
        host = remote_host(text)
        self.show_icon()
        self._input.setToolTip(text)  # a long path is cut
        self.counted.emit("")
        self._picture.setToolTip(f"From {host}; nothing is loaded from elsewhere." if host else "")
        self._ticket = 0
        if text and not host:
            # Inline answers come before the ticket.
            self._ticket = -1
            ticket = self.ask(text)
            if self._ticket == -1:
                self._ticket = ticket

    def ask(self, text: str) -> int:
        """Puts the question what a path leads to; gives its ticket, 0 where nobody can tell."""
        assets = self.surroundings.assets
        if assets is None:
            return 0
        return assets.look(self.surroundings.post(), text, key=f"{id(self)}:{self.field.name}")

    def is_mine(self, ticket: int) -> bool:
        """Whether an answer is to the question that was put last; it is asked once."""
        if self._ticket not in (-1, ticket):
            return False
        self._ticket = 0
        return True

    @Slot(object)
    def _take_look(self, look: FileLook) -> None:
        if self.is_mine(look.ticket):
            self.counted.emit(look.note)
            self.tell_trouble(look.trouble)

    def tell_trouble(self, trouble: str) -> None:
        """Says what is wrong: with the path first, then with what it leads to."""
        rule = value_trouble(self.field, self._input.text().strip())
        self.complain(rule or trouble, later=self._input.hasFocus())

    def show_icon(self) -> None:
        """Shows what kind of thing the field is for."""
        self._picture.setPixmap(icon(self.icon_name, self.surroundings.theme).pixmap(16, 16))

    @Slot(str)
    def _wish(self, text: str) -> None:
        self.complain(value_trouble(self.field, text.strip()), later=True)
        self._pause.start()
        self.note_emptied(text)
        self.wished.emit(Wish(text.strip(), as_text=True))

    # Bringing files in ------------------------------------------------------------------------

    @property
    def _asked_for(self) -> AssetAsk:
        current = self._input.text().strip()
        beside = (one for one in self.siblings() if isinstance(one, str) and one)
        return AssetAsk(self.surroundings.post(), self.field, current or next(beside, ""))

    @Slot()
    def browse(self) -> None:
        """Opens the file dialog where the site keeps such files."""
        assets = self.surroundings.assets
        if self.read_only or assets is None:
            return
        if self._dialog is None:
            dialog = self._dialog = QFileDialog(self, self.chosen_as.rstrip("…"))
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            dialog.setNameFilters(self._filters())
            dialog.fileSelected.connect(self._take_chosen)
        folder = assets.folder_for(self._asked_for)
        if folder is not None:
            self._dialog.setDirectory(str(folder))
        self._dialog.open()

    def _filters(self) -> list[str]:
        media = self.field.media
        suffixes = media.extensions if media else ()
        if not suffixes and self.field.type is FieldType.IMAGE:
            suffixes = IMAGE_SUFFIXES
        words = "Images" if self.field.type is FieldType.IMAGE else "Files"
        named = [f"{words} ({' '.join(f'*.{suffix}' for suffix in suffixes)})"] if suffixes else []
        return [*named, "All files (*)"]

    @Slot(str)
    def _take_chosen(self, path: str) -> None:
        self.bring(Path(path))

    def bring(self, path: Path) -> None:
        """Brings one file in, or names it where it is in the site already."""
        assets = self.surroundings.assets
        if assets is None or self.read_only:
            return
        self._bringing = -1
        ticket = assets.bring(path, self._asked_for)
        if self._bringing == -1:
            self._bringing = ticket

    @Slot(object)
    def _take_brought(self, brought: Brought) -> None:
        if self._bringing not in (-1, brought.ticket):
            return
        self._bringing = 0
        self._write(brought.written)

    def _write(self, text: str) -> None:
        self._input.put(text)
        self.complain(value_trouble(self.field, text))
        self.wished.emit(Wish(text, as_text=True, typed=False))
        self.look()

    def takes(self, mime: QMimeData) -> bool:
        """Whether something dragged or on the clipboard can become this field's file."""
        if self.read_only or self.surroundings.assets is None:
            return False
        image = self.field.type is FieldType.IMAGE and mime.hasImage()
        return bool(local_files(mime)) or image or bool(web_address(mime))

    def take(self, mime: QMimeData) -> None:
        """Makes what was dropped or pasted this field's file."""
        files, address, assets = local_files(mime), web_address(mime), self.surroundings.assets
        if files:
            self.bring(files[0])
            if files[1:] and self.surroundings.notifier is not None:
                self.surroundings.notifier.info(
                    f"This field holds one file: “{files[0].name}” was taken."
                )
        elif address:
            self._write(address)
        elif mime.hasImage() and assets is not None:
            self._bringing = -1
            image = QImage(mime.imageData())
            ticket = assets.paste(partial(encode_png, image), self._asked_for)
            if self._bringing == -1:
                self._bringing = ticket

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Says whether it takes what is dragged over it."""
        if self.takes(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._box.set_lit(True)
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """What was dragged went on."""
        self._box.set_lit(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Takes what was dropped."""
        self._box.set_lit(False)
        if self.takes(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.take(event.mimeData())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Browses on Alt+Down and F4; pastes files and images."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if event.key() == Qt.Key.Key_F4 or (event.key() == Qt.Key.Key_Down and alt):
                self.browse()
                return True
            if event.matches(QKeySequence.StandardKey.Paste) and self._paste():
                return True
        return super().eventFilter(watched, event)

    @Slot()
    def _paste(self) -> bool:
        """Takes a file or an image from the clipboard; text is the input's own affair."""
        mime = QGuiApplication.clipboard().mimeData()
        if (mime.hasText() and not mime.hasUrls()) or not self.takes(mime):
            return False
        self.take(mime)
        return True

    @Slot(object)
    def _extend_menu(self, menu: QMenu) -> None:
        if not self.read_only and self.surroundings.assets is not None:
            menu.addSeparator()
            menu.addAction(self.chosen_as).triggered.connect(self.browse)
            mime = QGuiApplication.clipboard().mimeData()
            if mime.hasImage() and self.takes(mime):
                menu.addAction("Paste the image").triggered.connect(self._paste)
        self.menu_opened.emit(menu)
