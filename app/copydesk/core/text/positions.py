"""Positions in a text, and the one map between them and Qt's.

A position is a 0-based count of code points into the exact text of a file, line ends included as
they stand there. Lines end at CR LF, LF or CR, as in CommonMark 0.31.2, section 2.1; not at
U+2028, U+000B and the others of ``str.splitlines``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_LINE_END = re.compile(r"\r\n|\n|\r")
# What QTextDocument takes for the end of a paragraph besides "\n" and "\r", and what gets lost on
# the way between QString and str, a leading U+FEFF and a lone surrogate: shown as stand-ins of the
# same one unit.
_QT_BREAKS = {"\u2029": "\ue029", "\ufdd0": "\ue030", "\ufdd1": "\ue031", "\ufeff": "\ue0ff"}
_SURROGATES = {chr(code): chr(code + 0x1000) for code in range(0xD800, 0xE000)}
_TO_QT = str.maketrans(_QT_BREAKS | _SURROGATES)
_FROM_QT = {stand_in: real for real, stand_in in (_QT_BREAKS | _SURROGATES).items()}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The half-open range ``start <= position < end``, in code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The part of ``text`` that the span covers."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> Span:
        """The same span ``by`` positions further on."""
        return Span(self.start + by, self.end + by)


def line_starts(text: str) -> list[int]:
    """The position at which each line starts; always at least ``[0]``."""
    return [0, *(match.end() for match in _LINE_END.finditer(text))]


def line_at(starts: list[int], position: int) -> int:
    """The 0-based line that holds ``position``, by the result of ``line_starts``."""
    return bisect_right(starts, position) - 1


def line_span(text: str, starts: list[int], line: int) -> Span:
    """The span of a 0-based line without its line end."""
    start = starts[line]
    end = starts[line + 1] if line + 1 < len(starts) else len(text)
    while end > start and text[end - 1] in "\r\n":
        end -= 1
    return Span(start, end)


def newline_near(text: str, position: int) -> str:
    r"""The line end for a new line at ``position``: its neighbour's before it, else after.

    A text without any line end gives ``"\n"``.
    """
    feed = text.rfind("\n", 0, position)
    before = max(feed, text.rfind("\r", feed + 1, position))
    if before >= 0:
        if text[before] == "\r":
            return "\r\n" if text[before + 1 : before + 2] == "\n" else "\r"
        return "\r\n" if before and text[before - 1] == "\r" else "\n"
    after = _LINE_END.search(text, position)
    return after.group() if after else "\n"


class QtMap:
    r"""Maps positions of one exact text to those of the QTextDocument that shows it, and back.

    Qt counts UTF-16 units and holds every line end as one unit. A text without ``\r`` and without
    characters above U+FFFF has the same positions in both, which costs nothing.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._plain = "\r" not in text and not _has_astral(text)
        self._starts: list[int] | None = None
        self._qt_starts: list[int] | None = None

    @staticmethod
    def shown(text: str) -> str:
        """``text`` as a QTextDocument is to be given it: one unit a line end, no false breaks."""
        if "\r" in text:
            text = _LINE_END.sub("\n", text)
        # Looking for them costs a twentieth of what translating does.
        if text.isascii() or not (
            any(real in text for real in _QT_BREAKS) or _has_surrogates(text)
        ):
            return text
        return text.translate(_TO_QT)

    @staticmethod
    def typed(raw: str, newline: str, text: str | None = None) -> str:
        """What ``raw``, from ``QTextDocument.toRawText`` or a cursor's selection, stands for.

        Args:
            raw: A piece of Qt's own text, in which a line end is U+2029.
            newline: What a line end becomes.
            text: What was shown before: only what it holds can a stand-in stand for. None takes
                every stand-in for one.
        """
        if raw.isascii():
            return raw if newline == "\n" else raw.replace("\n", newline)
        restored = {
            ord(stand_in): _FROM_QT[stand_in]
            for stand_in in set(raw) & _FROM_QT.keys()
            if text is None or _FROM_QT[stand_in] in text
        }
        return newline.join(re.split("[\u2029\n]", raw)).translate(restored)

    def _tables(self) -> tuple[list[int], list[int]]:
        if self._starts is None or self._qt_starts is None:
            self._starts = line_starts(self._text)
            self._qt_starts = [0]
            total = 0
            for line in _LINE_END.split(self._text):
                total += _utf16_length(line) + 1
                self._qt_starts.append(total)
            self._qt_starts.pop()
        return self._starts, self._qt_starts

    def to_qt(self, position: int) -> int:
        """Qt's position of a code point position; inside CR LF, that of the line's end."""
        if self._plain:
            return position
        starts, qt_starts = self._tables()
        line = line_at(starts, position)
        end = line_span(self._text, starts, line).end
        return qt_starts[line] + _utf16_length(self._text[starts[line] : min(position, end)])

    def from_qt(self, qt_position: int) -> int:
        """The code point position of Qt's; inside a surrogate pair, that before the pair."""
        if self._plain:
            return qt_position
        starts, qt_starts = self._tables()
        line = line_at(qt_starts, qt_position)
        span = line_span(self._text, starts, line)
        units = qt_position - qt_starts[line]
        return min(span.start + _code_points(span.of(self._text), units), span.end)


def _has_surrogates(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _has_astral(text: str) -> bool:
    # Encoding runs in C: 1 ms a megabyte where max() takes 20.
    return not text.isascii() and len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)


def _utf16_length(text: str) -> int:
    if text.isascii():
        return len(text)
    return len(text) + sum(character > "\uffff" for character in text)


def _code_points(line: str, units: int) -> int:
    if line.isascii():
        return units
    seen = 0
    for count, character in enumerate(line):
        seen += 2 if character > "\uffff" else 1
        if seen > units:
            return count
    return len(line)


def utf16_offsets(line: str) -> list[int] | None:
    """Where each code point of a line, and its end, is in UTF-16 units; None where they are equal.

    For many positions of one short line; for one of a long text see `QtMap`.
    """
    if line.isascii() or not _has_astral(line):
        return None
    offsets = [0]
    for character in line:
        offsets.append(offsets[-1] + (2 if character > "\uffff" else 1))
    return offsets


def utf16_length(text: str) -> int:
    """The length of a text without line ends, in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def code_points(text: str, start: int, units: int) -> int:
    """The position that lies ``units`` of Qt after ``start``; inside a pair, that before it.

    A line end, CR LF too, is one unit. The walk is over what is passed only.
    """
    piece = text[start : start + 2 * units]
    if "\r" not in piece[: units + 1] and not _has_astral(piece[:units]):
        return min(start + units, len(text))
    seen = position = 0
    while seen < units and position < len(piece):
        width = 2 if piece[position] > "\uffff" else 1
        if seen + width > units:
            break
        seen += width
        position += 2 if piece.startswith("\r\n", position) else 1
    return start + position
