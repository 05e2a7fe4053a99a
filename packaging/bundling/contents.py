"""What a package holds, as one list for every kind of package."""

from __future__ import annotations

import stat
import subprocess
import tarfile
import zipfile
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bundling.errors import BuildError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """One file, folder or link of a package.

    Attributes:
        path: Its place, without a leading "/" or "./"; folders end in "/".
        mode: Its permissions, such as 0o644.
        size: In bytes; 0 for folders and links.
        owner: User and group, such as "root/root"; "" where the kind of package has none.
        target: Where a link leads; "" for others.
    """

    path: str
    mode: int
    size: int
    owner: str = ""
    target: str = ""

    def __str__(self) -> str:
        """A line for a list: permissions, size, path."""
        link = f" -> {self.target}" if self.target else ""
        return f"{self.mode:04o} {self.size:>11} {self.path}{link}"


@cache
def contents_of(package: Path) -> tuple[Item, ...]:
    """Everything in a package, sorted by place.

    Args:
        package: A .deb, .rpm, .tar.xz, .tar.gz or .whl.

    Raises:
        BuildError: The tool that reads it is missing or failed.
    """
    if package.suffix == ".deb":
        return tuple(_of_deb(package))
    if package.suffix == ".rpm":
        return tuple(_of_rpm(package))
    if package.suffix == ".whl":
        return tuple(_of_wheel(package))
    with tarfile.open(package) as archive:
        return tuple(_of_tar(archive))


def write_list(package: Path) -> Path:
    """Writes the list beside the package, as NAME.contents.txt."""
    output = package.with_name(f"{package.name}.contents.txt")
    output.write_text("".join(f"{item}\n" for item in contents_of(package)), "utf-8")
    return output


def _of_tar(archive: tarfile.TarFile) -> list[Item]:
    items = []
    for member in archive:
        path = member.name.removeprefix("./").removeprefix(".")
        if not path:
            continue
        owner = f"{member.uname or member.uid}/{member.gname or member.gid}"
        target = member.linkname if member.issym() else ""
        path += "/" if member.isdir() else ""
        items.append(Item(path, stat.S_IMODE(member.mode), member.size, owner, target))
    return sorted(items)


def _of_deb(package: Path) -> list[Item]:
    command = ["dpkg-deb", "--fsys-tarfile", str(package)]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE) as reading,
        tarfile.open(fileobj=reading.stdout, mode="r|") as archive,
    ):
        return _of_tar(archive)


def _of_rpm(package: Path) -> list[Item]:
    tags = "%{FILENAMES}\t%{FILEMODES:octal}\t%{FILESIZES}\t%{FILEUSERNAME}/%{FILEGROUPNAME}"
    form = f"[{tags}\t%{{FILELINKTOS}}\n]"
    done = subprocess.run(
        ["rpm", "--query", "--package", "--queryformat", form, package],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BuildError(f"rpm could not read {package.name}: {done.stderr.strip()}")
    items = []
    for line in done.stdout.splitlines():
        path, mode, size, owner, target = line.split("\t")
        kind = int(mode, 8)
        path = path.removeprefix("/") + ("/" if stat.S_ISDIR(kind) else "")
        length = int(size) if stat.S_ISREG(kind) else 0
        items.append(Item(path, stat.S_IMODE(kind), length, owner, target))
    return sorted(items)


def _of_wheel(package: Path) -> list[Item]:
    with zipfile.ZipFile(package) as archive:
        return sorted(
            Item(entry.filename, stat.S_IMODE(entry.external_attr >> 16), entry.file_size)
            for entry in archive.infolist()
        )
