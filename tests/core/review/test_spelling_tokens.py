"""Words are told from what only looks like them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.core.review.spelling.tokens import tokens_in


def _words(text: str) -> list[str]:
    return [token.text for token in tokens_in(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The ferry, late.", ["The", "ferry", "late"]),
        ("(“Wait!” she said)", ["Wait", "she", "said"]),
        ("don’t o’clock the crew's", ["don't", "o'clock", "the", "crew's"]),
        ("a well-known café", ["a", "well-known", "café"]),
        ("long—dash and–short", ["long", "dash", "and", "short"]),
        ("हिन्दी भाषा।", ["हिन्दी", "भाषा"]),
        ("کشتی، دریا", ["کشتی", "دریا"]),
        ("soft\u00adhyphen", ["softhyphen"]),
        ("cafe\u0301", ["café"]),
        ("क्\u200dष", ["क्\u200dष"]),
        ("file(s)", ["file", "s"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert _words(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "https://x.org/a_b",
        "mail@example.org",
        "www.example.org",
        "config.yaml",
        "src/main",
        "C:\\data",
        "@handle",
        "#tag",
        "10km",
        "3rd",
        "1990s",
        "snake_case",
        "std::map",
        "run()",
        "--draft",
        "-v",
        "{#anchor .wide}",
        "{frontmatter.title}",
        "[[Other page]]",
        "&nbsp;",
        ":wave:",
        "$\\alpha + b$",
        "U.S.",
        "e.g.",
        "’tis",
        "\ufffc",
        "a=b",
        "",
    ],
)
def test_no_words(text: str) -> None:
    assert _words(text) == []


def test_a_place_is_that_of_the_word() -> None:
    text = "He said: “don’t” — e\u0301tude, naïve (well-known)!"
    for token in tokens_in(text):
        there = text[token.start : token.end].replace("’", "'")
        assert there in (token.text, "e\u0301tude")


def test_where_a_capital_tells_nothing() -> None:
    tokens = {
        token.text: token.first for token in tokens_in("Ann met Bob. “Carl!” He left Dr. Eve")
    }
    assert tokens == {
        "Ann": True,
        "met": False,
        "Bob": False,
        "Carl": True,
        "He": True,
        "left": False,
        "Dr": False,
        "Eve": False,
    }


@given(st.text(alphabet="ab’'-.“”{}[]$&/—#@ \n\u0301क्\u200d\U0001f600", max_size=60))
@settings(max_examples=100)
def test_any_text_gives_words_that_stand_in_it(text: str) -> None:
    reached = 0
    for token in tokens_in(text):
        assert reached <= token.start < token.end <= len(text)
        assert token.text
        reached = token.end


@pytest.mark.parametrize("sign", ["[", "*", '"', "{", "$", "&", "'", "-", "a'", "a-", "/", "…"])
def test_long_runs_of_one_sign_take_no_time(sign: str) -> None:
    text = sign * (50_000 // len(sign))
    started = time.perf_counter()
    list(tokens_in(text))
    assert time.perf_counter() - started < 1
