"""A name that is there twice is told, and mended without a guess."""

from __future__ import annotations

import pytest

from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.text.edits import apply_edits


@pytest.mark.parametrize(
    ("block", "label", "mended"),
    [
        ("a: 1\nb: 2\na: 1\n", "Remove the spare one", "a: 1\nb: 2\n"),
        ("a:\nb: 2\na: 1\n", "Remove the spare one", "b: 2\na: 1\n"),
        ("a: 1\nb: 2\na:\n", "Remove the spare one", "a: 1\nb: 2\n"),
        ("a: old # note\nb: 2\na: new\n", "Keep “new”", "b: 2\na: new\n"),
        ("a: [x]\na:\n  - y\n  - z\n", "Keep the last", "a:\n  - y\n  - z\n"),
        ("s:\n  t: 1\n  u: 2\n  t: 3\n", "Keep “3”", "s:\n  u: 2\n  t: 3\n"),
        ("l:\n  - x: 1\n    t: 2\n    t: 3\n", "Keep “3”", "l:\n  - x: 1\n    t: 3\n"),
        ("l:\n  - t: |\n      a\n    t: 3\n", "", None),
        ("a: &x 1\nb: *x\na: 2\n", "", None),
    ],
)
def test_the_mend_keeps_what_is_read(block: str, label: str, mended: str | None) -> None:
    text = f"---\n{block}---\nBody.\n"
    before = read_frontmatter(text)
    (problem,) = before.problems
    assert "twice" in problem.sentence
    assert problem.mend_label == label
    assert not problem.fatal
    if mended is None:
        assert problem.mend == ()
        return
    after = apply_edits(text, problem.mend)
    assert after == f"---\n{mended}---\nBody.\n"
    assert read_frontmatter(after).problems == ()


def test_two_merges_are_no_slip() -> None:
    text = "---\na: &a {x: 1}\nb: &b {y: 1}\nc:\n  <<: *a\n  <<: *b\n---\n"
    assert read_frontmatter(text).problems == ()


def test_thousands_are_not_told_one_by_one() -> None:
    text = "---\n" + "a: 1\n" * 3_000 + "g:\n" + "  x: 1\n" * 3_000 + "---\n"
    assert len(read_frontmatter(text).problems) == 40
