"""Numbers are read whatever way a newsroom writes them, and nothing else is taken for one."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.core.review.tracing.number_forms import numbers_in
from copydesk.core.review.tracing.number_tables import with_table_scales
from copydesk.core.review.tracing.number_words import number_in_words, spelt


def _values(text: str) -> list[str]:
    return [f"{number.value.normalize():f}" for number in numbers_in(text)]


def _units(text: str) -> list[tuple[str, str, str]]:
    return [(n.span.of(text), n.unit, n.currency or n.measure) for n in numbers_in(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234,567 birds", 1_234_567),
        ("12,34,567 voters", 1_234_567),
        ("1 234 567 birds", 1_234_567),
        ("1\u202f234 birds", 1_234),
        ("1’234 birds", 1_234),
        ("1.234.567 birds", 1_234_567),
        ("1.4 million birds", 1_400_000),
        ("fourteen lakh", 1_400_000),
        ("Rs 2,300 crore", 23_000_000_000),
        ("₹1.87 lakh crore", 1_870_000_000_000),
        ("£0.3 million", 300_000),
        ("$4.5m", 4_500_000),
        ("€3bn", 3_000_000_000),
        ("7.25pc", "7.25"),
        ("43 cents", "0.43"),
        ("43¢", "0.43"),
        ("fifty paise", "0.5"),
        ("40k followers", 40_000),
        ("a dozen eggs", 12),
        ("two dozen eggs", 24),
        ("half a dozen eggs", 6),
        ("half a million", 500_000),
        ("a quarter of a million", 250_000),
        ("two and a half million", 2_500_000),
        ("one point five million", 1_500_000),
        ("a hundred and five", 105),
        ("two hundred and five", 205),
        ("Forty-One buckets", 41),
        ("twenty one buckets", 21),
        ("three lakh twelve thousand four hundred and six", 312_406),
        ("one crore twenty lakh", 12_000_000),
    ],
)
def test_one_number_has_one_value(text: str, value: int | str) -> None:
    assert _values(text) == [f"{Decimal(value).normalize():f}"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("43 per cent", [("43 per cent", "percent", "")]),
        ("forty percent", [("forty percent", "percent", "")]),
        ("up 3 percentage points", [("3 percentage points", "points", "")]),
        ("Rs. 50,000", [("Rs. 50,000", "money", "INR")]),
        ("2 crore rupees", [("2 crore rupees", "money", "INR")]),
        ("50 pounds of rice", [("50", "plain", "")]),
        ("fifty pounds", [("fifty pounds", "money", "GBP")]),
        ("26 weeks", [("26", "plain", "week")]),
        ("10km away", [("10", "plain", "km")]),
        ("25 kilometres an hour", [("25", "plain", "km/h")]),
        ("a 45-year-old", [("45", "plain", "year")]),
        ("two-thirds of them", [("two-thirds", "fraction", "")]),
        ("a fifth of them", [("a fifth", "fraction", "")]),
        ("2 to 3 per cent", [("2", "percent", ""), ("3 per cent", "percent", "")]),
        ("£2–3 million", [("£2", "money", "GBP"), ("3 million", "money", "GBP")]),
        ("won 3-1", [("3", "plain", ""), ("1", "plain", "")]),
        ("took 4 for 36", [("4", "plain", ""), ("36", "plain", "")]),
    ],
)
def test_what_a_number_counts_in(text: str, found: list[tuple[str, str, str]]) -> None:
    assert _units(text) == found


def test_the_end_of_a_range_tells_the_scale_of_its_start() -> None:
    assert _values("5–7 million") == ["5000000", "7000000"]
    assert _values("between 900 and 1,200 people") == ["900", "1200"]


@pytest.mark.parametrize(
    "text",
    [
        "Article 370 and Section 44",
        "Flight 182, a Boeing 737",
        "COVID-19, 35A, G20 and the A380",
        "at 7.30pm, 10:30 and 5 a.m.",
        "at six in the morning, at seven o’clock",
        "Call 0161 496 0123 or +44 20 7946 0000.",
        "https://example.org/2026/300 and www.example.org/5",
        "write to desk5@example.org, @page9 or #top10",
        "12 March 2026, in 2019, the 1990s",
        "one of the men; no one; the first, second and third",
        "thousands of people, dozens, hundreds",
        "in his 40s; the mid-30s; the class of ’68",
        "room 12, page 5, No. 10",
        "she lives at 12 High Street",
        "version 1.2.3",
        "on the 14th",
        "twenty-first",
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert _values(text) == []


def test_words_that_leave_room() -> None:
    text = "about 1.4 million, more than 300, 250-odd, 1,412,300"
    assert [number.approximate for number in numbers_in(text)] == [True, True, True, False]


@pytest.mark.parametrize("text", ["", "\r", "०१२३ लोग", "۱۲۳", "👍 5 👍", "5\r\n7", "½", "٪"])
def test_odd_texts(text: str) -> None:
    for number in numbers_in(text):
        assert 0 <= number.span.start < number.span.end <= len(text)


def _indian(value: int) -> str:
    digits = str(value)
    head, tail = digits[:-3], digits[-3:]
    groups: list[str] = []
    while head:
        head, groups = head[:-2], [head[-2:], *groups]
    return ",".join([*groups, tail])


@settings(max_examples=100)
@given(st.integers(min_value=2, max_value=10**12 - 1))
def test_what_is_written_is_read_again(value: int) -> None:
    assert number_in_words(spelt(value)) == value
    for written in (f"{value:,}", _indian(value), spelt(value)):
        text = f"They saw {written} birds."
        assert [(n.value, n.span.of(text)) for n in numbers_in(text)] == [(Decimal(value), written)]


@settings(max_examples=100)
@given(st.text(alphabet="0123456789.,-–% £RskmA'’\n\tonetwhudradilc", max_size=60))
def test_no_text_is_too_odd(text: str) -> None:
    spans = [number.span for number in numbers_in(text)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert spans == sorted(spans)


@pytest.mark.parametrize(
    "text",
    ["1" * 50_000, "1," * 5_000, "one " * 2_000, "1-" * 4_000, "a" * 50_000],
)
def test_long_runs_take_no_long_time(text: str) -> None:
    start = time.process_time()
    numbers_in(text)
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It saves $18-20m a year.", ["18000000", "20000000"]),
        ("It saves $18-20 million a year.", ["18000000", "20000000"]),
        ("It is 112.4 ± 0.7 million years old.", ["112400000", "700000"]),
        ("It costs 40 to 45 cents.", ["0.4", "0.45"]),
    ],
)
def test_both_ends_of_a_range_have_its_scale(text: str, values: list[str]) -> None:
    assert _values(text) == values


@pytest.mark.parametrize(
    ("table", "read"),
    [
        ("Summary (£m)\nSales\t58.7\t1,214\n", {"58700000", "1214000000"}),
        ("Rs in crore\nSales 12\n", {"120000000"}),
        (
            "$ millions\nSales 12\n\nWe sold 12 more boats than we did the year before.\n",
            {"12000000"},
        ),
        ("Sales 12\n", set()),
        ("($ millions)\nSales 12 million\nBoats 40 km\n", set()),
        ("The firm is worth $ millions.\nSales 12\n", set()),
    ],
)
def test_a_heading_tells_what_a_table_counts_in(table: str, read: set[str]) -> None:
    found = with_table_scales(table, numbers_in(table))
    assert {f"{number.other.normalize():f}" for number in found if number.other} == read
