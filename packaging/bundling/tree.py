"""The installed tree: what lies under /usr, or under any other folder, in every Linux package."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from bundling.places import NAME, source_date
from bundling.share import write_share

if TYPE_CHECKING:
    from pathlib import Path


def make_tree(bundle: Path, work: Path) -> Path:
    """Lays the frozen program out with its menu entry, icons, manual and licences.

    Every path in it is relative, so that it works wherever it is put.

    Args:
        bundle: The frozen program; it is moved into the tree.
        work: The folder for what is made on the way.

    Returns:
        The tree: `bin`, `lib` and `share`, with one time and plain permissions everywhere.
    """
    tree = work / "tree"
    shutil.rmtree(tree, ignore_errors=True)
    program = tree / "lib" / NAME
    program.parent.mkdir(parents=True)
    shutil.move(bundle, program)
    command = tree / "bin" / NAME
    command.parent.mkdir()
    command.symlink_to(os.path.relpath(program / NAME, command.parent))
    write_share(tree, program)
    make_even(tree)
    return tree


def make_even(tree: Path) -> None:
    """Gives everything the source's time, folders and programs 0755, other files 0644."""
    date = source_date()
    for path in sorted([tree, *tree.rglob("*")], reverse=True):  # what a folder holds comes first
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or _is_program(path) else 0o644)
        os.utime(path, (date, date), follow_symlinks=False)


def _is_program(path: Path) -> bool:
    # Libraries need no such bit, and Debian's policy wants none (10.2).
    return os.access(path, os.X_OK) and ".so" not in path.name
