"""Sentences and paragraphs that are long, and sentences in the passive voice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.core.review.finding import Found, Severity
from copydesk.core.review.prose.reading import base_language, passages
from copydesk.core.review.prose.sentences import sentences
from copydesk.core.review.prose.words import count_words, word_set
from copydesk.core.review.rule import Example, Family, Option, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options

# No sentence of fewer characters has so many words that it could be long.
_LETTERS_A_WORD = 2
# In fewer sentences a share tells nothing.
_FEWEST_SENTENCES = 8

_BE = r"(?:am|is|are|was|were|be|been|being|isn['’]t|aren['’]t|wasn['’]t|weren['’]t|['’]re)"
_ADVERBS = r"(?:\s+(?:not|also|now|still|often|already|then|being|been|[a-z]{2,20}ly)){0,2}"
_PASSIVE = re.compile(rf"\b{_BE}{_ADVERBS}\s+(?P<verb>[a-z]{{2,30}})\b", re.IGNORECASE)
# Participles that don't end in "ed".
_IRREGULAR = word_set(
    """awoken beaten begun bent bitten blown born borne bought bound broken brought built burnt
    caught chosen cut dealt done drawn driven eaten fed felt fought found forbidden forgotten
    forgiven frozen given grown heard held hidden hit hurt kept known laid led lent left lost made
    meant met paid proven put read ridden rung said seen sent set sewn shaken shed shot shown shut
    sold spent split spoken spread spun stolen struck stuck sung sunk sworn swept swum taken taught
    thought thrown told torn understood undone upheld withdrawn withheld won worn woven written
    overseen undertaken overtaken rebuilt rewritten"""
)
# They end like participles and are adjectives, nouns or other verbs: "is based", "was indeed".
_NO_PASSIVE = word_set(
    """need indeed red bed hundred seed speed feed shed led sacred naked wicked rugged aged beloved
    interested excited concerned tired pleased worried bored supposed delighted determined gifted
    limited related unrelated dedicated retired married divorced relieved surprised ashamed scared
    satisfied detailed complicated sophisticated advanced experienced qualified talented crowded
    unexpected unprecedented unlimited located based involved committed convinced thrilled
    committed prepared mixed fixed left set red read cut put"""
)


def _long_sentences(draft: Draft, options: Options) -> Iterator[Found]:
    most = options["words"]
    if not isinstance(most, int):
        return
    for passage in passages(draft):
        if passage.kind != "paragraph":
            continue
        text = passage.words.text
        for span in sentences(text):
            # A line of verse, of an address or of a list that was broken by hand ends there.
            for start, end in _lines(text, span.start, span.end):
                if end - start <= most * _LETTERS_A_WORD:
                    continue
                words = count_words(text[start:end])
                if words > most:
                    yield Found(
                        passage.words.span(start, end),
                        f"This sentence has {words} words",
                        f"More than {most} are hard to follow at one reading.",
                    )


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while (feed := text.find("\n", start, end)) >= 0:
        yield start, feed
        start = feed + 1
    yield start, end


def _long_paragraphs(draft: Draft, options: Options) -> Iterator[Found]:
    most = options["words"]
    if not isinstance(most, int):
        return
    for passage in passages(draft):
        text = passage.words.text
        if passage.kind != "paragraph" or len(text) <= most * _LETTERS_A_WORD:
            continue
        words = count_words(text)
        if words > most:
            yield Found(
                passage.words.span(0, len(text)),
                f"This paragraph has {words} words",
                f"More than {most} make a wall of text, on a phone above all.",
            )


def _passive(draft: Draft, options: Options) -> Iterator[Found]:
    most = options["share"]
    if base_language(draft) != "en" or not isinstance(most, (int, float)):
        return
    count = 0
    places = []
    for passage in passages(draft):
        if passage.kind != "paragraph":
            continue
        text = passage.words.text
        for span in sentences(text):
            count += 1
            if _is_passive(span.of(text)):
                places.append(passage.words.span(span.start, span.end))
    if count >= _FEWEST_SENTENCES and len(places) > most * count:
        yield Found(
            places[0],
            f"{len(places)} of {count} sentences are in the passive voice",
            "Say who does it, where that is known.",
            related=tuple(places[1:]),
        )


def _is_passive(sentence: str) -> bool:
    """Whether a form of "be" with a past participle after it stands in an English sentence."""
    for match in _PASSIVE.finditer(sentence):
        verb = match["verb"].lower()
        if verb in _NO_PASSIVE:
            continue
        if verb in _IRREGULAR or (verb.endswith("ed") and not verb.startswith("un")):
            return True
    return False


_LONG = (
    "The ferry, which had waited since dawn for the fog to lift over the lower reach, left the "
    "quay at nine with forty passengers, two vans, a crate of hens and the mayor, who had not "
    "been told that the"
)
_PASSIVES = (
    "The wall was measured in May. It was measured again in June. The stones were counted. "
    "The gaps were filled. The quay was closed."
)

RULES = (
    Rule(
        id="long-sentences",
        family=Family.LANGUAGE,
        title="A long sentence",
        why="Readers lose its beginning before they reach its end.",
        severity=Severity.WARNING,
        check=_long_sentences,
        options=(Option("words", 40, "How many words a sentence may have."),),
        example=Example(
            bad=f"---\ntitle: Fog\n---\n\n{_LONG} fare had risen.\n",
            good="---\ntitle: Fog\n---\n\nThe ferry waited for the fog to lift. It left the quay "
            "at nine, with forty passengers and the mayor.\n",
        ),
    ),
    Rule(
        id="long-paragraphs",
        family=Family.LANGUAGE,
        title="A long paragraph",
        why="On a phone it fills the screen, and the eye finds no place to rest.",
        severity=Severity.NOTE,
        check=_long_paragraphs,
        options=(Option("words", 150, "How many words a paragraph may have."),),
        example=Example(
            bad="---\ntitle: Fog\n---\n\n"
            + " ".join(["The fog came up the river and the bells rang."] * 16)
            + "\n",
            good="---\ntitle: Fog\n---\n\n"
            + " ".join(["The fog came up the river and the bells rang."] * 8)
            + "\n",
        ),
    ),
    Rule(
        id="passive-voice",
        family=Family.LANGUAGE,
        title="Many sentences in the passive voice",
        why="The passive hides who did it, and that is the news. It is told by a form of “be” "
        "with a participle, so now and then wrongly; in English only.",
        severity=Severity.NOTE,
        check=_passive,
        options=(Option("share", 0.4, "Which share of the sentences may be passive."),),
        example=Example(
            bad=f"---\ntitle: Wall\n---\n\n{_PASSIVES} Ships waited. Crews slept. Gulls sang.\n",
            good="---\ntitle: Wall\n---\n\nDivers measured the wall in May. They measured it again "
            "in June. They counted the stones. Masons filled the gaps. The port closed the quay. "
            "Ships waited. Crews slept. Gulls sang.\n",
        ),
    ),
)
