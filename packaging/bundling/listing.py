"""Every file of a tree, to tell what a package left of itself when it was removed."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# What apt and dpkg write for themselves at any installation, and what they have others write.
_OF_THE_SYSTEM = re.compile(
    r"var/(lib/(apt|dpkg)|log/(apt|dpkg\.log|alternatives\.log|fontconfig\.log)|cache/(apt|debconf))(/|$)"
    # The dynamic linker's lists of libraries, made anew by ldconfig.
    r"|etc/ld\.so\.cache$|var/cache/ldconfig(/|$)"
    # Made when a machine runs, and mounted in a real one.
    r"|(proc|sys|dev|tmp|run)(/|$)"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a file is.

    Attributes:
        mode: As ls writes it: "-rw-r--r--".
        owner: User and group, by number.
        content: The size of a file, where a link leads, else "".
    """

    mode: str
    owner: tuple[int, int]
    content: str


def listing(tree: Path, home: str = "home") -> dict[str, Entry]:
    """What lies in a tree by its path, without what changes at any installation, and homes."""
    found = {}
    for path in _walk(tree):
        name = path.relative_to(tree).as_posix()
        if not _OF_THE_SYSTEM.match(name) and not name.startswith(f"{home}/"):
            found[name] = _entry(path)
    return found


def differences(before: Mapping[str, Entry], after: Mapping[str, Entry]) -> list[str]:
    """A line for each file that came, went or changed, sorted by path."""
    lines = []
    for name in sorted({*before, *after}):
        old, new = before.get(name), after.get(name)
        if old is None:
            lines.append(f"left behind: /{name}")
        elif new is None:
            lines.append(f"taken away: /{name}")
        elif old != new:
            lines.append(f"changed: /{name} ({old} to {new})")
    return lines


def _walk(tree: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(tree):
        for name in (*folders, *files):
            yield Path(folder, name)


def _entry(path: Path) -> Entry:
    status = path.lstat()
    content = ""
    if stat.S_ISLNK(status.st_mode):
        content = str(path.readlink())
    elif stat.S_ISREG(status.st_mode):
        content = str(status.st_size)
    return Entry(stat.filemode(status.st_mode), (status.st_uid, status.st_gid), content)
