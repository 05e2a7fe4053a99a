"""Proper names in English prose, told from other capitalised words by rule, without a model."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import regex

from copydesk.core.review.tracing.name_words import CommonWords, pairs, words
from copydesk.core.review.tracing.tokens import folded
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN = regex.compile(
    r"(?P<skip>(?:https?://|www\.)[^\s)>\]]+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}|(?<!\w)[@#]\w+)"
    r"|(?P<word>(?:(?:\p{Lu}\.){2,}|\p{Lu}\.(?=\s?\p{Lu}))"
    r"|(?<![\p{L}\p{N}_])[\p{L}][\p{L}\p{M}]*(?:['’ʼ][\p{L}\p{M}]+)*(?![\p{N}_]))"
    r"|(?P<other>[\p{N}_][\p{L}\p{M}\p{N}_.,]*|[\p{L}][\p{L}\p{M}\p{N}_]*|&)"
)
_POSSESSIVE = regex.compile(r"['’ʼ]s$", regex.IGNORECASE)
_APOSTROPHES = regex.compile(r"['’ʼ.]")
_JOINT = regex.compile(r"[ \t\u00a0\u202f]+|[ \t]*(?:\r\n|\r|\n)[ \t]*(?![\r\n])|[-‑]|['’] ?")
_START = regex.compile(r"(?:^|[.!?…:;]|[\r\n]|[–—|•])[\s\"'“‘«„»”’(\[*_>\ufffc-]*$|[\"“‘«„(\[]\s*$")
_ABBREVIATION = regex.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Sen|Rep|Gov|Gen|Col|Capt|Lt|Sgt|St|Rs|\p{Lu})\.\s*$"
)
_NUMBER = regex.compile(r"[ \u00a0-](\d{1,4}[A-Z]?)\b(?![.,]\d)")
_ROLE = regex.compile(r"(?:er|or|ist|man|woman|men|ess|ant|ent|ing|ed|ly|ic|s)$")
_CONTRACTED = regex.compile(r"['’ʼ](?:ve|ll|re|d|m|t)$", regex.IGNORECASE)
_DEMONYM = regex.compile(r"[a-z]{3,}(?:[ai]an|ese|ish)s?$")
_LONGEST_RUN = 12
_LONGEST_HEADLINE = 25
_ENDS = (".", ":", ";", ",", "।")
_PARAGRAPH = regex.compile(r"\S[^\n]*(?:\n(?!\s*\n)[^\n]*)*")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text.

    Attributes:
        text: As it stands, its possessive "’s" cut off.
        start: Where it starts.
        end: Where it ends, the possessive left out.
        norm: What it is compared by.
        capital: Whether it starts with a capital.
        opens: Whether a sentence, a quotation or a line starts with it.
        joint: What parts it from the word before; "" for what joins no name.
        possessive: Whether an "’s" was cut off.
    """

    text: str
    start: int
    end: int
    norm: str
    capital: bool
    opens: bool
    joint: str
    possessive: bool = False


@dataclass(frozen=True, slots=True)
class NameFound:
    """One name.

    Attributes:
        span: Where, in the text that was searched; titles and a possessive's end left out.
        parts: Its words to compare, small ones ("of", "de") left out.
    """

    span: Span
    parts: tuple[str, ...]


def norm_of(word: str) -> str:
    """A word as names are compared: without case, diacritics, apostrophes and full stops."""
    return _APOSTROPHES.sub("", folded(word))


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text; addresses and handles are left out."""
    found: list[Word] = []
    last = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        between, last = text[last:start], end
        if match.lastgroup == "skip":
            continue
        token = match.group()
        joined = bool(found) and found[-1].end <= start and bool(_JOINT.fullmatch(between))
        joint = "-" if between in ("-", "‑") else " " if joined else ""
        possessive = bool(_POSSESSIVE.search(token)) and len(token) > 3
        if possessive:
            token, end = token[:-2], end - 2
        before = text[max(0, start - 16) : start]
        opens = bool(_START.search(before)) and not _ABBREVIATION.search(before)
        capital = match.lastgroup == "word" and token[0].isupper()
        found.append(Word(token, start, end, norm_of(token), capital, opens, joint, possessive))
    return tuple(found)


class Knowledge:
    """What is known of the capitalised words of a draft and its sources, before names are read.

    Attributes:
        common: The language's words.
    """

    def __init__(self, texts: Sequence[Sequence[Word]]) -> None:
        """Takes the words of texts in sentences; headlines in capitals are no help here."""
        self.common = CommonWords()
        self._inside: set[str] = set()
        self._alone: set[str] = set()
        self._parts: set[str] = set()
        self._surnames: set[str] = set()
        self._joined: set[tuple[str, str]] = set()
        self._pairs: set[tuple[str, str]] = set()
        for text in texts:
            self._learn(text)

    def _learn(self, text: Sequence[Word]) -> None:
        for index, word in enumerate(text):
            if not word.capital:
                if len(word.norm) > 1:
                    self.common.add(word.norm)
                continue
            before = text[index - 1] if index else None
            after = text[index + 1] if index + 1 < len(text) else None
            follows = bool(before and before.capital and word.joint and not before.possessive)
            leads = bool(after and after.capital and after.joint and not word.possessive)
            if not word.opens:
                self._inside.add(word.norm)
                if _is_joined(text, index):
                    self._joined.add((word.norm, text[index + 2].norm))
                elif not follows and not leads:
                    self._alone.add(word.norm)
            if follows and before and before.norm not in words("not-names"):
                self._parts.add(word.norm)
                if not leads and word.norm not in words("heads"):
                    self._surnames.add(word.norm)
            if follows and before and not before.opens:
                self._pairs.add((before.norm, word.norm))

    def stands_inside(self, word: Word) -> bool:
        """Whether a text has the word with a capital in the middle of a sentence."""
        return word.norm in self._inside

    def stands_alone(self, word: Word) -> bool:
        """The same, without another capital beside it."""
        return word.norm in self._alone

    def has_alone(self, norm: str) -> bool:
        """The same, of a word as it is compared."""
        return norm in self._alone

    def are_joined(self, one: Word, other: Word) -> bool:
        """Whether a text has two words joined by "and" inside a sentence."""
        return (one.norm, other.norm) in self._joined

    def is_surname(self, word: Word) -> bool:
        """Whether a text has the word at the end of a longer name."""
        return word.norm in self._surnames

    def is_demonym(self, word: Word) -> bool:
        """Whether a word says where somebody is from: "Georgian", "Maltese"; not "Subramanian"."""
        return (
            bool(_DEMONYM.match(word.norm))
            and word.norm not in self.common
            and word.norm not in words("given")
            and word.norm not in self._parts
            and self.common.has_as_name(word.text)
        )

    def follow(self, one: Word, other: Word) -> bool:
        """Whether two words stand beside each other, capitalised, inside a sentence."""
        return (one.norm, other.norm) in self._pairs


def _is_joined(text: Sequence[Word], index: int) -> bool:
    """Whether "and" and another capital follow: such a word may be part of a name."""
    following = text[index + 1 : index + 3]
    return (
        len(following) == 2
        and following[0].norm in ("and", "&")
        and following[1].capital
        and bool(following[0].joint and following[1].joint)
    )


def names_in(text: str, found: Sequence[Word], knowledge: Knowledge) -> Iterator[NameFound]:
    """The names of a text in sentences, in order.

    Args:
        text: Plain prose.
        found: Its words.
        knowledge: What the draft and the sources tell of capitalised words.
    """
    index = 0
    while index < len(found):
        if not found[index].capital:
            index += 1
            continue
        end = _run_end(found, index, knowledge)
        for piece in _pieces(found[index:end], knowledge):
            name = _name(text, piece, knowledge)
            if name:
                yield name
        index = end


def _run_end(found: Sequence[Word], start: int, knowledge: Knowledge) -> int:
    """Where a run of capitalised words, small words between them, ends."""
    end = start + 1
    while end < len(found) and end - start < _LONGEST_RUN:
        word = found[end]
        if word.capital and word.joint and not word.opens:
            if not _may_follow(found[end - 1], word, knowledge):
                break
            end += 1
            continue
        step = _across(found, start, end, knowledge)
        if not step:
            break
        end += step
    return end


def _may_follow(before: Word, word: Word, knowledge: Knowledge) -> bool:
    """Whether a capital goes on with a name after a possessive: "Tanner’s Wharf"."""
    if not before.possessive:
        return True
    if knowledge.follow(before, word):
        return True
    return word.norm in words("heads") and not knowledge.stands_alone(before)


def _across(found: Sequence[Word], start: int, at: int, knowledge: Knowledge) -> int:
    """How many words of a name lie from a small word on: 2 for "of Leeds"; 0 for none."""
    small = found[at]
    if not small.joint or small.joint == "-" or found[at - 1].possessive:
        return 0
    count = 1
    after = found[at + 1] if at + 1 < len(found) else None
    if after and after.norm == "the" and small.norm in ("of", "for", "in") and after.joint:
        count, after = 2, (found[at + 2] if at + 2 < len(found) else None)
    if not after or not after.capital or not after.joint or after.opens:
        second = after.norm if after else ""
        third = found[at + 2] if at + 2 < len(found) else None
        both = {small.norm, second} <= words("particles")
        return 3 if both and third and third.capital and third.joint else 0
    run = found[start:at]
    if run[0].norm in ("the", "a", "an") and len(run) > 1:
        run = run[1:]
    if small.text == "&":
        return count + 1
    if small.norm in words("particles") and small.norm not in ("y", "e"):
        return count + 1
    if small.norm in ("of", "for"):
        return count + 1 if run[-1].norm in words(small.norm) else 0
    if small.norm == "and" and _is_one(run, after, knowledge):
        return count + 1
    return 0


def _is_one(run: Sequence[Word], after: Word, knowledge: Knowledge) -> bool:
    """Whether "and" stands inside one name: "Jammu and Kashmir", "Health and Safety Executive"."""
    first = run[-1]
    if (first.norm, after.norm) in pairs("places-with-and"):
        return True
    if any(word.norm in ("of", "for") for word in run):
        # "Department of Health and Human Services".
        of_several = any(word.norm in words("of-several") for word in run)
        return of_several and after.norm in knowledge.common
    if len(run) > 1 or knowledge.stands_alone(first) or first.norm in words("nationalities"):
        return False
    if first.norm in words("titles") or first.norm in words("not-names"):
        return False
    if first.opens and not knowledge.are_joined(first, after):
        return False
    return first.norm in knowledge.common and after.norm in knowledge.common


def _pieces(run: Sequence[Word], knowledge: Knowledge) -> Iterator[list[Word]]:
    """A run cut at titles and at hyphens that join two names."""
    piece: list[Word] = []
    for index, word in enumerate(run):
        if word.joint == "-" and piece and _joins_two(piece[-1], word, knowledge):
            yield piece
            piece = []
        if word.norm in words("titles") and _is_title(piece, run[index:], knowledge):
            yield _without_portfolio(piece)
            piece = []
            continue
        piece.append(word)
    yield piece


def _is_title(piece: Sequence[Word], rest: Sequence[Word], knowledge: Knowledge) -> bool:
    """Whether a word that can be a title is one, by what stands before and after it in the run."""
    after = rest[1] if len(rest) > 1 else None
    if piece and not piece[-1].capital and any(word.norm in words("of") for word in piece):
        return False  # "Department of Justice"
    if after is None:
        # "Stephen King", "Farah Sheikh"; not "the company’s Director".
        surname = rest[0].norm in words("titles-or-surnames")
        return not (surname and piece and piece[-1].norm not in knowledge.common)
    if after.norm in words("given"):
        return True
    # "Major Incident Team", "King Street".
    body = any(word.norm in words("heads") for word in rest[1:])
    return not (body and after.norm in knowledge.common)


def _joins_two(before: Word, word: Word, knowledge: Knowledge) -> bool:
    """Whether a hyphen joins two names: "Congress-National Conference"."""
    return knowledge.stands_alone(before) or (
        len(word.text) <= 5 and word.text.isupper() and word.text != "I"
    )


def _without_portfolio(piece: list[Word]) -> list[Word]:
    """What stands before a title without what belongs to it: "Pakistani Defence" → nothing."""
    kept = list(piece)
    while kept and (
        kept[-1].norm in words("portfolios")
        or not kept[-1].capital
        or (len(kept) == 1 and kept[-1].norm in words("nationalities"))
    ):
        kept.pop()
    return kept


def _name(text: str, piece: list[Word], knowledge: Knowledge) -> NameFound | None:
    """The name that a piece of a run is, once what is none is cut off."""
    piece = _trimmed(piece, knowledge)
    if not piece:
        return None
    numbered = _numbered(text, piece)
    if numbered:
        return numbered
    if len(piece) == 1 and not _is_name(piece[0], knowledge):
        return None
    if len(piece) > 1 and all(
        word.norm in words("not-names") or word.norm in words("portfolios") for word in piece
    ):
        return None
    return NameFound(Span(piece[0].start, piece[-1].end), parts_of(piece))


def parts_of(piece: Sequence[Word]) -> tuple[str, ...]:
    """The words of a name that it is compared by."""
    return tuple(word.norm for word in piece if word.capital)


def _numbered(text: str, piece: list[Word]) -> NameFound | None:
    """A name that ends in a number: "Article 370"."""
    last = piece[-1]
    number = _NUMBER.match(text, last.end) if last.norm in words("labels") else None
    if not number:
        return None
    return NameFound(Span(last.start, number.end(1)), (last.norm, number[1].lower()))


def _trimmed(piece: list[Word], knowledge: Knowledge) -> list[Word]:
    """Without what stands before a name and what is only capitalised for its place."""
    piece = list(piece)
    while piece and (not piece[-1].capital or piece[-1].norm in words("units")):
        piece.pop()
    while piece:
        first = piece[0]
        if not first.capital:
            piece.pop(0)
        elif first.norm in words("starters") and (len(piece) > 1 or first.opens):
            if not first.opens and len(piece) > 1 and first.norm not in ("the", "a", "an"):
                break  # "First Direct", "New Delhi"
            piece.pop(0)
        elif first.norm in words("not-names") and len(first.text) > 1 and len(piece) > 1:
            if not _is_part(first, piece[1]):
                piece.pop(0)
            else:
                break
        elif first.opens and len(piece) > 1 and _only_opens(piece, knowledge):
            piece.pop(0)
            if piece and len(piece) == 1 and not piece[0].joint:
                break
        else:
            break
    return piece


def _is_part(first: Word, second: Word) -> bool:
    """Whether a compass point or the like is part of the name after it: "North Korea"."""
    months_and_days = first.norm[:3] in {
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    } or first.norm.removesuffix("s").endswith("day")  # fmt: skip
    return not months_and_days or second.norm in words("heads")


def _only_opens(piece: list[Word], knowledge: Knowledge) -> bool:
    """Whether a sentence's first word is a common one before a name: "Farmers in", "Critics"."""
    first, second = piece[0], piece[1]
    if first.norm not in knowledge.common or knowledge.follow(first, second):
        return False
    if first.norm in words("nationalities"):
        return False
    if first.norm in words("given") and second.norm not in words("starters"):
        return False
    if second.norm in knowledge.common:
        return False  # "Bridge Street", "Liberal Democrats"
    # "Farmers", "Striker", "Novelist"; what else stands so is mostly a given name: "Ben Stokes".
    return bool(_ROLE.search(first.norm)) and not knowledge.stands_inside(first)


def _is_name(word: Word, knowledge: Knowledge) -> bool:
    """Whether a single capitalised word is a name."""
    norm = word.norm
    if len(norm) < 2 or norm in words("nationalities") or _CONTRACTED.search(word.text):
        return False
    letters = word.text.replace(".", "")
    if letters.isupper() and len(letters) <= 6:
        return norm not in words("not-names") and (
            len(letters) > 2 or norm not in words("starters")
        )
    if norm in words("not-names") or norm in words("starters"):
        return False
    if norm in words("titles"):
        return False
    common = norm in knowledge.common
    if word.opens:
        known = knowledge.stands_alone(word) or knowledge.is_surname(word)
        return known if common else not knowledge.is_demonym(word)
    # "The Council" of a text stands for the one that it named before.
    generic = norm in words("portfolios") or norm in words("heads")
    if common and generic and norm not in words("bodies"):
        return False
    return not knowledge.is_demonym(word)


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
            name = _numbered(text, piece)
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


def is_headline(found: Sequence[Word], *, fewest: int = 2) -> bool:
    """Whether a text's words have capitals for the look of it.

    Args:
        found: Its words.
        fewest: How many longer words there must be, the first one aside.
    """
    longer = [word for word in found[1:] if len(word.text) > 3 and word.text.isalpha()]
    return len(longer) >= fewest and sum(w.capital for w in longer) >= 0.7 * len(longer)


@dataclass(frozen=True, eq=False)
class ReadText:
    """A text with its words, for names.

    Attributes:
        text: The text.
        heads: Whether it is a title or a heading, which a few words show.
        prose: Whether it can't be a headline: a table's cell, an item of a list.
    """

    text: str
    heads: bool = False
    prose: bool = False

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words."""
        return words_of(self.text)

    @cached_property
    def in_capitals(self) -> bool:
        """Whether it is a headline."""
        if self.prose:
            return False
        if self.heads:
            return is_headline(self.words, fewest=1)
        if len(self.words) > _LONGEST_HEADLINE or self.text.rstrip().endswith(_ENDS):
            return False
        return not self.text.startswith(("—", "–", "-")) and is_headline(self.words)


def prose_of(text: str) -> ReadText:
    """A plain text with its headlines blanked, letter for letter."""
    found = ReadText(text, prose=True)
    dropped: list[Span] = []
    for match in _PARAGRAPH.finditer(text):
        if "\n" not in match.group() and ReadText(match.group()).in_capitals:
            dropped.append(Span(*match.span()))
    if not dropped:
        return found
    pieces: list[str] = []
    at = 0
    for span in dropped:
        pieces += (text[at : span.start], " " * len(span))
        at = span.end
    return ReadText("".join((*pieces, text[at:])), prose=True)
