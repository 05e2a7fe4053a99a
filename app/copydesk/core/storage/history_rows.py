"""The rows of the history: what a version is, and how posts and versions are found and written."""

from __future__ import annotations

import contextlib
import enum
import os
import unicodedata
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from copydesk.core.storage.fingerprint import MOST_BYTES, digest

if TYPE_CHECKING:
    import sqlite3

# zlib: 1 MB takes 38 ms at level 6 and 6 ms at level 2, for 35 % more space; 5 KB 0.2 ms at 6.
_SMALL_BYTES = 64 * 1024
_LEVEL_SMALL, _LEVEL_LARGE = 6, 2
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Origin(enum.Enum):
    """How a version came to be."""

    FOUND = "found"
    """As it was when first opened."""
    SAVED = "saved"
    OUTSIDE = "outside"
    """Written by another program."""
    BEFORE_MERGE = "before_merge"
    RESTORED = "restored"
    """Saved after an older version was brought back."""
    RECOVERED = "recovered"
    """Saved after unsaved text was brought back."""
    SET_ASIDE = "set_aside"
    """Never saved: closed without saving, or replaced by what another program wrote."""


_NEVER_ON_DISK = frozenset({Origin.BEFORE_MERGE, Origin.SET_ASIDE})


def stood(origin: Origin) -> bool:
    """Whether a version of that origin stood in the post's file itself."""
    return origin not in _NEVER_ON_DISK


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a post.

    Attributes:
        ident: Its number; a later version has a higher one.
        path: The post's file; for a post that never had one see `History.untitled_path`.
        when: When it was kept.
        digest: Of its bytes, see `fingerprint.digest`; `History.content` gives them.
        size: Bytes.
        added_words: Words that the version before it had not; for the first version, all.
        removed_words: Words that only the version before it had.
        origin: How it came to be.
        encoding: How its bytes are read, as in `TextFormat`; "" where nobody said.
    """

    ident: int
    path: Path
    when: datetime
    digest: str
    size: int
    added_words: int
    removed_words: int
    origin: Origin
    encoding: str = ""


class Newest(NamedTuple):
    """A version's number and the digest of its bytes, as 16 bytes."""

    ident: int
    mark: bytes


class NewRow(NamedTuple):
    """A version to be written; the names are those of `Version` and of the columns."""

    mark: bytes
    taken_us: int
    origin: str
    stood: bool
    size: int
    added: int
    removed: int
    encoding: str


SELECT_VERSIONS_OF = """
SELECT v.ident, p.path, v.taken_us, v.digest, v.size, v.added, v.removed, v.origin,
    v.encoding
FROM versions v JOIN posts p ON p.ident = v.post WHERE v.post = ? ORDER BY v.ident DESC
"""
"""The versions of a post, newest first, as rows for `version`."""
SELECT_NEWEST_BELOW = """
SELECT v.ident, p.path, v.taken_us, v.digest, v.size, v.added, v.removed, v.origin,
    v.encoding
FROM versions v JOIN posts p ON p.ident = v.post WHERE p.path >= ? AND p.path < ?
AND v.ident = (SELECT max(ident) FROM versions WHERE post = p.ident) ORDER BY v.ident DESC
"""
"""The newest version of each post within a range of keys, as rows for `version`."""
_ORIGINS = {origin.value: origin for origin in Origin}


def microseconds(when: datetime) -> int:
    """Since 1970; ``when`` has a time zone."""
    return (when - _EPOCH) // timedelta(microseconds=1)


def version(row: tuple[Any, ...]) -> Version:
    """A version from a row of the statements above, whatever damage made of it."""
    ident, path, taken_us, mark, size, added, removed, origin, encoding = row
    return Version(
        ident,
        Path(os.fsdecode(path)),
        _time(taken_us),
        mark.hex() if isinstance(mark, bytes) else "",
        _number(size),
        _number(added),
        _number(removed),
        _ORIGINS.get(origin, Origin.OUTSIDE),
        encoding if isinstance(encoding, str) else "",
    )


def _number(value: object) -> int:
    return max(0, value) if isinstance(value, int) else 0


def _time(microseconds_since_1970: object) -> datetime:
    if isinstance(microseconds_since_1970, int):
        with contextlib.suppress(OverflowError):
            return _EPOCH + timedelta(microseconds=microseconds_since_1970)
    return _EPOCH


def key_of(path: Path) -> bytes:
    """What a post is known by: its file's own place, as bytes since a name need not be text."""
    return os.fsencode(os.path.realpath(path))


def below(key: bytes) -> tuple[bytes, bytes]:
    """The range of the keys of all files below a folder."""
    separator = os.sep.encode()
    return key + separator, key + bytes([separator[0] + 1])


def packed(data: bytes) -> bytes:
    """A content as it is kept."""
    return zlib.compress(data, _LEVEL_SMALL if len(data) <= _SMALL_BYTES else _LEVEL_LARGE)


def unpacked(packed_data: object) -> bytes | None:
    """What was packed; None when it is damaged."""
    if not isinstance(packed_data, bytes):
        return None
    unpacker = zlib.decompressobj()
    try:
        # No longer than any post may be: damage must not fill the memory.
        data = unpacker.decompress(packed_data, MOST_BYTES + 1)
    except zlib.error:
        return None
    return data if unpacker.eof else None


def content(db: sqlite3.Connection, mark: bytes) -> bytes | None:
    """The bytes of that digest; None when they are not there or damaged."""
    row = db.execute("SELECT packed FROM blobs WHERE digest = ?", (mark,)).fetchone()
    data = unpacked(row[0]) if row else None
    return data if data is not None and digest(data) == mark.hex() else None


def find_post(db: sqlite3.Connection, key: bytes) -> int | None:
    """The post of that file, by another spelling too where the disk takes it for the same."""
    row = db.execute("SELECT ident FROM posts WHERE path = ?", (key,)).fetchone()
    if row is not None:
        return int(row[0])
    for post, path in db.execute(
        "SELECT ident, path FROM posts WHERE folded = ?", (_folded(key),)
    ).fetchall():
        if _is_same_file(Path(os.fsdecode(path)), Path(os.fsdecode(key))):
            return int(post)
    return None


def newest(db: sqlite3.Connection, post: int) -> Newest | None:
    """The newest version of a post."""
    row = db.execute(
        "SELECT ident, digest FROM versions WHERE post = ? ORDER BY ident DESC LIMIT 1", (post,)
    ).fetchone()
    return Newest(*row) if row else None


def newest_on_disk(db: sqlite3.Connection, post: int) -> Newest | None:
    """The newest version of a post that stood in its file."""
    row = db.execute(
        "SELECT ident, digest FROM versions WHERE post = ? AND stood ORDER BY ident DESC LIMIT 1",
        (post,),
    ).fetchone()
    return Newest(*row) if row else None


def gone_with(db: sqlite3.Connection, mark: bytes) -> int | None:
    """The post whose file held that content last, and is not there any more."""
    for post, path in db.execute(
        "SELECT v.post, p.path FROM versions v JOIN posts p ON p.ident = v.post "
        "WHERE v.digest = ? AND v.stood GROUP BY v.post ORDER BY max(v.ident) DESC",
        (mark,),
    ).fetchall():
        last = newest_on_disk(db, post)
        if last is not None and last.mark == mark and not os.path.lexists(path):
            return int(post)
    return None


def adopt(db: sqlite3.Connection, key: bytes, mark: bytes) -> None:
    """Gives a post the versions of one that is gone and held the same content.

    They are copied: a disk that is only unplugged comes back, and finds its own in place.
    """
    gone = gone_with(db, mark)
    if gone is not None and find_post(db, key) is None:
        db.execute(
            "INSERT INTO versions "
            "(post, digest, taken_us, origin, stood, size, added, removed, encoding) "
            "SELECT ?, digest, taken_us, origin, stood, size, added, removed, encoding "
            "FROM versions WHERE post = ? ORDER BY ident",
            (post_for(db, key), gone),
        )


def has_content(db: sqlite3.Connection, mark: bytes) -> bool:
    """Whether there is a content of that digest, sound or not."""
    return db.execute("SELECT 1 FROM blobs WHERE digest = ?", (mark,)).fetchone() is not None


def write_content(db: sqlite3.Connection, mark: bytes, size: int, packed_data: bytes) -> None:
    """Keeps a content, in the place of one that can't be read any more."""
    db.execute("DELETE FROM blobs WHERE digest = ?", (mark,))
    db.execute(
        "INSERT INTO blobs (digest, size, packed) VALUES (?, ?, ?)", (mark, size, packed_data)
    )


def write_version(db: sqlite3.Connection, key: bytes, row: NewRow) -> int:
    """Writes a version; its number."""
    return _inserted(
        db.execute(
            "INSERT INTO versions "
            "(post, digest, taken_us, origin, stood, size, added, removed, encoding) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (post_for(db, key), *row),
        )
    )


def move_post(db: sqlite3.Connection, post: int, key: bytes) -> None:
    """Gives a post another key; the versions of one that has it already join its own."""
    known = db.execute("SELECT ident FROM posts WHERE path = ?", (key,)).fetchone()
    if known is None:
        db.execute(
            "UPDATE posts SET path = ?, folded = ? WHERE ident = ?", (key, _folded(key), post)
        )
    elif known[0] != post:
        # Unless it took copies of them already, see `adopt`.
        db.execute(
            "DELETE FROM versions AS mine WHERE post = ? AND EXISTS (SELECT 1 FROM versions "
            "WHERE post = ? AND digest = mine.digest AND taken_us = mine.taken_us "
            "AND origin = mine.origin)",
            (post, known[0]),
        )
        db.execute("UPDATE versions SET post = ? WHERE post = ?", (known[0], post))
        db.execute("DELETE FROM posts WHERE ident = ?", (post,))


def post_for(db: sqlite3.Connection, key: bytes) -> int:
    """The post of that file, made if it is not known yet."""
    post = find_post(db, key)
    if post is not None:
        return post
    return _inserted(
        db.execute("INSERT INTO posts (path, folded) VALUES (?, ?)", (key, _folded(key)))
    )


def _inserted(cursor: sqlite3.Cursor) -> int:
    return cursor.lastrowid or 0  # never None after an INSERT


def _folded(key: bytes) -> bytes:
    """What two spellings of a name have in common where the disk does not tell them apart."""
    name = os.fsdecode(key)
    return os.fsencode(unicodedata.normalize("NFC", name).casefold())


def _is_same_file(known: Path, asked: Path) -> bool:
    try:
        if not known.samefile(asked):
            return False
        # A disk that does tell them apart may have both, as two names of one file.
        names = {path.name for path in known.parent.iterdir()}
    except OSError:
        return False
    return not {known.name, asked.name} <= names
