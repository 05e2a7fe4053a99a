from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from copydesk.core.site.detect import detect_site
from copydesk.core.site.field import FieldType
from copydesk.core.site.schema.hugo import LABEL, read
from copydesk.core.site.schema.hugo_template import Made, read_archetype
from tests.helpers.sites import SiteBuilder

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.site.schema.facts import CollectionFacts, FieldFacts, Reading

YAML = """\
{{- /* How a report from the river begins. */ -}}
{{ $words := split .Name "-" }}
---
title: "{{ replace .Name "-" " " | title }}"
slug: {{ .Name }}
date: {{ .Date }}
day: {{ now.Format "2006-01-02" }}
draft: true
weight: 10
section: '{{ .Type }}'
author: "{{ .Site.Params.author }}"
credit: "Photo: {{ .Site.Title }}"
summary: ""
lock:
tags: [river]
aliases: []
{{ if eq .Type "ferry" }}
line: "Ferry {{ .Name }}"
{{ end }}
cover:
  image: ""
  shown: false
piers:
  - name: North
    open: true
odd: [[1], [2]]
---

## What happened

{{ .Content }}
"""

TOML = """\
+++
title = '{{ replace .File.ContentBaseName `-` ` ` | title }}'
date = {{ .Date }}
draft = true
description = {{ .Description }}
tags = ["river", "{{ .Section }}"]
[cover]
image = ""
+++
"""

JSON = """\
{
  "title": "{{ .Name | humanize }}",
  "date": "{{ .Date }}",
  "draft": true
}
"""


@pytest.fixture
def site(tmp_path: Path) -> SiteBuilder:
    """A Hugo site with two sections."""
    site = SiteBuilder(tmp_path / "courier")
    site.write("hugo.toml", 'title = "The Courier"\ntheme = ["paper", "ink"]\n')
    site.post("content/news/a.md", "A")
    site.post("content/ferries/b.md", "B")
    return site


def reading(site: SiteBuilder) -> Reading:
    return read(site.root, detect_site(site.root))


def news(site: SiteBuilder) -> CollectionFacts:
    return next(one for one in reading(site).collections if one.name == "news")


def fields(site: SiteBuilder) -> dict[str, FieldFacts]:
    return {facts.name: facts for facts in news(site).fields}


def test_takes_kinds_only_where_they_are_certain(site: SiteBuilder) -> None:
    site.write("archetypes/news.md", YAML)
    found = fields(site)
    assert LABEL == "Hugo archetypes"
    assert {name: facts.type for name, facts in found.items()} == {
        "title": None,
        "slug": None,
        "date": FieldType.DATETIME,
        "day": FieldType.DATE,
        "draft": FieldType.BOOLEAN,
        "weight": FieldType.NUMBER,
        "section": None,
        "author": None,
        "credit": None,
        "summary": None,
        "lock": None,
        "tags": FieldType.TAGS,
        "aliases": FieldType.TAGS,
        "line": None,
        "cover": FieldType.OBJECT,
        "piers": FieldType.LIST,
        "odd": None,
    }
    assert [one.name for one in found["cover"].fields or ()] == ["image", "shown"]
    item = found["piers"].item
    assert item is not None
    assert [(one.name, one.type) for one in item.fields or ()] == [
        ("name", None),
        ("open", FieldType.BOOLEAN),
    ]


def test_tells_what_new_posts_have(site: SiteBuilder) -> None:
    site.write("archetypes/news.md", YAML)
    assert {name: facts.default for name, facts in fields(site).items() if facts.default} == {
        "title": "{{title}}",
        "slug": "{{slug}}",
        "date": "{{now}}",
        "day": "{{now}}",
        "draft": True,
        "weight": 10,
        "section": "news",
        "tags": ["river"],
        "line": "Ferry {{slug}}",
    }
    assert news(site).binding is False
    assert news(site).new_post.template == "archetypes/news.md"


@pytest.mark.parametrize("source", [TOML, TOML.replace("\n", "\r\n")])
def test_reads_toml_with_bare_actions(site: SiteBuilder, source: str) -> None:
    site.write("archetypes/news.md", source)
    found = fields(site)
    assert [*found] == ["title", "date", "draft", "description", "tags", "cover"]
    assert found["title"].default == "{{title}}"
    assert found["date"].type is FieldType.DATETIME
    assert found["description"].default is None
    assert found["tags"].default == ["river", "news"]


def test_reads_json(site: SiteBuilder) -> None:
    site.write("archetypes/news.md", JSON)
    found = fields(site)
    assert [(one.name, one.type, one.default) for one in found.values()] == [
        ("title", None, "{{title}}"),
        ("date", FieldType.DATETIME, "{{now}}"),
        ("draft", FieldType.BOOLEAN, True),
    ]


def test_sections_without_an_archetype_take_the_default_one(site: SiteBuilder) -> None:
    site.write("archetypes/news.md", "---\ntitle:\n---\n")
    site.write("archetypes/default.md", "---\ntitle:\ndraft: true\n---\n")
    found = {one.name: one for one in reading(site).collections}
    assert {name: one.source for name, one in found.items()} == {
        "ferries": "archetypes/default.md",
        "news": "archetypes/news.md",
    }
    assert found["ferries"].folder == "content/ferries"


def test_themes_lend_what_the_site_lacks(site: SiteBuilder) -> None:
    site.files(
        {
            "archetypes/default.md": "---\na: 1\n---\n",
            "themes/ink/archetypes/news.md": "---\nb: 1\n---\n",
            "themes/paper/archetypes/default.md": "---\nc: 1\n---\n",
            "themes/unused/archetypes/ferries.md": "---\nd: 1\n---\n",
        }
    )
    found = {one.name: one.source for one in reading(site).collections}
    assert found == {
        "news": "themes/ink/archetypes/news.md",
        "ferries": "archetypes/default.md",
    }
    watched = reading(site).watched
    assert watched[:3] == ("archetypes", "themes/paper/archetypes", "themes/ink/archetypes")
    assert "hugo.toml" in watched


def test_a_folder_is_a_bundle(site: SiteBuilder) -> None:
    site.write("archetypes/news/index.md", "---\ntitle:\n---\n")
    site.write("archetypes/news/cover.png", b"\x89PNG")
    site.write("archetypes/ferries/_index.md", "---\ntitle:\n---\n")
    found = {one.name: one.new_post for one in reading(site).collections}
    assert found["news"].file_name == "{{slug}}/index.md"
    assert found["news"].template == "archetypes/news/index.md"
    assert found["ferries"].file_name is None


def test_sections_may_lie_below_their_language(tmp_path: Path) -> None:
    site = SiteBuilder(tmp_path / "two-banks")
    site.write("hugo.toml", "")
    site.post("content/en/news/a.md", "A")
    site.post("content/fr/news/a.md", "A")
    site.write("archetypes/news.md", "---\ntitle:\n---\n")
    assert [(one.name, one.folder) for one in reading(site).collections] == [
        ("news", "content/en/news"),
        ("news", "content/fr/news"),
    ]


def test_a_site_without_sections_takes_its_content_folder(tmp_path: Path) -> None:
    site = SiteBuilder(tmp_path / "leaflet")
    site.write("hugo.yaml", "title: Leaflet\n")
    site.post("content/a.md", "A")
    site.write("archetypes/default.md", "---\ntitle:\n---\n")
    (only,) = reading(site).collections
    assert only.folder == "content"


def test_what_cant_be_read_gives_its_keys_and_a_notice(site: SiteBuilder) -> None:
    site.write(
        "archetypes/default.md", "---\ntitle: {{ .Name }}\nbad: [1, \n  x: {\ndate: 1\n---\n"
    )
    found = reading(site)
    assert [one.name for one in found.collections[0].fields] == ["title", "bad", "date"]
    assert all(one.type is None for one in found.collections[0].fields)
    (notice,) = found.notices
    assert notice.source == "archetypes/default.md"
    assert notice.line > 1


@pytest.mark.parametrize(
    "source",
    [
        "",
        "no fields at all\n",
        "---\n",
        "---\n---\n",
        "---\ntitle: {{ .Name\n---\n",
        "---\ntitle: {{ `\n---\n",
        "{{ if }}{{ else }}{{ end }}",
        "---\n{{ .Name }}: x\n{{ range .Site.Pages }}\n- a\n{{ end }}\n---\n",
        "{{" * 20_000,
        "---\n" + 'a: {{ "' * 20_000,
        "---\n" + 'a: "\\"' * 20_000 + "\n---\n",
        "---\n" + "{{/*" * 20_000,
        "---\n" + "".join(f"k{number}: {{{{ .X }}}}\n" for number in range(3_000)) + "---\n",
        "+++\nx = {{ .Date }}{{ .Date }}\n+++\n",
    ],
    ids=range(14),
)
def test_never_raises(site: SiteBuilder, source: str) -> None:
    site.write("archetypes/default.md", source)
    reading(site)


def test_other_generators_have_no_archetypes(tmp_path: Path) -> None:
    site = SiteBuilder(tmp_path / "astro").astro()
    site.write("archetypes/default.md", YAML)
    assert reading(site).collections == ()


@pytest.mark.parametrize(
    ("code", "date", "time"),
    [
        (".Date", True, True),
        ('dateFormat "2006-01-02" .Date', True, False),
        ('now.Format "2006-01-02T15:04:05Z07:00"', True, True),
        ('time.Now.Format "January 2, 2006"', True, False),
        (".Name", False, True),
    ],
)
def test_tells_dates_from_moments(code: str, date: bool, time: bool) -> None:
    assert (Made(code).is_date, Made(code).has_time) == (date, time)


def test_conditions_may_stand_within_a_value() -> None:
    archetype = read_archetype('---\nkind: "{{ if .Draft }}draft{{ end }}"\n---\n')
    assert archetype.values == {"kind": "draft"}
