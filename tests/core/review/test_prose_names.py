"""One name spelt in two ways is found; two names, forms of one and common words are not."""

from __future__ import annotations

import pytest

from tests.core.review.prose_findings import findings, fixed, marked

RULE = "mixed-names"
HYPHENS = "mixed-hyphenation"


@pytest.mark.parametrize(
    ("post", "wrong"),
    [
        ("Mira Okafor opened it. “Dry,” Okafar said.\n", "Okafar"),
        ("Mehbooba Mufti spoke. Mehbooba Mufti left. Mehbuba Mufti’s car.\n", "Mehbuba"),
        ("Thessaloniki, then Thessaloníki, and Thessaloniki again.\n", "Thessaloníki"),
        ("GitHub and GitHub and Github.\n", "Github"),
        ("Mr Lindqvist sat. Tara Lindqvist rose. Lindqvsit left.\n", "Lindqvsit"),
        ("Ram Prakash Yadhav met R. P. Yadhav. Ram Yadav left.\n", "Yadav"),
    ],
)
def test_found(post: str, wrong: str) -> None:
    assert marked(post, RULE) == [wrong]


@pytest.mark.parametrize(
    "post",
    [
        "Ali Mahmud met Hassan Mahmoud. Ali Mahmud left.\n",
        "Kashmir and the Kashmiri, India and the Indians, Okafor and the Okafors, Okafor’s.\n",
        "Maria Rossi met Mario Rossi.\n",
        "John met Joan, Jon and Jean. Brown met Braun.\n",
        "Control the Controls. Form a Farm, a Firm. Active Native Motive.\n",
        "NASA and Nasa. `Okafor` and Okafar.\n",
        "React and Preact, Import and Export, Wouldn’t and Couldn’t.\n",
        "TextEncoderStream and TextDecoderStream.\n",
        "Okafor, Okafor, Okafor, Okafor. Okafar, Okafar, Okafar.\n",
        "Rahul Mehta met Rohit Mehra.\n",
    ],
)
def test_left_alone(post: str) -> None:
    assert marked(post, RULE) == []


def test_all_of_the_rarer_are_mended_and_the_other_way_is_offered() -> None:
    post = "Mira Okafor. Okafar left.\r\n\r\nOkafor and Okafor and *Okafar*.\r\n"
    assert fixed(post, RULE) == post.replace("Okafar", "Okafor")
    (found,) = findings(post, RULE)
    assert [fix.label for fix in found.fixes] == ["Make it “Okafor”", "Make it “Okafar”"]
    assert len(found.related) == 4


def test_a_register_of_names_is_not_looked_into() -> None:
    many = " ".join(f"Okaf{chr(97 + n % 26)}r{chr(97 + n // 26)}nx." for n in range(650))
    assert marked(many, RULE) == []


@pytest.mark.parametrize(
    ("post", "mended"),
    [
        (
            "By cooperation, cooperation. Co-operation\n",
            "By cooperation, cooperation. Cooperation\n",
        ),
        (
            "Co-operation, co-operation, cooperation\r\n",
            "Co-operation, co-operation, co-operation\r\n",
        ),
        ("सह-सम्पादक और सहसम्पादक\n", "सहसम्पादक और सहसम्पादक\n"),
        ("We re-sign and resign, a co-op, a coop.\n", "We re-sign and resign, a co-op, a coop.\n"),
        ("The abort-signal, AbortSignal, e-mail-like, emaillike\n", None),
    ],
)
def test_hyphens(post: str, mended: str | None) -> None:
    assert fixed(post, HYPHENS) == (mended or post)
