from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.core.site.slug import slug_from, slugify
from copydesk.core.storage.names import complaint_about


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Council approves: Mill Lane!", "council-approves-mill-lane"),
        ("Straße nach Øst", "straße-nach-øst"),
        ("“Don’t panic” — it's 10:30", "dont-panic-its-10-30"),
        ("बंद नदी का दरवाज़ा", "बंद-नदी-का-दरवाज़ा"),
        ("بندرگاہ کی دیوار", "بندرگاہ-کی-دیوار"),
        ("Cafe\u0301", "café"),
        ("  --  ", "untitled"),
        ("", "untitled"),
        ("🚢🚢", "untitled"),
        ("CON", "con-post"),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_slugs(title: str, slug: str) -> None:
    import unicodedata

    assert slugify(title) == unicodedata.normalize("NFC", slug)


def test_long_titles_are_cut_between_words() -> None:
    slug = slugify("word " * 200)
    assert len(slug.encode()) <= 180
    assert slug.endswith("word")
    assert len(slugify("नदी" * 300).encode()) <= 180


@given(st.text(max_size=300))
def test_every_slug_is_a_good_name_and_its_own_slug(title: str) -> None:
    slug = slugify(title)
    assert complaint_about(f"{slug}.md") == ""
    assert slugify(slug) == slug or slug.endswith("-post")


def test_a_slug_is_made_from_fields() -> None:
    data = {"title": "Mill Lane: open again", "date": date(2026, 11, 22), "tags": ["a"], "n": 7}
    assert slug_from(data, ("title",)) == "mill-lane-open-again"
    assert slug_from(data, ("date", "title")) == "2026-11-22-mill-lane-open-again"
    assert slug_from(data, ("tags", "gone")) == ""
    assert slug_from(data, ("n",)) == "7"
    assert slug_from({"title": "?!"}, ("title",)) == ""
