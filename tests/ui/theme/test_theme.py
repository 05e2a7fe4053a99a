"""The theme can be read, is complete, and follows what was chosen."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QCheckBox

from copydesk.core.resources import resource_names, resource_text
from copydesk.ui.theme.style_sheets import style_sheet
from copydesk.ui.theme.theme import Theme
from copydesk.ui.theme.tokens import DARK, LIGHT, Tokens

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from copydesk.ui.theme.theme import ThemeChoice

READABLE = 4.5  # WCAG 2.2, 1.4.3, text of ordinary size
VISIBLE = 3.0  # WCAG 2.2, 1.4.11, marks that carry a meaning


def _luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    high, low = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["panel", "paper"])
@pytest.mark.parametrize("text", ["ink", "soft", "faint", "accent", "ok", "warn", "bad"])
def test_text_can_be_read(tokens: Tokens, ground: str, text: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= READABLE


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("dot", ["draft", "review", "ready", "pub"])
def test_dots_can_be_seen(tokens: Tokens, dot: str) -> None:
    assert contrast(getattr(tokens, dot), tokens.panel) >= VISIBLE


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_text_on_colour_can_be_read(tokens: Tokens) -> None:
    assert contrast(tokens.on_accent, tokens.accent) >= READABLE
    for ground in ("accent_soft", "sel", "cmt", "ins", "deleted"):
        assert contrast(tokens.ink, getattr(tokens, ground)) >= READABLE


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_style_sheet_uses_only_tokens_that_there_are(tokens: Tokens) -> None:
    assert "@" not in style_sheet(tokens)


def test_style_sheets_hold_no_colours_of_their_own() -> None:
    for name in resource_names("themes", ".qss"):
        assert not re.search(r"#[0-9a-fA-F]{3,8}\s*[;}]", resource_text("themes", name)), name


def test_a_choice_dresses_the_application(qapp: QApplication, qtbot: object) -> None:
    theme = Theme("light")
    told: list[bool] = []
    theme.changed.connect(lambda: told.append(theme.is_dark))
    theme.choose("dark")
    theme.choose("dark")
    assert told == [True]
    assert qapp.palette().base().color().name() == DARK.paper
    theme.choose("light")
    assert qapp.palette().base().color().name() == LIGHT.paper


def test_both_themes_name_every_colour() -> None:
    for tokens in (LIGHT, DARK):
        for name, colour in asdict(tokens).items():
            assert re.fullmatch(r"#[0-9a-f]{6}", colour), name


@pytest.mark.parametrize(("choice", "tokens"), [("light", LIGHT), ("dark", DARK)])
def test_an_unticked_box_can_be_seen(
    qapp: QApplication, choice: ThemeChoice, tokens: Tokens
) -> None:
    Theme(choice).dress()
    box = QCheckBox("Featured")
    picture = box.grab().toImage()
    edge = {picture.pixelColor(x, picture.height() // 2).name() for x in range(18)}
    assert any(contrast(colour, tokens.panel) >= VISIBLE for colour in edge)
