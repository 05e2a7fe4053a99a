from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copydesk.core.text.diff import common_head, common_tail, edits_between
from copydesk.core.text.edits import TextEdit, apply_edits, inverse, moved
from copydesk.core.text.line_states import LineStates
from copydesk.core.text.lines import LineIndex, covering, whole_line_ends
from copydesk.core.text.positions import QtMap, line_starts
from tests.core.text.strategies import edited, texts


@given(edited())
def test_an_inverse_takes_edits_back(case: tuple[str, tuple[TextEdit, ...]]) -> None:
    text, edits = case
    assert apply_edits(apply_edits(text, edits), inverse(text, edits)) == text


@given(edited())
def test_a_position_stays_with_its_character(case: tuple[str, tuple[TextEdit, ...]]) -> None:
    text, edits = case
    after = apply_edits(text, edits)
    for position in range(len(text)):
        if any(edit.start <= position < edit.end for edit in edits):
            continue
        there = moved(position, edits)
        assert after[there] == text[position]
    places = [moved(position, edits) for position in range(len(text) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(after) for place in places)


@given(texts, texts)
def test_a_diff_leads_from_one_text_to_the_other(old: str, new: str) -> None:
    edits = edits_between(old, new)
    assert apply_edits(old, edits) == new
    assert bool(edits) == (old != new)
    assert all(old[edit.start : edit.end] != edit.new for edit in edits)


@given(texts, texts)
def test_common_ends(a: str, b: str) -> None:
    head = common_head(a, b)
    tail = common_tail(a, b, head)
    assert a[:head] == b[:head]
    assert a[len(a) - tail :] == b[len(b) - tail :]
    assert head + tail <= min(len(a), len(b))


@given(edited())
def test_one_edit_covers_many(case: tuple[str, tuple[TextEdit, ...]]) -> None:
    text, edits = case
    if edits:
        after = apply_edits(text, edits)
        edit = covering(edits, after)
        assert apply_edits(text, [edit]) == after
        wide = whole_line_ends(edit, text)
        assert apply_edits(text, [wide]) == after
        # Cut anywhere but inside a line end, the shown pieces make the shown whole.
        shown = (
            QtMap.shown(text[: wide.start]) + QtMap.shown(wide.new) + QtMap.shown(text[wide.end :])
        )
        assert shown == QtMap.shown(after)


@given(texts, st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), texts), max_size=8))
def test_the_line_index_follows_edits(text: str, steps: list[tuple[float, float, str]]) -> None:
    lines = LineIndex(text)
    states = LineStates(text, lines, 0)
    for a, b, new in steps:
        start, end = sorted((round(a * len(text)), round(b * len(text))))
        edit = TextEdit(start, end, new)
        after = apply_edits(text, [edit])
        if after == text:
            continue
        lines.follow([edit], after)
        assert [lines.start(n) for n in range(len(lines))] == line_starts(after)
        assert lines.length == len(after)
        fresh = LineIndex(after)
        for position in range(len(after) + 1):
            assert lines.line_at(position) == fresh.line_at(position)
        states.follow([edit], text, after, 0)
        wanted = LineStates(after, fresh, 0)
        assert [states.state_of(n) for n in range(len(lines))] == [
            wanted.state_of(n) for n in range(len(fresh))
        ]
        text = after


@given(texts, st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), texts), max_size=8))
def test_long_lines_are_cut_into_pieces_that_follow_edits(
    text: str, steps: list[tuple[float, float, str]]
) -> None:
    lines = LineIndex(text, 6, 4)
    for a, b, new in steps:
        start, end = sorted((round(a * len(text)), round(b * len(text))))
        edit = TextEdit(start, end, new)
        after = apply_edits(text, [edit])
        if after == text:
            continue
        lines.follow([edit], after)
        starts = [lines.start(n) for n in range(len(lines))]
        assert sorted({*line_starts(after), *lines.cuts(after)}) == starts
        for n, line_start in enumerate(starts):
            assert len(after[line_start : lines.end(n)].rstrip("\r\n")) <= 6
        text = after


@given(edited())
def test_the_line_index_follows_several_edits_at_once(
    case: tuple[str, tuple[TextEdit, ...]],
) -> None:
    text, edits = case
    if edits:
        lines = LineIndex(text)
        after = apply_edits(text, edits)
        lines.follow(edits, after)
        assert [lines.start(n) for n in range(len(lines))] == line_starts(after)
