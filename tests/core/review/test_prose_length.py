"""Long sentences, long paragraphs, the passive voice, and how hard a post is to read."""

from __future__ import annotations

import pytest

from copydesk.core.review.prose.readability import Readability, readability
from tests.core.review.prose_findings import draft_of, findings, marked

_FORTY = "Boat " + " ".join(["boat"] * 39)


def _measured(text: str) -> Readability:
    return readability(draft_of(text))


def test_forty_words_are_let_be_and_forty_one_are_not() -> None:
    assert marked(f"{_FORTY}. {_FORTY}.\n", "long-sentences") == []
    assert marked(f"Short one. {_FORTY} boat. So.\n", "long-sentences") == [f"{_FORTY} boat."]
    (found,) = findings(f"{_FORTY} boat.\n", "long-sentences")
    assert "41 words" in found.sentence


def test_what_is_no_long_sentence() -> None:
    verse = "  \n".join(["boat after boat after boat"] * 12)
    table = f"| {_FORTY} boat |\n| --- |\n| {_FORTY} boat |\n"
    listed = "\n".join(["- boat after boat"] * 20)
    for post in (verse, table, listed, f"# {_FORTY} boat\n", f"`{_FORTY} boat`\n"):
        assert marked(post, "long-sentences") == []


def test_options_are_followed() -> None:
    assert len(findings("One two three four.\n", "long-sentences", options={"words": 3})) == 1
    assert len(findings("One two. Three four.\n", "long-paragraphs", options={"words": 3})) == 1
    assert findings("One two three.\n", "long-sentences", options={"words": "no"}) == ()


def test_passive_voice_is_english_only_and_takes_eight_sentences() -> None:
    passive = "The boat was built. The oars were not yet carved. It is being seen. "
    assert len(marked(passive * 3, "passive-voice")) == 1
    assert marked(passive, "passive-voice") == []
    assert marked(passive * 3, "passive-voice", language="de") == []
    active = "She was interested. It is indeed red. We are located here. They were tired. "
    assert marked(active * 3, "passive-voice") == []


def test_readability_by_hand() -> None:
    """The ten words of one line have 13 syllables, as spoken."""
    line = "The cat sat on a table near the open window."
    measured = _measured("\n\n".join([line] * 12))
    assert (measured.words, measured.sentences, measured.syllables) == (120, 12, 156)
    assert measured.flesch == pytest.approx(206.835 - 1.015 * 10 - 84.6 * 156 / 120)
    assert measured.grade == pytest.approx(0.39 * 10 + 11.8 * 156 / 120 - 15.59)
    assert measured.sentence.startswith("Reading ease 87, easy: 10 words a sentence")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Der Hafen bleibt heute wegen des dichten Nebels geschlossen. "),
        ("fr", "Le port reste fermé ce matin à cause du brouillard. "),
        ("es", "El puerto queda cerrado esta mañana por la niebla. "),
        ("it", "Il porto resta chiuso questa mattina per la nebbia. "),
    ],
)
def test_other_languages_have_their_own_formula(language: str, line: str) -> None:
    measured = _measured(f"---\nlang: {language}\n---\n{line * 15}")
    assert measured.flesch is not None
    assert 30 < measured.flesch < 125
    assert measured.grade is None


def test_what_has_no_score() -> None:
    assert _measured("").sentence == ""
    assert _measured("---\ntitle: x\n---\n").words == 0
    assert _measured("Too short to tell.").sentence == "4 words a sentence"
    assert _measured("पुल खुल गया। " * 60).flesch is None
    assert _measured("| a | b |\n| --- | --- |\n| c | d |\n").words == 0
