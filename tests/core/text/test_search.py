from __future__ import annotations

import time

import pytest

from copydesk.core.text.edits import apply_edits
from copydesk.core.text.positions import Span
from copydesk.core.text.search import (
    MOST_MATCHES,
    TIME_LIMIT_S,
    Query,
    SearchError,
    find_all,
    replacement_at,
    replacements,
)


def found(query: Query, text: str) -> list[str]:
    return [span.of(text) for span in find_all(query, text).spans]


def test_words_case_and_patterns() -> None:
    text = "Cat cat concat (cat) CAT"
    assert found(Query("cat"), text) == ["Cat", "cat", "cat", "cat", "CAT"]
    assert found(Query("cat", match_case=True), text) == ["cat", "cat", "cat"]
    assert found(Query("cat", whole_word=True), text) == ["Cat", "cat", "cat", "CAT"]
    assert found(Query("(cat)"), text) == ["(cat)"]
    assert found(Query(r"c[ao]\w+", is_regex=True), text) == ["Cat", "cat", "concat", "cat", "CAT"]
    assert found(Query(r"\b", is_regex=True), text) == []


def test_replacing_with_groups_and_without() -> None:
    text = "10:00 and 18:30"
    query = Query(r"(\d+):(?P<m>\d+)", is_regex=True)
    assert apply_edits(text, replacements(query, r"\g<m>h\1", text)) == "00h10 and 30h18"
    assert apply_edits(text, replacements(Query("10"), r"\1", text)) == r"\1:00 and 18:30"
    assert replacement_at(query, r"\1", text, Span(0, 5)) is not None
    assert replacement_at(query, r"\1", text, Span(1, 5)) is not None
    assert replacement_at(query, r"\1", text, Span(0, 4)) is None
    with pytest.raises(SearchError, match="replacement"):
        replacements(query, r"\7", text)


@pytest.mark.parametrize(
    "pattern", ["(", "[a", "*", r"\\"[:1], "a{2,1}", "(?P<x", "a{99999999999}"]
)
def test_an_unfinished_pattern_is_told_calmly(pattern: str) -> None:
    with pytest.raises(SearchError, match="isn't complete yet"):
        find_all(Query(pattern, is_regex=True), "text")


def test_a_hostile_pattern_ends_in_time() -> None:
    began = time.process_time()
    with pytest.raises(SearchError, match="too long"):
        find_all(Query("(a|aa)+$", is_regex=True), "a" * 60 + "!")
    assert time.process_time() - began < TIME_LIMIT_S + 3


def test_very_many_matches_are_counted_to_a_limit_but_all_replaced() -> None:
    text = "e" * (MOST_MATCHES + 5)
    matches = find_all(Query("e"), text)
    assert len(matches.spans) == MOST_MATCHES
    assert matches.more
    assert len(replacements(Query("e"), "x", text)) == MOST_MATCHES + 5


def test_a_new_line_of_a_replacement_is_like_those_around_it() -> None:
    query = Query("; ", is_regex=True)
    for newline in ("\n", "\r\n", "\r"):
        text = f"one{newline}two; three{newline}"
        edits = replacements(query, r"\n- ", text)
        assert apply_edits(text, edits) == f"one{newline}two{newline}- three{newline}"
    assert replacements(query, r"\\n\r\n", "a\n; b")[0].new == "\\n\r\n"
