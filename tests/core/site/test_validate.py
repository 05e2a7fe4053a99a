"""What a site's schema says against a value."""

from __future__ import annotations

import datetime as dt

import pytest

from copydesk.core.site.field import Block, Condition, Field, FieldType, Media
from copydesk.core.site.rules import matches
from copydesk.core.site.validate import (
    check_fields,
    is_shown,
    missing_trouble,
    value_trouble,
)
from tests.helpers.site_fields import choices, field


def of_schema(kind: FieldType, **more: object) -> Field:
    return field("x", kind, in_schema=True, **more)


ITEM = field("", FieldType.TEXT, in_schema=True)
WELL: list[tuple[Field, object]] = [
    (of_schema(FieldType.TEXT, maximum=5), "ferry"),
    (of_schema(FieldType.TEXT, required=True), ""),
    (of_schema(FieldType.TEXT, pattern="^[a-z]+$"), "weir"),
    (of_schema(FieldType.TEXT, pattern="(unclosed"), "weir"),
    (of_schema(FieldType.NUMBER, minimum=0, maximum=1, step=0.1), 0.3),
    (of_schema(FieldType.NUMBER, as_text=True), "1.10"),
    (of_schema(FieldType.BOOLEAN), False),
    (of_schema(FieldType.DATE, earliest="2026-01-01"), dt.date(2026, 1, 1)),
    (of_schema(FieldType.DATE), "2026-11-22"),
    (of_schema(FieldType.DATETIME, date_format="DD.MM.YYYY"), "22.11.2026"),
    (of_schema(FieldType.URL), "https://example.org/a"),
    (field("x", FieldType.URL), "/a/page"),
    (of_schema(FieldType.EMAIL), "desk@example.org"),
    (of_schema(FieldType.COLOR), "rgba(1, 2, 3, .5)"),
    (of_schema(FieldType.CHOICE, choices=choices(1, 2), open_choices=False), 2),
    (of_schema(FieldType.CHOICE, choices=choices("a"), open_choices=True), "b"),
    (of_schema(FieldType.CHOICE, choices=choices("a", "b"), multiple=True, maximum=2), ["a", "b"]),
    (of_schema(FieldType.IMAGE, media=Media("img", "/img", ("png",))), "/img/a.PNG?x=1"),
]
WRONG: list[tuple[Field, object, str]] = [
    (of_schema(FieldType.TEXT, maximum=4), "ferry", "This is 1 character too long."),
    (of_schema(FieldType.TEXT, minimum=9), "ferry", "This needs at least 9 characters."),
    (of_schema(FieldType.TEXT), dt.date(2024, 9, 19), "This reads as a date, but the site wants"),
    (of_schema(FieldType.TEXT), False, "This reads as yes or no, but the site wants text"),
    (of_schema(FieldType.TEXT), ["a"], "The site wants text here, not a list."),
    (of_schema(FieldType.TEXT, pattern="^a$", pattern_message="Say a."), "b", "Say a."),
    (of_schema(FieldType.TEXT, pattern="/^A$/"), "a", "This is not written as the site wants it."),
    (of_schema(FieldType.NUMBER), "12", "The site wants a number here, not text."),
    (of_schema(FieldType.NUMBER), True, "The site wants a number here, not yes or no."),
    (of_schema(FieldType.NUMBER, minimum=0, exclusive_minimum=True), 0, "This must be more"),
    (of_schema(FieldType.NUMBER, maximum=10), 11, "This must be 10 or less."),
    (of_schema(FieldType.NUMBER, whole=True), 1.5, "This must be a whole number."),
    (of_schema(FieldType.NUMBER, step=5), 12, "This goes in steps of 5."),
    (of_schema(FieldType.NUMBER, as_text=True), "ten", "This is not a number"),
    (of_schema(FieldType.BOOLEAN), "yes", "The site wants yes or no here, not text."),
    (of_schema(FieldType.DATE), "soon", "This is not a date yet"),
    (of_schema(FieldType.DATE, latest="2026-01-01"), dt.date(2026, 2, 1), "This must be"),
    (of_schema(FieldType.URL), "/a/page", "This is no web address"),
    (of_schema(FieldType.EMAIL), "desk", "This is no e-mail address"),
    (of_schema(FieldType.COLOR), "#12", "This is no colour"),
    (of_schema(FieldType.CHOICE, choices=choices(1), open_choices=False), "1", "“1” is not one of"),
    (of_schema(FieldType.CHOICE, choices=choices(1), open_choices=False), True, "“true” is not"),
    (of_schema(FieldType.TAGS, minimum=1), [], "This needs at least 1 item; it has 0."),
    (of_schema(FieldType.TAGS), "river", "The site wants a list here."),
    (of_schema(FieldType.LIST, item=ITEM, maximum=1), ["a", "b"], "This may have at most"),
    (of_schema(FieldType.OBJECT), "river", "The site wants a group of fields here."),
    (of_schema(FieldType.FILE, media=Media("f", "/f", ("pdf",))), "/f/a.doc", "The site takes"),
]  # fmt: skip


@pytest.mark.parametrize(("rules", "value"), WELL)
def test_a_good_value_has_no_trouble(rules: Field, value: object) -> None:
    assert value_trouble(rules, value) == ""


@pytest.mark.parametrize(("rules", "value", "sentence"), WRONG)
def test_a_wrong_value_is_told(rules: Field, value: object, sentence: str) -> None:
    assert value_trouble(rules, value).startswith(sentence)


def test_what_a_schema_requires_is_said_in_a_sentence() -> None:
    assert missing_trouble(field("description", in_schema=True)) == (
        "The site’s schema requires a description."
    )
    assert missing_trouble(field("author", in_schema=True)).endswith("requires an author.")
    assert missing_trouble(field("tags", FieldType.TAGS, in_schema=True)).endswith("requires tags.")
    assert missing_trouble(field("author")) == "Other posts have this."


def test_a_whole_post_is_checked_to_its_depths() -> None:
    name = field("name", required=True, in_schema=True)
    author = field("", FieldType.OBJECT, fields=(name,), in_schema=True)
    photo = Block("photo", "Photo", (field("alt", required=True, in_schema=True),))
    fields = (
        field("title", required=True, in_schema=True),
        field("featured", FieldType.BOOLEAN, required=True, in_schema=True),
        field("authors", FieldType.LIST, item=author, in_schema=True),
        field("hero", FieldType.BLOCK, blocks=(photo,), in_schema=True),
        field("more", FieldType.BLOCK, blocks=(photo,), in_schema=True),
        field("secret", required=True, hidden=True, in_schema=True),
    )
    data = {
        "authors": [{"name": "Ana"}, {"name": ""}],
        "hero": {"type": "photo"},
        "more": {"type": "map"},
        "mood": "calm",
    }
    troubles = check_fields(data, fields, closed=True)
    assert [(one.path, one.kind, one.label) for one in troubles] == [
        (("title",), "missing", "Title"),
        (("featured",), "missing", "Featured"),
        (("authors", 1, "name"), "missing", "Authors 2, name"),
        (("hero", "alt"), "missing", "Hero image, alternative text"),
        (("more", "type"), "value", "More"),
        (("mood",), "unknown", "mood"),
    ]


def test_null_is_enough_where_the_schema_says_so() -> None:
    fields = (field("image", required=True, nullable=True, in_schema=True),)
    assert check_fields({"image": None}, fields) == ()
    assert len(check_fields({}, fields)) == 1


@pytest.mark.parametrize(
    ("operator", "wanted", "value", "shown"),
    [
        ("eq", "photo", "photo", True),
        ("eq", True, None, False),
        ("eq", False, None, True),
        ("eq", 3, "3", True),
        ("neq", "photo", None, True),
        ("contains", "river", ["river", "weir"], True),
        ("contains", "ive", "river", True),
        ("notContains", "x", None, True),
        ("startsWith", "ri", "river", True),
        ("endsWith", "er", "river", True),
        ("gt", 2, 3, True),
        ("gte", 3, "3", True),
        ("lt", 3, None, False),
        ("lte", "2026-01-01", dt.date(2026, 1, 1), False),
    ],
)
def test_a_condition_decides_what_is_shown(
    operator: str, wanted: object, value: object, shown: bool
) -> None:
    one = field("x", when=Condition("kind", operator, wanted))  # type: ignore[arg-type]  # one of them
    data = {} if value is None else {"kind": value}
    assert is_shown(one, data, {}) is shown
    assert is_shown(one, {}, data) is shown


def test_case_counts_only_where_it_is_said() -> None:
    one = field("x", when=Condition("kind", "eq", "Photo", case_sensitive=False))
    assert is_shown(one, {"kind": "PHOTO"}, {})


def test_a_field_that_is_not_shown_is_not_missed() -> None:
    one = field("x", required=True, in_schema=True, when=Condition("kind", "eq", "photo"))
    assert check_fields({"kind": "map"}, (one,)) == ()
    assert len(check_fields({"kind": "photo"}, (one,))) == 1


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (r"^\d{4}$", "2026", True),
        (r"^\d{4}$", "2026\n", False),
        ("/^weir$/i", "Weir", True),
        (r"\u{1F6A2}", "🚢", True),
        ("(?<year>[0-9]+)", "2026", True),
        ("(a+)+$", "a" * 5_000 + "!", True),  # it takes too long, and so forbids nothing
        (r"^\w+$", "é", False),
        (r"^[\w-]+$", "mill-lane_2", True),
        (r"^[\w-]+$", "mühle", False),
        (r"^\d{2}$", "٣٣", False),
        (r"^\W\D$", "éé", True),
        (r"^\[\d\]$", "[7]", True),
        (r"^\\d$", "\\d", True),
    ],
)
def test_a_pattern_is_read_as_javascript_does(pattern: str, text: str, found: bool) -> None:
    assert matches(pattern, text) is found


@pytest.mark.parametrize("number", [float("inf"), float("-inf"), 10**400, 1e308])
@pytest.mark.parametrize("step", [None, 2, 0.5, 1e-320])
def test_no_number_is_too_large_to_be_judged(number: float, step: float | None) -> None:
    assert isinstance(value_trouble(field("n", FieldType.NUMBER, step=step), number), str)
    whole = value_trouble(field("n", FieldType.NUMBER, whole=True, step=step), number)
    assert bool(whole) is (number != 1e308)
