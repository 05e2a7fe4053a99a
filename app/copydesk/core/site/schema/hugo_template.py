"""A Hugo archetype read without running it: what of its fields is certain before a post is made.

An archetype is a Go template; only what it makes is YAML, TOML or JSON. So each action in double
braces is first replaced by a word of ours, which stands in the values until it is told apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from copydesk.core.posts.frontmatter import read_frontmatter

# Parts of an action: texts and comments, which may hold braces themselves, and its end.
_PART = re.compile(
    r"""(?P<end>-?\}\})|/\*.{0,5000}?\*/|"(?:[^"\\\n]|\\.){0,1000}"|`[^`]{0,5000}`|.""", re.DOTALL
)
_LONGEST_ACTION = 10_000
# An action that writes nothing: a comment, a condition, a variable.
_SILENT = re.compile(
    r"/\*|(?:if|else|end|range|with|define|block|template|break|continue)\b|\$\w*\s*:?=|$"
)
_KEY_LINE = re.compile(
    r"""^(?P<quote>["']?)(?P<key>[A-Za-z_][\w.-]*)(?P=quote)\s*[:=]""", re.MULTILINE
)
_STARTS = {"---": "yaml", "+++": "toml", "{": "json"}
_MARK = re.compile(r"zqx(\d+)xqz")
_TITLE_CODE = re.compile(
    r"(?<!\w)\.(?:File\.)?(?:Name|BaseFileName|ContentBaseName|TranslationBaseName|LogicalName|Title)\b"
)
_MADE_TITLE = re.compile(r"\b(?:replace\w*|title|humanize|strings\.\w+)\b")
_DATE_CODE = re.compile(r"\.Date\b|\bnow\b|\btime\.Now\b")
_KIND_CODE = re.compile(r"\s*\.(?:Type|Section|Kind)\s*$")
_LAYOUT = re.compile(r"""[Ff]ormat\s*\(?\s*["`]([^"`]*)["`]""")
# Parts of a Go time layout that are of the clock.
_CLOCK = re.compile(r"15|\b0?3[:.]|04|05")
_MOST_ACTIONS = 2_000


@dataclass(frozen=True, slots=True)
class Made:
    """A value, or a part of one, that only the making of a post tells.

    Attributes:
        code: The action, without its braces.
    """

    code: str

    @property
    def is_date(self) -> bool:
        """Whether it is the moment the post is made."""
        return bool(_DATE_CODE.search(self.code))

    @property
    def has_time(self) -> bool:
        """Whether a date comes with the time of day: Hugo's own way of writing one does."""
        layout = _LAYOUT.search(self.code)
        return layout is None or bool(_CLOCK.search(layout[1]))

    def tag(self, key: str, section: str) -> str | None:
        """What a new post has here, as a tag or text; None where that can't be told.

        Args:
            key: Of the field.
            section: The post's.
        """
        if self.is_date:
            return "{{now}}"
        if _TITLE_CODE.search(self.code):
            titled = key.lower() == "title" or _MADE_TITLE.search(self.code)
            return "{{title}}" if titled else "{{slug}}"
        return section if _KIND_CODE.match(self.code) else None


@dataclass(frozen=True, slots=True)
class Archetype:
    """What an archetype says.

    Attributes:
        values: By key. A text may hold marks for what is made; see `parts_of`.
        made: What stands behind the marks, in order.
        line: Where it can't be read, 1-based; 0 where it can. Then only its keys are known.
    """

    values: dict[str, object]
    made: tuple[Made, ...]
    line: int = 0

    def parts_of(self, text: str) -> tuple[str | Made, ...]:
        """A text of a value, in plain parts and parts that are made."""
        pieces: list[str | Made] = []
        for at, piece in enumerate(_MARK.split(text)):
            if at % 2:
                number = int(piece)
                pieces.append(self.made[number] if number < len(self.made) else piece)
            elif piece:
                pieces.append(piece)
        return tuple(pieces)


def read_archetype(source: str) -> Archetype:
    """Reads an archetype as far as it goes; never raises.

    Args:
        source: The file's text.
    """
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    plain, made = _without_actions(source)
    plain = plain.lstrip()
    front = read_frontmatter(plain)
    if front.readable:
        return Archetype({k: v for k, v in front.data.items() if not _MARK.search(k)}, made)
    fatal = next(problem for problem in front.problems if problem.fatal)
    block = front.content.of(plain) if front.content is not None else ""
    keys = (found["key"] for found in _KEY_LINE.finditer(block))
    return Archetype(
        dict.fromkeys(key for key in keys if not _MARK.search(key)), made, fatal.line + 1
    )


def _without_actions(source: str) -> tuple[str, tuple[Made, ...]]:
    """The text with marks in the place of actions, and what the marks stand for."""
    made: list[Made] = []
    pieces: list[str] = []
    place = 0
    kind = ""
    while len(made) < _MOST_ACTIONS and (start := source.find("{{", place)) >= 0:
        code, end = _action(source, start)
        if code is None:  # Hugo reads no further either
            break
        pieces.append(source[place:start])
        place = end
        if _SILENT.match(code):
            # A line of nothing else leaves nothing behind.
            if not _line_before(pieces).strip() and source[place : place + 1] == "\n":
                place += 1
            continue
        kind = kind or _format_of(pieces)
        mark = f"zqx{len(made)}xqz"
        made.append(Made(code))
        quoted = kind in ("toml", "json") and not _in_quotes(_line_before(pieces))
        pieces.append(f'"{mark}"' if quoted else mark)
    pieces.append(source[place:])
    return "".join(pieces), tuple(made)


def _action(source: str, start: int) -> tuple[str | None, int]:
    """The code of the action that starts here, and where it ends; None where it doesn't."""
    place = start + 2
    while place < len(source) and place - start < _LONGEST_ACTION:
        found = _PART.match(source, place)
        if found is None:
            break
        if found["end"]:
            return source[start + 2 : found.start()].removeprefix("-").strip(), found.end()
        place = found.end()
    return None, start + 2


def _format_of(pieces: list[str]) -> str:
    start = "".join(pieces).lstrip()
    return next((name for mark, name in _STARTS.items() if start.startswith(mark)), "yaml")


def _line_before(pieces: list[str]) -> str:
    """What stands on the line so far."""
    line: list[str] = []
    for piece in reversed(pieces):
        head, newline, tail = piece.rpartition("\n")
        line.append(tail if newline else head or tail)
        if newline:
            break
    return "".join(reversed(line))


def _in_quotes(line: str) -> bool:
    """Whether a quote is open at the end of a line's beginning."""
    quote = ""
    escaped = False
    for sign in line:
        if escaped:
            escaped = False
        elif sign == "\\" and quote == '"':
            escaped = True
        elif quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
    return bool(quote)
