"""Shows a file in the system's file manager."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QUrl
from PySide6.QtGui import QDesktopServices

if TYPE_CHECKING:
    from pathlib import Path

# freedesktop.org's File Manager D-Bus Interface: what Files, Dolphin, Nemo and Thunar answer to.
_SERVICE = "org.freedesktop.FileManager1"
_OBJECT = "/org/freedesktop/FileManager1"


def reveal_command(path: Path, platform: str = sys.platform) -> list[str]:
    """The program and arguments that show ``path``, chosen in its folder, on this system."""
    if platform == "win32":
        return ["explorer", f"/select,{path}"]
    if platform == "darwin":
        return ["open", "-R", str(path)]
    # dbus-send divides an array at its commas.
    address = bytes(QUrl.fromLocalFile(str(path)).toEncoded().data()).decode().replace(",", "%2C")
    show = f"{_SERVICE}.ShowItems"
    return [
        "dbus-send",
        "--session",
        "--print-reply",
        f"--dest={_SERVICE}",
        _OBJECT,
        show,
        f"array:string:{address}",
        "string:",
    ]


def reveal(path: Path, parent: QObject) -> None:
    """Shows a file or folder in the file manager; where it can't be chosen, its folder opens."""
    program, *arguments = reveal_command(path)
    process = QProcess(parent)
    open_folder = partial(_open_folder, path, process)
    process.errorOccurred.connect(open_folder)
    process.finished.connect(partial(_check, open_folder, process))
    process.start(program, arguments)


def _check(open_folder: partial[None], process: QProcess, code: int, *_status: object) -> None:
    # Explorer ends with 1 when all went well.
    if code and sys.platform != "win32":
        open_folder()
    process.deleteLater()


def _open_folder(path: Path, process: QProcess, *_error: object) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path if path.is_dir() else path.parent)))
    process.deleteLater()
