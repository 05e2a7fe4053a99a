"""The head of a post, from the many ways in which sites write its fields."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from copydesk.core.markup.finish import Finish
from copydesk.core.markup.header import header_html
from copydesk.core.markup.protocol import RenderRequest
from copydesk.core.markup.resolve import PreviewResolver
from copydesk.core.markup.session import RenderSession

if TYPE_CHECKING:
    from pathlib import Path


def header(data: dict[str, object], language: str = "en") -> str:
    return header_html(data, language, Finish(PreviewResolver("", "")))


def test_title_by_line_and_date() -> None:
    html = header({"title": "A & <b>", "author": "Ana Petrov", "pubDate": dt.date(2026, 11, 22)})
    assert "<h1>A &amp; &lt;b&gt;</h1>" in html
    assert (
        '<p class="byline">By Ana Petrov · <time datetime="2026-11-22" dir="ltr">22 November 2026'
        "</time></p>" in html
    )


@pytest.mark.parametrize(
    ("author", "words"),
    [
        (["A", "B", "C"], "By A, B and C"),
        ([{"name": "A"}, "B"], "By A and B"),
        ({"name": "A"}, "By A"),
        ([], ""),
        (True, ""),
    ],
)
def test_authors(author: object, words: str) -> None:
    assert words in header({"title": "T", "authors": author})
    assert ("byline" in header({"title": "T", "authors": author})) == bool(words)


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2024-09-19", "19 September 2024"),
        ("2024-09-19T10:00:00Z", "19 September 2024"),
        (dt.datetime(2024, 9, 19, 23, 0, tzinfo=dt.UTC), "19 September 2024"),
        ("2024-13-45", "2024-13-45"),
        ("<i>soon</i>", "&lt;i&gt;soon&lt;/i&gt;"),
    ],
)
def test_dates(date: object, words: str) -> None:
    assert words in header({"title": "T", "date": date})


def test_another_language_has_no_english_words() -> None:
    html = header({"title": "T", "author": "A", "date": "2024-09-19"}, "ur")
    assert "By " not in html
    assert ">2024-09-19</time>" in html


@pytest.mark.parametrize("value", ["https://x.example/a.jpg", {"src": "https://x.example/a.jpg"}])
@pytest.mark.parametrize("key", ["hero", "heroImage", "image", "cover"])
def test_the_picture_from_another_host_is_not_loaded(key: str, value: object) -> None:
    html = header({key: value})
    assert "a.jpg · image from x.example · not loaded" in html
    assert "<img" not in html


def test_no_fields_no_header() -> None:
    assert header({}) == ""
    assert header({"tags": ["a"], "title": None, "hero": 3}) == ""


def test_the_header_is_the_first_block_and_has_the_lines_of_the_fields(tmp_path: Path) -> None:
    (tmp_path / "public" / "img").mkdir(parents=True)
    (tmp_path / "public" / "img" / "a b.png").write_bytes(b"")
    (tmp_path / "src" / "content" / "news").mkdir(parents=True)
    post = tmp_path / "src" / "content" / "news" / "p.md"
    result = RenderSession().render(
        RenderRequest(
            "---\ntitle: T\nlang: ur\nhero: /img/a b.png\n---\n# Own\n\n![x](gone.png)\n",
            path=str(post),
            engine="commonmark",
            site_root=str(tmp_path),
            revision=7,
        )
    )
    assert [(block.start_line, block.end_line) for block in result.blocks] == [
        (0, 5),
        (5, 6),
        (7, 8),
    ]
    assert 'src="copydesk://post/public/img/a%20b.png"' in result.blocks[0].html
    assert 'src="copydesk://post/src/content/news/gone.png"' in result.blocks[2].html
    assert "<h1" in result.blocks[1].html
    assert (result.language, result.direction, result.title, result.revision) == (
        "ur",
        "rtl",
        "T",
        7,
    )
