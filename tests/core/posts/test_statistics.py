"""Words and reading time."""

from __future__ import annotations

import time

import pytest

from copydesk.core.posts.statistics import Statistics, count


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("# Two words", 2),
        ("**bold**, _it_ and `code`", 4),
        ("Asif’s co-op, 3.5 km", 4),
        ("[text](https://example.org/a/b) here", 2),
        ("![alt text](x.jpg)", 2),
        ("- [ ] task\n- [x] done", 3),
        ("| a | b |\n|---|---|\n| c | d |", 4),
        ("<!-- not this --> but this <b>too</b>", 3),
        ("```python\ncode here\n```", 2),
        ("[ref]: https://example.org\n\nText", 1),
        ("a &amp; b", 2),
        ("日本語です", 5),
        ("नमस्ते दुनिया", 2),
        ("สวัสดีครับ", 2),
        ("میں نے کہا", 3),
    ],
)
def test_words(text: str, words: int) -> None:
    assert count(text).words == words


def test_minutes_are_rounded_up() -> None:
    assert count("word " * 238) == Statistics(238, 1)
    assert count("word " * 318) == Statistics(318, 2)
    assert count("字" * 501) == Statistics(501, 2)


def test_hostile_text_is_counted_in_good_time() -> None:
    start = time.perf_counter()
    for text in ("<!-- " * 100_000, "[" * 500_000, "<a " * 100_000, "a-" * 300_000, "](" * 200_000):
        count(text)
    assert time.perf_counter() - start < 10


def test_a_very_long_text_is_counted_in_pieces() -> None:
    assert count("three short words\n" * 30_000).words == 90_000
    assert count("x" * 250_000).words == 3  # a word without end has no better place to be cut
