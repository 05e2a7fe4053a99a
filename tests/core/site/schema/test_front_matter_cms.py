from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from copydesk.core.site.detect import detect_site
from copydesk.core.site.field import Choice, Condition, FieldType, Media, Reference
from copydesk.core.site.schema.front_matter_cms import LABEL, read
from copydesk.core.site.schema.front_matter_words import day_js_format, has_time, with_tags
from tests.helpers.sites import SiteBuilder

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.site.schema.facts import CollectionFacts, FieldFacts, Reading

# Settings as editors' developers keep them: with notes, and a comma too many.
COURIER = """\
{
  "$schema": "https://frontmatter.codes/frontmatter.schema.json",
  // The river desk's own folders.
  "frontMatter.content.pageFolders": [
    {"title": "River news", "path": "[[workspace]]/content/news", "contentTypes": ["news"]},
    {
      "title": "Library",
      "path": "[[workspace]]/content/library",
      "excludeSubdir": true,
      "filePrefix": null,
      "contentTypes": ["loan", "event"],
    },
  ],
  "frontMatter.content.publicFolder": "static", /* Hugo's */
  "frontMatter.taxonomy.frontMatterType": "TOML",
  "frontMatter.taxonomy.tags": ["ferry", "lock", "ferry"],
  "frontMatter.taxonomy.contentTypes": [
    {
      "name": "news",
      "pageBundle": true,
      "fields": [
        {"title": "Headline", "name": "title", "type": "string", "single": true, "required": true},
        {"name": "description", "type": "string", "description": "For the front page."},
        {"name": "date", "type": "datetime", "default": "{{now}}", "dateFormat": "yyyy-MM-dd"},
        {"name": "line", "type": "divider"},
        {"name": "hero", "type": "image", "isPreviewImage": true},
        {"name": "tags", "type": "tags", "taxonomyLimit": 3},
        {"name": "draft", "type": "draft"}
      ]
    },
    {"name": "loan", "fileType": "mdx", "filePrefix": "{{year}}", "fields": [
        {"name": "title", "type": "string"}]},
    {"name": "event", "fields": [{"name": "title", "type": "string"}]}
  ]
}
"""


@pytest.fixture
def site(tmp_path: Path) -> SiteBuilder:
    return SiteBuilder(tmp_path / "courier")


def reading(site: SiteBuilder) -> Reading:
    return read(site.root, detect_site(site.root))


def of_fields(site: SiteBuilder, *fields: object, **settings: object) -> dict[str, FieldFacts]:
    """The facts of a content type with these fields."""
    values: dict[str, Any] = {
        "frontMatter.content.pageFolders": [{"title": "News", "path": "news"}],
        "frontMatter.taxonomy.contentTypes": [{"name": "default", "fields": list(fields)}],
    }
    values |= {f"frontMatter.{name.replace('_', '.')}": value for name, value in settings.items()}
    site.write("frontmatter.json", json.dumps(values))
    found = reading(site).collections
    return {facts.name: facts for facts in found[0].fields}


def named(found: Reading) -> dict[tuple[str, str | None], CollectionFacts]:
    return {(one.name, one.folder): one for one in found.collections if one.selector is None}


def test_gives_each_page_folder_the_fields_of_its_type(site: SiteBuilder) -> None:
    site.write("frontmatter.json", COURIER)
    found = reading(site)
    assert LABEL == "Front Matter CMS"
    assert not found.notices
    news = named(found)["news", "content/news"]
    assert (news.label, news.source, news.binding) == ("River news", "frontmatter.json", True)
    fields = {facts.name: facts for facts in news.fields}
    assert [*fields] == ["title", "description", "date", "hero", "tags", "draft", "fmContentType"]
    assert fields["title"].label == "Headline"
    assert fields["title"].required is True
    assert fields["title"].maximum is None
    assert fields["title"].hint == "Search engines show about 60 characters."
    assert fields["description"].type is FieldType.LONG_TEXT
    assert fields["description"].hint == (
        "For the front page. Search engines show about 160 characters."
    )
    assert (fields["date"].type, fields["date"].default) == (FieldType.DATE, "{{now}}")
    assert fields["hero"].media == Media("static", "/")
    assert fields["tags"].type is FieldType.TAGS
    assert fields["tags"].choices == (Choice("ferry", "ferry"), Choice("lock", "lock"))
    assert fields["tags"].maximum == 3
    assert (fields["draft"].type, fields["draft"].default) == (FieldType.BOOLEAN, True)
    assert fields["fmContentType"].hidden is True


def test_tells_how_new_posts_are_named(site: SiteBuilder) -> None:
    site.write("frontmatter.json", COURIER)
    found = reading(site)
    news = named(found)["news", "content/news"].new_post
    assert news.file_name == "{{year}}-{{month}}-{{day}}-{{slug}}/index.md"
    assert (news.format, news.suffix, news.may_create) == ("toml", "md", None)
    loan = next(one for one in found.collections if one.selector == ("fmContentType", "loan"))
    assert (loan.folder, loan.include) == ("content/library", ("*",))
    assert loan.new_post.file_name == "{{year}}-{{slug}}.mdx"
    event = next(one for one in found.collections if one.selector == ("fmContentType", "event"))
    assert event.new_post.file_name == "{{slug}}.md"


def test_a_prefix_that_only_the_extension_knows_leaves_the_name_open(site: SiteBuilder) -> None:
    values = {
        "frontMatter.content.pageFolders": [
            {"title": "News", "path": "news", "filePrefix": "{{filePrefix.index}}"}
        ]
    }
    site.write("frontmatter.json", json.dumps(values))
    (news,) = reading(site).collections
    assert news.new_post.file_name is None
    assert news.binding is False  # the extension's own type: the site says nothing of its fields
    assert [one.name for one in news.fields][:3] == ["title", "description", "date"]


def test_posts_without_a_type_are_of_the_default_one(site: SiteBuilder) -> None:
    values = {
        "frontMatter.content.pageFolders": [{"title": "All", "path": "[[workspace]]/content"}],
        "frontMatter.taxonomy.contentTypes": [
            {"name": "default", "fields": [{"name": "title", "type": "string"}]},
            {"name": "recipe", "fields": [{"name": "serves", "type": "number"}]},
        ],
    }
    site.write("frontmatter.json", json.dumps(values))
    found = reading(site).collections
    assert [(one.name, one.folder, one.selector) for one in found] == [
        ("content", "content", None),
        ("recipe", "", ("fmContentType", "recipe")),
    ]


def test_without_page_folders_the_type_is_for_all_posts(site: SiteBuilder) -> None:
    site.astro("news", "features")
    types = [{"name": "default", "fields": [{"name": "title", "type": "string"}]}]
    site.write("frontmatter.json", json.dumps({"frontMatter.taxonomy.contentTypes": types}))
    assert [one.folder for one in reading(site).collections] == [
        "src/content/features",
        "src/content/news",
    ]


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ({"type": "string"}, {"type": FieldType.TEXT}),
        ({"type": "string", "single": False}, {"type": FieldType.LONG_TEXT}),
        ({"type": "string", "wysiwyg": "markdown"}, {"type": FieldType.MARKDOWN}),
        ({"type": "string", "wysiwyg": True}, {"type": FieldType.LONG_TEXT}),
        (
            {"type": "number", "numberOptions": {"min": 1, "max": 0, "step": 2}},
            {"type": FieldType.NUMBER, "minimum": 1, "maximum": None, "step": 2, "whole": True},
        ),
        (
            {"type": "number", "numberOptions": {"min": -5, "max": 0, "isDecimal": True}},
            {"minimum": -5, "maximum": 0, "whole": False},
        ),
        ({"type": "datetime"}, {"type": FieldType.DATETIME, "date_format": None}),
        (
            {"type": "datetime", "dateFormat": "dd.MM.yyyy 'at' HH:mm"},
            {"type": FieldType.DATETIME, "date_format": "DD.MM.YYYY [at] HH:mm"},
        ),
        ({"type": "boolean"}, {"type": FieldType.BOOLEAN}),
        (
            {"type": "file", "multiple": True, "fileExtensions": [".PDF", "csv"]},
            {
                "type": FieldType.FILE,
                "multiple": True,
                "media": Media("", extensions=("pdf", "csv")),
            },
        ),
        (
            {"type": "choice", "choices": ["North", {"id": "s", "title": "South bank"}]},
            {
                "type": FieldType.CHOICE,
                "choices": (Choice("North", "North"), Choice("s", "South bank")),
                "open_choices": False,
            },
        ),
        ({"type": "list"}, {"type": FieldType.TAGS}),
        ({"type": "slug", "editable": False}, {"type": FieldType.SLUG, "read_only": True}),
        (
            {"type": "contentRelationship", "contentTypeName": "ferry", "multiple": True},
            {"type": FieldType.REFERENCE, "reference": Reference("ferry", "path")},
        ),
        (
            {"type": "contentRelationship", "contentTypeValue": "slug"},
            {"reference": Reference("", "slug")},
        ),
        ({"type": "json", "dataType": "pier"}, {"type": FieldType.RAW}),
        ({"type": "customField", "customType": "map"}, {"type": FieldType.RAW}),
        ({"type": "string", "hidden": True}, {"hidden": True}),
        (
            {"type": "string", "default": "{{title}}, {{slug}}"},
            {"default": "{{title}}, {{slug}}"},
        ),
        ({"type": "string", "default": "{{hour12}}"}, {"default": None}),
        ({"type": "string", "default": "by {{fm.author}}"}, {"default": None}),
        ({"type": "list", "default": ["{{slug}}", 1]}, {"default": ["{{slug}}", 1]}),
        (
            {
                "type": "number",
                "when": {"fieldRef": "kind", "operator": "exclusiveMinimum", "value": 3},
            },
            {"when": Condition("kind", "gt", 3)},
        ),
        (
            {
                "type": "string",
                "when": {"fieldRef": "k", "operator": "eq", "value": "A", "caseSensitive": False},
            },
            {"when": Condition("k", "eq", "A", case_sensitive=False)},
        ),
        ({"type": "string", "when": {"fieldRef": "kind", "operator": "like"}}, {"when": None}),
    ],
)
def test_reads_each_type(
    site: SiteBuilder, found: dict[str, object], wanted: dict[str, object]
) -> None:
    facts = of_fields(site, {"name": "pier", **found})["pier"]
    assert {name: getattr(facts, name) for name in wanted} == wanted
    assert not reading(site).notices


def test_groups_hold_fields_and_lists_hold_blocks(site: SiteBuilder) -> None:
    groups = [
        {"id": "seo", "fields": [{"name": "noindex", "type": "boolean"}]},
        {"id": "quote", "fields": [{"name": "words", "type": "string"}]},
    ]
    found = of_fields(
        site,
        {"name": "seo", "type": "fields", "fields": [{"name": "card", "type": "image"}]},
        {"name": "more", "type": "fieldCollection", "fieldGroup": "seo"},
        {"name": "parts", "type": "block", "fieldGroup": ["quote", "seo", "gone"]},
        taxonomy_fieldGroups=groups,
    )
    assert [*found] == ["seo", "noindex", "parts"]  # a collection's fields stand in its place
    assert found["seo"].type is FieldType.OBJECT
    assert [one.name for one in found["seo"].fields or ()] == ["card"]
    item = found["parts"].item
    assert found["parts"].type is FieldType.LIST
    assert item is not None
    assert (item.type, item.block_key) == (FieldType.BLOCK, "fieldGroup")
    assert [block.name for block in item.blocks or ()] == ["quote", "seo"]


def test_groups_that_hold_themselves_come_to_an_end(site: SiteBuilder) -> None:
    names = [f"g{number}" for number in range(8)]
    groups = [
        {"id": one, "fields": [{"name": "in", "type": "block", "fieldGroup": names}]}
        for one in names
    ]
    of_fields(
        site, {"name": "in", "type": "block", "fieldGroup": names}, taxonomy_fieldGroups=groups
    )
    (notice,) = reading(site).notices
    assert notice.sentence == "The content types have more than 5,000 fields."


def test_words_follow_the_sites_lists(site: SiteBuilder) -> None:
    settings: dict[str, object] = {
        "taxonomy_categories": ["North", "South"],
        "taxonomy_customTaxonomy": [{"id": "rivers", "options": ["Wey", "Mole"]}],
        "taxonomy_commaSeparatedFields": ["words"],
        "panel_freeform": False,
    }
    found = of_fields(
        site,
        {"name": "categories", "type": "categories"},
        {"name": "river", "type": "taxonomy", "taxonomyId": "rivers", "taxonomyLimit": 1,
         "singleValueAsString": True},
        {"name": "rivers", "type": "taxonomy", "taxonomyId": "rivers", "singleValueAsString": True},
        {"name": "words", "type": "tags"},
        {"name": "free", "type": "tags"},
        **settings,
    )  # fmt: skip
    assert (found["categories"].type, found["categories"].multiple) == (FieldType.CHOICE, True)
    assert found["categories"].open_choices is False
    assert found["river"].type is FieldType.CHOICE
    assert found["river"].multiple is None
    assert [one.value for one in found["river"].choices or ()] == ["Wey", "Mole"]
    assert found["rivers"].type is None
    assert found["words"].type is FieldType.TEXT
    assert found["free"].type is FieldType.TAGS


def test_the_draft_field_follows_the_sites_one_rule(site: SiteBuilder) -> None:
    rule: dict[str, object] = {"name": "state", "type": "choice", "choices": ["in work", "ready"]}
    state = of_fields(site, {"name": "state", "type": "draft"}, content_draftField=rule)["state"]
    assert state.type is FieldType.CHOICE
    assert [one.value for one in state.choices or ()] == ["in work", "ready"]
    rule = {"name": "published", "type": "boolean", "invert": True}
    field = of_fields(site, {"name": "published", "type": "draft"}, content_draftField=rule)
    assert field["published"].default is False


def test_choices_stand_in_a_data_file(site: SiteBuilder) -> None:
    site.write("data/people.yml", "- {id: ana, name: Ana Ruiz}\n- {id: bo}\n- not a map\n")
    files = [{"id": "people", "title": "People", "file": "[[workspace]]/data/people.yml"}]
    who = {"name": "who", "type": "dataFile", "dataFileId": "people", "dataFileKey": "id"}
    found = of_fields(
        site, {**who, "dataFileValue": "name"}, {**who, "name": "x", "dataFileId": "gone"},
        data_files=files,
    )  # fmt: skip
    assert found["who"].choices == (Choice("ana", "Ana Ruiz"), Choice("bo", "bo"))
    assert found["x"].type is FieldType.TEXT
    assert "data/people.yml" in reading(site).watched


def test_a_relative_public_folder_is_written_from_the_post(site: SiteBuilder) -> None:
    hero = {"name": "hero", "type": "image"}
    folder = {"path": "[[workspace]]/src/assets", "relative": True}
    assert of_fields(site, hero, content_publicFolder=folder)["hero"].media == Media("src/assets")
    hexo = of_fields(site, hero, content_publicFolder="hexo:post_asset_folder")
    assert hexo["hero"].media == Media("")


def test_gathers_split_files_extensions_and_local_settings(site: SiteBuilder) -> None:
    title = {"name": "title", "type": "string"}
    site.files(
        {
            "frontmatter.json": json.dumps(
                {
                    "frontMatter.extends": ["./shared/base.json", "https://example.org/more.json"],
                    "frontMatter.taxonomy.tags": ["ferry"],
                }
            ),
            "shared/base.json": json.dumps(
                {
                    "frontMatter.taxonomy.tags": ["ferry", "lock"],
                    "frontMatter.taxonomy.contentTypes": [{"name": "page", "fields": [title]}],
                }
            ),
            ".frontmatter/config/taxonomy/contenttypes/news.json": json.dumps(
                {"name": "news", "fields": [title, {"name": "tags", "type": "tags"}]}
            ),
            ".frontmatter/config/content/pagefolders/news.json": json.dumps(
                {"title": "News", "path": "[[workspace]]/news", "contentTypes": ["news"]}
            ),
            ".frontmatter/config/taxonomy/tags/bridge.json": '"bridge"',
            ".vscode/settings.json": '{"editor.tabSize": 2, "frontMatter.panel.freeform": false}',
        }
    )
    found = reading(site)
    news = named(found)["news", "news"]
    assert news.source == ".frontmatter/config/taxonomy/contenttypes/news.json"
    tags = next(one for one in news.fields if one.name == "tags")
    assert [one.value for one in tags.choices or ()] == ["ferry", "lock", "bridge"]
    assert tags.type is FieldType.CHOICE
    page = next(one for one in found.collections if one.name == "page")
    assert page.source == "shared/base.json"
    assert {"frontmatter.json", ".frontmatter/config", "shared/base.json"} <= {*found.watched}
    (notice,) = found.notices
    assert "fetches nothing" in notice.sentence


def test_page_folders_may_be_patterns_and_languages(site: SiteBuilder) -> None:
    folders = [
        {"title": "Docs", "path": "[[workspace]]/docs/*/news", "excludePaths": ["old"]},
        {
            "title": "Blog",
            "path": "[[workspace]]/blog",
            "defaultLocale": "en",
            "locales": [{"locale": "en", "path": ""}, {"locale": "fr", "path": "../fr/blog"}],
        },
        {"title": "Elsewhere", "path": "../other"},
        {"title": "[[workspace]]", "path": "[[workspace]]"},
    ]
    site.write("frontmatter.json", json.dumps({"frontMatter.content.pageFolders": folders}))
    found = reading(site)
    assert [(one.folder, one.include, one.exclude) for one in found.collections] == [
        ("docs", ("*/news/**/*",), ("old", "old/**")),
        ("blog", (), ()),
        ("fr/blog", (), ()),
        ("", (), ()),
    ]
    assert found.collections[-1].label is None
    assert [notice.sentence for notice in found.notices] == [
        "The page folder “Elsewhere” lies outside the site."
    ]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('{\n  "frontMatter.x": [1,\n  2\n', 4),
        ("[1]", 1),
        ("[" * 50_000, 0),
        (b"\xff\xfe\x00", 1),
        ('{"a": NaN}', 0),
    ],
)
def test_a_broken_file_is_told_with_its_line(
    site: SiteBuilder, content: str | bytes, line: int
) -> None:
    site.write("frontmatter.json", content)
    found = reading(site)
    assert not found.collections
    assert [notice.line for notice in found.notices] == [line]


@pytest.mark.parametrize(
    "value", [None, 1, "x", [], {}, [1, "x", None, [], {}, {"name": 1}, {"fields": 3}]]
)
@pytest.mark.parametrize(
    "setting",
    [
        "content.pageFolders",
        "taxonomy.contentTypes",
        "taxonomy.fieldGroups",
        "content.publicFolder",
        "content.draftField",
        "templates.prefix",
        "extends",
        "taxonomy.tags",
        "content.placeholders",
    ],
)
def test_odd_values_are_passed_over(site: SiteBuilder, setting: str, value: object) -> None:
    values: dict[str, Any] = json.loads(json.dumps(_ORDINARY))
    values[f"frontMatter.{setting}"] = value
    site.write("frontmatter.json", json.dumps(values))
    reading(site)


_ORDINARY = {
    "frontMatter.content.pageFolders": [{"title": "News", "path": "news", "filePrefix": 3}],
    "frontMatter.taxonomy.contentTypes": [
        {
            "name": "default",
            "template": 1,
            "fields": [
                {"name": "a", "type": ["string"], "choices": 3, "when": "x", "numberOptions": []},
                {"name": "b", "type": "choice", "choices": [None, [], {"id": []}, True, 1]},
                {"name": "c", "type": "block", "fieldGroup": 7},
                {"name": "d", "type": "image"},
                {"name": "e", "type": "draft", "default": [None]},
                {"name": "f", "type": "tags"},
            ],
        }
    ],
}


def test_no_settings_no_reading(site: SiteBuilder) -> None:
    site.write(".vscode/settings.json", '{"editor.tabSize": 2,}')
    found = reading(site)
    assert (found.collections, found.notices) == ((), ())
    assert "frontmatter.json" in found.watched


@pytest.mark.parametrize(
    ("date_fns", "day_js", "time"),
    [
        ("yyyy-MM-dd", "", False),
        ("yyyy-MM-dd'T'HH:mm:ss.SSSxxx", "YYYY-MM-DD[T]HH:mm:ss.SSSZ", True),
        ("d MMMM yyyy", "D MMMM YYYY", False),
        ("EEEE do MMM ''yy", "dddd Do MMM [']YY", False),
        ("h:mm aaa", "h:mm a", True),
        ("'Z' yyyy", "[Z] YYYY", False),
    ],
)
def test_date_formats_in_other_tokens(date_fns: str, day_js: str, time: bool) -> None:
    assert day_js_format(date_fns) == day_js
    assert has_time(day_js) is time


def test_a_format_beyond_our_tokens_is_none() -> None:
    assert day_js_format("yyyy 'week' II") is None


def test_placeholders_of_the_site_stand_for_their_text() -> None:
    own = {"desk": "River desk", "loop": "{{loop}}", "deep": "{{desk}} {{title}}"}
    assert with_tags("{{deep}}!", own) == "River desk {{title}}!"
    assert with_tags("{{loop}}", own) is None
    assert with_tags("{{date|yyyy/MM}}", own) == "{{year}}/{{month}}"
