from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from copydesk.core.text.positions import (
    QtMap,
    code_points,
    line_at,
    line_span,
    line_starts,
    newline_near,
    utf16_length,
    utf16_offsets,
)
from tests.core.text.strategies import texts


def brute_starts(text: str) -> list[int]:
    starts, place = [0], 0
    while place < len(text):
        place += 2 if text.startswith("\r\n", place) else 1
        if text[place - 1] in "\r\n":
            starts.append(place)
    return starts


def brute_to_qt(text: str, position: int) -> int:
    """Units passed before a position, walking one thing at a time."""
    units = place = 0
    while place < position:
        width = 2 if text.startswith("\r\n", place) else 1
        if place + width > position:
            break  # inside CR LF: the line's end
        units += 2 if text[place] > "\uffff" else 1
        place += width
    return units


@given(texts)
def test_lines_start_where_a_walk_says(text: str) -> None:
    starts = line_starts(text)
    assert starts == brute_starts(text)
    for position in range(len(text) + 1):
        line = line_at(starts, position)
        assert starts[line] <= position
        span = line_span(text, starts, line)
        assert not re.search(r"[\r\n]", span.of(text))


@given(texts)
def test_the_qt_map_is_what_a_walk_says_and_goes_back(text: str) -> None:
    places = QtMap(text)
    for position in range(len(text) + 1):
        there = places.to_qt(position)
        assert there == brute_to_qt(text, position)
        inside = text[position - 1 : position + 1] == "\r\n" and position > 0
        assert places.from_qt(there) == position - inside


@given(texts)
def test_what_is_shown_has_one_unit_a_line_end_and_comes_back(text: str) -> None:
    shown = QtMap.shown(text)
    assert shown.count("\n") == len(line_starts(text)) - 1
    assert not set(shown) & {"\r", "\u2029", "\ufdd0", "\ufdd1", "\ud83d"}
    assert QtMap.typed(shown.replace("\n", "\u2029"), "\n", text) == re.sub(r"\r\n?", "\n", text)


@given(texts, st.data())
def test_units_are_walked_alike(text: str, data: st.DataObject) -> None:
    starts = [p for p in range(len(text) + 1) if text[p - 1 : p + 1] != "\r\n" or not p]
    start = data.draw(st.sampled_from(starts))
    end = data.draw(st.sampled_from([p for p in starts if p >= start]))
    units = brute_to_qt(text, end) - brute_to_qt(text, start)
    assert code_points(text, start, units) == end


@given(texts)
def test_offsets_within_a_line(text: str) -> None:
    line = re.split(r"[\r\n]", text)[0]
    offsets = utf16_offsets(line) or list(range(len(line) + 1))
    assert offsets == [utf16_length(line[:place]) for place in range(len(line) + 1)]


@given(texts, st.integers(0, 60))
def test_a_new_line_takes_its_neighbours_end(text: str, position: int) -> None:
    position = min(position, len(text))
    newline = newline_near(text, position)
    assert newline in ("\n", "\r\n", "\r")
    ends = {m.group() for m in re.finditer(r"\r\n|\r|\n", text)}
    if len(ends) == 1 and text[position - 1 : position + 1] != "\r\n":
        assert newline in ends
    if not ends:
        assert newline == "\n"
