from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtTest import QSignalSpy

from copydesk.core.site.detect import Collection, Site
from copydesk.core.site.field import FieldType
from copydesk.services.fields import Fields
from copydesk.services.schemas import Schemas
from copydesk.services.tasks import TaskRunner

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from copydesk.services.library import Library
    from tests.helpers.inline_tasks import InlineTasks
    from tests.helpers.notifier_spy import NotifierSpy

ROOT = Path("/site")


class Entry(NamedTuple):
    path: str
    metadata_json: str
    mtime_ns: int = 0


class FakeLibrary(QObject):
    folder_opened = Signal(object)
    entries_changed = Signal(object)
    files_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.root: Path | None = ROOT
        self.entries: dict[str, Entry] = {}

    def put(self, path: str, **metadata: object) -> None:
        self.entries[path] = Entry(path, json.dumps(metadata))


@pytest.fixture
def library(qapp: object) -> FakeLibrary:
    library = FakeLibrary()
    for number in range(6):
        library.put(f"src/content/news/{number}.md", title="T", tags=["flood", f"t{number}"])
        library.put(f"src/content/people/{number}.md", name="N", born=1900 + number)
    return library


def make_fields(library: FakeLibrary, tasks: TaskRunner, notifier: NotifierSpy) -> Fields:
    real = cast("Library", library)
    return Fields(real, tasks, Schemas(real, tasks, notifier))


@pytest.fixture
def fields(library: FakeLibrary, inline_tasks: InlineTasks, notifier_spy: NotifierSpy) -> Fields:
    fields = make_fields(library, inline_tasks, notifier_spy)
    collections = tuple(
        Collection(name, name.title(), f"src/content/{name}") for name in ("news", "people")
    )
    fields.set_site(Site(ROOT, "astro", "Astro", "commonmark", collections))
    return fields


def names(fields: Fields, path: str) -> list[str]:
    return [field.name for field in fields.fields_for(ROOT / path)]


def test_each_collection_has_its_own_fields(fields: Fields) -> None:
    assert names(fields, "src/content/news/new.md") == ["title", "tags"]
    assert names(fields, "src/content/people/new.md") == ["name", "born"]
    collection = fields.collection_of(ROOT / "src/content/news/2026/deep.md")
    assert collection is not None
    assert collection.label == "News"


def test_posts_outside_the_library_have_none(fields: Fields) -> None:
    assert fields.fields_for(Path("/elsewhere/a.md")) == ()
    assert fields.fields_for(None) == ()


def test_completions_come_from_the_whole_library(fields: Fields) -> None:
    assert fields.completions(ROOT / "src/content/people/0.md", "tags")[0] == "flood"
    assert fields.completions(ROOT / "src/content/people/0.md", "nothing") == []


def test_a_folder_opened_inside_a_collection_still_has_fields(
    library: FakeLibrary, fields: Fields
) -> None:
    library.root = ROOT / "src" / "content" / "news"
    library.entries = {}
    library.put("a.md", title="A", summary="S")
    library.put("2026/b.md", title="B", summary="S")
    library.folder_opened.emit(library.root)
    assert names(fields, "src/content/news/2026/new.md") == ["title", "summary"]


def test_changes_are_learned_once_they_settle(
    qtbot: QtBot, library: FakeLibrary, fields: Fields
) -> None:
    names(fields, "src/content/news/new.md")
    told = QSignalSpy(fields.fields_changed)
    with qtbot.waitSignal(fields.fields_changed, timeout=3000):
        for number in range(6):
            path = f"src/content/news/{number}.md"
            library.put(path, title="T", draft=True)
            library.entries_changed.emit({path})
        assert told.count() == 0
    assert told.count() == 1
    learned = fields.fields_for(ROOT / "src/content/news/new.md")
    assert [(one.name, one.type) for one in learned][1] == ("draft", FieldType.BOOLEAN)


def test_learning_happens_off_this_thread(
    qtbot: QtBot, library: FakeLibrary, notifier_spy: NotifierSpy
) -> None:
    tasks = TaskRunner(notifier_spy)
    fields = make_fields(library, tasks, notifier_spy)
    with qtbot.waitSignal(fields.fields_changed, timeout=3000):
        assert fields.fields_for(ROOT / "src/content/news/new.md") == ()
    assert len(fields.fields_for(ROOT / "src/content/news/new.md")) == 2


def test_what_belongs_to_a_closed_folder_is_dropped(
    qtbot: QtBot, library: FakeLibrary, notifier_spy: NotifierSpy
) -> None:
    tasks = TaskRunner(notifier_spy)
    fields = make_fields(library, tasks, notifier_spy)
    fields.fields_for(ROOT / "src/content/news/new.md")
    library.entries = {}
    library.folder_opened.emit(ROOT)
    qtbot.waitUntil(lambda: not tasks.busy, timeout=3000)
    assert fields.fields_for(ROOT / "src/content/news/new.md") == ()
    qtbot.waitUntil(lambda: not tasks.busy, timeout=3000)
