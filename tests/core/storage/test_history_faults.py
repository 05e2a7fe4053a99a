"""The history under faults: ended at any moment, damaged, on a full disk, used by two at once."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

import copydesk
from copydesk.core.errors import StorageError
from copydesk.core.storage.fingerprint import digest
from copydesk.core.storage.history import History, Origin, Version
from copydesk.core.storage.history_database import PAGE_BYTES
from copydesk.core.storage.history_salvage import salvage

_APP = str(Path(copydesk.__file__).parents[1])
# Keeps one text after another, and says so after each: "kept 5".
_WRITER = """
import sys
from pathlib import Path
from copydesk.core.storage.history import History, Origin
history = History(Path(sys.argv[1]))
first, name = int(sys.argv[2]), sys.argv[3]
for number in range(first, first + int(sys.argv[4])):
    text = (f"{name} {number} " * (20_000 if number % 7 == 0 else 300)).encode()
    history.keep(Path(sys.argv[1]) / name, text, Origin.SAVED)
    print("kept", number, flush=True)
"""
_FULL_DISK = """
import sys
from pathlib import Path
from copydesk.core.errors import StorageError
from copydesk.core.storage.fingerprint import digest
from copydesk.core.storage.history import History, Origin
disk = Path(sys.argv[1])
import os
history = History(disk / "history")
post = disk / "post.md"
kept = []
try:
    for number in range(200):
        text = os.urandom(20_000)
        history.keep(post, text, Origin.SAVED)
        kept.append(digest(text))
except StorageError as error:
    print(error.sentence)
assert 0 < len(kept) < 200, len(kept)
history.close()
again = History(disk / "history")
assert [v.digest for v in again.versions(post)] == kept[::-1]
assert all(again.content(one) is not None for one in kept)
"""


def text_of(name: str, number: int) -> bytes:
    return (f"{name} {number} " * (20_000 if number % 7 == 0 else 300)).encode()


def writer(folder: Path, first: int, name: str, many: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(folder), str(first), name, str(many)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": _APP},
    )


def said(process: subprocess.Popen[str]) -> list[int]:
    output, _nothing = process.communicate(timeout=60)
    return [int(line.split()[1]) for line in output.splitlines() if line.startswith("kept")]


def test_killed_at_any_moment_nothing_kept_is_lost(tmp_path: Path) -> None:
    folder, kept, rng = tmp_path / "history", set[int](), random.Random(11)
    first = 0
    for _round in range(12):
        process = writer(folder, first, "post", 10_000)
        assert process.stdout is not None
        process.stdout.readline()  # it has begun
        kept.add(first)
        time.sleep(rng.random() * 0.06)
        process.send_signal(signal.SIGKILL)
        kept |= set(said(process))
        first = max(kept) + 2  # the one after the last may be there or not
        history = History(folder)
        found = {version.digest for version in history.versions(folder / "post")}
        assert {digest(text_of("post", number)) for number in kept} <= found
        for mark in found:
            assert history.content(mark) is not None
        history.close()
    assert not list(folder.glob("history-damaged*"))


def test_two_desks_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "history"
    desks = [writer(folder, 0, name, 60) for name in ("one", "two")]
    for desk in desks:
        assert said(desk) == list(range(60))
    history = History(folder)
    for name in ("one", "two"):
        found = [version.digest for version in history.versions(folder / name)]
        assert found == [digest(text_of(name, number)) for number in reversed(range(60))]
        assert all(
            history.content(mark) == text_of(name, n)
            for mark, n in zip(reversed(found), range(60), strict=True)
        )


def test_a_full_disk_is_said_and_costs_nothing_that_was_kept(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = f"mount -t tmpfs -o size=1m tmpfs '{disk}'"
    inside = ["unshare", "-Urm", "sh", "-c"]
    if subprocess.run([*inside, mount], capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    done = subprocess.run(
        [*inside, f"{mount} && exec '{sys.executable}' -c \"$0\" '{disk}'", _FULL_DISK],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": _APP},
    )
    assert done.returncode == 0, done.stderr
    assert "can’t be written: the disk is full" in done.stdout


@pytest.fixture(scope="module")
def full_history(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A history of 120 versions of five posts in its folder, and what it holds."""
    folder = tmp_path_factory.mktemp("full")
    history, rng, contents = History(folder / "history"), random.Random(3), dict[str, bytes]()
    for number in range(120):
        text = rng.randbytes(rng.choice((40, 3_000, 30_000)))
        contents[digest(text)] = text
        history.keep(folder / f"post-{number % 5}.md", text, Origin.SAVED)
    history.close()
    return folder, contents


def salvaged(history: History, posts: list[Path]) -> list[Version]:
    """All versions once nothing more is found damaged."""
    for _turn in range(5):
        found = [version for path in posts for version in history.versions(path)]
        found += history.untitled()
        for version in found:
            history.content(version.digest)
        damaged = history.database.set_aside()
        if not damaged:
            return found
        for place in damaged:
            salvage(history, place)
    raise AssertionError("one damage after another")


@pytest.mark.parametrize("seed", range(12))
def test_damage_never_gives_other_bytes_and_the_rest_is_brought_over(
    tmp_path: Path, full_history: tuple[Path, dict[str, bytes]], seed: int
) -> None:
    """Random bytes of the file are overwritten: what is read is right or is not there."""
    made, contents = full_history[0], dict(full_history[1])
    history = History(shutil.copytree(made / "history", tmp_path / "history"))
    posts = [made / f"post-{number}.md" for number in range(5)]
    file = history.folder / "history.sqlite3"
    data, rng, hit = bytearray(file.read_bytes()), random.Random(seed), set[int]()
    for number in range(rng.choice((1, 5, 40))):
        # Every fourth time the head is hit, without which no table is found.
        start = rng.randrange(300) if seed % 4 == number == 0 else rng.randrange(len(data))
        end = min(len(data), start + rng.choice((1, 16, 600)))
        data[start:end] = rng.randbytes(end - start)
        hit |= {start // PAGE_BYTES, (end - 1) // PAGE_BYTES}
    file.write_bytes(data)

    history.keep(posts[0], b"after the damage", Origin.SAVED)
    contents[digest(b"after the damage")] = b"after the damage"
    versions = salvaged(history, posts)
    assert history.versions(posts[0])[0].digest == digest(b"after the damage")
    read = {version.digest: history.content(version.digest) for version in versions}
    sound = {mark for mark, data in read.items() if data is not None}
    assert all(read[mark] == contents[mark] for mark in sound)
    # A page near the beginning leads to many others, which are lost with it; the head is not.
    spared = hit.isdisjoint(range(1, 12))
    assert len(sound) >= (len(contents) - len(hit) if spared else len(contents) // 3)
    for path in posts:
        idents = [version.ident for version in history.versions(path)]
        assert idents == sorted(set(idents), reverse=True)
    for mark in [*contents][::10]:
        text = contents[mark]
        history.keep(posts[0], text, Origin.SAVED)  # heals what is missing
        assert history.content(mark) == text


def test_a_content_under_a_wrong_name_is_not_given_out(tmp_path: Path) -> None:
    history, post = History(tmp_path / "history"), tmp_path / "a.md"
    for text in (b"one", b"two", b"three"):
        history.keep(post, text, Origin.SAVED)
    history.close()
    with sqlite3.connect(history.folder / "history.sqlite3") as database:
        (packed,) = database.execute("SELECT packed FROM blobs WHERE ident = 1").fetchone()
        database.execute("UPDATE blobs SET packed = ? WHERE ident = 2", (packed,))
    database.close()
    assert history.content(digest(b"one")) == b"one"
    assert history.content(digest(b"two")) is None
    history.keep(post, b"two", Origin.SAVED)
    assert history.content(digest(b"two")) == b"two"


def test_an_index_that_hides_versions_is_noticed(tmp_path: Path) -> None:
    """Without a check such a file reads well, only with less in it."""
    history, post = History(tmp_path / "history"), tmp_path / "a.md"
    for text in (b"one", b"two"):
        history.keep(post, text, Origin.SAVED)
    history.close()
    file = history.folder / "history.sqlite3"
    index: tuple[object, ...] = ()
    find = "SELECT * FROM sqlite_schema WHERE name = 'versions_post'"
    for statement in (
        "DELETE FROM sqlite_schema WHERE name = 'versions_post'",
        (
            "INSERT INTO versions SELECT 7, post, digest, 0, origin, 1, 3, 0, 0, '' FROM versions "
            "WHERE ident = 1"
        ),
        "INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)",
    ):
        database = sqlite3.connect(file)
        database.execute("PRAGMA writable_schema = ON")
        index = database.execute(find).fetchone() or index
        database.execute(statement, index if "?" in statement else ())
        database.commit()
        database.close()
    history.keep(post, b"three", Origin.SAVED)
    (damaged,) = history.database.set_aside()
    salvage(history, damaged)
    assert len(history.versions(post)) == 4


def test_a_file_that_is_no_database_is_set_aside(tmp_path: Path) -> None:
    folder = tmp_path / "history"
    folder.mkdir()
    (folder / "history.sqlite3").write_bytes(b"no database at all, but long enough to be one")
    history = History(folder)
    history.keep(tmp_path / "a.md", b"one", Origin.SAVED)
    assert len(history.versions(tmp_path / "a.md")) == 1
    (damaged,) = history.database.set_aside()
    assert damaged.read_bytes().startswith(b"no database")
    assert salvage(history, damaged) == 0
    assert history.database.set_aside() == []


def test_two_desks_set_a_damaged_file_aside_once(tmp_path: Path) -> None:
    folder = tmp_path / "history"
    one, other = History(folder), History(folder)
    one.keep(tmp_path / "a.md", b"one", Origin.SAVED)
    other.versions(tmp_path / "a.md")
    one.close()
    other.close()
    (folder / "history.sqlite3").write_bytes(b"\xff" * 50_000)
    one.keep(tmp_path / "a.md", b"two", Origin.SAVED)
    other.keep(tmp_path / "a.md", b"three", Origin.SAVED)
    assert len(one.database.set_aside()) == 1
    assert len(one.versions(tmp_path / "a.md")) == 2


def test_a_history_deleted_under_the_desk_is_begun_again(tmp_path: Path) -> None:
    folder = tmp_path / "history"
    history = History(folder)
    history.keep(tmp_path / "a.md", b"one", Origin.SAVED)
    for file in folder.iterdir():
        file.unlink()
    history.keep(tmp_path / "a.md", b"two", Origin.SAVED)
    assert len(History(folder).versions(tmp_path / "a.md")) == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do anything")
def test_a_read_only_folder_can_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "history"
    history = History(folder)
    history.keep(tmp_path / "a.md", b"one", Origin.SAVED)
    history.close()
    (folder / "history.sqlite3").chmod(0o400)
    folder.chmod(0o500)
    try:
        assert len(history.versions(tmp_path / "a.md")) == 1
        with pytest.raises(StorageError, match="can’t be written"):
            history.keep(tmp_path / "a.md", b"two", Origin.SAVED)
    finally:
        folder.chmod(0o700)
        (folder / "history.sqlite3").chmod(0o600)
    history.keep(tmp_path / "a.md", b"two", Origin.SAVED)
    assert len(history.versions(tmp_path / "a.md")) == 2
