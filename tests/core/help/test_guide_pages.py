"""The guide tells the truth: its pages, links, pictures, keys and tables."""

from __future__ import annotations

import re
from functools import cache

import pytest
from lxml import html
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from bundling.help_pages import made_pages
from bundling.help_pictures import SHOTS
from copydesk.core.errors import CopydeskError
from copydesk.core.help.page import HelpPage, filled_keys, keys_in, load_page
from copydesk.core.help.pages import PAGES, RULES, entry_of
from copydesk.core.help.rule_places import rule_anchor
from copydesk.core.resources import resource_path, resource_text
from copydesk.core.review.rules import RULES as ALL_RULES
from copydesk.ui.actions import TABLE

NAMES = [page.name for page in PAGES]
_KBD = re.compile(r"<kbd[^>]*>[^<]*</kbd>")
_MOST_BYTES = 700_000


def text_of(name: str) -> str:
    return resource_text("help", f"{name}.md")


@cache
def page_of(name: str) -> HelpPage:
    return load_page(name, {})


@cache
def tree_of(name: str) -> html.HtmlElement:
    return html.fragment_fromstring(page_of(name).html, create_parent="div")


def anchors_of(name: str) -> set[str]:
    return {str(anchor) for anchor in tree_of(name).xpath(".//a/@name")}


def test_every_page_is_listed_once() -> None:
    files = [path.stem for path in resource_path("help").glob("*.md")]
    assert sorted(NAMES) == sorted(files)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_the_title_it_is_listed_by(name: str) -> None:
    entry = entry_of(name)
    assert entry is not None
    assert text_of(name).startswith(f"# {entry.title}\n")
    assert page_of(name).title == entry.title


def test_the_tables_are_the_programs_own() -> None:
    wrong = [name for name, text in made_pages().items() if text_of(name) != text]
    assert wrong == [], "run: make help-pages"


def test_every_link_leads_somewhere() -> None:
    dead = []
    for name in NAMES:
        for href in tree_of(name).xpath(".//a/@href"):
            page, _sign, anchor = str(href).partition("#")
            target = page.removesuffix(".md") or name
            if page.startswith("https://"):
                continue
            if target not in NAMES or (anchor and anchor not in anchors_of(target)):
                dead.append(f"{name}: {href}")
    assert dead == []


def test_every_page_is_linked_to_or_is_where_one_begins() -> None:
    linked = {
        str(href).partition("#")[0].removesuffix(".md")
        for name in NAMES
        for href in tree_of(name).xpath(".//a/@href")
    }
    assert set(NAMES) - linked <= {NAMES[0], "window", "command-line"}


def test_pictures_are_those_that_are_drawn_and_say_what_they_show() -> None:
    shown: set[str] = set()
    for name in NAMES:
        assert tree_of(name).find_class("missing-image") == []
        for picture in tree_of(name).iter("img"):
            file = picture.get("src")
            assert len(picture.get("alt")) > 20, f"{name}: what does {file} show?"
            assert page_of(name).pictures[file].startswith(b"\x89PNG")
            shown.add(file)
    assert shown == {f"pictures/{shot.name}.png" for shot in SHOTS}
    files = list(resource_path("help", "pictures").iterdir())
    assert {f"pictures/{path.name}" for path in files} == shown
    assert sum(path.stat().st_size for path in files) < _MOST_BYTES


def test_keys_of_actions_are_never_written_by_hand() -> None:
    ids = {
        spec.id if number == 1 else f"{spec.id}:{number}"
        for spec in TABLE
        for number, _key in enumerate(spec.keys, start=1)
    }
    for name in NAMES:
        text = text_of(name)
        assert {action for action, _key in keys_in(text)} <= ids, name
        bare = re.findall(r"(?:Ctrl|Alt|Shift)\+\S+", _KBD.sub("", text))
        assert bare == [], name


def test_keys_are_shown_as_the_system_writes_them() -> None:
    text = 'Save with <kbd data-action="file.save">Ctrl+S</kbd>, fold with <kbd>F2</kbd>.'
    filled = filled_keys(text, {"file.save": "⌘S"})
    assert filled == 'Save with <kbd data-action="file.save">⌘S</kbd>, fold with <kbd>F2</kbd>.'
    assert keys_in(filled) == [("file.save", "⌘S")]
    page = load_page("first-steps", {"file.save": "⌘S"})
    assert "\N{NO-BREAK SPACE}⌘S\N{NO-BREAK SPACE}</span>" in page.html


def test_a_backslash_survives_the_way_into_a_table() -> None:
    assert "Ctrl+\\" in tree_of("keys").text_content()


def test_every_rule_has_its_place() -> None:
    anchors = anchors_of(RULES)
    assert [rule.id for rule in ALL_RULES if rule_anchor(rule.id) not in anchors] == []
    assert rule_anchor("grammar-checkers-own") == ""


def test_code_and_tables_are_in_what_rich_text_shows() -> None:
    tree = tree_of("copydesk-toml")
    assert tree.xpath(".//pre[not(ancestor::td[@class='code'])]") == []
    assert tree.xpath("count(.//td[@class='code']//pre)") == 1
    assert not tree.xpath("string(.//pre)").endswith("\n")
    assert tree.xpath(".//kbd") == []


def test_a_page_that_is_missing_is_told() -> None:
    with pytest.raises(CopydeskError, match="“nowhere” of the guide is missing"):
        load_page("nowhere", {})


def test_a_picture_that_is_missing_says_what_it_would_show(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "# First steps\n\n![The desk at night](pictures/night.png)\n"
    monkeypatch.setattr("copydesk.core.help.page.resource_text", lambda *_parts: text)
    page = load_page("first-steps", {})
    assert "The desk at night</span>" in page.html
    assert not page.pictures


def test_the_folders_are_where_the_page_says() -> None:
    text = text_of("computer")
    for own in (Unix("copydesk", appauthor=False), MacOS("copydesk", appauthor=False)):
        for folder in (
            own.user_config_dir,
            f"{own.user_data_dir}/history",
            own.user_state_dir,
            own.user_cache_dir,
            own.user_log_dir,
        ):
            home = re.sub(r"^.*?(?=/(?:\.|Library))", "~", folder)
            assert f"`{home}`" in text
