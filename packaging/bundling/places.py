"""Where things are built, and what they are called."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
BUILD = ROOT / "build" / "package"
"""What is made on the way."""
DIST = ROOT / "dist"
"""What is given to others."""

NAME = "copydesk"
APP_ID = "org.copydesk.Copydesk"
"""Reverse DNS, as AppStream wants it: the name of the desktop file, the metainfo and the icons."""


def version() -> str:
    """The program's version, read without importing it."""
    text = (ROOT / "app" / "copydesk" / "__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, flags=re.MULTILINE)
    if found is None:
        raise ValueError("app/copydesk/__init__.py names no version")
    return found[1]


def source_date() -> int:
    """The one time that everything built bears, seconds since 1970.

    SOURCE_DATE_EPOCH where it is set (reproducible-builds.org), else when the commit was made.
    """
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    asked = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    try:
        return int(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)
    except (OSError, subprocess.CalledProcessError, ValueError):
        return int((ROOT / "pyproject.toml").stat().st_mtime)  # a source tarball, which has no git
