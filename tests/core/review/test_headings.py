"""Headings: made by dashes, skipped, too deep, bold, empty, repeated."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from copydesk.core.text.edits import apply_edits
from tests.core.review.structure_checks import FIELDS, check, fixed, found, rendered

_ENDS = re.compile(r"\r\n|\n|\r")
_SEEDS = sorted((Path(__file__).parents[4] / "shared" / "seeds").glob("*.txt"))


_DASHES_MAKE_A_HEADING_OF_A_PARAGRAPH = [
    "The boats sail again from Monday.\n---\n",
    "The boats sail again from Monday.\n---",
    "The union agreed late on Friday.\n---\nThe boats sail again.\n",
    "A first line\nand a second, of the same paragraph.\n---\nThe boats sail again.\n",
    "नाव सोमवार से फिर चलेगी, यूनियन मान गई।\n---\nबाकी बाद में।\n",
    "کشتیاں پیر سے دوبارہ چلیں گی۔\n---\nباقی خبر۔\n",
    "![The harbour](harbour.jpg)\n---\nThe boats sail again.\n",
    "> The boats sail again from Monday.\n> ---\n\nMore.\n",
    "Boats 🚢 sail\n-\n",
]


def test_dashes_make_a_heading_of_a_paragraph() -> None:
    for body in _DASHES_MAKE_A_HEADING_OF_A_PARAGRAPH:
        for post in (
            body,
            FIELDS + body,
            (FIELDS + body).replace("\n", "\r\n"),
            "\r".join(body.split("\n")),
        ):
            (finding,) = check("heading-by-dashes", post)
            assert set(finding.span.of(post)) == {"-"}
            assert "<h2" in rendered(post)
            for number in range(2):
                mended = fixed("heading-by-dashes", post, fix=number)
                assert "<h2" not in rendered(mended)
                assert check("heading-by-dashes", mended) == ()
                assert set(_ENDS.findall(mended)) <= set(_ENDS.findall(post))


_MEANT_HEADINGS_AND_RULES_ARE_LEFT = [
    "What happened\n---\n\nThe boats sail again.\n",
    "What comes next?\n---\nThe boats sail again.\n",
    "We share our screens frequently.\n--------------------------------\n\nText.\n",
    "The boats sail again.\n\n---\n",
    "The boats sail again.\n***\n",
    "```\nThe boats sail again.\n---\n```\n",
    "| a | b |\n|---|---|\n| The boats. | x |\n",
    "<<<<<<< HEAD\nThe boats sail again.\n=======\nNo boats.\n>>>>>>> desk\n",
    "",
]


def test_meant_headings_and_rules_are_left() -> None:
    for body in _MEANT_HEADINGS_AND_RULES_ARE_LEFT:
        assert found("heading-by-dashes", FIELDS + body) == []
        assert found("heading-by-dashes", body) == []


def test_python_markdown_draws_a_rule_under_several_lines() -> None:
    post = "A first line\nand a second one.\n---\n"
    assert found("heading-by-dashes", post, engine="python-markdown") == []
    assert "<hr" in rendered(post, "python-markdown")
    assert "<h2" in rendered(post)


@pytest.mark.skipif(not _SEEDS, reason="the documents are not at hand")
def test_the_real_post() -> None:
    post = next(text for path in _SEEDS if (text := path.read_text("utf-8")).startswith("---"))
    (dashes,) = check("heading-by-dashes", post)
    assert dashes.sentence == "The last paragraph becomes a heading"
    assert [fix.label for fix in dashes.fixes] == ["Remove it", "Add a blank line"]
    assert fixed("heading-by-dashes", post) == post[:-4]
    assert len(found("title-repeated", post)) == 1
    assert "\n### **" not in fixed("heading-bold", post)
    assert fixed("heading-start", post).count("\n## ") == post.count("\n### ")
    assert found("heading-levels", post) == found("empty-section", post) == []


def test_levels_that_are_skipped_are_closed_with_all_below() -> None:
    post = FIELDS + "## A\n\na\n\n#### B\n\nb\n\n##### C\n\nc\n\n## D\n\nd\n"
    assert found("heading-levels", post) == ["#### B"]
    assert fixed("heading-levels", post) == post.replace("#### B", "### B").replace(
        "##### C", "#### C"
    )
    assert found("heading-levels", FIELDS + "# A\n\n## B\n\n### C\n\n# D\n") == []
    assert found("heading-levels", "> ## A\n>\n> #### B\n") == []


def test_headings_that_start_too_deep_rise() -> None:
    post = FIELDS + "### A\n\na\n\n#### B\n\nb\n\n## C\n\nc\n\n### D\n"
    assert found("heading-start", post) == ["### A"]
    assert fixed("heading-start", post) == post.replace("### A", "## A").replace("#### B", "### B")
    assert check("heading-start", post, options={"deepest": 3}) == ()
    assert check("heading-start", post, options={"deepest": 1})[0].fixes
    assert found("heading-start", "# A\n") == found("heading-start", "Text.\n") == []


def test_headings_of_level_one() -> None:
    post = FIELDS + "# A\n\na\n\nB\n=\n\nb\n\n## C\n\nc\n"
    assert found("multiple-h1", post) == ["B\n="]
    mended = fixed("multiple-h1", post)
    assert mended == FIELDS + "## A\n\na\n\nB\n-\n\nb\n\n### C\n\nc\n"
    assert found("multiple-h1", post.removeprefix(FIELDS)) == ["B\n="]
    assert found("multiple-h1", FIELDS + "# A\n\n```\n# B\n```\n") == []
    assert found("h1-beside-title", post) == []
    assert found("h1-beside-title", FIELDS + "# A\n") == ["# A"]
    assert found("h1-beside-title", "# A\n") == found(
        "h1-beside-title", FIELDS + "# Harbour news\n"
    )
    assert found("h1-beside-title", "# A\n") == []
    assert check("h1-beside-title", FIELDS + "# A\n", generator="mkdocs") == ()


_BOLD_HEADINGS = [
    ("## **Income**", "## Income"),
    ("## __Income__ ##", "## Income ##"),
    ("## ***Income***", "## *Income*"),
    ("**Income**\n------", "Income\n------"),
    ("## **आय और ख़र्च**", "## आय और ख़र्च"),
]


def test_bold_headings() -> None:
    for heading, left in _BOLD_HEADINGS:
        post = f"{FIELDS}{heading}\n\nTaxes.\n"
        assert fixed("heading-bold", post) == f"{FIELDS}{left}\n\nTaxes.\n"


def test_headings_bold_in_part_are_left() -> None:
    assert found("heading-bold", "## **Income** and more\n\n## A **b**\n\n## **A** **b**\n") == []


def test_empty_headings() -> None:
    post = FIELDS + "A.\r\n\r\n## ##\r\n\r\nB.\r\n"
    assert found("heading-empty", post) == ["## ##"]
    assert fixed("heading-empty", post) == FIELDS + "A.\r\n\r\nB.\r\n"
    assert found("heading-empty", "# ![Map](map.png)\n\n## `x`\n\n### <a name='x'></a>\n") == []


def test_number_signs_need_a_space() -> None:
    post = "Text.\n\n##Income\nTaxes.\n"
    assert found("heading-space", post) == ["##"]
    assert "<h2" not in rendered(post)
    assert "<h2" in rendered(fixed("heading-space", post))
    assert found("heading-space", "#harbour news\n\n#123\n\n\\##Income\n\n`##Income`\n") == []
    assert found("heading-space", post, engine="python-markdown") == []
    assert "<h2" in rendered(post, "python-markdown")


def test_sections_without_text() -> None:
    assert found("empty-section", "## A\n\n## B\n\nb\n\n### C\n") == ["## A", "### C"]
    (finding,) = check("empty-section", "## A\n\n### B\n\n### C\n\n## D\n\nd\n")
    assert finding.sentence == "There is no text under 2 headings"
    for body in ("## A\n\n### B\n\nb\n", "## A\n![x](y)\n", "## A\n", "## A\n<div>\n\n## B\n- c\n"):
        assert found("empty-section", body) == []
    assert check("empty-section", "## A\n\n<Map />\n\n## B\n\nb\n", name="a.mdx") == ()
    assert found("empty-section", "## A\n\na\n\nThe last.\n---") == []


_TITLES_REPEATED = [
    "**Ferry strike ends today**",
    "# Ferry strike ends today",
    "## Ferry Strike Ends Today",
    "Ferry strike ends today!",
]


def test_titles_repeated() -> None:
    for line in _TITLES_REPEATED:
        post = f"---\ntitle: “Ferry strike” ends today\n---\n\n{line}\n\n    code\n"
        (finding,) = check("title-repeated", post, generator="astro")
        assert finding.span.of(post) == line
        mended = apply_edits(post, finding.fixes[0].edits)
        assert mended == "---\ntitle: “Ferry strike” ends today\n---\n\n    code\n"


def test_titles_nearly_repeated() -> None:
    post = "---\ntitle: Minister says rates will rise in March\n---\n{}\n\nMore.\n"
    near = post.format("Minister says the rates will rise in March")
    assert check("title-repeated", near)[0].sentence == "The text starts with nearly its title"
    assert found("title-repeated", post.format("Minister says fares will fall in May")) == []
    toml = '+++\ntitle = "Ferry strike ends"\n+++\r\nFerry strike ends\r\n\r\nMore.\r\n'
    assert fixed("title-repeated", toml) == '+++\ntitle = "Ferry strike ends"\n+++\r\nMore.\r\n'
    json = '{"title": "Ferry strike ends"}\n\nFerry strike ends\n'
    assert found("title-repeated", json) == ["Ferry strike ends"]


def test_other_first_lines_are_left() -> None:
    for body in (
        "Ferries sail.\n",
        "![x](y)\n\nHarbour news\n",
        "- Harbour news\n",
        "<div>\n\nHarbour news\n",
    ):
        assert found("title-repeated", FIELDS + body) == []
    parts = (
        "---\ntitle: Notes from the long strike, part 1\n---\nNotes from the long strike, part 2\n"
    )
    assert found("title-repeated", parts) == []
    assert found("title-repeated", "Harbour news\n") == []
    assert check("title-repeated", FIELDS + "# Harbour news\n", generator="mkdocs") == ()
