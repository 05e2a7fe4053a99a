"""What the types of Pages CMS become, and where their files go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from copydesk.core.site.field import Choice, FieldType, Media, Reference
from copydesk.core.site.schema.common import parse_yaml
from copydesk.core.site.schema.facts import FieldFacts
from copydesk.core.site.schema.pages_fields import TYPES, PagesFields
from tests.helpers.pages_sites import PAGES_HEAD, pages_field, pages_reading

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("source", "facts"),
    [
        ("type: string", FieldFacts(name="x", type=FieldType.TEXT)),
        (
            "type: string, options: {minlength: 2, maxlength: 70}",
            FieldFacts(name="x", type=FieldType.TEXT, minimum=2, maximum=70),
        ),
        (
            "type: string, pattern: '^[A-Z]'",
            FieldFacts(name="x", type=FieldType.TEXT, pattern="^[A-Z]"),
        ),
        (
            "type: text, pattern: {regex: '^[A-Z]', message: Begin with a capital.}",
            FieldFacts(
                name="x",
                type=FieldType.LONG_TEXT,
                pattern="^[A-Z]",
                pattern_message="Begin with a capital.",
            ),
        ),
        ("type: rich-text", FieldFacts(name="x", type=FieldType.MARKDOWN)),
        (
            "type: rich-text, options: {format: html}",
            FieldFacts(name="x", type=FieldType.CODE, language="html"),
        ),
        (
            "type: code, options: {format: yaml}",
            FieldFacts(name="x", type=FieldType.CODE, language="yaml"),
        ),
        ("type: boolean", FieldFacts(name="x", type=FieldType.BOOLEAN, default=False)),
        (
            "type: boolean, default: true",
            FieldFacts(name="x", type=FieldType.BOOLEAN, default=True),
        ),
        (
            "type: number, options: {min: 0, max: 12, step: 0.5}",
            FieldFacts(name="x", type=FieldType.NUMBER, minimum=0, maximum=12, step=0.5),
        ),
        (
            "type: uuid",
            FieldFacts(name="x", type=FieldType.TEXT, read_only=True, default="{{uuid}}"),
        ),
        (
            "type: uuid, options: {editable: true, generate: false}",
            FieldFacts(name="x", type=FieldType.TEXT),
        ),
        ("type: string, list: true", FieldFacts(name="x", type=FieldType.TAGS)),
        (
            "type: string, list: {min: 1, max: 5, collapsible: true}",
            FieldFacts(name="x", type=FieldType.TAGS, minimum=1, maximum=5),
        ),
        (
            "type: string, list: true, options: {maxlength: 20}",
            FieldFacts(
                name="x",
                type=FieldType.LIST,
                item=FieldFacts(name="", type=FieldType.TEXT, maximum=20),
            ),
        ),
        (
            "type: number, list: {max: 3}",
            FieldFacts(
                name="x",
                type=FieldType.LIST,
                maximum=3,
                item=FieldFacts(name="", type=FieldType.NUMBER),
            ),
        ),
    ],
)
def test_each_type_becomes_a_field(tmp_path: Path, source: str, facts: FieldFacts) -> None:
    found = pages_field(tmp_path, source)
    expected = {name: getattr(facts, name) for name in FieldFacts.__dataclass_fields__}
    expected["required"] = False
    assert {name: getattr(found, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("options", "kind", "form", "as_text"),
    [
        ("{}", FieldType.DATE, None, None),
        ("{format: dd.MM.yyyy}", FieldType.DATE, "DD.MM.YYYY", True),
        ("{time: true}", FieldType.DATETIME, "YYYY-MM-DD[T]HH:mm", True),
        (
            "{time: true, format: \"yyyy-MM-dd'T'HH:mm:ssxxx\"}",
            FieldType.DATETIME,
            "YYYY-MM-DD[T]HH:mm:ssZ",
            None,
        ),
        (
            "{time: true, format: \"yyyy-MM-dd'T'HH:mm:ss'+05:30'\"}",
            FieldType.DATETIME,
            "YYYY-MM-DD[T]HH:mm:ss[+05:30]",
            None,
        ),
        ("{format: \"RRRR-'W'II\"}", FieldType.DATE, None, None),
    ],
)
def test_dates(
    tmp_path: Path, options: str, kind: FieldType, form: str | None, as_text: bool | None
) -> None:
    found = pages_field(tmp_path, f"type: date, options: {options}")
    assert (found.type, found.date_format, found.as_text) == (kind, form, as_text)


def test_limits_and_defaults_of_dates(tmp_path: Path) -> None:
    found = pages_field(
        tmp_path, "type: date, required: true, options: {min: 2026-01-01, max: '2026-12-31'}"
    )
    assert (found.earliest, found.latest, found.default) == ("2026-01-01", "2026-12-31", "{{now}}")
    assert pages_field(tmp_path, "type: date").default is None
    assert pages_field(tmp_path, "type: date, default: 2026-11-22").default == "2026-11-22"


def test_choices_are_always_text(tmp_path: Path) -> None:
    values = "[ferry, 7, {value: true, label: 'Yes, really'}, {name: library, label: Library}]"
    found = pages_field(
        tmp_path, f"type: select, options: {{multiple: true, min: 1, max: 2, values: {values}}}"
    )
    assert found.choices == (
        Choice("ferry", "ferry"),
        Choice("7", "7"),
        Choice("true", "Yes, really"),
        Choice("library", "Library"),
    )
    assert (found.type, found.multiple, found.open_choices) == (FieldType.CHOICE, True, False)
    assert (found.minimum, found.maximum) == (1, 2)
    listed = pages_field(tmp_path, "type: select, list: {max: 2}, options: {values: [a, b]}")
    assert (listed.type, listed.multiple, listed.maximum) == (FieldType.CHOICE, True, 2)
    assert len(listed.choices or ()) == 2


@pytest.mark.parametrize(
    ("options", "reference"),
    [
        ("", Reference("news", "path")),
        (", value: '{fields.slug}'", Reference("news", "slug")),
        (
            ", value: byline, label: '{fields.title} ({date})', search: 'title, fields.byline'",
            Reference("news", "byline", ("title", "date"), ("title", "byline")),
        ),
    ],
)
def test_references(tmp_path: Path, options: str, reference: Reference) -> None:
    found = pages_field(tmp_path, f"type: reference, options: {{collection: news{options}}}")
    assert (found.type, found.reference) == (FieldType.REFERENCE, reference)
    listed = pages_field(
        tmp_path, f"type: reference, list: true, options: {{collection: news{options}}}"
    )
    assert (listed.multiple, listed.reference) == (True, reference)


@pytest.mark.parametrize("options", ["{collection: staff}", "{collection: news, value: '{a}-{b}'}"])
def test_a_reference_to_no_post_is_text(tmp_path: Path, options: str) -> None:
    assert pages_field(tmp_path, f"type: reference, options: {options}").type is FieldType.TEXT


@pytest.mark.parametrize(
    ("head", "options", "media"),
    [
        (PAGES_HEAD, "{}", Media("static/photos", "/photos")),
        ("media: static/photos\n", "{}", Media("static/photos", "/static/photos")),
        ("media: {input: public, output: /}\n", "{}", Media("public", "/")),
        ("media: {input: '', output: ''}\n", "{}", Media(".", "")),
        (PAGES_HEAD, "{path: static/photos/2026}", Media("static/photos/2026", "/photos/2026")),
        (PAGES_HEAD, "{path: elsewhere}", Media("static/photos", "/photos")),
        (
            PAGES_HEAD,
            "{extensions: [.PNG, webp]}",
            Media("static/photos", "/photos", ("png", "webp")),
        ),
        (
            (
                "media: [{name: a, input: a, output: /a/},"
                " {name: b, input: /b/, output: /b, categories: [spreadsheet]}]\n"
            ),
            "{media: b}",
            Media("b", "/b", ("csv", "tsv", "ods")),
        ),
        ("media: [{name: a, input: a, output: /a/}]\n", "{media: c}", Media("a", "/a")),
        (PAGES_HEAD, "{media: false}", None),
        ("", "{}", None),
        ("media: ../out\n", "{}", None),
    ],
)
def test_where_files_go(tmp_path: Path, head: str, options: str, media: Media | None) -> None:
    found = pages_field(tmp_path, f"type: image, options: {options}", head)
    assert (found.type, found.media) == (FieldType.IMAGE, media)
    several = pages_field(tmp_path, f"type: file, list: true, options: {options}", head)
    assert (several.type, several.multiple, several.media) == (FieldType.FILE, True, media)


def test_groups_blocks_and_components(tmp_path: Path) -> None:
    config = """\
components:
  person:
    type: object
    label: A person
    required: true
    fields: [{name: name, type: string}, {name: photo, component: photo}]
  photo: {type: image, options: {multiple: true, max: 4}}
content:
  - name: news
    type: collection
    path: news
    fields:
      - {name: author, component: person, label: By}
      - {name: staff, component: person, list: {max: 3}, required: false}
      - {name: cover, component: photo, options: {max: 2}}
      - {name: seo, fields: [{name: title, type: string}]}
      - name: parts
        type: block
        list: true
        blockKey: kind
        blocks:
          - {name: quote, label: A quotation, fields: [{name: said, type: text}]}
          - {name: person, component: person}
      - {name: lead, type: block, blocks: [{name: rule, fields: []}]}
"""
    found = pages_reading(tmp_path, config)
    assert not found.notices
    author, staff, cover, seo, parts, lead = found.collections[0].fields
    assert (author.label, author.required, author.type) == ("By", True, FieldType.OBJECT)
    assert [(one.name, one.type) for one in author.fields or ()] == [
        ("name", FieldType.TEXT),
        ("photo", FieldType.IMAGE),
    ]
    assert staff.item is not None
    assert (staff.label, staff.required, staff.maximum) == ("A person", False, 3)
    assert (staff.item.name, staff.item.type) == ("", FieldType.OBJECT)
    assert (cover.multiple, cover.maximum) == (True, 2)
    assert seo.type is FieldType.OBJECT
    assert parts.item is not None
    assert (parts.item.type, parts.item.block_key) == (FieldType.BLOCK, "kind")
    assert [(one.name, one.label, len(one.fields)) for one in parts.item.blocks or ()] == [
        ("quote", "A quotation", 1),
        ("person", "A person", 2),
    ]
    assert (lead.type, lead.block_key) == (FieldType.BLOCK, "_block")


def test_components_that_hold_themselves_come_to_an_end(tmp_path: Path) -> None:
    config = """\
components:
  tree: {type: object, fields: [{name: left, component: tree}, {name: x, component: fork}]}
  fork: {type: object, fields: [{name: back, component: tree}]}
  loop: {component: loop}
content:
  - {name: news, type: collection, path: n, fields: [{name: t, component: tree},
     {name: l, component: loop}]}
"""
    found = pages_reading(tmp_path, config)
    assert [one.name for one in found.collections[0].fields] == ["t", "l"]


def test_components_that_multiply_are_cut_short(tmp_path: Path) -> None:
    doubled = "\n".join(
        f"  c{n}: {{type: object, fields: [{{name: a, component: c{n + 1}}},"
        f" {{name: b, component: c{n + 1}}}]}}"
        for n in range(40)
    )
    config = (
        f"components:\n{doubled}\n  c40: {{type: string}}\n"
        "content: [{name: news, type: collection, path: n, fields: [{name: x, component: c0}]}]\n"
    )
    assert pages_reading(tmp_path, config).collections[0].fields[0].type is FieldType.OBJECT


@pytest.mark.parametrize(
    "odd", ["3", "x", "[1, {a: b}]", "{a: 1}", "null", "true", "2026-11-22", "1.10", "''"]
)
def test_no_value_of_an_option_breaks_a_field(tmp_path: Path, odd: str) -> None:
    keys = (
        "type", "component", "label", "description", "default", "required", "hidden", "readonly",
        "pattern", "list", "fields", "blocks", "blockKey", "options",
    )  # fmt: skip
    options = (
        "minlength", "maxlength", "format", "media", "path", "extensions", "categories", "min",
        "max", "step", "time", "values", "multiple", "collection", "value", "label", "search",
        "generate", "editable",
    )  # fmt: skip
    value = parse_yaml(odd)
    fields: list[dict[str, object]] = []
    for kind in TYPES:
        fields += [{"type": kind, key: value} for key in keys]
        fields += [{"type": kind, "options": {"collection": "n", key: value}} for key in options]
    reader = PagesFields({}, (), frozenset({"n"}))
    named = [{"name": f"f{n}", **one} for n, one in enumerate(fields)]
    assert len(reader.fields({"fields": named})) == len(named)
