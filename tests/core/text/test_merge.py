"""Three-way merge of sequences and of prose."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.core.text.edits import apply_edits
from copydesk.core.text.merge import Kind, merge3
from copydesk.core.text.passages import passages_of
from copydesk.core.text.positions import Span
from copydesk.core.text.prose_merge import ProseMerge, edits_of, in_style
from tests.core.text.strategies import texts

units = st.lists(st.sampled_from("abcdef"), max_size=12)


def kinds(base: str, mine: str, theirs: str) -> str:
    """S, M, T, B or C for each region."""
    return "".join(region.kind.name[0] for region in merge3(list(base), list(mine), list(theirs)))


def merged(base: str, mine: str, theirs: str, choices: dict[int, str] | None = None) -> str:
    prose = ProseMerge(base, mine, theirs)
    pieces = prose.pieces(choices or {})
    edits = edits_of(pieces, mine, Span(0, len(mine)))
    result = apply_edits(mine, edits)
    assert result == "".join(piece.text for piece in pieces)
    return result


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [
        ("abc", "abc", "abc", "S"),
        ("abc", "xbc", "abz", "MST"),
        ("abc", "axc", "axc", "SBS"),
        ("abc", "axc", "ayc", "SCS"),
        ("abc", "xbc", "ayc", "MTS"),  # neighbours don't collide
        ("abc", "axbc", "abyc", "SMSTS"),
        ("abc", "axbc", "aybc", "SCS"),  # both put something in one place
        ("abc", "axbc", "axybc", "SBTS"),
        ("abc", "ac", "axc", "SCS"),  # removed here, changed there
        ("abc", "ac", "ac", "SBS"),
        ("abc", "axbc", "ac", "SMTS"),
        ("", "a", "b", "C"),
        ("", "ab", "ab", "B"),
        ("abc", "", "abc", "M"),
    ],
)
def test_who_changed_what(base: str, mine: str, theirs: str, expected: str) -> None:
    assert kinds(base, mine, theirs) == expected


@given(units, units, units)
def test_regions_cover_everything_and_say_the_truth(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    at = [0, 0, 0]
    sides = (base, mine, theirs)
    for region in merge3(base, mine, theirs):
        spans = (region.base, region.mine, region.theirs)
        assert [span.start for span in spans] == at
        at = [span.end for span in spans]
        b, m, t = (side[span.start : span.end] for side, span in zip(sides, spans, strict=True))
        assert (b == m == t) is (region.kind is Kind.SAME)
        if region.kind is Kind.MINE:
            assert b == t
        elif region.kind is Kind.THEIRS:
            assert b == m
        elif region.kind is Kind.BOTH:
            assert m == t
    assert at == [len(side) for side in sides]


@given(units, units, units)
def test_both_sides_see_the_same_regions(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    swapped = {Kind.MINE: Kind.THEIRS, Kind.THEIRS: Kind.MINE}
    here = [(r.kind, r.base) for r in merge3(base, mine, theirs)]
    there = [(swapped.get(r.kind, r.kind), r.base) for r in merge3(base, theirs, mine)]
    assert [one for one in here if one[1]] == [one for one in there if one[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One\ntwo.\n\nThree.\n", ["One\ntwo.", "Three."]),
        ("# H\nText\n- a\n  more\n- b\n\n1. c\n", ["# H", "Text", "- a\n  more", "- b", "1. c"]),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n", ["| a | b |", "|---|---|", "| 1 | 2 |"]),
        ("Text\n```\ncode\n\nmore\n```\nafter\n", ["Text", "```\ncode\n\nmore\n```", "after"]),
        ("\n\n  \nText", ["Text"]),
        ("```\nopen\n\nfor ever\n", ["```\nopen\n\nfor ever"]),
        ("a\r\n\r\nb\rc\r\r", ["a", "b\nc"]),
        ("Title\n=====\n\n> quote\n> more\n", ["Title\n=====", "> quote\n> more"]),
        ("", []),
    ],
)  # fmt: skip
def test_passages(text: str, expected: list[str]) -> None:
    assert [part.key for part in passages_of(text).parts] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## **Fares** stay as they are", "Fares stay as they are"),
        ("- [ ] see [the _old_ page](x.md), `now`", "see the old page, now"),
        ("Sentences that go on, and on, over and over.", "Sentences that go on, and on, over and…"),
        ("***", ""),
    ],
)  # fmt: skip
def test_names(text: str, expected: str) -> None:
    assert passages_of(text).parts[0].name == expected


@given(texts)
def test_passages_leave_no_gap(text: str) -> None:
    found = passages_of(text)
    pieces = [found.lead.of(text)]
    for part in found.parts:
        pieces += [part.span.of(text), part.after.of(text)]
        assert part.key.strip(" \t\n")
    assert "".join(pieces) == text


PARAGRAPHS = ("First the ferry.", "Then the river.", "The bridge is shut.", "Last, the weather.")
TEXT = "\n\n".join(PARAGRAPHS) + "\n"


class TestProse:
    def test_neighbouring_paragraphs(self) -> None:
        mine, theirs = TEXT.replace("ferry", "boat"), TEXT.replace("river", "stream")
        assert merged(TEXT, mine, theirs) == mine.replace("river", "stream")

    def test_two_rewritten_here_one_of_them_there(self) -> None:
        mine = TEXT.replace("First the ferry", "First the old ferry").replace("Then", "Next")
        theirs = TEXT.replace("Then the river", "Then the wide river")
        prose = ProseMerge(TEXT, mine, theirs)
        assert [clash.mine for clash in prose.clashes] == ["Next the river."]

    def test_rewritten_without_a_common_word(self) -> None:
        base, mine, theirs = "a\n\nb\n\nc\n", "x\n\ny\n\nc\n", "a\n\ny\n\nz\n"
        assert merged(base, mine, theirs) == "x\n\ny\n\nz\n"

    def test_items_of_a_list_are_on_their_own(self) -> None:
        base = "- one\n- two\n- three\n"
        mine, theirs = "- one\n- two\n- three!\n- four\n", "- zero\n- one\n- 2\n- three\n"
        assert merged(base, mine, theirs) == "- zero\n- one\n- 2\n- three!\n- four\n"

    def test_a_paragraph_put_below_a_list_does_not_become_part_of_it(self) -> None:
        base = "- one\n- two\n\nEnd\n"
        mine, theirs = "- one\n\nEnd\n", "- one\n- two\n\nNew\n\nEnd\n"
        assert merged(base, mine, theirs) == "- one\n\nNew\n\nEnd\n"

    def test_added_below_what_was_last_and_removed_there(self) -> None:
        assert merged("A\n\nC", "A\n\nC\n\nD", "A") == "A\n\nD"
        assert merged("A\n\nC", "A", "A\n\nC\n\nD") == "A\n\nD"
        assert merged("A\n\nB\n\nC\n", "A\n\nB\n", "A\n\nC\n") == "A\n"

    def test_the_end_of_the_text_is_merged_by_itself(self) -> None:
        assert merged("A\n\nB\n", "A\n\nB", "A!\n\nB\n") == "A!\n\nB"
        assert merged("A\n\nB", "A!\n\nB", "A\n\nB\n") == "A!\n\nB\n"
        assert merged("A\n\nB", "A\n\nB\n\nC", "A\n\nB!") == "A\n\nB!\n\nC"

    def test_blank_lines_are_merged_too(self) -> None:
        assert merged("A\n\nB\n\nC\n", "A!\n\nB\n\nC\n", "A\n\nB\n\n\nC\n") == "A!\n\nB\n\n\nC\n"

    @pytest.mark.parametrize("newline", ["\r\n", "\r"])
    def test_line_ends_of_another_kind_do_not_collide(self, newline: str) -> None:
        mine = TEXT.replace("river", "stream").replace("\n", newline)
        theirs = TEXT.replace("bridge", "big\nbridge") + "\nMore.\n"
        expected = TEXT.replace("river", "stream").replace("bridge", "big\nbridge") + "\nMore.\n"
        assert merged(TEXT, mine, theirs) == expected.replace("\n", newline)

    def test_mixed_line_ends_stay_mixed(self) -> None:
        base = "a one\r\na two\na three\r\n\r\nb\n"
        mine = base.replace("b\n", "b!\n")
        theirs = base.replace("a two", "a 2").replace("\r\n", "\n")
        assert merged(base, mine, theirs) == "a one\r\na 2\r\na three\r\n\r\nb!\n"

    def test_chosen_for_a_clash(self) -> None:
        mine, theirs = TEXT.replace("river", "stream"), TEXT.replace("river", "brook")
        assert merged(TEXT, mine, theirs) == mine
        assert merged(TEXT, mine, theirs, {0: "Then the brook."}) == theirs
        assert merged(TEXT, mine, theirs, {0: "X\n\nY\n"}) == TEXT.replace(PARAGRAPHS[1], "X\n\nY")
        assert merged(TEXT, mine, theirs, {0: ""}) == TEXT.replace(PARAGRAPHS[1] + "\n\n", "")

    def test_removed_here_changed_there(self) -> None:
        mine, theirs = TEXT.replace(PARAGRAPHS[1] + "\n\n", ""), TEXT.replace("river", "brook")
        clash = ProseMerge(TEXT, mine, theirs).clashes[0]
        assert (clash.base, clash.mine, clash.theirs) == (PARAGRAPHS[1], "", "Then the brook.")
        assert merged(TEXT, mine, theirs) == mine
        assert merged(TEXT, mine, theirs, {0: clash.theirs}) == theirs

    def test_code_is_one(self) -> None:
        base = "A\n\n```\none\n\ntwo\n```\n\nB\n"
        prose = ProseMerge(base, base.replace("one", "1"), base.replace("two", "2"))
        assert [clash.mine for clash in prose.clashes] == ["```\n1\n\ntwo\n```"]

    def test_what_is_no_prose_goes_by_lines(self) -> None:
        base = "".join(f"row {number}, value {number}\n" for number in range(2_000))
        mine, theirs = base.replace("value 70\n", "value x\n"), base.replace("row 900,", "row y,")
        assert merged(base, mine, theirs) == mine.replace("row 900,", "row y,")
        both = theirs.replace("value 70\n", "value z\n")
        assert [c.mine for c in ProseMerge(base, mine, both).clashes] == ["row 70, value x"]


@given(texts, st.sampled_from(["\n", "\r\n", "\r"]))
def test_style_changes_line_ends_only(text: str, newline: str) -> None:
    styled = in_style(text, "", newline)
    lines = re.split("\r\n|\n|\r", text)
    assert re.split("\r\n|\n|\r", styled) == lines
    assert in_style(text, text, newline) == text


@st.composite
def three_texts(draw: st.DrawFn) -> tuple[str, str, str]:
    """A text of paragraphs and items, and two that came of it."""
    count = draw(st.integers(0, 7))
    items = draw(st.lists(st.booleans(), min_size=count, max_size=count))
    base = [f"{'- ' if item else ''}par {n} words" for n, item in enumerate(items)]

    def edited(mark: str) -> list[str]:
        result = list(base)
        for number in range(draw(st.integers(0, 3))):
            at = draw(st.integers(0, len(result)))
            kind = draw(st.sampled_from(["add", "drop", "change", "split"]))
            if kind == "add":
                result.insert(at, f"{mark} added {number}")
            elif at < len(result):
                if kind == "drop":
                    del result[at]
                elif kind == "change":
                    result[at] += f" {mark}{number}"
                else:
                    result[at : at + 1] = [result[at] + f" {mark}", f"{mark} rest {number}"]
        return result

    def text(parts: list[str]) -> str:
        lead = draw(st.sampled_from(["", "\n"]))
        end = draw(st.sampled_from(["\n", "", "\n\n"]))
        return lead + "\n\n".join(parts) + (end if parts else "")

    return text(base), text(edited("mine")), text(edited("theirs"))


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


@given(three_texts())
def test_prose_properties(three: tuple[str, str, str]) -> None:
    base, mine, theirs = three
    assert merged(base, mine, base) == mine
    assert merged(base, base, theirs) == theirs
    assert merged(base, mine, mine) == mine
    here, there = ProseMerge(base, mine, theirs), ProseMerge(base, theirs, mine)
    assert [(c.mine, c.theirs) for c in here.clashes] == [(c.theirs, c.mine) for c in there.clashes]
    result = merged(base, mine, theirs)
    if not here.clashes:
        assert merged(base, theirs, mine).split() == result.split()
    shown = words(result) | {w for c in here.clashes for w in words(c.mine + " " + c.theirs)}
    assert (words(mine) | words(theirs)) - words(base) <= shown
    assert words(result) <= words(mine) | words(theirs)
    lines = set(mine.split("\n")) | set(theirs.split("\n"))
    assert set(result.split("\n")) <= lines
    for number, clash in enumerate(here.clashes):
        for choice in (clash.mine, clash.theirs, "fresh words"):
            chosen = merged(base, mine, theirs, {number: choice})
            assert words(choice) <= words(chosen)


@given(three_texts(), st.data())
def test_line_ends_of_either_side_change_nothing(
    three: tuple[str, str, str], data: st.DataObject
) -> None:
    base, mine, theirs = three
    newlines = st.sampled_from(["\n", "\r\n", "\r"])
    styles = [data.draw(newlines) for _side in range(3)]
    other = [text.replace("\n", style) for text, style in zip(three, styles, strict=True)]
    plain = merged(base, mine, theirs)
    result = merged(other[0], other[1], other[2])
    assert in_style(result, "", "\n").replace("\r", "\n") == plain
    if "\n" in mine:
        assert result == plain.replace("\n", styles[1])
