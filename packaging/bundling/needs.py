"""What the packages ask of the system they are installed on, read from what they hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bundling.elf import is_elf, needed_by, newest_glibc
from bundling.errors import BuildError
from bundling.system_libraries import DEBIAN_PACKAGES, GLIBC

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Needs:
    """What must be on the system.

    Attributes:
        libraries: Shared libraries outside the C library, by name.
        glibc: The oldest C library it starts with, such as "2.34".
    """

    libraries: frozenset[str]
    glibc: str

    @property
    def debian(self) -> list[str]:
        """As Debian's packages, for `Depends`."""
        packages = {DEBIAN_PACKAGES[name] for name in self.libraries}
        return [f"libc6 (>= {self.glibc})", *sorted(packages)]

    @property
    def rpm(self) -> list[str]:
        """As RPM's names of libraries, which every distribution's packages provide."""
        libc = f"libc.so.6(GLIBC_{self.glibc})(64bit)"
        return [libc, *sorted(f"{name}()(64bit)" for name in self.libraries)]


def needs_of(folder: Path) -> Needs:
    """What the programs and libraries in a folder link to and the folder itself has not.

    Raises:
        BuildError: They link to a library that is neither here nor known to come with a desktop.
    """
    files = [path for path in folder.rglob("*") if is_elf(path)]
    here = {path.name for path in folder.rglob("*")}
    wanted = {name for path in files for name in needed_by(path)} - here - GLIBC
    if unknown := sorted(wanted - DEBIAN_PACKAGES.keys()):
        raise BuildError(
            f"The bundle needs {', '.join(unknown)}, which it does not hold. Install what has it "
            "and build again, or name its Debian package in bundling/system_libraries.py."
        )
    newest = max(map(newest_glibc, files))
    return Needs(frozenset(wanted), ".".join(map(str, newest)))
