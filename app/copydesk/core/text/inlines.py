"""What stands inside one line of Markdown: emphasis, code, links. For colours and for commands.

This is for the eye of whoever writes, on one line at a time; the preview has the real parser.
It is linear in the length of the line, whatever stands there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

InlineKind = Literal["strong", "em", "strike", "code", "link", "image", "url", "html"]

# A line longer than this is data; it is shown without colours. The longest line of prose among
# real posts has some 5,000 characters.
LONGEST_LINE = 10_000

_TOKEN = re.compile(
    r"\\[!-/:-@\[-`{-~]|`+|\*+|_+|~~|!?\[|\]|<[^<>]{1,400}>|\{\{[<%][^{}]{0,400}\}\}|https?://[^\s<>]{1,400}"
)
_TARGET = re.compile(
    r"""\([ ]?(?:<[^<>]{0,900}>|(?:[^()\s\\]|\\.|\([^()\s]{0,400}\)){0,900})"""
    r"""(?:[ ]+(?:"[^"]{0,400}"|'[^']{0,400}'|\([^()]{0,400}\)))?[ ]?\)|\[[^\[\]]{0,200}\]"""
)
_AUTOLINK = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]+@[^\s<>@]+)>")
_HTML = re.compile(r"<(?:/?[A-Za-z][^<>]*|!--.*)>")


@dataclass(frozen=True, slots=True)
class Inline:
    """One stretch of a line; between the outer and the inner positions stand its marks."""

    kind: InlineKind
    start: int
    inner_start: int
    inner_end: int
    end: int


@dataclass(slots=True)
class _Run:
    character: str
    start: int
    end: int
    opens: bool
    closes: bool


def inlines(line: str, start: int = 0) -> tuple[Inline, ...]:
    """The inlines of a line from ``start`` on, by their start, the outer ones first."""
    if len(line) > LONGEST_LINE:
        return ()
    found: list[Inline] = []
    runs: list[_Run] = []
    brackets: list[re.Match[str]] = []
    backticks: dict[int, list[int]] | None = None
    position = start
    while token := _TOKEN.search(line, position):
        position = token.end()
        first = line[token.start()]
        if first == "`":
            if backticks is None:
                backticks = _backticks(line, token.start())
            if inline := _code(token, backticks):
                found.append(inline)
                position = inline.end
        elif first in "*_~":
            runs.append(_run(line, token))
        elif first in "![":
            brackets.append(token)
        elif first == "]" and brackets:
            opener = brackets.pop()
            target = _TARGET.match(line, position)
            if target:
                found.append(_link(opener, token, target))
                position = target.end()
        elif first in "<{h":
            found.extend(_angled(token))
    found.extend(_emphasis(runs))
    return tuple(sorted(found, key=lambda inline: (inline.start, -inline.end)))


def _backticks(line: str, start: int) -> dict[int, list[int]]:
    """The starts of runs of backticks by their length, last first."""
    table: dict[int, list[int]] = {}
    for match in re.finditer("`+", line[start:]):
        table.setdefault(len(match.group()), []).append(match.start() + start)
    for starts in table.values():
        starts.reverse()
    return table


def _code(token: re.Match[str], backticks: dict[int, list[int]]) -> Inline | None:
    length = token.end() - token.start()
    starts = backticks.get(length, [])
    while starts and starts[-1] <= token.start():
        starts.pop()
    if not starts:
        return None
    close = starts.pop()
    return Inline("code", token.start(), token.end(), close, close + length)


def _run(line: str, token: re.Match[str]) -> _Run:
    """A run of marks with what it may do; CommonMark 0.31.2, section 6.2, simplified."""
    before = line[token.start() - 1 : token.start()]
    after = line[token.end() : token.end() + 1]
    opens, closes = not _is_space(after), not _is_space(before)
    if token.group()[0] == "_":  # not inside a word
        opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
    elif opens and closes:
        # Before a word and after a mark it opens, the other way round it closes.
        if not _is_word(after) and _is_word(before):
            opens = False
        elif not _is_word(before) and _is_word(after):
            closes = False
    return _Run(token.group()[0], token.start(), token.end(), opens, closes)


def _is_space(character: str) -> bool:
    return not character or character.isspace()


def _is_word(character: str) -> bool:
    return character.isalnum() or character > "\x7f"


def _link(opener: re.Match[str], token: re.Match[str], target: re.Match[str]) -> Inline:
    kind: InlineKind = "image" if opener.group() == "![" else "link"
    return Inline(kind, opener.start(), opener.end(), token.start(), target.end())


def _angled(token: re.Match[str]) -> Iterator[Inline]:
    text, start, end = token.group(), token.start(), token.end()
    if text[0] == "h":
        end = start + len(text.rstrip(".,;:!?'\")*_~"))
        yield Inline("url", start, start, end, end)
    elif _AUTOLINK.fullmatch(text):
        yield Inline("url", start, start + 1, end - 1, end)
    elif text[0] == "{" or _HTML.fullmatch(text):
        yield Inline("html", start, start, end, end)


def _emphasis(runs: list[_Run]) -> Iterator[Inline]:
    """Pairs what opens with what closes; each run is looked at a bounded number of times."""
    open_runs: dict[str, list[_Run]] = {"*": [], "_": [], "~": []}
    for run in runs:
        stack = open_runs[run.character]
        while run.closes and stack and run.end > run.start:
            opener = stack[-1]
            # What was opened by the other characters in between can't reach over this pair.
            for other, waiting in open_runs.items():
                while other != run.character and waiting and waiting[-1].start > opener.start:
                    waiting.pop()
            width = 2 if min(opener.end - opener.start, run.end - run.start) >= 2 else 1
            kind: InlineKind = "strike" if run.character == "~" else "strong"
            if width == 1:
                kind = "em"
            yield Inline(kind, opener.end - width, opener.end, run.start, run.start + width)
            opener.end -= width
            run.start += width
            if opener.end <= opener.start:
                stack.pop()
        if run.opens and run.end > run.start:
            stack.append(run)
