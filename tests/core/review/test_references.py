"""Links and footnotes without a definition, and definitions there twice."""

from __future__ import annotations

from tests.core.review.structure_checks import FIELDS, check, fixed, found, rendered


def test_links_without_an_address() -> None:
    for body, piece in (
        ("See the [timetable][times].\n", "[timetable][times]"),
        ("See the [timetable][].\n", "[timetable][]"),
        ("See *the [time\ntable][times]*.\n", "[time\ntable][times]"),
        ("- देखें [समय][x]\r\n", "[समय][x]"),
    ):
        assert found("reference-undefined", FIELDS + body) == [piece]
        assert "][" in rendered(body)


def test_footnotes_without_a_text() -> None:
    post = FIELDS + "Oban[^1] and Mallaig[^2].\n\n[^1]: A port.\n"
    assert found("reference-undefined", post) == ["[^2]"]
    assert fixed("reference-undefined", post) == post.replace("[^2]", "")


def test_whole_references_and_prose() -> None:
    for body in (
        "[a b][c] [a b][] [C]\n\n[c]: /d\n[a b]: /e\n",
        "x[i][j] and [0][1] and `[ab][cd]` and \\[ab][cd]\n",
        "[sic] [ab] (c)[d]\n",
        "<code>[string, <a href='x'>T</a>][]</code>\n",
        "```\n[ab][cd] [^1]\n```\n",
        "[{{ a }}][{{ b }}]\n",
    ):
        assert found("reference-undefined", FIELDS + body) == []
    assert check("reference-undefined", "[ab][c.d.e]\n", generator="mkdocs") == ()


def test_two_addresses_for_a_label() -> None:
    post = FIELDS + "[a][1]\n\n[1]: /b\r\n[1]: /c\r\n[ A  B ]: /d\n[a b]: <e>\n"
    assert found("reference-twice", post) == ["[1]: /c", "[a b]: <e>"]
    (first, _) = check("reference-twice", post)
    assert [span.of(post) for span in first.related] == ["[1]: /b"]


def test_definitions_that_agree_or_are_none() -> None:
    for body in (
        "[a][1]\n\n[1]: /b\n[1]: /b\n",
        "[a][1]\n\n[1]: http://x.example/B\n[1]: https://x.example/b/\n",
        "[a][1]\n\n[1]: /b\n\n```\n[1]: /c\n```\n",
        "[a][1]\n\n[1]: /b\n\nText\n[1]: /c\n",
        "[^1]: a\n[^1]: b\n",
        "[1]: /b",
    ):
        assert found("reference-twice", FIELDS + body) == []
