from __future__ import annotations

import pytest

from copydesk.core.text.ranking import emphasised, fold, rank

TEXTS = [
    fold(text)
    for text in (
        "Harbour wall survey\nnews/harbour-wall.md",
        "Library reopens after flood repairs\nnews/library.md",
        "The old library\nfeatures/old.md",
        "Sublibrary rooms\nopinion/towns.md",
        "Ferry timetable returns to winter hours\nnews/library-ferry.md",
        "Straße und Öl\nde/strasse.md",
        "بندرگاہ کی دیوار\nnews/ur.md",
    )
]


def best(query: str) -> list[str]:
    return [TEXTS[place].partition("\n")[0] for place in rank(query, TEXTS, 10)]


def test_what_begins_with_it_comes_first_then_words_then_insides_then_paths() -> None:
    assert best("library")[:4] == [
        "library reopens after flood repairs", "the old library", "sublibrary rooms",
        "ferry timetable returns to winter hours",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("flood libr", "library reopens after flood repairs"),
        ("FERRY winter", "ferry timetable returns to winter hours"),
        ("ferry timtable", "ferry timetable returns to winter hours"),
        ("harbor", "harbour wall survey"),
        ("harbour-wall.md", "harbour wall survey"),
        ("STRASSE", "strasse und öl"),
        ("دیوار", "بندرگاہ کی دیوار"),
    ],
)
def test_words_in_any_order_and_slips_are_found(typed: str, found: str) -> None:
    assert best(typed)[0] == found


def test_what_is_nothing_like_it_is_not_found() -> None:
    assert best("xqzkwj") == []


def test_without_a_word_everything_stays_in_order() -> None:
    assert rank("  ", TEXTS, 3) == [0, 1, 2]


def marked(query: str, text: str) -> list[str]:
    return [text[start:end] for start, end in emphasised(query, text)]


def test_the_letters_that_matched_are_known() -> None:
    assert marked("flood lib", "Library after flood") == ["Lib", "flood"]
    assert marked("ss", "Straße") == ["ß"]
    assert marked("timtable", "Ferry timetable") == ["tim", "table"]
    assert marked("zzz", "Ferry") == []
    assert marked("", "Ferry") == []


def test_letters_outside_the_first_plane_count_as_one() -> None:
    assert marked("fire", "🔥🔥 fire") == ["fire"]
