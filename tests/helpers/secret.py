"""A secret put wherever an exception can hold one, and looked for however it may be written."""

from __future__ import annotations

import base64
import html
import json
import urllib.parse

SECRET = "Grünkohl-Ω-7731"  # noqa: S105 - a post's, not a password
"""No word of any program, with letters beyond ASCII and Latin-1."""


class OwnError(Exception):
    """With a text of its own."""

    def __init__(self) -> None:
        super().__init__(SECRET, [SECRET], {SECRET: SECRET})
        self.text = SECRET
        self.add_note(f"while reading {SECRET}")

    def __str__(self) -> str:
        return f"“{SECRET}” can't be read"

    __repr__ = __str__


def fail() -> None:
    """Raises a chain of exceptions with the secret in messages, notes, arguments and locals.

    Raises:
        ExceptionGroup: Always.
    """
    text = f"---\ntitle: {SECRET}\n---\n"
    try:
        try:
            dict[str, str]()[text]
        except KeyError:
            # A class and a code that are made from a text.
            made = type(f"Error{SECRET}".replace("-", ""), (ValueError,), {"__module__": SECRET})
            raise made(text) from OwnError()
    except ValueError as error:
        try:
            source = f"def {_NAME}():\n raise OSError(28, {SECRET!r}, {SECRET!r})"
            exec(compile(source, SECRET, "exec"))  # noqa: S102 - code made from a text
            locals()[_NAME]()
        except OSError as refused:
            again = UnicodeEncodeError("ascii", text, 0, 5, SECRET)
            raise ExceptionGroup(SECRET, [error, refused, again, _syntax()]) from error


_NAME = "Grünkohl_Ω_7731"


def _syntax() -> Exception:
    return SyntaxError(SECRET, (f"/home/{SECRET}/post.md", 3, 1, f"title: {SECRET}"))


def traces_of(secret: str, data: bytes) -> list[str]:
    """The ways in which the secret, or its first or last part, is found in some bytes."""
    found = []
    for part in (secret, *(piece for piece in secret.split("-") if len(piece) > 3), _NAME):
        for name, written in _ways(part).items():
            if written and written.lower() in data.lower():
                found.append(f"{part!r} as {name}")
    return found


def _ways(text: str) -> dict[str, bytes]:
    ways = {
        encoding: text.encode(encoding, "ignore")
        for encoding in (
            "utf-8",
            "utf-16-le",
            "utf-16-be",
            "utf-32-le",
            "latin-1",
            "utf-7",
            "cp437",
        )
    }
    raw = text.encode()
    ways |= {
        "misread UTF-8": raw.decode("latin-1").encode(),
        "escapes of Python": ascii(text)[1:-1].encode(),
        "escapes of bytes": repr(raw)[2:-1].encode(),
        "JSON": json.dumps(text)[1:-1].encode(),
        "HTML": html.escape(text).encode("ascii", "xmlcharrefreplace"),
        "percent": urllib.parse.quote(text).encode(),
        "hex": raw.hex().encode(),
        "reversed": text[::-1].encode(),
    }
    for shift in range(3):  # base64 writes a text in three ways, by where it stands
        coded = base64.b64encode(b"\0" * shift + raw)
        ways[f"base64 {shift}"] = coded[4 if shift else 0 : -4]
    return ways
