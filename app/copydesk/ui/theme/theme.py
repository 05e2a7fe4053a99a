"""The theme in force: light, dark, or whatever the system has."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from copydesk.ui.theme.style_sheets import style_sheet
from copydesk.ui.theme.tokens import DARK, LIGHT, Tokens

ThemeChoice = Literal["light", "dark", "system"]

_UI_FAMILIES = ["Noto Sans", "Segoe UI", "Helvetica Neue", "DejaVu Sans", "sans-serif"]
_MONO_FAMILIES = ["DejaVu Sans Mono", "Menlo", "Cascadia Mono", "Noto Sans Mono", "monospace"]


class Theme(QObject):
    """Holds the tokens in force and dresses the application in them.

    Signals:
        changed: The tokens are others now; what paints by itself repaints.
    """

    changed = Signal()

    def __init__(self, choice: ThemeChoice = "system", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choice: ThemeChoice = choice
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._tokens = self._tokens_for(choice)

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return self._tokens

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are in force."""
        return self._tokens is DARK

    @property
    def choice(self) -> ThemeChoice:
        """What the editor chose."""
        return self._choice

    def choose(self, choice: ThemeChoice) -> None:
        """Puts another theme in force."""
        self._choice = choice
        self._take(self._tokens_for(choice))

    def color(self, name: str) -> QColor:
        """A token as Qt's colour."""
        return QColor(getattr(self._tokens, name))

    def ui_font(self, px: float = 13, *, bold: bool = False) -> QFont:
        """The desk's own typeface, ``px`` pixels high."""
        return _font(_UI_FAMILIES, px, QFont.Weight.DemiBold if bold else QFont.Weight.Normal)

    def mono_font(self, px: float = 14) -> QFont:
        """The editor's typeface, ``px`` pixels high."""
        font = _font(_MONO_FAMILIES, px, QFont.Weight.Normal)
        if not QFontInfo(font).fixedPitch():
            font.setFamilies(
                [QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()]
            )
        return font

    def dress(self) -> None:
        """Sets font, palette and style sheet of the whole application."""
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            return
        application.setFont(self.ui_font())
        application.setPalette(self._palette())
        application.setStyleSheet(style_sheet(self._tokens))

    @Slot()
    def _follow_system(self) -> None:
        if self._choice == "system":
            self._take(self._tokens_for("system"))

    def _take(self, tokens: Tokens) -> None:
        if tokens is self._tokens:
            return
        self._tokens = tokens
        self.dress()
        self.changed.emit()

    @staticmethod
    def _tokens_for(choice: ThemeChoice) -> Tokens:
        if choice == "system":
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
            return DARK if dark else LIGHT
        return DARK if choice == "dark" else LIGHT

    def _palette(self) -> QPalette:
        role, palette = QPalette.ColorRole, QPalette()
        for which, token in {
            role.Window: "panel",
            role.WindowText: "ink",
            role.Base: "paper",
            role.AlternateBase: "panel",
            role.Text: "ink",
            role.Button: "panel",
            role.ButtonText: "ink",
            role.BrightText: "on_accent",
            role.ToolTipBase: "panel",
            role.ToolTipText: "ink",
            role.PlaceholderText: "faint",
            role.Link: "accent",
            role.LinkVisited: "accent",
            role.Highlight: "accent",
            role.HighlightedText: "on_accent",
            role.Mid: "line",
            role.Dark: "line",
            role.Light: "panel",
        }.items():
            palette.setColor(which, self.color(token))
        for which in (role.Text, role.ButtonText, role.WindowText):
            palette.setColor(QPalette.ColorGroup.Disabled, which, self.color("faint"))
        return palette


def _font(families: list[str], px: float, weight: QFont.Weight) -> QFont:
    font = QFont()
    font.setFamilies(families)
    font.setPixelSize(max(6, round(px)))
    font.setWeight(weight)
    return font
