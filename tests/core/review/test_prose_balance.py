"""Brackets without a partner are found; lists, faces and intervals are none."""

from __future__ import annotations

import pytest

from tests.core.review.prose_findings import marked

RULE = "unbalanced-brackets"


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ("The charge (two pounds rises.\n", ["("]),
        ("The charge two pounds) rises.\n", [")"]),
        ("(One (two) three.\n", ["("]),
        ("A [link](x.md)) here\n", [")"]),
        ("\\[one (two)\n", ["\\["]),
        ("# Heading (of\n\nText) far\n\nb\n", []),
    ],
)
def test_found(post: str, expected: list[str]) -> None:
    assert marked(post, RULE) == expected


@pytest.mark.parametrize(
    "post",
    [
        "(All (is) well [here]).\n",
        "a) one, b) two and 3) three\n",
        "It works :) and ;-( and (: too =)\n",
        "The interval [0, 1) is half open.\n",
        "`(` and [x](y(z).md) and ![a](b.png)\n",
        "(One paragraph.\n\nAnother.)\n",
        "A \\[ person \\] and (\n[a](b.md)\n), (see a)\n",
        "- [ ] a task\n- [x] done\n",
        "Add the missing ) there.\n",
        "Any sign but a colon (:) and a semicolon (;) will do.\n",
        "See [1][] and [^1].\n\n[^1]: (A note.)\n",
    ],
)
def test_left_alone(post: str) -> None:
    assert marked(post, RULE) == []
