"""Sizes and typefaces of the rows, as design/desk-*.png has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontInfo

from copydesk.ui.posts.title_layout import TitleSetter

if TYPE_CHECKING:
    from copydesk.ui.theme.theme import Theme

PAD_TOP_PX = 6
PAD_BOTTOM_PX = 6
PAD_LEFT_PX = 24
PAD_RIGHT_PX = 14
INDENT_PX = 12
DOT_PX = 8
DOT_TOP_PX = 5
DOT_COLUMN_PX = 18
TITLE_LINE_PX = 19
SMALL_LINE_PX = 17
FOLDER_LEFT_PX = 12
FOLDER_ROW_PX = 28
MORE_ROW_PX = 26
ARROW_COLUMN_PX = 10
COUNT_GAP_PX = 4
COUNT_COLUMN_PX = 22
"""Room right of every title for how much there is to do: rows keep their height as counts come."""


class RowStyle:
    """Fonts of the rows, and the titles set in them."""

    def __init__(self, theme: Theme) -> None:
        self.title_font = theme.ui_font(13)
        self.small_font = _fractional(theme.ui_font(12), 11.5)
        self.folder_font = theme.ui_font(12, bold=True)
        self.count_font = theme.ui_font(12)
        self._row_width_px = 264
        self._setters: dict[int, TitleSetter] = {}

    def use_row_width(self, row_width_px: int) -> None:
        """Sets titles for rows of that width from now on."""
        self._row_width_px = row_width_px
        for depth, setter in self._setters.items():
            setter.use_width(self._title_width_px(depth))

    def titles(self, depth: int) -> TitleSetter:
        """Sets the titles of rows so deep in the tree."""
        setter = self._setters.get(depth)
        if setter is None:
            setter = self._setters[depth] = TitleSetter(self.title_font, TITLE_LINE_PX)
            setter.use_width(self._title_width_px(depth))
        return setter

    def post_height_px(self, title: str, depth: int) -> int:
        """How high the row of a post of that title is."""
        lines = self.titles(depth).line_count(title)
        return PAD_TOP_PX + lines * TITLE_LINE_PX + SMALL_LINE_PX + PAD_BOTTOM_PX

    def _title_width_px(self, depth: int) -> int:
        room = self._row_width_px - title_left_px(depth) - PAD_RIGHT_PX
        return max(40, room - COUNT_COLUMN_PX)


def title_left_px(depth: int) -> int:
    """Where the titles of rows so deep in the tree begin."""
    return PAD_LEFT_PX + INDENT_PX * max(depth - 1, 0) + DOT_COLUMN_PX


def _fractional(font: QFont, px: float) -> QFont:
    """The font at a size between two whole pixels, which only a size in points can say."""
    points_a_px = QFontInfo(font).pointSizeF() / font.pixelSize()
    font.setPointSizeF(points_a_px * px)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
