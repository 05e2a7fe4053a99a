from __future__ import annotations

import pytest

from copydesk.core.site.colours import Colour, read_colour, write_colour


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#1f6feb", Colour(31, 111, 235)),
        ("#FFF", Colour(255, 255, 255)),
        ("#00000080", Colour(0, 0, 0, 128 / 255)),
        ("rgb(31, 111, 235)", Colour(31, 111, 235)),
        ("rgb(100% 0% 0% / 50%)", Colour(255, 0, 0, 0.5)),
        ("hsl(0deg, 100%, 50%)", Colour(255, 0, 0)),
        ("rgba(1,2,3,.5)", Colour(1, 2, 3, 0.5)),
        ("teal", None), ("#12", None), ("rgb(1,2)", None), ("rgb(a,b,c)", None), ("", None),
    ],
)  # fmt: skip
def test_colours_are_read(text: str, colour: Colour | None) -> None:
    assert read_colour(text) == colour


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", "#ff8000"),
        ("teal", "#ff8000"),
        ("#ABC", "#FF8000"),
        ("#abcdef", "#ff8000"),
        ("rgb(1, 2, 3)", "rgb(255, 128, 0)"),
        ("rgb(1 2 3)", "rgb(255 128 0)"),
        ("rgba(1, 2, 3, 0.5)", "rgba(255, 128, 0, 1)"),
        ("hsl(1, 2%, 3%)", "hsl(30, 100%, 50%)"),
    ],
)
def test_a_colour_is_written_in_the_manner_of_the_old_one(old: str, new: str) -> None:
    assert write_colour(Colour(255, 128, 0), old) == new


def test_what_lets_through_is_written_too() -> None:
    assert write_colour(Colour(255, 128, 0, 0.5), "") == "#ff800080"
    assert write_colour(Colour(255, 128, 0, 0.5), "rgb(1 2 3)") == "rgb(255 128 0 / 0.5)"
