"""Freezes the program with PyInstaller."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from bundling.elf import is_elf
from bundling.errors import BuildError
from bundling.places import NAME, PACKAGING, source_date
from bundling.search_paths import drop_search_path

if TYPE_CHECKING:
    from pathlib import Path


def freeze(work: Path) -> Path:
    """Freezes the program anew.

    Args:
        work: The folder for what is made on the way.

    Returns:
        The folder of the frozen program: `copydesk`, and what it loads in `_internal`.

    Raises:
        BuildError: PyInstaller failed; the end of its log is in the text.
    """
    work.mkdir(parents=True, exist_ok=True)
    made = work / "frozen"
    command = [
        *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "INFO"),
        *("--distpath", str(made), "--workpath", str(work / "pyinstaller")),
        str(PACKAGING / "copydesk.spec"),
    ]
    # Sets are walked in the order of their hashes, and PyInstaller stamps what it writes.
    fixed = {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": str(source_date())}
    # A cache of what it changed in libraries would be one for all builds on this machine.
    fixed["PYINSTALLER_CONFIG_DIR"] = str(work / "pyinstaller-cache")
    log = work / "pyinstaller.log"
    with log.open("wb") as file:
        done = subprocess.run(
            command, env=os.environ | fixed, stdout=file, stderr=subprocess.STDOUT, check=False
        )
    if done.returncode:
        end = "\n".join(log.read_text("utf-8", "replace").splitlines()[-20:])
        raise BuildError(f"PyInstaller failed; the end of {log}:\n{end}")
    if sys.platform.startswith("linux"):
        strip_python(made / NAME)
    return made / NAME


def strip_python(bundle: Path) -> None:
    """Drops debugging symbols and search paths from what Python itself brought.

    Symbols are 25 MB where it was built by hand, and its folder is on no other machine.

    The wheels' libraries are stripped already, and some of them can't be stripped again (their
    headers were rewritten by auditwheel).
    """
    tool = shutil.which("strip")
    if tool is None:
        raise BuildError("“strip” is not here. Install binutils.")
    own = [path for path in bundle.rglob("lib-dynload/*.so") if is_elf(path)]
    own += [path for path in (bundle / "_internal").glob("libpython3.*") if is_elf(path)]
    subprocess.run([tool, "--strip-unneeded", *map(str, own)], check=True)
    for path in own:
        drop_search_path(path)
