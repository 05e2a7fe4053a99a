from __future__ import annotations

import ctypes  # noqa: F401 - nobody, who saves in some tests, may not read where it lies
import errno
import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import copydesk
from copydesk.core.errors import ConflictError, StorageError
from copydesk.core.storage.atomic import save_atomic
from copydesk.core.storage.file_system import FileSystem
from copydesk.core.storage.fingerprint import digest
from copydesk.core.storage.temporary import TEMPORARY_PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OLD, NEW = b"old text\n" * 200, b"the new text\r\n" * 300


class FailingFileSystem(FileSystem):
    """Fails the n-th call, counted from 1, with an error of the operating system."""

    def __init__(self, fails_at: int, number: int = errno.EIO) -> None:
        self._fails_at = fails_at
        self._number = number
        self.calls: list[str] = []

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        if name.startswith("_") or name == "calls":
            return found

        def counted(*arguments: object, **named: object) -> object:
            self.calls.append(name)
            if len(self.calls) == self._fails_at:
                raise OSError(self._number, os.strerror(self._number))
            return found(*arguments, **named)

        return counted


def temporary_files(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(TEMPORARY_PREFIX)]


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


def test_writes_and_returns_the_digest(post: Path) -> None:
    assert save_atomic(post, NEW, digest(OLD)) == digest(NEW)
    assert post.read_bytes() == NEW
    assert temporary_files(post.parent) == []


def test_makes_a_new_file_with_the_usual_mode(tmp_path: Path) -> None:
    path = tmp_path / "new.md"
    usual = tmp_path / "usual"
    usual.touch()
    save_atomic(path, NEW, None)
    assert path.read_bytes() == NEW
    assert path.stat().st_mode == usual.stat().st_mode
    assert temporary_files(tmp_path) == []


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EACCES])
@pytest.mark.parametrize("exists", [True, False])
def test_every_step_may_fail(tmp_path: Path, number: int, exists: bool) -> None:
    """Old or new, never a mix; nothing left beside; an error unless it is all new."""
    path = tmp_path / "post.md"
    for step in range(1, 100):
        path.unlink(missing_ok=True)
        if exists:
            path.write_bytes(OLD)
        disk = FailingFileSystem(step, number)
        sentence = ""
        try:
            save_atomic(path, NEW, digest(OLD) if exists else None, disk=disk)
        except StorageError as error:
            sentence = error.sentence
        failed = bool(sentence)
        assert not failed or sentence.startswith("“post.md” was not saved")
        found = path.read_bytes() if path.exists() else None
        last = disk.calls[-1] if disk.calls else ""
        if not failed:
            assert found == NEW
        elif exists or "place" not in disk.calls:
            assert found == (OLD if exists else None), last
        assert temporary_files(tmp_path) == [], last
        if len(disk.calls) < step:
            assert not failed
            break
    else:
        pytest.fail("the save never ends")
    assert step > 8  # every step was tried


def test_syncs_before_it_replaces(post: Path) -> None:
    disk = FailingFileSystem(0)
    save_atomic(post, NEW, digest(OLD), disk=disk)
    order = [c for c in disk.calls if c in ("write", "sync", "close", "displace", "sync_folder")]
    assert order == ["write", "sync", "close", "displace", "sync_folder"]


def test_writes_on_after_a_short_write(post: Path) -> None:
    class Sluggish(FileSystem):
        def write(self, descriptor: int, data: bytes) -> None:
            for byte in range(0, len(data), 7):
                super().write(descriptor, data[byte : byte + 7])

    save_atomic(post, NEW, digest(OLD), disk=Sluggish())
    assert post.read_bytes() == NEW


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_keeps_the_mode(post: Path, mode: int) -> None:
    post.chmod(mode)
    save_atomic(post, NEW, digest(OLD))
    assert stat.S_IMODE(post.stat().st_mode) == mode


def test_keeps_owner_and_group(post: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may give files away")
    os.chown(post, 1234, 4321)
    save_atomic(post, NEW, digest(OLD))
    assert (post.stat().st_uid, post.stat().st_gid) == (1234, 4321)


def test_keeps_extended_attributes(post: Path) -> None:
    try:
        os.setxattr(post, "user.origin", b"wire")
    except (OSError, AttributeError):
        pytest.skip("no extended attributes here")
    save_atomic(post, NEW, digest(OLD))
    assert os.getxattr(post, "user.origin") == b"wire"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere" / "real.md"
    target.parent.mkdir()
    target.write_bytes(OLD)
    link = tmp_path / "post.md"
    link.symlink_to("elsewhere/real.md")
    save_atomic(link, NEW, digest(OLD))
    assert link.is_symlink()
    assert target.read_bytes() == NEW
    assert temporary_files(tmp_path) == temporary_files(target.parent) == []


def test_a_link_to_itself(tmp_path: Path) -> None:
    link = tmp_path / "post.md"
    link.symlink_to("post.md")
    with pytest.raises(StorageError):
        save_atomic(link, NEW, None)


class TestConflicts:
    def test_changed(self, post: Path) -> None:
        post.write_bytes(b"theirs")
        with pytest.raises(ConflictError, match="another program changed it"):
            save_atomic(post, NEW, digest(OLD))
        assert post.read_bytes() == b"theirs"

    def test_changed_with_the_same_size_and_time(self, post: Path) -> None:
        before = post.stat()
        post.write_bytes(OLD[::-1])
        os.utime(post, ns=(before.st_atime_ns, before.st_mtime_ns))
        with pytest.raises(ConflictError):
            save_atomic(post, NEW, digest(OLD))
        assert post.read_bytes() == OLD[::-1]

    def test_deleted(self, post: Path) -> None:
        post.unlink()
        with pytest.raises(ConflictError, match="deleted or moved"):
            save_atomic(post, NEW, digest(OLD))
        assert not post.exists()

    def test_exists_already(self, post: Path) -> None:
        with pytest.raises(ConflictError, match="already something"):
            save_atomic(post, NEW, None)
        assert post.read_bytes() == OLD

    def test_what_holds_the_same_text_is_no_conflict(self, post: Path) -> None:
        post.write_bytes(NEW)
        assert save_atomic(post, NEW, digest(OLD)) == digest(NEW)
        assert save_atomic(post, NEW, None) == digest(NEW)

    @pytest.mark.parametrize("exists", [True, False])
    def test_another_program_is_quicker(self, tmp_path: Path, exists: bool) -> None:
        """It writes after our first look and before our replacement."""
        path = tmp_path / "post.md"
        if exists:
            path.write_bytes(OLD)

        class Raced(FileSystem):
            def sync(self, descriptor: int) -> None:
                super().sync(descriptor)
                path.write_bytes(b"theirs")

        with pytest.raises(ConflictError):
            save_atomic(path, NEW, digest(OLD) if exists else None, disk=Raced())
        assert path.read_bytes() == b"theirs"
        assert temporary_files(tmp_path) == []


class TestRefusals:
    def test_a_folder(self, tmp_path: Path) -> None:
        with pytest.raises(StorageError, match="not a file"):
            save_atomic(tmp_path, NEW, None)

    def test_no_such_folder(self, tmp_path: Path) -> None:
        with pytest.raises(StorageError, match="not saved"):
            save_atomic(tmp_path / "gone" / "post.md", NEW, None)

    def test_a_name_too_long(self, tmp_path: Path) -> None:
        with pytest.raises(StorageError, match="name is too long"):
            save_atomic(tmp_path / ("x" * 300 + ".md"), NEW, None)

    def test_a_long_name_has_room_for_the_temporary_one(self, tmp_path: Path) -> None:
        path = tmp_path / ("ख" * 80 + ".md")
        save_atomic(path, NEW, None)
        assert path.read_bytes() == NEW

    def test_a_file_marked_read_only(self, post: Path, as_nobody: Callable[..., None]) -> None:
        post.chmod(0o444)
        as_nobody(post.parent)
        with pytest.raises(StorageError, match="read-only"):
            save_atomic(post, NEW, digest(OLD))
        assert post.read_bytes() == OLD

    def test_a_folder_that_is_read_only(self, post: Path, as_nobody: Callable[..., None]) -> None:
        post.chmod(0o666)
        as_nobody(None)
        with pytest.raises(StorageError, match="may not change"):
            save_atomic(post, NEW, digest(OLD))
        assert post.read_bytes() == OLD


@pytest.fixture
def as_nobody(tmp_path: Path) -> Iterator[Callable[[Path | None], None]]:
    """Goes on as a user without rights; root may write everything."""
    if not hasattr(os, "seteuid") or os.geteuid() != 0:
        pytest.skip("only root can become somebody else")

    def become(own: Path | None) -> None:
        folder = tmp_path
        while folder != folder.parent and folder.owner() == "root":
            if stat.S_IMODE(folder.stat().st_mode) & 0o005 != 0o005:
                folder.chmod(0o755)
            folder = folder.parent
        if own is not None:
            os.chown(own, 65534, 65534)
        os.seteuid(65534)

    yield become
    os.seteuid(0)


def test_a_full_disk(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        post = disk / "post.md"
        post.write_bytes(OLD)
        with pytest.raises(StorageError, match="the disk is full"):
            save_atomic(post, b"x" * 200_000, digest(OLD))
        assert post.read_bytes() == OLD
        assert temporary_files(disk) == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_saving_killed_at_any_moment(tmp_path: Path) -> None:
    """A save in a process of its own, ended without warning before each of its steps."""
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from copydesk.core.storage.atomic import save_atomic\n"
        "from copydesk.core.storage.file_system import FileSystem\n"
        "from copydesk.core.storage.fingerprint import digest\n"
        "class Dying(FileSystem):\n"
        "    left = int(sys.argv[2])\n"
        "    def __getattribute__(self, name):\n"
        "        if not name.startswith('_') and name != 'left':\n"
        "            type(self).left -= 1\n"
        "            if type(self).left == 0:\n"
        "                os.kill(os.getpid(), 9)\n"
        "        return super().__getattribute__(name)\n"
        "path = Path(sys.argv[1])\n"
        "save_atomic(path, b'new' * 5000, digest(path.read_bytes()), disk=Dying())\n"
    )
    source_root = str(Path(copydesk.__file__).parents[1])
    path = tmp_path / "post.md"
    seen = set()
    for step in range(1, 30):
        path.write_bytes(OLD)
        done = subprocess.run(
            [sys.executable, "-c", script, str(path), str(step)],
            env=os.environ | {"PYTHONPATH": source_root},
            capture_output=True,
            check=False,
        )
        seen.add(path.read_bytes())
        if done.returncode == 0:
            break
    assert seen == {OLD, b"new" * 5000}
