"""A window of its own for a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from copydesk.ui.compare.compare_view import CompareView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton, QWidget

    from copydesk.ui.theme.theme import Theme


class CompareDialog(QDialog):
    """A `CompareView` with the caller's buttons below it; remembers its size.

    Attributes:
        view: The comparison; made by the dialog.
    """

    def __init__(self, title: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.view = CompareView(theme)

    def add_button(self, button: QAbstractButton) -> None:
        """Puts a button at the right of the lower edge, after those before it.

        A “Close” that rejects stands at the far left already.
        """
