"""Words are found in the guide."""

from __future__ import annotations

import re

from copydesk.core.help.pages import PAGES
from copydesk.core.help.search import find, load_texts, plain_text

TEXTS = load_texts()


def names(query: str) -> list[str]:
    return [hit.page.name for hit in find(query, TEXTS)]


def test_every_page_can_be_searched() -> None:
    assert set(TEXTS) == {page.name for page in PAGES}


def test_pages_with_the_words_in_their_title_come_first() -> None:
    assert names("COMMENTS suggestions")[0] == "suggestions"
    assert names("keys")[0] == "keys"
    assert len(names("keys")) > 1


def test_all_words_are_wanted_and_beginnings_will_do() -> None:
    assert "safety" in names("versions half a year")
    assert "details" in names("calend")
    assert names("versions zeppelin") == []
    assert names("") == []


def test_what_stands_around_a_word_is_told_and_nothing_where_the_title_says_it() -> None:
    by_name = {hit.page.name: hit for hit in find("calendar", TEXTS)}
    snippet = by_name["details"].snippet
    assert "calendar for a date" in snippet
    assert snippet.startswith("…")
    assert len(snippet) < 140
    assert find("keys", TEXTS)[0].snippet == ""


def test_signs_of_markdown_are_not_words() -> None:
    text = plain_text(
        "# Keys\n\n- **Bold**, *not* [so](x.md) `code`\n\n"
        '| a | b |\n| --- | --- |\n| <kbd x="y">F1</kbd> | c |\n'
        "\n```toml\nname = 1\n```\n"
    )
    assert text == "Keys Bold, not so code a b F1 c name = 1"
    for name, words in TEXTS.items():
        assert not re.search(r"<kbd|\]\(|\| ---", words), name
