"""Spaces and stops where none belong, and none where one does."""

from __future__ import annotations

import pytest

from tests.core.review.prose_findings import fixed, marked


@pytest.mark.parametrize(
    ("rule", "post", "mended"),
    [
        ("double-spaces", "One  two   three.\r\n", "One two three.\r\n"),
        ("double-spaces", "One.  Two. Three. Four.\n", "One. Two. Three. Four.\n"),
        ("double-spaces", "A  `b`  c\n", "A `b` c\n"),
        ("double-spaces", "यह  पुल है।\n", "यह पुल है।\n"),
        ("double-spaces", "- one  two\n", "- one two\n"),
        ("space-before-punctuation", "One , two .\n", "One, two.\n"),
        ("space-before-punctuation", "Why ? So !\n", "Why? So!\n"),
        ("space-before-punctuation", "[A link](x.md) , so\n", "[A link](x.md), so\n"),
        ("missing-space", "It rains.The weir holds.\n", "It rains. The weir holds.\n"),
        ("missing-space", "boats,the oars\n", "boats, the oars\n"),
        ("doubled-punctuation", "It rains.. Still,, so.\n", "It rains. Still, so.\n"),
        ("repeated-exclamation", "Now!!! Why?? What?!\n", "Now! Why? What?!\n"),
        ("heading-full-stop", "# One. Two.\n\n## Three.\n", "# One. Two.\n\n## Three\n"),
        ("heading-full-stop", "Three.\n------\n", "Three\n------\n"),
        ("small-sentence-start", "It rains. the weir holds.\n", "It rains. The weir holds.\n"),
        ("hyphen-for-dash", "One - two -- three.\n", "One – two – three.\n"),
        ("hyphen-in-range", "Berths 4-9, 2024-25\n", "Berths 4–9, 2024–25\n"),
    ],
)
def test_found_and_mended(rule: str, post: str, mended: str) -> None:
    assert fixed(post, rule) == mended


@pytest.mark.parametrize(
    ("rule", "post"),
    [
        ("double-spaces", "One.  Two.  Three.  Four.\n"),
        ("double-spaces", "A line  \nbroken by hand\n"),
        ("double-spaces", "| a   | b  |\n| --- | -- |\n| c  d | e |\n"),
        ("double-spaces", "```\na  b\n```\n\n    c  d\n\n`e  f`\n"),
        ("double-spaces", "A <b> b </b> c\n"),
        ("space-before-punctuation", "Use .NET, wait ... or . . . go :) :tada:\n"),
        ("space-before-punctuation", "Is it a ? b : c\n"),
        ("space-before-punctuation", "A note [^1], so\n\n[^1]: It.\n"),
        ("missing-space", "See example.org, Node.js, e.g.this, 1,000, U.S.A. and Astro.The\n"),
        ("missing-space", "The names fs,path,util and stream,http\n"),
        ("missing-space", "Use `a.The b` at https://example.org/a.The,b\n"),
        ("doubled-punctuation", "Wait... cd .. and ../up, 1..10 and …\n"),
        ("heading-full-stop", "# The U.S.\n\n# Why?\n\n# Wait...\n\n# Miller & Co. Inc.\n"),
        ("small-sentence-start", "It is approx. the same. npm runs, etc. and so on. It’s e.g. a\n"),
        ("hyphen-for-dash", "Well-known, 5 - 3, --flag\n\n- item - account\n"),
        ("hyphen-in-range", "555-0100, 2026-11-20, 10-12-14, CVE-2017-37, 9-4, 0-1-0\n"),
    ],
)
def test_left_alone(rule: str, post: str) -> None:
    assert marked(post, rule) == []


def test_french_puts_spaces_before_double_signs() -> None:
    post = "Pourquoi ? Voilà ; oui ! Mais ceci , non.\n"
    assert marked(post, "space-before-punctuation", language="fr") == [" "]
    assert len(marked(post, "space-before-punctuation")) == 4


def test_a_paragraph_that_breaks_off() -> None:
    post = (
        "The patrol leaves before dawn, and the lamps are lit by\n\nThe end of this one is *here*\n"
    )
    assert marked(post, "paragraph-without-end") == ["by"]


@pytest.mark.parametrize(
    ("post", "mended"),
    [
        ("A – b – c. D - e\n", "A – b – c. D – e\n"),
        ("A—b—c. D -- e—f\r\n", "A—b—c. D—e—f\r\n"),
        ("A -- b -- c, d—e and `f - g`\n", "A -- b -- c, d -- e and `f - g`\n"),
    ],
)
def test_dashes_are_made_like_the_most(post: str, mended: str) -> None:
    assert fixed(post, "mixed-dashes") == mended
    assert marked(mended, "mixed-dashes") == []


@pytest.mark.parametrize(
    "post",
    [
        "A—b and 10–12 and London–Paris and 5 - 3 and well-known\n",
        "A – b.\n\n- **item** - account\n- [link](x.md) -- account\n",
        "A—b, as “it was.” – Mira Okafor\n",
        "A—b with --flag and -x\n\n---\n\n| a - b | c |\n| --- | --- |\n| d - e | – |\n",
        "A—b\n\n> Kara Lind – Editor\n",
    ],
)
def test_dashes_that_are_alike_or_none(post: str) -> None:
    assert marked(post, "mixed-dashes") == []


def test_a_tag_parts_two_sentences() -> None:
    assert marked("The boat is late.<br>The weir is open.\n", "missing-space") == []
    assert marked("The boat is late.The weir is open.\n", "missing-space") == ["."]
