"""One post's unsaved text, as the journal keeps it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from copydesk.core.errors import StorageError
from copydesk.core.posts.encoding import TextFormat
from copydesk.core.storage.fingerprint import digest

_MAGIC = b"copydesk-journal"
_VERSION = b"1"


class UnreadableEntryError(StorageError):
    """A file of the journal is not whole, or another version of the program wrote it."""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """What is needed to put an unsaved post back.

    Attributes:
        ident: `OpenDocument.ident` of the document whose text it is.
        number: Goes up with every entry that a desk makes; of two for one document the higher
            one counts.
        path: The post's file, or None for one that was never saved.
        name: What the post was called: its file's name, or "Untitled 2".
        text: All of its text.
        text_format: How that is to be written.
        base_digest: Fingerprint of the file that the text was made from; None for none.
        base_format: How that file was read; None where nobody knows.
        cursor: Where the cursor stood, in code points; None when nobody knows.
        root: The folder that was open.
        when: When it was written, with its time zone. It is shown, and decides nothing.
        follows: The `ident` of the recovered entry that this one took the place of, or "".
    """

    ident: str
    number: int
    path: Path | None
    name: str
    text: str
    text_format: TextFormat
    base_digest: str | None = None
    cursor: int | None = None
    root: Path | None = None
    when: datetime | None = None
    follows: str = ""
    base_format: TextFormat | None = None

    def says_the_same(self, other: JournalEntry) -> bool:
        """Whether both would put back the same post."""
        return (self.path, self.text, self.text_format) == (
            other.path,
            other.text,
            other.text_format,
        )


def to_bytes(entry: JournalEntry) -> bytes:
    """A line with the version, a checksum and the length; a line of JSON; then the text.

    Any text comes back as it was, with lone surrogates and NUL characters.
    """
    header = {
        "ident": entry.ident,
        "number": entry.number,
        "path": None if entry.path is None else str(entry.path),
        "name": entry.name,
        "format": asdict(entry.text_format),
        "base": entry.base_digest,
        "base_format": None if entry.base_format is None else asdict(entry.base_format),
        "cursor": entry.cursor,
        "root": None if entry.root is None else str(entry.root),
        "when": None if entry.when is None else entry.when.isoformat(),
        "follows": entry.follows,
    }
    # In ASCII: a path may hold bytes that are no text, which no encoding would take.
    body = json.dumps(header).encode("ascii") + b"\n" + entry.text.encode("utf-8", "surrogatepass")
    first = b" ".join([_MAGIC, _VERSION, digest(body).encode(), str(len(body)).encode()])
    return first + b"\n" + body


def from_bytes(data: bytes) -> JournalEntry:
    """Reads what `to_bytes` gave.

    Raises:
        UnreadableEntryError: It is not whole, or of another version.
    """
    first, _newline, body = data.partition(b"\n")
    marks = first.split(b" ")
    if marks[0] != _MAGIC or len(marks) < 2:
        raise UnreadableEntryError("It is no entry of the recovery journal.")
    if marks[1] != _VERSION:
        raise UnreadableEntryError("Another version of Copydesk wrote it.")
    if marks[2:] != [digest(body).encode(), str(len(body)).encode()]:
        raise UnreadableEntryError("It is damaged.")
    header, _newline, text = body.partition(b"\n")
    try:
        return _entry(json.loads(header), text.decode("utf-8", "surrogatepass"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableEntryError("Another version of Copydesk wrote it.") from error


def _entry(header: dict[str, object], text: str) -> JournalEntry:
    path, root, when = header["path"], header["root"], header["when"]
    base_format = header.get("base_format")
    return JournalEntry(
        ident=str(header["ident"]),
        number=int(header["number"]),  # type: ignore[call-overload]  # TypeError is taken above
        path=None if path is None else Path(str(path)),
        name=str(header["name"]),
        text=text,
        text_format=TextFormat(**header["format"]),  # type: ignore[arg-type]  # as above
        base_digest=None if header["base"] is None else str(header["base"]),
        cursor=None if header["cursor"] is None else int(header["cursor"]),  # type: ignore[call-overload]  # as above
        root=None if root is None else Path(str(root)),
        when=None if when is None else datetime.fromisoformat(str(when)),
        follows=str(header["follows"]),
        base_format=None if base_format is None else TextFormat(**base_format),  # type: ignore[arg-type]  # as above
    )
