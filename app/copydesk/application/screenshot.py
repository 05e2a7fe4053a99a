"""A picture of the desk with a post open, its form filled and its preview rendered."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, QTimer, Slot
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from copydesk.application.qt_setup import make_application, prepare_qt
from copydesk.core.errors import CopydeskError
from copydesk.core.web_sandbox import require

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from copydesk.application.desk import Desk
    from copydesk.services.notifier import Notice

_TIMEOUT_MS = 30_000
# The web view's process presents a frame or two after the page says it is there.
_SETTLE_MS = 400
_LOOK_MS = 30
_ACTIONS = {"commands": "go.commands", "guide": "help.guide", "compare": "file.compare"}


@dataclass(frozen=True, slots=True)
class Picture:
    """What to show.

    Attributes:
        path: A folder or a post.
        output: The PNG to write.
        post: The post to open, absolute, or relative to the folder or to the current one.
        panel: What to put in front: "details", "posts", "editor", "preview", "keys", "palette",
            "commands", "history", "review", "sources", "compare", "guide", or "welcome" for the
            desk before anything is opened.
        only: Whether to show only what is in front, and not the window around it.
        theme: "light" or "dark".
        size: Width and height of the window, in pixels.
    """

    path: Path
    output: Path
    post: Path | None = None
    panel: str | None = None
    only: bool = False
    theme: str = "light"
    size: tuple[int, int] = (1440, 900)


def take(picture: Picture) -> str:
    """Opens the desk on the picture's folder, draws it, and writes the PNG.

    Returns:
        Why the review in it is not that of the post; "" where all is as it should be.

    Raises:
        CopydeskError: The post is missing, it took longer than 30 s, the PNG can't be written, or
            web pages can't be drawn safely here.
    """
    post = _post_of(picture)
    if sys.platform.startswith("linux"):
        # Drawn in memory: the same picture on every desktop, and on a machine without one.
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    prepare_qt()
    require()
    application = make_application()
    application.setCursorFlashTime(0)  # a cursor that blinks is in one picture of two
    from copydesk.application.desk import Desk  # after the application: widgets need it

    desk = Desk(theme_choice=picture.theme)
    try:
        photographer = _Photographer(desk, picture, post)
        photographer.shoot()
        return photographer.shortfall
    finally:
        desk.stop()


def _post_of(picture: Picture) -> Path | None:
    if picture.path.is_file():
        return picture.path
    if picture.post is None:
        return None
    for candidate in (picture.path / picture.post, picture.post.absolute()):
        if candidate.is_file():
            return candidate
    raise CopydeskError(f"There is no post “{picture.post}”.", "Give its path in the folder.")


class _Photographer(QObject):
    """Waits until everything asked for is on screen, then takes the picture."""

    def __init__(self, desk: Desk, picture: Picture, post: Path | None) -> None:
        super().__init__()
        self._desk, self._picture, self._post = desk, picture, post
        self._loop = QEventLoop()
        self._problem = ""
        self._asked = self._rendered = self._in_front = self._ready = False
        self._look_again = QTimer(self, interval=_LOOK_MS)
        self._look_again.timeout.connect(self._look)

    def shoot(self) -> None:
        """Opens, waits, writes the file."""
        desk, picture = self._desk, self._picture
        desk.preview.result_shown.connect(self._note_rendered)
        desk.notifier.noticed.connect(self._note_problem)
        desk.window.setMinimumSize(0, 0)
        desk.window.resize(*picture.size)
        desk.window.show()
        if picture.panel == "welcome":
            desk.welcome.begin(opening=False)
        else:
            desk.open_path(picture.path)
        self._look_again.start()
        QTimer.singleShot(_TIMEOUT_MS, self, self._give_up)
        self._loop.exec()
        if not self._ready:
            raise CopydeskError(
                f"The desk was not drawn in {_TIMEOUT_MS // 1000} s.",
                self._problem or "Try a smaller folder.",
            )
        if not self._draw().save(str(picture.output), "PNG"):
            raise CopydeskError(f"“{picture.output}” can't be written.", "Choose another place.")

    @property
    def shortfall(self) -> str:
        """Why the post in front was not checked, where it should have been."""
        document = self._desk.editors.current_document
        checked = self._picture.panel in ("review", "sources")
        return self._desk.reviewing.review.trouble(document) if document and checked else ""

    def _draw(self) -> QPixmap:
        """The window, with a dialog in front of it where one is open; or what is in front."""
        window, alone = self._desk.window, self._in_the_foreground()
        if alone is not None and (self._picture.only or alone.isWindow()):
            return alone.grab()
        pixmap = window.grab()
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            front = dialog.grab()
            painter = QPainter(pixmap)
            corner = pixmap.rect().center() - front.rect().center()
            painter.drawPixmap(corner, front)
            painter.setPen(self._desk.theme.color("faint"))
            painter.drawRect(front.rect().translated(corner))
            painter.end()
        return pixmap

    def _in_the_foreground(self) -> QWidget | None:
        """What the panel asked for is, where it can be told from the window."""
        desk = self._desk
        match self._picture.panel:
            case "details" | "history" | "review" | "sources":
                return desk.side
            case "posts":
                return desk.posts
            case "editor":
                return desk.editors
            case "preview":
                return desk.preview
            case "palette" | "commands":
                return desk.palette
            case "guide":
                return desk.help.window
            case "keys" | "compare" if self._picture.only:
                return QApplication.activeModalWidget()
        return None

    @Slot()
    def _note_rendered(self) -> None:
        self._rendered = True

    @Slot(object)
    def _note_problem(self, notice: Notice) -> None:
        self._problem = notice.sentence

    @Slot()
    def _look(self) -> None:
        """Goes on as soon as nothing is under way any more."""
        desk = self._desk
        if desk.tasks.busy or desk.library.loading or desk.rendering.busy:
            return
        if not self._asked:
            self._asked = True
            self._open_post()
        elif not self._in_front:
            if self._is_shown():
                self._in_front = True
                self._put_in_front()
        elif not self._checking:
            self._look_again.stop()
            self._ready = True
            QTimer.singleShot(_SETTLE_MS, self._loop.quit)

    @property
    def _checking(self) -> bool:
        """Whether the review is still to come: in pictures of a folder its counts are seen."""
        reviewing = self._desk.reviewing
        if not self._desk.library.entries and self._picture.panel not in ("review", "sources"):
            return False
        reviewing.count_now()
        return reviewing.review.busy or reviewing.review.process.busy or reviewing.counts.busy

    def _open_post(self) -> None:
        entries = self._desk.library.entries
        if self._post is None and entries:
            newest = max(entries.values(), key=lambda entry: (entry.readable, entry.date_key))
            self._post = self._desk.library.absolute(newest.path)
        if self._post is not None:
            self._desk.open_post(self._post)

    def _is_shown(self) -> bool:
        document = self._desk.editors.current_document
        if self._post is None:
            return True
        previewed = self._rendered or self._desk.middle.view == "editor"
        return document is not None and self._desk.details.document is document and previewed

    def _put_in_front(self) -> None:
        match self._picture.panel:
            case "posts":
                self._desk.actions.get("go.filter").trigger()
            case "details" | "preview" | "editor" | "history" | "review" | "sources" as panel:
                self._desk.actions.get(f"go.{panel}").trigger()
            case "keys":
                self._desk.actions.get("help.keys").trigger()
            case "palette":
                self._desk.actions.get("go.posts").trigger()
            case "commands" | "guide" | "compare" as panel:
                self._desk.actions.get(_ACTIONS[panel]).trigger()
                if panel == "guide" and self._desk.help.window is not None:
                    self._desk.help.window.resize(*self._picture.size)

    @Slot()
    def _give_up(self) -> None:
        self._loop.quit()
