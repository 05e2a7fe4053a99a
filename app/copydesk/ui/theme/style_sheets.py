"""The Qt style sheet of the desk: every ``resources/themes/*.qss``, with the tokens put in."""

from __future__ import annotations

import re
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING

from copydesk.core.resources import resource_names, resource_text

if TYPE_CHECKING:
    from copydesk.ui.theme.tokens import Tokens

_TOKEN = re.compile(r"@([a-z_]+)\b")
_PIXELS = re.compile(r"\b(\d+(?:\.\d+)?)px")


@cache
def _source() -> str:
    return "\n".join(resource_text("themes", name) for name in resource_names("themes", ".qss"))


def style_sheet(tokens: Tokens) -> str:
    """The whole style sheet in the colours of ``tokens``.

    Raises:
        KeyError: A style sheet names a token that there is not.
    """
    colours = asdict(tokens)
    return _TOKEN.sub(lambda match: colours[match.group(1)], _source())


def page_style(name: str, tokens: Tokens, scale: float = 1.0) -> str:
    """The style sheet of a page of rich text, ``resources/themes/<name>``.

    Args:
        name: The file's.
        tokens: The colours of its ``@tokens``.
        scale: What every length in pixels is multiplied by.

    Raises:
        KeyError: It names a token that there is not.
    """
    colours = asdict(tokens)
    sheet = _TOKEN.sub(lambda match: colours[match.group(1)], resource_text("themes", name))
    return _PIXELS.sub(lambda match: f"{max(1, round(float(match.group(1)) * scale))}px", sheet)
