"""Whatever was typed: nothing raises, and what is written can be read again."""

from __future__ import annotations

import datetime as dt
from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st

from copydesk.core.site.assets import safe_name
from copydesk.core.site.colours import Colour, read_colour, write_colour
from copydesk.core.site.date_formats import format_date, parse_date
from copydesk.core.site.dates import day_of, time_of, with_zone, zone_of
from copydesk.core.site.field import FieldType
from copydesk.core.site.numbers import number_of, stepped_number
from copydesk.core.site.slug import slug_from
from copydesk.core.site.validate import value_trouble
from copydesk.core.site.written_dates import WrittenDate
from copydesk.core.storage.names import complaint_about
from tests.helpers.site_fields import field

NOW = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=5, minutes=30)))
DATE_LIKE = st.text("0123456789-T:. Z+/", max_size=30) | st.text(max_size=30)
PATTERNS = st.text("YMDHhmsSAaZdo[]-/. T", max_size=20)
MOMENTS = st.datetimes(min_value=dt.datetime(1970, 1, 1), max_value=dt.datetime(2068, 12, 31))
ISO = st.builds(
    lambda moment, gap, seconds, zone: f"{moment:%Y-%m-%d}{gap}{moment:%H:%M}{seconds}{zone}",
    MOMENTS,
    st.sampled_from(["T", " ", "  "]),
    st.sampled_from(["", ":07", ":07.250"]),
    st.sampled_from(["", "Z", "+05:30", " -0300"]),
)


@given(DATE_LIKE, PATTERNS | st.just(""), st.booleans(), st.integers(0, 30), st.integers(-40, 40))
def test_no_text_and_no_pattern_raises(
    text: str, pattern: str, bare: bool, at: int, by: int
) -> None:
    date = WrittenDate(text, pattern, timed=bare, bare=bare)
    _seen = (date.example, date.day, date.time, date.is_whole, date.reads_as_text)
    date.with_day(NOW.date())
    date.with_time(NOW.time())
    date.tidied(NOW)
    date.stepped(at, by)
    assert all(isinstance(offer, str) for _words, offer in date.offers(NOW))
    for kind in (FieldType.DATE, FieldType.DATETIME):
        assert isinstance(value_trouble(field("d", kind, date_format=pattern), text), str)


@given(ISO, st.dates(dt.date(1970, 1, 1), dt.date(2068, 12, 31)), st.times())
def test_only_the_part_that_was_changed_differs(text: str, day: dt.date, time: dt.time) -> None:
    date = WrittenDate(text)
    other_day = date.with_day(day)
    assert day_of(other_day) == day
    assert other_day[10:] == text[10:]
    other_time = date.with_time(time)
    assert other_time[:10] == text[:10]
    assert (time_of(other_time) or time).replace(second=0) == time.replace(second=0, microsecond=0)
    assert zone_of(other_time) == zone_of(text)
    assert with_zone(with_zone(text, ""), zone_of(text)).replace(" ", "") == text.replace(" ", "")


@given(
    MOMENTS,
    st.sampled_from(
        ["DD.MM.YYYY HH:mm:ss", "D MMM YY, h:mm:ss a", "MMMM Do, YYYY [at] HH.mm.ss"]
    ),
)  # fmt: skip
def test_what_a_pattern_writes_it_reads(moment: dt.datetime, pattern: str) -> None:
    written = format_date(moment, pattern)
    assert parse_date(written, pattern) == moment.replace(microsecond=0)


@given(
    st.text("0123456789.-+e", max_size=70),
    st.none() | st.floats(0.001, 1000),
    st.none() | st.floats(-1000, 1000),
    st.none() | st.floats(-1000, 1000),
    st.sampled_from([1, -1, 10]),
)
def test_a_step_gives_a_number_within_the_limits(
    text: str, step: float | None, least: float | None, most: float | None, by: int
) -> None:
    rules = field("n", FieldType.NUMBER, step=step, minimum=least, maximum=most)
    new = stepped_number(text, rules, by)
    if new is not None:
        number = number_of(new)
        assert number is not None
        assert least is None or number >= least - 1e-6
        assert most is None or number <= most + 1e-6


@given(st.text("#rgbhsla(),.%0123456789abcdef ", max_size=30), st.integers(0, 255))
def test_a_colour_that_is_written_is_read(old: str, part: int) -> None:
    colour = Colour(part, 255 - part, part // 2)
    read = read_colour(write_colour(colour, old))
    assert read is not None
    if not old.strip().lower().startswith("hsl"):
        assert read == colour


@given(st.text(max_size=80))
def test_every_name_is_made_one_that_disks_take(name: str) -> None:
    safe = safe_name(name)
    assert "/" not in safe
    assert PurePosixPath(safe).name == safe
    if safe.partition(".")[0].lower() not in ("con", "prn", "aux", "nul"):
        assert complaint_about(safe) == ""


@given(st.dictionaries(st.text(max_size=5), st.text() | st.integers() | st.none(), max_size=4))
def test_every_post_has_a_slug_or_none(data: dict[str, object]) -> None:
    assert isinstance(slug_from(data, tuple(data)), str)
