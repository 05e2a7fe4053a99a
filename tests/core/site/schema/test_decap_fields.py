"""What the widgets of Decap and Sveltia become, and where their files go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from copydesk.core.site.field import Choice, FieldType, Media, Reference
from copydesk.core.site.schema.common import parse_yaml
from copydesk.core.site.schema.decap_fields import Surroundings, field_facts
from copydesk.core.site.schema.decap_media import Folders
from copydesk.core.site.schema.facts import FieldFacts
from tests.helpers.decap_sites import decap_collection, decap_field, decap_reading
from tests.helpers.sites import SiteBuilder

if TYPE_CHECKING:
    from pathlib import Path


WIDGETS = (
    "string", "text", "boolean", "number", "datetime", "date", "select", "relation", "list",
    "object", "image", "file", "markdown", "richtext", "code", "color", "map", "hidden", "compute",
    "keyvalue", "uuid", "none-that-is-known",
)  # fmt: skip


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
    found = decap_field(tmp_path, f"required: false, {source}")
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
    found = decap_field(tmp_path, source)
    assert (found.type, found.date_format, found.as_text) == (kind, form, as_text)


def test_limits_and_defaults_of_dates(tmp_path: Path) -> None:
    found = decap_field(
        tmp_path, "widget: datetime, type: date, min: 2026-01-01, max: '2026-12-31', default: ''"
    )
    assert (found.earliest, found.latest, found.default) == ("2026-01-01", "2026-12-31", None)
    assert decap_field(tmp_path, "widget: datetime, default: '{{now}}'").default == "{{now}}"


def test_choices_have_values_and_labels(tmp_path: Path) -> None:
    found = decap_field(
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
    found = decap_field(
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
    (news,) = decap_reading(tmp_path, config).collections
    assert [one.type for one in news.fields] == [FieldType.TEXT, FieldType.TAGS]
    assert all(one.reference is None for one in news.fields)


def test_groups_lists_of_groups_and_blocks(tmp_path: Path) -> None:
    found = decap_collection(
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
    found = decap_collection(
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
    plain = decap_field(tmp_path / "a", source)
    assert (plain.hint, plain.as_text, plain.whole) == ("Rounded.", True, None)
    page = '<script src="https://unpkg.com/@sveltia/cms/dist/sveltia-cms.js"></script>\n'
    SiteBuilder(tmp_path / "b").write("static/admin/index.html", page)
    sveltia = decap_field(tmp_path / "b", source)
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
    found = decap_collection(
        tmp_path, f"{own}    fields:\n      - {{name: x, widget: image{inside}}}\n"
    )
    assert found.fields[0].media == media


def test_media_without_public_folder_and_at_the_root(tmp_path: Path) -> None:
    bare = decap_field(tmp_path / "a", "widget: image", "media_folder: /assets/uploads/\n")
    assert bare.media == Media("assets/uploads", "/assets/uploads")
    root = decap_field(tmp_path / "b", "widget: file", "media_folder: ''\npublic_folder: ''\n")
    assert (root.type, root.media) == (FieldType.FILE, Media(".", ""))
    assert decap_field(tmp_path / "c", "widget: image", "publish_mode: simple\n").media is None
    many = decap_field(tmp_path / "d", "widget: image, media_library: {config: {multiple: true}}")
    assert many.multiple


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
