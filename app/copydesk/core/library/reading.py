"""One post's file read for the library."""

from __future__ import annotations

import errno
import json
import os
import re
import stat
from datetime import date, datetime, time
from typing import TYPE_CHECKING

import yaml

from copydesk.core.library.entry import (
    PostEntry,
    date_key,
    search_key,
    title_key,
    unreadable_entry,
)
from copydesk.core.posts.broken_fences import second_block_problem
from copydesk.core.posts.encoding import decode
from copydesk.core.posts.fences import find_block
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.posts.metadata import PostStatus, read_metadata
from copydesk.core.posts.yaml_values import read_values

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# The frontmatter and the first heading stand at the start; of longer files only this is read.
_BYTES_READ = 256 * 1024
# Of the body only this is looked at for a heading, a language and a direction, in code points.
_BODY_READ = 8 * 1024
# A frontmatter longer than this, as JSON, is listed without its values.
_JSON_KEPT = 64 * 1024
# What makes a block worth the full reading: aliases, anchors, tags, merges and further documents,
# which may be too much; control characters, which are refused; and a length or depth beyond the
# ordinary. Without them the values alone, for which YAML is parsed once, not twice, are the same.
_ORDINARY_LENGTH = 8 * 1024
_ORDINARY_DEPTH = 20
_UNUSUAL = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\ud7ff\uf900-\ufefe]"
    r"|(?:^|[\s\[,{:?-])[&*!]\S|<<|^(?:---|\.\.\.|%)",
    re.MULTILINE,
)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_entry(root: Path, path: str) -> PostEntry | None:
    """The entry of one post, or None when there is no such file.

    A post that can't be read, or whose frontmatter can't, is an entry all the same.

    Args:
        root: The library's folder.
        path: Relative to it.
    """
    try:
        data, status = _read_start(f"{root}/{path}")
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.EISDIR):
            return None
        return unreadable_entry(path)
    return entry_from_bytes(path, data, status.st_mtime_ns, status.st_size)


def entry_from_bytes(path: str, data: bytes, mtime_ns: int, size: int) -> PostEntry:
    """The entry of a post with this content."""
    text = decode(data).text
    fields, readable, body_start = read_fields(text)
    meta = read_metadata(fields, text[body_start : body_start + _BODY_READ], path)
    status = meta.status if readable else PostStatus.UNREADABLE
    tags = tuple(meta.tags)
    return PostEntry(
        path=path,
        title=meta.title,
        date=meta.date,
        status=status,
        language=meta.language,
        direction=meta.direction,
        mtime_ns=mtime_ns,
        size=size,
        readable=readable,
        metadata_json=_to_json(fields),
        description=meta.description,
        tags=tags,
        search_key=search_key(path, meta.title, meta.description, tags),
        title_key=title_key(meta.title),
        date_key=date_key(meta.date),
    )


def read_fields(text: str) -> tuple[Mapping[str, object], bool, int]:
    """A post's fields, whether they could be read, and where its body starts.

    The same as `read_frontmatter` says, for most posts in half the time.
    """
    block = find_block(text)
    if block is not None and block.format == "yaml" and block.at_top:
        source = block.content.of(text)
        if len(source) <= _ORDINARY_LENGTH and not _UNUSUAL.search(source):
            try:
                values = _ordinary_values(source)
            except (yaml.YAMLError, RecursionError):
                values = None
            if values is not None and not second_block_problem(text, block, values):
                return values, True, block.span.end
    front = read_frontmatter(text)
    return front.data, front.readable, front.body_start


def _ordinary_values(source: str) -> dict[str, object] | None:
    """The values of a block that holds a map and is not nested deep, else None."""
    if source.count("[") + source.count("{") > _ORDINARY_DEPTH or source.count("- -"):
        return None
    values = read_values(source)
    return None if values.own is None else values.data


def _read_start(path: str) -> tuple[bytes, os.stat_result]:
    # Without O_NONBLOCK a named pipe would hold the worker for ever.
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(path, flags)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, "no file", path)
        # Asked for more than there is, the system first finds room for all of that: 80 µs a post.
        data = os.read(descriptor, min(status.st_size + 1, _BYTES_READ))
    finally:
        os.close(descriptor)
    if len(data) == _BYTES_READ and not data.startswith(_UTF16_MARKS):
        data = data[: data.rfind(b"\n") + 1] or data  # no character cut in two
    return data, status


def _to_json(data: Mapping[str, object]) -> str:
    try:
        text = json.dumps(data, default=_plain, skipkeys=True, separators=(",", ":"))
    except (ValueError, RecursionError):
        return "{}"
    return text if len(text) <= _JSON_KEPT else "{}"


def _plain(value: object) -> object:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    return str(value)
