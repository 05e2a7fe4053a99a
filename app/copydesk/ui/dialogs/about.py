"""Who made this, and on what it stands."""

from __future__ import annotations

import platform

from PySide6.QtCore import Qt, Signal, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from copydesk import __version__
from copydesk.ui.icons import product_icon

_ICON_PX = 64


class AboutDialog(QDialog):
    """The program's name, version and licence.

    Signals:
        licences_asked (): The licences of all that ships with it are to be shown.
    """

    licences_asked = Signal()

    def __init__(self, parent: QWidget, *, licences: bool) -> None:
        """Takes the window it stands before, and whether there are licences to show."""
        super().__init__(parent)
        self.setWindowTitle("About Copydesk")
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 18)
        column.setSpacing(8)
        picture = QLabel()
        picture.setPixmap(product_icon().pixmap(_ICON_PX, _ICON_PX))
        column.addWidget(picture, alignment=Qt.AlignmentFlag.AlignHCenter)
        name = QLabel(f"Copydesk {__version__}")
        name.setProperty("strong", True)
        column.addWidget(name, alignment=Qt.AlignmentFlag.AlignHCenter)
        for line in (
            "An editorial desk for Markdown posts.",
            "MIT licence. Icons by Lucide (ISC).",
            f"Qt {qVersion()} and PySide6, under the LGPL 3.",
            f"Python {platform.python_version()}, {platform.system()}",
        ):
            label = QLabel(line)
            label.setProperty("quiet", True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label, alignment=Qt.AlignmentFlag.AlignHCenter)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        if licences:
            button = buttons.addButton("Licences", QDialogButtonBox.ButtonRole.ActionRole)
            button.clicked.connect(self.licences_asked)
        column.addSpacing(6)
        column.addWidget(buttons)
        buttons.button(QDialogButtonBox.StandardButton.Close).setFocus()
