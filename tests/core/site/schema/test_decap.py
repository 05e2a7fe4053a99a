"""What Decap's and Sveltia's configurations say of collections and their fields."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from copydesk.core.site.detect import detect_site
from copydesk.core.site.field import Choice, FieldType, Media, Reference
from copydesk.core.site.schema import decap
from copydesk.core.site.schema.common import parse_yaml
from copydesk.core.site.schema.decap_fields import Surroundings, field_facts
from copydesk.core.site.schema.decap_media import Folders
from copydesk.core.site.schema.facts import FieldFacts, NewPostRule
from copydesk.core.site.schema.site_schema import CollectionSchema, SiteSchema, Told
from tests.helpers.sites import SiteBuilder

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.site.schema.facts import CollectionFacts, Reading

WIDGETS = (
    "string", "text", "boolean", "number", "datetime", "date", "select", "relation", "list",
    "object", "image", "file", "markdown", "richtext", "code", "color", "map", "hidden", "compute",
    "keyvalue", "uuid", "none-that-is-known",
)  # fmt: skip
HEAD = """\
backend: {name: git-gateway}
media_folder: static/photos
public_folder: /photos
"""


def reading(root: Path, config: str, path: str = "static/admin/config.yml") -> Reading:
    SiteBuilder(root).write(path, config)
    return decap.read(root, detect_site(root))


def collection(root: Path, rest: str, head: str = HEAD) -> CollectionFacts:
    """The only collection of a configuration, whose settings are given indented by four."""
    found = reading(root, f"{head}collections:\n  - name: news\n    folder: content/news\n{rest}")
    assert not found.notices
    (only,) = found.collections
    return only


def field(root: Path, source: str, head: str = HEAD) -> FieldFacts:
    """The facts of one field, given as a flow map without its braces."""
    return collection(root, f"    fields:\n      - {{name: x, {source}}}\n", head).fields[0]


def test_a_site_without_such_a_configuration_says_nothing(tmp_path: Path) -> None:
    found = decap.read(tmp_path, detect_site(tmp_path))
    assert not found.collections
    assert not found.notices
    assert {"static/admin/config.yml", "public/admin/config.yml"} < set(found.watched)
    assert {"admin/config.yml", "src/admin/config.yml"} < set(found.watched)


@pytest.mark.parametrize("base", ["static/", "public/", "", "src/", "source/"])
def test_it_is_found_wherever_generators_keep_it(tmp_path: Path, base: str) -> None:
    found = reading(
        tmp_path, "collections:\n  - {name: news, folder: news}\n", f"{base}admin/config.yml"
    )
    assert [one.source for one in found.collections] == [f"{base}admin/config.yml"]


def test_a_collection_of_a_folder(tmp_path: Path) -> None:
    found = collection(
        tmp_path,
        """\
    label: River news
    create: true
    slug: '{{year}}-{{month}}-{{day}}-{{slug}}'
    fields:
      - {name: title, label: Headline, hint: "As short  as\\n it can be."}
      - {name: standfirst, widget: text, required: false}
      - {name: title, widget: number}
      - {label: Nameless}
      - {name: body, widget: markdown}
""",
    )
    assert (found.name, found.label, found.folder) == ("news", "River news", "content/news")
    assert found.include == ("*.md",)
    assert found.source == "static/admin/config.yml"
    assert found.closed is None
    assert [(one.name, one.type, one.required) for one in found.fields] == [
        ("title", FieldType.TEXT, True),
        ("standfirst", FieldType.LONG_TEXT, False),
    ]
    assert found.fields[0].label == "Headline"
    assert found.fields[0].hint == "As short as it can be."
    assert found.new_post == NewPostRule(
        file_name="{{year}}-{{month}}-{{day}}-{{slug}}.md",
        suffix="md",
        slug_from="title",
        may_create=True,
    )


@pytest.mark.parametrize(
    ("source", "facts"),
    [
        ("widget: string", FieldFacts(name="x", type=FieldType.TEXT)),
        ("widget: string, type: url", FieldFacts(name="x", type=FieldType.URL)),
        ("widget: string, type: email", FieldFacts(name="x", type=FieldType.EMAIL)),
        (
            "widget: text, minlength: 10, maxlength: 160",
            FieldFacts(name="x", type=FieldType.LONG_TEXT, minimum=10, maximum=160),
        ),
        (
            "widget: string, pattern: ['^[A-Z]', 'Begin with a capital.']",
            FieldFacts(
                name="x",
                type=FieldType.TEXT,
                pattern="^[A-Z]",
                pattern_message="Begin with a capital.",
            ),
        ),
        (
            "widget: number, min: 1, max: 12, step: 0.5",
            FieldFacts(
                name="x", type=FieldType.NUMBER, minimum=1, maximum=12, step=0.5, as_text=True
            ),
        ),
        (
            "widget: number, value_type: int, default: 3",
            FieldFacts(name="x", type=FieldType.NUMBER, whole=True, default=3),
        ),
        ("widget: number, valueType: float", FieldFacts(name="x", type=FieldType.NUMBER)),
        (
            "widget: number, value_type: int/string",
            FieldFacts(name="x", type=FieldType.NUMBER, whole=True, as_text=True),
        ),
        ("widget: markdown", FieldFacts(name="x", type=FieldType.MARKDOWN)),
        ("widget: richtext", FieldFacts(name="x", type=FieldType.MARKDOWN)),
        (
            "widget: color, default: '#1f6feb'",
            FieldFacts(name="x", type=FieldType.COLOR, default="#1f6feb"),
        ),
        ("widget: map", FieldFacts(name="x", type=FieldType.RAW)),
        ("widget: ferryTimetable", FieldFacts(name="x", type=FieldType.RAW)),
        ("widget: keyvalue", FieldFacts(name="x", type=FieldType.OBJECT)),
        (
            "widget: code, output_code_only: true, default_language: sql",
            FieldFacts(name="x", type=FieldType.CODE, language="sql"),
        ),
        ("widget: list", FieldFacts(name="x", type=FieldType.TAGS)),
        (
            "widget: list, min: 1, max: 5, field: {name: word, widget: string}",
            FieldFacts(name="x", type=FieldType.TAGS, minimum=1, maximum=5),
        ),
        (
            "widget: list, field: {name: day, widget: number, value_type: int}",
            FieldFacts(
                name="x",
                type=FieldType.LIST,
                item=FieldFacts(name="", type=FieldType.NUMBER, whole=True),
            ),
        ),
    ],
)
def test_each_widget_becomes_a_field(tmp_path: Path, source: str, facts: FieldFacts) -> None:
    found = field(tmp_path, f"required: false, {source}")
    expected = {name: getattr(facts, name) for name in FieldFacts.__dataclass_fields__}
    expected["required"] = False
    assert {name: getattr(found, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("source", "kind", "form", "as_text"),
    [
        ("widget: datetime", FieldType.DATETIME, None, None),
        ("widget: datetime, format: YYYY-MM-DD", FieldType.DATE, None, None),
        ("widget: datetime, time_format: false", FieldType.DATE, None, None),
        ("widget: datetime, type: date", FieldType.DATE, None, None),
        ("widget: date", FieldType.DATE, None, None),
        (
            "widget: datetime, dateFormat: DD.MM.YYYY, timeFormat: false",
            FieldType.DATE,
            "DD.MM.YYYY",
            True,
        ),
        (
            "widget: datetime, format: 'YYYY-MM-DD HH:mm'",
            FieldType.DATETIME,
            "YYYY-MM-DD HH:mm",
            True,
        ),
        (
            "widget: datetime, format: 'YYYY-MM-DDTHH:mm:ssZ', picker_utc: true",
            FieldType.DATETIME,
            "YYYY-MM-DDTHH:mm:ss[Z]",
            None,
        ),
        (
            "widget: datetime, date_format: YYYY/MM/DD, time_format: HH:mm",
            FieldType.DATETIME,
            "YYYY/MM/DDTHH:mm",
            True,
        ),
        ("widget: datetime, date_format: false, time_format: HH:mm", FieldType.TEXT, None, None),
        ("widget: datetime, type: time", FieldType.TEXT, None, None),
    ],
)
def test_dates_are_written_as_the_site_writes_them(
    tmp_path: Path, source: str, kind: FieldType, form: str | None, as_text: bool | None
) -> None:
    found = field(tmp_path, source)
    assert (found.type, found.date_format, found.as_text) == (kind, form, as_text)


def test_limits_and_defaults_of_dates(tmp_path: Path) -> None:
    found = field(
        tmp_path, "widget: datetime, type: date, min: 2026-01-01, max: '2026-12-31', default: ''"
    )
    assert (found.earliest, found.latest, found.default) == ("2026-01-01", "2026-12-31", None)
    assert field(tmp_path, "widget: datetime, default: '{{now}}'").default == "{{now}}"


def test_choices_have_values_and_labels(tmp_path: Path) -> None:
    found = field(
        tmp_path,
        "widget: select, multiple: true, min: 1, max: 2, default: [ferry],"
        " options: [ferry, 7, {label: The library, value: library}, {label: Nothing}]",
    )
    assert found.type is FieldType.CHOICE
    assert found.choices == (
        Choice("ferry", "ferry"),
        Choice(7, "7"),
        Choice("library", "The library"),
    )
    assert (found.multiple, found.open_choices) == (True, False)
    assert (found.minimum, found.maximum, found.default) == (1, 2, ["ferry"])


@pytest.mark.parametrize(
    ("value", "reads"),
    [
        ("'{{slug}}'", "slug"),
        ("slug", "slug"),
        ("'{{fields.byline}}'", "byline"),
        ("seo.id", "seo.id"),
    ],
)
def test_a_relation_refers_to_posts(tmp_path: Path, value: str, reads: str) -> None:
    found = field(
        tmp_path,
        f"widget: relation, collection: news, value_field: {value}, multiple: true,"
        " display_fields: [title, '{{fields.date}}', '{{title}} ({{slug}})'],"
        " search_fields: [title]",
    )
    assert found.type is FieldType.REFERENCE
    assert found.multiple
    assert found.reference == Reference("news", reads, ("title", "date"), ("title",))


def test_a_relation_to_data_is_plain_text(tmp_path: Path) -> None:
    config = """\
collections:
  - name: news
    folder: news
    fields:
      - {name: author, widget: relation, collection: staff, value_field: name}
      - {name: towns, widget: relation, collection: places, value_field: 'x.*.id', multiple: true}
  - {name: staff, folder: data/staff, format: yml}
  - {name: places, files: [{name: towns, file: data/towns.json}]}
"""
    (news,) = reading(tmp_path, config).collections
    assert [one.type for one in news.fields] == [FieldType.TEXT, FieldType.TAGS]
    assert all(one.reference is None for one in news.fields)


def test_groups_lists_of_groups_and_blocks(tmp_path: Path) -> None:
    found = collection(
        tmp_path,
        """\
    fields:
      - name: seo
        widget: object
        fields: [{name: title}, {name: body, widget: text}]
      - name: boats
        widget: list
        fields: [{name: name}, {name: seats, widget: number, value_type: int}]
      - name: parts
        widget: list
        typeKey: kind
        types:
          - {name: quote, label: A quotation, widget: object, fields: [{name: said, widget: text}]}
          - {name: rule}
      - name: lead
        widget: object
        types: [{name: photo, fields: [{name: src, widget: image}]}]
      - {name: snippet, widget: code, keys: {code: source, lang: syntax}}
""",
    )
    seo, boats, parts, lead, snippet = found.fields
    assert seo.fields is not None
    assert [one.name for one in seo.fields] == ["title", "body"]
    assert boats.item is not None
    assert boats.item.type is FieldType.OBJECT
    assert [one.name for one in boats.item.fields or ()] == ["name", "seats"]
    assert parts.item is not None
    assert (parts.type, parts.item.type) == (FieldType.LIST, FieldType.BLOCK)
    assert parts.item.block_key == "kind"
    assert [(one.name, one.label, len(one.fields)) for one in parts.item.blocks or ()] == [
        ("quote", "A quotation", 1),
        ("rule", None, 0),
    ]
    assert (lead.type, lead.block_key) == (FieldType.BLOCK, "type")
    assert [one.name for one in snippet.fields or ()] == ["source", "syntax"]


def test_hidden_computed_and_fixed_fields(tmp_path: Path) -> None:
    found = collection(
        tmp_path,
        """\
    fields:
      - {name: layout, widget: hidden, default: post}
      - {name: draft, widget: boolean, default: true}
      - {name: path, widget: compute, value: 'news/{{fields.slug}}'}
      - {name: id, widget: uuid}
      - {name: code, widget: uuid, read_only: false}
      - {name: desk, readonly: true}
      - {name: slug}
      - {name: path, meta: true}
""",
    )
    layout, draft, path, own_id, code, desk, slug = found.fields
    assert (layout.hidden, layout.type, layout.default, layout.required) == (
        True,
        None,
        "post",
        None,
    )
    assert (draft.required, draft.default) == (None, True)
    assert (path.read_only, own_id.read_only, code.read_only, desk.read_only) == (
        True,
        True,
        False,
        True,
    )
    assert (slug.type, slug.slug_from) == (FieldType.SLUG, ("title",))


def test_what_decap_and_sveltia_read_otherwise(tmp_path: Path) -> None:
    source = "widget: number, comment: In minutes., hint: Rounded."
    plain = field(tmp_path / "a", source)
    assert (plain.hint, plain.as_text, plain.whole) == ("Rounded.", True, None)
    page = '<script src="https://unpkg.com/@sveltia/cms/dist/sveltia-cms.js"></script>\n'
    SiteBuilder(tmp_path / "b").write("static/admin/index.html", page)
    sveltia = field(tmp_path / "b", source)
    assert (sveltia.hint, sveltia.as_text, sveltia.whole) == (
        "In minutes. Rounded.",
        None,
        True,
    )


@pytest.mark.parametrize(
    ("own", "inside", "media"),
    [
        ("", "", Media("static/photos", "/photos")),
        ("    media_folder: ''\n    public_folder: ''\n", "", Media("", "")),
        ("    media_folder: pictures\n", "", Media("{{folder}}/pictures", "pictures")),
        (
            "    media_folder: ./pictures\n    public_folder: ./pictures\n",
            "",
            Media("{{folder}}/pictures", "./pictures"),
        ),
        (
            "    media_folder: /static/news\n    public_folder: /news\n",
            "",
            Media("static/news", "/news"),
        ),
        (
            (
                "    media_folder: '{{media_folder}}/news'\n"
                "    public_folder: '{{public_folder}}/news'\n"
            ),
            "",
            Media("static/photos/news", "/photos/news"),
        ),
        (
            (
                "    media_folder: '/{{media_folder}}/news'\n"
                "    public_folder: '{{public_folder}}/news'\n"
            ),
            (
                ", media_folder: '{{media_folder}}/{{slug}}',"
                " public_folder: '{{public_folder}}/{{slug}}'"
            ),
            Media("static/photos/news/{{slug}}", "/photos/news/{{slug}}"),
        ),
        (
            "    path: '{{slug}}/index'\n",
            "",
            Media("", ""),
        ),
        (
            "",
            ", accept: '.PNG, image/jpeg', media_library: {config: {max_file_size: 512000}}",
            Media("static/photos", "/photos", ("png", "jpg", "jpeg"), 512_000),
        ),
        ("", ", accept: image/*", Media("static/photos", "/photos")),
    ],
)
def test_where_files_go(tmp_path: Path, own: str, inside: str, media: Media) -> None:
    found = collection(tmp_path, f"{own}    fields:\n      - {{name: x, widget: image{inside}}}\n")
    assert found.fields[0].media == media


def test_media_without_public_folder_and_at_the_root(tmp_path: Path) -> None:
    bare = field(tmp_path / "a", "widget: image", "media_folder: /assets/uploads/\n")
    assert bare.media == Media("assets/uploads", "/assets/uploads")
    root = field(tmp_path / "b", "widget: file", "media_folder: ''\npublic_folder: ''\n")
    assert (root.type, root.media) == (FieldType.FILE, Media(".", ""))
    assert field(tmp_path / "c", "widget: image", "publish_mode: simple\n").media is None
    many = field(tmp_path / "d", "widget: image, media_library: {config: {multiple: true}}")
    assert many.multiple


@pytest.mark.parametrize(
    ("rest", "rule"),
    [
        ("", NewPostRule(file_name="{{slug}}.md", may_create=False)),
        (
            "    slug: '{{fields.slug}}'\n    create: true\n",
            NewPostRule(file_name="{{slug}}.md", slug_from="slug", may_create=True),
        ),
        (
            "    identifier_field: headline\n    slug: '{{headline}}'\n",
            NewPostRule(file_name="{{slug}}.md", slug_from="headline", may_create=False),
        ),
        (
            "    path: '{{year}}/{{slug}}/index'\n    slug: '{{month}}-{{slug}}'\n",
            NewPostRule(file_name="{{year}}/{{month}}-{{slug}}/index.md", may_create=False),
        ),
        (
            "    slug: index\n    path: '{{title}}'\n",
            NewPostRule(file_name="{{slug}}.md", may_create=False),
        ),
        (
            (
                "    slug: \"{{fields.day | date('YYYY-MM')}}-{{slug | truncate(40)}}"
                '-{{fields.town}}"\n'
            ),
            NewPostRule(
                file_name="{{year}}-{{month}}-{{slug}}-{{town}}.md",
                slug_length=40,
                may_create=False,
            ),
        ),
        (
            "    extension: mdx\n    format: toml-frontmatter\n    frontmatter_delimiter: '~~~'\n",
            NewPostRule(
                file_name="{{slug}}.mdx",
                suffix="mdx",
                format="toml",
                fences=("~~~", "~~~"),
                may_create=False,
            ),
        ),
        (
            "    format: json-frontmatter\n    frontmatter_delimiter: ['<', '>']\n",
            NewPostRule(
                file_name="{{slug}}.md", format="json", fences=("<", ">"), may_create=False
            ),
        ),
        ("    path: ../../{{slug}}\n", NewPostRule(may_create=False)),
    ],
)
def test_how_new_posts_are_named(tmp_path: Path, rest: str, rule: NewPostRule) -> None:
    found = collection(tmp_path, rest).new_post
    expected = {name: getattr(rule, name) for name in NewPostRule.__dataclass_fields__}
    expected["suffix"] = rule.suffix or "md"
    expected["slug_from"] = rule.slug_from or "title"
    assert {name: getattr(found, name) for name in expected} == expected


def test_how_slugs_are_written(tmp_path: Path) -> None:
    head = f"{HEAD}slug: {{encoding: ascii, clean_accents: true, sanitize_replacement: _}}\n"
    rule = collection(tmp_path, "    slug_length: 60\n", head).new_post
    assert (rule.slug_words, rule.ascii_slug, rule.slug_length) == ("_", True, 60)


@pytest.mark.parametrize(
    ("rest", "include"),
    [
        ("", ("*.md",)),
        ("    extension: .MDX\n", ("*.mdx",)),
        ("    nested: {depth: 100}\n", ("**/*.md",)),
        ("    path: '{{year}}/{{slug}}'\n", ("*.md", "*/*.md")),
    ],
)
def test_which_posts_are_meant(tmp_path: Path, rest: str, include: tuple[str, ...]) -> None:
    assert collection(tmp_path, rest).include == include


def test_posts_are_chosen_by_a_field(tmp_path: Path) -> None:
    config = """\
collections:
  - {name: reports, folder: posts, filter: {field: kind, value: report}, fields: [{name: ferry}]}
  - {name: drafts, folder: posts, filter: {field: draft, value: true}, fields: [{name: desk}]}
  - {name: rest, folder: posts, filter: {field: kind, value: [note, letter]}}
"""
    found = reading(tmp_path, config).collections
    assert [(one.name, one.selector) for one in found] == [
        ("reports", ("kind", "report")),
        ("drafts", ("draft", "true")),
        ("rest", ("kind", "note")),
        ("rest", ("kind", "letter")),
    ]
    told = tuple(Told(decap.LABEL, one, one.folder or "") for one in found)
    chosen = SiteSchema((told,)).of_post("posts/a.md", {"kind": "report"})
    assert isinstance(chosen, CollectionSchema)
    assert [one.name for one in chosen.fields] == ["ferry"]


def test_single_files_have_fields_of_their_own(tmp_path: Path) -> None:
    config = f"""{HEAD}
collections:
  - name: pages
    media_folder: /static/pages
    files:
      - {{name: about, label: About us, file: /content/about.md, media_folder: /static/about,
          fields: [{{name: photo, widget: image}}, {{name: body, widget: markdown}}]}}
      - {{name: hours, file: content/hours.md, fields: [{{name: photo, widget: image}}]}}
      - {{name: nav, file: data/nav.yml, fields: [{{name: links, widget: list}}]}}
      - {{name: out, file: ../out.md}}
singletons:
  - {{divider: true}}
  - {{name: home, file: content/home.md, fields: [{{name: lead}}]}}
"""
    about, hours, home = reading(tmp_path, config).collections
    assert (about.name, about.label, about.files) == (
        "pages/about",
        "About us",
        ("content/about.md",),
    )
    assert [one.name for one in about.fields] == ["photo"]
    assert about.fields[0].media == Media("static/about", "/static/about")
    assert hours.fields[0].media == Media("static/pages", "/static/pages")
    assert (home.name, home.files, home.new_post.may_create) == (
        "home",
        ("content/home.md",),
        False,
    )


def test_several_languages(tmp_path: Path) -> None:
    head = f"{HEAD}i18n: {{structure: multiple_folders, locales: [en, cy], default_locale: cy}}\n"
    folders = collection(tmp_path / "a", "    i18n: true\n", head)
    assert folders.include == ("*.md", "*/*.md")
    assert folders.new_post.file_name == "cy/{{slug}}.md"
    files = collection(tmp_path / "b", "    i18n: {structure: multiple_files}\n", head)
    assert files.new_post.file_name == "{{slug}}.cy.md"
    fields = "    i18n: {structure: single_file}\n    fields: [{name: title}, {name: body}]\n"
    one = collection(tmp_path / "c", fields, head)
    assert [(group.name, group.type) for group in one.fields] == [
        ("cy", FieldType.OBJECT),
        ("en", FieldType.OBJECT),
    ]
    assert [field.name for field in one.fields[0].fields or ()] == ["title", "body"]
    assert collection(tmp_path / "d", fields.replace("single_file", "x"), HEAD).fields


def test_another_key_may_be_the_text(tmp_path: Path) -> None:
    fields = "    fields: [{name: title}, {name: story, widget: markdown}]\n"
    moved = collection(tmp_path / "a", f"    body_field: {{key: story}}\n{fields}")
    assert [one.name for one in moved.fields] == ["title"]
    inline = collection(tmp_path / "b", f"    body_field: {{key: story, inline: true}}\n{fields}")
    assert [one.name for one in inline.fields] == ["title", "story"]


def test_an_index_file_has_its_own_fields(tmp_path: Path) -> None:
    rest = "    index_file: {label: Front, fields: [{name: lead}]}\n    fields: [{name: title}]\n"
    found = reading(
        tmp_path, f"collections:\n  - name: news\n    folder: content/news\n{rest}"
    ).collections
    assert [(one.name, one.files) for one in found] == [
        ("news", ()),
        ("news/_index", ("content/news/_index.md",)),
    ]


def test_anchors_and_merges_are_resolved(tmp_path: Path) -> None:
    config = """\
shared: &shared {create: true, extension: md}
title: &title {name: title, label: Headline}
collections:
  - <<: *shared
    name: news
    folder: news
    fields: [*title, {<<: *title, name: short}]
"""
    (news,) = reading(tmp_path, config).collections
    assert news.new_post.may_create
    assert [(one.name, one.label) for one in news.fields] == [
        ("title", "Headline"),
        ("short", "Headline"),
    ]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("cms.json", '{\n\t"collections": [{"name": "news", "folder": "news"}]\n}\n'),
        ("cms.toml", '[[collections]]\nname = "news"\nfolder = "news"\n'),
        ("cms.yaml", "collections: [{name: news, folder: news}]\n"),
    ],
)
@pytest.mark.parametrize("href", ["/admin/{}", "./{}?v=2"])
def test_the_page_may_name_the_configuration(
    tmp_path: Path, name: str, source: str, href: str
) -> None:
    site = SiteBuilder(tmp_path)
    link = f"<link type='text/yaml' rel=cms-config-url href='{href.format(name)}'>"
    site.write("public/admin/index.html", f"<!-- <link rel=cms-config-url href=no> -->{link}")
    found = reading(tmp_path, source, f"public/admin/{name}")
    assert [one.source for one in found.collections] == [f"public/admin/{name}"]
    assert f"public/admin/{name}" in found.watched


@pytest.mark.parametrize("hostile", ["<!--", "<link ", "<link rel=", "<!-- -->"])
def test_a_hostile_page_is_read_in_bounded_time(tmp_path: Path, hostile: str) -> None:
    page = hostile * (900_000 // len(hostile))
    SiteBuilder(tmp_path).write("static/admin/index.html", page)
    started = time.perf_counter()
    found = reading(tmp_path, "collections: [{name: news, folder: news}]\n")
    assert time.perf_counter() - started < 2
    assert [one.name for one in found.collections] == ["news"]


def test_a_configuration_on_the_web_is_not_fetched(tmp_path: Path) -> None:
    page = '<link rel="cms-config-url" href="https://cms.example.org/config.yml">'
    SiteBuilder(tmp_path).write("static/admin/index.html", page)
    found = decap.read(tmp_path, detect_site(tmp_path))
    assert not found.collections
    assert [one.source for one in found.notices] == ["static/admin/index.html"]
    assert "never fetched" in found.notices[0].sentence


@pytest.mark.parametrize(
    ("config", "line"),
    [
        ("collections:\n  - name: news\n   folder: x\n", 3),
        ("a: 1\n---\nb: 2\n", 3),
        ("- one\n- two\n", 0),
        ("a: &a [*a]\n", 0),
        ("a: " + "[" * 200 + "]" * 200 + "\n", 0),
        ("\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)), 0),
    ],
)
def test_a_broken_or_hostile_one_makes_a_notice(tmp_path: Path, config: str, line: int) -> None:
    found = reading(tmp_path, config)
    assert not found.collections
    (notice,) = found.notices
    assert (notice.source, notice.line) == ("static/admin/config.yml", line)


@pytest.mark.parametrize("suffix", ["json", "toml", "yml"])
def test_what_is_nested_too_deep_makes_a_notice(tmp_path: Path, suffix: str) -> None:
    deep = '{"name": "x", "widget": "object", "fields": [' * 150 + "]}" * 150
    whole = {
        "json": f'{{"collections": [{{"name": "n", "folder": "n", "fields": [{deep}]}}]}}',
        "toml": f"collections = [{'[' * 150}{']' * 150}]\n",
        # Not deep as it is written, but once its aliases are followed.
        "yml": "a0: &a0 {name: x}\n"
        + "".join(
            f"a{n}: &a{n} {{name: x, widget: object, fields: [*a{n - 1}]}}\n" for n in range(1, 120)
        )
        + "collections: [{name: n, folder: n, fields: [*a119]}]\n",
    }[suffix]
    path = f"static/admin/config.{suffix}"
    SiteBuilder(tmp_path).write(
        "static/admin/index.html", f"<link rel=cms-config-url href=config.{suffix}>"
    )
    found = reading(tmp_path, whole, path)
    assert not found.collections
    assert [one.source for one in found.notices] == [path]


def test_one_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    found = reading(tmp_path, "# river\n" * 200_000)
    assert not found.collections
    assert "too large" in found.notices[0].sentence


@pytest.mark.parametrize(
    "config",
    [
        "",
        "collections: news\n",
        "collections: [news, 3, {name: 7}, {folder: x}, {name: a, folder: [x]}, {name: b}]\n",
        "collections: [{name: news, folder: n, fields: {a: b}, filter: x, slug: 3, i18n: [1]}]\n",
        "i18n: x\nslug: y\nmedia_folder: 3\ncollections: [{name: n, folder: n, i18n: true}]\n",
        "collections: [{name: n, files: [a, {name: 3}, {name: b, file: 3}, {name: c}]}]\n",
    ],
)
def test_nonsense_is_passed_over(tmp_path: Path, config: str) -> None:
    found = reading(tmp_path, config)
    assert not found.notices
    assert all(one.name in ("news", "n") for one in found.collections)


@pytest.mark.parametrize(
    "odd",
    ["3", "x", "[1, {a: b}]", "{a: 1}", "null", "true", "2026-11-22", "1.10", "''"],
)
def test_no_value_of_an_option_breaks_a_field(tmp_path: Path, odd: str) -> None:
    options = (
        "widget", "label", "required", "hint", "pattern", "default", "options", "min", "max",
        "step", "value_type", "format", "date_format", "time_format", "type", "fields", "field",
        "types", "typeKey", "collection", "value_field", "display_fields", "multiple", "keys",
        "media_folder", "public_folder", "media_library", "accept", "readonly", "minlength",
    )  # fmt: skip
    around = Surroundings(Folders("/static/photos", "/photos"), posts=frozenset({"news"}))
    for widget in WIDGETS:
        for option in options:
            own = {"name": "x", "widget": widget, "collection": "news", option: parse_yaml(odd)}
            made = field_facts(own, around)
            assert made is not None
            assert made.name == "x"


def test_a_folder_outside_of_the_site_is_told(tmp_path: Path) -> None:
    found = reading(tmp_path, "collections: [{name: news, folder: ../news}]\n")
    assert not found.collections
    assert "outside of the site" in found.notices[0].sentence
