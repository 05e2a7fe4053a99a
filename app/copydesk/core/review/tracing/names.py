"""Traces the names of a draft to its sources: persons, places, bodies, laws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.review.tracing.claim import Claim, ClaimKind, Place, Verdict
from copydesk.core.review.tracing.name_forms import NameFound, names_in
from copydesk.core.review.tracing.name_headlines import Headlines
from copydesk.core.review.tracing.name_index import (
    KNOWN_LONG,
    KNOWN_SHORT,
    SourceName,
    SourceWords,
    alone_otherwise,
    expansions,
    spelt_otherwise,
)
from copydesk.core.review.tracing.name_knowledge import Knowledge
from copydesk.core.review.tracing.name_text import ReadText, prose_words
from copydesk.core.review.tracing.word_lists import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.review.tracing.context import IndexedSource, TracingContext

Parts = tuple[str, ...]
_Judged = tuple[Verdict, Place | None]
_SHORTEST_ACRONYM = 3
_SHORTEST_PLURAL = 5


def trace_names(context: TracingContext) -> Iterator[Claim]:
    """A claim for every mention of a name in the draft."""
    texts = [
        ReadText(run.text, run.kind in ("title", "heading"), run.kind == "cell" or bool(run.within))
        for run in context.runs
    ]
    theirs = [ReadText(source.text, prose=True) for source in context.sources]
    ours = [text.words for text in texts if not text.in_capitals]
    knowledge = Knowledge([*ours, *map(prose_words, theirs)])
    tracer = _Names(context, texts, theirs, knowledge)
    for run, names in zip(context.runs, tracer.found, strict=True):
        for name in names:
            span = run.span(name.span.start, name.span.end)
            verdict, place = tracer.judge(name.parts)
            text = span.of(context.draft)
            yield Claim(
                ClaimKind.NAME, text, span, verdict, place, sentence=_sentence(verdict, place, text)
            )


def _sentence(verdict: Verdict, place: Place | None, text: str) -> str:
    if verdict is Verdict.ALTERED and place:
        return f"The source spells it “{' '.join(place.text.split())}”."
    if verdict is Verdict.NOT_FOUND:
        return f"No source names {' '.join(text.split())}."
    return ""


class _Names:
    """The names of one draft and its sources, each judged once."""

    def __init__(
        self,
        context: TracingContext,
        texts: list[ReadText],
        theirs: list[ReadText],
        knowledge: Knowledge,
    ) -> None:
        self._knowledge = knowledge
        self._sources = [
            SourceWords(source, text.words)
            for source, text in zip(context.sources, theirs, strict=True)
        ]
        self._theirs: dict[Parts, SourceName] = {}
        for source, text in zip(context.sources, theirs, strict=True):
            self._read_source(source, text)
        # "Rural Development Ministry" is the Ministry of Rural Development.
        self._turned = {tuple(sorted(parts)): name for parts, name in self._theirs.items()}
        self.found = self._read_draft(texts)
        self._short: dict[str, Parts] = {}
        self._long: dict[Parts, str] = {}
        for text in (*theirs, *texts):
            for letters, parts in expansions(text.text, text.words):
                self._short.setdefault(letters, parts)
                self._long.setdefault(parts, letters)
        self._whole = [name.parts for names in self.found for name in names if len(name.parts) > 1]
        self._judged: dict[Parts, _Judged] = {}

    def _read_source(self, source: IndexedSource, text: ReadText) -> None:
        for name in names_in(text.text, text.words, self._knowledge):
            place = source.place(name.span.start, name.span.end)
            self._theirs.setdefault(name.parts, SourceName(name.parts, place))

    def _read_draft(self, texts: list[ReadText]) -> list[tuple[NameFound, ...]]:
        body = {
            id(text): tuple(names_in(text.text, text.words, self._knowledge))
            for text in texts
            if not text.in_capitals
        }
        known = [name.parts for names in body.values() for name in names]
        headlines = Headlines([*known, *self._theirs], self._knowledge)
        return [
            tuple(headlines.names_in(text.text, text.words)) if text.in_capitals else body[id(text)]
            for text in texts
        ]

    def judge(self, parts: Parts) -> _Judged:
        """Whether a source has a name, and where."""
        judged = self._judged.get(parts)
        if judged is None:
            judged = self._judged[parts] = self._judge(parts)
        return judged

    def _judge(self, parts: Parts) -> _Judged:
        place = self._find(parts) or self._find_otherwise(parts)
        if place:
            return Verdict.VERBATIM, place
        if len(parts) == 1:
            # A surname is as right as the whole name that the draft has.
            for whole in self._whole:
                if parts[0] in whole:
                    return self.judge(whole)
        near = self._near(parts)
        if near:
            return Verdict.ALTERED, near.place
        bare = self._without_role(parts)
        return self.judge(bare) if bare else (Verdict.NOT_FOUND, None)

    def _without_role(self, parts: Parts) -> Parts:
        """A name without the common words before it: "Health Activist Dinesh Thakur"."""
        bare = parts
        while len(bare) > 1 and bare[0] in self._knowledge.common:
            if bare[0] in words("of-places") or bare[0] in words("given"):
                return ()
            bare = bare[1:]
        return bare if 1 < len(bare) < len(parts) else ()

    def _find(self, parts: Parts) -> Place | None:
        found = (source.find(parts) for source in self._sources)
        return next((place for place in found if place), None)

    def _find_otherwise(self, parts: Parts) -> Place | None:
        """In the plural; by what a short form stands for, or by the short form."""
        if len(parts) > 1:
            turned = self._turned.get(tuple(sorted(parts)))
            if turned:
                return turned.place
            if parts[-1] in words("heads") and (at_place := self._find_at_its_place(parts)):
                return at_place
            short = self._long.get(parts) or KNOWN_LONG.get(parts) or ""
            initials = "".join(part[0] for part in parts)
            for letters in (short, initials if len(initials) >= _SHORTEST_ACRONYM else ""):
                found = (source.find_acronym(letters) for source in self._sources)
                place = next((place for place in found if place), None) if letters else None
                if place:
                    return place
            return None
        name = parts[0]
        long = self._short.get(name) or KNOWN_SHORT.get(name)
        if long:
            return self._find(long)
        if len(name) >= _SHORTEST_PLURAL:
            other = name.removesuffix("s") if name.endswith("s") else f"{name}s"
            plural = self._find((other,))
            if plural:
                return plural
        if len(name) < _SHORTEST_ACRONYM or name in self._knowledge.common:
            return None
        found = (source.find_initials(name) for source in self._sources)
        return next((place for place in found if place), None)

    def _find_at_its_place(self, parts: Parts) -> Place | None:
        """Where a body's place follows it: the "Crown Court at Leeds", Leeds Crown Court."""
        turned = [
            (*parts[cut:], *parts[:cut])
            for cut in range(1, len(parts))
            if parts[cut] in self._knowledge.common
        ]
        found = (
            source.find(words_there, small)
            for words_there in turned
            for source in self._sources
            for small in ("at", "in")
        )
        return next((place for place in found if place), None)

    def _near(self, parts: Parts) -> SourceName | None:
        for name in self._theirs.values():
            if spelt_otherwise(parts, name.parts):
                return name
        if len(parts) > 1:
            return None
        for name in self._theirs.values():
            if any(
                alone_otherwise(parts[0], part) and part not in self._knowledge.common
                for part in name.parts
            ):
                return name
        return None
