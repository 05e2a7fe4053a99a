"""New posts as their collection's schema, archetype or template wants them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from copydesk.core.library.new_post import prepare_post, proposed_path
from copydesk.core.library.templates import filled_template
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.site.field import Field, FieldType
from copydesk.core.site.file_names import new_name, new_slug
from copydesk.core.site.schema.facts import NewPostRule
from copydesk.core.site.schema.site_schema import CollectionSchema
from tests.helpers.site_fields import choices, field

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.helpers.sites import SiteBuilder

NOW = dt.datetime(2026, 11, 22, 9, 41, 7, tzinfo=dt.timezone(dt.timedelta(hours=5, minutes=30)))

FIELDS = (
    field("layout", required=True, hidden=True, default="post"),
    field("title", required=True),
    field("slug", FieldType.SLUG, required=True),
    field("description", FieldType.LONG_TEXT, required=True),
    field("pubDate", FieldType.DATE, required=True),
    field("updated", FieldType.DATETIME),
    field("status", FieldType.CHOICE, choices=choices("Ready", "Draft"), default="Ready"),
    field("draft", FieldType.BOOLEAN, default=False),
    field("rating", FieldType.NUMBER, required=True),
    field("tags", FieldType.TAGS, required=True),
    field("lang", default="en"),
    field("note"),
    field("seo", FieldType.OBJECT, required=True, fields=(field("robots", default="index"),)),
    field("only", required=True, when=None, read_only=True),
)


def schema(
    *fields: Field, folder: str = "news", rule: NewPostRule | None = None
) -> CollectionSchema:
    return CollectionSchema(
        "news", "News", folder, fields, False, rule or NewPostRule(), ("S",), ("s.yml",)
    )


def text_of(kind: CollectionSchema, root: Path, siblings: tuple[str, ...] = ()) -> str:
    return prepare_post(
        root / "news", "Mill Lane: a crossing", siblings, root=root, schema=kind, now=NOW
    ).text


def test_the_fields_stand_in_the_schemas_order_with_their_defaults(tmp_path: Path) -> None:
    assert text_of(schema(*FIELDS), tmp_path) == (
        "---\n"
        "layout: post\n"
        'title: "Mill Lane: a crossing"\n'
        "slug: mill-lane-a-crossing\n"
        'description: ""\n'
        "pubDate: 2026-11-22\n"
        "status: Draft\n"
        "draft: true\n"
        "rating:\n"
        "tags: []\n"
        "lang: en\n"
        "seo:\n"
        "  robots: index\n"
        'only: ""\n'
        "---\n\n"
    )


def test_dates_are_written_as_the_posts_beside_it_write_them(
    tmp_path: Path, site_factory: Callable[[], SiteBuilder]
) -> None:
    site = site_factory()
    site.write("news/a.md", "---\ntitle: 'A'\npubDate: 2026-01-02T10:00:00Z\n---\n")
    made = text_of(schema(*FIELDS), site.root, ("a.md",))
    assert "pubDate: 2026-11-22T04:11:07Z\n" in made
    assert "title: 'Mill Lane: a crossing'\n" in made


def test_a_date_takes_the_sites_own_format(tmp_path: Path) -> None:
    kind = schema(
        field("title"),
        field("date", FieldType.DATETIME, required=True, date_format="DD.MM.YYYY HH:mm"),
        field("made", FieldType.DATETIME, default="{{now}}"),
    )
    made = read_frontmatter(text_of(kind, tmp_path)).data
    assert made["date"] == "22.11.2026 09:41"
    assert made["made"] == NOW


def test_one_field_that_makes_a_draft_is_enough(tmp_path: Path) -> None:
    status = field("status", FieldType.CHOICE, choices=choices("draft", "ready"))
    kind = schema(field("title"), status, field("draft", FieldType.BOOLEAN))
    made = read_frontmatter(text_of(kind, tmp_path)).data
    assert "draft" not in made
    assert made["status"] == "draft"


def test_a_choice_still_to_be_made_is_open_in_every_format(tmp_path: Path) -> None:
    section = field("section", FieldType.CHOICE, choices=choices("a", "b"), required=True)
    for name in ("yaml", "toml", "json"):
        kind = schema(field("title"), section, rule=NewPostRule(format=name))
        assert read_frontmatter(text_of(kind, tmp_path)).data["section"] == ""


def test_tags_in_defaults_are_filled_in(tmp_path: Path) -> None:
    kind = schema(
        field("title"),
        field("aliases", FieldType.TAGS, default=["{{slug}}", "old"]),
        field("id", default="{{uuid}}"),
    )
    made = read_frontmatter(text_of(kind, tmp_path)).data
    assert made["aliases"] == ["mill-lane-a-crossing", "old"]
    assert len(str(made["id"])) == 36
    assert made["id"] != read_frontmatter(text_of(kind, tmp_path)).data["id"]


@pytest.mark.parametrize(
    ("format_", "fences", "start"),
    [
        ("toml", None, "+++\ntitle = "),
        ("json", None, "{\n"),
        ("json", (";;;", ";;;"), ";;;\n"),
    ],
)
def test_other_formats(
    tmp_path: Path, format_: str, fences: tuple[str, str] | None, start: str
) -> None:
    rule = NewPostRule(format=format_, fences=fences)
    kind = schema(field("title"), *FIELDS[3:], rule=rule)
    made = text_of(kind, tmp_path)
    assert made.startswith(start)
    front = read_frontmatter(made)
    assert front.readable
    assert front.data["title"] == "Mill Lane: a crossing"
    assert front.data["seo"] == {"robots": "index"}
    assert front.data["tags"] == []
    assert front.data["draft"] is True


def test_the_format_is_that_of_the_posts_beside_it(site_factory: Callable[[], SiteBuilder]) -> None:
    site = site_factory()
    site.write("news/a.md", "+++\ntitle = 'A'\ndate = 2026-01-02\n+++\n")
    assert text_of(schema(field("title")), site.root, ("a.md",)).startswith("+++\ntitle = ")


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (NewPostRule(), "news/mill-lane.md"),
        (NewPostRule(suffix="mdx"), "news/mill-lane.mdx"),
        (
            NewPostRule(file_name="{{year}}-{{month}}-{{day}}-{{slug}}"),
            "news/2026-11-22-mill-lane.md",
        ),
        (NewPostRule(file_name="{{year}}/{{slug}}/index.mdx"), "news/2026/mill-lane/index.mdx"),
        (NewPostRule(file_name="../../{{slug}}"), "news/mill-lane.md"),
        (NewPostRule(file_name="{{lang}}/{{fields.title}}"), "news/en/mill-lane.md"),
        (NewPostRule(file_name="{{nothing}}-{{slug}}"), "news/mill-lane.md"),
    ],
)
def test_the_file_is_named_by_the_collections_pattern(
    tmp_path: Path, rule: NewPostRule, expected: str
) -> None:
    kind = schema(field("title"), field("lang", default="en"), rule=rule)
    made = prepare_post(tmp_path / "news", "Mill Lane", (), root=tmp_path, schema=kind, now=NOW)
    assert made.path == tmp_path / expected
    told = proposed_path(tmp_path / "news", "Mill Lane", (), root=tmp_path, schema=kind, now=NOW)
    assert told == made.path


def test_in_a_folder_further_in_the_pattern_names_the_file_alone(tmp_path: Path) -> None:
    kind = schema(field("title"), rule=NewPostRule(file_name="{{year}}/{{slug}}"))
    made = prepare_post(tmp_path / "news/local", "Weir", (), root=tmp_path, schema=kind, now=NOW)
    assert made.path == tmp_path / "news/local/weir.md"


@pytest.mark.parametrize(
    ("title", "rule", "slug"),
    [
        ("Straße nach Øst", NewPostRule(ascii_slug=True), "strasse-nach-ost"),
        ("नदी", NewPostRule(ascii_slug=True), "नदी"),
        ("A long way home", NewPostRule(slug_length=8), "a-long"),
        ("Mill Lane", NewPostRule(slug_words="_"), "mill_lane"),
    ],
)
def test_slugs(title: str, rule: NewPostRule, slug: str) -> None:
    assert new_slug(title, rule) == slug


def test_an_empty_pattern_names_nothing() -> None:
    assert new_name(NewPostRule(file_name="{{nothing}}"), "T", {}, NOW) is None


ARCHETYPE = """\
+++
# Fill in what you know.
title = '{{ replace .File.ContentBaseName "-" " " | title }}'
date = {{ .Date }}
draft = true
section = "{{ .Type }}"
+++

## Where
{{/* for the desk */}}
"""


def test_an_archetype_is_filled_in_and_kept(site_factory: Callable[[], SiteBuilder]) -> None:
    site = site_factory()
    site.write("archetypes/news.md", ARCHETYPE)
    kind = schema(field("title"), rule=NewPostRule(template="archetypes/news.md"))
    made = text_of(kind, site.root)
    assert made == (
        "+++\n# Fill in what you know.\ntitle = 'Mill Lane: a crossing'\n"
        'date = 2026-11-22T09:41:07+05:30\ndraft = true\nsection = "news"\n+++\n\n## Where\n\n'
    )


def test_a_bundles_files_come_along(site_factory: Callable[[], SiteBuilder]) -> None:
    site = site_factory()
    site.write("archetypes/news/index.md", "---\ntitle: x\n---\n")
    site.write("archetypes/news/images/.keep", "")
    kind = schema(rule=NewPostRule(template="archetypes/news", file_name="{{slug}}/index.md"))
    made = prepare_post(site.root / "news", "Weir", (), root=site.root, schema=kind, now=NOW)
    assert [beside for _path, beside in made.files] == ["images/.keep"]
    assert made.text == "---\ntitle: Weir\n---\n"


def test_a_template_that_makes_no_fields_leaves_it_to_the_schema(
    site_factory: Callable[[], SiteBuilder],
) -> None:
    site = site_factory()
    site.write("t.md", "---\ntitle: [\n---\n")
    kind = schema(field("title"), rule=NewPostRule(template="t.md"))
    assert text_of(kind, site.root).startswith('---\ntitle: "Mill Lane')


def test_what_only_the_generator_could_say_is_left_open() -> None:
    text = '{{ .Name }} {{ now.Format "02 Jan 2006" }} {{- partial "x" . -}} {{ .Site.Params.a }}'
    assert filled_template(text, "Mill Lane", "mill-lane", "news", NOW) == "mill-lane 22 Nov 2026  "


@pytest.mark.parametrize(
    ("layout", "written"),
    [
        ("Jan 2, 2006 3:04pm", "Nov 22, 2026 9:41am"),
        ("Monday, 02 January 06", "Sunday, 22 November 26"),
        ("Monthly 1/2", "Monthly 11/22"),
        ("15:04:05-07:00", "09:41:07+05:30"),
        (":date_long", "November 22, 2026"),
    ],
)
def test_dates_in_an_archetype_follow_its_layout(layout: str, written: str) -> None:
    assert filled_template(f'{{{{ dateFormat "{layout}" .Date }}}}', "", "", "", NOW) == written
    assert filled_template(f'{{{{ .Date.Format "{layout}" }}}}', "", "", "", NOW) == written


@pytest.mark.parametrize("title", ["Lena's ferry", 'The "new" weir', "Mill \\ Lane", "a: b # c"])
@pytest.mark.parametrize("quote", ["'", '"', ""])
def test_no_title_costs_an_archetype_its_fields(
    title: str, quote: str, site_factory: Callable[[], SiteBuilder]
) -> None:
    site = site_factory()
    words = '{{ replace .Name "-" " " | title }}'
    site.write(
        "archetypes/news.md",
        f"---\ntitle: {quote}{words}{quote}\nseo:\n  about: {quote}On {words}{quote} # {words}\n"
        f"draft: true\n---\n\n# {words}\n",
    )
    kind = schema(field("title"), rule=NewPostRule(template="archetypes/news.md"))
    made = prepare_post(site.root / "news", title, (), root=site.root, schema=kind, now=NOW).text
    front = read_frontmatter(made)
    assert front.data == {"title": title, "seo": {"about": f"On {title}"}, "draft": True}
    assert made[front.body_start :] == f"\n# {title}\n"


def test_a_toml_archetype_with_a_quote_in_the_title(
    site_factory: Callable[[], SiteBuilder],
) -> None:
    site = site_factory()
    site.write("archetypes/news.md", ARCHETYPE)
    kind = schema(field("title"), rule=NewPostRule(template="archetypes/news.md"))
    made = prepare_post(
        site.root / "news", "Lena's ferry", (), root=site.root, schema=kind, now=NOW
    )
    assert read_frontmatter(made.text).data["title"] == "Lena's ferry"
    assert "draft = true" in made.text
    assert made.text.endswith("## Where\n\n")


def test_a_template_without_fields_gives_the_text_below_them(
    site_factory: Callable[[], SiteBuilder],
) -> None:
    site = site_factory()
    site.write("t.md", "## About {{ .Title }}\n")
    kind = schema(field("title"), rule=NewPostRule(template="t.md"))
    assert text_of(kind, site.root) == (
        '---\ntitle: "Mill Lane: a crossing"\n---\n\n## About Mill Lane: a crossing\n'
    )


@pytest.mark.parametrize("kind", ["yaml", "toml", "json"])
@pytest.mark.parametrize(
    "name", ["yes", "1", "2024-01-01", "a: b", 'say "x"', "back\\slash", "# c", "it's", "~", "<<"]
)
def test_any_name_of_a_field_reads_back(name: str, kind: str, tmp_path: Path) -> None:
    fields = (field("title"), field(name, default="ferry"), field("last", default="weir"))
    made = text_of(schema(*fields, rule=NewPostRule(format=kind)), tmp_path)
    assert list(read_frontmatter(made).data.items())[1:] == [(name, "ferry"), ("last", "weir")]


@pytest.mark.parametrize("kind", ["yaml", "toml", "json"])
def test_what_can_not_be_written_leaves_nothing_behind(kind: str, tmp_path: Path) -> None:
    fields = (
        field("title"),
        field("odd", default={1, 2}),
        field("a\nb", default="x"),
        field("k" * 2000),
    )
    made = text_of(schema(*fields, rule=NewPostRule(format=kind)), tmp_path)
    assert read_frontmatter(made).data == {"title": "Mill Lane: a crossing"}


@pytest.mark.parametrize(
    ("kind", "read"), [("yaml", "07:32:00"), ("toml", dt.time(7, 32)), ("json", "07:32:00")]
)
def test_a_time_of_day_as_a_default(kind: str, read: object, tmp_path: Path) -> None:
    fields = (field("title"), field("opens", default=dt.time(7, 32)))
    made = text_of(schema(*fields, rule=NewPostRule(format=kind)), tmp_path)
    assert read_frontmatter(made).data["opens"] == read


def test_a_long_pattern_still_names_a_file_that_disks_take() -> None:
    name = new_name(NewPostRule(file_name="{{a}}-{{slug}}."), "渡" * 80, {"a": "船" * 80}, NOW)
    assert name is not None
    assert len(name.name.encode()) < 200
    assert name.suffix == ".md"
