"""What the library knows of one post."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from copydesk.core.posts.metadata import PostStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

_STATUSES = {status.value: status for status in PostStatus}
_STATUS_PLACE = 3
_ACCENTS = re.compile("[\u0300-\u036f]+")
_NUMBERS = re.compile(r"\d+")
_WORDS = re.compile(r"[-_\s]+")
# What a title may begin with and is not sorted by: quotation marks, brackets, bullets.
_OPENERS = "\"'“”‘’«»„‹›¿¡([{*#_- \t"
# "2024-01-02-name.md" is how Jekyll names posts.
_INDEX_NAMES = ("index", "_index")
_DATE_PREFIX = re.compile(r"\d{4}-\d{2}-\d{2}-(?=.)")


class PostEntry(NamedTuple):
    """One post of the library: a named tuple, since 10,000 of them are made while a key waits.

    Attributes:
        path: Relative to the library's folder, with "/" between folders.
        title: Never empty; made from the file's name until the post was read.
        date: As the post has it, ISO 8601, or None.
        status: See `PostStatus`.
        language: BCP 47 tag where the post says it.
        direction: "ltr" or "rtl".
        mtime_ns: When the file was last changed, in nanoseconds since 1970.
        size: Bytes.
        readable: False where the frontmatter can't be read; the post is listed all the same.
        metadata_json: The frontmatter as a JSON object, dates as ISO 8601 text; "" until read.
        description: Plain text, may be empty.
        tags: In the post's order.
        search_key: Title, path, description and tags, prepared by `fold`.
        title_key: What to compare to sort by title.
        date_key: What to compare to sort by date: "" for none.
    """

    path: str
    title: str
    date: str | None
    status: PostStatus
    language: str | None
    direction: str
    mtime_ns: int
    size: int
    readable: bool
    metadata_json: str
    description: str
    tags: tuple[str, ...]
    search_key: str
    title_key: str
    date_key: str

    @property
    def known(self) -> bool:
        """Whether the post was read, not just its name."""
        return bool(self.metadata_json)

    @property
    def folder(self) -> str:
        """The folder's relative path; "" for the library's own."""
        return self.path.rpartition("/")[0]


def fold(text: str) -> str:
    """``text`` made comparable: without case, accents composed the same way (NFC)."""
    return text.casefold() if text.isascii() else unicodedata.normalize("NFC", text).casefold()


def title_key(title: str) -> str:
    """What to sort a title by: without case, Latin accents and opening marks, numbers by size."""
    key = title.lstrip(_OPENERS).casefold()
    if not key.isascii():
        key = unicodedata.normalize("NFKD", key)
        key = unicodedata.normalize("NFC", _ACCENTS.sub("", key))
    return _NUMBERS.sub(lambda found: found.group().zfill(8), key)


def date_key(date: str | None) -> str:
    """What to sort a date by; moments with a time zone are compared in UTC."""
    if not date or len(date) <= len("2026-01-02"):
        return date or ""
    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        return date
    if moment.tzinfo is not None:
        try:
            moment = moment.astimezone(UTC).replace(tzinfo=None)
        except OverflowError:
            return date
    return moment.isoformat()


def search_key(path: str, title: str, description: str = "", tags: Sequence[str] = ()) -> str:
    """All that the text filter looks in; the parts are kept apart by line ends."""
    return fold("\n".join((title, path, description, *tags)))


def file_title(path: str) -> str:
    """A title from a file's name: "2024-01-02-mill-lane.md" becomes "Mill lane".

    A post that is a folder of its own ("mill-lane/index.md") is named by the folder.
    """
    # Plain string work: 10,000 of these are made before the names of a library can be shown.
    folder, _slash, file = path.rpartition("/")
    name = file.rpartition(".")[0] or file
    if name.startswith(_INDEX_NAMES) and folder and name.split(".")[0] in _INDEX_NAMES:
        name = folder.rpartition("/")[2]
    plain = _WORDS.sub(" ", _DATE_PREFIX.sub("", name)).strip()
    return plain[:1].upper() + plain[1:] if plain else name


def unread_entry(path: str, mtime_ns: int, size: int) -> PostEntry:
    """The entry of a post of which only the name is known yet."""
    title = file_title(path)
    folded = fold(title)
    return PostEntry(
        path, title, None, PostStatus.NONE, None, "ltr", mtime_ns, size, True, "", "", (),
        f"{folded}\n{fold(path)}", folded, "",
    )  # fmt: skip


def unreadable_entry(path: str) -> PostEntry:
    """The entry of a post that can't be read: listed by name, marked, and openable."""
    return unread_entry(path, 0, 0)._replace(
        status=PostStatus.UNREADABLE, readable=False, metadata_json="{}"
    )


def same_but_for_the_time(one: PostEntry, other: PostEntry) -> bool:
    """Whether two entries say the same of a post, whenever its file was written."""
    return one == other._replace(mtime_ns=one.mtime_ns, size=one.size)


def to_row(entry: PostEntry) -> list[object]:
    """The entry as plain values, in the order of its fields, for JSON."""
    row: list[object] = list(entry)
    row[_STATUS_PLACE] = entry.status.value
    return row


def from_row(row: Sequence[object]) -> PostEntry:
    """The entry of plain values, see `to_row`.

    Raises:
        ValueError, TypeError, KeyError: They are none.
    """
    values = list(row)
    values[_STATUS_PLACE] = _STATUSES[values[_STATUS_PLACE]]  # type: ignore[index]  # KeyError is said above
    values[11] = tuple(values[11])  # type: ignore[arg-type]  # TypeError is said above
    return PostEntry._make(values)
