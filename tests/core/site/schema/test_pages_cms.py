"""What Pages CMS's configuration says of collections, and what it gets wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from copydesk.core.site.detect import detect_site
from copydesk.core.site.field import FieldType
from copydesk.core.site.schema import pages_cms
from copydesk.core.site.schema.facts import NewPostRule
from tests.helpers.pages_sites import pages_collection, pages_reading

if TYPE_CHECKING:
    from pathlib import Path


def test_a_site_without_it_says_nothing(tmp_path: Path) -> None:
    found = pages_cms.read(tmp_path, detect_site(tmp_path))
    assert (found.collections, found.notices, found.watched) == ((), (), (".pages.yml",))


def test_a_collection(tmp_path: Path) -> None:
    found = pages_collection(
        tmp_path,
        """\
    label: River news
    exclude: [_index.md, old/list.md]
    view: {fields: [title, date], primary: title}
    fields:
      - {name: title, label: Headline, type: string, required: true, description: "One  line."}
      - {name: layout, label: false, type: string, hidden: true, default: news}
      - {name: desk, type: string, readonly: true}
      - {name: slug, type: string}
      - {name: body, type: rich-text}
""",
    )
    assert (found.name, found.label, found.folder) == ("news", "River news", "content/news")
    assert found.include == ("**/*.md",)
    assert found.exclude == ("**/_index.md", "old/list.md")
    title, layout, desk, slug = found.fields
    assert (title.label, title.required, title.hint) == ("Headline", True, "One line.")
    assert (layout.label, layout.hidden, layout.default, layout.required) == (
        None,
        True,
        "news",
        False,
    )
    assert desk.read_only
    assert slug.type is FieldType.SLUG
    assert found.new_post == NewPostRule(
        file_name="{{year}}-{{month}}-{{day}}-{{slug}}.md", suffix="md", slug_from="title"
    )


@pytest.mark.parametrize(
    ("rest", "rule"),
    [
        (
            "    filename: '{fields.title}.mdx'\n",
            NewPostRule(file_name="{{slug}}.mdx", suffix="mdx", slug_from="title"),
        ),
        (
            "    filename: {template: '{year}/{town}-{primary}/index.md', field: create}\n",
            NewPostRule(
                file_name="{{year}}/{{town}}-{{slug}}/index.md", suffix="md", slug_from="title"
            ),
        ),
        (
            "    view: {primary: town}\n    filename: '{slug}-{fields.title}.md'\n",
            NewPostRule(file_name="{{slug}}-{{title}}.md", suffix="md", slug_from="town"),
        ),
        (
            "    filename: '{title}'\n    operations: {create: false}\n",
            NewPostRule(file_name="{{slug}}", slug_from="title", may_create=False),
        ),
        (
            "    format: toml-frontmatter\n    delimiters: '~~~'\n    filename: '{title}.md'\n",
            NewPostRule(
                file_name="{{slug}}.md",
                suffix="md",
                format="toml",
                fences=("~~~", "~~~"),
                slug_from="title",
            ),
        ),
        (
            "    filename: '../{title}.md'\n    delimiters: ['<<', '>>']\n",
            NewPostRule(suffix="md", fences=("<<", ">>"), slug_from="title"),
        ),
    ],
)
def test_how_new_posts_are_named(tmp_path: Path, rest: str, rule: NewPostRule) -> None:
    fields = "    fields: [{name: town, type: string}, {name: title, type: string}]\n"
    assert pages_collection(tmp_path, rest + fields).new_post == rule


@pytest.mark.parametrize(
    ("rest", "include"),
    [
        ("    subfolders: false\n", ("*.md",)),
        ("    subfolders: true\n", ("**/*.md",)),
        ("    filename: index.mdx\n", ("**/*.mdx",)),
        ("    filename: '{title}'\n", ()),
    ],
)
def test_which_posts_are_meant(tmp_path: Path, rest: str, include: tuple[str, ...]) -> None:
    fields = "    fields: [{name: photo, type: image}]\n"
    found = pages_collection(tmp_path, rest + fields)
    assert found.include == include
    assert found.new_post.slug_from is None


def test_files_groups_and_data(tmp_path: Path) -> None:
    config = """\
content:
  - name: pages
    type: group
    items:
      - {name: about, label: About us, type: file, path: /content/about.md,
         fields: [{name: lead, type: string}, {name: body, type: rich-text}]}
      - {name: inner, type: group, items: [{name: news, type: collection, path: '',
         fields: [{name: title, type: string}]}]}
  - {name: nav, type: file, path: data/nav.yml, fields: [{name: links, type: string}]}
  - {name: towns, type: collection, path: data, format: json, filename: '{name}.json',
     fields: [{name: name, type: string}]}
  - {name: raw, type: collection, path: notes}
  - {name: out, type: collection, path: ../out, fields: [{name: x, type: string}]}
"""
    found = pages_reading(tmp_path, config)
    about, news = found.collections
    assert (about.name, about.label, about.files) == ("about", "About us", ("content/about.md",))
    assert [one.name for one in about.fields] == ["lead"]
    assert about.new_post.may_create is False
    assert (news.name, news.folder) == ("news", "")
    assert ["outside of the site" in one.sentence for one in found.notices] == [True]


def test_what_pages_cms_does_not_know_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    config = """\
media: {input: photos, output: /photos, folder: x}
componnets: []
content:
  - name: news
    type: collection
    path: news
    create: true
    fields:
      - name: title
        type: string
        requird: true
      - {name: tags, type: list}
      - {name: seo, component: seo}
      - {name: lead, type: strng}
  - {name: more, type: collection, path: more, create: true, fields: [{name: a, type: string}]}
"""
    found = pages_reading(tmp_path, config)
    assert [(one.line, one.next_step) for one in found.notices] == [
        (2, "Did you mean “components”?"),
        (1, "Take it out; the rest is read."),
        (7, "Take it out; the rest is read."),
        (11, "Did you mean “required”?"),
        (12, "Until then the posts tell what it holds."),
        (13, "Describe it under “components”, or correct its name."),
        (14, "Did you mean “string”?"),
    ]
    assert "says “requird” of a field" in found.notices[3].sentence
    assert "gives the field “tags” the type “list”" in found.notices[4].sentence
    news = found.collections[0]
    assert [(one.name, one.type) for one in news.fields] == [
        ("title", FieldType.TEXT),
        ("tags", None),
        ("seo", None),
        ("lead", None),
    ]


def test_not_every_odd_key_is_told(tmp_path: Path) -> None:
    keys = ", ".join(f"odd{n}: 1" for n in range(50))
    assert len(pages_reading(tmp_path, f"{{{keys}}}\n").notices) == 10


def test_a_long_key_is_told_in_short(tmp_path: Path) -> None:
    (notice,) = pages_reading(tmp_path, f"? {'ferry' * 2_000}\n: 1\n").notices
    assert len(notice.sentence) < 120


@pytest.mark.parametrize(
    ("config", "line"),
    [
        ("content:\n  - name: news\n   path: x\n", 3),
        ("a: 1\n---\nb: 2\n", 3),
        ("- one\n- two\n", 0),
        ("a: &a [*a]\n", 0),
        ("a: " + "[" * 200 + "]" * 200 + "\n", 0),
        ("\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)), 0),
    ],
)
def test_a_broken_or_hostile_one_makes_a_notice(tmp_path: Path, config: str, line: int) -> None:
    found = pages_reading(tmp_path, config)
    assert not found.collections
    (notice,) = found.notices
    assert (notice.source, notice.line) == (".pages.yml", line)


def test_one_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    found = pages_reading(tmp_path, "# river\n" * 200_000)
    assert not found.collections
    assert "too large" in found.notices[0].sentence


@pytest.mark.parametrize(
    "config",
    [
        "",
        "content: news\n",
        "content: [news, 3, {name: 7}, {path: x}, {name: a, type: collection, path: [x]}]\n",
        "components: [x]\nmedia: [x, {input: 3}]\ncontent: {a: b}\n",
        "content: [{name: n, type: group, items: x}, {name: m, type: file, fields: [{name: a}]}]\n",
        "settings: false\ncache: true\n",
    ],
)
def test_nonsense_is_passed_over(tmp_path: Path, config: str) -> None:
    assert not pages_reading(tmp_path, config).collections
