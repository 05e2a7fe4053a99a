from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

import pytest

from copydesk.core.resources import resource_text
from copydesk.core.site.detect import detect_site
from copydesk.core.site.field import Block, Choice, Condition, FieldType, Media, Reference
from copydesk.core.site.schema.copydesk_check import Checker
from copydesk.core.site.schema.copydesk_keys import (
    ALIASES,
    TABLE_WORDS,
    TABLES,
    TYPE_SENTENCES,
    reference_table,
    type_of,
    type_word,
)
from copydesk.core.site.schema.copydesk_toml import read, read_site_rule
from copydesk.core.site.schema.facts import CollectionFacts, FieldFacts, NewPostRule, Reading
from copydesk.core.site.schema.reading import read_site_schema
from tests.helpers.sites import SiteBuilder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path) -> SiteBuilder:
    return SiteBuilder(tmp_path / "courier")


def reading(site: SiteBuilder, source: str) -> Reading:
    site.write("copydesk.toml", source)
    return read(site.root, detect_site(site.root))


def field(site: SiteBuilder, source: str) -> FieldFacts:
    """The one field of news that the source describes."""
    found = reading(site, f"[collections.news.fields.pier]\n{source}")
    assert not found.notices
    (news,) = found.collections
    return news.fields[0]


PAGE = resource_text("help", "copydesk-toml.md")


def test_the_help_page_has_the_keys_of_the_program() -> None:
    shown = PAGE.partition("own table -->\n\n")[2].partition("\n<!-- end of keys -->")[0]
    assert shown == reference_table(), "write reference_table() into the page again"


def test_the_help_pages_example_is_sound(site: SiteBuilder) -> None:
    example = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)[0]
    found = reading(site, example)
    assert not found.notices
    assert [one.name for one in found.collections] == ["news", "leaflets", "*"]


def test_every_fact_has_its_key() -> None:
    keys = {key.attribute for key in TABLES["fields"]}
    assert keys == {one.name for one in dataclasses.fields(FieldFacts)} - {"name"}
    rules = {key.attribute for key in TABLES["collections"]}
    wanted = {one.name for one in dataclasses.fields(NewPostRule)} - {"may_create"}
    assert rules >= wanted
    told = {one.name for one in dataclasses.fields(CollectionFacts)}
    assert told - rules == {"name", "source", "partial", "binding", "new_post"}


def test_the_table_of_keys_is_sound() -> None:
    assert {*TABLES} == {*TABLE_WORDS}
    assert {*TYPE_SENTENCES} == {*FieldType}
    assert all(type_of(type_word(kind)) is kind for kind in FieldType)
    for keys in TABLES.values():
        assert len({key.name for key in keys}) == len(keys)
        assert all(key.table in TABLES for key in keys)
    every = {key.name for keys in TABLES.values() for key in keys}
    assert {*ALIASES.values()} <= every
    assert not {*ALIASES} & {key.name for key in TABLES["fields"]} - {"default"}


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ('type = "long-text"\nlabel = "Pier"', {"type": FieldType.LONG_TEXT, "label": "Pier"}),
        ("required = true\nhidden = false", {"required": True, "hidden": False}),
        ("minimum = 1\nmaximum = 2.5", {"minimum": 1, "maximum": 2.5}),
        ("earliest = 2026-01-01", {"earliest": "2026-01-01"}),
        ('latest = "2026-01-01"', {"latest": "2026-01-01"}),
        ('date-format = "DD.MM.YYYY"', {"date_format": "DD.MM.YYYY"}),
        ("default = [1, 2]", {"default": [1, 2]}),
        (
            'choices = ["a", {value = 2, label = "Two"}, true]',
            {"choices": (Choice("a", "a"), Choice(2, "Two"), Choice(True, "Yes"))},
        ),
        (
            'reference = {collection = "lines", display = ["name"]}',
            {"reference": Reference("lines", display=("name",))},
        ),
        (
            'media = {folder = "/static/", extensions = [".JPG"], most-bytes = 9}',
            {"media": Media("static", extensions=("jpg",), most_bytes=9)},
        ),
        (
            'when = {field = "kind", value = "a", case-sensitive = false}',
            {"when": Condition("kind", "eq", "a", case_sensitive=False)},
        ),
        ('slug-from = ["name"]', {"slug_from": ("name",)}),
    ],
)
def test_reads_each_key(site: SiteBuilder, source: str, wanted: dict[str, object]) -> None:
    facts = field(site, source)
    assert {name: getattr(facts, name) for name in wanted} == wanted
    untouched = FieldFacts(name="pier")
    others = {one.name for one in dataclasses.fields(facts)} - {*wanted, "name"}
    assert all(getattr(facts, name) == getattr(untouched, name) for name in others)


def test_what_a_field_holds_tells_its_type(site: SiteBuilder) -> None:
    group = field(site, '[collections.news.fields.pier.fields."og:image"]\ntype = "image"\n')
    assert group.type is FieldType.OBJECT
    assert [(one.name, one.type) for one in group.fields or ()] == [("og:image", FieldType.IMAGE)]
    listed = field(site, "item = {fields = {name = {required = true}}}")
    assert listed.type is FieldType.LIST
    assert listed.item is not None
    assert (listed.item.name, listed.item.type) == ("", FieldType.OBJECT)
    blocks = field(site, 'block-key = "kind"\nblocks = {quote = {fields = {words = {}}}}')
    assert (blocks.type, blocks.block_key) == (FieldType.BLOCK, "kind")
    assert [one.name for one in blocks.blocks or ()] == ["quote"]


def test_reads_collections(site: SiteBuilder) -> None:
    source = """\
[collections.news]
label = "River news"
folder = "/content/news/"
include = ["**/*.md"]
order = ["title", "date"]
closed = true
new-posts = false
file-name = "{{year}}/{{slug}}.md"
format = "toml"
fences = ["+++", "+++"]
slug-length = 40

[collections.notes]
selector = { field = "kind", value = "note" }

[fields.date]
type = "date"
"""
    found = reading(site, source)
    assert not found.notices
    news, notes, every = found.collections
    assert (news.label, news.folder, news.include) == ("River news", "content/news", ("**/*.md",))
    assert (news.order, news.closed, news.partial) == (("title", "date"), True, True)
    assert news.new_post == NewPostRule(
        file_name="{{year}}/{{slug}}.md",
        format="toml",
        fences=("+++", "+++"),
        slug_length=40,
        may_create=False,
    )
    assert (notes.folder, notes.selector) == ("", ("kind", "note"))
    assert (every.name, every.fields[0].type) == ("*", FieldType.DATE)
    assert found.watched == ("copydesk.toml",)


@pytest.mark.parametrize(
    ("source", "line", "sentence", "step"),
    [
        ("\ncolections = 1\n", 2, "“colections” is no key", "Did you mean “collections”?"),
        ("[collections.news]\nlable = 1", 2, "“lable” is no key that a collection", "“label”"),
        ("[fields.a]\n\nignore = true", 3, "“ignore” is no key that a field", "“hidden”"),
        ("[fields.a]\nread_only = true", 2, "“read_only” is no key", "“read-only”"),
        ("[fields.a]\nzzz = true", 2, "“zzz” is no key", "help page"),
        ('[fields.a]\nrequired = "yes"', 2, "“required” of “a” must be true or false.", "passed"),
        ("[fields.a]\nlabel = 1", 2, "“label” of “a” must be a text.", "passed"),
        ('[fields.a]\nslug-from = "b"', 2, "must be a list of texts.", "passed"),
        ("[fields.a]\nmaximum = nan", 2, "must be a number.", "passed"),
        ("[fields.a]\nmedia = 3", 2, "must be a table.", "passed"),
        ('[fields.a]\nearliest = "soon"', 2, "must be a date.", "passed"),
        ("[collections.a]\nslug-length = -1", 2, "must be a whole number.", "passed"),
        ('[fields.a]\ntype = "choise"', 2, "“type” can’t be “choise”.", "“choice”"),
        ('[fields.a]\ntype = "long_text"', 2, "“type” can’t be “long_text”.", "“long-text”"),
        ('[site]\nengine = "x"', 2, "“engine” can’t be “x”.", "It is one of “commonmark”"),
        ("[fields]\na = 1", 2, "“a” is a field, and a field is a table.", "help"),
        ('[fields.a]\nwhen = {field = "b"}', 2, "A condition needs “value”.", "Add it."),
        ("[fields.a]\nchoices = [[1]]", 2, "A choice is a text, a number", "help"),
        ("[fields.a]\nchoices = [{label = 'x'}]", 2, "A choice needs “value”.", "Add it."),
        ("[fields.a]\nminimum = 2\nmaximum = 1", 2, "greater than “maximum”", "both"),
        ('[fields.a]\ntype = "date"\nstep = 1', 3, "“step” says nothing of a field", "“number”"),
        ("a = 1\nb = = 2\n", 2, "line 2 is not valid TOML", "Correct it"),
        ('[collections.a]\nfolder = "../b"', 2, "must be a path below the site’s root", "passed"),
        (
            '[collections.a]\nfolder = "a\\u0000b"',
            2,
            "must be a path below the site’s root",
            "passed",
        ),
        ("[fields.a.item.item]\nkind = 1", 2, "“kind” is no key that a field has.", ""),
        (
            "[[fields.a.choices]]\nvalue = 1\n[[fields.a.choices]]\nvalue = 2\nlabl = 1",
            5,
            "“labl”",
            "“label”",
        ),
    ],
)
def test_tells_what_is_wrong_and_where(
    site: SiteBuilder, source: str, line: int, sentence: str, step: str
) -> None:
    notice = reading(site, source).notices[0]
    assert sentence in notice.sentence
    assert step in notice.next_step
    assert (notice.source, notice.line) == ("copydesk.toml", line)


def test_what_is_wrong_is_passed_over_and_the_rest_counts(site: SiteBuilder) -> None:
    found = reading(
        site, '[fields.a]\nlabel = 1\ntype = "url"\n[fields.b]\nwhen = {}\nhint = "x"\n'
    )
    a, b = found.collections[0].fields
    assert (a.label, a.type) == (None, FieldType.URL)
    assert (b.when, b.hint) == (None, "x")
    assert len(found.notices) == 2


def test_mistakes_without_number_come_to_an_end(site: SiteBuilder) -> None:
    found = reading(site, "".join(f"wrong{number} = 1\n" for number in range(500)))
    assert len(found.notices) == 31
    assert found.notices[-1].sentence == "“copydesk.toml” has 470 more mistakes like these."


@pytest.mark.parametrize(
    "source",
    [
        b"\xff\xfe\x00",
        "[fields.a]\n" + "item.".join([""] * 30) + "hidden = true\n",
        "x = " + "[" * 5_000,
        "[" + ".".join("a" * 3_000) + "]",
        "x = 1\n" * 2_000_00,
        "[fields.a]\ndefault = 10:00:00\n",
        "[fields]\n\"\" = {}\n",
        "[collections.news]\nfiles = []\ninclude = [\"\"]\n[collections.news.fields]\n",
    ],
    ids=range(8),
)  # fmt: skip
def test_never_raises(site: SiteBuilder, source: str | bytes) -> None:
    site.write("copydesk.toml", source)
    read(site.root, detect_site(site.root))


def test_nothing_without_the_file(site: SiteBuilder) -> None:
    assert read(site.root, detect_site(site.root)) == Reading(watched=("copydesk.toml",))


def test_says_what_the_site_is(site: SiteBuilder) -> None:
    site.files({"mkdocs.yml": "site_name: Docs\n", "content/news/a.md": "# A\n"})
    assert detect_site(site.root).generator == "mkdocs"
    site.write(
        "copydesk.toml",
        '[site]\ngenerator = "hugo"\nengine = "python-markdown"\nname = "The Courier"\n',
    )
    found = detect_site(site.root / "content" / "news")
    assert (found.root, found.generator, found.name) == (site.root, "hugo", "The Courier")
    assert found.engine == "python-markdown"
    assert found.label == "Hugo · Python-Markdown"
    assert [one.folder for one in found.collections] == ["content/news"]


def test_a_folder_may_be_no_site_at_all(site: SiteBuilder) -> None:
    site.astro()
    site.write("copydesk.toml", '[site]\ngenerator = "none"\n')
    assert detect_site(site.root).generator is None
    assert read_site_rule(site.root).stated is True


def test_the_file_marks_a_sites_root(site: SiteBuilder) -> None:
    site.write("copydesk.toml", "")
    site.post("news/a.md", "A")
    assert detect_site(site.root / "news").root == site.root


def test_overrules_what_the_sites_tools_say(site: SiteBuilder) -> None:
    site.write("hugo.toml", "")
    site.post("content/news/a.md", "A")
    site.write("archetypes/news.md", "---\ntitle: x\nweight: 3\ndraft: true\n---\n")
    site.write(
        "copydesk.toml",
        '[collections.news]\norder = ["draft"]\n'
        '[collections.news.fields.weight]\ntype = "text"\n'
        '[collections.news.fields.river]\ntype = "choice"\nchoices = ["Wey"]\n',
    )
    schema = read_site_schema(site.root, detect_site(site.root)).of_post("content/news/a.md", {})
    assert schema is not None
    found = {one.name: one for one in schema.fields}
    assert [*found] == ["draft", "title", "weight", "river"]
    assert found["weight"].type is FieldType.TEXT
    assert found["weight"].default == 3
    assert dict(found["weight"].origins)["type"] == "copydesk.toml"
    assert dict(found["weight"].origins)["default"] == "archetypes/news.md"
    assert found["river"].choices == (Choice("Wey", "Wey"),)


def test_no_other_source_refines_a_type_that_is_overruled(site: SiteBuilder) -> None:
    site.files(
        {
            "frontmatter.json": '{"frontMatter.content.pageFolders": [{"title": "News",'
            ' "path": "news"}], "frontMatter.taxonomy.contentTypes": [{"name": "default",'
            ' "fields": [{"name": "hero", "type": "image"}]}]}',
            "copydesk.toml": '[collections.news]\nfolder = "news"\n'
            '[collections.news.fields.hero]\ntype = "text"\n',
        }
    )
    schema = read_site_schema(site.root, detect_site(site.root)).of_post("news/a.md", {})
    assert schema is not None
    assert [(one.name, one.type) for one in schema.fields] == [("hero", FieldType.TEXT)]


def test_a_checked_table_has_no_more_than_its_keys() -> None:
    checked = Checker("").table("blocks", {"label": "Quote", "fields": {"a": {}}, "x": 1})
    assert checked == {"label": "Quote", "fields": {"a": {}}}
    assert Block("a", "A").fields == ()
