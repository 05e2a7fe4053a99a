"""What Linux programs and libraries ask for, read from their files."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from elftools.common.exceptions import ELFError
from elftools.elf.dynamic import DynamicSection
from elftools.elf.elffile import ELFFile
from elftools.elf.gnuversions import GNUVerNeedSection

if TYPE_CHECKING:
    from pathlib import Path

_MAGIC = b"\x7fELF"


def is_elf(path: Path) -> bool:
    """Whether the file is a program or a library."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == _MAGIC


@cache
def needed_by(path: Path) -> frozenset[str]:
    """The names of the libraries that a file links to (DT_NEEDED); none if it is no ELF file."""
    if not path.is_file():
        return frozenset()
    with path.open("rb") as file:
        try:
            dynamic = ELFFile(file).get_section_by_name(".dynamic")
        except ELFError:
            return frozenset()
        if not isinstance(dynamic, DynamicSection):
            return frozenset()
        tags = dynamic.iter_tags("DT_NEEDED")
        return frozenset(str(vars(tag)["needed"]) for tag in tags)


@cache
def newest_glibc(path: Path) -> tuple[int, ...]:
    """The newest version of the C library that a file asks for, as numbers; () if none."""
    newest: tuple[int, ...] = ()
    with path.open("rb") as file:
        section = ELFFile(file).get_section_by_name(".gnu.version_r")
        if not isinstance(section, GNUVerNeedSection):
            return ()
        for _library, versions in section.iter_versions():
            for version in versions:
                name = version.name
                if name.startswith("GLIBC_") and name[6:7].isdigit():
                    newest = max(newest, tuple(map(int, name[6:].split("."))))
    return newest
