"""The house's list is read leniently and followed to the letter."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.core.resources import resource_path, resource_text
from copydesk.core.review.check import check_post
from copydesk.core.review.prose.house_style import RULES
from copydesk.core.review.prose.style_file import HouseStyle, Term, read_style, style_of
from copydesk.core.review.settings import ReviewSettings, RuleSetting
from copydesk.core.review.site_facts import SiteFacts
from copydesk.core.site.model import Site, site_label
from copydesk.core.text.edits import apply_edits

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.review.finding import Finding

_STYLE = """\
# A note.
use: council leader
instead of: leader of the council, "chief, council"
because: one office,
  one title

use: per cent
instead-of: percent, %

Use: internet
Instead of: Internet

use: ice cream
instead of: cream, café ice
"""


def _facts(root: Path, **said: bool) -> SiteFacts:
    path = root / ".copydesk" / "style.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text(_STYLE, "utf-8", newline="")
    rule = RuleSetting(options=said)
    site = Site(root, None, site_label(None, "commonmark"), "commonmark")
    return SiteFacts(site, settings=ReviewSettings(rules={"house-style": rule}))


def _found(root: Path, post: str, **said: bool) -> tuple[Finding, ...]:
    return check_post(post, root / "post.md", _facts(root, **said), rules=RULES)


def _fixed(root: Path, post: str) -> str:
    found = _found(root, post)
    return apply_edits(post, [edit for one in found for edit in one.fixes[0].edits])


def test_the_file_is_read() -> None:
    style = read_style(_STYLE)
    assert style.troubles == ()
    assert style.terms[0] == Term(
        "council leader",
        ("leader of the council", "chief, council"),
        "one office, one title",
        2,
    )
    assert [term.use for term in style.terms][1:] == ["per cent", "internet", "ice cream"]


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_any_line_end_and_a_byte_order_mark(newline: str) -> None:
    assert read_style("\ufeff" + _STYLE.replace("\n", newline)) == read_style(_STYLE)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("use: a\nbecause: b\n", 1, "instead of"),
        ("\ninstead of: a\n", 2, "“use:”"),
        ("use: a\ninstead: b\n", 2, "begins with"),
        ("use: a\ninstead of: a, b\n", 1, "both sides"),
        ("use: a\ninstead of: b\n\nuse: c\ninstead of: b\n", 4, "line 1"),
    ],
)
def test_what_cannot_be_followed_is_told_with_its_line(text: str, line: int, words: str) -> None:
    troubles = read_style(text).troubles
    assert line in [one.line for one in troubles]
    assert any(words in one.sentence for one in troubles)


@settings(max_examples=100)
@given(st.text(alphabet='useintadofbc:,"“”# -\n\r\t', max_size=80))
def test_reading_never_raises(text: str) -> None:
    style = read_style(text)
    assert all(term.use and all(term.instead_of) for term in style.terms)


@pytest.mark.parametrize(
    ("post", "mended"),
    [
        ("The leader of the council rose.\n", "The council leader rose.\n"),
        ("Leader of the council rises.\n", "Council leader rises.\n"),
        ("LEADER OF THE COUNCIL\n", "COUNCIL LEADER\n"),
        ("The leader\r\nof the\r\ncouncil rose.\r\n", "The council leader rose.\r\n"),
        ("> The leader of\n> the council\n", "> The leader of\n> the council\n"),
        ("40% and 5 percent, Percent\n", "40 per cent and 5 per cent, Per cent\n"),
        ("The Internet, the internet.\n", "The internet, the internet.\n"),
        ("Ice cream with cream.\n", "Ice cream with ice cream.\n"),
        ("The percent's end\n", "The per cent's end\n"),
        ("Café ice\n", "Ice cream\n"),
        ("---\ntitle: 5 percent up\n---\n", "---\ntitle: 5 per cent up\n---\n"),
        ('+++\ntitle = "Percent"\n+++\n', '+++\ntitle = "Per cent"\n+++\n'),
        ('{\n  "title": "5 percent"\n}\n', '{\n  "title": "5 per cent"\n}\n'),
    ],
)
def test_found_and_mended(tmp_path: Path, post: str, mended: str) -> None:
    assert _fixed(tmp_path, post) == mended


@pytest.mark.parametrize(
    "post",
    [
        "`percent` and https://example.org/percent and <percent@example.org>\n",
        '“We had 5 percent,” she said. "5 percent" and ‘a percent’.\n',
        "> She said: five percent.\n",
        "Percentage, hundred-percent, @percent, #percent, percent.js, creamy\n",
        "---\nslug: percent\n---\n",
        "```\npercent\n```\n",
    ],
)
def test_left_alone(tmp_path: Path, post: str) -> None:
    assert _found(tmp_path, post) == ()


def test_quotations_are_looked_at_where_the_site_says_so(tmp_path: Path) -> None:
    assert len(_found(tmp_path, "“5 percent,” she said.\n\n> 5 percent\n", quotations=True)) == 2


def test_marks_in_the_words_are_left_to_the_editor(tmp_path: Path) -> None:
    (found,) = _found(tmp_path, "The leader of *the council* rose.\n")
    assert found.fixes == ()
    assert found.detail == "One office, one title."


def test_the_file_is_read_anew_when_it_changed(tmp_path: Path) -> None:
    facts = _facts(tmp_path)
    assert len(style_of(facts).terms) == 4
    path = tmp_path / ".copydesk" / "style.txt"
    path.write_text("use: a\ninstead of: b\n", "utf-8")
    os.utime(path, ns=(1, 1))
    assert len(style_of(facts).terms) == 1
    path.unlink()
    assert style_of(facts) == HouseStyle()


def test_what_the_page_shows_can_be_followed() -> None:
    page = resource_text("help", "house-style.md")
    style = read_style(page.split("```text\n")[1].split("```")[0])
    assert style.troubles == ()
    assert [term.use for term in style.terms] == ["per cent", "council leader", "internet"]
    assert style.terms[1].because.endswith("begins with spaces.")


def test_no_file_outside_the_site_is_read(tmp_path: Path) -> None:
    (tmp_path / "style.txt").write_text("use: a\ninstead of: b\n", "utf-8")
    root = tmp_path / "site"
    root.mkdir()
    site = Site(root, None, site_label(None, "commonmark"), "commonmark")
    facts = SiteFacts(site, settings=ReviewSettings(style="../style.txt"))
    assert style_of(facts) == HouseStyle()


def test_the_sample_newsroom_has_one_and_follows_it() -> None:
    root = resource_path("newsroom")
    site = Site(root, None, site_label(None, "commonmark"), "commonmark")
    facts = SiteFacts(site)
    style = style_of(facts)
    assert len(style.terms) >= 6
    assert style.troubles == ()
    for path in (root / "src").rglob("*.md"):
        text = path.read_bytes().decode("utf-8")
        assert check_post(text, path, facts, rules=RULES) == ()
