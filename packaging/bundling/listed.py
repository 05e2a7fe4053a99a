"""The list of what a Linux package ships, kept under version control: nothing gets in unseen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bundling.places import PACKAGING

if TYPE_CHECKING:
    from pathlib import Path

LISTED = PACKAGING / "contents" / "linux.txt"
_HEAD = """\
# What lies in the Linux packages, without versions and without the program’s own resources.
# Written by `make package ARGS=--write-list`; a test holds every build against it.
"""
_VERSIONS = (
    # A new release of a library or of Python is no other content.
    (re.compile(r"\.(cpython-\d+|abi\d+)[^/]*\.so$"), ".so"),
    (re.compile(r"\.so(\.\d+)+$"), ".so"),
    (re.compile(r"-[0-9a-f]{8}\.so$"), ".so"),
    (re.compile(r"-\d[^/]*\.dist-info"), ".dist-info"),
    (re.compile(r"python3\.\d+"), "python3"),
)
_OWN = "lib/copydesk/_internal/copydesk/resources/"


def names_in(tree: Path) -> list[str]:
    """The files and links of an installed tree, without versions, sorted."""
    names = set()
    for path in tree.rglob("*"):
        name = path.relative_to(tree).as_posix()
        if (path.is_dir() and not path.is_symlink()) or name.startswith(_OWN):
            continue
        for pattern, plain in _VERSIONS:
            name = pattern.sub(plain, name)
        names.add(name)
    return sorted(names)


def listed_names() -> list[str]:
    """The names of the list."""
    lines = LISTED.read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def write_list_of(tree: Path) -> None:
    """Writes the list anew."""
    LISTED.parent.mkdir(exist_ok=True)
    LISTED.write_text(_HEAD + "".join(f"{name}\n" for name in names_in(tree)), "utf-8")
