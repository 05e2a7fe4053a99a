from __future__ import annotations

import pytest

from copydesk.core.site.field import FieldType
from copydesk.core.site.numbers import number_of, stepped_number
from tests.helpers.site_fields import field


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12), (" -3.50 ", -3.5), ("0", 0), ("+4", 4),
        ("0755", None), ("1e3", None), ("1_000", None), ("", None), ("NaN", None), ("9" * 61, None),
    ],
)  # fmt: skip
def test_numbers_that_every_reader_reads_alike(text: str, number: float | None) -> None:
    assert number_of(text) == number


@pytest.mark.parametrize(
    ("text", "rules", "by", "new"),
    [
        ("7", {}, 1, "8"),
        ("7", {}, -1, "6"),
        ("1.10", {}, 1, "2.10"),
        ("1.10", {"step": 0.05}, 1, "1.15"),
        ("0.2", {"step": 0.1}, 1, "0.3"),
        ("1", {"step": 0.25}, 1, "1.25"),
        ("", {}, 1, "1"),
        ("", {"minimum": 5}, 1, "5"),
        ("", {"minimum": 0.0, "maximum": 10.0, "step": 2.0}, 1, "0"),
        ("", {"minimum": 5, "exclusive_minimum": True}, 1, "6"),
        ("4", {"step": 5}, 1, "5"),
        ("4", {"step": 5}, -1, "0"),
        ("9", {"maximum": 10}, 1, "10"),
        ("9.5", {"maximum": 10}, 1, "10.0"),
        ("10", {"maximum": 10}, 1, None),
        ("9", {"maximum": 10, "exclusive_maximum": True}, 1, None),
        ("3", {"minimum": 1, "step": 2}, 1, "5"),
        ("many", {}, 1, None),
    ],
)
def test_steps_keep_decimals_and_limits(
    text: str, rules: dict[str, object], by: int, new: str | None
) -> None:
    assert stepped_number(text, field("weight", FieldType.NUMBER, **rules), by) == new
