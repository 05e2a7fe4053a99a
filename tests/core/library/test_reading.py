from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.core.library.entry import file_title
from copydesk.core.library.reading import entry_from_bytes, read_entry, read_fields
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.posts.metadata import PostStatus
from copydesk.core.resources import resource_path

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.library.entry import PostEntry


def entry(text: str, path: str = "news/ferry-hours.md") -> PostEntry:
    return entry_from_bytes(path, text.encode(), 1, 2)


def test_all_that_a_list_needs() -> None:
    found = entry(
        '---\ntitle: "Ferry"\ndescription: Winter hours\npubDate: 2026-11-20\n'
        "status: review\nlang: ur\ntags: [river, Boats]\n---\n\nText.\n"
    )
    assert (found.title, found.date, found.status) == ("Ferry", "2026-11-20", PostStatus.REVIEW)
    assert (found.language, found.direction) == ("ur", "rtl")
    assert (found.description, found.tags) == ("Winter hours", ("river", "Boats"))
    assert found.search_key == "ferry\nnews/ferry-hours.md\nwinter hours\nriver\nboats"
    assert found.readable
    assert json.loads(found.metadata_json)["pubDate"] == "2026-11-20"


def test_title_from_heading_and_name() -> None:
    assert entry("# Doors open\n\nText").title == "Doors open"
    assert entry("Text").title == "Ferry hours"
    assert entry("Text", "news/mill-lane/index.md").title == "Mill lane"


def test_without_fields_and_unreadable() -> None:
    assert entry("Text").status is PostStatus.NONE
    broken = entry("---\ntitle: [a\n---\n\nText\n")
    assert (broken.status, broken.readable) == (PostStatus.UNREADABLE, False)
    assert broken.known


@pytest.mark.parametrize(
    "value",
    ["2026-11-20", "!!binary aGVsbG8=", "!!set {a, b}", ".nan", "{1: a}", "12:30:45", "!odd x"],
)  # fmt: skip
def test_every_value_fits_into_json(value: str) -> None:
    found = entry(f"---\nodd: {value}\ntitle: T\n---\n")
    assert json.loads(found.metadata_json)["title"] == "T"


def test_long_posts_are_read_at_their_start_only(tmp_path: Path) -> None:
    path = tmp_path / "long.md"
    path.write_bytes(b"---\ntitle: Long\n---\n" + "ख्बर €\n".encode() * 60_000)
    found = read_entry(tmp_path, "long.md")
    assert found is not None
    assert (found.title, found.size) == ("Long", path.stat().st_size)
    path.write_text("---\ntitle: Long\n---\n" + "word\n" * 100_000, encoding="utf-16")
    found = read_entry(tmp_path, "long.md")
    assert found is not None
    assert found.title == "Long"


def test_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    assert read_entry(tmp_path, "gone.md") is None
    assert read_entry(tmp_path, "folder.md") is None
    assert read_entry(tmp_path, "gone/a.md") is None


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert read_entry(tmp_path, "pipe.md") is None


def same_both_ways(text: str) -> None:
    fields, readable, body_start = read_fields(text)
    front = read_frontmatter(text)
    # Text, for nan is unlike itself.
    assert repr((fields, readable, body_start)) == repr(
        (front.data, front.readable, front.body_start)
    )


PARTS = st.sampled_from(
    ["title", "a", ": ", ":", "\n", "  ", "- ", "[", "]", "{", "}", "'", '"', "|\n", ">\n", "&x ",
     "*x", "<<: ", "!t ", "# c", "\t", "2026-11-20", "2026-13-40", "no", "1.10", "é", "\u2028",
     "\x07", "---", "...", "%YAML", "? ", ",", "\r\n", "0o7", "=", "12:30:45"]
)  # fmt: skip


@given(st.lists(PARTS, max_size=25).map("".join), st.sampled_from(["\n", "\nText\n", ""]))
def test_the_quick_way_says_the_same(block: str, body: str) -> None:
    same_both_ways(f"---\n{block}\n---{body}")


@given(st.text(max_size=60))
def test_the_quick_way_says_the_same_of_any_text(text: str) -> None:
    same_both_ways(f"---\n{text}\n---\n")
    same_both_ways(text)


def test_the_quick_way_says_the_same_of_the_newsroom() -> None:
    found = resource_path("newsroom").rglob("*.md*")
    posts = [path for path in found if path.is_file()]  # sources are kept in folders of that name
    assert posts
    for path in posts:
        same_both_ways(path.read_text(encoding="utf-8", errors="surrogateescape"))


@pytest.mark.parametrize(
    "block",
    [
        "a: 1\n---\nb: 2", "a: &x 1\nb: *x", "a: 1\na: 2", "- a\n- b", "text", "# only", "a: [1, 2",
        "a:\tb", "? [a]\n: b", "a: " + "[" * 30 + "]" * 30, "d: 2026-02-30", "{a: 1}", "<<: {a: 1}",
    ],
)  # fmt: skip
def test_the_quick_way_says_the_same_of_odd_blocks(block: str) -> None:
    same_both_ways(f"---\n{block}\n---\nText\n")


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("mill-lane.md", "Mill lane"),
        ("a/2026-11-20-mill_lane.md", "Mill lane"),
        ("a/mill-lane/index.ur.md", "Mill lane"),
        ("index.md", "Index"),
        ("indexes.md", "Indexes"),
        ("---.md", "---"),
        ("a.b.md", "A.b"),
    ],
)
def test_file_title(path: str, title: str) -> None:
    assert file_title(path) == title


@pytest.mark.parametrize(
    ("codec", "title"),
    [
        ("cp1252", "Brücke über den Fluß gesperrt"),
        ("cp1251", "Городской рынок открыт"),
        ("cp932", "市場の再開を決定しました"),
        ("utf-16-le", "Größe in UTF-16"),
        ("utf-16", "Größe mit Zeichen"),
    ],
)
def test_a_legacy_post_is_listed_by_its_title(codec: str, title: str, tmp_path: Path) -> None:
    text = f"---\ntitle: {title}\n---\n\n" + f"{title}. " * 20_000
    (tmp_path / "old.md").write_bytes(text.encode(codec))
    found = read_entry(tmp_path, "old.md")
    assert found is not None
    assert (found.title, found.readable) == (title, True)
