"""Reads the sources attached to a draft, whatever kind of file they are.

Text, Markdown, HTML, Word and PDF, to plain words with their paragraphs apart. Whatever is in a
file, it is read within bounds or refused with a sentence. A big file takes seconds: callers read
off the window's thread.
"""

from __future__ import annotations

import logging
import re
from importlib import import_module
from typing import TYPE_CHECKING

from copydesk.core.errors import SourceError
from copydesk.core.posts.encoding import decode
from copydesk.core.review.source import Source
from copydesk.core.storage.failures import storage_error
from copydesk.core.storage.fingerprint import read_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["LARGEST", "SUFFIXES", "Source", "read_source"]

LARGEST = 20_000_000
"""Bytes of a file that is read as a source."""
_LONGEST = 5_000_000  # characters of its text
_TEXT = (".txt", ".text", ".md", ".markdown", ".mdown", "")
# Suffix: the module whose `read_text` reads it. Their libraries load when they are first wanted.
_READERS = {
    ".html": "copydesk.core.review.tracing.html_source",
    ".htm": "copydesk.core.review.tracing.html_source",
    ".xhtml": "copydesk.core.review.tracing.html_source",
    ".docx": "copydesk.core.review.tracing.docx_source",
    ".pdf": "copydesk.core.review.tracing.pdf_source",
}
SUFFIXES = (*filter(None, _TEXT), *_READERS)
"""What a source's file name may end with, lower case."""
_CONTROL = re.compile(r"[\0-\x08\x0e-\x1a\x1c-\x1f]")
_BROKEN = re.compile("[\ud800-\udfff]")
_log = logging.getLogger(__name__)


def read_source(path: Path) -> Source:
    """A file as plain text under its own name.

    Raises:
        StorageError: It can't be read from disk.
        SourceError: It is of another kind, too big, locked, broken, or has no words.
    """
    suffix = path.suffix.lower()
    if suffix not in _TEXT and suffix not in _READERS:
        raise SourceError(
            f"“{path.name}” is of a kind that can’t be read as a source.",
            "Save it as plain text, Word, PDF or HTML, and attach that.",
        )
    _check_size(path)
    data = read_file(path).data
    reader = _plain if suffix in _TEXT else _reader(_READERS[suffix])
    try:
        text = reader(data, path.name)
    except SourceError:
        raise
    except Exception as error:  # the readers' libraries raise all kinds on broken files
        _log.info("a source of kind %s is broken: %s", suffix, type(error).__name__)
        raise SourceError(
            f"“{path.name}” is broken: it can’t be read to its end.",
            "Open it in the program that made it, save it again, and attach that.",
        ) from error
    return Source(path.name, _checked(text, path.name))


def _check_size(path: Path) -> None:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise storage_error(error, path, "read", reading=True) from error
    if size > LARGEST:
        raise SourceError(
            f"“{path.name}” has {size / 1e6:.0f} MB, and a source may have {LARGEST / 1e6:.0f}.",
            "Attach the part that matters, as text.",
        )


def _reader(module: str) -> Callable[[bytes, str], str]:
    reader: Callable[[bytes, str], str] = import_module(module).read_text
    return reader


def _plain(data: bytes, name: str) -> str:
    text = decode(data).text
    if len(_CONTROL.findall(text[:10_000])) > len(text[:10_000]) / 100:
        raise SourceError(f"“{name}” is no text.", "Attach it as text, Word, PDF or HTML.")
    return text


def _checked(text: str, name: str) -> str:
    """The text with plain line ends, without what can be neither shown nor written."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _BROKEN.sub("\ufffd", _CONTROL.sub("", text)).strip("\n")
    if not any(map(str.isalnum, text)):
        raise SourceError(f"“{name}” has no words in it.", "Attach another source.")
    if len(text) > _LONGEST:
        raise SourceError(
            f"“{name}” is too long: it has {len(text):,} characters.",
            "Attach the part that matters, as text.",
        )
    return text
