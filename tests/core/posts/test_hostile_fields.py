"""Fields that nobody would write by hand: bombs, circles, depth, length.

Reading and editing them is bounded by structure, not by a clock: 1 MiB of block (`LONGEST_BLOCK`),
50,000 parts (`MOST_NODES`), 60 levels (`MOST_DEPTH`), 100,000 parts once every alias is written out
(`MOST_EXPANDED`), 20 or 50 problems told, 1,000 slips looked for in JSON, 4 MB read in search of a
mend in YAML. Within these, on one core of a small machine shared with others, any block here was
read in two seconds at most, an edit took three, `copydesk set` all in all four, and 300 MB.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from copydesk.cli.main import run
from copydesk.core.errors import EditRefusedError
from copydesk.core.library.reading import read_entry
from copydesk.core.posts.encoding import decode
from copydesk.core.posts.fences import LONGEST_BLOCK
from copydesk.core.posts.field_edits import (
    insert_item,
    move_item,
    rename_field,
    set_field,
    set_field_read,
    set_field_source,
    unset_field,
)
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.posts.metadata import PostStatus
from copydesk.core.posts.parts import parts_of
from copydesk.core.posts.yaml_tree import MOST_DEPTH, MOST_NODES
from copydesk.core.text.edits import TextEdit, apply_edits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DEEP = 10_000
MEGABYTE = 1_000_000


def _yaml(block: str) -> str:
    return f"---\n{block}\n---\nBody\n"


def _toml(block: str) -> str:
    return f"+++\n{block}\n+++\nBody\n"


def _json(block: str) -> str:
    return f"{{\n{block}\n}}\nBody\n"


def _bomb(levels: int, line: Callable[[int, str], str]) -> str:
    return "a0: &a0 {x: 1}\n" + "".join(
        line(level, ",".join([f"*a{level - 1}"] * 10)) for level in range(1, levels)
    )


# Too much to be shown as a form: told so, and left alone.
TOO_MUCH = {
    "yaml billion laughs": _yaml(_bomb(12, lambda n, refs: f"a{n}: &a{n} [{refs}]\n")),
    "yaml merge bomb": _yaml(_bomb(12, lambda n, refs: f"a{n}: &a{n} {{<<: [{refs}], k{n}: 1}}\n")),
    "yaml circle": _yaml("a: &a [*a]"),
    "yaml circle of two": _yaml("a: &a\n  b: &b\n    c: *a\n    d: *b"),
    "yaml deep list": _yaml("k: " + "[" * DEEP + "]" * DEEP),
    "yaml deep map": _yaml("k: " + "{a: " * DEEP + "}" * DEEP),
    "yaml deep and open": _yaml("k: " + "[" * DEEP),
    "yaml deep dashes": _yaml("k:\n" + "- " * DEEP + "x"),
    "yaml deep lines": _yaml("\n".join(" " * level + "k:" for level in range(1_000))),
    "yaml many items": _yaml("k:\n" + "- a\n" * (MOST_NODES + 1)),
    "toml deep list": _toml("k = " + "[" * DEEP + "]" * DEEP),
    "toml deep map": _toml("k = " + "{a=" * DEEP + "}" * DEEP),
    "toml deep name": _toml(".".join(["a"] * DEEP) + " = 1"),
    "toml deep header": _toml("[" + ".".join(["a"] * DEEP) + "]"),
    "json deep list": _json('"k": ' + "[" * DEEP + "]" * DEEP),
    "json deep map": _json('"k": ' + '{"a":' * DEEP + "1" + "}" * DEEP),
    "json deep and open": _json('"k": ' + "[" * DEEP),
    "json many items": _json('"k": [' + "1," * (MOST_NODES + 1) + "1]"),
    "json deep by name": "---json\n" + '{"a":' * DEEP + "\n---\nBody\n",
    "json deep in semicolons": ';;;\n"k": ' + "[" * DEEP + "\n;;;\nBody\n",
}
# More than is read as a block at all.
TOO_LONG = {
    "yaml": _yaml("k: " + "x" * LONGEST_BLOCK),
    "yaml lines": _yaml("k: |\n" + "  line\n" * (LONGEST_BLOCK // 7 + 1)),
    "yaml blank lines": _yaml("k: |\n" + "\n" * LONGEST_BLOCK),
    "toml": _toml('k = "' + "x" * LONGEST_BLOCK + '"'),
    "json": _json('"k": "' + "x" * LONGEST_BLOCK + '"'),
    "json on one line": '{"k": "' + "x" * LONGEST_BLOCK + '"}\nBody\n',
    "json by name": '---json\n{"k": "' + "x" * LONGEST_BLOCK + '"}\n---\nBody\n',
    "json in semicolons": ';;;\n"k": "' + "x" * LONGEST_BLOCK + '"\n;;;\nBody\n',
}
# Much, but it can be read and edited. "k" is a field of each.
MUCH = {
    "yaml 10,000 keys": _yaml("k: 1\n" + "\n".join(f"k{n}: v" for n in range(DEEP))),
    "yaml 1 MB on a line": _yaml("k: " + "x" * MEGABYTE + "\nb: 1"),
    "yaml 1 MB of words": _yaml("k: " + "word " * 200_000 + "\nb: 1"),
    "yaml 1 MB of lines": _yaml("k: |\n" + "  line\n" * 140_000 + "b: 1"),
    "yaml 1 MB of escapes": _yaml('k: "' + "\\n" * 400_000 + '"'),
    "yaml long list": _yaml("k:\n" + "- a\n" * 40_000 + "b: 1"),
    "yaml list with comments": _yaml("k:\n" + "- a\n# c\n" * 20_000 + "b: 1"),
    "yaml long number": _yaml("k: " + "9" * 500_000),
    "yaml long float": _yaml("k: 1e" + "9" * 100_000),
    "yaml base 60": _yaml("k: 1" + ":59" * 100_000),
    "yaml many anchors": _yaml("k: 1\n" + "\n".join(f"k{n}: &a{n} v" for n in range(DEEP))),
    "yaml many comments": _yaml("k: 1\n" + "# c\n" * 200_000),
    "yaml odd dates": _yaml("k: 1\n" + "\n".join(f"k{n}: 2024-13-45" for n in range(DEEP))),
    "yaml repeated": _yaml("k: 1\n" + "\n".join(f"b: {n}" for n in range(DEEP))),
    "toml 10,000 keys": _toml("k = 1\n" + "\n".join(f"k{n} = {n}" for n in range(DEEP))),
    "toml 1 MB on a line": _toml('k = "' + "x" * MEGABYTE + '"'),
    "toml 1 MB of lines": _toml('k = """\n' + "line\n" * 180_000 + '"""'),
    "toml long list": _toml("k = [" + "1," * 20_000 + "]"),
    "json 10,000 keys": _json('"k": 1,\n' + ",\n".join(f'"k{n}": {n}' for n in range(DEEP))),
    "json 1 MB on a line": _json('"k": "' + "x" * MEGABYTE + '"'),
    "json 1 MB of escapes": _json('"k": "' + "\\n" * 500_000 + '"'),
    "json 1 MB of space": _json('"k":' + " " * MEGABYTE + "1"),
    "json long list": _json('"k": [' + "1," * 40_000 + "1]"),
    "json long number": _json('"k": ' + "9" * 500_000),
    "json repeated": _json('"k": 1,\n' + ",\n".join(f'"b": {n}' for n in range(DEEP))),
}
# Broken as well: a sentence, sooner than anybody loses patience.
BROKEN = {
    "yaml tabs": _yaml("\tk: 1\n" * 50_000),
    "yaml unclosed": _yaml('k: "' + "x\n" * 400_000),
    "yaml last of many": _yaml("\n".join(f"k{n}: v" for n in range(DEEP)) + '\nbad: "x'),
    "yaml long name": _yaml("k" * 2_000 + ": x"),
    "yaml no spaces": _yaml("\n".join(f"k{n}:v{n}" for n in range(DEEP))),
    "toml repeated": _toml("k = 1\n" * 5_000),
    "toml quotes": _toml("k = " + '"' * 500_000),
    "json slips": _json("'a': 1,\n" * 50_000),
    "json comments": _json('"k": 1\n' + "// c\n" * 100_000),
    "json quotes": _json('"k": ' + '"' * 500_000),
    "json backslashes": _json('"k": "' + "\\" * 500_001 + '"'),
    "json unclosed": _json('"k": "' + "x" * 900_000),
    "json open comment": _json('"k": 1 /*' + "*" * 500_000),
}
# Not fields at all.
NOTHING = {
    "braces": '{"a":\n' + "{" * 900_000,
    "semicolons": ";;;\n" + "\n" * 900_000,
    "number": '"a": ' + "1" * 900_000,
    "space": " " * 900_000,
    "blank lines": "\n" * 900_000,
    "brace and blank lines": "{\n" + "\n" * 900_000,
    "brace and comments": "{\n" + "/**/" * 200_000,
    "one line": "x" * MEGABYTE,
}

_EDITS: dict[str, Callable[[str], tuple[TextEdit, ...]]] = {
    "set": lambda text: set_field(text, "k", "new"),
    "set inside": lambda text: set_field(text, ("k", 0), "new"),
    "add": lambda text: set_field(text, "brand new", ["a", 1]),
    "read": lambda text: set_field_read(text, "k", "[a, 1.10]"),
    "remove": lambda text: unset_field(text, "k"),
    "rename": lambda text: rename_field(text, "k", "kay"),
    "insert": lambda text: insert_item(text, ("k", 0), "new"),
    "move": lambda text: move_item(text, "k", 1),
}


@pytest.mark.parametrize("text", TOO_MUCH.values(), ids=TOO_MUCH)
def test_too_much_is_told_and_left_as_text(text: str) -> None:
    fields = read_frontmatter(text)
    (problem,) = fields.problems
    assert problem.fatal
    assert problem.sentence == ("The fields are too many or nested too deep to be shown as a form.")
    assert problem.next_step == "Edit them as text."
    assert fields.data == {}
    assert text[fields.body_start :] == "Body\n"
    for edit in _EDITS.values():
        with pytest.raises(EditRefusedError, match="too many or nested too deep"):
            edit(text)
    # As text it can be edited all the same, and is fields again once it is small.
    assert fields.content is not None
    small = {"yaml": "a: 1\n", "toml": "a = 1\n", "json": '{"a": 1}'}[str(fields.format)]
    new = apply_edits(text, [TextEdit(fields.content.start, fields.content.end, small)])
    if fields.format == "json" and text.startswith(("---", ";;;")):
        new = apply_edits(text, [TextEdit(fields.content.start, fields.content.end, small + "\n")])
    assert read_frontmatter(new).data == {"a": 1}


@pytest.mark.parametrize("text", TOO_LONG.values(), ids=TOO_LONG)
def test_too_long_is_told_and_left_as_text(text: str) -> None:
    fields = read_frontmatter(text)
    (problem,) = fields.problems
    assert problem.sentence == "The fields are too long to be shown as a form."
    assert problem.mend == ()  # a fence put in the middle would cut it in two
    for edit in _EDITS.values():
        with pytest.raises(EditRefusedError, match="too long"):
            edit(text)


@pytest.mark.parametrize("text", MUCH.values(), ids=MUCH)
def test_much_can_be_read_and_edited(text: str) -> None:
    fields = read_frontmatter(text)
    assert fields.readable
    assert "k" in fields.data
    assert len(fields.problems) <= 50
    for entry in fields.entries[:3]:
        assert parts_of(entry.source, entry.value, fields.format or "yaml").value is entry.value
    for name, edit in _EDITS.items():
        try:
            new = apply_edits(text, edit(text))
        except EditRefusedError as refused:
            assert name in ("set inside", "insert", "move"), name  # "k" is no list, or alone
            _check_sentence(refused)
            continue
        after = read_frontmatter(new)
        assert after.readable
        assert new[after.body_start :] == "Body\n"
        if name == "set":
            assert after.data["k"] == "new"
        elif name == "remove":
            assert "k" not in after.data


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_what_is_broken_too_gets_a_sentence(text: str) -> None:
    fields = read_frontmatter(text)
    assert not fields.readable
    problem = fields.problems[0]
    assert len(problem.sentence) < 200
    if problem.mend:
        assert read_frontmatter(apply_edits(text, problem.mend)) is not None
    for edit in _EDITS.values():
        with pytest.raises(EditRefusedError) as refused:
            edit(text)
        _check_sentence(refused.value)


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_what_holds_no_fields_is_text(text: str) -> None:
    fields = read_frontmatter(text)
    assert (fields.format, fields.body_start) == (None, 0)
    new = apply_edits(text, set_field(text, "title", "Ferry"))
    assert read_frontmatter(new).data == {"title": "Ferry"}
    assert new.endswith(text)


@pytest.mark.parametrize(
    "source",
    ["[" * DEEP, "{a: " * DEEP, "&a [*a]", "- " * DEEP + "x", '{"a":' * DEEP],
    ids=["list", "map", "circle", "dashes", "json"],
)
@pytest.mark.parametrize("text", ["---\nk: 1\n---\n", "+++\nk = 1\n+++\n", '{"k": 1}\n'])
def test_a_hostile_value_is_refused(text: str, source: str) -> None:
    for edit in (set_field_source, set_field_read):
        with pytest.raises(EditRefusedError) as refused:
            edit(text, "k", source)
        _check_sentence(refused.value)


@pytest.mark.parametrize("text", ["---\nk: 1\n---\n", "+++\nk = 1\n+++\n", '{"k": 1}\n'])
def test_a_value_or_place_too_deep_is_refused(text: str) -> None:
    value: object = "x"
    for _ in range(MOST_DEPTH + 1):
        value = [value]
    with pytest.raises(EditRefusedError):
        set_field(text, "k", value)
    with pytest.raises(EditRefusedError):
        set_field(text, ("k", *["x"] * (MOST_DEPTH + 1)), 1)
    with pytest.raises(EditRefusedError):
        set_field(text, "k", 10**5_000)


def test_long_names_and_anchors_do_not_fill_a_sentence() -> None:
    anchor = "a" * 400_000
    text = f"---\nk: &{anchor} x\nb: *{anchor}\n---\n"
    with pytest.raises(EditRefusedError) as refused:
        set_field(text, "k", "y")
    _check_sentence(refused.value)
    name = "n" * 400_000
    with pytest.raises(EditRefusedError) as refused:
        set_field(f'{{"{name}": 1, "{name}": 2}}\n', name, 3)
    _check_sentence(refused.value)
    problem = read_frontmatter(f'{{"{name}": 1, "{name}": 2}}\n').problems[0]
    assert len(problem.sentence) < 300


@pytest.mark.parametrize(
    ("text", "readable"),
    [
        (TOO_MUCH["yaml billion laughs"], False),
        (TOO_MUCH["yaml circle"], False),
        (TOO_MUCH["json deep list"], False),
        (MUCH["yaml 10,000 keys"], True),
        (MUCH["toml 10,000 keys"], True),
        (MUCH["json 10,000 keys"], True),
        (BROKEN["yaml tabs"], False),
    ],
)
def test_the_library_lists_it(tmp_path: Path, text: str, readable: bool) -> None:
    (tmp_path / "post.md").write_text(text, encoding="utf-8")
    entry = read_entry(tmp_path, "post.md")
    assert entry is not None
    assert entry.title == "Post"
    if len(text) < 256 * 1024:
        assert entry.readable is readable
        assert (entry.status is PostStatus.UNREADABLE) is not readable


@pytest.mark.parametrize(
    "text", [TOO_MUCH["yaml billion laughs"], TOO_MUCH["toml deep list"], BROKEN["json slips"]]
)
def test_commands_say_it_and_leave_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    path = tmp_path / "post.md"
    path.write_text(text, encoding="utf-8")
    for command, *arguments in (["get"], ["set", "k=1"], ["set", "--unset", "k"]):
        assert run([command, str(path), *arguments]) == 1
        captured = capsys.readouterr()
        assert captured.out == ""
        assert captured.err.count("\n") == 1
        assert len(captured.err) < 500
    assert decode(path.read_bytes()).text == text


def test_commands_work_on_much(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "post.md"
    path.write_text(MUCH["json 10,000 keys"], encoding="utf-8")
    assert run(["set", str(path), "k=1.10", "k9=[a, b]"]) == 0
    assert run(["get", str(path), "k9"]) == 0
    assert json.loads(capsys.readouterr().out) == ["a", "b"]
    assert '"k": 1.10,\n' in path.read_text(encoding="utf-8")


def _check_sentence(refused: EditRefusedError) -> None:
    assert refused.sentence.endswith(".")
    assert len(refused.sentence) < 300
