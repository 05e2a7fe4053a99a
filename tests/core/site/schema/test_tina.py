"""TinaCMS's compiled schema."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from copydesk.core.site.detect import detect_site
from copydesk.core.site.field import FieldType, Media, Reference
from copydesk.core.site.schema import tina
from tests.helpers.sites import SiteBuilder

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.site.schema.facts import FieldFacts, Reading

FIELDS = [
    {"type": "string", "name": "title", "label": "Headline", "isTitle": True, "required": True},
    {"type": "rich-text", "name": "body", "label": "Story", "isBody": True},
    {"type": "rich-text", "name": "aside"},
    {"type": "string", "name": "lead", "ui": {"component": "textarea"}, "description": "Two lines"},
    {"type": "datetime", "name": "date"},
    {"type": "boolean", "name": "front", "ui": {"defaultValue": True}},
    {"type": "number", "name": "gauge"},
    {"type": "image", "name": "hero"},
    {"type": "image", "name": "gallery", "list": True, "ui": {"max": 8}},
    {"type": "string", "name": "section", "options": ["river", {"value": "town", "label": "Town"}]},
    {"type": "string", "name": "desks", "list": True, "options": ["day", "night"]},
    {"type": "string", "name": "tags", "list": True, "ui": {"component": "tags"}},
    {"type": "string", "name": "tint", "ui": {"component": "color"}},
    {"type": "string", "name": "kept", "ui": {"component": None}},
    {"type": "string", "name": "og_title", "nameOverride": "og-title"},
    {"type": "reference", "name": "author", "collections": ["people"]},
    {"type": "reference", "name": "about", "collections": ["people", "places"]},
    {
        "type": "object",
        "name": "seo",
        "ui": {"defaultItem": {"index": True}},
        "fields": [{"type": "boolean", "name": "index"}],
    },
    {
        "type": "object",
        "name": "sources",
        "list": True,
        "fields": [{"type": "string", "name": "name", "required": True}],
    },
    {
        "type": "object",
        "name": "blocks",
        "list": True,
        "templates": [
            {
                "name": "quote",
                "label": "Quote",
                "fields": [{"type": "string", "name": "text"}],
                "ui": {"defaultItem": {"text": "…"}},
            },
            {"name": "map", "fields": [{"type": "number", "name": "zoom"}]},
        ],
    },
    {"type": "hologram", "name": "odd"},
]
NEWS = {"name": "news", "label": "News", "path": "content/news", "fields": FIELDS}


@pytest.fixture
def site(tmp_path: Path) -> SiteBuilder:
    return SiteBuilder(tmp_path / "site")


def read(site: SiteBuilder, *collections: object, **schema: object) -> Reading:
    lock = {
        "schema": {"version": {"fullVersion": "2.1.0"}, "collections": collections, **schema},
        "lookup": {},
        "graphql": {},
    }
    site.write("tina/tina-lock.json", json.dumps(lock))
    return tina.read(site.root, detect_site(site.root))


def fields_of(reading: Reading) -> dict[str, FieldFacts]:
    return {field.name: field for field in reading.collections[0].fields}


def test_every_kind_of_field(site: SiteBuilder) -> None:
    media = {"media": {"tina": {"publicFolder": "public", "mediaRoot": "images"}}}
    reading = read(site, NEWS, config=media)
    assert reading.notices == ()
    fields = fields_of(reading)
    assert "body" not in fields
    title = fields["title"]
    assert (title.label, title.type, title.required) == ("Headline", FieldType.TEXT, True)
    assert fields["aside"].type is FieldType.MARKDOWN
    assert (fields["lead"].type, fields["lead"].hint) == (FieldType.LONG_TEXT, "Two lines")
    assert fields["date"].type is FieldType.DATETIME
    assert (fields["front"].type, fields["front"].default) == (FieldType.BOOLEAN, True)
    assert fields["gauge"].type is FieldType.NUMBER
    assert fields["hero"].media == Media("public/images", "/images")
    gallery = fields["gallery"]
    assert (gallery.type, gallery.multiple, gallery.maximum) == (FieldType.IMAGE, True, 8)
    assert [(one.value, one.label) for one in fields["section"].choices or ()] == [
        ("river", "river"),
        ("town", "Town"),
    ]
    assert (fields["desks"].type, fields["desks"].multiple) == (FieldType.CHOICE, True)
    assert fields["tags"].type is FieldType.TAGS
    assert fields["tint"].type is FieldType.COLOR
    assert (fields["kept"].hidden, fields["tint"].hidden) == (True, None)
    assert fields["og-title"].type is FieldType.TEXT
    assert fields["author"].reference == Reference("people", value="path")
    assert fields["about"].reference == Reference("", value="path")
    assert fields["odd"].type is None


def test_groups_lists_and_blocks(site: SiteBuilder) -> None:
    fields = fields_of(read(site, NEWS))
    index = (fields["seo"].fields or ())[0]
    assert (index.type, index.default) == (FieldType.BOOLEAN, True)
    sources = fields["sources"]
    assert sources.item is not None
    assert (sources.type, sources.item.type) == (FieldType.LIST, FieldType.OBJECT)
    assert (sources.item.fields or ())[0].required
    blocks = fields["blocks"].item
    assert blocks is not None
    assert (blocks.type, blocks.block_key) == (FieldType.BLOCK, "_template")
    quote, map_ = blocks.blocks or ()
    assert (quote.name, quote.label, quote.fields[0].default) == ("quote", "Quote", "…")
    assert (map_.name, map_.fields[0].type) == ("map", FieldType.NUMBER)


def test_collections_tell_where_posts_are_and_how_new_ones_begin(site: SiteBuilder) -> None:
    guides = {
        "name": "guides",
        "path": "/content/guides/",
        "format": "mdx",
        "match": {"include": "**/index", "exclude": "old/**"},
        "frontmatterFormat": "toml",
        "frontmatterDelimiters": "~~~",
        "ui": {"allowedActions": {"create": False}, "defaultItem": {"title": "A guide"}},
        "fields": FIELDS[:1],
    }
    settings = {"name": "settings", "path": "content/settings", "format": "json", "fields": []}
    outside = {"name": "other", "path": "../other", "fields": []}
    news, made = read(site, NEWS, guides, settings, outside).collections
    assert (news.name, news.label, news.folder) == ("news", "News", "content/news")
    assert (news.include, news.new_post.suffix) == (("**/*.md",), "md")
    assert news.new_post.slug_from == "title"
    assert (made.folder, made.include, made.exclude) == (
        "content/guides",
        ("**/index.mdx",),
        ("old/**.mdx",),
    )
    rule = made.new_post
    assert (rule.format, rule.fences, rule.may_create) == ("toml", ("~~~", "~~~"), False)
    assert made.fields[0].default == "A guide"


def test_each_template_of_a_collection_is_a_kind_of_post(site: SiteBuilder) -> None:
    pages = {
        "name": "pages",
        "path": "pages",
        "templates": [
            {"name": "plain", "label": "Plain page", "fields": FIELDS[:1]},
            {"name": "map", "fields": [{"type": "number", "name": "zoom"}]},
        ],
    }
    plain, map_ = read(site, pages).collections
    assert (plain.selector, map_.selector) == (("_template", "plain"), ("_template", "map"))
    told, title = plain.fields
    assert (told.name, told.default, told.hidden) == ("_template", "plain", True)
    assert title.name == "title"
    assert plain.label == "pages: Plain page"


def test_a_newer_tina_is_read_as_far_as_it_goes(site: SiteBuilder) -> None:
    reading = read(site, NEWS, version={"fullVersion": "9.0.0"})
    assert len(reading.collections) == 1
    assert "newer TinaCMS" in reading.notices[0].sentence


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"schema": 1}',
        '{"schema": {"collections": {}}}',
        '{"schema": ',
        "[" * 9_999,
    ],
)
def test_a_lock_that_is_none_makes_a_notice(site: SiteBuilder, content: str) -> None:
    site.write("tina/tina-lock.json", content)
    reading = tina.read(site.root, detect_site(site.root))
    assert reading.collections == ()
    assert len(reading.notices) == 1


def test_odd_parts_are_passed_by(site: SiteBuilder) -> None:
    odd: dict[str, object] = {
        "name": "odd",
        "path": "odd",
        "fields": [
            None,
            {"type": "string"},
            {"name": "bare"},
            {"name": "o", "type": "string", "options": [None, {}, 3]},
            {"name": "x", "type": "object", "templates": [{}, 3]},
        ],
        "ui": "x",
    }
    reading = read(site, None, {"name": 3}, {"name": "nowhere"}, odd)
    assert [one.name for one in reading.collections] == ["odd"]
    assert [field.name for field in reading.collections[0].fields] == ["bare", "o", "x"]


def test_a_site_without_tina_has_nothing_to_read(site: SiteBuilder) -> None:
    reading = tina.read(site.root, detect_site(site.root))
    assert (reading.collections, reading.notices) == ((), ())
    assert reading.watched == ("tina/tina-lock.json",)
