"""The files in a site's `.copydesk` folder: where what a team keeps of its posts stands."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from copydesk.core.errors import ConflictError, StorageError
from copydesk.core.posts.encoding import TextFormat, decode, encode
from copydesk.core.review.records import (
    ATTRIBUTES,
    FOLDER,
    Records,
    read_records,
    write_records,
)
from copydesk.core.review.source import Source
from copydesk.core.storage.atomic import save_atomic
from copydesk.core.storage.failures import storage_error
from copydesk.core.storage.fingerprint import read_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from copydesk.core.review.records import Attachment

_POSTS = "posts"
_SOURCES = "sources"
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
# Names of files have 255 bytes on all systems; the rest is for what a save puts behind it.
_LONGEST_NAME = 80
_MOST_TRIES = 5
_UTF8 = TextFormat("utf-8")


def records_path(root: Path, post: str) -> Path:
    """The file with the records of a post.

    Args:
        root: The site's.
        post: The post's path, relative to it, with "/".
    """
    return root / FOLDER / _POSTS / f"{post}.jsonl"


def load_records(root: Path, post: str) -> Records:
    """What is kept of a post; nothing where there is no file, or it can’t be read."""
    try:
        return read_records(decode(read_file(records_path(root, post)).data).text)
    except StorageError:
        return Records()


def update_records(root: Path, post: str, change: Callable[[Records], Records]) -> Records:
    """Changes what is kept of a post; without anything to keep there is no file.

    What another desk writes meanwhile is not lost: the change is then made to that.

    Args:
        root: The site's.
        post: The post's path, relative to it.
        change: Gives the new records of the present ones; may be called again.

    Returns:
        The records as they are now.

    Raises:
        StorageError: They can't be read or written; the file is as it was.
    """
    path = records_path(root, post)
    for attempt in range(_MOST_TRIES):
        content = read_file(path) if path.exists() else None
        records = change(read_records(decode(content.data).text) if content else Records())
        if records.empty:
            _remove(path)
            return records
        _make_folder(root, path.parent)
        try:
            data = encode(write_records(records), _UTF8)
            save_atomic(path, data, content.digest if content else None)
        except ConflictError:
            if attempt + 1 == _MOST_TRIES:
                raise
        else:
            return records
    raise AssertionError("unreachable")


def move_records(root: Path, old: str, new: str) -> None:
    """Follows a post, or a folder of posts, to its new path; what is kept there already stays.

    Raises:
        StorageError: The files can't be moved.
    """
    posts, sources = root / FOLDER / _POSTS, root / FOLDER / _SOURCES
    for folder, suffix in ((posts, ".jsonl"), (posts, ""), (sources, "")):
        source, target = folder / f"{old}{suffix}", folder / f"{new}{suffix}"
        if _is_free(target, source):
            _move(root, source, target)
    moved = posts / new
    if moved.is_dir():
        for path in moved.rglob("*.jsonl"):
            post = path.relative_to(posts).as_posix().removesuffix(".jsonl")
            _follow_sources(root, f"{old}{post[len(new) :]}", post)
    elif records_path(root, new).exists():
        _follow_sources(root, old, new)


def _follow_sources(root: Path, old: str, new: str) -> None:
    """Has the records of a post name its sources where they are now."""
    before, after = f"{FOLDER}/{_SOURCES}/{old}/", f"{FOLDER}/{_SOURCES}/{new}/"

    def renamed(records: Records) -> Records:
        attached = tuple(
            replace(one, text=one.text.replace(before, after, 1)) for one in records.attached
        )
        return replace(records, attached=attached)

    if load_records(root, new).attached:
        update_records(root, new, renamed)


def store_source(root: Path, post: str, source: Source) -> str:
    """Keeps the words of a source beside its post; gives their path, relative to the root.

    Another source of the same name stays: the new one gets a number.

    Raises:
        StorageError: They can't be written.
    """
    folder = root / FOLDER / _SOURCES / post
    _make_folder(root, folder)
    name = _UNSAFE.sub("-", source.name).strip(". ")[:_LONGEST_NAME] or "source"
    data = encode(source.text, _UTF8)
    for number in itertools.count(1):
        path = folder / (f"{name}.txt" if number == 1 else f"{name} {number}.txt")
        try:
            save_atomic(path, data, None)
        except ConflictError:
            continue
        return path.relative_to(root).as_posix()
    raise AssertionError("unreachable")


def load_sources(root: Path, records: Records) -> tuple[Source, ...]:
    """The attached sources; those whose words are gone are left out."""
    found = []
    for attachment in records.attached:
        path = _kept_path(root, attachment, root / FOLDER)
        if path is None:
            continue
        try:
            text = decode(read_file(path).data).text
        except StorageError:
            continue
        found.append(Source(attachment.name, text))
    return tuple(found)


def remove_source(root: Path, attachment: Attachment) -> None:
    """Takes the kept words of a source away.

    Raises:
        StorageError: They can't be removed.
    """
    path = _kept_path(root, attachment, root / FOLDER / _SOURCES)
    if path is not None:
        _remove(path)


def _kept_path(root: Path, attachment: Attachment, folder: Path) -> Path | None:
    """Where the words of a source are; None for what is no path, or leads out of a folder.

    Somebody else may have written the record.
    """
    try:
        path = (root / attachment.text).resolve()
        return path if path.is_relative_to(folder.resolve()) else None
    except (OSError, RuntimeError, ValueError):  # links in a circle, bytes that no name can have
        return None


def _make_folder(root: Path, folder: Path) -> None:
    attributes = root / FOLDER / ".gitattributes"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not attributes.exists():
            attributes.write_text(ATTRIBUTES, "utf-8")
    except OSError as error:
        raise storage_error(error, folder, "written") from error


def _is_free(target: Path, source: Path) -> bool:
    """Whether there is something to move to a place where nothing else is."""
    try:
        # Where case makes no difference, a name spelt otherwise is there already: it is the same.
        return source.exists() and (not target.exists() or target.samefile(source))
    except OSError as error:
        raise storage_error(error, target, "moved") from error


def _move(root: Path, source: Path, target: Path) -> None:
    _make_folder(root, target.parent)
    try:
        source.rename(target)
    except FileNotFoundError:
        return  # another desk saw the post renamed too, and was first
    except OSError as error:
        raise storage_error(error, source, "moved") from error


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise storage_error(error, path, "removed") from error
