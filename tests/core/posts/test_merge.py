"""Three-way merge of posts: fields by key, prose by paragraph, and nothing lost or invented."""

from __future__ import annotations

import random
import re
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts.field_edits import set_field, unset_field
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.posts.merge import Kind, Merge, merge_posts
from copydesk.core.posts.merge_lists import merged_list
from copydesk.core.posts.values import same_value
from copydesk.core.resources import resource_path
from copydesk.core.text.edits import apply_edits

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BASE = """\
---
title: Ferry timetable returns
# What search engines show
description: "The last boat leaves at nine."   # up to 160 letters
pubDate: 2026-11-20
draft: true
tags: [ferry, river]
---

The last ferry leaves at **21:00** from Monday.

It goes on until March.
"""


def outcome(merge: Merge, choices: Mapping[int, str] | None = None) -> str:
    return apply_edits(merge.mine, merge.resolved(choices or {}))


def merged(base: str, mine: str, theirs: str) -> str:
    merge = merge_posts(base, mine, theirs)
    assert not merge.collisions
    return outcome(merge)


class TestFields:
    def test_fields_of_both_sides_and_prose(self) -> None:
        mine = BASE.replace("draft: true", "draft: false").replace("March", "April")
        theirs = BASE.replace("returns", "is back").replace("Monday", "Tuesday")
        assert merged(BASE, mine, theirs) == mine.replace("returns", "is back").replace(
            "Monday", "Tuesday"
        )
        merge = merge_posts(BASE, mine, theirs)
        assert [(one.kind, one.is_field, one.label) for one in merge.taken] == [
            (Kind.THEIRS, True, "title"),
            (Kind.MINE, True, "draft"),
            (Kind.THEIRS, False, "The last ferry leaves at 21:00 from…"),
            (Kind.MINE, False, "It goes on until April."),
        ]
        assert [one.words() for one in merge.taken[:2]] == [
            "“title” from the disk",
            "“draft” of yours",
        ]
        assert all(len(edit.new) < 12 for edit in merge.edits)

    def test_one_key_on_both_sides(self) -> None:
        mine, theirs = BASE.replace("returns", "is back"), BASE.replace("returns", "again")
        merge = merge_posts(BASE, mine, theirs)
        (collision,) = merge.collisions
        assert collision.label == "title"
        assert collision.texts == (
            "title: Ferry timetable returns",
            "title: Ferry timetable is back",
            "title: Ferry timetable again",
        )
        assert collision.span.of(mine) == collision.mine + "\n"
        assert outcome(merge) == mine
        assert outcome(merge, {0: collision.theirs}) == theirs
        assert outcome(merge, {0: "title: 'A: B'\n"}) == BASE.replace(
            "Ferry timetable returns", "'A: B'"
        )
        assert "title" not in read_frontmatter(outcome(merge, {0: ""})).data

    @pytest.mark.parametrize("wrong", ["title: a: b", "other: x", "title: x\nnew: y", "---", "x"])
    def test_what_is_typed_for_a_field_must_read(self, wrong: str) -> None:
        mine, theirs = BASE.replace("returns", "is back"), BASE.replace("returns", "again")
        with pytest.raises(EditRefusedError):
            merge_posts(BASE, mine, theirs).resolved({0: wrong})

    def test_to_the_same_value_written_otherwise(self) -> None:
        mine = BASE.replace("Ferry timetable returns", '"Boats"')
        theirs = BASE.replace("Ferry timetable returns", "Boats").replace("March", "May")
        assert merged(BASE, mine, theirs) == mine.replace("March", "May")

    def test_the_value_here_the_comment_there(self) -> None:
        mine = BASE.replace("leaves at nine", "leaves at ten")
        theirs = BASE.replace("# up to 160 letters", "# at most 150")
        expected = mine.replace("# up to 160 letters", "# at most 150")
        assert merged(BASE, mine, theirs) == expected
        assert merged(BASE, theirs, mine) == expected

    def test_keys_added_on_both_sides(self) -> None:
        mine = BASE.replace("tags:", "author: Ada\ntags:")
        theirs = BASE.replace("draft: true\n", "draft: true\nlang: en\n").replace(
            "river]\n", "river]\nhero: a.jpg\n"
        )
        result = merged(BASE, mine, theirs)
        assert list(read_frontmatter(result).data) == [
            "title", "description", "pubDate", "draft", "lang", "author", "tags", "hero",
        ]  # fmt: skip

    def test_a_key_above_all_others(self) -> None:
        theirs = BASE.replace("title:", "# A note\nid: 7\ntitle:")
        mine = BASE.replace("draft: true", "draft: false")
        assert merged(BASE, mine, theirs) == theirs.replace("draft: true", "draft: false")

    def test_removed_there_kept_or_changed_here(self) -> None:
        theirs = BASE.replace("draft: true\n", "")
        assert merged(BASE, BASE.replace("returns", "x"), theirs) == theirs.replace("returns", "x")
        mine = BASE.replace("draft: true", "draft: false")
        (collision,) = merge_posts(BASE, mine, theirs).collisions
        assert collision.texts == ("draft: true", "draft: false", "")
        (collision,) = merge_posts(BASE, theirs, mine).collisions
        assert collision.texts == ("draft: true", "", "draft: false")
        merge = merge_posts(BASE, theirs, mine)
        assert outcome(merge, {0: collision.theirs}) == mine

    def test_comments_of_both_sides(self) -> None:
        mine = BASE.replace("# What search", "# Whatever search")
        theirs = BASE.replace("pubDate:", "# The day\npubDate:")
        assert merged(BASE, mine, theirs) == mine.replace("pubDate:", "# The day\npubDate:")
        both = BASE.replace("# What search engines show", "# Shown")
        result = merged(BASE, mine, both)
        assert "# Whatever search engines show\n# Shown\n" in result

    def test_the_comment_of_a_removed_key(self) -> None:
        start, end = BASE.index("description"), BASE.index("pubDate")
        theirs = BASE[:start] + BASE[end:]
        mine = BASE.replace("returns", "x")
        assert merged(BASE, mine, theirs) == theirs.replace("returns", "x")

    @pytest.mark.parametrize(
        ("base", "mine", "theirs", "expected"),
        [
            ("ab", "abc", "abd", "abdc"),
            ("ab", "b", "abd", "bd"),
            ("ab", "abx", "a", "ax"),
            ("", "a", "b", "ab"),
            ("abc", "cab", "abcd", "cdab"),
            ("ab", "ab", "ba", "ab"),
            ("ab", "ac", "ad", None),  # both put something in the place of b
            ("aab", "aab", "ab", None),
        ],
    )
    def test_lists(self, base: str, mine: str, theirs: str, expected: str | None) -> None:
        result = merged_list(list(base), list(mine), list(theirs))
        if expected is None:
            assert result is None
        else:
            assert result is not None
            assert sorted(map(str, result)) == sorted(expected)

    def test_tags_of_both_sides(self) -> None:
        mine = BASE.replace("[ferry, river]", "[ferry, river, boats]")
        theirs = BASE.replace("[ferry, river]", "\n  - river\n  - harbour")
        result = merged(BASE, mine, theirs)
        assert set(read_frontmatter(result).data["tags"]) == {"river", "boats", "harbour"}  # type: ignore[call-overload]  # a list
        assert "tags: [river" in result
        (both,) = [one for one in merge_posts(BASE, mine, theirs).taken if one.label == "tags"]
        assert both.words() == "“tags” from both sides"

    def test_a_block_added_on_both_sides(self) -> None:
        body = "Text.\n"
        mine, theirs = "---\ntitle: A\n---\nText.\n", "---\ndraft: true\n---\nText.\n"
        result = read_frontmatter(merged(body, mine, theirs))
        assert result.data == {"title": "A", "draft": True}

    def test_a_block_added_there_and_prose_here(self) -> None:
        assert merged("A.\n", "A!\n", "---\nt: 1\n---\nA.\n") == "---\nt: 1\n---\nA!\n"

    def test_a_block_removed_here_changed_there(self) -> None:
        mine = BASE[BASE.index("The last") :]
        theirs = BASE.replace("returns", "again").replace("March", "May")
        (collision,) = merge_posts(BASE, mine, theirs).collisions
        assert collision.mine == ""
        assert collision.label == ""
        assert outcome(merge_posts(BASE, mine, theirs)) == mine.replace("March", "May")

    def test_anchors_move_together_or_not_at_all(self) -> None:
        base = "---\na: &x one\nb: *x\nc: 1\n---\nText\n"
        mine = base.replace("c: 1", "c: 2")
        theirs = base.replace("&x one", "&y two").replace("*x", "*y")
        assert merged(base, mine, theirs) == theirs.replace("c: 1", "c: 2")
        mine = base.replace("b: *x", "b: *x\nd: *x")
        merge = merge_posts(base, mine, theirs)  # with theirs, d would have nothing to point to
        assert merge.collisions
        assert outcome(merge) == mine


class TestOtherBlocks:
    def test_toml(self) -> None:
        base = '+++\ntitle = "A"\ndraft = true\ntags = ["x"]\n+++\nText.\n'
        mine = base.replace('"A"', '"B"').replace("+++\nText", 'lang = "en"\n+++\nText')
        theirs = base.replace("true", "false").replace("+++\nText", 'slug = "s"\n+++\nText')
        result = merged(base, mine, theirs)
        assert read_frontmatter(result).data == {
            "title": "B", "draft": False, "tags": ["x"], "lang": "en", "slug": "s",
        }  # fmt: skip

    def test_toml_collides_as_a_whole(self) -> None:
        base = '+++\ntitle = "A"\n+++\nText.\n'
        mine, theirs = base.replace("A", "B"), base.replace("A", "C").replace("Text", "Words")
        merge = merge_posts(base, mine, theirs)
        (collision,) = merge.collisions
        assert collision.mine == '+++\ntitle = "B"\n+++'
        assert outcome(merge) == mine.replace("Text", "Words")
        assert outcome(merge, {0: collision.theirs}) == theirs

    def test_json_that_would_not_read(self) -> None:
        base = '{\n  "title": "A"\n}\n\nText.\n'
        mine = base.replace('"A"', '"A",\n  "x": 1')
        theirs = base.replace('"A"', '"A",\n  "y": 2')
        (collision,) = merge_posts(base, mine, theirs).collisions
        assert collision.is_field

    def test_a_block_that_can_not_be_read(self) -> None:
        base = "---\ntitle: [a\nx: 1\ny: 2\n---\nText.\n"
        mine, theirs = base.replace("x: 1", "x: 5"), base.replace("y: 2", "y: 6")
        assert merged(base, mine, theirs) == mine.replace("y: 2", "y: 6")
        merge = merge_posts(base, mine, base.replace("x: 1", "x: 7"))
        assert len(merge.collisions) == 1

    def test_a_missing_fence(self) -> None:
        base = "title: A\nx: 1\n---\n\nText.\n\nMore.\n"
        theirs = "---\n" + base.replace("More", "Less")
        assert merged(base, base.replace("Text", "Words"), theirs) == theirs.replace(
            "Text", "Words"
        )

    def test_fields_told_twice_go_by_lines(self) -> None:
        base = "---\na: 1\na: 2\nb: 3\n---\nText.\n"
        assert merged(base, base.replace("b: 3", "b: 4"), base.replace("a: 2", "a: 5")) == (
            base.replace("b: 3", "b: 4").replace("a: 2", "a: 5")
        )


def test_the_seams_of_head_and_prose() -> None:
    base = "---\na: 1\n---"
    assert merged(base, "---\na: 2\n---", base + "\nText.\n") == "---\na: 2\n---\nText.\n"


def test_in_mine_line_ends() -> None:
    mine = BASE.replace("returns", "x").replace("\n", "\r\n")
    theirs = BASE.replace("draft: true", "draft: false\nlang: en").replace("March", "May\nor June")
    expected = theirs.replace("returns", "x").replace("\n", "\r\n")
    assert merged(BASE, mine, theirs) == expected


def test_large_texts_are_quick_enough_to_finish() -> None:
    """1 MB, 20,000 lines, changes on both sides all over: some tenths of a second."""
    rng = random.Random(7)
    words = [f"w{n}" for n in range(3_000)]
    lines = [" ".join(rng.choices(words, k=10)) for _line in range(20_000)]
    text = BASE + "\n\n".join(lines) + "\n"
    mine, theirs = text.split("\n\n"), text.split("\n\n")
    for number in range(5, 19_000, 40):
        mine[number] += " mine"
        theirs[number + 20] += " theirs"
    theirs.insert(9_000, "new")
    result = merged(text, "\n\n".join(mine), "\n\n".join(theirs))
    assert result.count(" mine") == 475
    assert result.count(" theirs") == 475
    same = "\n".join(["all the same"] * 20_000)
    assert outcome(merge_posts(same, same + "\nmine", "theirs\n" + same))


# Random posts ------------------------------------------------------------------------------------

KEYS = ["title", "draft", "tags", "note", "café", "pubDate"]
VALUES = ["one", '"two words"', "true", "2026-01-02", "[a, b]", "", "|\n  long\n  text", "'it''s'"]
MANY = settings(suppress_health_check=[HealthCheck.too_slow])


@st.composite
def posts(draw: st.DrawFn) -> str:
    keys: list[str] = draw(st.lists(st.sampled_from(KEYS), max_size=5, unique=True))
    head = "".join(
        draw(st.sampled_from(["", "# above " + key + "\n", "\n"]))
        + f"{key}: {draw(st.sampled_from(VALUES))}\n"
        for key in keys
    )
    count = draw(st.integers(0, 5))
    body = "\n\n".join(f"Paragraph number{n} of it." for n in range(count))
    fenced = bool(keys) or draw(st.booleans())
    return (f"---\n{head}---\n" if fenced else "") + f"\n{body}\n"


@st.composite
def edited(draw: st.DrawFn, text: str, mark: str) -> str:
    """A few changes as a person makes them, all in words that hold ``mark``."""
    for number in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(["set", "unset", "comment", "add", "drop", "change", "tags"]))
        new = f"{mark}{number}"
        fields = read_frontmatter(text)
        if kind == "set":
            text = apply_edits(text, set_field(text, draw(st.sampled_from(KEYS)), f"value {new}"))
        elif kind == "unset":
            text = apply_edits(text, unset_field(text, draw(st.sampled_from(KEYS))))
        elif kind == "tags":
            tags = fields.data.get("tags")
            tags = [*tags, new] if isinstance(tags, list) else [new]
            text = apply_edits(text, set_field(text, "tags", tags))
        elif kind == "comment" and fields.entries:
            at = draw(st.sampled_from(fields.entries)).span.start
            text = text[:at] + f"# comment {new}\n" + text[at:]
        else:
            head, body = text[: fields.body_start], text[fields.body_start :].strip("\n")
            parts = body.split("\n\n") if body else []
            at = draw(st.integers(0, len(parts)))
            if kind == "add":
                parts.insert(at, f"Added {new}.")
            elif at < len(parts) and kind == "drop":
                del parts[at]
            elif at < len(parts):
                parts[at] += f" {new}."
            text = head + "\n" + "\n\n".join(parts) + "\n"
    return text


@st.composite
def three_posts(draw: st.DrawFn) -> tuple[str, str, str]:
    base = draw(posts())
    return base, draw(edited(base, "mine")), draw(edited(base, "theirs"))


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def check(base: str, mine: str, theirs: str) -> Merge:
    """All that must hold for any three posts."""
    assert outcome(merge_posts(base, mine, base)) == mine
    assert outcome(merge_posts(base, base, theirs)) == theirs
    assert outcome(merge_posts(base, mine, mine)) == mine
    assert not merge_posts(base, mine, mine).collisions
    merge = merge_posts(base, mine, theirs)
    result = outcome(merge)
    told = " ".join(f"{c.mine}\n{c.theirs}" for c in merge.collisions)
    new = (words(mine) | words(theirs)) - words(base)
    assert new <= words(result) | words(told)
    assert words(result) <= words(mine) | words(theirs)
    assert not re.search(r"^(<{7}|={7}|>{7})", result, re.MULTILINE)
    sides = [read_frontmatter(text) for text in (base, mine, theirs, result)]
    if sides[1].readable and sides[2].readable:
        assert sides[3].readable
    if sides[1].format == sides[2].format == "yaml":
        for key, value in sides[3].data.items():
            mine_or_theirs = any(
                key in side.data and same_value(side.data[key], value) for side in sides[1:3]
            )
            assert mine_or_theirs or isinstance(value, list)
    every = {n: c.theirs for n, c in enumerate(merge.collisions)}
    try:
        taken = outcome(merge, every)
    except EditRefusedError:
        return merge
    assert words(" ".join(every.values())) <= words(taken)
    return merge


@MANY
@given(three_posts())
def test_properties(three: tuple[str, str, str]) -> None:
    base, mine, theirs = three
    merge = check(base, mine, theirs)
    other = merge_posts(base, theirs, mine)
    assert {(c.mine, c.theirs) for c in merge.collisions} == {
        (c.theirs, c.mine) for c in other.collisions
    }
    if not merge.collisions:
        here, there = outcome(merge), outcome(other)
        one, two = read_frontmatter(here), read_frontmatter(there)
        lists = [k for k, v in one.data.items() if isinstance(v, list)]
        for key in one.data.keys() - set(lists):
            assert same_value(one.data[key], two.data[key])
        for key in lists:
            assert sorted(one.data[key]) == sorted(two.data[key])  # type: ignore[call-overload]  # lists of text
        assert here[one.body_start :].split() == there[two.body_start :].split()


PIECES = (
    "---\n", "title: x\n", "a: [1, 2]\n", "a: |\n  b\n", "# c\n", "\n", "\r\n", "\r", "Text ",
    "- item\n", "```\n", "| x |\n", "\u2028", "\u00a0", "\x00", "\ud83d", "😀", "{\n", '"a": 1\n',
    "}\n", "+++\n", "t = 1\n", "> q\n", "...\n", "\t", "نص\n", "a: *x\n", "b: &x y\n", "  - i\n",
)  # fmt: skip
odd = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@MANY
@given(odd, odd, odd)
def test_any_three_texts(base: str, mine: str, theirs: str) -> None:
    assert outcome(merge_posts(base, mine, base)) == mine
    assert outcome(merge_posts(base, base, theirs)) == theirs
    assert outcome(merge_posts(base, mine, mine)) == mine
    merge = merge_posts(base, mine, theirs)
    result = outcome(merge)
    assert words(result) <= words(mine) | words(theirs)
    told = " ".join(f"{one.mine}\n{one.theirs}" for one in merge.collisions)
    assert (words(mine) | words(theirs)) - words(base) <= words(result) | words(told)
    for number, one in enumerate(merge.collisions):
        with suppress(EditRefusedError):
            assert words(one.theirs) <= words(outcome(merge, {number: one.theirs}))


@pytest.mark.parametrize(
    "path", sorted(resource_path("newsroom", "src").rglob("*.md")), ids=lambda path: path.stem
)
def test_on_the_sample_newsroom(path: Path) -> None:
    base = path.read_bytes().decode()
    rng = random.Random(path.stem)
    for _round in range(6):
        mine, theirs = _changed(base, rng, "mine"), _changed(base, rng, "theirs")
        check(base, mine, theirs)


def _changed(text: str, rng: random.Random, mark: str) -> str:
    """A few words, lines and fields changed at random."""
    for number in range(rng.randrange(1, 5)):
        kind = rng.randrange(4)
        if kind == 0:
            fields = read_frontmatter(text)
            key = rng.choice([entry.key for entry in fields.entries] or ["title"])
            with suppress(EditRefusedError):
                text = apply_edits(text, set_field(text, key, f"{mark} {number}"))
            continue
        start = read_frontmatter(text).body_start
        lines = text[start:].split("\n")
        at = rng.randrange(len(lines))
        if kind == 1:
            lines[at] = " ".join([*lines[at].split(" "), f"{mark}{number}"])
        elif kind == 2:
            lines.insert(at, f"\nA new line by {mark}{number}.\n")
        else:
            del lines[at : at + 2]
        text = text[:start] + "\n".join(lines)
    return text
