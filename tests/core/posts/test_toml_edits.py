# ruff: noqa: E501 - tables of samples
"""Edits of TOML keep the manner of what they change; tables say it all."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts import fields_toml
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.posts.values import Bare
from copydesk.core.text.edits import apply_edits

MOMENT = dt.datetime(2025, 1, 2, 3, 4, 5, tzinfo=dt.UTC)

# The field's lines before, the value set, the lines after.
_SET: list[tuple[str, Any, str]] = [
    # Text keeps its quotes.
    ('k = "plain" # c\n', "other", 'k = "other" # c\n'),
    ("k   =  'plain'\n", "a \\ b", "k   =  'a \\ b'\n"),
    ("k = 'plain'\n", "It’s the ferry's", 'k = "It’s the ferry\'s"\n'),
    ('k = "x"\n', 'say "so" \\ é\t', 'k = "say \\"so\\" \\\\ é\\t"\n'),
    ('k = "x"\n', "", 'k = ""\n'),
    ('k = ""\n', "x", 'k = "x"\n'),
    ("k = ''\n", "x", "k = 'x'\n"),
    ('k = "x"\n', "one\ntwo\n", 'k = """\none\ntwo\n"""\n'),
    ('k = """\nold\n"""\n', 'a "" b """ \\', 'k = """\na "" b \\""\\" \\\\"""\n'),
    ('k = """old"""\n', "new", 'k = """new"""\n'),
    ("k = '''\nold\n'''\n", "new's\n", "k = '''\nnew's\n'''\n"),
    ("k = '''old'''\n", "ends with '", 'k = """ends with \'"""\n'),
    ('k = "x"\n', "+++\nno fence", 'k = "+++\\nno fence"\n'),
    # Numbers, yes and no, dates.
    ("k = true # c\n", False, "k = false # c\n"),
    ("k = 1_000\n", 2500, "k = 2_500\n"),
    ("k = 0xFF\n", 171, "k = 0xAB\n"),
    ("k = 0o17\n", 8, "k = 0o10\n"),
    ("k = 0b1\n", 5, "k = 0b101\n"),
    ("k = +1\n", 2, "k = +2\n"),
    ("k = 1.10\n", Bare("1.20"), "k = 1.20\n"),
    ("k = 1.1\n", Bare("1.10"), "k = 1.10\n"),
    ("k = 1\n", 1e16, "k = 1e+16\n"),
    ("k = 1\n", float("nan"), "k = nan\n"),
    ("k = 2026-11-22 # c\n", dt.date(2025, 1, 2), "k = 2025-01-02 # c\n"),
    ('k = "2026-11-22"\n', dt.date(2025, 1, 2), 'k = "2025-01-02"\n'),
    ("k = 2026-11-22 10:00:00Z\n", MOMENT, "k = 2025-01-02 03:04:05Z\n"),
    ("k = 2026-11-22T10:00:00+02:00\n", MOMENT, "k = 2025-01-02T03:04:05+00:00\n"),
    ("k = 10:00:00\n", dt.time(9, 30), "k = 09:30:00\n"),
    # As an editor types it.
    ("k = 1\n", Bare("2026-11-22T10:00:00+05:30"), "k = 2026-11-22T10:00:00+05:30\n"),
    ("k = 1\n", Bare("2026-11-22 10:00 +0530"), "k = 2026-11-22 10:00:00+05:30\n"),
    ("k = 1\n", Bare("12:30"), 'k = "12:30"\n'),
    ("k = 1\n", Bare("007"), 'k = "007"\n'),
    ("k = 1\n", Bare("true"), "k = true\n"),
    ("k = 'a'\n", Bare("yes"), "k = 'yes'\n"),
    ("k = 1\n", Bare(""), ""),
    ("k = 1 # c\n", None, ""),
    # Lists on a line.
    ('k = ["a", \'b\',  "c"] # t\n', ["a", "b"], 'k = ["a", \'b\'] # t\n'),
    ('k = ["a", \'b\',  "c"]\n', ["b", "c"], 'k = [\'b\',  "c"]\n'),
    ('k = [ "a" ]\n', ["a", "b"], 'k = [ "a", "b" ]\n'),
    ("k = ['a',]\n", ["a", "b"], "k = ['a', 'b',]\n"),
    ('k = ["a"]\n', [], "k = []\n"),
    ("k = []\n", ["a"], 'k = ["a"]\n'),
    ('k = ["a", "b"]\n', ["b", "a"], 'k = ["b", "a"]\n'),
    ("k = [1, 2]\n", [1, 3], "k = [1, 3]\n"),
    ("k = [[1, 2], [3]]\n", [[1, 2, 4], [3]], "k = [[1, 2, 4], [3]]\n"),
    # Lists over lines.
    ('k = [\n  "a", # one\n  "b"\n]\n', ["a", "n", "b"], 'k = [\n  "a", # one\n  "n",\n  "b"\n]\n'),
    ('k = [\n  "a", # one\n  "b"\n]\n', ["a", "b", "c"], 'k = [\n  "a", # one\n  "b",\n  "c"\n]\n'),
    ('k = [\n  "a",\n  "b", # two\n]\n', ["b"], 'k = [\n  "b", # two\n]\n'),
    ('k = [\n  "a",\n  "b" # two\n]\n', ["a"], 'k = [\n  "a"\n]\n'),
    ('k = [\n  "a", # 1\n  "b", # 2\n]\n', ["b", "a"], 'k = [\n  "b", # 2\n  "a", # 1\n]\n'),
    ('k = [ # top\n  # own\n  "a",\n]\n', [], "k = [ # top\n  # own\n]\n"),
    ("k = [\n  # own\n]\n", ["a"], 'k = [\n  # own\n  "a",\n]\n'),
    ('k = [\n "a", "b",\n "c", "d"]\n', ["a", "c", "d"], 'k = [\n "a",\n "c", "d"]\n'),
    # Maps in braces.
    ("k = { a = 1, b = 'x' }\n", {"a": 2, "b": "x"}, "k = { a = 2, b = 'x' }\n"),
    ("k = {a=1, b=2}\n", {"b": 2, "c": 3}, "k = {b=2, c=3}\n"),
    ("k = {}\n", {"a": "x"}, 'k = { a = "x" }\n'),
    ("k = { a = 1 }\n", {}, "k = {}\n"),
    ("k = { a = { b = 1 } }\n", {"a": {"b": 1, "c": 2}}, "k = { a = { b = 1, c = 2 } }\n"),
    # Dotted names.
    ("k.a = 1 # one\nk.b = 2\n", {"a": 3, "b": 2}, "k.a = 3 # one\nk.b = 2\n"),
    ("k.a = 1\n", {"a": 1, "c": "x"}, 'k.a = 1\nk.c = "x"\n'),
    ("k.a = 1\nk.b = 2\n", {"b": 2}, "k.b = 2\n"),
    # Another kind of value.
    ('k = ["a"]\n', "text", 'k = "text"\n'),
    ("k = 5\n", ["x", 1], 'k = ["x", 1]\n'),
    ("k = 5\n", {"a": 1, "b": None}, "k = { a = 1 }\n"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "value", "after"), _SET)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_set(before: str, value: Any, after: str, newline: str) -> None:
    text = f'+++\n# top\none = "1"\n{before}# end\nlast = 7\n\n[extra]\nx = 1\n+++\nBody'
    text, wanted = text.replace("\n", newline), text.replace(before, after).replace("\n", newline)
    assert apply_edits(text, fields_toml.set_value(text, ("k",), value)) == wanted


_POST = """\
+++
# Kept by the ferry desk
title = "Ferries resume"
tags  = ["ferry", 'river']
seo.title = "x"

# Where it stands
[extra]
  team = 'Desk'  # who
  links = [
    "a", # one
    # own
    "b"
  ]

# The pictures
[[resources]]
src = "a.jpg"

# The second
[[resources]]
src = "b.jpg"
[resources.params]
alt = "B"

[menu.main]
weight = 1
+++
The river rose.
"""


def _done(name: str, *arguments: Any, text: str = _POST) -> str:
    return apply_edits(text, getattr(fields_toml, name)(text, *arguments))


@pytest.mark.parametrize(
    ("name", "arguments", "old", "new"),
    [
        # New places.
        ("set_value", (("slug",), "s"), 'seo.title = "x"\n', 'seo.title = "x"\nslug  = "s"\n'),
        ("set_value", (("extra", "size"), 3), "  ]\n", "  ]\n  size = 3\n"),
        ("set_value", (("seo", "image"), "i"), 'title = "x"\n', 'title = "x"\nseo.image = "i"\n'),
        ("set_value", (("menu", "name"), "m"), "[menu.main]\n", '[menu]\nname = "m"\n\n[menu.main]\n'),
        ("set_value", (("menu", "main", "name"), "m"), "weight = 1\n", 'weight = 1\nname = "m"\n'),
        ("set_value", (("cover", "src"), "c"), "weight = 1\n", 'weight = 1\n\n[cover]\nsrc = "c"\n'),
        ("set_value", (("menu",), {"main": {"weight": 1}, "foot": {"weight": 2}}), "weight = 1\n",
         "weight = 1\n\n[menu.foot]\nweight = 2\n"),
        ("set_value", (("people",), [{"name": "A"}, {"name": "B"}]), "weight = 1\n",
         'weight = 1\n\n[[people]]\nname = "A"\n\n[[people]]\nname = "B"\n'),
        ("set_value", (("resources", 0, "params"), {"alt": "A"}), 'src = "a.jpg"\n',
         'src = "a.jpg"\nparams = { alt = "A" }\n'),
        ("set_value", (("resources", 1, "params", "alt"), "C"), 'alt = "B"', 'alt = "C"'),
        ("set_value", (("extra", "links"), ["a", "c", "b"]), '# one\n', '# one\n    "c",\n'),
        # Removing.
        ("unset", (("tags",),), "tags  = [\"ferry\", 'river']\n", ""),
        ("unset", (("tags", 0),), "\"ferry\", 'river'", "'river'"),
        ("unset", (("seo", "title"),), 'seo.title = "x"', "seo = {}"),
        ("unset", (("menu", "main"),), "[menu.main]\nweight = 1\n", "[menu]\n"),
        ("unset", (("menu",),), "[menu.main]\nweight = 1\n", ""),
        ("unset", (("extra", "links", 1),), ', # one\n    # own\n    "b"\n', ' # one\n    # own\n'),
        ("unset", (("resources", 1, "params"),), '[resources.params]\nalt = "B"\n', ""),
        ("unset", (("resources", 0),), '[[resources]]\nsrc = "a.jpg"\n', ""),
        # Names.
        ("rename", (("tags",), "topics"), "tags ", "topics "),
        ("rename", (("seo", "title"), "my title"), "seo.title", 'seo."my title"'),
        ("rename", (("menu", "main"), "foot"), "menu.main", "menu.foot"),
        # Lists.
        ("insert", (("tags", 1), "boat"), '"ferry", ', "\"ferry\", 'boat', "),
        ("insert", (("extra", "links", 2), "c"), '    "b"\n', '    "b",\n    "c"\n'),
        ("insert", (("extra", "links", 0), "c"), "links = [\n", 'links = [\n    "c",\n'),
        ("insert", (("resources", 0), {"src": "n"}), '[[resources]]\nsrc = "a.jpg"\n',
         '[[resources]]\nsrc = "n"\n\n[[resources]]\nsrc = "a.jpg"\n'),
        ("insert", (("resources", 1), {"src": "n"}), "# The second\n", '[[resources]]\nsrc = "n"\n\n# The second\n'),
        ("insert", (("resources", 2), {"src": "n"}), 'alt = "B"\n', 'alt = "B"\n\n[[resources]]\nsrc = "n"\n'),
        ("insert", (("authors", 0), "Mara"), 'seo.title = "x"\n', 'seo.title = "x"\nauthors = ["Mara"]\n'),
        # Moving.
        ("move", (("tags", 1), 0), "\"ferry\", 'river'", "'river', \"ferry\""),
        ("move", (("extra", "links", 0), 1), '"a", # one\n    # own\n    "b"\n',
         '# own\n    "b",\n    "a" # one\n'),
        ("move", (("tags",), 0), "title = \"Ferries resume\"\ntags  = [\"ferry\", 'river']\n",
         "tags  = [\"ferry\", 'river']\ntitle = \"Ferries resume\"\n"),
        ("move", (("menu",), 4),
         '# The pictures\n[[resources]]\nsrc = "a.jpg"\n\n# The second\n[[resources]]\nsrc = "b.jpg"\n[resources.params]\nalt = "B"\n\n[menu.main]\nweight = 1\n',
         '[menu.main]\nweight = 1\n\n# The pictures\n[[resources]]\nsrc = "a.jpg"\n\n# The second\n[[resources]]\nsrc = "b.jpg"\n[resources.params]\nalt = "B"\n'),
        ("move", (("resources", 1), 0),
         '[[resources]]\nsrc = "a.jpg"\n\n# The second\n[[resources]]\nsrc = "b.jpg"\n[resources.params]\nalt = "B"\n',
         '# The second\n[[resources]]\nsrc = "b.jpg"\n[resources.params]\nalt = "B"\n\n[[resources]]\nsrc = "a.jpg"\n'),
        # Source as it is.
        ("set_source", (("title",), "'''x'''"), '"Ferries resume"', "'''x'''"),
        ("set_source", (("extra",), "[extra]\nx = 0x1 # c"),
         "[extra]\n  team = 'Desk'  # who\n  links = [\n    \"a\", # one\n    # own\n    \"b\"\n  ]\n", "[extra]\nx = 0x1 # c\n"),
        ("set_source", (("seo",), "seo.a = 1\nseo.b = 2"), 'seo.title = "x"', "seo.a = 1\nseo.b = 2"),
        ("set_source", (("notes",), "[notes]\na=1"), "weight = 1\n", "weight = 1\n\n[notes]\na=1\n"),
        ("set_source", (("resources", 0), '[[resources]]\nsrc = "z"'), "a.jpg", "z"),
        ("set_source", (("tags",), ""), "tags  = [\"ferry\", 'river']\n", ""),
    ],
)  # fmt: skip
def test_in_a_whole_block(name: str, arguments: Any, old: str, new: str) -> None:
    assert _POST.count(old) == 1, old
    assert _done(name, *arguments) == _POST.replace(old, new)
    crlf = _done(name, *arguments, text=_POST.replace("\n", "\r\n"))
    assert crlf == _POST.replace(old, new).replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("+++\n+++\n", "v", '+++\nc = "v"\n+++\n'),
        ("+++\n# c\n+++\nx", ["a"], '+++\n# c\nc = ["a"]\n+++\nx'),
        ("+++\na = 'x'\n\n# end\n+++\n", "z", "+++\na = 'x'\nc = 'z'\n\n# end\n+++\n"),
        ("+++\na=1\n+++\n", 2, "+++\na=1\nc=2\n+++\n"),
        ("+++\na   = 1\nbcd = 2\n+++\n", 3, "+++\na   = 1\nbcd = 2\nc   = 3\n+++\n"),
        ("+++\n[t]\na = 1\n+++\n", 3, "+++\nc = 3\n\n[t]\na = 1\n+++\n"),
        ("+++\n# of t\n[t]\n+++\n", 3, "+++\nc = 3\n\n# of t\n[t]\n+++\n"),
        ("+++\nl = [\n  1,\n]\n+++\n", [2, 3], "+++\nl = [\n  1,\n]\nc = [\n  2,\n  3,\n]\n+++\n"),
        ("+++\nm = {a=1}\n+++\n", {"b": 2}, "+++\nm = {a=1}\nc = {b=2}\n+++\n"),
        ("+++\nm = [{a = 1}]\n+++\n", [{"b": 2}], "+++\nm = [{a = 1}]\nc = [{b = 2}]\n+++\n"),
        ("+++\na = 1\n+++\n", {"b": {"d": 1}}, "+++\na = 1\n\n[c]\nb = { d = 1 }\n+++\n"),
        ("+++\na = 1\n+++\n", {}, "+++\na = 1\nc = {}\n+++\n"),
    ],
)
def test_add(before: str, value: Any, after: str) -> None:
    assert apply_edits(before, fields_toml.set_value(before, ("c",), value)) == after


def test_what_says_so_already_is_left_alone() -> None:
    fields = read_frontmatter(_POST)
    for entry in fields.entries:
        assert fields_toml.set_value(_POST, (entry.key,), entry.value) == ()
        assert fields_toml.set_source(_POST, (entry.key,), entry.source) == ()
        assert fields_toml.move(_POST, (entry.key,), list(fields.data).index(entry.key)) == ()
    assert fields_toml.unset(_POST, ("none",)) == ()
    assert fields_toml.set_value(_POST, ("none",), None) == ()
    assert fields_toml.rename(_POST, ("tags",), "tags") == ()


def test_edits_are_as_small_as_they_can_be() -> None:
    (edit,) = fields_toml.set_value(_POST, ("title",), "Ferries have resumed")
    assert (_POST[edit.start : edit.end], edit.new) == ("resume", "have resumed")
    assert len(fields_toml.rename(_POST, ("resources",), "files")) == 3


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("move", (("tags",), 4), "above the first table"),
        ("move", (("extra",), 0), "above the first table"),
        ("move", (("tags",), 40), "no place"),
        ("set_value", (("tags", 0), None), "no empty value"),
        ("set_value", (("tags",), ["a", None]), "no empty value"),
        ("set_value", (("tags", 7), "a"), "no place"),
        ("set_value", (("title", "sub"), "a"), "no place"),
        ("insert", (("title", 0), "a"), "no place"),
        ("insert", (("resources", 0), "a"), "tables only"),
        ("rename", (("tags",), "title"), "already"),
        ("rename", (("tags",), " "), "name"),
        ("rename", (("none",), "x"), "no field"),
        ("set_source", (("title",), '"x'), "can’t be read"),
        ("set_source", (("title",), "[other]\na = 1"), "can’t be read"),
        ("set_source", (("title",), '"x" # c'), "comment"),
    ],
)
def test_refused(name: str, arguments: Any, words: str) -> None:
    with pytest.raises(EditRefusedError) as caught:
        _done(name, *arguments)
    assert words in caught.value.sentence


class TestScattered:
    TEXT = "+++\n[a.x]\nn = 1\n\n[b]\nm = 2\n\n[a.y]\nn = 3\n+++\n"

    def test_edits_reach_every_part(self) -> None:
        assert "n = 4" in _done("set_value", ("a", "y", "n"), 4, text=self.TEXT)
        assert _done("rename", ("a",), "c", text=self.TEXT) == (self.TEXT.replace("[a.", "[c."))
        assert _done("unset", ("a",), text=self.TEXT) == "+++\n\n[b]\nm = 2\n\n+++\n"

    def test_what_would_tear_it_is_refused(self) -> None:
        entry = read_frontmatter(self.TEXT).entry("a")
        assert entry is not None
        assert entry.source == "[a.x]\nn = 1"
        for name, arguments in (("move", (("b",), 0)), ("set_source", (("a",), "[a.x]\nn = 9"))):
            with pytest.raises(EditRefusedError):
                _done(name, *arguments, text=self.TEXT)


def test_a_large_list_and_many_fields_are_edited_in_good_time() -> None:
    items = "".join(f'  "item {n}",\n' for n in range(3_000))
    fields = "".join(f"k{n} = 1\n" for n in range(3_000))
    text = f"+++\n{fields}tags = [\n{items}]\n+++\n"
    value = read_frontmatter(text).data["tags"]
    assert isinstance(value, list)
    new = apply_edits(text, fields_toml.set_value(text, ("tags",), [*value[:-1], "other"]))
    assert new == text.replace("item 2999", "other")


def test_dotted_names_in_braces_are_left_alone() -> None:
    text = "+++\nk = { a.b = 1, c = 2 }\n+++\n"
    with pytest.raises(EditRefusedError):
        fields_toml.set_value(text, ("k", "a", "new"), 1)
    new = apply_edits(text, fields_toml.set_value(text, ("k", "a", "b"), 3))
    assert new == text.replace("1", "3")
