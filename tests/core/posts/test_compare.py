"""What differs between two posts, and that every choice of it can be brought back exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.core.posts.compare import compare_posts
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.text.edits import apply_edits

if TYPE_CHECKING:
    from copydesk.core.posts.compare import PostComparison
    from copydesk.core.text.positions import Span

OLD = """\
---
title: Library reopens
tags: [flood, library]
draft: true
# set by the desk
pubDate: 2026-11-20
---

The library reopens on Saturday, nine months after the flood.

- Doors open at ten
- Loans resume on Monday

The reading room follows.
"""
NEW = """\
---
title: "Library reopens after flood"
tags: [flood, repairs]
author: Ana Petrov
# set by the desk
pubDate: 2026-11-20
---

The library reopens on Saturday, ten months after the flood.

- Doors open at nine
- Loans resume on Tuesday

The reading room follows.

It has new shelves.
"""


def restored(comparison: PostComparison) -> str:
    return apply_edits(comparison.new, comparison.all_edits())


def words(text: str, spans: object) -> list[str]:
    return [span.of(text) for span in spans]  # type: ignore[attr-defined]


def test_fields_are_told_apart_from_prose() -> None:
    found = compare_posts(OLD, NEW)
    assert [(change.key, change.kind) for change in found.fields] == [
        ("title", "changed"),
        ("tags", "changed"),
        ("author", "added"),
        ("draft", "removed"),
    ]
    title, tags, author, draft = found.fields
    assert words(title.new_text or "", title.new_changes) == [" after flood"]
    assert words(tags.old_text or "", tags.old_changes) == ["library"]
    assert (author.old_text, author.new_text) == (None, "Ana Petrov")
    assert (draft.old_text, draft.new_text) == ("yes", None)
    assert len(found.pieces) == 4


def test_words_that_differ_are_marked_within_their_lines() -> None:
    found = compare_posts(OLD, NEW)
    assert [
        (words(OLD, piece.old_changes), words(NEW, piece.new_changes)) for piece in found.pieces
    ] == [
        (["nine"], ["ten"]),
        (["ten"], ["nine"]),
        (["Monday"], ["Tuesday"]),
        ([], ["\nIt has new shelves.\n"]),
    ]
    assert (found.words_added, found.words_removed) == (12, 5)


def test_one_field_comes_back_alone() -> None:
    found = compare_posts(OLD, NEW)
    for number, change in enumerate(found.fields):
        before = read_frontmatter(NEW).data
        after = read_frontmatter(apply_edits(NEW, found.edits([number], []))).data
        expected = {key: value for key, value in before.items() if key != change.key}
        if change.old_key:
            expected[change.old_key] = read_frontmatter(OLD).data[change.old_key]
        assert after == expected


def test_a_field_that_was_only_renamed_is_one_change() -> None:
    old = "---\ntitle: A\ndate: 2026-01-01\n---\n"
    new = "---\ntitle: A\npubDate: 2026-01-01\n---\n"
    (change,) = compare_posts(old, new).fields
    assert (change.kind, change.old_key, change.key) == ("renamed", "date", "pubDate")
    assert apply_edits(new, change.edits) == old


def test_a_field_that_was_only_moved_is_one_change() -> None:
    old = "---\ntitle: A\ndraft: true\ntags: [a]\n---\n"
    new = "---\ndraft: true\ntags: [a]\ntitle: A\n---\n"
    (change,) = compare_posts(old, new).fields
    assert (change.kind, change.key) == ("moved", "title")
    assert apply_edits(new, change.edits) == old


def test_comments_among_the_fields_are_passages() -> None:
    old = "---\n# first\ntitle: A\n---\nx\n"
    new = "---\n# second\ntitle: A\n---\nx\n"
    found = compare_posts(old, new)
    assert not found.fields
    assert [piece.old_span.of(old) for piece in found.pieces] == ["# first\n"]


@pytest.mark.parametrize(
    "head",
    [
        '+++\ntitle = "{}"\n+++\n',
        '{{\n"title": "{}"\n}}\n',
        "---\ntitle: [{}\n---\n",
        "---\ntitle: a\ntitle: {}\n---\n",
        "---\n{{title: {}}}\n---\n",
        "---\nbase: &b {}\nother: *b\n---\n",
    ],
)
def test_fields_that_cannot_be_told_apart_are_passages(head: str) -> None:
    old, new = head.format("one") + "\nText.\n", head.format("two") + "\nText.\n"
    found = compare_posts(old, new)
    assert not found.fields
    assert found.pieces
    assert restored(found) == old


def test_other_line_ends_throughout_are_no_difference_of_the_text() -> None:
    old = OLD.replace("\n", "\r\n")
    found = compare_posts(old, NEW)
    assert found.line_ends == ("\r\n", "\n")
    assert len(found.fields) == 4
    assert len(found.pieces) == 4
    assert restored(found) == old
    # What comes back takes the line ends that are there, or all take the old ones.
    some = apply_edits(NEW, found.edits([0], [3]))
    assert "\r" not in some
    assert some == apply_edits(NEW, compare_posts(OLD, NEW).edits([0], [3]))
    all_ends = apply_edits(NEW, found.edits([], [], line_ends=True))
    assert all_ends == NEW.replace("\n", "\r\n")


def test_line_ends_that_differ_in_some_lines_are_passages() -> None:
    old, new = "a\nb\r\nc\n", "a\nb\nc\n"
    found = compare_posts(old, new)
    assert found.line_ends is None
    assert [words(old, piece.old_changes) for piece in found.pieces] == [["\r\n"]]
    assert restored(found) == old


@pytest.mark.parametrize(
    ("old", "new", "removed", "added"),
    [
        ("यह पुरानी परीक्षा है।", "यह नयी परीक्षा है।", ["पुरानी"], ["नयी"]),
        ("هذا نص قديم هنا", "هذا نص جديد هنا", ["قديم"], ["جديد"]),
        ("图书馆星期六重新开放", "图书馆星期天重新开放", ["六"], ["天"]),
        ("sum of 1,400.50 euro", "sum of 1,900.50 euro", ["1,400.50"], ["1,900.50"]),
        ("a family 👩‍👩‍👧 came in", "a family 👩‍👩‍👦 came in", ["👩‍👩‍👧"], ["👩‍👩‍👦"]),
        ("ten bar", "ten barley", ["bar"], ["barley"]),
        ("five\u00a0km from here", "five km from here", ["\u00a0"], [" "]),
    ],
)
def test_words_are_words_in_every_script(
    old: str, new: str, removed: list[str], added: list[str]
) -> None:
    (piece,) = compare_posts(old, new).pieces
    assert words(old, piece.old_changes) == removed
    assert words(new, piece.new_changes) == added


def test_texts_without_anything_alike_are_marked_whole() -> None:
    old, new = "Apples grow in orchards.\n", "Ships sail at noon today.\n"
    (piece,) = compare_posts(old, new).pieces
    assert words(old, piece.old_changes) == [old]
    assert words(new, piece.new_changes) == [new]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a\nb\n" * 60_000, "b\nb\na\n" * 40_000),
        ("a b " * 60_000, "b b a " * 40_000),
        ("x y z " * 200_000, "x y z " * 90_000 + "Q " + "x y z " * 110_000),
        ("\n".join(map(str, range(60_000))), "\n".join(map(str, range(60_000, 0, -1)))),
        ("", "---\ntitle: x\n---\n" + "text " * 100_000),
    ],
    ids=["two lines again and again", "two words", "one long line", "backwards", "from nothing"],
)
def test_unlike_and_repetitive_texts_come_back_whole(old: str, new: str) -> None:
    assert restored(compare_posts(old, new)) == old


LINES = st.sampled_from(
    [
        "",
        "title: A",
        "title: B",
        "title: 'A'",
        "tags: [a, b]",
        "tags:",
        "  - a",
        "- b",
        "draft: no",
        "---",
        "# c",
        "text: |+",
        "  more",
        "x: &a 1",
        "y: *a",
        "One two three.",
        "One two four.",
        "* x",
        "{",
        "+++",
        "\u00a0",
        "é 👩‍👩‍👧 नी",
        "\ud800",
        "a\x00b\u2028c",
    ]
)
FIELDS = st.sampled_from(
    [
        "title: A",
        "title: Bb",
        "tags: [a, b]",
        "tags: [c]",
        "draft: no",
        "n:",
        "# c",
        "",
        "z: |+\n  q",
    ]
)
ENDS = st.sampled_from(["\n", "\n", "\n", "\r\n", "\r", ""])


@st.composite
def posts(draw: st.DrawFn) -> str:
    end = draw(st.sampled_from(["\n", "\r\n", "\r", None]))
    lines = draw(st.lists(LINES, max_size=14))
    body = "".join(line + (draw(ENDS) if end is None else end) for line in lines)
    fields = draw(st.lists(FIELDS, max_size=6, unique_by=lambda line: line[:2]))
    newline = end or "\n"
    if not draw(st.booleans()):
        return body
    return newline.join(["---", *(line.replace("\n", newline) for line in fields), "---", body])


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


@given(posts(), posts(), st.data())
def test_any_choice_gives_a_text_in_which_that_is_old(
    old: str, new: str, data: st.DataObject
) -> None:
    found = compare_posts(old, new)
    assert restored(found) == old
    assert found.same == (not found.all_edits())
    fields = data.draw(st.sets(st.sampled_from(range(len(found.fields))))) if found.fields else ()
    pieces = data.draw(st.sets(st.sampled_from(range(len(found.pieces))))) if found.pieces else ()
    result = apply_edits(new, found.edits(fields, pieces))
    if found.line_ends is not None:
        old = old.replace(found.line_ends[0], found.line_ends[1])
        assert found.line_ends[0] not in result.replace(found.line_ends[1], "")
    else:
        chosen = [found.pieces[number] for number in pieces]
        spliced = [
            (piece.new_span.start, piece.new_span.end, piece.old_span.start, piece.old_span.of(old))
            for piece in chosen
            if piece.moved_from is None
        ]
        for piece in chosen:
            if (place := piece.moved_from) is not None:
                spliced.append((*_ends(piece.new_span), -1, ""))
                spliced.append((place, place, piece.old_span.start, piece.old_span.of(old)))
        spliced += [
            (edit.start, edit.end, change.old_span.start, edit.new)
            for change in (found.fields[number] for number in fields)
            for edit in change.edits
        ]
        expected, reached = "", 0
        for start, end, _, text in sorted(spliced):
            expected += new[reached:start] + text
            reached = end
        assert result == expected + new[reached:]
    # The rest still differs, and brings the old text back after all.
    assert restored(compare_posts(old, result)) == old


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_compared_comes_back(old: str, new: str) -> None:
    assert restored(compare_posts(old, new)) == old
