# ruff: noqa: E501 - tables of samples, one a word
"""Nothing of the file is lost: judged by how each post was put together, not by reading it.

The generator keeps the pieces of a post apart. So what must stay is known without asking the
product where a field starts or ends, and PyYAML alone says what the fields say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts.field_edits import rename_field, set_field, set_field_source, unset_field
from copydesk.core.text.edits import TextEdit, apply_edits, inverse

if TYPE_CHECKING:
    from collections.abc import Callable

MANY = settings(suppress_health_check=[HealthCheck.too_slow])
NAMES = [
    "title",
    "pubDate",
    "tags",
    "draft",
    "café",
    "my key",
    '"quoted"',
    "'single'",
    "? asked",
    "日本",
]
NOTES = ["", "", " # note", "\t# tabbed: [", "   # “x”"]
# Lines between the fields; the last group only where no block text stands above.
LINES = ["", "", "", "# a comment\n", "\n", "\n# k: v\n", "# one\n\n# two: 'x\n"]
INDENTED = ["  \n", "  # indented\n", "    # deep\n# shallow\n", "\n  # after a blank\n"]
# Of values: one line, ...
SHORT = [
    "", " plain", " with, commas and more", ' "double"', " 'it''s'", " 2024-09-19", " 12:30", " 1.10", " yes", " ~",
    " [a, 'b']", " [a, {b: c}]", " {a: 1, 'b': [x]}", " []", " {}", " &anchor text", " !own tagged", " *missing-not",
    " https://example.org/#x", ' "\\u00e9 \\" # no note"', " 😀 — dash", " !!str 1", " ''",
]  # fmt: skip
# ... several lines, comments of their own among them ({i} is the indentation), ...
LONG = [
    " over\n{i}several\n\n{i}lines", ' "over\n{i}several # no note\n{i}lines"', " 'a\n\n{i}b: c'",
    " [\n{i}a, # one\n{i}# own\n{i}'b',\n{i}]", " {a: 1,\n{i}b: 2}",
    "\n{i}- a\n{i}- 'b' # two", "\n- level\n# own\n- same", "\n{i}# first\n{i}- a\n\n{i}- b",
    "\n{i}a: 1 # one\n{i}# own\n{i}b:\n{i}{i}- x\n{i}{i}# deeper\n{i}{i}- y", "\n{i}a:\n{i}b:",
    "\n{i}- p: 1\n{i}  q: x\n{i}-\n{i}  p: 2", "\n{i}- - a\n{i}  - b\n{i}- c", "\n{i}plain below", "\n{i}'quoted below' # n",
    " # behind the colon\n{i}a: 1", " &map\n{i}a: 1",
]  # fmt: skip
# ... and block texts, whose ends depend on what follows.
BLOCK = [
    " |\n{i}text\n{i}more", " |-\n{i}text", " >-\n{i}folded\n{i}text\n\n{i}para", " | # note\n{i}text", " >\n{i}a\n\n{i}  further in\n{i}b",
    " |1\n  spaced\n more", "\n{i}k: |\n{i}{i}deep", "\n{i}- >-\n{i}  deep\n{i}  er", " |\n{i}# no comment\n{i}text", " |\n{i}---\n{i}text: x",
    " |\n\n{i}after a blank", " !own |\n{i}text", " &note >\n{i}text", " |\n{i}text\n{i}  ",
]  # fmt: skip
KEEPING = [" |+\n{i}text\n\n", "\n{i}k: >+\n{i}{i}text\n", " |+\n{i}text"]
BODIES = [
    "Body\n",
    "",
    "# Heading\n\n---\n\ntext",
    "\n\n---\ntitle: not me\n---\n",
    "no end",
    "\ttext \u2028 \u00a0 \n",
]

texts = st.one_of(
    st.sampled_from(
        ["", "no", "a: b", "a #b", "# x", "x\ny", "x\n", "x\n\n\n", "\n", "\n x", "a\n---\nb", "\n---\n", "---", "...", "- a", " x ", "a\tb",
         "\u2028", "\x85", "\ufeff", "it's \"so\"", "\\", "a\n# b\nc", "  a\nb", "x\n \ny", "a\n\n\nb\n", "1e3", "%a", "x" * 300, "word " * 50]
    ),
    st.text(max_size=30),
)  # fmt: skip
values: st.SearchStrategy[Any] = st.recursive(
    st.one_of(texts, st.booleans(), st.integers(), st.none(), st.dates()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
sources = st.one_of(
    st.sampled_from([*SHORT, *LONG, *BLOCK, *KEEPING]).map(lambda s: s.replace("{i}", "  ").lstrip(" ")),
    st.text(st.sampled_from("ab:#-|>+[]{},&*!'\"\n \t"), max_size=12),
)  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """One field, and the lines above it that belong to nobody."""

    above: str
    name: str
    source: str
    note: str = ""

    @property
    def key(self) -> str:
        return self.name.removeprefix("? ").strip("\"'")

    @property
    def lines(self) -> str:
        return (
            f"{self.name}\n:{self.source}{self.note}\n"
            if self.name[0] == "?"
            else f"{self.name}:{self.source}{self.note}\n"
        )


@dataclass(frozen=True)
class Post:
    """A post in pieces."""

    pieces: tuple[Piece, ...]
    end: str
    body: str
    newline: str
    bom: str

    @property
    def text(self) -> str:
        fields = "".join(piece.above + piece.lines for piece in self.pieces)
        return self.with_newlines(f"{self.bom}---\n{fields}{self.end}---\n{self.body}")

    def with_newlines(self, words: str) -> str:
        return words.replace("\n", self.newline)

    def around(self, number: int) -> tuple[str, str]:
        """The text before the lines of a field, and behind them."""
        piece = self.pieces[number]
        before = "".join(other.above + other.lines for other in self.pieces[:number]) + piece.above
        behind = "".join(other.above + other.lines for other in self.pieces[number + 1 :])
        behind += f"{self.end}---\n{self.body}"
        if "+\n" in piece.source:  # the blank lines below are part of what it says
            behind = re.sub(r"\A(?:[ \t]*\n)+", "", behind)
        return self.with_newlines(f"{self.bom}---\n{before}"), self.with_newlines(behind)


@st.composite
def posts(draw: st.DrawFn) -> Post:
    step = draw(st.sampled_from(["  ", "  ", "    ", " "]))
    pieces: list[Piece] = []
    blocks = [*BLOCK, *KEEPING]
    above = [*LINES, *INDENTED]
    for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True)):
        lines, note = draw(st.sampled_from(above)), ""
        source = draw(st.sampled_from(SHORT) | st.sampled_from([*LONG, *blocks]))
        above = LINES if source in blocks else [*LINES, *INDENTED]
        if "*missing" in source or (name[0] == "?" and source.startswith("\n- level")):
            source = " other"
        if source in SHORT and not source.startswith(' "'):
            note = draw(st.sampled_from(NOTES))
            note = note.replace("\t", " ") if name[0] == "?" else note
        source = re.sub(r"&(\w+)", rf"&\g<1>{len(pieces)}", source)
        pieces.append(Piece(lines, name, source.replace("{i}", step), note))
    return Post(
        tuple(pieces),
        draw(st.sampled_from(above)),
        draw(st.sampled_from(BODIES)),
        draw(st.sampled_from(["\n", "\n", "\r\n", "\r"])),
        draw(st.sampled_from(["", "", "", "\ufeff"])),
    )


def _read(text: str) -> dict[str, Any]:
    """What PyYAML makes of the block, with every scalar as its own text and nothing resolved."""
    block = re.match(r"\ufeff?---(?:\r\n|\n|\r)((?:(?!---(?:[\r\n]|\Z)).*?(?:\r\n|\n|\r))*?)---(?:[\r\n]|\Z)", text, re.DOTALL)  # fmt: skip
    assert block is not None
    loader = yaml.CBaseLoader(block[1])
    try:
        return dict(loader.get_single_data() or {})
    finally:
        loader.dispose()


def _edited(text: str, edit: Callable[[], tuple[TextEdit, ...]]) -> str | None:
    """The text after the edit; None where it was refused."""
    try:
        edits = edit()
    except EditRefusedError:
        return None
    new = apply_edits(text, edits)
    assert apply_edits(new, inverse(text, edits)) == text
    return new


def _said(value: object) -> object:
    """A value as `_read` gives it; numbers, dates and words are only known to be there."""
    if isinstance(value, dict):
        return {str(key): _said(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_said(inner) for inner in value]
    return value if isinstance(value, str) else ...


def _says(found: object, wanted: object) -> bool:
    if isinstance(wanted, dict) and isinstance(found, dict):
        return found.keys() == wanted.keys() and all(_says(found[k], wanted[k]) for k in wanted)
    if isinstance(wanted, list) and isinstance(found, list):
        return len(found) == len(wanted) and all(map(_says, found, wanted))
    return isinstance(found, str) if wanted is ... else found == wanted


def _others(fields: dict[str, Any], key: str) -> list[tuple[str, Any]]:
    return [(name, value) for name, value in fields.items() if name != key]


def _own_comments(piece: Piece) -> list[str]:
    """The comments on lines of their own inside a field's list or map.

    Not those deeper inside: they go with the part that they stand in.
    """
    if "|" in piece.source or ">" in piece.source or "[" in piece.source:
        return []
    rows = [row.strip() for row in piece.source.split("\n")[1:]]
    return [row for row in rows if row.startswith("#") and row != "# deeper"]


@MANY
@given(posts(), st.data(), values)
def test_setting_touches_the_fields_own_lines_alone(post: Post, data: st.DataObject, value: Any) -> None:  # fmt: skip
    number = data.draw(st.integers(0, len(post.pieces) - 1))
    piece = post.pieces[number]
    new = _edited(post.text, lambda: set_field(post.text, piece.key, value))
    if new is None:
        assert "\\ud" in repr(value)  # half a character, which YAML can’t say
        return
    before, behind = post.around(number)
    assert new.startswith(before)
    assert new[len(before) :].endswith(behind)
    was, now = _read(post.text), _read(new)
    assert _others(was, piece.key) == _others(now, piece.key)
    assert _says(now[piece.key], _said(value))
    left = new[len(before) : len(new) - len(behind)]
    for comment in _own_comments(piece):
        assert comment in left
    assert piece.note.strip() in left


@MANY
@given(posts(), st.sampled_from(["new", "no", "a: b", "é #"]), values)
def test_adding_puts_lines_in_and_takes_nothing_away(post: Post, name: str, value: Any) -> None:
    new = _edited(post.text, lambda: set_field(post.text, name, value))
    if new is None:
        assert "\\ud" in repr(value)
        return
    same = next(
        (i for i, (a, b) in enumerate(zip(post.text, new, strict=False)) if a != b), len(post.text)
    )
    assert any(new.endswith(post.text[at:]) for at in range(same, max(0, same - 80), -1))
    now = _read(new)
    assert _others(now, name) == list(_read(post.text).items())
    assert _says(now[name], _said(value))


@MANY
@given(posts(), st.data())
def test_removing_takes_the_fields_own_lines_alone(post: Post, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(post.pieces) - 1))
    piece = post.pieces[number]
    new = _edited(post.text, lambda: unset_field(post.text, piece.key))
    assert new is not None
    before, behind = post.around(number)
    assert new.startswith(before)
    if new != before + behind:
        # Below a block text, blank lines and the indentation of the next comment may go.
        assert number
        assert "|" in post.pieces[number - 1].source or ">" in post.pieces[number - 1].source
        assert new[len(before) :].lstrip() == behind.lstrip()
    assert list(_read(new).items()) == _others(_read(post.text), piece.key)


@MANY
@given(posts(), st.data(), st.sampled_from(["new", "no", "a: b", "it's", "é #", "- x", "a" * 90]))
def test_renaming_touches_the_name_alone(post: Post, data: st.DataObject, name: str) -> None:
    number = data.draw(st.integers(0, len(post.pieces) - 1))
    piece = post.pieces[number]
    new = _edited(post.text, lambda: rename_field(post.text, piece.key, name))
    assert new is not None
    before, behind = post.around(number)
    assert new.startswith(before)
    value = post.with_newlines(piece.lines.removeprefix(piece.name)) + behind
    assert new.endswith(value) or "+\n" in piece.source
    names = [name if other == piece.key else other for other in _read(post.text)]
    assert list(_read(new)) == names
    assert list(_read(new).values()) == list(_read(post.text).values())


@MANY
@given(posts(), st.data(), sources)
def test_source_is_put_or_refused(post: Post, data: st.DataObject, source: str) -> None:
    number = data.draw(st.integers(0, len(post.pieces) - 1))
    piece = post.pieces[number]
    new = _edited(post.text, lambda: set_field_source(post.text, piece.key, source))
    if new is None:
        return
    before, behind = post.around(number)
    assert new.startswith(before)
    assert new[len(before) :].endswith(behind)
    assert _others(_read(post.text), piece.key) == _others(_read(new), piece.key)
