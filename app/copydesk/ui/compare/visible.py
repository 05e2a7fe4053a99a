"""Characters that can't be seen, made visible where they are what differs."""

from __future__ import annotations

import unicodedata

_SIGNS = {" ": "␣", "\u00a0": "‿", "\t": "⇥", "\n": "↵"}
_WORDS = {"␣": "space", "‿": "no-break space", "⇥": "tab", "↵": "end of line"}
LINE_END_NAMES = {"\r\n": "CRLF", "\n": "LF", "\r": "CR"}
# Joiners that letters and emoji need, and the sign that makes an emoji colourful.
_PART_OF_LETTERS = "\u200c\u200d\ufe0f\ufe0e"


def is_signs(text: str) -> bool:
    """Whether a stretch, as shown, holds nothing but signs."""
    return not text.strip("".join(_WORDS))


def legend(text: str) -> str:
    """What the signs in shown stretches stand for: “␣ space · ↵ end of line”; "" without any."""
    return " · ".join(f"{sign} {word}" for sign, word in _WORDS.items() if sign in text)


def visible(text: str) -> str:
    """A stretch that differs, so that every character of it can be seen.

    Blanks alone become signs; among words only what looks like a plain blank and is none.
    """
    blank = not text.strip(" \t\n")
    return "".join(_shown(character, blank=blank) for character in text)


def _shown(character: str, *, blank: bool) -> str:
    if character in " \t\n":
        return _SIGNS[character] if blank else character
    if character == "\u00a0":
        return _SIGNS[character]
    if character.isascii() and character.isprintable():
        return character
    kind = unicodedata.category(character)
    if kind in ("Zs", "Zl", "Zp", "Cc", "Cf") and character not in _PART_OF_LETTERS:
        name = unicodedata.name(character, f"U+{ord(character):04X}")
        return f"‹{name.lower() if not name.startswith('U+') else name}›"
    return character
