"""The rules for links and images: what they find, what they must let be, and odd input."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from copydesk.core.review.check import check_post
from copydesk.core.review.draft import Draft
from copydesk.core.review.links.external import external_links
from copydesk.core.review.rule import Family
from copydesk.core.review.rules import BY_ID, RULES
from copydesk.core.text.edits import apply_edits
from tests.core.review.example_site import POST, TODAY, facts_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from copydesk.core.review.finding import Finding

_LINKS = tuple(rule for rule in RULES if rule.family is Family.LINKS)
_HEAD = "---\ntitle: Ferry\n---\n\n"


def _write(root: Path, files: Mapping[str, str]) -> None:
    for name, content in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8", newline="")


def _found(
    root: Path,
    rule: str,
    body: str,
    site: Mapping[str, str] | None = None,
    *,
    path: str = POST,
    engine: str = "commonmark",
) -> tuple[Finding, ...]:
    post = _HEAD + body
    _write(root, {**(site or {}), path: post})
    facts = facts_of(root, engine)
    return check_post(post, root / path, facts, today=TODAY, rules=(BY_ID[rule],))


# Where links lead -------------------------------------------------------------------------------

_ASTRO = {
    "astro.config.mjs": "export default { redirects: { '/news/old': '/news/mill' } };\n",
    "src/content/news/mill.md": "---\ntitle: Mill\n---\n\n## The weir\n\nIt holds.\n",
    "src/content/news/alias.md": "---\ntitle: B\naliases: [/news/before/]\n---\n",
    "src/pages/news/archive-of-all.astro": "<p>all</p>",
    "public/files/plan.pdf": "a plan",
    "public/files/map.png": "a map",
}
_ASTRO_POST = "src/content/news/ferry.md"


@pytest.mark.parametrize(
    ("href", "count"),
    [
        ("./mil.md", 1),
        ("./mill.md", 0),
        ("../news/mill.md#the-weir", 0),
        ("/files/plan2.pdf", 1),
        ("/files/plan.pdf", 0),
        ("/made/by/build.pdf", 0),
        ("../../../../outside/x.md", 0),
        ("https://example.org/mil.md", 0),
        ("mailto:a@example.org", 0),
        ("tel:+44123", 0),
        ("#fares", 0),
        ("{{ site.url }}/mil.md", 0),
        ("/styles/site.css", 0),
    ],
)
def test_links_to_files(tmp_path: Path, href: str, count: int) -> None:
    body = f"See [the plan]({href}).\n"
    assert len(_found(tmp_path, "broken-link", body, _ASTRO, path=_ASTRO_POST)) == count


@pytest.mark.parametrize(
    ("href", "count"),
    [
        ("/news/mil/", 1),
        ("/news/mil", 1),
        ("/news/mil/?a=1#b", 1),
        ("/en/news/mil/", 1),
        ("/news/mill/", 0),
        ("/news/mill.html", 0),
        ("/news/before/", 0),
        ("/news/old/", 0),
        ("/news/archive-of-all/", 0),
        ("/news/", 0),
        ("/about/", 0),
        ("/news/tags/boats/", 0),
        ("/news/2/", 0),
        ("/somewhere/else/", 0),
        ("../mil/", 0),
    ],
)
def test_links_to_addresses(tmp_path: Path, href: str, count: int) -> None:
    body = f"See [the plan]({href}).\n"
    assert len(_found(tmp_path, "missing-page", body, _ASTRO, path=_ASTRO_POST)) == count


def test_without_a_generator_no_address_is_called_missing(tmp_path: Path) -> None:
    site = {"news/mill.md": "---\ntitle: Mill\n---\n"}
    assert _found(tmp_path, "missing-page", "[a](/news/mil/)\n", site) == ()


def test_links_in_html_and_by_reference_count_once(tmp_path: Path) -> None:
    body = (
        '<p><a href="a.md">one</a> <!-- <a href="b.md">no</a> --></p>\n\n'
        "[two][x], [three][x] and `[four](c.md)`\n\n[x]: d.md 'T'\n"
    )
    found = _found(tmp_path, "broken-link", body)
    assert [finding.span.of(_HEAD + body) for finding in found] == ["a.md", "d.md"]


def test_a_link_of_nearly_the_right_name_is_mended(tmp_path: Path) -> None:
    body = "[a](<mil-lane.md#fares> 'T')\r\n"
    (finding,) = _found(tmp_path, "broken-link", body, {"posts/mill-lane.md": "x"})
    fixed = apply_edits(_HEAD + body, finding.fixes[0].edits)
    assert fixed == f"{_HEAD}[a](<mill-lane.md#fares> 'T')\r\n"


# Anchors ----------------------------------------------------------------------------------------

_PLACES = """# The *ferry*'s `fares` & [times](x.md)

Setext, too
-----------

## Made so {#own-id}

## Twice

## Twice

## वापसी की तारीख

<h3 id="by-hand">By hand</h3> <a name="old-way"></a>

## Launch 🚀 today
"""


@pytest.mark.parametrize(
    ("anchor", "count"),
    [
        ("the-ferrys-fares--times", 0),
        ("the-ferry-s-fares-times", 0),
        ("setext-too", 0),
        ("own-id", 0),
        ("twice-1", 0),
        ("twice_1", 0),
        ("वापसी-की-तारीख", 0),
        (quote("वापसी-की-तारीख"), 0),
        ("by-hand", 0),
        ("old-way", 0),
        ("launch-rocket-today", 0),
        ("top", 0),
        ("", 0),
        (":~:text=ferry", 0),
        ("fn1", 0),
        ("fares", 1),
        ("thrice", 1),
        ("own", 1),
    ],
)  # fmt: skip
def test_anchors_of_the_post_itself_and_of_another(tmp_path: Path, anchor: str, count: int) -> None:
    own = f"[a](#{anchor})\n\n{_PLACES}"
    assert len(_found(tmp_path, "broken-anchor", own)) == count
    site = {"posts/other.md": f"---\ntitle: Other\n---\n\n{_PLACES}"}
    assert len(_found(tmp_path, "broken-anchor", f"[a](other.md#{anchor})\n", site)) == count


def test_anchors_are_unknown_where_text_is_included(tmp_path: Path) -> None:
    body = "[a](#fares)\n\n{% include fares.html %}\n"
    assert _found(tmp_path, "broken-anchor", body) == ()


def test_a_misspelt_anchor_is_mended(tmp_path: Path) -> None:
    body = "[a](#the-weirs)\n\n## The weir\n"
    (finding,) = _found(tmp_path, "broken-anchor", body)
    assert apply_edits(_HEAD + body, finding.fixes[0].edits) == _HEAD + body.replace(
        "weirs", "weir"
    )


# Images -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("image", "count"),
    [
        ("![The map](map.png)", 1),
        ("![The map](<the map.png>)", 1),
        ('<img src="map.png" alt="The map">', 1),
        ("![The map](/files/map.png)", 0),
        ("![The map](/files/mop.png)", 1),
        ("![The map](https://example.org/map.png)", 0),
        ("![The map](data:image/png;base64,AAAA)", 0),
        ("![The map]({{ page.map }})", 0),
        ("<img src={map} alt='The map'>", 0),
        ("`![The map](map.png)`", 0),
        ("![The map][m]\n\n[m]: map.png", 1),
    ],
)
def test_images_that_are_not_there(tmp_path: Path, image: str, count: int) -> None:
    assert len(_found(tmp_path, "broken-image", f"{image}\n", _ASTRO, path=_ASTRO_POST)) == count


@pytest.mark.parametrize(
    ("image", "count"),
    [
        ("![](a.png)", 1),
        ("![ ](a.png)", 1),
        ("![A ferry](a.png)", 0),
        ('<img src="a.png">', 1),
        ('<img src="a.png" alt="">', 0),
        ('<img src="a.png" role="presentation">', 0),
        ("<img {...props}>", 0),
        ("[![](a.png)](b.md)", 1),
        ("```\n![](a.png)\n```", 0),
    ],
)
def test_images_without_a_description(tmp_path: Path, image: str, count: int) -> None:
    assert len(_found(tmp_path, "missing-alt", f"{image}\n")) == count


@pytest.mark.parametrize(
    ("alt", "count"),
    [
        ("image", 1),
        ("Screenshot", 1),
        ("IMG_1234", 1),
        ("DSC0042.JPG", 1),
        ("Screenshot 2026-01-02 at 10.11.12", 1),
        ("ferry-at-pier.jpg", 1),
        ("ferry-at-pier", 1),
        ("...", 1),
        ("Image 3", 1),
        ("The ferry", 0),
        ("Image of the ferry", 0),
        ("Chart of fares since 2019", 0),
        ("फ़ेरी", 0),
        ("Figure 8 Island", 0),
    ],
)
def test_descriptions_that_say_nothing(tmp_path: Path, alt: str, count: int) -> None:
    assert len(_found(tmp_path, "useless-alt", f"![{alt}](ferry-at-pier.jpg)\n")) == count


def test_large_images_by_bytes_and_by_width(tmp_path: Path) -> None:
    png = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
    (tmp_path / "posts").mkdir()
    for name, width, more in (("wide", 4000, 0), ("heavy", 10, 1_200_000), ("right", 2000, 0)):
        data = png.encode("latin-1") + width.to_bytes(4, "big") + bytes(4 + more)
        (tmp_path / f"posts/{name}.png").write_bytes(data)
    body = "![A](wide.png) ![B](heavy.png) ![C](right.png)\n"
    found = _found(tmp_path, "oversized-image", body)
    assert [finding.detail for finding in found] == [
        "It is 4000 pixels wide; 2560 are enough for a page.",
        "It has 1.2 MB; 1.0 MB are enough for a page.",
    ]


# How addresses are written ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("href", "right"),
    [
        ("www.example.org/a", "https://www.example.org/a"),
        ("jane@example.org", "mailto:jane@example.org"),
        ("htps://example.org", "https://example.org"),
        ("ttps://example.org/a", "https://example.org/a"),
        ("http//example.org", "http://example.org"),
        ("https:/example.org", "https://example.org"),
        ("http://https://example.org", "https://example.org"),
        ("https://https://example.org", "https://example.org"),
        ("https://example.org", ""),
        ("http://example.org/http://b.org", ""),
        ("https.md", ""),
        ("http/notes.md", ""),
        ("mailto:jane@example.org", ""),
        ("@jane", ""),
        ("wwwroot/a.md", ""),
        ("tps/a.md", ""),
    ],
)
def test_mistyped_addresses(tmp_path: Path, href: str, right: str) -> None:
    body = f"[a]({href})\n"
    found = _found(tmp_path, "mistyped-address", body)
    fixed = [apply_edits(_HEAD + body, finding.fixes[0].edits) for finding in found]
    assert fixed == ([f"{_HEAD}[a]({right})\n"] if right else [])


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("[a](http://example.co.uk)", 1),
        ("<http://example.co.uk>", 1),
        ("http://example.co.uk", 1),
        ("![A](http://example.co.uk/a.png)", 1),
        ("[a][b]\n\n[b]: http://example.co.uk", 1),
        ("[a](https://example.co.uk)", 0),
        ("[a](http://localhost:80)", 0),
        ("[a](http://192.168.0.1/)", 0),
        ("[a](http://www.example.com)", 0),
        ("`http://example.co.uk`", 0),
    ],
)
def test_links_by_http(tmp_path: Path, body: str, count: int) -> None:
    assert len(_found(tmp_path, "insecure-link", f"{body}\n")) == count


@pytest.mark.parametrize(
    ("body", "path", "fixed"),
    [
        ("See https://a.org/b_c.", POST, "See <https://a.org/b_c>."),
        ("See www.a.org now", POST, "See [www.a.org](http://www.a.org) now"),
        ("See https://a.org/b.", "posts/example.mdx", "See [https://a.org/b](https://a.org/b)."),
        ("See <https://a.org>", POST, None),
        ("See [a](https://a.org)", POST, None),
    ],
)
def test_bare_addresses(tmp_path: Path, body: str, path: str, fixed: str | None) -> None:
    found = _found(tmp_path, "bare-url", body, path=path)
    texts = [apply_edits(_HEAD + body, finding.fixes[0].edits) for finding in found]
    assert texts == ([_HEAD + fixed] if fixed else [])


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("[the site](http://localhost:4321/)", 1),
        ("[the site](file:///C:/a.html)", 1),
        ("[the site](C:\\\\a.html)", 1),
        ("![A](/Users/mira/a.png)", 1),
        ("[localhost:4321](http://localhost:4321/)", 0),
        ("Open http://localhost:4321/ now", 0),
        ("[the site](/users/mira/)", 0),
    ],
)
def test_addresses_of_ones_own_computer(tmp_path: Path, body: str, count: int) -> None:
    assert len(_found(tmp_path, "local-link", f"{body}\n")) == count


# What links say ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("[a]()", 1),
        ("[a](<>)", 1),
        ("[](b.md)", 1),
        ('<a href="b.md"></a>', 1),
        ('<a href="b.md"><i class="icon"></i></a>', 0),
        ('<a href="b.md" aria-label="Next"></a>', 0),
        ('<a id="b" href="#b"></a>', 0),
        ("[![A](a.png)](b.md)", 0),
        ("[](#b){#b}", 0),
        ("[{{ title }}]({{ url }})", 0),
        ("[`code`](b.md)", 0),
    ],
)
def test_empty_links(tmp_path: Path, body: str, count: int) -> None:
    assert len(_found(tmp_path, "empty-link", f"x {body} y\n")) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("here", 1),
        ("**Click here**", 1),
        ("Read more…", 1),
        ("here.", 1),
        ("here comes the ferry", 0),
        ("the ferry’s times", 0),
        ("यहाँ", 0),
    ],
)
def test_vague_link_texts(tmp_path: Path, text: str, count: int) -> None:
    assert len(_found(tmp_path, "vague-link-text", f"See [{text}](b.md) now.\n")) == count


def test_the_same_text_for_the_same_place_is_no_finding(tmp_path: Path) -> None:
    body = "[the report](https://www.a.org/x/) and [The report](http://a.org/x)\n"
    assert _found(tmp_path, "same-link-text", body) == ()


def test_a_draft_may_link_to_a_draft(tmp_path: Path) -> None:
    site = {"posts/pier.md": "---\ntitle: Pier\ndraft: true\n---\n"}
    post = "---\ntitle: Ferry\ndraft: true\n---\n\n[a](pier.md)\n"
    _write(tmp_path, {**site, POST: post})
    facts = facts_of(tmp_path)
    assert check_post(post, tmp_path / POST, facts, rules=(BY_ID["link-to-draft"],)) == ()


# External links, and odd input ------------------------------------------------------------------


def test_external_links_are_listed_with_their_places(tmp_path: Path) -> None:
    body = (
        "[a](https://a.org) b.md [b](b.md) <https://c.org/x> //d.org\n"
        '<img src="//e.org/e.png" alt="E"> [f][f] [m](mailto:a@b.org)\n\n[f]: http://f.org\n'
    )
    draft = Draft(_HEAD + body, tmp_path / POST, facts_of(tmp_path))
    told = [(one.href, one.text, one.image) for one in external_links(draft)]
    assert told == [
        ("https://a.org", "a", False),
        ("https://c.org/x", "https://c.org/x", False),
        ("https://e.org/e.png", "E", True),
        ("http://f.org", "f", False),
    ]
    assert external_links(draft)[0].span.of(draft.text) == "[a](https://a.org)"


_ODD = (
    "",
    "[",
    "![](",
    "[a](b.md)\r\n\r\n> [c][d]\r\n\r\n[d]: e.md\r\n",
    "[a](b.md)\r\r![](c.png)\r\r# X\r",
    "🛶 [🛶](🛶.md) ![🛶](🛶.png) https://🛶.org [a](#🛶)\n",
    "[یہاں](یہاں.md) ![](تصویر.png) [a](#سرخی)\n\n## سرخی\n",
    "| [a](b.md) | ![](c.png) |\n|---|---|\n| <a href='d.md'>x | [e]( |\n",
    "[a](http://[::1) <img src=//[x alt> [b](%zz%00.md) [c](\\\\server\\x.md)\n",
    "[a](\0.md) ![b](" + "x" * 5000 + ".png) [c](#" + "y" * 5000 + ")\n",
    "<a href=\n<img src='x\n\n{{ '[a](b.md)' }} {% img %}\n",
)


@pytest.mark.parametrize("body", _ODD)
@pytest.mark.parametrize("site", [{}, _ASTRO])
def test_no_rule_raises_and_every_fix_fits(
    tmp_path: Path, body: str, site: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    _write(tmp_path, site)
    facts = facts_of(tmp_path)
    for post in (body, _HEAD + body, "+++\ntitle = 'A'\n+++\n" + body, '{"title": 1}\n' + body):
        for finding in check_post(post, tmp_path / POST, facts, today=TODAY, rules=_LINKS):
            assert 0 <= finding.span.start <= finding.span.end <= len(post)
            for fix in finding.fixes:
                assert apply_edits(post, fix.edits) != post
    assert not caplog.records


@pytest.mark.parametrize(
    "piece", ["[", "![a](", '<a href="x">', "[a](b ", "[here](x) ", "[x](#y) "]
)
def test_no_text_takes_long(tmp_path: Path, piece: str) -> None:
    """Links that many have the same place are looked for once; counted, for no clock is steady."""
    post = _HEAD + piece * (8_000 // len(piece))
    facts = facts_of(tmp_path)
    draft = Draft(post, tmp_path / POST, facts)
    assert len(draft.links) <= len(post)
    assert len({id(target) for _link, target in draft.targets}) <= 2


# Posts that a redirect stands for ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            ".openpublishing.redirection.json",
            '{"redirections": [{"source_path": "posts/Old.md", "redirect_url": "/new"}]}',
        ),
        (
            "mkdocs.yml",
            "plugins:\n  - redirects:\n      redirect_maps:\n        'old.md': 'new.md'\n",
        ),
    ],
)
def test_a_post_that_a_redirect_names_may_be_gone(tmp_path: Path, name: str, content: str) -> None:
    body = "[The old page](old.md) and [another](gone.md).\n"
    site = {name: content, "docs/other.md": _HEAD}
    path = "docs/example.md" if name == "mkdocs.yml" else POST
    (found,) = _found(tmp_path, "broken-link", body, site, path=path)
    assert found.detail == "No file of the site is “gone.md”."
