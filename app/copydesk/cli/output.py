"""What commands print."""

from __future__ import annotations

import sys


def print_text(text: str) -> None:
    """Prints ``text``, with a stand-in for what the terminal has no letter for."""
    if text:
        encoding = sys.stdout.encoding or "utf-8"
        print(text.encode(encoding, "backslashreplace").decode(encoding))
