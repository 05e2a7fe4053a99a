"""A field whose kind no source tells takes what the posts show, and breaks no rule by it."""

from __future__ import annotations

import pytest

from copydesk.core.site.field import Field, FieldType
from copydesk.core.site.infer import infer_fields
from copydesk.core.site.schema.combine import Stated, combined_field, with_inferred
from copydesk.core.site.schema.facts import FieldFacts
from copydesk.core.site.validate import check_fields


def made(*facts: FieldFacts) -> Field:
    return combined_field([Stated(one, "src/content.config.ts") for one in facts])


POSTS: list[dict[str, object]] = [
    {"price": 12, "when": "2026-11-20", "place": {"name": "Weir", "east": 4.5}},
    {"price": 9, "when": "2026-11-21", "place": {"name": "Lock", "east": 3.5}},
]


def test_the_kind_comes_from_the_posts() -> None:
    stated = [made(FieldFacts(name=name)) for name in ("price", "when", "place")]
    price, when, place = with_inferred(stated, infer_fields(POSTS))
    assert (price.type, price.in_schema, price.open_type) == (FieldType.NUMBER, True, True)
    assert when.type is FieldType.DATE
    assert place.type is FieldType.OBJECT
    assert [field.name for field in place.fields] == ["name", "east"]


@pytest.mark.parametrize("value", [True, "free", ["a", "b"], {"from": 3}, 4, "2026-11-20"])
def test_any_value_is_welcome(value: object) -> None:
    stated = [made(FieldFacts(name=name)) for name in ("price", "when", "place")]
    fields = with_inferred(stated, infer_fields(POSTS))
    assert check_fields(dict.fromkeys(("price", "when", "place"), value), fields) == ()


def test_limits_that_are_stated_count_all_the_same() -> None:
    (trouble,) = check_fields({"x": "abcd"}, [made(FieldFacts(name="x", maximum=3))])
    assert "too long" in trouble.sentence


def test_below_the_top_such_a_field_is_edited_as_it_is_written() -> None:
    listed = made(FieldFacts(name="x", type=FieldType.LIST, item=FieldFacts(name="")))
    assert listed.item is not None
    assert listed.item.type is FieldType.RAW
    values: dict[str, object] = {"x": [1, "two", {"three": 3}]}
    assert check_fields(values, [listed]) == ()
