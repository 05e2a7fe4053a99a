"""Tables with uneven rows, and those shown as text."""

from __future__ import annotations

from copydesk.core.review.structure.tables import cells_of
from tests.core.review.structure_checks import FIELDS, check, fixed, found, rendered

_HEAD = "| Port | Boats |\n|---|---|\n"


def test_cells() -> None:
    for row, cells in (
        ("| a | b |", ["a", "b"]),
        ("a|b", ["a", "b"]),
        ("> | a \\| b | c", ["a \\| b", "c"]),
        ("| a | b \\|", ["a", "b \\|"]),
        ("||", [""]),
        ("| a | | |", ["a", "", ""]),
        ("", [""]),
        ("|", [""]),
    ):
        assert [cell.of(row).strip() for cell in cells_of(row)] == cells


def test_rows_that_are_too_short() -> None:
    for row, mended in (
        ("| Oban |", "| Oban |  |"),
        ("| Oban", "| Oban |  |"),
        ("| ओबान 🚢 |", "| ओबान 🚢 |  |"),
    ):
        for newline in ("\n", "\r\n", "\r"):
            post = (FIELDS + _HEAD + row + "\n").replace("\n", newline)
            assert found("table-rows", post) == [row]
            assert fixed("table-rows", post) == post.replace(row, mended)
            assert found("table-rows", fixed("table-rows", post)) == []


def test_rows_that_are_too_long() -> None:
    post = FIELDS + _HEAD + "| Oban | 4 | lost | too |\n| Mallaig | 2 |\n"
    (finding,) = check("table-rows", post)
    assert finding.span.of(post) == " lost | too "
    assert "“lost”" in finding.detail
    assert "lost" not in rendered(post)


def test_even_rows() -> None:
    for rows in (
        "| Oban | 4 |\n",
        "| Oban | 4 | |\n",
        "Oban |\n",
        "| a \\| b | 4 |\n",
        "",
    ):
        assert found("table-rows", FIELDS + _HEAD + rows) == []
    assert found("table-rows", "> a | b\n> --|--\n> 1 | 2\n") == []
    assert found("table-rows", "```\n" + _HEAD + "| x |\n```\n") == []


def test_tables_shown_as_text() -> None:
    for body, mended in (
        ("| a | b |\n|---|\n| 1 | 2 |\n", "| a | b |\n|---|---|\n| 1 | 2 |\n"),
        ("a | b\n---|---|---\n1 | 2\n", "a | b\n---|---\n1 | 2\n"),
        ("| a | b |\n|--|--|--|\n| 1 | 2 |\n", "| a | b |\n|--|--|\n| 1 | 2 |\n"),
        ("| a | b |\r\n| 1 | 2 |\r\n", "| a | b |\r\n|---|---|\r\n| 1 | 2 |\r\n"),
    ):
        assert "<table" not in rendered(body)
        assert len(found("table-as-text", FIELDS + body)) == 1
        assert fixed("table-as-text", FIELDS + body) == FIELDS + mended
        assert "<table" in rendered(mended)


def test_text_with_bars_is_left() -> None:
    for body in (
        _HEAD + "| Oban | 4 |\n",
        "a | b\n",
        "| only one row |\n",
        "| x |\n| y |\n",
        "He | she\nthey | it\n",
        "    | a | b |\n    |---|\n",
        "`| a | b |`\n",
    ):
        assert found("table-as-text", FIELDS + body) == []
    goldmark = "a | b\n---|---|---\n1 | 2\n"
    assert check("table-as-text", goldmark, generator="hugo") == ()
