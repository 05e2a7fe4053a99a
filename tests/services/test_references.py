from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from copydesk.core.site.field import Reference
from copydesk.core.site.model import Collection, Site
from copydesk.services.references import References
from tests.helpers.fake_library import FakeLibrary, entry

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from copydesk.services.library import Library
    from tests.helpers.inline_tasks import InlineTasks

AUTHORS = Reference("authors")


@pytest.fixture
def library() -> FakeLibrary:
    library = FakeLibrary(Path("/site"))
    library.hold(
        [
            entry("src/content/authors/mira.md", "Mira Okafor", date=None),
            entry("src/content/news/weir.md", "Weir gauge read again"),
        ]
    )
    return library


@pytest.fixture
def references(library: FakeLibrary, inline_tasks: InlineTasks) -> References:
    references = References(cast("Library", library), None, inline_tasks)
    collection = Collection("authors", "Authors", "src/content/authors")
    references.set_site(Site(Path("/site"), "astro", "Astro", "commonmark", (collection,)))
    return references


def test_posts_of_the_collection_are_found(references: References) -> None:
    assert [post.title for post in references.search(AUTHORS, "", 9)] == ["Mira Okafor"]
    found = references.find(AUTHORS, "mira")
    assert found is not None
    assert found.value == "mira"
    assert len(references.search(Reference(""), "", 9)) == 2


def test_what_is_missing_is_said_once_it_can_be_known(
    references: References, library: FakeLibrary
) -> None:
    assert references.trouble(AUTHORS, "mira") == ""
    assert references.trouble(AUTHORS, "nobody") == "There is no post “nobody” in authors."
    assert references.trouble(Reference("editors"), "nobody") == ""
    library.loading = True
    assert references.trouble(AUTHORS, "nobody") == ""
    told: list[bool] = []
    references.changed.connect(lambda: told.append(True))
    library.loading = False
    library.loaded.emit()
    assert told == [True]


def test_changes_of_the_library_are_followed(
    references: References, library: FakeLibrary, qtbot: QtBot
) -> None:
    assert references.find(AUTHORS, "ana") is None
    with qtbot.waitSignal(references.changed):
        library.change(entry("src/content/authors/ana.md", "Ana Petrov", date=None))
    found = references.find(AUTHORS, "ana")
    assert found is not None
    opened: list[Path] = []
    references.open_requested.connect(opened.append)
    references.open(found)
    assert opened == [Path("/site/src/content/authors/ana.md")]


def test_another_folder_forgets(references: References, library: FakeLibrary) -> None:
    assert references.search(AUTHORS, "", 9)
    library.open([])
    assert references.search(AUTHORS, "", 9) == []


def test_without_a_folder_there_is_nothing(inline_tasks: InlineTasks) -> None:
    references = References(cast("Library", FakeLibrary(None)), None, inline_tasks)
    assert references.search(AUTHORS, "x", 9) == []
    assert references.trouble(AUTHORS, "x") == ""
