"""Names in headlines, where capitals tell nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.review.tracing.name_forms import NameFound, numbered_name, parts_of
from copydesk.core.review.tracing.word_lists import words
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from copydesk.core.review.tracing.name_knowledge import Knowledge
    from copydesk.core.review.tracing.name_text import Word


class Headlines:
    """Names in texts whose words nearly all have capitals: only those known from elsewhere."""

    def __init__(self, names: Sequence[tuple[str, ...]], knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._first: dict[str, list[tuple[str, ...]]] = {}
        for parts in dict.fromkeys(names):
            for known in {parts, *((part,) for part in parts if len(parts) > 1)}:
                if len(known) > 1 or self._tells(known[0]):
                    self._first.setdefault(known[0], []).append(known)
        for known_names in self._first.values():
            known_names.sort(key=len, reverse=True)

    def _tells(self, part: str) -> bool:
        return part not in self._knowledge.common or self._knowledge.has_alone(part)

    def names_in(self, text: str, found: Sequence[Word]) -> Iterator[NameFound]:
        """The names of a headline, in order."""
        index = 0
        while index < len(found):
            piece = self._longest(found, index) or self._unknown(found, index)
            if not piece:
                index += 1
                continue
            name = numbered_name(text, piece)
            yield name or NameFound(Span(piece[0].start, piece[-1].end), parts_of(piece))
            index += len(piece)

    def _longest(self, found: Sequence[Word], index: int) -> list[Word]:
        if not found[index].capital:
            return []
        for known in self._first.get(found[index].norm, ()):
            piece: list[Word] = []
            at = index
            for part in known:
                while at < len(found) and piece and not found[at].capital and found[at].joint:
                    piece.append(found[at])
                    at += 1
                if at >= len(found) or found[at].norm != part or (piece and not found[at].joint):
                    break
                piece.append(found[at])
                at += 1
            else:
                return piece
        return []

    def _unknown(self, found: Sequence[Word], index: int) -> list[Word]:
        """Words that no dictionary has: names, though not known ones."""
        piece: list[Word] = []
        while index < len(found):
            word = found[index]
            strange = (
                word.capital and len(word.norm) > 3 and word.norm not in self._knowledge.common
            )
            if not strange or word.norm in words("not-names") | words("nationalities"):
                break
            if piece and not word.joint:
                break
            piece.append(word)
            index += 1
        return piece
