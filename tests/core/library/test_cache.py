from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from copydesk.core.library.cache import LibraryCache, cache_path
from copydesk.core.library.entry import from_row, to_row, unread_entry
from copydesk.core.library.reading import entry_from_bytes

if TYPE_CHECKING:
    from copydesk.core.library.entry import PostEntry


def an_entry(path: str = "news/a.md", title: str = "Ferry") -> PostEntry:
    text = f"---\ntitle: {title}\npubDate: 2026-11-20\ntags: [river, 'a, b']\ndraft: true\n---\n"
    return entry_from_bytes(path, text.encode("utf-8", "surrogateescape"), 123, 456)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "library.sqlite3"


def kept(path: Path) -> dict[str, PostEntry]:
    cache = LibraryCache(path)
    entries = cache.load()
    cache.close()
    return entries


def test_what_is_stored_comes_back(path: Path) -> None:
    entries = [an_entry(), an_entry("ur/b.md", "بندرگاہ"), unread_entry("c.md", 1, 2)]
    cache = LibraryCache(path)
    cache.store(entries)
    cache.close()
    assert kept(path) == {entry.path: entry for entry in entries}


def test_replaces_and_forgets(path: Path) -> None:
    cache = LibraryCache(path)
    cache.store([an_entry(), an_entry("b.md")])
    cache.store([an_entry(title="Boat")])
    cache.forget(["b.md", "never.md"])
    cache.close()
    assert {p: e.title for p, e in kept(path).items()} == {"news/a.md": "Boat"}


def test_names_that_are_not_text_are_left_out(path: Path) -> None:
    cache = LibraryCache(path)
    odd = an_entry(os.fsdecode(b"caf\xe9.md"))
    cache.store([odd, an_entry()])
    cache.forget([odd.path])
    cache.close()
    assert set(kept(path)) == {"news/a.md"}


@pytest.mark.parametrize("damage", ["rubbish", "empty", "cut", "row", "table", "version", "folder"])
def test_damage_is_mended_silently(path: Path, damage: str) -> None:
    cache = LibraryCache(path)
    cache.store([an_entry(f"{n}.md") for n in range(200)])
    cache.close()
    match damage:
        case "rubbish":
            path.write_bytes(b"no database at all" * 1000)
        case "empty":
            path.write_bytes(b"")
        case "cut":
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        case "folder":
            path.unlink()
            path.mkdir()
        case _:
            statement = {
                "row": "UPDATE posts SET status = 'odd', tags = 7",
                "table": "DROP TABLE posts",
                "version": "PRAGMA user_version = 99",
            }[damage]
            with sqlite3.connect(path) as database:
                database.execute(statement)
            database.close()
    cache = LibraryCache(path)
    assert cache.load() == {}
    cache.store([an_entry()])
    cache.close()
    assert set(kept(path)) == (set() if damage == "folder" else {"news/a.md"})


def test_a_cache_that_another_program_holds_is_no_matter(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("copydesk.core.library.cache._BUSY_TIMEOUT_S", 0.05)
    cache = LibraryCache(path)
    cache.store([an_entry()])
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    cache.store([an_entry("b.md")])
    assert set(cache.load()) == {"news/a.md"}
    other.execute("ROLLBACK")
    other.close()
    cache.store([an_entry("b.md")])
    cache.close()
    assert set(kept(path)) == {"news/a.md", "b.md"}


def test_each_folder_has_its_own_file(tmp_path: Path, own_home: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "link").symlink_to("one")
    assert cache_path(tmp_path / "one") == cache_path(tmp_path / "link")
    assert cache_path(tmp_path / "one") != cache_path(tmp_path / "two")
    assert cache_path(tmp_path).is_relative_to(own_home)
    assert cache_path(tmp_path, Path("/elsewhere")).parent == Path("/elsewhere/library")


def test_rows_are_plain_values() -> None:
    assert from_row(to_row(an_entry())) == an_entry()
