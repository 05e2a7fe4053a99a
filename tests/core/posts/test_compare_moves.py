"""What moved is told from what was rewritten, and comes back as one piece."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.core.posts.compare import Piece, compare_posts
from copydesk.core.text.edits import apply_edits
from tests.core.posts.test_compare import posts

FIRST = "The bridge over the mill stream closes on Monday for three weeks of repairs."
SECOND = "Buses run along the north bank, and the school bus leaves ten minutes early."
THIRD = "A footpath stays open for people on foot and for those who push a bicycle."
FOURTH = "The council will look at the cost again when it meets in January."


def text_of(*paragraphs: str) -> str:
    return "".join(f"{paragraph}\n\n" for paragraph in paragraphs)


def moved(old: str, new: str) -> list[Piece]:
    return [piece for piece in compare_posts(old, new).pieces if piece.moved_from is not None]


def words(text: str, spans: object) -> list[str]:
    return [span.of(text) for span in spans]  # type: ignore[attr-defined]


def test_a_paragraph_that_moved_is_one_piece_without_changes() -> None:
    old, new = text_of(FIRST, SECOND, THIRD, FOURTH), text_of(FOURTH, FIRST, SECOND, THIRD)
    (piece,) = compare_posts(old, new).pieces
    assert piece.new_span.of(new).strip() == FOURTH
    assert piece.old_span.of(old).strip() == FOURTH
    assert piece.changes == ()
    assert not new[piece.moved_from :].strip()
    assert apply_edits(new, piece.edits) == old


def test_what_was_changed_in_a_paragraph_that_moved_is_marked() -> None:
    other = FOURTH.replace("cost", "price").replace("January", "March")
    old, new = text_of(FIRST, SECOND, THIRD, FOURTH), text_of(FIRST, other, SECOND, THIRD)
    (piece,) = compare_posts(old, new).pieces
    assert not new[piece.moved_from :].strip()
    assert words(old, piece.old_changes) == ["cost", "January"]
    assert words(new, piece.new_changes) == ["price", "March"]
    assert apply_edits(new, piece.edits) == old


def test_a_section_moves_as_one() -> None:
    section = ("## On foot", THIRD, FOURTH)
    old = text_of("Lead.", *section, "## By bus", FIRST, SECOND)
    new = text_of("Lead.", "## By bus", FIRST, SECOND, *section)
    (piece,) = moved(old, new)
    assert piece.changes == ()
    assert len(compare_posts(old, new).pieces) == 1
    assert apply_edits(new, piece.edits) == old


def test_items_of_a_list_move() -> None:
    old = "- apples from the valley\n- pears\n- plums\n- quinces\n"
    new = "- pears\n- plums\n- quinces\n- apples from the valley\n"
    (piece,) = compare_posts(old, new).pieces
    assert piece.new_span.of(new) == "- apples from the valley\n"
    assert piece.moved_from == 0
    assert apply_edits(new, piece.edits) == old


def test_a_rewritten_paragraph_has_not_moved() -> None:
    old, new = text_of(FIRST, SECOND), text_of(FIRST, "Nothing of this was there before at all.")
    assert moved(old, new) == []
    assert moved(text_of("Alike.", FIRST, "Alike."), text_of(FIRST, "Alike.")) == []


def test_a_move_and_a_rewrite_at_one_place_are_told_apart() -> None:
    fresh = "Ferries will not carry cars while the work goes on."
    old, new = text_of(FIRST, SECOND, THIRD, FOURTH), text_of(FOURTH, FIRST, fresh, THIRD)
    found = compare_posts(old, new)
    (piece,) = moved(old, new)
    assert piece.new_span.of(new).strip() == FOURTH
    (other,) = [one for one in found.pieces if one.moved_from is None]
    assert (other.old_span.of(old).strip(), other.new_span.of(new).strip()) == (SECOND, fresh)


def test_a_last_line_without_its_end_is_never_joined_to_another() -> None:
    old, new = f"{FIRST}\n\n{SECOND}\n\n{THIRD}", f"{SECOND}\n\n{FIRST}\n\n{THIRD}\n\n{FOURTH}"
    for one, other in ((old, new), (new, old)):
        found = compare_posts(one, other)
        for number in range(len(found.pieces)):
            lines = apply_edits(other, found.edits([], [number])).split("\n")
            assert not set(lines) - {"", FIRST, SECOND, THIRD, FOURTH}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_move_comes_in_and_goes_back(end: str) -> None:
    old = text_of(FIRST, SECOND, THIRD, FOURTH)
    new = text_of(FOURTH, FIRST, SECOND, THIRD.replace("open", "shut")).replace("\n", end)
    found = compare_posts(old, new)
    everything = range(len(found.pieces))
    assert apply_edits(old, found.forward_edits([], everything, line_ends=True)) == new
    number = next(n for n, piece in enumerate(found.pieces) if piece.moved_from is not None)
    assert apply_edits(old, found.forward_edits([], [number])) == text_of(
        FOURTH, FIRST, SECOND, THIRD
    )


OTHER = FOURTH.replace("cost", "price")
CODE = "```\ncode\n```"
PARTS = st.lists(
    st.sampled_from(
        [
            FIRST,
            SECOND,
            THIRD,
            FOURTH,
            OTHER,
            "## Head",
            "- one",
            "- two",
            CODE,
            "Two\nlines",
            "|a|b|",
        ]
    )
    | st.sampled_from(["", "\n"]),
    max_size=8,
)


@given(PARTS, PARTS, st.sampled_from(["\n", "\n\n", "\r\n\r\n"]), st.booleans())
def test_paragraphs_in_any_order_come_back(
    mine: list[str], theirs: list[str], between: str, ended: bool
) -> None:
    old, new = (between.join(parts) + (between if ended else "") for parts in (mine, theirs))
    found = compare_posts(old, new)
    assert apply_edits(new, found.all_edits()) == old
    for number, piece in enumerate(found.pieces):
        after = apply_edits(new, found.edits([], [number]))
        assert len(after) - len(new) == sum(edit.growth for edit in piece.edits)
        assert apply_edits(after, compare_posts(old, after).all_edits()) == old


@given(posts(), posts(), st.data())
def test_what_is_chosen_comes_in_from_the_other_side(
    old: str, new: str, data: st.DataObject
) -> None:
    found = compare_posts(old, new)
    fields, pieces = range(len(found.fields)), range(len(found.pieces))
    assert apply_edits(old, found.forward_edits(fields, pieces, line_ends=True)) == new
    some = data.draw(st.sets(st.sampled_from(pieces))) if pieces else set()
    after = apply_edits(old, found.forward_edits([], some))
    assert apply_edits(after, compare_posts(new, after).all_edits()) == new


def test_long_posts_with_many_moves_are_compared_in_time() -> None:
    chance = random.Random(5)
    names = [f"word{n}" for n in range(900)]
    paragraphs = [" ".join(chance.choices(names, k=50)) for _ in range(100)]
    shuffled = [
        paragraph.replace("word1", "name1", 4) for paragraph in chance.sample(paragraphs, 100)
    ]
    old, new = text_of(*paragraphs), text_of(*shuffled)
    started = time.process_time()
    found = compare_posts(old, new)
    took = time.process_time() - started
    print(f"compared in {1000 * took:.0f} ms")
    assert took < 1.5  # 0.15 s where nothing else runs
    assert sum(piece.moved_from is not None for piece in found.pieces) > 40
    assert apply_edits(new, found.all_edits()) == old
