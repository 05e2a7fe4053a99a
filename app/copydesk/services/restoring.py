"""Opening a post with a text that was not saved when the program ended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from copydesk.core.posts.encoding import decode, encode
from copydesk.core.text.diff import edits_between
from copydesk.core.text.edits import apply_edits
from copydesk.services.open_document import DiskVersion, OpenDocument

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from copydesk.core.posts.encoding import TextFormat

    _Then = Callable[[OpenDocument], object]
    _Failed = Callable[[Exception], object]


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A text that was not saved.

    Attributes:
        path: Its file; None for a post that never had one.
        text: All of it.
        text_format: How it was to be written.
        base: What it was made from, where that is known.
        base_digest: The fingerprint of that, which may be known alone.
        base_format: How that was read, where it is known.
        name: What an untitled post was called.
    """

    path: Path | None
    text: str
    text_format: TextFormat
    base: DiskVersion | None = None
    base_digest: str | None = None
    base_format: TextFormat | None = None
    name: str = ""


class Posts(Protocol):
    """What restoring needs of the open posts."""

    def open(self, path: Path, then: _Then | None = None, failed: _Failed | None = None) -> None:
        """Opens a file."""

    def untitled(
        self, text: str = "", text_format: TextFormat | None = None, name: str = ""
    ) -> OpenDocument:
        """Opens a post without a file."""

    def take_on(self, document: OpenDocument) -> None:
        """Counts a document among the open ones."""

    def look_again(self, paths: set[Path]) -> None:
        """Compares what is open with the disk."""


def restore(posts: Posts, unsaved: Unsaved, then: _Then) -> None:
    """Opens a post with its unsaved text, which comes in as one undoable step.

    A file that changed since leads to the conflict that it would have led to then; one that is
    gone counts as deleted. Where the post is open with other unsaved text, the one to be restored
    comes beside it, as an untitled post.
    """
    path = unsaved.path
    if path is None:
        then(posts.untitled(unsaved.text, unsaved.text_format, unsaved.name))
        return

    def opened(document: OpenDocument) -> None:
        if document.modified:
            name = f"{document.name}, recovered"
            then(posts.untitled(unsaved.text, unsaved.text_format, name))
            return
        _read_as_before(document, unsaved.base_format)
        document.recover(unsaved.text, unsaved.text_format, _base(unsaved, document.base))
        then(document)
        posts.look_again({path})

    def failed(_error: Exception) -> None:
        # Of an unknown file nothing is taken for known: whatever turns up there is another text.
        found = unsaved.base or DiskVersion("", unsaved.text_format, unsaved.base_digest or "")
        document = OpenDocument(path, found.text, found.text_format, found.digest)
        document.note_deleted()
        posts.take_on(document)
        document.recover(unsaved.text, unsaved.text_format)
        then(document)
        posts.look_again({path})  # it tells what else may be wrong

    posts.open(path, opened, failed)


def _read_as_before(document: OpenDocument, known: TextFormat | None) -> None:
    """Reads a file as the editor said once, where its bytes alone suggest another encoding."""
    base = document.base
    if known is None or known.guessed or base is None:
        return
    if known.encoding == base.text_format.encoding:
        return
    decoded = decode(encode(base.text, base.text_format), known)
    if decoded.text_format.encoding == known.encoding:
        version = replace(base, text=decoded.text, text_format=decoded.text_format)
        document.reread(decoded.text, version, decoded.text_format)


def _base(unsaved: Unsaved, on_disk: DiskVersion | None) -> DiskVersion | None:
    if unsaved.base or on_disk is None or unsaved.base_digest in (None, on_disk.digest):
        return unsaved.base
    # What both were made from is not kept: it is no more than what they have in common, so that a
    # merge takes from either all that the other has not.
    differences = edits_between(unsaved.text, on_disk.text)
    common = apply_edits(unsaved.text, [replace(edit, new="") for edit in differences])
    return DiskVersion(common, on_disk.text_format, str(unsaved.base_digest))
