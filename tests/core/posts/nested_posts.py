# ruff: noqa: E501 - tables of samples, one a word
"""Posts whose fields nest, put together from pieces that remember whose they are.

Each piece of text carries the path of the field, item or key it belongs to. So what an edit may
touch, and what a move must come to, is known without asking the product where anything stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

import yaml
from hypothesis import strategies as st

Path = tuple[str | int, ...]
Piece = tuple[Path, str]
NAMES = ["title", "name", "role", "café", "my key", '"quoted"', "'single'", "日本", "src", "note"]
NOTES = ["", "", "", " # note", "   # “x”: y"]
LEAVES = [
    "", " plain", " with, commas", ' "double"', " 'it''s'", " 2024-09-19", " 12:30", " 1.10", " yes", " ~", " 0755",
    " https://example.org/#x", ' "\\u00e9 \\" # no note"', " 😀 — dash", " !own tagged", " []", " {}",
]  # fmt: skip
FLOWS = [
    " [a, 'b',  c]", " [ one ]", " {x: 1, 'y': two}", ' [a, [b, "c"]]', " {p: {q: r}, s: [t, u]}", " [{n: 1}, {n: 2}]",
    " [\n{i}a, # one\n{i}# own\n{i}'b', # two\n{i}c # three\n{i}]", " [\n{i}a,\n{i}b,\n{i}]", " {x: 1, # one\n{i}y: 2}",
]  # fmt: skip
TEXTS = [
    " |\n{i}text\n{i}more\n", " |-\n{i}text\n", " >-\n{i}folded\n{i}text\n\n{i}para\n", " | # note\n{i}# no comment\n{i}text\n",
    " >\n{i}a\n\n{i}  further in\n{i}b\n", " |\n{i}- no\n{i}key: x\n",
]  # fmt: skip
OVER_LINES = [" over\n{i}several\n{i}lines", ' "over\n{i}several # no note\n{i}lines"']
GAPS = ["", "", "", "", "\n", "# loose\n\n", "\n# k: v\n\n"]


@dataclass(frozen=True)
class Part:
    """One key with its value, or one item.

    Attributes:
        name: The key as it is written; "" for an item.
        value: What is written behind it, up to the line's end; a `Group` for lines below.
        above: The comments directly above, which belong to it.
        gap: Blank lines, and comments apart from it, above those.
    """

    name: str
    value: str | Group
    above: tuple[str, ...] = ()
    gap: str = ""

    @property
    def key(self) -> str:
        return self.name.strip("\"'")


@dataclass(frozen=True)
class Group:
    """A list or map whose parts have lines of their own."""

    kind: str
    parts: tuple[Part, ...]
    step: int = 2
    dash: str = "- "
    note: str = ""
    tail: str = ""

    def name(self, number: int) -> str | int:
        return self.parts[number].key if self.kind == "map" else number

    def moved(self, number: int, to: int, *, behind: bool) -> Group:
        """With a part moved; the gaps stay where they are on the page.

        Behind a dash no gap can stand first, so they stay at their numbers.
        """
        parts = list(self.parts)
        gaps = [part.gap for part in parts] + [self.tail]
        parts.insert(to, parts.pop(number))
        if number != to and not (behind and number == 0):
            gap = gaps.pop(number)
            gaps[number] = gap + gaps[number]
            gaps.insert(to + 1 if to < number else to, "")
        kept = zip(parts, gaps, strict=False)
        moved = tuple(replace(part, gap=gap) for part, gap in kept)
        return replace(self, parts=moved, tail=gaps[-1])


def _rows(group: Group, column: int, path: Path, *, behind: bool) -> list[Piece]:
    """The pieces of a group; ``behind`` a dash its first line has its margin already."""
    result: list[Piece] = []
    margin = " " * column
    for number, part in enumerate(group.parts):
        own = (*path, group.name(number))
        if part.gap:
            result.append((path, part.gap))
        head = "" if behind and not number else margin
        for comment in part.above:
            result.append((path, head + comment))
            head = margin
        # Behind a dash the margin is the dash's own.
        result.append((path if behind and not number and not part.above else own, head))
        if group.kind == "map":
            result.append((own, part.name + ":"))
            inner = column + group.step
        else:
            inner = column + len(group.dash)
        if isinstance(part.value, str):
            text = part.value.replace("{i}", " " * inner)
            dash = group.dash if text.strip() else "-"
            text = dash + text.lstrip(" ") if group.kind == "list" else text
            result.append((own, text))
        elif group.kind == "list":
            result.append((own, group.dash))
            result += _rows(part.value, inner, own, behind=True)
        else:
            child = part.value
            if child.kind == "list":
                inner = column + max(0, group.step - 2)
            result.append((own, child.note + "\n"))
            result += _rows(child, inner, own, behind=False)
    if group.tail:
        result.append((path, group.tail))
    return result


@dataclass(frozen=True)
class Post:
    """A post in pieces."""

    root: Group
    end: str
    body: str
    newline: str

    @property
    def pieces(self) -> list[Piece]:
        rows = [((), "---\n"), *_rows(self.root, 0, (), behind=False)]
        rows.append(((), f"{self.end}---\n{self.body}"))
        return [(path, text.replace("\n", self.newline)) for path, text in rows]

    @property
    def text(self) -> str:
        return "".join(text for _path, text in self.pieces)

    def around(self, path: Path) -> tuple[str, str, str]:
        """The text before what belongs to a path, that itself, and the text behind it."""
        pieces = self.pieces
        own = [n for n, (whose, _text) in enumerate(pieces) if whose[: len(path)] == path]
        words = [text for _path, text in pieces]
        first, last = (own[0], own[-1] + 1) if path else (0, len(words))
        return "".join(words[:first]), "".join(words[first:last]), "".join(words[last:])

    def group_at(self, path: Path) -> Group | None:
        """The group at a path; None where there is none of its own lines."""
        group: str | Group = self.root
        for name in path:
            if isinstance(group, str):
                return None
            names = [group.name(number) for number in range(len(group.parts))]
            if name not in names:
                return None
            group = group.parts[names.index(name)].value
        return group if isinstance(group, Group) else None

    def with_group(self, path: Path, new: Group) -> Post:
        """With another group at a path."""
        return replace(self, root=_with_group(self.root, path, new))


def _with_group(group: Group, path: Path, new: Group) -> Group:
    if not path:
        return new
    parts = tuple(
        replace(part, value=_with_group(part.value, path[1:], new))
        if group.name(number) == path[0] and isinstance(part.value, Group)
        else part
        for number, part in enumerate(group.parts)
    )
    return replace(group, parts=parts)


@st.composite
def _leaf(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from(["leaf", "leaf", "leaf", "flow", "text", "lines"]))
    if kind == "text":
        return draw(st.sampled_from(TEXTS))
    if kind == "lines":
        return draw(st.sampled_from(OVER_LINES)) + "\n"
    source = draw(st.sampled_from(LEAVES if kind == "leaf" else FLOWS))
    return source + (draw(st.sampled_from(NOTES)) if "\n" not in source else "") + "\n"


@st.composite
def groups(draw: st.DrawFn, kind: str, depth: int = 0, *, first_bare: bool = False) -> Group:
    step = draw(st.sampled_from([2, 2, 4]))
    most = 5 if not depth else 3
    count = draw(st.integers(1, most))
    names = draw(st.lists(st.sampled_from(NAMES), min_size=count, max_size=count, unique=True))
    parts: list[Part] = []
    for number in range(count):
        value: str | Group
        if depth < 3 and draw(st.sampled_from([True, False, False])):
            inner = draw(st.sampled_from(["list", "map"]))
            value = draw(groups(inner, depth + 1, first_bare=kind == "list"))
        else:
            value = draw(_leaf())
        # Behind a dash the first part can have nothing above it.
        bare = first_bare and not number
        gap = "" if bare or "\n" in _end_of(parts) else draw(st.sampled_from(GAPS))
        above = () if bare else draw(st.sampled_from([(), (), ("# above\n",), ("# a\n", "# b: c?\n")]))  # fmt: skip
        parts.append(Part(names[number] if kind == "map" else "", value, above, gap))
    dash = draw(st.sampled_from(["- ", "- ", "-   "]))
    return Group(kind, tuple(parts), step, dash, draw(st.sampled_from(["", "", " # heads"])))


def _end_of(parts: list[Part]) -> str:
    """A block text at the end of what stands above, which blank lines could become part of."""
    if not parts:
        return ""
    value = parts[-1].value
    if isinstance(value, Group):
        return _end_of(list(value.parts))
    return value if value.lstrip()[:1] in ("|", ">") else ""


@st.composite
def posts(draw: st.DrawFn) -> Post:
    return Post(
        draw(groups("map")),
        draw(st.sampled_from(["", "", "\n# end\n"])),
        draw(st.sampled_from(["Body\n", "", "\n---\ntitle: not me\n---\n"])),
        draw(st.sampled_from(["\n", "\n", "\r\n", "\r"])),
    )


def read(text: str) -> Any:
    """What PyYAML makes of the block, with every scalar as its own text and nothing resolved."""
    block = re.match(r"---(?:\r\n|\n|\r)((?:(?!---(?:[\r\n]|\Z)).*?(?:\r\n|\n|\r))*?)---(?:[\r\n]|\Z)", text, re.DOTALL)  # fmt: skip
    assert block is not None
    loader = yaml.CBaseLoader(block[1])
    try:
        return loader.get_single_data() or {}
    finally:
        loader.dispose()


def paths_in(data: Any, path: Path = ()) -> list[Path]:
    """Every place in plain data but the top."""
    inner: list[tuple[str | int, Any]] = []
    if isinstance(data, dict):
        inner = list(data.items())
    elif isinstance(data, list):
        inner = list(enumerate(data))
    return [
        place for name, value in inner for place in [(*path, name), *paths_in(value, (*path, name))]
    ]


def at(data: Any, path: Path) -> Any:
    """What stands at a path."""
    for name in path:
        data = data[name]
    return data


def ordered(data: Any) -> Any:
    """Plain data in which the order of keys counts."""
    if isinstance(data, dict):
        return [(key, ordered(value)) for key, value in data.items()]
    return [ordered(value) for value in data] if isinstance(data, list) else data
