"""Where a Decap or Sveltia configuration is found, and what is wrong with one."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from copydesk.core.site.detect import detect_site
from copydesk.core.site.schema import decap
from tests.helpers.decap_sites import decap_reading
from tests.helpers.sites import SiteBuilder

if TYPE_CHECKING:
    from pathlib import Path


def test_a_site_without_such_a_configuration_says_nothing(tmp_path: Path) -> None:
    found = decap.read(tmp_path, detect_site(tmp_path))
    assert not found.collections
    assert not found.notices
    assert {"static/admin/config.yml", "public/admin/config.yml"} < set(found.watched)
    assert {"admin/config.yml", "src/admin/config.yml"} < set(found.watched)


@pytest.mark.parametrize("base", ["static/", "public/", "", "src/", "source/"])
def test_it_is_found_wherever_generators_keep_it(tmp_path: Path, base: str) -> None:
    found = decap_reading(
        tmp_path, "collections:\n  - {name: news, folder: news}\n", f"{base}admin/config.yml"
    )
    assert [one.source for one in found.collections] == [f"{base}admin/config.yml"]


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
    (news,) = decap_reading(tmp_path, config).collections
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
    found = decap_reading(tmp_path, source, f"public/admin/{name}")
    assert [one.source for one in found.collections] == [f"public/admin/{name}"]
    assert f"public/admin/{name}" in found.watched


@pytest.mark.parametrize("hostile", ["<!--", "<link ", "<link rel=", "<!-- -->"])
def test_a_hostile_page_is_read_in_bounded_time(tmp_path: Path, hostile: str) -> None:
    page = hostile * (900_000 // len(hostile))
    SiteBuilder(tmp_path).write("static/admin/index.html", page)
    started = time.perf_counter()
    found = decap_reading(tmp_path, "collections: [{name: news, folder: news}]\n")
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
    found = decap_reading(tmp_path, config)
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
    found = decap_reading(tmp_path, whole, path)
    assert not found.collections
    assert [one.source for one in found.notices] == [path]


def test_one_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    found = decap_reading(tmp_path, "# river\n" * 200_000)
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
    found = decap_reading(tmp_path, config)
    assert not found.notices
    assert all(one.name in ("news", "n") for one in found.collections)
