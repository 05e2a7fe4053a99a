"""No schema breaks a form: each place of each kind of schema holds what it should not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import pytest
import yaml

from copydesk.core.library.new_post import prepare_post, proposed_path
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.posts.paths import FieldPath, with_value
from copydesk.core.site.detect import detect_site
from copydesk.core.site.schema.reading import read_site_schema
from copydesk.core.site.validate import check_fields
from tests.helpers.sites import SiteBuilder

if TYPE_CHECKING:
    from pathlib import Path

SCHEMAS: dict[str, object] = {
    "static/admin/config.yml": {
        "media_folder": "static/img",
        "public_folder": "/img",
        "collections": [
            {
                "name": "news",
                "folder": "content/news",
                "create": True,
                "slug": "{{year}}-{{slug}}",
                "identifier_field": "title",
                "fields": [
                    {"name": "title", "widget": "string", "pattern": [".{3,}", "too short"]},
                    {"name": "date", "widget": "datetime", "format": "YYYY-MM-DD"},
                    {"name": "depth", "widget": "number", "min": 1, "max": 10, "step": 2},
                    {"name": "quay", "widget": "select", "options": ["east", {"value": "west"}]},
                    {"name": "near", "widget": "relation", "collection": "news"},
                    {"name": "parts", "widget": "list", "types": [{"name": "a", "fields": []}]},
                    {"name": "seo", "widget": "object", "fields": [{"name": "alt"}]},
                    {"name": "boats", "widget": "list", "field": {"name": "boat"}},
                ],
            }
        ],
    },
    ".pages.yml": {
        "media": {"input": "public/img", "output": "/img"},
        "content": [
            {
                "name": "news",
                "type": "collection",
                "path": "content/news",
                "filename": "{year}-{primary}.md",
                "fields": [
                    {"name": "title", "type": "string", "pattern": {"regex": "^a"}},
                    {"name": "date", "type": "date", "options": {"format": "yyyy-MM-dd"}},
                    {"name": "quay", "type": "select", "options": {"values": ["a", {"name": "B"}]}},
                    {
                        "name": "seo",
                        "type": "object",
                        "list": {"min": 1},
                        "fields": [{"name": "a"}],
                    },
                    {"name": "parts", "type": "block", "blocks": [{"name": "x", "fields": []}]},
                ],
            }
        ],
    },
    "frontmatter.json": {
        "frontMatter.content.pageFolders": [
            {"title": "News", "path": "[[workspace]]/content/news", "contentTypes": ["news"]}
        ],
        "frontMatter.taxonomy.fieldGroups": [
            {"id": "g", "fields": [{"name": "pier", "type": "image"}]}
        ],
        "frontMatter.taxonomy.contentTypes": [
            {
                "name": "news",
                "fields": [
                    {"name": "title", "type": "string", "required": True},
                    {"name": "date", "type": "datetime", "dateFormat": "yyyy-MM-dd"},
                    {"name": "quay", "type": "choice", "choices": ["a", {"id": "b", "title": "B"}]},
                    {"name": "depth", "type": "number", "numberOptions": {"min": 1}},
                    {"name": "seo", "type": "fields", "fields": [{"name": "a", "type": "string"}]},
                    {"name": "parts", "type": "block", "fieldGroup": ["g"]},
                    {"name": "n", "type": "string", "when": {"fieldRef": "title", "value": "x"}},
                ],
            }
        ],
    },
    "tina/tina-lock.json": {
        "schema": {
            "config": {"media": {"tina": {"publicFolder": "public", "mediaRoot": "img"}}},
            "collections": [
                {
                    "name": "news",
                    "path": "content/news",
                    "format": "md",
                    "fields": [
                        {"name": "title", "type": "string", "isTitle": True, "required": True},
                        {"name": "date", "type": "datetime", "ui": {"dateFormat": "YYYY"}},
                        {"name": "quay", "type": "string", "options": ["a", {"value": "b"}]},
                        {"name": "parts", "type": "object", "list": True, "templates": [{}]},
                        {"name": "near", "type": "reference", "collections": ["news"]},
                        {"name": "body", "type": "rich-text", "isBody": True},
                    ],
                }
            ],
        }
    },
    ".astro/collections/news.schema.json": {
        "$ref": "#/definitions/news",
        "definitions": {
            "news": {
                "type": "object",
                "properties": {
                    "title": {"type": "string", "minLength": 3, "pattern": "^a"},
                    "date": {
                        "anyOf": [
                            {"type": "string", "format": "date-time"},
                            {"type": "integer", "format": "unix-time"},
                        ]
                    },
                    "depth": {"type": "number", "minimum": 1, "multipleOf": 2},
                    "quay": {"enum": ["a", "b"]},
                    "parts": {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "anyOf": [
                                {"type": "object", "properties": {"t": {"const": "x"}}},
                                {"type": "object", "properties": {"t": {"const": "y"}}},
                            ]
                        },
                    },
                },
                "required": ["title"],
                "additionalProperties": False,
            }
        },
    },
}
JUNK: tuple[object, ...] = (None, True, -1, "../[{(", [], [[{}]], {}, {"name": [1], "type": {}})
POSTS: tuple[dict[str, object], ...] = (
    {},
    {"title": None, "date": "soon", "depth": 1e308, "quay": {"a": 1}, "parts": [None, {"t": 1}]},
    {"title": ["a"], "seo": 3, "parts": {"x": []}, "near": [1], "boats": "one", "n": True},
)


def places(value: object, path: FieldPath = ()) -> Iterator[FieldPath]:
    """Every place below the top of a schema."""
    inner = value.items() if isinstance(value, Mapping) else ()
    numbered = enumerate(value) if isinstance(value, list) else ()
    for part, below in (*inner, *numbered):
        yield (*path, part)
        yield from places(below, (*path, part))


@pytest.mark.parametrize("junk", JUNK, ids=repr)
@pytest.mark.parametrize("path", SCHEMAS)
def test_junk_in_any_place_leaves_a_form(path: str, junk: object, tmp_path: Path) -> None:
    site = SiteBuilder(tmp_path)
    if path.startswith(".astro"):
        site.astro("news")
    title = 'Lena\'s "new" ferry: a crossing'
    for place in places(SCHEMAS[path]):
        odd = with_value(SCHEMAS[path], place, junk)
        text = json.dumps(odd) if path.endswith("json") else yaml.safe_dump(odd)
        site.write(path, text)
        schema = read_site_schema(site.root, detect_site(site.root))
        schema.kinds_in("content/news")
        for kind in schema.collections():
            for data in POSTS:
                schema.of_post("content/news/ferry.md", data)
                check_fields(data, kind.fields, closed=True)
            folder = site.root / "content/news"
            made = prepare_post(folder, title, (), root=site.root, schema=kind)
            assert read_frontmatter(made.text).readable, place
            assert made.path.is_relative_to(folder), place
            assert ".." not in made.path.parts, place
            assert proposed_path(folder, title, (), root=site.root, schema=kind) == made.path
