"""Who says what: read from the attributions around quotations and the turns of a transcript.

Known are "X said", "said X", "according to X", "— X", "X: …", with titles, roles and appositions
between; pronouns and roles stand for the last person they fit; a quotation without an attribution
of its own goes on with the speaker of the one before.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

import regex

from copydesk.core.review.tracing.people import NAME, People, Speaker, is_headline, same_speaker
from copydesk.core.review.tracing.sentences import sentence_at, sentences_of
from copydesk.core.review.tracing.speech import SPEECH, words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from copydesk.core.review.tracing.quote_marks import Quotation

# What may stand in a name and the words around it: a full stop only after an initial or a title.
_PLAIN = (
    r"(?:[^.;:“”\"«»]|(?<=\b(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|St|Rev|Gen|Col|Capt|Sgt|Lt|Sen|Rep))\.)"
)
_AROUND_AT_MOST = 500
_AFTER_AT_MOST = 200
_PRONOUN = r"(?:he|she|they|He|She|They)"
_BETWEEN = (
    r"(?:(?:has|had|have|was|is|also|then|later|once|now|still|only|first|even|\p{Ll}+ly|would|will"
    r"|could|did|to|be|been|who|which|on\s+\p{Lu}\p{Ll}+day|yesterday|today)\s+){0,4}"
)
# A headline's verbs have capitals; as nouns most others would.
_HEADLINE = "Says|Said|Tells|Calls|Warns|Vows|Insists|Claims|Denies|Asks|Urges|Declares|Admits"
_SAYING = regex.compile(rf"(?<![\p{{L}}-])(?:{SPEECH}|{_HEADLINE})(?![\p{{L}}-])")
_SAID_BEFORE = regex.compile(rf"\s*{_BETWEEN}$")
_VERB_FIRST = regex.compile(rf"[\s,—–-]*(?:{SPEECH})\s+(?:also\s+|later\s+)?")
_VERB_LATER = regex.compile(
    rf"[\s,—–-]*(?:as\s+)?(?P<who>{_PLAIN}{{1,110}}?)\s+{_BETWEEN}(?:{SPEECH})(?![\p{{L}}-])"
)
_SHORT_ATTRIBUTION = regex.compile(
    r"[\s,—–-]*\p{Ll}|\s*[—–]"
    rf"|\s*(?:[^\s.:;,]+\s+){{1,5}}?(?:{SPEECH})(?:\s+\p{{Ll}}+){{0,3}}\s*(?:\.|$)"
)
_ACCORDING = regex.compile(
    rf"(?i:according\s+to|in\s+the\s+words\s+of)\s+(?P<who>{_PLAIN}{{1,90}})"
)
_DASH = regex.compile(rf"\s*[—–―-]+\s*(?:(?i:the|by)\s+)?(?P<who>{_PLAIN}{{2,90}})")
_TURN = regex.compile(
    rf"[\s*_>#]*(?P<who>{NAME}|[A-Z]{{1,4}})(?:\s*\([^)\n]{{0,60}}\)|,[^:.\n]{{0,60}})?[*_]*:[*_]*(?=\s|$)"
)
_LABEL_END = regex.compile(
    rf"(?:^|[.!?–—]\s)\W*(?P<who>{NAME})"
    rf"(?:\s+(?:of|from|at|on)\s[^:.]{{1,50}}|,[^:.]{{1,120}})?:\s*$"
)
# “Bread first”: Ann Roe opens a bakery — of headings.
_COLON = regex.compile(rf"\s*:\s*(?P<who>{NAME})")
_REPORTED = regex.compile(rf",\s+(?:{SPEECH})\s+(?P<who>{_PLAIN}{{2,110}})\.?\s*$")
_END_NAME = regex.compile(rf"(?P<who>{NAME})$")
_START_NAME = regex.compile(
    rf"(?:(?:and|but|while|as)\s+)?(?:(?:[\p{{Ll}}\d][\p{{L}}\d’'-]*\s+){{0,6}}?)"
    rf"(?:\p{{Lu}}\p{{L}}+-\p{{Ll}}{{3,}}\s+)?(?P<who>{NAME})(?!\p{{L}}|-\p{{Ll}})"
)
_AFFILIATED = regex.compile(r"\s(?:of|from|at|for|with|in|to)(?:\s+the)?\s*$")
_ROLE = regex.compile(
    r"(?:the|The|its|Its|his|His|her|Her|their|Their)\s+(?P<role>(?:\p{Ll}[\p{L}’'-]*\s?){1,4})$"
)
_GUEST = regex.compile(
    rf"(?i:guest|interviewee|witness|interview\s+with|conversation\s+with)[:\s]+({NAME})"
)
_HOST = regex.compile(
    rf"(?i:host|interviewer|presenter|questions\s+by|interview\s+by)[:\s]+({NAME})"
)
_LONGEST_HEADING = 200
_NO_HEADING = tuple('.,;:!?"”’')
# Headings so far up belong to the whole text.
_TITLE_LINES = 2
_STATEMENT = regex.compile(
    r"\b(?i:statement|remarks|speech|address|comments?|message|letter|testimony|evidence|answers?)"
    r"\s+(?i:by|of|from|to\s+\p{L}+\s+by)\s+(?P<who>.+)"
)
_LONGEST_BETWEEN = 80
# Before a verb they tell that its subject stands further up.
_CONNECTORS = frozenset(
    ("and", "but", "then", "also", "on", "to", "who", "which", "as", "while", "or")
)
_CLOSE = 25
_FEWEST_TURNS = 2
_PARAGRAPHS_BACK = 4
_NOT_TURNS = words("no-turns")


class Speakers:
    """Who says the quotations of one text, and what stands outside them."""

    def __init__(
        self,
        paragraphs: Sequence[str],
        quotations: Sequence[Quotation],
        apart: Collection[int] = (),
        others: Sequence[Speakers] = (),
    ) -> None:
        """Takes a text.

        Args:
            paragraphs: Its paragraphs.
            quotations: What is quoted in them, in order.
            apart: The indices of titles, headings and cells, which carry nobody's speech on.
            others: Of texts that speak of the same people.
        """
        self._paragraphs = paragraphs
        self._apart = apart
        self._quotations = quotations
        self.people: People = People(paragraphs, [other.people for other in others])
        self._said: list[Speaker | None] = []
        self._quoted: dict[int, list[tuple[int, int, int]]] = {}
        for index, quotation in enumerate(quotations):
            for piece in quotation.pieces:
                stretch = (piece.outer_start, piece.outer_end, index)
                self._quoted.setdefault(piece.paragraph, []).append(stretch)
        self._sentences = [sentences_of(text) for text in paragraphs]
        self._turns = self._read_turns()

    def of(self, index: int) -> Speaker | None:
        """Who says a quotation; None where nobody is named."""
        for number in range(len(self._said), index + 1):  # each leans on those before it
            self._said.append(self._find(number))
        return self._said[index]

    def around(self, paragraph: int, start: int, end: int) -> Speaker | None:
        """Who says what stands outside quotation marks: in a turn, or as reported speech."""
        if self._turns[paragraph] is not None:
            return self._turns[paragraph]
        text = self._paragraphs[paragraph]
        sentence = sentence_at(self._sentences[paragraph], start)
        first = max(sentence.start, start - _AROUND_AT_MOST)
        last = min(max(end, sentence.end), end + _AROUND_AT_MOST)
        return (
            self._before(text[first:start], paragraph, first)
            or self._after(text[end:last], paragraph, end, anywhere=True)
            or self._sections[paragraph]
        )

    @cached_property
    def _sections(self) -> list[Speaker | None]:
        """Whose statement or speech each paragraph belongs to, by the heading above it."""
        found: list[Speaker | None] = []
        who: Speaker | None = None
        for index, text in enumerate(self._paragraphs):
            for line in text.splitlines():
                if len(line) > _LONGEST_HEADING or line.rstrip()[-1:] in _NO_HEADING:
                    continue
                match = _STATEMENT.search(line)
                if match:
                    who = self._named_in(match["who"], index)
                elif index > _TITLE_LINES:
                    who = None
            found.append(who)
        return found

    def _named_in(self, text: str, paragraph: int) -> Speaker | None:
        """The first person named in a heading: "the Finance Minister, Shri Ann Roe, in …"."""
        for match in regex.finditer(NAME, text):
            who = self.people.speaker(match.group(), paragraph)
            if who is not None and who.kind == "person" and len(who.parts) > 1:
                return who
        return None

    def _read_turns(self) -> list[Speaker | None]:
        """The speaker of each paragraph of a transcript."""
        heads = [_TURN.match(text) for text in self._paragraphs]
        names = [head["who"] if head and not _SAYING.search(head.group()) else "" for head in heads]
        whole = "\n".join(self._paragraphs)
        found: list[Speaker | None] = []
        counts = Counter(filter(None, names))
        speaking = {
            name
            for name, count in counts.items()
            if name.casefold().split()[0] not in _NOT_TURNS
            and (len(name.split()) > 1 or name.isupper() or count > 1)
        }
        if sum(counts[name] for name in speaking) < _FEWEST_TURNS:
            speaking = set()  # one is a dateline, or a heading
        turns = 0
        for name in names:
            if name in speaking:
                turns += 1
                found.append(self._turn_speaker(name, whole))
            else:
                found.append(found[-1] if found and turns > 2 and not name else None)
        return found

    def _turn_speaker(self, name: str, whole: str) -> Speaker | None:
        if name in ("Q", "A"):
            match = (_HOST if name == "Q" else _GUEST).search(whole)
            return Speaker(match[1]) if match else Speaker(name, "body")
        return self.people.speaker(name.title() if name.isupper() else name, len(self._paragraphs))

    def _find(self, index: int) -> Speaker | None:
        quotation = self._quotations[index]
        attributed = False
        for piece in quotation.pieces:
            text = self._paragraphs[piece.paragraph]
            limit = self._next_start(piece.paragraph, piece.outer_end, len(text))
            after = text[piece.outer_end : min(limit, piece.outer_end + _AFTER_AT_MOST)]
            ends = text[piece.end - 1] == "."
            if ends and not _SHORT_ATTRIBUTION.match(after + text[limit : limit + 1]):
                continue  # the next sentence speaks of something else
            if (who := self._after(after, piece.paragraph, piece.outer_end)) is not None:
                return who
            attributed |= bool(_VERB_FIRST.match(after) or _VERB_LATER.match(after))
        first, last = quotation.pieces[0], quotation.pieces[-1]
        text = self._paragraphs[first.paragraph]
        start = self._start_before(index, first.paragraph, first.outer_start)
        before = text[start : first.outer_start]
        if (who := self._before(before, first.paragraph, start)) is not None:
            return who
        if attributed or _is_attributed(before):
            return None  # to somebody without a name: "said a nurse"
        return (
            self._announced(first.paragraph, before)
            or self._signed(last.paragraph, last.outer_end)
            or self._turns[first.paragraph]
            or self._shared(index)
            or self._carried(index)
            or self._sections[first.paragraph]
        )

    def _announced(self, paragraph: int, before: str) -> Speaker | None:
        """The name on a line of its own above a quotation: "Prof. Ann Roe, Leeds:"."""
        if before.strip() or not paragraph:
            return None
        line = self._paragraphs[paragraph - 1].strip()
        match = _LABEL_END.match(line) if line.endswith(":") else None
        return self.people.speaker(match["who"], paragraph) if match else None

    def _shared(self, index: int) -> Speaker | None:
        """The speaker of the quotation before, where both stand in one sentence of theirs."""
        first = self._quotations[index].pieces[0]
        earlier = self._quotations[index - 1].pieces[-1] if index else None
        if earlier is None or earlier.paragraph != first.paragraph:
            return None
        between = self._paragraphs[first.paragraph][earlier.outer_end : first.outer_start]
        if len(between) > _LONGEST_BETWEEN or regex.search(r"[.!?;]\s", between):
            return None
        named = any(
            earlier.outer_end <= mention.start < first.outer_start
            for mention in self.people.mentions(first.paragraph)
        )
        return None if named else self.of(index - 1)

    def _next_start(self, paragraph: int, after: int, otherwise: int) -> int:
        stretches = self._quoted.get(paragraph, ())
        place = bisect_left(stretches, after, key=lambda one: one[0])
        return stretches[place][0] if place < len(stretches) else otherwise

    def _start_before(self, index: int, paragraph: int, position: int) -> int:
        """Where the sentence before a quotation starts, or what follows the quotation before."""
        start = sentence_at(self._sentences[paragraph], position).start
        if index and self._quotations[index - 1].pieces[-1].paragraph == paragraph:
            start = max(start, self._quotations[index - 1].pieces[-1].outer_end)
        return min(start, position)

    def _after(
        self, text: str, paragraph: int, position: int, *, anywhere: bool = False
    ) -> Speaker | None:
        """Who is named by an attribution right after a quotation, or anywhere after words."""
        match = _VERB_FIRST.match(text)
        if match:
            who = self._named_first(text[match.end() :], paragraph, position)
            if who is not None:
                return who
        head = text[:60]
        match = _ACCORDING.search(text if anywhere else head + text[60:150])
        if match and (anywhere or match.start() < 12):
            return self._named_first(match["who"], paragraph, position)
        if text.lstrip()[:1] in ("—", "–", "―") and (match := _DASH.match(text)):
            who = self._named_first(match["who"], paragraph, position)
            if who is not None:
                return who
        if paragraph in self._apart and (match := _COLON.match(text)):
            return self.people.known_in(match["who"], paragraph)
        match = _VERB_LATER.match(text) or (_VERB_LATER.search(text) if anywhere else None)
        if match and text[: match.start("who")].strip() != ".":
            return self._named_last(match["who"], paragraph, position)
        return None

    def _before(self, text: str, paragraph: int, position: int) -> Speaker | None:
        """Who is named by an attribution in the words before a quotation."""
        if is_headline(text):
            return self._in_headline(text, paragraph)
        match = _LABEL_END.search(text)
        if match and not _SAYING.search(match.group()):
            return self.people.speaker(match["who"], paragraph)
        if match := _ACCORDING.search(text):
            return self._named_first(match["who"], paragraph, position)
        for verb in reversed(list(_SAYING.finditer(text))):
            lead = _SAID_BEFORE.sub("", text[: verb.start()])
            who = self._named_last(lead, paragraph, position)
            if who is not None:
                return who
        return None

    def _in_headline(self, text: str, paragraph: int) -> Speaker | None:
        """Where all words have capitals only a name that stands elsewhere can be told."""
        verbs = list(_SAYING.finditer(text))
        if not verbs and not text.rstrip().endswith(":"):
            return None
        lead = text[: verbs[-1].start()] if verbs else text
        return self.people.known_in(lead, paragraph)

    def _named_first(self, text: str, paragraph: int, position: int) -> Speaker | None:
        """Who is meant by words that begin with them: "her editor, Ann Roe, who …"."""
        text = text.lstrip()
        if match := regex.match(rf"{_PRONOUN}\b", text):
            return self._pronoun(match.group(), paragraph, position)
        segments = text.split(",")
        for segment in segments[:2]:
            match = _START_NAME.match(segment.strip())
            if match:
                before = segment.strip()[: match.start("who")]
                who = match["who"]
                named = self.people.speaker(
                    who, paragraph, after_the=before.rstrip().endswith("the")
                )
                rest = segment.strip()[match.end() :]
                if rest.startswith(("’s ", "'s ")) and (inner := _START_NAME.match(rest[3:])):
                    return self.people.speaker(inner["who"], paragraph)
                return named
            if not segment.strip()[:1].islower():
                break
        return self._role(regex.split(r"[.;:!?]", segments[0])[0].strip())

    def _named_last(self, text: str, paragraph: int, position: int) -> Speaker | None:
        """Who is meant by words that end with them: "The editor, Ann Roe of the Post,"."""
        text = text.rstrip()
        if regex.search(rf"(?<![\p{{L}}]){_PRONOUN}$", text):
            return self._pronoun(text.split()[-1], paragraph, position)
        if text.endswith(","):
            segments = [segment.strip() for segment in text[:-1].split(",")]
            if match := regex.match(NAME, segments[-1]):
                return self.people.speaker(match.group(), paragraph)
            text = ",".join(segments[:-1]).rstrip()
            for segment in reversed(segments[:-1]):
                if _END_NAME.search(segment):
                    text = segment
                    break
        return self._ending(text, paragraph)

    def _ending(self, text: str, paragraph: int) -> Speaker | None:
        body: Speaker | None = None
        while match := _END_NAME.search(text):
            before = text[: match.start()]
            if affiliated := _AFFILIATED.search(before):
                body = body or Speaker(match["who"], "body")
                text = before[: affiliated.start()].rstrip()
                continue
            after_the = before.rstrip().casefold().endswith("the") or before.endswith(("The ",))
            return self.people.speaker(match["who"], paragraph, after_the=after_the)
        return self._role(text) or body

    def _role(self, text: str) -> Speaker | None:
        match = _ROLE.search(text)
        if match is None:
            return None
        role = match["role"].strip()
        return self.people.by_role(role) or self.people.by_role(role.split()[-1])

    def _signed(self, paragraph: int, position: int) -> Speaker | None:
        """The name on a line of its own below a quotation: "— Ann Roe"."""
        rest = self._paragraphs[paragraph][position:].strip()
        following = self._paragraphs[paragraph + 1] if paragraph + 1 < len(self._paragraphs) else ""
        text = rest or following
        if (
            len(text) < 120
            and text.lstrip()[:1] in ("—", "–", "―", "-")
            and (match := _DASH.match(text))
        ):
            return self._named_first(match["who"], paragraph, position)
        return None

    def _pronoun(self, pronoun: str, paragraph: int, position: int) -> Speaker | None:
        """The last person it can stand for: a subject or a speaker before anyone else."""
        gender = pronoun.casefold()
        speaking = self._turns[paragraph]  # who says "I" is not "he"
        looked_at = 0
        for index in range(paragraph, -1, -1):
            if index in self._apart and index != paragraph:
                continue
            looked_at += 1
            limit = position if index == paragraph else len(self._paragraphs[index])
            fallback: tuple[int, Speaker] | None = None
            candidates = self._spoken(index, limit, gender)
            for mention in self.people.mentions(index):
                if mention.start >= limit or self.at(index, mention.start) >= 0:
                    continue
                person = self.people.speaker(mention.name, index)
                if person is None or person.kind != "person" or not self._fits(person, gender):
                    continue
                if speaking is not None and same_speaker(person, speaking):
                    continue
                if mention.subject:
                    candidates.append((mention.start, person))
                else:
                    fallback = (mention.start, person)
            if candidates:
                return max(candidates, key=lambda one: one[0])[1]
            if fallback is not None and not self._is_led(index, gender, fallback[0]):
                return fallback[1]
            if looked_at > _PARAGRAPHS_BACK:
                break
        return None

    def _is_led(self, paragraph: int, pronoun: str, limit: int) -> bool:
        """Whether a sentence before a position begins with the pronoun: its person stands above."""
        text = self._paragraphs[paragraph][:limit]
        return bool(regex.search(rf"(?:^|[.!?]\s)(?i:{pronoun})\s", text))

    def _fits(self, person: Speaker, gender: str) -> bool:
        known = self.people.genders.get(person.parts[-1], gender)
        return gender == "they" or known == gender

    def _spoken(self, paragraph: int, limit: int, gender: str) -> list[tuple[int, Speaker]]:
        found = []
        for _, end, index in self._quoted.get(paragraph, ()):
            said = self._said[index] if index < len(self._said) and end <= limit else None
            if said and said.kind == "person" and self._fits(said, gender):
                found.append((end, said))
        return found[-1:]

    def at(self, paragraph: int, position: int) -> int:
        """The index of the quotation that holds a position of a paragraph; -1 for none."""
        stretches = self._quoted.get(paragraph, ())
        place = bisect_right(stretches, position, key=lambda one: one[0]) - 1
        return stretches[place][2] if place >= 0 and position < stretches[place][1] else -1

    def _carried(self, index: int) -> Speaker | None:
        """The speaker of a quotation that stands by itself: whoever spoke or acted last."""
        first = self._quotations[index].pieces[0]
        text = self._paragraphs[first.paragraph]
        lead = text[: first.outer_start].rstrip()
        if first.paragraph in self._apart:
            return None
        if lead and lead[-1] not in '.!?:”"»’':
            return None
        earlier = self._quotations[index - 1] if index else None
        if earlier is None or earlier.pieces[-1].paragraph < first.paragraph - 1:
            return self._subject_before(first.paragraph, 0, first.outer_start)
        if earlier.pieces[-1].paragraph == first.paragraph:
            since = earlier.pieces[-1].outer_end
            return self._subject_before(first.paragraph, since, first.outer_start) or self.of(
                index - 1
            )
        who = self._subject_before(first.paragraph, 0, first.outer_start)
        if who or lead or earlier.pieces[-1].paragraph in self._apart:
            return who
        return self.of(index - 1)

    def _subject_before(self, paragraph: int, since: int, limit: int) -> Speaker | None:
        """The person with whom the last sentence before a quotation begins."""
        sentence = sentence_at(self._sentences[paragraph], max(0, limit - 2))
        text = self._paragraphs[paragraph]
        start = max(since, sentence.start)
        if reported := _REPORTED.search(text[start:limit]):
            return self._named_first(reported["who"], paragraph, start)
        if match := regex.match(rf"\W*({_PRONOUN})\b", text[start:limit]):
            return self._pronoun(match[1], paragraph, start)
        for mention in self.people.mentions(paragraph):
            if start <= mention.start < limit and mention.subject:
                return self.people.speaker(mention.name, paragraph)
        return None


def _is_attributed(text: str) -> bool:
    """Whether words before a quotation end in a verb of saying with a subject before it."""
    verb = next(reversed(list(_SAYING.finditer(text))), None)
    if (
        verb is None
        or verb.group().endswith("ing")
        or len(text[verb.end() :].strip(" ,:")) > _CLOSE
    ):
        return False
    lead = _SAID_BEFORE.sub("", text[: verb.start()]).split()
    return bool(lead) and lead[-1][-1].isalpha() and lead[-1].casefold() not in _CONNECTORS
