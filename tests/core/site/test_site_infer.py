from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.core.site.field import Field, FieldType
from copydesk.core.site.infer import field_for_key, fitting_type, infer_fields


def posts(count: int = 12) -> list[dict[str, object]]:
    return [
        {
            "title": f"Post {number}",
            "description": f"About post {number}, in a sentence.",
            "pubDate": dt.date(2026, 11, number % 28 + 1),
            "status": ("draft", "review", "published")[number % 3],
            "hero": f"../../assets/{number}.jpg",
            "tags": ["harbour", f"tag {number}"],
            "featured": bool(number % 2),
            "weight": number,
            "link": f"https://example.org/{number}",
            "seo": {"title": "x"},
            "updated": dt.datetime(2026, 11, 1, 10, number),
            "layout": "../../layouts/Post.astro",
        }
        for number in range(count)
    ]


def by_name(samples: list[dict[str, object]]) -> dict[str, Field]:
    return {field.name: field for field in infer_fields(samples)}


def test_each_kind_is_seen() -> None:
    kinds = {name: field.type for name, field in by_name(posts()).items()}
    assert kinds == {
        "title": FieldType.TEXT,
        "description": FieldType.LONG_TEXT,
        "pubDate": FieldType.DATE,
        "status": FieldType.CHOICE,
        "hero": FieldType.IMAGE,
        "tags": FieldType.TAGS,
        "featured": FieldType.BOOLEAN,
        "weight": FieldType.NUMBER,
        "link": FieldType.URL,
        "seo": FieldType.OBJECT,
        "updated": FieldType.DATETIME,
        "layout": FieldType.TEXT,
    }


def test_the_usual_order_is_kept_though_some_posts_differ() -> None:
    samples = posts()
    samples[3] = dict(reversed(samples[3].items()))
    assert [field.name for field in infer_fields(samples)][:4] == [
        "title",
        "description",
        "pubDate",
        "status",
    ]


def test_a_field_of_nearly_all_posts_is_required_and_a_rarer_one_is_not() -> None:
    samples = posts(40)
    del samples[7]["description"]
    for sample in samples[:20]:
        del sample["hero"]
    fields = by_name(samples)
    assert fields["title"].required
    assert fields["description"].required
    assert not fields["hero"].required
    assert fields["hero"].share == 0.5


def test_two_posts_require_nothing() -> None:
    assert not by_name(posts(2))["title"].required


def test_empty_values_do_not_make_a_field_required() -> None:
    samples = posts()
    for sample in samples[:4]:
        sample["description"] = ""
    assert not by_name(samples)["description"].required


def test_choices_come_most_used_first_and_titles_are_none() -> None:
    samples: list[dict[str, object]] = [
        {"title": "Notice", "section": "news" if n < 8 else "sport"} for n in range(12)
    ]
    fields = by_name(samples)
    assert [choice.value for choice in fields["section"].choices] == ["news", "sport"]
    assert fields["section"].open_choices
    assert fields["title"].type is FieldType.TEXT


def test_dates_that_stand_as_text_are_dates() -> None:
    fields = by_name([{"date": "2024-09-19"}, {"date": "2024-9-1"}, {"date": dt.date(2024, 1, 1)}])
    assert fields["date"].type is FieldType.DATE


@pytest.mark.parametrize(
    "text",
    [
        "2024-09-19T10:00:00Z",
        "2024-09-19 10:00",
        "2024-09-19 10:00:00 +0500",
        "2024-09-19T10:00:00.000+05:30",
    ],
)
def test_dates_with_a_time_are_told_apart(text: str) -> None:
    assert by_name([{"date": text}])["date"].type is FieldType.DATETIME


def test_a_value_of_another_kind_gets_the_editor_that_fits_it() -> None:
    title = field_for_key("title")
    tags = field_for_key("tags")
    date = Field("date", "Date", FieldType.DATE)
    assert fitting_type(title, {"en": "Hello"}) is FieldType.OBJECT
    assert fitting_type(title, 3) is FieldType.TEXT
    assert fitting_type(title, "a\nb") is FieldType.LONG_TEXT
    assert fitting_type(title, "https://example.org") is FieldType.TEXT
    assert fitting_type(tags, "politics") is FieldType.TEXT
    assert fitting_type(tags, None) is FieldType.TAGS
    assert fitting_type(date, dt.datetime(2024, 1, 1, 9)) is FieldType.DATETIME
    assert fitting_type(date, "soon") is FieldType.DATE


def test_a_mixture_of_kinds_is_left_raw() -> None:
    samples: list[dict[str, object]] = [{"x": 1}, {"x": {"a": 1}}, {"x": True}, {"x": ["a"]}]
    assert by_name(samples)["x"].type is FieldType.RAW


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=60),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.lists(st.dictionaries(st.text(max_size=8), json_values, max_size=6), max_size=12))
def test_nothing_that_posts_hold_breaks_it(samples: list[dict[str, object]]) -> None:
    fields = infer_fields(samples)
    assert {field.name for field in fields} == {key for sample in samples for key in sample}
    for sample in samples:
        for field in fields:
            fitting_type(field, sample.get(field.name))
