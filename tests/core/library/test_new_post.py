from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from copydesk.core.library.new_post import choose_path, draft_text
from copydesk.core.posts.frontmatter import read_frontmatter

NOW = dt.datetime(2026, 11, 22, 9, 41, 7, tzinfo=dt.timezone(dt.timedelta(hours=5, minutes=30)))


def text_like(tmp_path: Path, *siblings: str, title: str = "Mill Lane") -> str:
    paths = []
    for number, sibling in enumerate(siblings):
        path = tmp_path / f"{number}.md"
        path.write_bytes(sibling.encode())
        paths.append(path)
    return draft_text(title, paths, NOW)


def test_without_siblings(tmp_path: Path) -> None:
    assert text_like(tmp_path) == ("---\ntitle: Mill Lane\ndate: 2026-11-22\ndraft: true\n---\n\n")


@pytest.mark.parametrize(
    ("sibling", "expected"),
    [
        (
            '---\ntitle: "Ferry"\npubDate: 2026-01-02\ndraft: false\n---\n',
            '---\ntitle: "Mill Lane"\npubDate: 2026-11-22\ndraft: true\n---\n\n',
        ),
        (
            "---\ntitle: 'Ferry'\ndate: '2026-01-02'\nstatus: published\n---\n",
            "---\ntitle: 'Mill Lane'\ndate: '2026-11-22'\nstatus: draft\n---\n\n",
        ),
        (
            "---\ntitle: Ferry\ndate: 2026-01-02 10:00:00 +0100\npublished: true\n---\n",
            "---\ntitle: Mill Lane\ndate: 2026-11-22 09:41:07 +0530\npublished: false\n---\n\n",
        ),
        (
            "---\ntitle: Ferry\ndate: 2026-01-02T10:00:00.000Z\nstate: Ready\n---\n",
            "---\ntitle: Mill Lane\ndate: 2026-11-22T04:11:07Z\nstate: Draft\n---\n\n",
        ),
        (
            "---\r\ntitle: Ferry\r\npubDatetime: 2026-01-02T10:00+01:00\r\n---\r\n",
            "---\r\ntitle: Mill Lane\r\npubDatetime: 2026-11-22T09:41+05:30\r\n---\r\n\r\n",
        ),
        (
            "---\ntitle: Ferry\ndate: Jan 2 2026\n---\n",
            "---\ntitle: Mill Lane\ndate: 2026-11-22\n---\n\n",
        ),
        ("Just text.\n", "---\ntitle: Mill Lane\ndate: 2026-11-22\ndraft: true\n---\n\n"),
        ("---\ntitle: [\n---\n", "---\ntitle: Mill Lane\ndate: 2026-11-22\ndraft: true\n---\n\n"),
    ],
)
def test_in_the_manner_of_its_siblings(tmp_path: Path, sibling: str, expected: str) -> None:
    assert text_like(tmp_path, sibling) == expected


def test_the_most_used_date_key(tmp_path: Path) -> None:
    date, pub = (
        "---\ntitle: A\ndate: 2026-01-02\n---\n",
        "---\ntitle: A\npubDate: 2026-01-02\n---\n",
    )
    assert "pubDate:" in text_like(tmp_path, date, pub, pub)


@pytest.mark.parametrize(
    "title",
    ["Yes", "1.10", "A: b # c", '"Quoted" it’s', "@x", "- a", "بندرگاہ", "no", "2026-01-02"],
)
def test_any_title_reads_back(tmp_path: Path, title: str) -> None:
    for sibling in ("", '---\ntitle: "F"\ndate: 2026-01-02\n---\n', "---\ntitle: 'F'\n---\n"):
        assert read_frontmatter(text_like(tmp_path, sibling, title=title)).data["title"] == title


def test_siblings_that_went_are_no_matter(tmp_path: Path) -> None:
    assert draft_text("T", [tmp_path / "gone.md"], NOW).startswith("---\ntitle: T\n")


@pytest.mark.parametrize(
    ("siblings", "name"),
    [
        ([], "mill-lane.md"),
        (["a.mdx", "b.mdx", "c.md"], "mill-lane.mdx"),
        (["2026-01-02-a.md", "2026-01-03-b.md", "about.md"], "2026-11-22-mill-lane.md"),
        (["ferry/index.md", "bridge/index.md", "about.md"], "mill-lane/index.md"),
    ],
)
def test_where_it_goes(siblings: list[str], name: str) -> None:
    assert choose_path(Path("/site"), "Mill Lane", siblings, NOW.date()) == Path("/site") / name
