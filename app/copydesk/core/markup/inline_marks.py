"""Words removed and added, marked within one paragraph of HTML."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml.html import HtmlElement, tostring

from copydesk.core.text.words import changed_runs, tokens

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from copydesk.core.text.matching import Budget

# Inline elements that are one thing: a picture, a tick box, what stands in a picture's place.
_ATOMS = frozenset({"img", "br", "input", "wbr", "hr"})
_ATOM_CLASSES = frozenset({"remote-image", "missing-image", "embed"})
# What only colours code; nothing that a writer did.
_PLAIN = frozenset({"span", "font"})


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, or an atom, and the inline elements around it, outermost first."""

    text: str
    around: tuple[HtmlElement, ...]
    atom: HtmlElement | None = None


def mark_words(old: HtmlElement, new: HtmlElement, budget: Budget, *, force: bool = False) -> bool:
    """Makes ``new`` show its own words and, struck, those that only ``old`` has.

    Words set otherwise, or that lead elsewhere, have changed. Returns False, with nothing changed,
    where next to nothing is alike; with ``force`` all is marked then.
    """
    preformatted = new.tag == "pre"
    before, after = _words(old, ()), _words(new, ())
    runs = changed_runs(
        [word.text for word in before],
        [word.text for word in after],
        keys=(_keys(before, preformatted), _keys(after, preformatted)),
        budget=budget,
    )
    if runs is None and not force:
        return False
    if runs is None:
        runs = [(0, len(before), 0, len(after))]
    writer = _Writer(new)
    reached = 0
    for a, a_end, b, b_end in runs:
        writer.write(after[reached:b])
        writer.write(before[a:a_end], "del")
        writer.write(after[b:b_end], "ins")
        reached = b_end
    writer.write(after[reached:])
    return True


def run_words(element: HtmlElement, mark: str) -> None:
    """Marks all words of an element."""
    words = _words(element, ())
    _Writer(element).write(words, mark)


def _words(element: HtmlElement, around: tuple[HtmlElement, ...]) -> list[_Word]:
    result = [_Word(token, around) for token in tokens(element.text or "")]
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if child.tag in _ATOMS or _ATOM_CLASSES & set(child.classes):
            result.append(_Word("\ufffc", around, child))
        else:
            result += _words(child, (*around, child))
        result += [_Word(token, around) for token in tokens(child.tail or "")]
    return result


def _keys(words: Sequence[_Word], preformatted: bool) -> list[Hashable]:
    return [
        (
            word.text if preformatted or not word.text.isspace() else " ",
            () if preformatted else _setting(word),
            _source(word.atom),
        )
        for word in words
    ]


def _setting(word: _Word) -> tuple[tuple[str, str | None], ...]:
    if word.text.isspace():
        return ()
    return tuple(
        (str(element.tag), element.get("href"))
        for element in word.around
        if element.tag not in _PLAIN
    )


def _kind(element: HtmlElement) -> dict[str, str]:
    return {key: value for key, value in element.attrib.items() if key not in ("id", "data-line")}


def _source(atom: HtmlElement | None) -> str:
    if atom is None:
        return ""
    source: str = tostring(atom, encoding="unicode", with_tail=False)
    return source


class _Writer:
    """Writes an element's content anew, word by word."""

    def __init__(self, element: HtmlElement) -> None:
        self._root = element
        # Copies are opened in the place of the elements around a word; these are open now.
        self._open: list[tuple[HtmlElement, HtmlElement]] = []
        self._mark: HtmlElement | None = None
        self._seen: set[HtmlElement] = set()
        for child in list(element):
            element.remove(child)
        element.text = None

    def write(self, words: Sequence[_Word], mark: str = "") -> None:
        """Adds words, all of them marked or none."""
        for word in words:
            self._go_to(word.around, mark)
            place = self._mark
            if place is None:
                place = self._open[-1][1] if self._open else self._root
            if word.atom is not None:
                copied = deepcopy(word.atom)
                copied.tail = None
                place.append(copied)
            elif len(place):
                place[-1].tail = (place[-1].tail or "") + word.text
            else:
                place.text = (place.text or "") + word.text
        self._mark = None

    def _go_to(self, around: tuple[HtmlElement, ...], mark: str) -> None:
        """Closes what the word does not stand in, opens what it does, and its mark."""
        common = 0
        for (opened, _), wanted in zip(self._open, around, strict=False):
            if opened is not wanted and (opened.tag, _kind(opened)) != (wanted.tag, _kind(wanted)):
                break
            common += 1
        if common < len(self._open) or common < len(around):
            self._mark = None
        del self._open[common:]
        for element in around[common:]:
            copied = element.makeelement(element.tag, dict(element.attrib))
            if element in self._seen or mark == "del":
                copied.attrib.pop("id", None)  # it stands once in a page
            self._seen.add(element)
            (self._open[-1][1] if self._open else self._root).append(copied)
            self._open.append((element, copied))
        if mark and self._mark is None:
            self._mark = self._root.makeelement(mark)
            (self._open[-1][1] if self._open else self._root).append(self._mark)
