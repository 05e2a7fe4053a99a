"""What the list of posts shows of each."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from copydesk.core.posts.dates import iso_date
from copydesk.core.posts.metadata import PostStatus, first_heading, metadata_of, read_metadata


@pytest.mark.parametrize(
    ("data", "body", "name", "title"),
    [
        ({"title": " A  title "}, "# H", "x.md", "A title"),
        ({"Title": 1984}, "", "x.md", "1984"),
        ({"title": ""}, "Intro\n\n## A *b* [c](d) `e` ##\n", "x.md", "A b c e"),
        ({}, "```\n# no\n```\nYes\n===\n", "x.md", "Yes"),
        ({}, "~~~\n# never closed", "2024-09-19-my-first_post.md", "My first post"),
        ({}, "", "news/big-fire/index.md", "Big fire"),
        ({}, "", "index.md", "Index"),
        ({"title": {"en": "English", "ur": "x"}}, "", "x.md", "English"),
        ({"title": ["a"]}, "", "post.ur.md", "Post"),
        ({}, "", "---.md", "---.md"),
    ],
)
def test_title(data: dict[str, object], body: str, name: str, title: str) -> None:
    assert read_metadata(data, body, name).title == title


def test_a_heading_is_found_in_good_time() -> None:
    for body in ("# " + "[" * 100_000, "#" * 100_000, "a\n" * 50_000, "```\n" * 30_000):
        assert len(first_heading(body)) <= 500


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({}, PostStatus.NONE),
        ({"title": "x"}, PostStatus.PUBLISHED),
        ({"draft": True}, PostStatus.DRAFT),
        ({"draft": "true"}, PostStatus.DRAFT),
        ({"draft": False}, PostStatus.PUBLISHED),
        ({"published": False}, PostStatus.DRAFT),
        ({"status": "In Review"}, PostStatus.REVIEW),
        ({"state": "ready-to-publish"}, PostStatus.READY),
        ({"Status": "draft"}, PostStatus.DRAFT),
        ({"draft": True, "status": "review"}, PostStatus.REVIEW),
        ({"draft": True, "status": "published"}, PostStatus.DRAFT),
        ({"status": "whatever"}, PostStatus.PUBLISHED),
    ],
)
def test_status(data: dict[str, object], status: PostStatus) -> None:
    assert read_metadata(data, "", "x.md").status is status
    assert status.label


def test_status_of_unreadable_fields() -> None:
    metadata = metadata_of('---\ntitle: "x\n---\n# Heading\n', "x.md")
    assert (metadata.status, metadata.title) == (PostStatus.UNREADABLE, "Heading")


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        (dt.date(2024, 9, 19), "2024-09-19"),
        (dt.datetime(2024, 9, 19, 10, tzinfo=dt.UTC), "2024-09-19T10:00:00+00:00"),
        ("2024-09-19", "2024-09-19"),
        ("2024-09-19T10:00:00.000Z", "2024-09-19T10:00:00+00:00"),
        ("2024-09-19 10:00:00 +0200", "2024-09-19T10:00:00+02:00"),
        ("2024/9/1", "2024-09-01"),
        ("Jul 08 2022", "2022-07-08"),
        ("September 19, 2024", "2024-09-19"),
        ("19 September 2024", "2024-09-19"),
        ("Thu, 19 Sep 2024 10:00:00 GMT", "2024-09-19"),
        ("2024-13-01", None),
        ("3/4/2024", None),
        ("soon", None),
        (True, None),
        (None, None),
    ],
)
def test_dates(value: object, iso: str | None) -> None:
    assert iso_date(value) == iso


def test_the_day_of_publication_comes_first() -> None:
    data = {"created": dt.date(2020, 1, 1), "publish_date": "2024-09-19", "published": True}
    assert read_metadata(data, "", "2019-01-01-x.md").date == "2024-09-19"
    assert read_metadata({}, "", "news/2019-01-01-x.md").date == "2019-01-01"


@pytest.mark.parametrize(
    ("data", "name", "language", "direction"),
    [
        ({"title": "Plain", "lang": "pt_br"}, "x.md", "pt-BR", "ltr"),
        ({"title": "Plain", "locale": "ar"}, "x.md", "ar", "rtl"),
        ({"title": "بندرگاہ کی دیوار"}, "x.md", "ur", "rtl"),
        ({"title": "خبر اليوم"}, "x.md", "ar", "rtl"),
        ({"title": "خبرهای امروز چیست"}, "x.md", "fa", "rtl"),
        ({"title": "חדשות היום"}, "x.md", "he", "rtl"),
        ({"title": "आज की खबर"}, "x.md", "hi", "ltr"),
        ({"title": "今日のニュース"}, "x.md", "ja", "ltr"),
        ({"title": "今天的新闻"}, "x.md", "zh", "ltr"),
        ({"title": "Новини її"}, "x.md", "uk", "ltr"),
        ({"title": "Plain"}, "x.md", None, "ltr"),
        ({"title": "Plain"}, "blog/ur/x.md", "ur", "rtl"),
        ({"title": "Plain"}, "x.he.md", "he", "rtl"),
        ({"title": "Plain", "lang": "az-Arab"}, "x.md", "az-Arab", "rtl"),
        ({"title": "Plain", "dir": "rtl"}, "x.md", None, "rtl"),
        ({"title": "Nyheter", "lang": False}, "x.md", "no", "ltr"),
    ],
)
def test_language(data: dict[str, Any], name: str, language: str | None, direction: str) -> None:
    metadata = read_metadata(data, "", name)
    assert (metadata.language, metadata.direction) == (language, direction)


def test_description_and_tags() -> None:
    metadata = read_metadata({"summary": " Two\nlines ", "tags": ["a", 1, None, "a"]}, "", "x.md")
    assert (metadata.description, metadata.tags) == ("Two lines", ("a", "1"))
    assert read_metadata({"tags": "a, b,"}, "", "x.md").tags == ("a", "b")
