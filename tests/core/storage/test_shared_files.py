"""Files that others share, and what a save keeps of a file besides its text."""

from __future__ import annotations

import os
import shutil
import stat
import struct
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import copydesk
from copydesk.core.errors import SharedFileError, StorageError
from copydesk.core.storage.atomic import save_atomic
from copydesk.core.storage.file_system import FileSystem
from copydesk.core.storage.fingerprint import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OLD, NEW = b"old text\n" * 200, b"the new text\n"
NOBODY = 65534


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """One that other users may enter; pytest closes its own to them whenever a run begins."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.fixture
def post(tmp_path: Path) -> Path:
    path = tmp_path / "post.md"
    path.write_bytes(OLD)
    return path


@pytest.fixture
def other(post: Path) -> Path:
    path = post.with_name("other.md")
    path.hardlink_to(post)
    return path


def test_a_hard_link_is_not_torn_unasked(post: Path, other: Path) -> None:
    with pytest.raises(SharedFileError, match="hard link") as caught:
        save_atomic(post, NEW, digest(OLD))
    assert caught.value.next_step
    assert post.read_bytes() == OLD
    assert post.samefile(other)


def test_writing_through_changes_all_names(post: Path, other: Path) -> None:
    kept: list[bytes] = []
    save_atomic(post, NEW, digest(OLD), links="through", keep=kept.append)
    assert other.read_bytes() == NEW
    assert post.samefile(other)
    assert kept == [OLD]


def test_writing_through_never_empties_the_file(post: Path, other: Path) -> None:
    sizes: list[int] = []

    class Watched(FileSystem):
        def write_some(self, descriptor: int, data: memoryview) -> int:
            sizes.append(post.stat().st_size)
            return os.write(descriptor, data[:5])

    save_atomic(post, NEW, digest(OLD), links="through", disk=Watched())
    assert set(sizes) == {len(OLD)}
    assert other.read_bytes() == NEW


def test_writing_under_this_name_only(post: Path, other: Path) -> None:
    save_atomic(post, NEW, digest(OLD), links="part")
    assert other.read_bytes() == OLD
    assert post.read_bytes() == NEW


def test_writing_through_overwrites_no_foreign_text(post: Path, other: Path) -> None:
    class Raced(FileSystem):
        def open_through(self, path: Path) -> int:
            other.write_bytes(b"theirs")
            return super().open_through(path)

    with pytest.raises(StorageError, match="another program changed it"):
        save_atomic(post, NEW, digest(OLD), links="through", disk=Raced())
    assert post.read_bytes() == b"theirs"


def test_user_attributes_are_kept(post: Path) -> None:
    try:
        os.setxattr(post, "user.origin", b"wire")
        os.setxattr(post, "user.empty", b"")
    except (OSError, AttributeError):
        pytest.skip("no extended attributes here")
    save_atomic(post, NEW, digest(OLD))
    assert os.getxattr(post, "user.origin") == b"wire"
    assert sorted(os.listxattr(post)) == ["user.empty", "user.origin"]


def access_list() -> bytes:
    """Owner rw, user 4242 r, group r, mask r, others nothing, as Linux stores it."""
    nobody = 0xFFFFFFFF
    entries = [(1, 6, nobody), (2, 4, 4242), (4, 4, nobody), (16, 4, nobody), (32, 0, nobody)]
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


def test_an_access_list_is_kept(post: Path) -> None:
    try:
        os.setxattr(post, "system.posix_acl_access", access_list())
    except (OSError, AttributeError):
        pytest.skip("no access lists here")
    mode = post.stat().st_mode
    save_atomic(post, NEW, digest(OLD))
    assert os.getxattr(post, "system.posix_acl_access") == access_list()
    assert post.stat().st_mode == mode


# What follows needs a user who may not do everything; root becomes one in a process of its own.

_AS_NOBODY = """
import ctypes, os, sys  # nobody may not read where the first lies
from pathlib import Path
sys.path[:0] = {paths!r}
from copydesk.core.errors import SharedFileError, StorageError
from copydesk.core.storage.atomic import save_atomic
from copydesk.core.storage.fingerprint import digest
os.setgroups({groups})
os.setgid({gid})
os.setuid({uid})
path = Path({path!r})
try:
    save_atomic(path, b"new", digest(path.read_bytes()), links={links!r})
except StorageError as error:
    print(type(error).__name__, error.sentence, error.next_step)
else:
    print("saved")
"""


@pytest.fixture
def as_nobody(tmp_path: Path) -> Callable[..., str]:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root can become somebody else")
    folder = tmp_path
    while folder != folder.parent and folder.owner() == "root":
        folder.chmod(stat.S_IMODE(folder.stat().st_mode) | 0o005)
        folder = folder.parent

    def save(path: Path, links: str = "refuse", groups: tuple[int, ...] = ()) -> str:
        script = _AS_NOBODY.format(
            paths=[str(Path(copydesk.__file__).parents[1])],
            groups=list(groups),
            gid=NOBODY,
            uid=NOBODY,
            path=str(path),
            links=links,
        )
        # The interpreter itself may lie where only root may read: it starts as root.
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    return save


def test_a_file_of_somebody_else_does_not_change_hands(
    post: Path, as_nobody: Callable[..., str]
) -> None:
    """A file that all may write: replacing it would make it ours."""
    post.chmod(0o666)
    post.parent.chmod(0o777)
    said = as_nobody(post)
    assert said.startswith("SharedFileError “post.md” was not saved: it is somebody else's")
    assert post.read_bytes() == OLD
    assert [path.name for path in post.parent.iterdir()] == ["post.md"]
    assert as_nobody(post, "through") == "saved"
    assert post.read_bytes() == b"new"
    assert post.stat().st_uid == 0
    assert as_nobody(post, "part") == "saved"
    assert post.stat().st_uid == NOBODY


def test_a_group_that_can_be_kept_is(post: Path, as_nobody: Callable[..., str]) -> None:
    post.parent.chmod(0o777)
    os.chown(post, NOBODY, 4242)
    post.chmod(0o660)
    assert as_nobody(post, groups=(4242,)) == "saved"
    assert (post.stat().st_gid, stat.S_IMODE(post.stat().st_mode)) == (4242, 0o660)


def test_a_group_that_can_not_be_kept_is_asked_about(
    post: Path, as_nobody: Callable[..., str]
) -> None:
    """Else those of the group could not read it any more."""
    post.parent.chmod(0o777)
    os.chown(post, NOBODY, 4242)
    post.chmod(0o660)
    assert as_nobody(post).startswith("SharedFileError")
    post.chmod(0o664 & ~0o020)  # the group may no more than everybody
    assert as_nobody(post) == "saved"


def test_a_read_only_file(post: Path, as_nobody: Callable[..., str]) -> None:
    os.chown(post, NOBODY, NOBODY)
    post.parent.chmod(0o777)
    post.chmod(0o444)
    said = as_nobody(post)
    assert said.startswith("StorageError “post.md” was not saved: it is read-only. Save a copy")
    assert post.read_bytes() == OLD


def test_a_read_only_folder(post: Path, as_nobody: Callable[..., str]) -> None:
    os.chown(post, NOBODY, NOBODY)
    said = as_nobody(post)
    assert said.startswith("StorageError “post.md” was not saved: you may not change it.")
    assert "save a copy elsewhere" in said
    assert post.read_bytes() == OLD


_ON_A_DISK_OF_ITS_OWN = """
import subprocess, sys
from pathlib import Path
sys.path[:0] = {paths!r}
from copydesk.core.errors import StorageError
from copydesk.core.storage.atomic import save_atomic
from copydesk.core.storage.fingerprint import digest
disk = {disk!r}
path = Path(disk, "post.md")

def say(data, expected):
    try:
        save_atomic(path, data, expected)
    except StorageError as error:
        print(error.sentence, error.next_step)
    else:
        print("saved")
    print(len(path.read_bytes()), [one.name for one in Path(disk).iterdir()])

subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], check=True)
path.write_bytes(b"old")
say(b"x" * 200_000, digest(b"old"))
say(b"y" * 20_000, digest(b"old"))
subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
say(b"z", digest(b"y" * 20_000))
subprocess.run(["umount", disk], check=True)
"""


_FULL = (
    "“post.md” was not saved: the disk is full. "
    "Free some space and save again, or save a copy on another disk."
)


def test_a_disk_that_is_full_then_read_only(tmp_path: Path) -> None:
    """A real small disk, in a name space of its own."""
    probe = ["unshare", "-Urm", "mount", "-t", "tmpfs", "tmpfs", str(tmp_path)]
    if not shutil.which("unshare") or subprocess.run(probe, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    script = _ON_A_DISK_OF_ITS_OWN.format(
        paths=[str(Path(copydesk.__file__).parents[1])], disk=str(tmp_path)
    )
    done = subprocess.run(
        ["unshare", "-Urm", sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [
        _FULL,
        "3 ['post.md']",
        "saved",
        "20000 ['post.md']",
        "“post.md” was not saved: the disk is read-only. Save a copy on another disk.",
        "20000 ['post.md']",
    ]
