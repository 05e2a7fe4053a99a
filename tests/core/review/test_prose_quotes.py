"""Quotation marks: mixed ones are made alike, those without a partner are found."""

from __future__ import annotations

import pytest

from copydesk.core.review.prose.quotes import quoted
from tests.core.review.prose_findings import findings, fixed, marked

MIXED = "mixed-quotes"
QUOTES = "unbalanced-quotes"


@pytest.mark.parametrize(
    ("post", "mended"),
    [
        (
            "“We’re in,” she said. “Now.” It's \"fine\", and the '90s too.\n",
            "“We’re in,” she said. “Now.” It’s “fine”, and the ’90s too.\n",
        ),
        ('It\'s "so" and "so", isn’t it?\r\n', 'It\'s "so" and "so", isn\'t it?\r\n'),
        ('“A”, “B” and the boats\' ("old") oars\n', "“A”, “B” and the boats’ (“old”) oars\n"),
        ("“One ’two’” — \"'three' four\"\n", "“One ’two’” — “‘three’ four”\n"),
        ('“A” “B” “E” *"C"* and "`code`" ["D"](x)\n', "“A” “B” “E” *“C”* and “`code`” [“D”](x)\n"),
        ('> “A” “B”\r\n> "C\r\n> D"\r\n', "> “A” “B”\r\n> “C\r\n> D”\r\n"),
    ],
)
def test_all_are_made_like_the_most(post: str, mended: str) -> None:
    assert fixed(post, MIXED) == mended
    assert marked(mended, MIXED) == []


def test_german_has_its_own() -> None:
    assert (
        fixed('Er sagte „ja“ und „nein“, nicht "doch".\n', MIXED, language="de")
        == "Er sagte „ja“ und „nein“, nicht „doch“.\n"
    )


def test_one_finding_tells_of_all() -> None:
    (found,) = findings("“A” and \"b\" and 'c'\n“D” “E”\n", MIXED)
    assert len(found.related) == 3
    assert found.safe
    assert [fix.label for fix in found.fixes] == ["Make all curly", "Make all straight"]
    assert "4 straight marks among 6 curly" in found.detail


@pytest.mark.parametrize(
    "post",
    [
        "It's \"straight\" all 'through'.\n",
        "“Curly” and ’tis ‘so’.\n",
        '“He is 6\'2" tall,” she said, “and the door 72" wide.”\n',
        '“Curly” and `"code"` and <a href="x">y</a> and [z](z.md "a title").\n',
        '“Curly” and \\"escaped\\" and &quot;entities&quot;\n',
        '---\ntitle: "x"\n---\n“Curly”\n',
        '```\n"code"\n```\n\n“Curly”\n',
    ],
)
def test_not_mixed(post: str) -> None:
    assert marked(post, MIXED) == []


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ("“It is open, she said.\n", ["“"]),
        ("It is open,” she said.\n", ["”"]),
        ('"It is "open", she said.\n', ['"']),
        ("It is ”open” now\n", ["”"]),
        ("She said ‘it is open.\n", ["‘"]),
        ("«C’est ouvert, dit-elle.\n", ["«"]),
        ("Er sagte: „Ja, und ging.\n", ["„"]),
        ("# A “heading\n\nAnd “text”.\n", ["“"]),
        ("- “one\n- two\n- “three”\n", ["“"]),
    ],
)
def test_without_a_partner(post: str, expected: list[str]) -> None:
    assert marked(post, QUOTES) == expected


def test_a_mark_that_is_turned_round() -> None:
    assert fixed("He said: ”It is open.”\n", QUOTES) == "He said: “It is open.”\n"


@pytest.mark.parametrize(
    "post",
    [
        "“It is open,” she said. “Come ‘in’.”\n",
        "“A first paragraph.\n\n“A second.\n\n“And the last.”\n",
        '"A first paragraph.\n\n"And the last."\n',
        "She said: “A first paragraph.\n\nA second, unmarked.”\n",
        "It’s the ’90s, rock ’n’ roll, the boats’ oars, ‘tis so.\n",
        'The door is 6\'2" high and 30" wide; 12” too. It is 5" deep.\n',
        "Er sagte „ja“, „nein” und »doch«, ›so‹.\n",
        "Il dit « oui » et «non».\n",
        "Hon sa ”ja” och gick.\n",
        "یہ ”پل“ ہے، “دریا” نہیں۔\n".replace("”پل“", "“پل”"),
        'वह बोला, “हाँ” और "नहीं"।\n',
        '“container" was pasted\n',
        'The `"` sign and “words”.\n',
    ],
)
def test_with_partners(post: str) -> None:
    language = "sv" if "Hon" in post else "de" if "Er" in post else "en"
    assert marked(post, QUOTES, language=language) == []


def test_what_is_quoted() -> None:
    text = 'A "b c" d “e ‘f’ g” h ‘i’s j’ k «l» m “open'
    assert [span.of(text) for span in quoted(text)] == [
        '"b c"', "“e ‘f’ g”", "‘i’s j’", "«l»", "“open"
    ]  # fmt: skip
