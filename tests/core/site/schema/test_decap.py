"""What Decap's and Sveltia's configurations say of collections."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from copydesk.core.site.field import FieldType, Media
from copydesk.core.site.schema import decap
from copydesk.core.site.schema.facts import NewPostRule
from copydesk.core.site.schema.site_schema import CollectionSchema, SiteSchema, Told
from tests.helpers.decap_sites import DECAP_HEAD, decap_collection, decap_reading

if TYPE_CHECKING:
    from pathlib import Path


def test_a_collection_of_a_folder(tmp_path: Path) -> None:
    found = decap_collection(
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
    found = decap_collection(tmp_path, rest).new_post
    expected = {name: getattr(rule, name) for name in NewPostRule.__dataclass_fields__}
    expected["suffix"] = rule.suffix or "md"
    expected["slug_from"] = rule.slug_from or "title"
    assert {name: getattr(found, name) for name in expected} == expected


def test_how_slugs_are_written(tmp_path: Path) -> None:
    head = f"{DECAP_HEAD}slug: {{encoding: ascii, clean_accents: true, sanitize_replacement: _}}\n"
    rule = decap_collection(tmp_path, "    slug_length: 60\n", head).new_post
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
    assert decap_collection(tmp_path, rest).include == include


def test_posts_are_chosen_by_a_field(tmp_path: Path) -> None:
    config = """\
collections:
  - {name: reports, folder: posts, filter: {field: kind, value: report}, fields: [{name: ferry}]}
  - {name: drafts, folder: posts, filter: {field: draft, value: true}, fields: [{name: desk}]}
  - {name: rest, folder: posts, filter: {field: kind, value: [note, letter]}}
"""
    found = decap_reading(tmp_path, config).collections
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
    config = f"""{DECAP_HEAD}
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
    about, hours, home = decap_reading(tmp_path, config).collections
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
    rule = "structure: multiple_folders, locales: [en, cy], default_locale: cy"
    head = f"{DECAP_HEAD}i18n: {{{rule}}}\n"
    folders = decap_collection(tmp_path / "a", "    i18n: true\n", head)
    assert folders.include == ("*.md", "*/*.md")
    assert folders.new_post.file_name == "cy/{{slug}}.md"
    files = decap_collection(tmp_path / "b", "    i18n: {structure: multiple_files}\n", head)
    assert files.new_post.file_name == "{{slug}}.cy.md"
    fields = "    i18n: {structure: single_file}\n    fields: [{name: title}, {name: body}]\n"
    one = decap_collection(tmp_path / "c", fields, head)
    assert [(group.name, group.type) for group in one.fields] == [
        ("cy", FieldType.OBJECT),
        ("en", FieldType.OBJECT),
    ]
    assert [field.name for field in one.fields[0].fields or ()] == ["title", "body"]
    assert decap_collection(tmp_path / "d", fields.replace("single_file", "x"), DECAP_HEAD).fields


def test_another_key_may_be_the_text(tmp_path: Path) -> None:
    fields = "    fields: [{name: title}, {name: story, widget: markdown}]\n"
    moved = decap_collection(tmp_path / "a", f"    body_field: {{key: story}}\n{fields}")
    assert [one.name for one in moved.fields] == ["title"]
    inline = decap_collection(
        tmp_path / "b", f"    body_field: {{key: story, inline: true}}\n{fields}"
    )
    assert [one.name for one in inline.fields] == ["title", "story"]


def test_an_index_file_has_its_own_fields(tmp_path: Path) -> None:
    rest = "    index_file: {label: Front, fields: [{name: lead}]}\n    fields: [{name: title}]\n"
    found = decap_reading(
        tmp_path, f"collections:\n  - name: news\n    folder: content/news\n{rest}"
    ).collections
    assert [(one.name, one.files) for one in found] == [
        ("news", ()),
        ("news/_index", ("content/news/_index.md",)),
    ]


def test_a_folder_outside_of_the_site_is_told(tmp_path: Path) -> None:
    found = decap_reading(tmp_path, "collections: [{name: news, folder: ../news}]\n")
    assert not found.collections
    assert "outside of the site" in found.notices[0].sentence
