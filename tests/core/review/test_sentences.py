"""Prose is cut where a reader would cut it."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.core.review.prose.sentences import sentences


@pytest.mark.parametrize(
    "expected",
    [
        ["Dr. Okafor met Mr. J. K. Rao at No. 5 Mill Lane.", "He said no.", "Then he left."],
        ["The U.S. Senate voted.", "It was in the U.S.", "The vote was 3.5 to 2."],
        ["He came at 5 p.m. on Monday.", "At 6 p.m. Monday he left."],
        ["“Why?” she asked.", "“Because,” he said."],
        ['"It is safe."', "The council agreed (see Fig. 3)."],
        ["It cost Rs. 5 crore, i.e. too much, e.g. for St. Mary’s."],
        ["It rained... and rained.", "Wait…", "No!"],
        ["Lock No. 4 is shut.", "Nos. 5 and 6 are not."],
        ["यह पुल है।", "वह नदी है।", "क्या?", "हाँ।"],
        ["یہ پل ہے۔", "وہ دریا ہے؟", "ہاں۔"],
        ["今日は雨。", "明日は晴れ！"],
        ["The file is notes.txt.", "Open it at example.org."],
    ],
)
def test_cuts(expected: list[str]) -> None:
    joined = ("" if expected[0].endswith("。") else " ").join(expected)
    assert [span.of(joined) for span in sentences(joined)] == expected


def test_an_empty_line_ends_a_sentence_and_a_single_line_end_does_not() -> None:
    text = "One line\nand the next\n\nAnother"
    assert [span.of(text) for span in sentences(text)] == ["One line\nand the next", "Another"]


@settings(max_examples=100)
@given(st.text(alphabet='aB .!?"”)…।\n\u00a0é1', max_size=60))
def test_sentences_hold_all_but_white_space_in_order(text: str) -> None:
    spans = sentences(text)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize("piece", [". ", "a.", '"', " ", ".", "\n", "A. ", "。"])
def test_long_nonsense_takes_no_time(piece: str) -> None:
    text = piece * (50_000 // len(piece))
    started = time.perf_counter()
    sentences(text)
    assert time.perf_counter() - started < 2
