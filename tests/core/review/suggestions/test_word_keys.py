"""Keys that delete a word at the sign of a mark: Qt takes the sign, the word is meant."""

from __future__ import annotations

import pytest

from copydesk.core.review.suggestions.recording import Author, suggest
from copydesk.core.text.critic import accepted_reading, rejected_reading
from copydesk.core.text.edits import TextEdit, apply_edits

ANA = Author("Ana", 0)


@pytest.mark.parametrize(
    ("text", "sign", "accepted"),
    [
        ("It {++now ++}sells fish.\n", "++}", "It now fish.\n"),
        ("It {++now ++}बिकती है।\n", "++}", "It now है।\n"),
        ("It {--sells --}fish and bread.\n", "{--", "It and bread.\n"),
        ("It {--sells --}fish{++es++}.\n", "{--", "It es.\n"),
        ("It {--sells--}\n\nBread.\n", "{--", "It \nBread.\n"),
    ],
)
def test_the_whole_word_beside_the_sign_is_suggested(text: str, sign: str, accepted: str) -> None:
    at = text.index(sign)
    recorded = suggest(text, (TextEdit(at, at + len(sign), ""),), ANA)
    after = apply_edits(text, recorded.edits)
    assert accepted_reading(after).text == accepted
    assert rejected_reading(after).text == rejected_reading(text).text


def test_a_key_for_one_letter_takes_one() -> None:
    text = "It {++now ++}sells fish.\n"
    at = text.index("++}")
    after = apply_edits(text, suggest(text, (TextEdit(at, at + 1, ""),), ANA).edits)
    assert accepted_reading(after).text == "It now ells fish.\n"
