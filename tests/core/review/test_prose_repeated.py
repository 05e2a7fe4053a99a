"""Words written twice are found, those that may stand twice are not."""

from __future__ import annotations

import pytest

from tests.core.review.prose_findings import findings, fixed, marked

RULE = "repeated-words"


@pytest.mark.parametrize(
    ("post", "mended"),
    [
        ("It was the the ferry.\n", "It was the ferry.\n"),
        ("The the ferry.\r\n", "The ferry.\r\n"),
        ("We saw the\r\nthe ferry.\r\n", "We saw the\r\nferry.\r\n"),
        ("We saw the\rthe ferry.\r", "We saw the\rferry.\r"),
        ("> We saw the\n> the ferry.\n", "> We saw the\n> ferry.\n"),
        ("We saw the\nthe\nferry.\n", "We saw\nthe\nferry.\n"),
        ("A boat boat, too.\n", "A boat, too.\n"),
        ("don’t don’t go\n", "don’t go\n"),
        ("- a a boat\n- and and oars\n", "- a boat\n- and oars\n"),
        ("# Of of boats\n", "# Of boats\n"),
        ('+++\ntitle = "x"\n+++\nOf of boats\n', '+++\ntitle = "x"\n+++\nOf boats\n'),
    ],
)
def test_found_and_mended(post: str, mended: str) -> None:
    assert fixed(post, RULE) == mended


def test_across_marks_is_found_and_left_to_the_editor() -> None:
    post = "We saw the **the** ferry and [a](x.md) a boat.\n"
    found = findings(post, RULE)
    assert [one.span.of(post) for one in found] == ["the **the", "a](x.md) a"]
    assert not any(one.fixes for one in found)


@pytest.mark.parametrize(
    "post",
    [
        "She had had enough, and that that was so was plain.\n",
        "Duran Duran played in Walla Walla, New York, New York.\n",
        "Bye bye, said he. Go, go!\n",
        "“The the” is a slip; so is *an* “an an”.\n",
        "`the` the code; `the the`\n",
        "10 10 and 3 3\n",
        "It is the other, other than that.\n",
        "the\n\nthe next paragraph\n",
        "See the-the, the/the, @the the.the\n",
        "| the | the |\n| --- | --- |\n| a | a |\n",
        "Rock 'n' roll and re-re-read\n",
    ],
)
def test_left_alone(post: str) -> None:
    assert marked(post, RULE) == []


@pytest.mark.parametrize(
    ("language", "post", "expected"),
    [
        ("hi", "वह धीरे-धीरे, धीरे धीरे चला। नदी के के पास।\n", ["के के"]),
        ("ur", "وہ آہستہ آہستہ چلا۔ دریا کے کے پاس۔\n", ["کے کے"]),
        ("de", "Die, die die Brücke bauen, und und so fort.\n", ["und und"]),
        ("fr", "Nous nous levons de de bonne heure.\n", ["de de"]),
        ("id", "anak anak dan dan\n", []),
    ],
)
def test_other_languages(language: str, post: str, expected: list[str]) -> None:
    assert marked(post, RULE, language=language) == expected
