from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from copydesk.core.errors import StorageError
from copydesk.core.storage import fingerprint
from copydesk.core.storage.fingerprint import digest, read_file

if TYPE_CHECKING:
    from pathlib import Path


def test_reads_bytes_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    data = b"\xef\xbb\xbfone\r\ntwo\x00\xff"
    path.write_bytes(data)
    content = read_file(path)
    assert content.data == data
    assert content.digest == digest(data)
    assert (content.size, content.mtime_ns) == (len(data), path.stat().st_mtime_ns)


def test_different_contents_have_different_digests() -> None:
    assert digest(b"a") != digest(b"b")
    assert digest(b"") == digest(b"")


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="not opened: it is not there"):
        read_file(tmp_path / "gone.md")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="is a folder"):
        read_file(tmp_path)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "post.md"
    os.mkfifo(pipe)
    with pytest.raises(StorageError, match="not a file"):
        read_file(pipe)


def test_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fingerprint, "MOST_BYTES", 10)
    path = tmp_path / "post.md"
    path.write_bytes(b"x" * 11)
    with pytest.raises(StorageError, match="too long"):
        read_file(path)


def test_a_file_that_is_being_written_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "post.md"
    path.write_bytes(b"half")
    read = fingerprint._read
    writes = iter([b"half and more", b"all of it"])

    def read_while_written(target: Path) -> tuple[bytes, os.stat_result, os.stat_result]:
        data, before, _after = read(target)
        if (more := next(writes, None)) is not None:
            target.write_bytes(more)
        return data, before, target.stat()

    monkeypatch.setattr(fingerprint, "_read", read_while_written)
    assert read_file(path).data == b"all of it"
