"""A library and file operations without a disk, for tests of what shows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from copydesk.core.library.entry import PostEntry, date_key, search_key, title_key
from copydesk.core.posts.metadata import PostStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from copydesk.core.site.schema.site_schema import CollectionSchema

TITLES = (
    "Library reopens after flood repairs",
    "Ferry timetable returns to winter hours",
    "Council approves the Mill Lane crossing",
    "Harbour wall survey begins on Monday",
    "بندرگاہ کی دیوار کا سروے پیر سے شروع",
    "The last of the reed cutters",
    "Forty winters on the ice patrol",
    "समुद्र तट पर सफ़ाई अभियान सोमवार से",
    "Tide tables",
    "Why the lighthouse went dark for a week, and what the harbour board means to do about it",
)


def entry(
    path: str,
    title: str = "",
    *,
    date: str | None = "2026-11-14",
    status: PostStatus = PostStatus.PUBLISHED,
    language: str | None = None,
    readable: bool = True,
) -> PostEntry:
    title = title or path
    direction = "rtl" if language == "ur" else "ltr"
    return PostEntry(
        path, title, date, status, language, direction, 1, 100, readable, "{}", "", (),
        search_key(path, title), title_key(title), date_key(date),
    )  # fmt: skip


def many_entries(
    count: int, folders: Sequence[str] = ("news", "features", "opinion")
) -> list[PostEntry]:
    statuses = [PostStatus.DRAFT, PostStatus.REVIEW, PostStatus.READY, *[PostStatus.PUBLISHED] * 7]
    made = []
    for n in range(count):
        title = TITLES[n % len(TITLES)] + (f" {n}" if n >= len(TITLES) else "")
        language = {4: "ur", 7: "hi"}.get(n % len(TITLES))
        day = f"2026-{1 + n % 12:02}-{1 + n % 28:02}"
        folder = folders[n % len(folders)]
        made.append(
            entry(
                f"{folder}/post-{n:05}.md", title, date=day, status=statuses[n % len(statuses)],
                language=language,
            )
        )  # fmt: skip
    return made


class FakeLibrary(QObject):
    """Has what the real one tells; the tests say what it tells, and when."""

    folder_opened = Signal(object)
    names_listed = Signal()
    entries_changed = Signal(object)
    progressed = Signal(int, int)
    loaded = Signal()

    def __init__(self, root: Path | None = Path("/site")) -> None:
        super().__init__()
        self.root = root
        self.entries: dict[str, PostEntry] = {}
        self.loading = False

    def absolute(self, relative: str) -> Path:
        return (self.root or Path()) / relative

    def relative(self, path: Path) -> str | None:
        if self.root is None or not path.is_relative_to(self.root):
            return None
        return path.relative_to(self.root).as_posix()

    def hold(self, entries: Iterable[PostEntry]) -> None:
        self.entries = {entry.path: entry for entry in entries}

    def open(self, entries: Iterable[PostEntry]) -> None:
        self.hold(entries)
        self.folder_opened.emit(self.root)
        self.names_listed.emit()
        self.loaded.emit()

    def change(self, *entries: PostEntry, gone: Iterable[str] = ()) -> None:
        for path in gone:
            del self.entries[path]
        self.entries.update({entry.path: entry for entry in entries})
        self.entries_changed.emit({*gone, *(entry.path for entry in entries)})


class FakeFileOperations(QObject):
    """Remembers what it was asked for."""

    moved = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[object, ...]] = []
        self.kinds: tuple[CollectionSchema, ...] = ()

    def kinds_in(self, _folder: Path) -> tuple[CollectionSchema, ...]:
        return self.kinds

    def path_of_new(self, folder: Path, title: str, _kind: CollectionSchema | None = None) -> Path:
        return folder / f"{title}.md"

    def create_post(
        self, folder: Path, title: str, *, kind: CollectionSchema | None = None
    ) -> None:
        if kind is not None:
            self.asked.append(("kind", kind.name))
        self.asked.append(("create", folder, title))

    def rename(self, path: Path, name: str) -> None:
        self.asked.append(("rename", path, name))

    def duplicate(self, path: Path) -> None:
        self.asked.append(("duplicate", path))

    def move(self, paths: Sequence[Path], folder: Path) -> None:
        self.asked.append(("move", list(paths), folder))

    def trash(self, path: Path) -> None:
        self.asked.append(("trash", path))

    def reveal(self, path: Path) -> None:
        self.asked.append(("reveal", path))
