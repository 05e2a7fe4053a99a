"""What Windows shows of a program's file: its version resource. Written by the book, never tried.

There are two programs over one folder of libraries: `copydesk.exe` opens no console, and so can't
print; `copydesk-cli.exe` is the same with a console, for `check`, `render` and the other commands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bundling.places import NAME, version

if TYPE_CHECKING:
    from pathlib import Path

CONSOLE_NAME = f"{NAME}-cli"
_LANGUAGE, _UNICODE = 0x0809, 0x04B0  # British English, UTF-16
_DESCRIPTIONS = {NAME: "Copydesk", CONSOLE_NAME: "Copydesk for the command line"}


def write_version(name: str, path: Path) -> Path:
    """Writes the version file of a program that PyInstaller's `EXE(version=…)` reads.

    Args:
        name: `NAME` or `CONSOLE_NAME`.
        path: The file to write.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(version_text(name), "utf-8")
    return path


def version_text(name: str) -> str:
    """The version resource of a program, as PyInstaller's text form of VS_VERSIONINFO."""
    numbers = four_numbers(version())
    strings = {
        "CompanyName": "The Copydesk authors",
        "FileDescription": _DESCRIPTIONS[name],  # what “Open with” and the Task Manager say
        "FileVersion": version(),
        "InternalName": name,
        "LegalCopyright": "© 2026 The Copydesk authors. MIT licence.",
        "OriginalFilename": f"{name}.exe",
        "ProductName": "Copydesk",
        "ProductVersion": version(),
    }
    rows = ",\n".join(f"        StringStruct({key!r}, {text!r})" for key, text in strings.items())
    return f"""\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}),
  kids=[
    StringFileInfo([
      StringTable('{_LANGUAGE:04X}{_UNICODE:04X}', [
{rows}
      ])
    ]),
    VarFileInfo([VarStruct('Translation', [{_LANGUAGE}, {_UNICODE}])])
  ]
)
"""


def four_numbers(text: str) -> tuple[int, int, int, int]:
    """A version as Windows compares them: "1.2.0rc1" is (1, 2, 0, 0)."""
    release = re.match(r"\d+(\.\d+){0,3}", text)
    if release is None:
        raise ValueError(f"“{text}” does not begin with a version")
    parts = [int(part) for part in release[0].split(".")]
    first, second, third, fourth = (*parts, 0, 0, 0)[:4]
    return first, second, third, fourth
