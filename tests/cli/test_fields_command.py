"""`copydesk fields`: what is known of a site's fields, and from where."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from copydesk.cli.main import run

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.helpers.sites import SiteBuilder

CONFIG = """\
collections:
  - name: news
    label: News
    folder: src/content/news
    fields:
      - {name: title, label: Headline, widget: string}
      - {name: status, widget: select, options: [draft, ready], required: false}
      - name: authors
        widget: list
        required: false
        fields: [{name: name, widget: string}]
"""


@pytest.fixture
def site(site_factory: Callable[[], SiteBuilder]) -> SiteBuilder:
    made = site_factory().astro("news", "people")
    made.write("public/admin/config.yml", CONFIG)
    for number in range(6):
        made.post(f"src/content/news/{number}.md", "T", weight=str(number))
        made.post(f"src/content/people/{number}.md", "P", born="1901")
    return made


def test_as_text(site: SiteBuilder, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fields", str(site.root)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Site: Astro · CommonMark + GFM"
    assert "News — src/content/news · 6 posts" in lines
    assert "  from public/admin/config.yml" in lines
    assert '  status    choice, one of "draft", "ready" (public/admin/config.yml)' in lines
    assert "      name  text, required (public/admin/config.yml)" in lines
    assert "  weight    number, required (its posts)" in lines
    assert "People — src/content/people · 6 posts" in lines
    assert "  born   number, required (its posts)" in lines


def test_as_json(site: SiteBuilder, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fields", str(site.root / "src"), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["site"]["generator"] == "astro"
    assert told["site"]["root"] == str(site.root)
    news, people = told["collections"]
    assert (news["name"], news["folder"], news["posts"]) == ("news", "src/content/news", 6)
    title, status, authors, weight = news["fields"]
    assert title["label"] == "Headline"
    assert title["from"]["label"] == "public/admin/config.yml"
    assert [choice["value"] for choice in status["choices"]] == ["draft", "ready"]
    assert authors["item"]["fields"][0]["name"] == "name"
    assert weight["from"] == {"*": "its posts"}
    assert people["sources"] == []


def test_of_one_post(site: SiteBuilder, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fields", str(site.root / "src/content/people/1.md"), "--format", "json"]) == 0
    (people,) = json.loads(capsys.readouterr().out)["collections"]
    assert (people["name"], people["posts"]) == ("people", 6)


def test_a_schema_that_cannot_be_read_is_said(
    site: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write("public/admin/config.yml", "collections: [\n")
    assert run(["fields", str(site.root)]) == 1
    out, err = capsys.readouterr()
    assert "weight" in out
    assert err.startswith("public/admin/config.yml")


def test_there_must_be_something(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fields", "/nowhere/at/all"]) == 2
    assert "there is no" in capsys.readouterr().err


def test_a_folder_of_nothing(
    site_factory: Callable[[], SiteBuilder], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["fields", str(site_factory().root)]) == 0
    assert "No collections" in capsys.readouterr().out
