"""Bold, italics, code, links and HTML that are not written to their end."""

from __future__ import annotations

import re

from tests.core.review.structure_checks import FIELDS, check, fixed, found, rendered

_OPEN_BOLD = [
    ("The **strike ends.\n", "The strike ends.\n"),
    ("The strike** ends.\n", "The strike ends.\n"),
    ("**2. “Oban” is first.\n", "2. “Oban” is first.\n"),
    ("**“Oban” is first.\n", "“Oban” is first.\n"),
    ("Boats: ** Oban** and more\n", "Boats: **Oban** and more\n"),
    ("Boats **Oban **and more\n", "Boats **Oban** and more\n"),
    ("Boats**Oban **and\n", "Boats**Oban** and\n"),
    ("- नाव **ओबान ** से\r\n", "- नाव **ओबान** से\r\n"),
    ("> The **strike\r> ends.\r", "> The strike\r> ends.\r"),
]


def test_open_bold() -> None:
    for body, mended in _OPEN_BOLD:
        assert "**" in rendered(body)
        assert len(found("open-bold", body)) == 1
        assert fixed("open-bold", body) == mended
        assert "**" not in rendered(mended)


def test_bold_can_be_closed_at_the_end() -> None:
    assert fixed("open-bold", "The **strike ends\n", fix=1) == "The **strike ends**\n"


_STARS_THAT_ARE_NO_OPEN_BOLD = [
    "Two **bold** words, **one\nover lines**.\n",
    "2**8 and 2 ** 8 and src/**/*.ts and **/*.md\n",
    "`**open` and \\**open and <b title='**open'>x</b>\n",
    "####\n**** redacted ****\n",
    "#### .credentials(**kwargs)\n\nf(*args, **kwargs)\n",
    "| a | b |\n|---|---|\n| no** | yes |\n",
    "$$**$$ {{< raw **open >}} {% raw **open %}\n",
    "    **open\n",
    "roles = [\"**\"] and '**'\n",
    "کشتی **اوبان** سے\n",
]


def test_stars_that_are_no_open_bold() -> None:
    for body in _STARS_THAT_ARE_NO_OPEN_BOLD:
        assert found("open-bold", FIELDS + body) == []


def test_python_markdown_minds_spaces_only() -> None:
    post = "サイトは**「港」**と\n"
    assert "<strong>" in rendered(post, "python-markdown")
    assert found("open-bold", post, engine="python-markdown") == []
    assert "**" in rendered(post)
    assert len(found("open-bold", post)) == 1
    for spaced in ("Boats **Oban **and more\n", "Boats ** Oban** and more\n"):
        assert "**" in rendered(spaced, "python-markdown")
        assert len(found("open-bold", spaced, engine="python-markdown")) == 1


def test_open_italics() -> None:
    assert found("open-italic", "The *Harbour Post said so.\n") == ["*"]
    assert "*" not in fixed("open-italic", "The *Harbour Post said so.\n")
    for body in ("*From 9 pounds\n", "9 pounds*\n", "2 * 3\n", "a *b* c\n", "\\*x y\n", "x *2 y\n"):
        assert found("open-italic", body) == []


_OPEN_FENCES = [
    "```\nferry,boats\n\nText.\n",
    "~~~csv\nferry,boats\n```\n\nText.\n",
    "````\n```\nx\n```\n\nText.\n",
    "- a\n\n  ```\n  x\n\n  y\n\nText.\n",
    "> ```\n> x\n\nText.\n",
    "```\r\nx\r\n\r\nText.\r\n",
    "```\rx\r\rText.",
    "```",
]


def test_open_fences() -> None:
    for body in _OPEN_FENCES:
        (finding,) = check("open-fence", body)
        assert finding.span.of(body)[0] in "`~"
        for fix in range(len(finding.fixes)):
            mended = fixed("open-fence", body, fix=fix)
            assert check("open-fence", mended) == ()
            assert set(re.findall(r"\r\n|\n|\r", mended)) <= set(
                re.findall(r"\r\n|\n|\r", body)
            ) | {"\n"}
        if "Text." in rendered(body) and len(finding.fixes) > 1:
            assert re.search(r"<p[^>]*>Text\.", rendered(fixed("open-fence", body)))


def test_closed_fences_are_left() -> None:
    for body in (
        "```\nx\n```\n",
        "~~~~\n~~~\n~~~~~  \n",
        "1. a\n\n   ```sh\n     x\n    ```\n",
        "> ```\n> x\n> ```\n",
        "- ```\n  x\n  ```",
        "``` a `b` c\n",
    ):
        assert found("open-fence", body) == []
    mdx = "<Tabs>\n  <Tab>\n  ```sh\n  a\n\n  # b\n  ```\n  </Tab>\n</Tabs>\n"
    assert check("open-fence", mdx, name="a.mdx") == ()


_OPEN_LINKS = [
    ("A [b](https://c.example/d, e.\n", "A [b](https://c.example/d), e.\n"),
    ("A [b](/c d.md) e\n", "A [b](/c%20d.md) e\n"),
    ("A [b](/c and so on, for long (or not).\n", "A [b](/c) and so on, for long (or not).\n"),
    ("A [b] (https://c.example) e\n", "A [b](https://c.example) e\n"),
    ("A (b)[https://c.example] e\n", "A [b](https://c.example) e\n"),
    ("A [b](https://c.example/\r\nd.html) e\r\n", "A [b](https://c.example/d.html) e\r\n"),
    ("| a |\n|---|\n| [x] (/y) |\n", "| a |\n|---|\n| [x](/y) |\n"),
    ("मौसम [पूरा](https://c.example/d है\n", "मौसम [पूरा](https://c.example/d) है\n"),
]


def test_open_links() -> None:
    for body, mended in _OPEN_LINKS:
        post = FIELDS + body
        assert len(found("open-link", post)) == 1
        assert fixed("open-link", post) == FIELDS + mended
        assert rendered(post).count("<a ") <= rendered(FIELDS + mended).count("<a ")
        assert re.search(r"<a [^>]*>(?:b|x|पूरा)</a>", rendered(FIELDS + mended))
        assert not re.search(r"<a [^>]*>(?:b|x|पूरा)</a>", rendered(post))


def test_links_to_templates() -> None:
    for body, mended in (
        ('A [b] ({{ "/c" | url }}) e\n', 'A [b]({{ "/c" | url }}) e\n'),
        ('A [b]({{ "/c" | url }} e\n', 'A [b]({{ "/c" | url }}) e\n'),
        ("A [b]({% link c d %} e (f)\n", "A [b]({% link c d %}) e (f)\n"),
    ):
        assert fixed("open-link", FIELDS + body) == FIELDS + mended
        assert found("open-link", FIELDS + mended) == []


def test_a_title_without_quotes_has_no_fix() -> None:
    (finding,) = check("open-link", "A [b](https://c.example “the c”).\n")
    assert finding.sentence == "The link’s title is not written as one"
    assert finding.fixes == ()


_WHOLE_LINKS_AND_PROSE_ARE_LEFT = [
    "A [b](c) [d](<e f>) [g](h 'i') ![j](k) [l][m]\n\n[m]: /n\n",
    "`[a](b c)` and `[a] (/b)` and \\[a](b c)\n",
    "f[i](x) and a[1] (see above) and [sic] (he said)\n",
    '[a]({{< ref "b c" >}}) [d]({% link e f %})\n',
    "[![a](b)](c) and [a `](` b](c)\n",
    "- [ ] (optional) task\n",
    "See [1] (page 2) and (x)[y].\n",
]


def test_whole_links_and_prose_are_left() -> None:
    for body in _WHOLE_LINKS_AND_PROSE_ARE_LEFT:
        assert found("open-link", body) == []


def test_python_markdown_takes_spaces_in_addresses() -> None:
    post = "A [b](/c d.md) e\n"
    assert "<a " in rendered(post, "python-markdown")
    assert found("open-link", post, engine="python-markdown") == []


_TAGS_THAT_DO_NOT_PAIR = [
    ("A <b>c\n\nd\n", ["<b>"]),
    ("A c</b>\n", ["</b>"]),
    ("<div>\n\n**a**\n", ["<div>"]),
    ("<div><span>\n\na\n\n</div>\n", ["<span>"]),
    ("<DIV class='x>y'>\r\n\r\na\r\n", ["<DIV class='x>y'>"]),
    ("| a |\n|---|\n| <sup>1 |\n", ["<sup>"]),
    ("<a href='x'>b\n", ["<a href='x'>"]),
]


def test_tags_that_do_not_pair() -> None:
    for body, pieces in _TAGS_THAT_DO_NOT_PAIR:
        assert found("html-pairs", FIELDS + body) == pieces
        assert found("html-pairs", fixed("html-pairs", FIELDS + body)) == []


_TAGS_THAT_PAIR_OR_NEED_NOT = [
    "<div>\n\n<b>a</b>\n\n</div>\n",
    "A<br>b <img src='x'> <hr/> <a name='y'/> <p>c <li>d\n",
    "A <!-- <div> --> `<div>` <Card> <my-tag>\n\n```\n<div>\n```\n",
    "<script>\nif (a < b) { x = '<div>' }\n</script>\n",
    "<div>\n\n    <span>a\n\n    </span>\n\n</div>\n",
    "<https://a.example> a < b > c\n",
    "<svg><path d='x'></svg>\n",
]


def test_tags_that_pair_or_need_not() -> None:
    for body in _TAGS_THAT_PAIR_OR_NEED_NOT:
        assert found("html-pairs", FIELDS + body) == []
        assert check("html-pairs", "<div>\n", name="a.mdx") == ()


def test_an_open_tag_can_be_closed() -> None:
    assert fixed("html-pairs", "A <b>c\n\nd\n", fix=1) == "A <b>c</b>\n\nd\n"
