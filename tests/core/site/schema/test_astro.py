"""Astro's collections: generated schemas of both dialects, and the config behind them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from copydesk.core.site.detect import detect_site
from copydesk.core.site.field import FieldType, Media, Reference
from copydesk.core.site.schema import astro
from tests.helpers.sites import SiteBuilder

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.site.schema.facts import CollectionFacts, FieldFacts, Reading

OLD_DATE = {
    "anyOf": [
        {"type": "string", "format": "date-time"},
        {"type": "string", "format": "date"},
        {"type": "integer", "format": "unix-time"},
    ]
}
OLD_REFERENCE = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {"id": {"type": "string"}, "collection": {"type": "string"}},
            "required": ["id", "collection"],
            "additionalProperties": False,
        },
        {
            "type": "object",
            "properties": {"slug": {"type": "string"}, "collection": {"type": "string"}},
            "required": ["slug", "collection"],
            "additionalProperties": False,
        },
    ]
}
OLD_SCHEMA = {
    "$ref": "#/definitions/news",
    "definitions": {
        "news": {
            "type": "object",
            "properties": {
                "title": {"type": "string", "maxLength": 70, "description": "Above the story"},
                "date": OLD_DATE,
                "updated": {"anyOf": [{"anyOf": [{"not": {}}, OLD_DATE]}, {"type": "null"}]},
                "section": {"type": "string", "enum": ["river", "town"], "default": "town"},
                "gauge": {"type": "number", "minimum": 0, "exclusiveMaximum": 20},
                "spot": {
                    "type": "array",
                    "minItems": 2,
                    "maxItems": 2,
                    "items": [{"type": "number"}, {"type": "number"}],
                },
                "author": OLD_REFERENCE,
                "hero": {"type": "string"},
                "seo": {
                    "type": "object",
                    "properties": {"title": {"type": "string"}},
                    "additionalProperties": False,
                },
                "words": {"type": "object", "additionalProperties": {"type": "string"}},
                "kind": {"type": "string", "const": "news"},
                "$schema": {"type": "string"},
            },
            "required": ["title", "date", "gauge", "spot", "author", "kind"],
            "additionalProperties": False,
        }
    },
    "$schema": "http://json-schema.org/draft-07/schema#",
}
NEW_SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "title": "Features",
    "properties": {
        "$schema": {"type": "string"},
        "title": {"type": "string", "minLength": 5, "title": "Headline"},
        "date": {"type": "string", "format": "date-time"},
        "sent": {"type": "string", "format": "date-time", "pattern": "^\\d{4}-.*Z$"},
        "spot": {"type": "array", "prefixItems": [{"type": "number"}, {"type": "string"}]},
        "pages": {"type": "integer", "minimum": 1, "maximum": 9007199254740991},
        "odd": {},
        "mail": {"type": "string", "format": "email", "pattern": "^.+@.+$"},
        "link": {"type": "string", "format": "uri"},
        "code": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "blocks": {
            "type": "array",
            "items": {
                "oneOf": [
                    {
                        "type": "object",
                        "properties": {
                            "kind": {"type": "string", "const": "quote"},
                            "text": {"type": "string"},
                        },
                        "required": ["kind", "text"],
                    },
                    {
                        "type": "object",
                        "properties": {
                            "kind": {"type": "string", "const": "map"},
                            "zoom": {"type": "number", "multipleOf": 0.5},
                        },
                        "required": ["kind"],
                    },
                ]
            },
        },
        "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        "topics": {"type": "array", "items": {"type": "string"}, "minItems": 1},
        "authors": {"type": "array", "items": OLD_REFERENCE},
    },
    "required": ["title", "date"],
}
CONFIG = """\
import { defineCollection, reference, z } from "astro:content";
import { file, glob } from "astro/loaders";

const news = defineCollection({
  loader: glob({ pattern: "**/[^_]*.{md,mdx}", base: "./desk/news" }),
  schema: ({ image }) => z.object({
    title: z.string().max(80),
    date: z.date(),
    author: reference("people"),
    hero: image(),
  }).strict(),
});
const people = defineCollection({ loader: file("src/data/people.json"), schema: z.object({}) });

export const collections = { news, people };
"""


@pytest.fixture
def site(tmp_path: Path) -> SiteBuilder:
    return SiteBuilder(tmp_path / "site").astro("news")


def read(site: SiteBuilder) -> Reading:
    return astro.read(site.root, detect_site(site.root))


def schema(site: SiteBuilder, name: str, content: object) -> None:
    site.write(f".astro/collections/{name}.schema.json", json.dumps(content))


def by_name(facts: CollectionFacts) -> dict[str, FieldFacts]:
    return {field.name: field for field in facts.fields}


def test_the_older_dialect_is_read_whole(site: SiteBuilder) -> None:
    schema(site, "news", OLD_SCHEMA)
    (news,) = read(site).collections
    fields = by_name(news)
    assert (news.name, news.folder) == ("news", "src/content/news")
    assert news.source == ".astro/collections/news.schema.json"
    title = fields["title"]
    assert (title.type, title.required, title.maximum) == (FieldType.TEXT, True, 70)
    assert title.hint == "Above the story"
    assert fields["date"].type is FieldType.DATE
    updated = fields["updated"]
    assert (updated.type, updated.required, updated.nullable) == (FieldType.DATE, False, True)
    section = fields["section"]
    assert [one.value for one in section.choices or ()] == ["river", "town"]
    assert (section.required, section.default) == (False, "town")
    gauge = fields["gauge"]
    assert (gauge.minimum, gauge.exclusive_minimum) == (0, False)
    assert (gauge.maximum, gauge.exclusive_maximum) == (20, True)
    spot = fields["spot"]
    assert (spot.type, spot.minimum, spot.maximum) == (FieldType.LIST, 2, 2)
    assert spot.item is not None
    assert spot.item.type is FieldType.NUMBER
    assert (fields["author"].type, fields["author"].reference) == (FieldType.REFERENCE, None)
    assert [one.name for one in fields["seo"].fields or ()] == ["title"]
    assert (fields["words"].type, fields["words"].fields) == (FieldType.OBJECT, None)
    assert [one.value for one in fields["kind"].choices or ()] == ["news"]
    assert fields["$schema"].hidden


def test_the_older_dialect_says_of_every_schema_that_it_is_closed(site: SiteBuilder) -> None:
    # Zod passes over keys it doesn't know, but Astro 5 wrote "additionalProperties: false" anyway.
    schema(site, "news", OLD_SCHEMA)
    assert read(site).collections[0].closed is None
    schema(site, "news", {**NEW_SCHEMA, "additionalProperties": False})
    assert read(site).collections[0].closed is True


def test_the_newer_dialect_is_read_whole(site: SiteBuilder) -> None:
    schema(site, "news", NEW_SCHEMA)
    (news,) = read(site).collections
    fields = by_name(news)
    assert news.closed is None
    title = fields["title"]
    assert (title.label, title.minimum, title.required) == ("Headline", 5, True)
    assert (fields["date"].type, fields["date"].as_text) == (FieldType.DATE, None)
    assert (fields["sent"].type, fields["sent"].as_text) == (FieldType.DATETIME, True)
    spot = fields["spot"]
    assert (spot.minimum, spot.maximum) == (2, 2)
    assert spot.item is not None
    assert spot.item.type is None
    pages = fields["pages"]
    assert (pages.whole, pages.minimum, pages.maximum) == (True, 1, None)
    assert fields["odd"].type is None
    assert (fields["mail"].type, fields["mail"].pattern) == (FieldType.EMAIL, None)
    assert fields["link"].type is FieldType.URL
    assert fields["code"].pattern == "^[A-Z]{3}$"
    assert (fields["note"].type, fields["note"].nullable) == (FieldType.TEXT, True)
    assert (fields["topics"].type, fields["topics"].minimum) == (FieldType.TAGS, 1)
    assert (fields["authors"].type, fields["authors"].multiple) == (FieldType.REFERENCE, True)
    item = fields["blocks"].item
    assert item is not None
    assert (item.type, item.block_key) == (FieldType.BLOCK, "kind")
    quote, map_ = item.blocks or ()
    assert (quote.name, [one.name for one in quote.fields]) == ("quote", ["text"])
    assert map_.fields[0].step == 0.5


def test_the_config_tells_what_the_schema_cannot(site: SiteBuilder) -> None:
    site.write("src/content.config.ts", CONFIG)
    site.write("src/assets/weir.png", b"")
    schema(site, "news", OLD_SCHEMA)
    schema(site, "people", {"type": "object", "additionalProperties": {"type": "object"}})
    reading = read(site)
    generated, configured = reading.collections
    assert generated.source == ".astro/collections/news.schema.json"
    assert configured.source == "src/content.config.ts"
    assert generated.folder == configured.folder == "desk/news"
    assert generated.include == ("**/[!_]*.{md,mdx}",)
    fields = by_name(configured)
    assert (fields["hero"].type, fields["hero"].media) == (FieldType.IMAGE, Media("src/assets"))
    assert fields["author"].reference == Reference("people")
    assert configured.closed is True
    assert reading.notices == ()


def test_collections_of_data_are_left_out(site: SiteBuilder) -> None:
    site.write("src/content/tides/january.json", "{}")
    site.post("src/content/notes/first.md", "First")
    plain = {"type": "object", "properties": {"title": {"type": "string"}}}
    schema(site, "tides", plain)
    schema(site, "notes", plain)
    schema(site, "kept", {"anyOf": [{"type": "array", "items": plain}, {"type": "object"}]})
    assert [one.name for one in read(site).collections] == ["notes"]


def test_the_list_of_entries_tells_a_folder(site: SiteBuilder) -> None:
    site.post("Desk/Longreads/the-weir.md", "The weir")
    address = (site.root.resolve() / "Desk/Longreads/the-weir.md").as_uri().lower()
    index = {"collections": [{"hasSchema": True, "name": "long"}], "entries": {address: "long"}}
    site.write(".astro/collections/collections.json", json.dumps(index))
    schema(site, "long", {"type": "object", "properties": {}})
    (long,) = read(site).collections
    assert long.folder == "Desk/Longreads"


def test_a_broken_schema_makes_a_notice_and_the_config_stands(site: SiteBuilder) -> None:
    site.write("src/content.config.ts", CONFIG)
    site.write(".astro/collections/news.schema.json", '{\n  "type": "object",\n  oops')
    reading = read(site)
    (news,) = reading.collections
    assert news.source == "src/content.config.ts"
    (notice,) = reading.notices
    assert (notice.source, notice.line) == (".astro/collections/news.schema.json", 3)
    assert "can’t be read" in notice.sentence


@pytest.mark.parametrize("content", ["[]", "3", '"text"', "[" * 5_000, ""])
def test_what_is_no_schema_makes_a_notice(site: SiteBuilder, content: str) -> None:
    site.write(".astro/collections/news.schema.json", content)
    reading = read(site)
    assert reading.collections == ()
    assert len(reading.notices) == 1


def test_a_schema_of_the_future_is_read_as_far_as_it_goes(site: SiteBuilder) -> None:
    future = {**NEW_SCHEMA, "$schema": "https://json-schema.org/draft/2031-03/schema"}
    schema(site, "news", future)
    reading = read(site)
    assert by_name(reading.collections[0])["title"].minimum == 5
    (notice,) = reading.notices
    assert "newer" in notice.sentence


def test_schemas_that_refer_to_themselves_come_to_an_end(site: SiteBuilder) -> None:
    properties = {f"p{n}": {"$ref": "#/$defs/a"} for n in range(10)}
    group = {"type": "object", "properties": properties}
    endless = {
        "$ref": "#/$defs/a",
        "$defs": {"a": group, "b": {"$ref": "#/$defs/b"}},
    }
    schema(site, "news", endless)
    (news,) = read(site).collections
    assert [one.type for one in news.fields] == [None] * 10
    schema(site, "news", {"$ref": "#/$defs/b", "$defs": {"b": {"$ref": "#/$defs/b"}}})
    assert read(site).collections == ()


def test_a_site_without_astro_has_nothing_to_read(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path / "plain")
    assert read(builder) == read(builder)
    assert read(builder).collections == ()
    assert read(builder).watched == ()


def test_sources_are_watched_before_they_are_there(site: SiteBuilder) -> None:
    watched = read(site).watched
    assert {".astro/collections", "src/content.config.ts", "src/content/config.ts"} <= set(watched)
