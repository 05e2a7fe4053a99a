"""What an editor reads of a merge."""

from __future__ import annotations

import pytest

from copydesk.core.posts.merge import merge_posts
from copydesk.ui.disk.merge_words import offer, outcome

BASE = "---\ntitle: A\npubDate: 2026-01-01\ntags: [x]\na: 1\nb: 2\n---\n\nOne.\n\nTwo.\n\nThree.\n"
BEGIN = "Another program changed this post too. "


def changed(*pairs: tuple[str, str]) -> str:
    text = BASE
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("mine", "theirs", "words"),
    [
        (changed(("One", "I")), changed(("title: A", "title: B")), "“Title” comes from the disk."),
        (
            changed(("One", "I")),
            changed(("2026", "2027"), ("title: A", "title: B"), ("Two", "II"), ("Three", "III")),
            "“Title”, “Publication date” and 2 paragraphs come from the disk.",
        ),
        (
            changed(("[x]", "[x, y]")),
            changed(("[x]", "[x, z]")),
            "“Tags” comes from the disk.",
        ),
        (
            changed(("Two", "II")),
            changed(("title: A", "title: B"), ("a: 1", "a: 3"), ("b: 2", "b: 3"), ("2026", "2027")),
            "4 fields come from the disk.",
        ),
    ],
)
def test_no_collision(mine: str, theirs: str, words: str) -> None:
    said = offer(merge_posts(BASE, mine, theirs))
    assert said == f"{BEGIN}The changes don’t touch each other: {words}"


def test_collisions() -> None:
    mine = changed(("title: A", "title: B"), ("Two", "II"))
    theirs = changed(("title: A", "title: C"), ("Three", "III"))
    merge = merge_posts(BASE, mine, theirs)
    assert offer(merge) == f"{BEGIN}“Title” was changed on both sides."
    assert outcome(merge, 1) == (
        "Merged: 1 paragraph from the disk; 1 paragraph of yours; 1 passage as you decided."
    )
    both = merge_posts(BASE, mine, theirs.replace("Two", "Zwei"))
    assert offer(both) == f"{BEGIN}2 passages were changed on both sides."


def test_the_same_on_both_sides() -> None:
    mine = changed(("Two", "II"), ("One", "I"))
    theirs = changed(("Two", "II"))
    assert offer(merge_posts(BASE, mine, theirs)) == BEGIN + "Your text has all that the file has."
    assert outcome(merge_posts(BASE, theirs, theirs), 0) == "Merged: both were the same."
