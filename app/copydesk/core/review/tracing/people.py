"""Who is spoken of in a text: whole names for surnames, names for roles and pronouns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import regex
from rapidfuzz import fuzz

from copydesk.core.review.tracing.speech import SPEECH, words
from copydesk.core.review.tracing.tokens import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

_CAPITAL = (
    r"(?:(?:Mrs?|Ms|Dr|Prof|Rev|Sen|Rep|Gov|Gen|Col|Capt|Lt|Sgt|Insp|Hon)\.|\p{Lu}\.(?:\s?\p{Lu}\.)*"
    r"|(?:[dDO]['’]|al-|el-)?\p{Lu}[\p{L}\p{M}]*(?:['’-]\p{Lu}[\p{L}\p{M}]*"
    r"|-(?!(?:led|run|born|made|held|wide|bred)\b)\p{Ll}{1,4}\b(?=[^\S\r\n]\p{Lu}|-\p{Lu}))*)"
)
_PARTICLE = r"(?:van|von|de|del|della|der|den|di|da|dos|bin|ibn|al|el|la|le|ul|ur|ter|ap|ab|ferch)"
_SPACE = r"[^\S\r\n]+"
# "R-Iowa" after a senator is a party and a place.
_NO_PARTY = r"(?<!\b[RDI]-)(?![RDI]-\p{Lu})"
NAME = rf"(?:{_NO_PARTY}{_CAPITAL}(?:{_SPACE}(?:{_PARTICLE}{_SPACE}){{0,3}}{_CAPITAL}){{0,7}})"
"""A run of capitalised words, for regular expressions of `regex`."""
_NAME = regex.compile(NAME)
TITLES = words("titles")
_MALE = words("male-titles")
_FEMALE = words("female-titles")
_BODIES = words("bodies")
_INITIALS = regex.compile(r"(?:\p{Lu}\.\s?){2,4}")
_WHO_SAYS = regex.compile(
    rf"({NAME})\s+(?:{SPEECH})\b|[”\"’»,]\s*(?:said|says|added|adds)\s+({NAME})"
)
# Roles whose titles are others, and stand before a lone surname.
_ROLE_TITLES = {"judge": r"(?:justice|judge|recorder)", "justice": r"(?:justice)"}
_NO_NAMES = frozenset(
    ("I", "It", "We", "You", "He", "She", "They", "This", "That", "There", "Who", "What")
)
_NOT_BEFORE_PEOPLE = frozenset(
    ("in", "at", "near", "on", "the", "from", "across", "around", "outside", "inside")
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who says something.

    Attributes:
        name: As the text has it, in full where it gives that anywhere.
        kind: A body is a council, a paper, a company, or those who speak for it.
    """

    name: str
    kind: Literal["person", "body"] = "person"

    @property
    def parts(self) -> tuple[str, ...]:
        """The name's words to compare, without titles."""
        words = [folded(word).strip(".") for word in self.name.replace("-", " ").split()]
        plain = [word.removesuffix("'s") for word in words if word.removesuffix("'s") not in TITLES]
        return tuple(plain or words)

    @property
    def is_title(self) -> bool:
        """Whether it is no name but a title: "Chief Minister", "Judge"."""
        return all(folded(word).strip(".") in TITLES for word in self.name.split())


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named in a paragraph.

    Attributes:
        start: Where in it.
        name: As it stands there.
        subject: Whether a sentence begins with it, or nearly so.
    """

    start: int
    name: str
    subject: bool


def same_speaker(one: Speaker, other: Speaker) -> bool | None:
    """Whether two names are of one speaker; None where that can't be told."""
    first, second = one.parts, other.parts
    if not first or not second:
        return None
    if one.kind != other.kind:
        return True if set(first) & set(second) else None
    if one.kind == "body":
        shared = set(first) & set(second)
        return (
            len(shared) >= min(len(first), len(second))
            or fuzz.ratio(" ".join(first), " ".join(second)) >= 85
        )
    if first[-1] != second[-1] and fuzz.ratio(first[-1], second[-1]) < 80:
        # One side may have the given name alone.
        return 1 in (len(first), len(second)) and first[0] == second[0]
    if len(first) == 1 or len(second) == 1:
        return True
    return any(_alike(a, b) for a in first[:-1] for b in second[:-1])


def _alike(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[:1] == other[:1]
    return fuzz.ratio(one, other) >= 75


class People:
    """The people of one text, read once."""

    def __init__(self, paragraphs: Sequence[str], others: Sequence[People] = ()) -> None:
        """Takes a text, and the people of others that speak of the same."""
        self._paragraphs = paragraphs
        self._others = others
        self._seen: dict[int, tuple[Mention, ...]] = {}
        self._roles: dict[str, Speaker | None] = {}

    @cached_property
    def _text(self) -> str:
        """All of it but headlines, in which capitals tell no names."""
        return "\n".join(text for text in self._paragraphs if not is_headline(text))

    @cached_property
    def _lower(self) -> str:
        return self._text.casefold()

    @cached_property
    def surnames(self) -> dict[str, list[str]]:
        """Whole names by their folded surnames, in the order they are met."""
        found: dict[str, list[str]] = {}
        for match in _NAME.finditer(self._text):
            name = match.group()
            if "\n" in name:
                continue
            parts = Speaker(name).parts
            if len(parts) >= 2 and parts[-1] not in _BODIES:
                names = found.setdefault(parts[-1], [])
                if name not in names:
                    names.append(name)
        for match in _WHO_SAYS.finditer(self._text):
            name = match[1] or match[2]
            parts = Speaker(name).parts
            if parts[-1] not in _BODIES and parts[-1] not in TITLES and name not in _NO_NAMES:
                found.setdefault(parts[-1], [name])
        for other in self._others:
            for surname, names in other.surnames.items():
                if surname not in found:  # whose it is where several have it, can't be told
                    found[surname] = names[:1] if len(names) == 1 else [names[0].split()[-1]]
        return found

    @cached_property
    def genders(self) -> dict[str, str]:
        """The pronoun "he" or "she" by folded surname, where a title tells."""
        found: dict[str, str] = {}
        for match in regex.finditer(r"\b(\p{Lu}\p{Ll}+)\.?\s+(" + NAME + ")", self._text):
            title = folded(match[1])
            gender = "he" if title in _MALE else "she" if title in _FEMALE else ""
            if gender:
                found[Speaker(match[2]).parts[-1]] = gender
        return found

    def speaker(self, name: str, paragraph: int, *, after_the: bool = False) -> Speaker | None:
        """The speaker of that name: a lone surname is the person last named in full before.

        None for a title alone, "the Chief Minister", which the text gives to nobody.
        """
        name = " ".join(name.split())
        plain = Speaker(name)
        if name in _NO_NAMES:
            return None
        if plain.is_title:
            return self.by_role(name)
        if _INITIALS.fullmatch(name):
            return self._of_initials(name)
        last = plain.parts[-1]
        if after_the or last in _BODIES or (name.isupper() and len(name) <= 6 and " " not in name):
            return Speaker(name, "body")
        if len(plain.parts) == 1:
            known = self.surnames.get(last, [])
            if len(known) == 1:
                return Speaker(known[0])
            known = known or [
                full
                for names in self.surnames.values()
                for full in names
                if Speaker(full).parts[0] == last
            ]
            if known:
                return Speaker(self._latest(known, paragraph))
        return plain

    def known_in(self, text: str, paragraph: int) -> Speaker | None:
        """The last person of the text's others who is named in some words."""
        for word in reversed(regex.findall(r"[\p{L}\p{M}-]+", text)):
            parts = Speaker(word).parts  # "Bell-Ross" is known by its end
            if parts and self.surnames.get(parts[-1]):
                return self.speaker(word, paragraph)
        return None

    def _of_initials(self, name: str) -> Speaker | None:
        letters = folded(name.replace(".", "").replace(" ", ""))
        for names in self.surnames.values():
            for full in names:
                if "".join(part[0] for part in Speaker(full).parts) == letters:
                    return Speaker(full)
        return Speaker(name, "body")

    def _latest(self, names: Sequence[str], paragraph: int) -> str:
        for index in range(min(paragraph, len(self._paragraphs) - 1), -1, -1):
            text = self._paragraphs[index]
            here = [name for name in names if name in text]
            if here:
                return max(here, key=text.rfind)
        return names[0]

    def mentions(self, paragraph: int) -> tuple[Mention, ...]:
        """The people named in a paragraph in order."""
        if paragraph not in self._seen:
            text = self._paragraphs[paragraph]
            found = [
                mention
                for match in _NAME.finditer(text)
                if (mention := self._mention(text, match.start(), match.group())) is not None
            ]
            self._seen[paragraph] = tuple(found)
        return self._seen[paragraph]

    def _mention(self, text: str, start: int, name: str) -> Mention | None:
        parts = Speaker(name).parts
        last = parts[-1]
        titled = " " in name and not name.startswith(("The ", "A ", "An "))
        known = len(parts) > 1 or last in self.surnames or titled
        if last in _BODIES or last in TITLES or name in _NO_NAMES or not known:
            return None
        before = text[max(0, start - 90) : start]
        words = before.split()
        if words and words[-1].casefold() in _NOT_BEFORE_PEOPLE:
            return None
        lead = regex.split(r"[.!?”\"»’]\s", before)[-1]
        subject = _leads(lead)
        return Mention(start, name, subject)

    def by_role(self, role: str) -> Speaker | None:
        """The one whom the text gives that role: "the minister, Ann Roe", "Ann Roe, minister"."""
        if role not in self._roles:
            told = (people.by_role(role) for people in self._others)
            self._roles[role] = self._find_role(role) or next(filter(None, told), None)
        return self._roles[role]

    def _find_role(self, role: str) -> Speaker | None:
        if role.casefold() not in self._lower and role.casefold() not in _ROLE_TITLES:
            return None
        noun = _ROLE_TITLES.get(role.casefold(), regex.escape(role))
        pattern = (
            rf"\b(?i:{noun})(?:\s+of\s[^,.;]{{1,40}})?,?\s+({NAME})"
            rf"|({NAME}),\s+(?:[\p{{L}}’'-]+\s+){{0,4}}(?i:{noun})\b"
        )
        for match in regex.finditer(pattern, self._text):
            name = match[1] or match[2]
            parts = Speaker(name).parts
            alone = role.casefold() in _ROLE_TITLES and parts[-1] not in TITLES
            if (len(parts) >= 2 or alone) and parts[-1] not in _BODIES:
                return Speaker(name)
        return None


_HEADLINE = 300
_LEAD = regex.compile(
    r"\s*(?:(?:The|A|An|His|Her|Their|Its|Our|But|And|Then|Later)\b[^,.;:]{0,50},?\s*"
    r"|[^.;:“\"]{0,70},\s*)$"
)


def _leads(lead: str) -> bool:
    return not lead.strip() or bool(_LEAD.match(lead))


def is_headline(text: str) -> bool:
    """Whether nearly all words of some length begin with a capital, and there are several."""
    words = regex.findall(r"\p{L}{4,}", text[:_HEADLINE])
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= 3 and capitals >= 0.8 * len(words)
