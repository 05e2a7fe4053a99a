"""Colours as style sheets write them: read, and changed in the manner they are written in."""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass

_HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)
_FUNCTION = re.compile(r"(?P<name>rgb|hsl)(?P<a>a?)\((?P<inside>[^()]*)\)", re.IGNORECASE)
_PART = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:%|deg)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Colour:
    """Red, green and blue from 0 to 255, and how much covers what is behind, 0 to 1."""

    red: int
    green: int
    blue: int
    alpha: float = 1.0


def read_colour(text: str) -> Colour | None:
    """The colour that "#1f6feb", "rgb(31 111 235)" or "hsl(215, 80%, 52%)" names.

    None for anything else, a colour's name included.
    """
    text = text.strip()
    if found := _HEX.fullmatch(text):
        digits = found[1] if len(found[1]) > 4 else "".join(2 * digit for digit in found[1])
        red, green, blue = (int(digits[n : n + 2], 16) for n in (0, 2, 4))
        return Colour(red, green, blue, int(digits[6:], 16) / 255 if digits[6:] else 1.0)
    if found := _FUNCTION.fullmatch(text):
        parts = _PART.findall(found["inside"])
        rest = _PART.sub("", found["inside"]).strip(" ,/\t")
        if len(parts) in (3, 4) and not rest.strip(" ,/"):
            alpha = min(1.0, max(0.0, _number(parts[3], 1.0))) if parts[3:] else 1.0
            return _rgb(parts, alpha) if found["name"].lower() == "rgb" else _hsl(parts, alpha)
    return None


def write_colour(colour: Colour, old: str) -> str:
    """A colour in the manner of the one that stood there: hex in its case, ``rgb()``, ``hsl()``."""
    found = _FUNCTION.fullmatch(old.strip())
    if not found:
        text = f"#{colour.red:02x}{colour.green:02x}{colour.blue:02x}"
        text += f"{round(colour.alpha * 255):02x}" if colour.alpha < 1 else ""
        letters = [c for c in old if c.isalpha()] if _HEX.fullmatch(old.strip()) else []
        return text.upper() if letters and all(c.isupper() for c in letters) else text
    name = found["name"] + (found["a"] or "")
    comma = "," in found["inside"]
    if found["name"].lower() == "rgb":
        parts = [str(colour.red), str(colour.green), str(colour.blue)]
    else:
        hue, light, full = colorsys.rgb_to_hls(
            colour.red / 255, colour.green / 255, colour.blue / 255
        )
        parts = [f"{hue * 360:.0f}", f"{full * 100:.0f}%", f"{light * 100:.0f}%"]
    inside = (", " if comma else " ").join(parts)
    if colour.alpha < 1 or found["a"]:
        inside += (", " if comma else " / ") + f"{colour.alpha:.3g}"
    return f"{name}({inside})"


def _number(part: str, whole: float) -> float:
    """A part's number; a percentage is that share of ``whole``."""
    if part.endswith("%"):
        return float(part[:-1]) / 100 * whole
    return float(part.lower().removesuffix("deg"))


def _rgb(parts: list[str], alpha: float) -> Colour:
    red, green, blue = (round(min(255.0, max(0.0, _number(part, 255)))) for part in parts[:3])
    return Colour(red, green, blue, alpha)


def _hsl(parts: list[str], alpha: float) -> Colour:
    hue = (_number(parts[0], 360) % 360) / 360
    full, light = (min(1.0, max(0.0, float(part.rstrip("%")) / 100)) for part in parts[1:3])
    red, green, blue = (round(255 * one) for one in colorsys.hls_to_rgb(hue, light, full))
    return Colour(red, green, blue, alpha)
