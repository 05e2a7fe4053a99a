"""The posts that a field can refer to."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest

from copydesk.core.library.references import (
    ReferenceIndex,
    build_index,
    candidates,
    data_candidates,
)
from copydesk.core.site.field import Reference
from tests.helpers.fake_library import entry, many_entries

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.core.library.entry import PostEntry
    from tests.helpers.sites import SiteBuilder

AUTHORS = "src/content/authors"


def author(name: str, title: str, **data: object) -> PostEntry:
    made = entry(f"{AUTHORS}/{name}", title, date=None)
    return made._replace(metadata_json=json.dumps({"title": title, **data}))


def index_of(reference: Reference, *entries: PostEntry) -> ReferenceIndex:
    return build_index(candidates(entries, reference), reference, AUTHORS)


@pytest.fixture
def people() -> tuple[PostEntry, ...]:
    return (
        author("mira-okafor.md", "Mira Okafor", role="Reporter", email="mira@example.org"),
        author("ana/index.md", "Ana Petrov", role="Editor"),
        author("Tomas Lind.md", "Tomas Lind", slug="tomas"),
    )


def test_slugs_are_as_the_generator_makes_them(people: tuple[PostEntry, ...]) -> None:
    index = index_of(Reference("authors"), *people)
    assert [(one.title, one.value) for one in index.items] == [
        ("Ana Petrov", "ana"), ("Mira Okafor", "mira-okafor"), ("Tomas Lind", "tomas"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("mira-okafor", "Mira Okafor"),
        ("mira-okafor.md", "Mira Okafor"),
        (f"{AUTHORS}/mira-okafor.md", "Mira Okafor"),
        ("ana/index", "Ana Petrov"),
        ("tomas-lind", "Tomas Lind"),
        ("tomas", "Tomas Lind"),
        ("nobody", None),
    ],
)
def test_a_post_is_found_however_it_is_written(
    people: tuple[PostEntry, ...], value: str, title: str | None
) -> None:
    found = index_of(Reference("authors"), *people).find(value)
    assert (found.title if found else None) == title


def test_paths_and_fields_are_written_too(people: tuple[PostEntry, ...]) -> None:
    by_path = index_of(Reference("authors", value="path"), *people)
    assert by_path.items[0].value == f"{AUTHORS}/ana/index.md"
    by_field = index_of(Reference("authors", value="email"), *people)
    assert [one.value for one in by_field.items] == ["mira@example.org"]


def test_a_site_below_the_open_folder_writes_its_own_paths() -> None:
    made = entry("site/content/authors/ana.md", "Ana")
    reference = Reference("authors", value="path")
    index = build_index(candidates([made], reference), reference, "site/content/authors", "site")
    assert index.items[0].value == "content/authors/ana.md"
    assert index.find("content/authors/ana.md") is not None


def test_other_fields_are_shown_and_searched(people: tuple[PostEntry, ...]) -> None:
    reference = Reference("authors", display=("title", "role"), search=("email",))
    index = index_of(reference, *people)
    assert index.items[1].detail == f"Reporter · {AUTHORS}/mira-okafor.md"
    assert [one.title for one in index.search("example.org", 5)][:1] == ["Mira Okafor"]
    assert [one.title for one in index.search("mira okafr", 5)] == ["Mira Okafor"]


def test_the_newest_posts_come_first() -> None:
    posts = [entry(f"{AUTHORS}/{n}.md", f"Post {n}", date=f"2026-0{n}-01") for n in (1, 3, 2)]
    index = index_of(Reference("authors"), *posts)
    assert [one.title for one in index.search("", 2)] == ["Post 3", "Post 2"]
    assert index.items[0].detail == f"{AUTHORS}/3.md · 2026-03-01"


def test_ten_thousand_posts_are_searched_within_a_key() -> None:
    reference = Reference("")
    index = build_index(candidates(many_entries(10_000), reference), reference, "")
    times = []
    for query in ("fer", "harbour wal", "timetabel", "po", "zzzz"):
        begin = time.perf_counter()
        index.search(query, 30)
        times.append(time.perf_counter() - begin)
    assert sorted(times)[2] < 0.05


def test_files_of_data_are_entries_too(site_factory: Callable[..., SiteBuilder]) -> None:
    site = site_factory().files(
        {
            "authors/mira.json": '{"name": "Mira Okafor"}',
            "authors/ana.yaml": "name: Ana Petrov\n",
            "authors/tomas.toml": 'title = "Tomas Lind"\n',
            "authors/broken.json": "{",
            "authors/list.yml": "- a\n",
            "authors/big.json": '{"name": "' + "x" * 70_000 + '"}',
            "authors/photo.png": b"png",
        }
    )
    found = data_candidates(site.root / "authors", "authors/")
    assert [(one.path, one.title) for one in found] == [
        ("authors/ana.yaml", "Ana Petrov"),
        ("authors/mira.json", "Mira Okafor"),
        ("authors/tomas.toml", "Tomas Lind"),
    ]
    index = build_index(found, Reference("authors"), "authors")
    assert [one.value for one in index.items] == ["ana", "mira", "tomas"]
    assert data_candidates(site.root / "gone", "") == []


def test_a_post_without_a_title_is_called_by_its_name() -> None:
    person = entry("authors/ana-petrov.md", "Ana petrov")
    titled = entry("authors/mira.md", "The editor")
    found = candidates(
        [
            person._replace(metadata_json='{"name": "Ana P."}'),
            titled._replace(metadata_json='{"name": "Mira O."}'),
        ],
        Reference("authors"),
    )
    assert [one.title for one in found] == ["Ana P.", "The editor"]
