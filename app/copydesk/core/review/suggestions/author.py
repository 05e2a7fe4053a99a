"""Who suggests, as far as the computer knows."""

from __future__ import annotations

import getpass
import os
import re
from pathlib import Path

_SECTION = re.compile(r"\[\s*([^\]\s\"]+)[^\]]*\]")
_NAME = re.compile(r"\s*name\s*=\s*(.*?)\s*(?:[;#].*)?", re.IGNORECASE)


def likely_author() -> str:
    """The name that git signs commits with, else the system's name for the person; "" for none."""
    files = (
        Path(os.environ.get("XDG_CONFIG_HOME", "~/.config")).expanduser() / "git" / "config",
        Path("~/.gitconfig").expanduser(),
    )
    names = [os.environ.get("GIT_AUTHOR_NAME", ""), *map(_name_in, reversed(files))]
    return clean_name(next((name for name in names if name.strip()), "") or _user())


def clean_name(name: str) -> str:
    """A name on one line, without what could not be written into a file of settings."""
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())


def _name_in(path: Path) -> str:
    try:
        lines = path.read_text("utf-8", "replace").splitlines()
    except (OSError, RuntimeError):
        return ""
    section = found = ""
    for line in lines:
        if head := _SECTION.match(line.strip()):
            section = head[1].lower()
        elif section == "user" and (said := _NAME.fullmatch(line)):
            found = said[1].strip('"')
    return found


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
