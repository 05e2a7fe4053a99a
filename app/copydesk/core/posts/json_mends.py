"""Says what is wrong in a block that is no JSON, and offers what puts it right.

The block is read once more by a reader that forgives the usual slips and notes each with what would
mend it. The mends are offered, all as one, only if the block can then be read as fields.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from copydesk.core.posts.json_text import Letters
from copydesk.core.posts.json_tree import JsonNode, JsonReader, JsonShapeError, read_json
from copydesk.core.posts.problems import Problem
from copydesk.core.posts.yaml_tree import TooMuchError
from copydesk.core.text.edits import TextEdit, apply_edits
from copydesk.core.text.positions import Span, line_at, line_starts

_SPACE = re.compile(r"[ \t\r\n]+")
# White space that comes along when text is copied from a page.
_ODD_SPACE = re.compile(
    "[\x0b\x0c\x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]+"
)
_COMMENT = re.compile(r"(?://|#)[^\r\n]*|/\*(?:[^*]|\*(?!/))*+\*/")
_LINE_END = re.compile(r"\r\n|\n|\r")
_ENDS_WELL = re.compile(r"[ \t]*(?:[,:}\]\r\n\"=]|//|/\*|#|\Z)")
_NAME = re.compile(r"[A-Za-z_$][\w$-]*(?: [\w-]+){0,3}(?=[ \t]*[:=])")
_QUOTED = re.compile(
    r"'(?P<single>[^\r\n]*?)'(?=[ \t]*(?:[,:}\]\r\n]|//|\Z))"
    r"|[“”](?P<double>[^“”\"\r\n]*)[“”\"]"
    r"|[‘’](?P<curly>[^\"\r\n]*?)[‘’](?=[ \t]*(?:[,:}\]\r\n]|\Z))"
)
_WORDS = {
    "True": "true", "TRUE": "true", "False": "false", "FALSE": "false", "None": "null",
    "Null": "null", "NULL": "null", "nil": "null", "undefined": "null",
}  # fmt: skip
_WORD = re.compile(rf"(?:{'|'.join(_WORDS)})(?=[ \t]*(?:[,}}\]\r\n]|//|\Z))")
_UNQUOTED = re.compile(r"[^\s,{}\[\]\"'“”‘’:/#][^\r\n,{}\[\]\"“”]*")
# It may be text or not: nobody can be certain.
_DOUBTFUL = re.compile(
    r"(?i:yes|no|on|off)|[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d*)?|0[xXoObB][\da-fA-F]+"
)
# Beyond that it was hardly meant for JSON, and looking on takes its time.
_MOST_SLIPS = 1_000
_ROW = re.compile(r"[^\r\n]*")
_CLOSED = re.compile(r'"(?P<inside>.*)"[ \t]*,?[ \t]*(?:[}\]][ \t]*,?[ \t]*)?')
_UNCLOSED = re.compile(r'"(?P<inside>[^"]*?)[ \t]*,?[ \t]*')
_BAD_ESCAPE = re.compile(r'\\(?P<good>["\\/bfnrt]|u[0-9a-fA-F]{4})?')
_SIGNS = re.compile(r'(?P<escape>\\.)|"|[\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class _Slip:
    """One slip, and the edit of the block's source that mends it."""

    edit: TextEdit
    sentence: str
    next_step: str
    label: str


def json_problem(head: str, content: Span, at: int, *, braced: bool) -> Problem:
    """What is wrong with the block between the fences of ``head``.

    Args:
        head: The text up to the block's end.
        content: The block.
        at: Where in it strict reading broke off.
        braced: Whether it is meant to have its braces.
    """
    source = content.of(head)
    reader = _SlipReader(source)
    mendable = True
    try:
        reader.read(braced=braced)
    except (JsonShapeError, TooMuchError):
        mendable = False
    slips = sorted(reader.slips, key=lambda slip: (slip.edit.start, slip.edit.end))
    edits = tuple(slip.edit for slip in slips)
    if slips and not mendable and len(slips) == _MOST_SLIPS:
        return _problem(
            head, content.start + slips[0].edit.start, slips[0].sentence, slips[0].next_step
        )
    if not slips or not (mendable and _reads(source, edits, braced=braced)):
        return _problem(
            head,
            content.start + at,
            "The fields can’t be read: this line is not valid JSON.",
            "Each field is a name in double quotes, a colon and a value, with a comma between two.",
        )
    first = slips[0]
    several = len({slip.label for slip in slips}) > 1
    return _problem(
        head,
        content.start + first.edit.start,
        first.sentence,
        first.next_step,
        tuple(TextEdit(e.start + content.start, e.end + content.start, e.new) for e in edits),
        "Correct all slips" if several else first.label,
    )


def _problem(
    head: str,
    position: int,
    sentence: str,
    next_step: str,
    mend: tuple[TextEdit, ...] = (),
    label: str = "",
) -> Problem:
    starts = line_starts(head)
    line = line_at(starts, position)
    end = starts[line + 1] if line + 1 < len(starts) else len(head)
    return Problem(sentence, next_step, Span(starts[line], end), line, mend, label)


def _reads(source: str, edits: tuple[TextEdit, ...], *, braced: bool) -> bool:
    try:
        root = read_json(apply_edits(source, edits), braced=braced)
    except (JsonShapeError, TooMuchError, ValueError):
        return False
    return root.kind == "map"


class _SlipReader(JsonReader):
    """Reads what people write for JSON, and notes each slip on the way."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.slips: list[_Slip] = []
        self._comma = 0

    def _slip(
        self, start: int, end: int, new: str, sentence: str, next_step: str, label: str
    ) -> None:
        if len(self.slips) == _MOST_SLIPS:
            raise TooMuchError
        self.slips.append(_Slip(TextEdit(start, end, new), sentence, next_step, label))

    def space(self) -> None:
        while True:
            if found := _SPACE.match(self.source, self.at):
                self.at = found.end()
            elif found := _ODD_SPACE.match(self.source, self.at):
                self._slip(
                    *found.span(),
                    " ",
                    "There is a space of a kind that JSON does not know.",
                    "Use an ordinary one.",
                    "Use an ordinary space",
                )
                self.at = found.end()
            elif found := _COMMENT.match(self.source, self.at):
                self._comment(*found.span())
                self.at = found.end()
            else:
                return

    def _comment(self, start: int, end: int) -> None:
        line = max(self.source.rfind("\n", 0, start), self.source.rfind("\r", 0, start)) + 1
        behind = _LINE_END.match(self.source, end)
        first = start - len(self.source[line:start]) + len(self.source[line:start].rstrip(" \t"))
        if first == line and behind:
            end = behind.end()
        self._slip(
            first,
            end,
            "",
            "There is a comment, which JSON does not know.",
            "Remove it.",
            "Remove the comments",
        )

    def key(self) -> JsonNode:
        text = self.text_at(self.at)
        if text is not None:
            return text
        found = _NAME.match(self.source, self.at)
        if found is None:
            return self.not_json()
        self._slip(
            *found.span(),
            f'"{found.group()}"',
            f"The name “{found.group()[:60]}” has no quotes around it.",
            "Put names in double quotes.",
            "Put the names in quotes",
        )
        self.at = found.end()
        return JsonNode("text", *found.span(), found.group())

    def colon(self) -> None:
        if self.source.startswith("=", self.at):
            self._slip(
                self.at,
                self.at + 1,
                ":",
                "There is an equals sign between a name and its value.",
                "Put a colon there.",
                "Put colons",
            )
            self.at += 1
            return
        super().colon()

    def text_at(self, start: int) -> JsonNode | None:
        if not self.source.startswith('"', start):
            return self._other_quotes(start)
        text = super().text_at(start)
        if text is not None and _ENDS_WELL.match(self.source, text.end):
            return text
        return self._odd_text(start) or text

    def _other_quotes(self, start: int) -> JsonNode | None:
        found = _QUOTED.match(self.source, start)
        if found is None:
            return None
        inside = found[found.lastgroup or 0].replace("\\'", "'")
        self._slip(
            *found.span(),
            f'"{_escaped(inside)}"',
            "There are quotes of a kind that JSON does not know.",
            "Use straight double quotes.",
            "Use double quotes",
        )
        self.at = found.end()
        return JsonNode("text", *found.span(), inside)

    def _odd_text(self, start: int) -> JsonNode | None:
        """A text with quotes or backslashes inside, or without its closing quote."""
        row = _ROW.match(self.source, start)
        line = row.group() if row else ""
        closed = _CLOSED.fullmatch(line)
        if closed and not re.search(r'"[ \t]*[,:]', closed["inside"]):
            inside = closed["inside"]
            self.at = start + len(inside) + 2
            quotes = '"' in re.sub(r"\\.", "", inside)
            self._slip(
                start + 1,
                self.at - 1,
                _escaped(inside),
                "A text has quotes inside its quotes."
                if quotes
                else "A text has a backslash or an invisible character that JSON does not know.",
                "Put a backslash before it.",
                "Mend the quotes" if quotes else "Mend the text",
            )
            return JsonNode("text", start, self.at, inside)
        unclosed = _UNCLOSED.fullmatch(line)
        if unclosed and unclosed["inside"].strip():
            inside = unclosed["inside"]
            self.at = start + 1 + len(inside)
            self._slip(
                start + 1,
                self.at,
                _escaped(inside) + '"',
                "The quote that opens a text is never closed.",
                "Close it with a double quote.",
                "Close the quote",
            )
            return JsonNode("text", start, self.at, inside)
        return None

    def bare(self) -> JsonNode:
        start = self.at
        if found := _WORD.match(self.source, start):
            self._slip(
                *found.span(),
                _WORDS[found.group()],
                f"“{found.group()}” is not how JSON says it.",
                f"Write “{_WORDS[found.group()]}”.",
                f"Write “{_WORDS[found.group()]}”",
            )
            self.at = found.end()
            return JsonNode("bare", *found.span())
        try:
            return super().bare()
        except JsonShapeError:
            found = _UNQUOTED.match(self.source, start)
            if found is None or _DOUBTFUL.fullmatch(found.group().rstrip()):
                raise
        words = found.group().rstrip()
        self.at = start + len(words)
        self._slip(
            start,
            self.at,
            Letters().text_source(words),
            f"The value “{words[:60]}” has no quotes around it.",
            "Put texts and dates in double quotes.",
            "Put it in quotes",
        )
        return JsonNode("text", start, self.at, words)

    def comma(self, node: JsonNode) -> None:
        end = node.items[-1].end
        if self.source.startswith(",", self.at):
            self._comma = self.at
            self.at += 1
            self.space()
            if self.source.startswith(",", self.at):
                self._remove_comma(self.at, "There are two commas where one is enough.")
                self.at += 1
            return
        if self.at == end or self.source[self.at : self.at + 1] in ("", "}", "]", ":", "="):
            self.not_json()
        self._slip(
            end,
            end,
            ",",
            "There is no comma between this and what follows.",
            "Put a comma between the two.",
            "Add the comma",
        )

    def spare_comma(self) -> None:
        self._remove_comma(
            self._comma, "There is a comma after the last field or item, which JSON does not allow."
        )

    def _remove_comma(self, at: int, sentence: str) -> None:
        self._slip(at, at + 1, "", sentence, "Remove the comma.", "Remove the comma")


def _escaped(inside: str) -> str:
    """What stands between quotes, with what may not stand there as it is behind a backslash."""
    sound = _BAD_ESCAPE.sub(lambda m: m.group() if m["good"] else "\\\\", inside)
    return _SIGNS.sub(
        lambda m: m.group() if m["escape"] else Letters().text_source(m.group())[1:-1], sound
    )
