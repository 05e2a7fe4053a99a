"""How whole values are written in YAML: long texts, lists and maps."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from copydesk.core.posts.values import Bare
from copydesk.core.posts.yaml_scalars import Manner, scalar_source

if TYPE_CHECKING:
    from copydesk.core.posts.yaml_tree import YamlNode

_T = TypeVar("_T")
_DEFAULT_STEP = 2
# Where a long text is broken when its old lines give no measure.
_LEAST_WIDTH = 60
_ENDS_IN_BRACKETS = re.compile(r"[,\[\]{}]|:\Z")
# A key without quotes that is one word: it may be one that new keys would be quoted for ("y").
_PLAIN_KEY = re.compile(r"\w+")
_WORDS = ("true", "false", "yes", "no", "on", "off", "null")
# Not for a block scalar: line ends that would be read as "\n", and what libyaml refuses.
_NOT_IN_BLOCK = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


@dataclass(frozen=True, slots=True)
class Written:
    """A value's source: what follows the colon, and the lines below it, without line ends."""

    inline: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Habits:
    """How this file is written, for what is new in it.

    Attributes:
        style: Most texts' style: "" plain, "'" or '"'.
        quote: The quotes used where there are any.
        flow_lists: Whether lists stand in brackets.
        list_offset: How far a list's dashes stand right of their key.
        step: How far a map's keys stand right of the key above.
        item_style: The style of texts in lists.
        gap: How many spaces stand between a dash and its item.
        key_styles: The style of texts under keys that are there already, by name.
        key_flows: Whether lists under such keys stand in brackets.
        key_sources: How such keys are written themselves.
    """

    style: str = ""
    quote: str = '"'
    flow_lists: bool = True
    list_offset: int = _DEFAULT_STEP
    step: int = _DEFAULT_STEP
    item_style: str = ""
    gap: int = 1
    key_styles: Mapping[str, str] = field(default_factory=dict)
    key_flows: Mapping[str, bool] = field(default_factory=dict)
    key_sources: Mapping[str, str] = field(default_factory=dict)

    def manner(self, *, flow: bool = False, item: bool = False) -> Manner:
        """For a new text, under a key or, an `item`, behind a dash."""
        return Manner(self.item_style if item else self.style, self.quote, "", flow)

    def key(self, name: str, *, flow: bool = False) -> str:
        """The source of a key: as it is written elsewhere, or plain where it can be."""
        known = self.key_sources.get(name)
        return known or scalar_source(name, Manner("", self.quote, flow=flow))

    def under(self, key: str) -> Habits:
        """For a new value under a key: as the same key is written elsewhere, in other items."""
        return replace(
            self,
            style=self.key_styles.get(key, self.style),
            flow_lists=self.key_flows.get(key, self.flow_lists),
        )


def habits_of(root: YamlNode | None, source: str) -> Habits:
    """Learns from the whole block ``source``, whose tree is ``root``."""
    styles: Counter[str] = Counter()
    item_styles: Counter[str] = Counter()
    flows: Counter[bool] = Counter()
    offsets: Counter[int] = Counter()
    steps: Counter[int] = Counter()
    key_styles: defaultdict[str, Counter[str]] = defaultdict(Counter)
    key_flows: dict[str, bool] = {}
    key_sources: dict[str, str] = {}

    def visit(node: YamlNode, key: YamlNode | None) -> None:
        if node.kind == "list" and node.children:
            flows[node.flow] += 1
            if key and not node.flow:
                offsets[_column(source, node.start) - _column(source, key.start)] += 1
            for item in node.children:
                _note_style(item, item_styles)
                visit(item, None)
        elif node.kind == "map":
            for inner_key, value in node.pairs():
                if key and not node.flow:
                    steps[_column(source, inner_key.start) - _column(source, key.start)] += 1
                _note_style(value, styles)
                _note_style(value, key_styles[inner_key.text])
                if _PLAIN_KEY.fullmatch(source, inner_key.start, inner_key.end):
                    key_sources[inner_key.text] = inner_key.text
                if value.kind == "list" and value.children:
                    key_flows[inner_key.text] = value.flow
                visit(value, inner_key)

    if root is not None:
        visit(root, None)
    style = _most(styles, "")
    quoted = Counter({k: v for k, v in (styles + item_styles).items() if k})
    return Habits(
        style=style,
        quote=_most(quoted, '"'),
        flow_lists=_most(flows, True),
        list_offset=max(0, _most(offsets, _DEFAULT_STEP)),
        step=max(1, _most(steps, _DEFAULT_STEP)),
        item_style=_most(item_styles, style),
        key_styles={key: _most(counter, style) for key, counter in key_styles.items() if counter},
        key_flows=key_flows,
        key_sources=key_sources,
    )


def habits_near(node: YamlNode, habits: Habits) -> Habits:
    """The file's habits, but texts written as most of the values in the map ``node`` are."""
    styles: Counter[str] = Counter()
    for _key, value in node.pairs():
        _note_style(value, styles)
    if not styles:
        return habits
    style = _most(styles, "")
    return replace(habits, style=style, quote=style or habits.quote)


def _note_style(node: YamlNode, styles: Counter[str]) -> None:
    if node.kind != "scalar" or node.style in ("|", ">"):
        return
    # Numbers, dates and the words that stand for yes, no and nothing tell no habit.
    if node.style or (re.match(r"[^\W\d]", node.text) and node.text.lower() not in _WORDS):
        styles[node.style] += 1


def _most(counter: Counter[_T], default: _T) -> _T:
    return counter.most_common(1)[0][0] if counter else default


def _column(source: str, position: int) -> int:
    return position - max(source.rfind("\n", 0, position), source.rfind("\r", 0, position)) - 1


def flow_source(value: object, habits: Habits, *, item: bool = False) -> str:
    """Any value on one line, lists and maps in brackets."""
    if isinstance(value, Bare):
        return _bare_in_brackets(value.source, habits)
    if isinstance(value, Mapping):
        pairs = (
            f"{habits.key(str(key), flow=True)}: {flow_source(inner, habits.under(str(key)))}"
            for key, inner in value.items()
        )
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow_source(inner, habits, item=True) for inner in value) + "]"
    return scalar_source(value, habits.manner(flow=True, item=item))


def _bare_in_brackets(source: str, habits: Habits) -> str:
    """Bare source as it must stand in brackets, where commas and brackets end a plain value."""
    if not source.strip():
        return "null"  # an empty place would be no item at all
    if source[0] in "\"'[{&*!" or not _ENDS_IN_BRACKETS.search(source):
        return source
    return scalar_source(source, Manner("", habits.quote, flow=True))


def block_value(value: object, habits: Habits, column: int, *, item: bool = False) -> Written:
    """Any value below a key, or behind a dash, that stands at ``column``."""
    if isinstance(value, str) and "\n" in value:
        long = long_text(value, "|", column, habits.step)
        if long:
            return long
    if isinstance(value, Mapping) and value:
        if item:  # the first key stands behind the dash
            lines = map_lines(value, habits, column + 1 + habits.gap)
            return Written(lines[0].lstrip(" "), lines[1:])
        return Written("", map_lines(value, habits, column + habits.step))
    if isinstance(value, list) and value and not item and not _in_brackets(value, habits):
        return Written("", list_lines(value, habits, column + habits.list_offset))
    if isinstance(value, (Mapping, list)):
        return Written(flow_source(value, habits))
    if isinstance(value, Bare):
        return Written(value.source)
    if value is None and not item:
        return Written("")
    return Written(scalar_source(value, habits.manner(item=item)))


def _in_brackets(value: list[object], habits: Habits) -> bool:
    """Whether a new list stands in brackets: none of maps, which few people write so."""
    return habits.flow_lists and not any(isinstance(item, Mapping) and item for item in value)


def map_lines(value: Mapping[str, object], habits: Habits, column: int) -> tuple[str, ...]:
    """A map's lines with its keys at ``column``."""
    lines: list[str] = []
    for key, inner in value.items():
        written = block_value(inner, habits.under(str(key)), column)
        head = f"{' ' * column}{habits.key(str(key))}: {written.inline}"
        lines.append(head.rstrip(" "))
        lines += written.lines
    return tuple(lines)


def list_lines(value: list[object], habits: Habits, column: int) -> tuple[str, ...]:
    """A list's lines with its dashes at ``column``."""
    lines: list[str] = []
    for inner in value:
        written = block_value(inner, habits, column, item=True)
        lines.append(f"{' ' * column}-{' ' * habits.gap}{written.inline}".rstrip(" "))
        lines += written.lines
    return tuple(lines)


def long_text(
    value: str, style: str, column: int, step: int, width: int = 0, note: str = ""
) -> Written | None:
    """A text of several lines under ``|`` or ``>``; None where these can't say it.

    Args:
        value: The text.
        style: "|" or ">".
        column: Of the key or dash it belongs to.
        step: How far its lines stand right of that.
        width: For ">", where long lines are broken; 0 never breaks them.
        note: The rest of the header's line: a comment.
    """
    body = value.rstrip("\n")
    if not body.strip() or _NOT_IN_BLOCK.search(value):
        return None
    ends = len(value) - len(body)
    rows = body.split("\n")
    first = next(row for row in rows if row)
    indicator = str(step) if first[0] in " \t" else ""
    if style == ">":
        folded = _folded_rows(rows, width)
        if folded is None:
            style = "|"
        else:
            rows = folded
    header = style + indicator + ("-" if not ends else "+" if ends > 1 else "")
    margin = " " * (column + step)
    lines = [margin + row if row else "" for row in rows] + [""] * (ends - 1)
    return Written(header + note, tuple(lines))


def _folded_rows(rows: list[str], width: int) -> list[str] | None:
    """The lines that, folded, read as ``rows``; None where a line would not fold."""
    result: list[str] = []
    for number, row in enumerate(rows):
        if row[:1] in (" ", "\t"):
            return None  # lines further in are not folded at all
        if number:
            result.append("")
        if row:
            result += wrapped(row, width) if width else [row]
    return result


def wrapped(text: str, width: int) -> list[str]:
    """``text`` broken at single spaces into lines of at most ``width``, where that can be had."""
    words = re.split(r"(?<=\S) (?=\S)", text)
    lines = [words[0]]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) <= max(width, _LEAST_WIDTH):
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines
