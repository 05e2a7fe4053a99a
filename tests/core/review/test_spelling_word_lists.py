"""The word lists are plain text that stays as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.core.review.spelling.word_lists import (
    is_listed,
    personal_words_path,
    read_words,
    site_words_path,
    with_word,
    words_in_file,
)
from tests.core.review.spelling_site import facts_in

if TYPE_CHECKING:
    from pathlib import Path


def test_reading_leaves_out_comments_and_blank_lines() -> None:
    text = "\ufeff# names\r\nOkafor\r\n\r\n  lowermill \r\nO’Dea"
    assert read_words(text) == {"Okafor", "lowermill", "O'Dea"}


@pytest.mark.parametrize(
    ("text", "word", "after"),
    [
        ("", "ghat", "ghat\n"),
        ("boat\ngull\n", "ghat", "boat\nghat\ngull\n"),
        ("boat\r\ngull", "weir", "boat\r\ngull\r\nweir\r\n"),
        ("# ours\n\nboat\n", "Abe", "# ours\n\nAbe\nboat\n"),
        ("boat\n# end\n", "weir", "boat\n# end\nweir\n"),
        ("\ufeffboat\n", "ark", "\ufeffark\nboat\n"),
        ("boat\n", "boat", "boat\n"),
        ("boat\n", " # ", "boat\n"),
    ],
)
def test_adding(text: str, word: str, after: str) -> None:
    assert with_word(text, word) == after


@given(
    st.lists(st.sampled_from(["boat", "# x", "", "Ghat", "weir"]), min_size=1, max_size=6),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.text(alphabet="abcXYZ’éग", min_size=1, max_size=8),
)
@settings(max_examples=100)
def test_adding_adds_one_line_and_no_more(lines: list[str], newline: str, word: str) -> None:
    text = "".join(line + newline for line in lines)
    after = with_word(text, word)
    assert read_words(after) == read_words(text) | read_words(word)
    left = after.split(newline)
    if after != text:
        left.remove(word.replace("’", "'"))
    assert left == [*lines, ""]


def test_case() -> None:
    words = {"lowermill", "iPhone"}
    assert all(is_listed(word, words) for word in ("lowermill", "Lowermill", "LOWERMILL"))
    assert all(is_listed(word, words) for word in ("iPhone", "IPHONE"))
    assert not is_listed("iphone", words)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    assert words_in_file(path) == frozenset()
    path.write_text("boat\n", "utf-8")
    assert words_in_file(path) == {"boat"}
    path.write_text("boat\nghats\n", "utf-8")
    assert words_in_file(path) == {"boat", "ghats"}


def test_bytes_that_are_no_text_are_no_error(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_bytes(b"boat\n\xff\xfe\n")
    assert "boat" in words_in_file(path)
    assert words_in_file(tmp_path) == frozenset()


def test_where_the_lists_are(tmp_path: Path) -> None:
    assert site_words_path(facts_in(tmp_path)) == tmp_path / ".copydesk" / "words.txt"
    assert personal_words_path().name == "words.txt"
