"""The rules for fields: what they find, what they must let be, and odd input."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from copydesk.core.review.check import check_post
from copydesk.core.review.rule import Family
from copydesk.core.review.rules import BY_ID, RULES
from copydesk.core.text.edits import apply_edits
from tests.core.review.example_site import POST, TODAY, facts_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from copydesk.core.review.finding import Finding

_FIELDS = tuple(rule for rule in RULES if rule.family is Family.FIELDS)
_BODY = "\n\nThe ferry sails again.\n"


def _found(
    root: Path,
    rule: str,
    post: str,
    site: Mapping[str, str] | None = None,
    *,
    path: str = POST,
) -> tuple[Finding, ...]:
    for name, content in {**(site or {}), path: post}.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8", newline="")
    return check_post(post, root / path, facts_of(root), today=TODAY, rules=(BY_ID[rule],))


def _post(fields: str, body: str = _BODY) -> str:
    return f"---\n{fields}\n---{body}"


# Dates ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "dateline",
    [
        "*Islamabad, September 18, 2024* – The minister",
        "LONDON, 18 September (Reuters) — The minister",
        "NEW DELHI: 18 September 2024: The minister",
        "**MUMBAI, Sept. 18** — The minister",
        "FALLOW, Wednesday, 18 September 2024 | The minister",
        "18 September 2024, Fallow – The minister",
        "Published on 18 September 2024",
        "New York, NY, Sept 18, 2024 -- The minister",
        "The council said today, 18 September 2024, that",
        "It opened yesterday (September 17), they said",
    ],
)
def test_a_day_that_contradicts_the_date_field(tmp_path: Path, dateline: str) -> None:
    post = _post('title: Ferry\npubDate: "2024-09-19"', f"\n\n{dateline}.\n")
    (finding,) = _found(tmp_path, "contradicting-date", post)
    assert finding.field == ("pubDate",)
    assert "18 September 2024" in finding.sentence
    assert '"2024-09-18"' in apply_edits(post, finding.fixes[0].edits)


@pytest.mark.parametrize(
    "text",
    [
        "*Islamabad, September 19, 2024* – The minister spoke.",
        "LONDON, 19 September (Reuters) — The minister spoke.",
        "On 3 March 2019 the law was passed – and then repealed.",
        "In May, 18 September 2024 seemed far away.",
        "Born 18 September 1950 – died 2020.",
        "Parliament met on August 5, 2019 and ended it.",
        "> LONDON, 3 March 2001 – an old report.",
        "The council said today that on 18 September 2024 it had met.",
        "लंदन में आज बैठक हुई – 18 लोग आए।",
    ],
)
def test_days_that_are_no_contradiction(tmp_path: Path, text: str) -> None:
    post = _post('title: Ferry\npubDate: "2024-09-19"', f"\n\n{text}\n")
    assert _found(tmp_path, "contradicting-date", post) == ()


def test_a_dateline_by_another_zone_may_be_a_day_off(tmp_path: Path) -> None:
    body = "\n\nSYDNEY, 19 September 2024 – It sails.\n"
    near = _post("title: Ferry\ndate: 2024-09-18T22:30:00Z", body)
    assert _found(tmp_path, "contradicting-date", near) == ()
    far = _post("title: Ferry\ndate: 2024-09-16T22:30:00Z", body)
    assert len(_found(tmp_path, "contradicting-date", far)) == 1


def test_a_dateline_without_a_year_is_the_nearest_day(tmp_path: Path) -> None:
    body = "\n\nLONDON, 31 December — It sails.\n"
    (finding,) = _found(tmp_path, "contradicting-date", _post("date: 2025-01-02", body))
    assert finding.sentence == "The text says 31 December 2024, the date field 2 January 2025"


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ("date: 2026-11-21", 1),
        ("date: 2026-11-20", 0),
        ("date: 2026-11-21\ndraft: true", 0),
        ("date: 2026-11-21\nstatus: scheduled", 0),
        ("date: 2026-11-21\nstatus: published", 1),
        ("updated: 2026-11-21", 0),
        ("date: tomorrow", 0),
    ],
)
def test_dates_to_come(tmp_path: Path, fields: str, count: int) -> None:
    assert len(_found(tmp_path, "future-date", _post(f"title: A\n{fields}"))) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Monday, 20 November 2026", 1),
        ("Friday, 20 November 2026", 0),
        ("Fri., Nov. 20, 2026", 0),
        ("Mon, Nov. 20, 2026", 1),
        ("on Monday. 20 November 2026 was", 0),
        ("Monday, 20 November", 0),
    ],
)
def test_days_of_the_week(tmp_path: Path, text: str, count: int) -> None:
    findings = _found(tmp_path, "wrong-weekday", _post("title: A", f"\n\nIt is {text} then.\n"))
    assert len(findings) == count


def test_a_date_of_change_before_publication(tmp_path: Path) -> None:
    post = _post("date: 2026-03-02\nlastmod: 2026-02-01")
    found = _found(tmp_path, "updated-before-published", post)
    assert [finding.field for finding in found] == [("lastmod",)]
    same = _post("date: 2026-03-02T08:00:00Z\nlastmod: 2026-03-01T23:00:00-08:00")
    assert _found(tmp_path, "updated-before-published", same) == ()


# Duplicates -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("other", "fields", "count"),
    [
        ("posts/b.md", "title: Mill Lane floods", 1),
        ("posts/b.md", "title: MILL  Lane floods", 1),
        ("posts/b.md", "title: Mill Lane floods\nlang: fr", 0),
        ("posts/example.fr.md", "title: Mill Lane floods", 0),
        ("fr/posts/example.md", "title: Mill Lane floods", 0),
        ("v2/example.md", "title: Mill Lane floods", 0),
        ("posts/b.md", "title: Mill Lane floods again", 0),
    ],
)
def test_titles_that_two_posts_have(tmp_path: Path, other: str, fields: str, count: int) -> None:
    post = _post("title: Mill Lane floods")
    assert len(_found(tmp_path, "duplicate-title", post, {other: _post(fields)})) == count


def test_first_pages_of_folders_may_be_called_alike(tmp_path: Path) -> None:
    post = _post("title: Overview")
    site = {"b/index.md": _post("title: Overview")}
    assert _found(tmp_path, "duplicate-title", post, site, path="a/index.md") == ()
    assert _found(tmp_path, "duplicate-address", post, site, path="a/index.md") == ()


_ASTRO = {"astro.config.mjs": "export default {};\n"}
_HUGO = {"hugo.toml": 'baseURL = "https://x.org"\n'}
_JEKYLL = {"_config.yml": "title: X\n"}


@pytest.mark.parametrize(
    ("site", "path", "fields", "other", "others", "count"),
    [
        (_ASTRO, "src/content/n/a.md", "slug: x", "src/content/n/deep/b.md", "slug: x", 1),
        (_ASTRO, "src/content/n/a.md", "slug: x", "src/content/m/b.md", "slug: x", 0),
        (_ASTRO, "src/content/n/a.md", "title: A", "src/content/n/a/index.md", "title: B", 1),
        (_ASTRO, "src/content/n/a.md", "title: A", "src/content/n/a.mdx", "title: B", 1),
        (_HUGO, "content/n/a.md", "title: A", "content/n/a.fr.md", "title: B", 0),
        (_HUGO, "content/n/release-1.2.md", "title: A", "content/n/release-1.3.md", "title: B", 0),
        (_HUGO, "content/n/a.md", "slug: x\ndate: 2026-01-01", "content/n/b.md",
         "slug: x\ndate: 2026-01-01", 1),
        (_JEKYLL, "_posts/2026-01-01-a.md", "slug: x", "_posts/2026-02-01-a.md", "slug: x", 0),
        (_JEKYLL, "a.md", "permalink: /x/", "b.md", "permalink: /x/index.html", 1),
        (_JEKYLL, "a.md", "permalink: /:title/", "b.md", "permalink: /:title/", 0),
        (_JEKYLL, "a.md", "permalink: /x/\nlang: en", "b.md", "permalink: /x/\nlang: fr", 0),
        ({}, "posts/a.md", "slug: x", "posts/b.md", "slug: x", 0),
    ],
)  # fmt: skip
def test_addresses_that_two_posts_have(
    tmp_path: Path,
    site: dict[str, str],
    path: str,
    fields: str,
    other: str,
    others: str,
    count: int,
) -> None:
    files = {**site, other: _post(others)}
    found = _found(tmp_path, "duplicate-address", _post(fields), files, path=path)
    assert len(found) == count
    assert all(other in finding.detail for finding in found)


# Tags -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "count"),
    [
        ("politic", 1),
        ("Politics", 1),
        ("poltics", 1),
        ("local-council", 1),
        ("politics", 0),
        ("police", 0),
        ("budget 2025", 0),
        ("cats", 0),
    ],
)
def test_tags_like_a_known_one(tmp_path: Path, tag: str, count: int) -> None:
    known = "politics, budget 2026, bats, local council"
    site = {f"posts/{n}.md": _post(f"title: V{n}\ntags: [{known}]") for n in range(8)}
    found = _found(
        tmp_path, "resembling-tag", _post(f"title: A\ntags:\n  - ferry\n  - {tag}"), site
    )
    assert len(found) == count


@pytest.mark.parametrize(
    ("fields", "fixed"),
    [
        ("tags: [politic, ferry]", "tags: [politics, ferry]"),
        ("tags:\r\n  - ferry\r\n  - politic", "tags:\r\n  - ferry\r\n  - politics"),
        ("tags: ferry, politic", "tags: ferry, politics"),
        ("keywords: ['politic']", "keywords: ['politics']"),
    ],
)
def test_a_tag_is_put_right_where_it_stands(tmp_path: Path, fields: str, fixed: str) -> None:
    site = {f"posts/{n}.md": _post(f"title: V{n}\ntags: [politics]") for n in range(8)}
    end = "\r\n" if "\r" in fields else "\n"
    post = f"---{end}{fields}{end}---{end}"
    (finding,) = _found(tmp_path, "resembling-tag", post, site)
    assert apply_edits(post, finding.fixes[0].edits) == f"---{end}{fixed}{end}---{end}"


def test_tags_of_many_posts_are_a_choice(tmp_path: Path) -> None:
    site = {f"posts/{n}.md": _post(f"title: V{n}\ntags: [politics]") for n in range(30)}
    site |= {f"posts/x{n}.md": _post(f"title: X{n}\ntags: [politic]") for n in range(5)}
    assert _found(tmp_path, "resembling-tag", _post("tags: [politic]"), site) == ()


# The schema -------------------------------------------------------------------------------------

_SCHEMA = """[collections.posts]
folder = "posts"

[collections.posts.fields.title]
type = "text"
required = true
maximum = 20

[collections.posts.fields.tags]
type = "tags"

[collections.posts.fields.section]
type = "choice"
choices = ["news", "sport"]
open-choices = false

[collections.posts.fields.cover]
type = "object"

[collections.posts.fields.cover.fields.image]
type = "image"
required = true
"""
_STATED = {"copydesk.toml": _SCHEMA}


def test_a_post_that_follows_the_schema_has_no_finding(tmp_path: Path) -> None:
    post = _post("title: A\ntags: [a]\nsection: news\ncover:\n  image: ./a.png\nother: x")
    for rule in ("missing-field", "invalid-field", "unknown-field"):
        assert _found(tmp_path, rule, post, _STATED) == ()


def test_without_a_schema_nothing_is_asked_for(tmp_path: Path) -> None:
    site = {f"posts/{n}.md": _post(f"title: V{n}\nsection: news") for n in range(9)}
    for rule in ("missing-field", "invalid-field", "unknown-field"):
        assert _found(tmp_path, rule, _post("titel: 2024"), site) == ()


@pytest.mark.parametrize(
    ("fields", "path", "where", "fixed"),
    [
        ("title: 2024", ("title",), "2024", "title: '2024'"),
        ("title: A\nsection: nwes", ("section",), "nwes", "title: A\nsection: news"),
        ("title: A\ntags: a, b", ("tags",), "a, b", None),
        ("title: A title of more than twenty", ("title",), "A title of more than twenty", None),
    ],
)
def test_values_that_break_the_schema(
    tmp_path: Path, fields: str, path: tuple[str, ...], where: str, fixed: str | None
) -> None:
    post = _post(fields)
    (finding,) = _found(tmp_path, "invalid-field", post, _STATED)
    assert (finding.field, finding.span.of(post)) == (path, where)
    if fixed is not None:
        mended = apply_edits(post, finding.fixes[0].edits)
        assert mended.replace('"', "'") == _post(fixed)


def test_a_part_of_a_group_that_is_missing(tmp_path: Path) -> None:
    post = _post("title: A\ncover:\n  alt: A boat")
    (finding,) = _found(tmp_path, "missing-field", post, _STATED)
    assert finding.field == ("cover", "image")
    assert "Cover, image" in finding.sentence


# Habits, pictures, lengths ----------------------------------------------------------------------


def test_what_most_neighbours_lack_is_not_missed(tmp_path: Path) -> None:
    few = {
        f"posts/{n}.md": _post(f"title: V{n}\ndescription: D\ndate: 2026-01-01") for n in range(3)
    }
    half = few | {f"posts/x{n}.md": _post(f"title: X{n}") for n in range(4)}
    for site in (few, half):
        for rule in ("missing-date", "missing-description", "missing-hero"):
            assert _found(tmp_path, rule, _post("title: A"), site) == ()


def test_a_remote_picture_where_all_are_remote(tmp_path: Path) -> None:
    hero = "hero: https://cdn.example.org/a.jpg"
    assert len(_found(tmp_path, "remote-hero", _post(hero))) == 1
    site = {f"posts/{n}.md": _post(f"title: {n}\n{hero}") for n in range(4)}
    assert _found(tmp_path, "remote-hero", _post(hero), site) == ()


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ("hero: ./missing.jpg", 1),
        ("cover:\n  image: ../missing.jpg", 1),
        ("hero: missing.jpg", 0),  # the theme may complete it
        ("hero: /missing.jpg", 0),  # no generator says where that is
        ("hero: ./ferry.jpg", 0),
        ("hero: '{{ site.hero }}'", 0),
        ("hero: https://example.org/a.jpg", 0),
    ],
)
def test_pictures_that_are_not_there(tmp_path: Path, fields: str, count: int) -> None:
    assert len(_found(tmp_path, "broken-hero", _post(fields), {"posts/ferry.jpg": "x"})) == count


def test_lengths_count_characters_and_can_be_set(tmp_path: Path) -> None:
    title = "ह" * 71
    (finding,) = _found(tmp_path, "title-length", _post(f"title: {title}"))
    assert finding.detail.startswith("It has 71 characters")
    assert _found(tmp_path, "title-length", _post("title: x")) == ()
    assert _found(tmp_path, "title-length", _post("title: 2024")) == ()


# Odd input --------------------------------------------------------------------------------------

_ODD = (
    "",
    "No fields at all.\n",
    "---\n---\n",
    "---\ntitle: [\n---\n",
    "---\ntitle: &a [*a]\n---\n",
    "---\r\ntitle: A\r\ndate: 2026-01-01\r\n---\r\n\r\nLONDON, 2 January 2026 – x\r\n",
    "---\rtitle: A\rdate: 2026-01-01\r---\r\rLONDON, 2 January 2026 – x\r",
    '+++\ntitle = "A"\ndate = 2026-01-01\ntags = ["a", 1]\n+++\n\nToday, 30 February 2026, x\n',
    '{"title": {"a": [1]}, "tags": "a,,b", "hero": {"src": 3}}\n\nx\n',
    "---\ntitle: خبریں\ntags: [سیاست, politik]\nhero: {src: ./نہیں.jpg}\n---\n\nآج 18 ستمبر\n",
    "---\ntags: [[a], {b: c}, null, 1.5, yes]\ndate: [2026]\nimage: null\n---\n",
    "---\n🛶: 🛶\ntags: 🛶\n---\n🛶 LONDON, 1 May – 🛶\n",
)


@pytest.mark.parametrize("post", _ODD)
@pytest.mark.parametrize("kind", [{}, _STATED, _HUGO])
def test_no_rule_raises_and_every_fix_fits(
    tmp_path: Path, post: str, kind: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    for name, content in {**kind, POST: post}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8", newline="")
    facts = facts_of(tmp_path)
    found = check_post(post, tmp_path / POST, facts, today=dt.date(2026, 1, 1), rules=_FIELDS)
    assert not caplog.records
    for finding in found:
        assert 0 <= finding.span.start <= finding.span.end <= len(post)
        for fix in finding.fixes:
            assert apply_edits(post, fix.edits) != post
