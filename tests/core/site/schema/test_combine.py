"""Several sources make one field, one collection, one schema."""

from __future__ import annotations

import re

import pytest

from copydesk.core.resources import resource_path
from copydesk.core.site.field import Field, FieldType
from copydesk.core.site.schema.combine import Stated, combined_field, combined_fields, with_inferred
from copydesk.core.site.schema.facts import BlockFacts, CollectionFacts, FieldFacts, NewPostRule
from copydesk.core.site.schema.globs import matches_glob
from copydesk.core.site.schema.reading import SOURCES
from copydesk.core.site.schema.site_schema import SiteSchema, Told, combined_rule
from tests.helpers.site_fields import choices, field


def one(name: str = "x", source: str = "a.json", **facts: object) -> Stated:
    return Stated(FieldFacts(name=name, **facts), source)  # type: ignore[arg-type]  # as they come


def test_the_first_source_stands_and_the_next_fill_in() -> None:
    made = combined_field(
        [
            one(source="copydesk.toml", label="Headline"),
            one(source="news.schema.json", type=FieldType.TEXT, required=True, maximum=70),
            one(source="config.yml", label="Title", required=False, hint="As it stands above."),
        ]
    )
    assert (made.label, made.required, made.maximum) == ("Headline", True, 70)
    assert made.hint == "As it stands above."
    assert dict(made.origins) == {
        "label": "copydesk.toml",
        "type": "news.schema.json",
        "required": "news.schema.json",
        "maximum": "news.schema.json",
        "hint": "config.yml",
    }
    assert made.in_schema


def test_a_false_is_a_statement_too() -> None:
    made = combined_field([one(required=False), one(required=True)])
    assert not made.required


def test_limits_are_only_taken_from_sources_that_limit_the_same() -> None:
    words = one(type=FieldType.TAGS, maximum=5)
    text = one(type=FieldType.TEXT, minimum=3, maximum=100)
    made = combined_field([words, text])
    assert (made.type, made.minimum, made.maximum) == (FieldType.TAGS, None, 5)
    chosen = one(type=FieldType.CHOICE, multiple=True, minimum=1)
    made = combined_field([words, chosen])
    assert (made.type, made.minimum, made.maximum) == (FieldType.CHOICE, 1, 5)
    made = combined_field([one(type=FieldType.TEXT), one(type=FieldType.NUMBER, minimum=1)])
    assert (made.type, made.minimum) == (FieldType.TEXT, None)
    assert combined_field([one(maximum=70), text]).maximum == 70


def test_who_says_a_number_says_that_it_is_no_text() -> None:
    as_text = one(type=FieldType.NUMBER, as_text=True, whole=True)
    assert not combined_field([one(type=FieldType.NUMBER), as_text]).as_text
    assert combined_field([one(label="Ferries"), as_text]).as_text
    assert combined_field([one(as_text=True), one(type=FieldType.NUMBER)]).as_text


@pytest.mark.parametrize(
    ("first", "second", "made"),
    [
        (FieldType.TEXT, FieldType.MARKDOWN, FieldType.MARKDOWN),
        (FieldType.TEXT, FieldType.IMAGE, FieldType.IMAGE),
        (FieldType.TEXT, FieldType.NUMBER, FieldType.TEXT),
        (FieldType.TAGS, FieldType.REFERENCE, FieldType.REFERENCE),
        (FieldType.DATE, FieldType.DATETIME, FieldType.DATETIME),
        (FieldType.IMAGE, FieldType.TEXT, FieldType.IMAGE),
        (FieldType.NUMBER, FieldType.TEXT, FieldType.NUMBER),
    ],
)
def test_a_finer_kind_refines_a_plain_one(
    first: FieldType, second: FieldType, made: FieldType
) -> None:
    assert combined_field([one(type=first), one(type=second)]).type is made


def test_groups_are_combined_field_by_field() -> None:
    inner = FieldFacts(name="title", type=FieldType.TEXT, maximum=60)
    other = FieldFacts(name="title", label="SEO title", type=FieldType.LONG_TEXT)
    more = FieldFacts(name="robots", type=FieldType.BOOLEAN)
    made = combined_field(
        [
            one("seo", type=FieldType.OBJECT, fields=(inner,)),
            one("seo", source="b", type=FieldType.OBJECT, fields=(other, more)),
        ]
    )
    title, robots = made.fields
    assert (title.label, title.maximum, title.type) == ("SEO title", 60, FieldType.LONG_TEXT)
    assert robots.name == "robots"


def test_a_list_of_groups_and_blocks_keep_their_insides() -> None:
    name = FieldFacts(name="name", type=FieldType.TEXT, required=True)
    listed = combined_field(
        [one(type=FieldType.LIST, item=FieldFacts(name="", type=FieldType.OBJECT, fields=(name,)))]
    )
    assert listed.item is not None
    assert [inner.name for inner in listed.item.fields] == ["name"]
    block = combined_field(
        [one(type=FieldType.BLOCK, blocks=(BlockFacts("photo", None, (name,)),))]
    )
    assert (block.blocks[0].label, block.blocks[0].fields[0].required) == ("Photo", True)
    assert combined_field([one(type=FieldType.BLOCK)]).type is FieldType.RAW


def test_facts_within_facts_come_to_an_end() -> None:
    inner = FieldFacts(name="a", type=FieldType.OBJECT, fields=(FieldFacts(name="b"),))
    for _level in range(200):
        inner = FieldFacts(name="a", type=FieldType.OBJECT, fields=(inner,))
    made: Field | None = combined_field([Stated(inner, "a")])
    depth = 0
    while made is not None and made.fields:
        made, depth = made.fields[0], depth + 1
    assert 10 < depth < 40


def test_a_choice_of_the_schema_is_closed_unless_it_says_otherwise() -> None:
    assert not combined_field([one(type=FieldType.CHOICE, choices=choices("a"))]).open_choices
    assert combined_field([one(type=FieldType.CHOICE, open_choices=True)]).open_choices


def test_an_order_comes_first_then_that_of_the_first_source() -> None:
    made = combined_fields([[one("title"), one("date")], [one("tags"), one("date")]], ("tags",))
    assert [field.name for field in made] == ["tags", "title", "date"]


def test_posts_fill_what_a_schema_leaves_open() -> None:
    schema = (
        combined_field([one("hero", type=FieldType.TEXT)]),
        combined_field([one("mood")]),
        combined_field([one("title", type=FieldType.TEXT, maximum=70)]),
        combined_field([one("pubDate", type=FieldType.DATE)]),
        combined_field([one("rare", type=FieldType.NUMBER)]),
    )
    posts = (
        field("hero", FieldType.IMAGE, source="its other posts", share=0.5),
        field("mood", FieldType.CHOICE, choices=choices("calm"), source="its other posts"),
        field("title", FieldType.NUMBER, required=True),
        field("pubDate", FieldType.DATETIME),
        field("layout", source="its other posts"),
    )
    made = {one.name: one for one in with_inferred(schema, posts)}
    assert list(made) == ["hero", "mood", "title", "pubDate", "rare", "layout"]
    assert (made["hero"].type, made["hero"].share) == (FieldType.IMAGE, 0.5)
    assert dict(made["hero"].origins)["type"] == "its other posts"
    assert made["mood"].choices == choices("calm")
    assert made["mood"].open_choices
    assert (made["title"].type, made["title"].required) == (FieldType.TEXT, False)
    assert made["pubDate"].type is FieldType.DATETIME
    assert made["rare"].share == 0
    assert not made["layout"].in_schema


# Schemas -----------------------------------------------------------------------------------------


def told(label: str, name: str, folder: str, **more: object) -> Told:
    fields = more.pop("fields", (FieldFacts(name=f"of_{label}"),))
    facts = CollectionFacts(name=name, source=label, fields=fields, **more)  # type: ignore[arg-type]  # as they come
    return Told(label, facts, folder)


def names(schema: SiteSchema, path: str, **data: object) -> list[str]:
    found = schema.of_post(path, data)
    return [field.name for field in found.fields] if found else []


def test_every_source_speaks_of_a_post_once() -> None:
    schema = SiteSchema(
        (
            (told("toml", "*", "", partial=True), told("toml", "news", "content/news")),
            (told("astro", "news", "content/news"), told("astro", "all", "content")),
        )
    )
    assert names(schema, "content/news/a.md") == ["of_toml", "of_astro"]
    assert names(schema, "content/b.md") == ["of_astro", "of_toml"]
    assert names(schema, "elsewhere/c.md") == ["of_toml"]
    news, everything = schema.collections()
    assert (news.name, news.told_by) == ("news", ("toml", "astro"))
    assert everything.folder == "content"


def test_a_post_says_which_kind_it_is() -> None:
    schema = SiteSchema(
        (
            (
                told("page", "page", "content", selector=("type", "page")),
                told("post", "post", "content"),
            ),
        )
    )
    assert names(schema, "content/a.md", type="page") == ["of_page"]
    assert names(schema, "content/a.md", type="other") == ["of_post"]
    assert [one.name for one in schema.collections()] == ["page", "post"]


def test_single_files_and_globs_decide() -> None:
    schema = SiteSchema(
        (
            (
                told("about", "about", "", files=("content/about.md",)),
                told("notes", "notes", "content", include=("**/*.{note,md}",), exclude=("x/**",)),
            ),
        )
    )
    assert names(schema, "content/about.md") == ["of_about"]
    assert names(schema, "content/deep/er/b.note") == ["of_notes"]
    assert names(schema, "content/x/b.md") == []
    assert names(schema, "content/b.mdx") == []


@pytest.mark.parametrize(
    ("path", "glob", "matched"),
    [
        ("a.md", "**/*.md", True),
        ("a/b/c.md", "**/*.md", True),
        ("a/b.md", "*.md", False),
        ("a.mdx", "**/*.{md,mdx}", True),
        ("a.md", "./*.md", True),
        ("a/b/c.md", "a/**", True),
        ("_a.md", "**/[^_]*.md", False),
        ("a.md", "**/[^_]*.md", True),
        ("_a.md", "**/[!_]*.md", False),
        ("posts/a.md", "posts/?.md", True),
        ("a/" * 200 + "b", "**/" * 200 + "c", False),
    ],
)
def test_globs(path: str, glob: str, matched: bool) -> None:
    assert matches_glob(path, glob) is matched


def test_rules_for_new_posts_are_filled_like_fields() -> None:
    rules = [NewPostRule(suffix="mdx"), NewPostRule(suffix="md", file_name="{{slug}}")]
    assert combined_rule(rules) == NewPostRule(suffix="mdx", file_name="{{slug}}")


def test_the_page_on_copydesk_toml_states_the_precedence() -> None:
    page = resource_path("help/copydesk-toml.md").read_text("utf-8")
    stated = re.findall(r"^\d\. (.+)$", page, re.MULTILINE)
    names = [source.load().LABEL.split()[0].removesuffix("CMS") for source in SOURCES]
    assert len(stated) == len(names) + 1
    for line, name in zip(stated, names, strict=False):
        assert name.casefold()[:4] in line.casefold(), (line, name)
