"""News prose made anew for each run: posts, wire reports, drafts made from them, and rewrites."""

from __future__ import annotations

import random

_PEOPLE = ("Mira Okafor", "Ana Petrov", "Thomas Reed", "Leila Haddad", "Ravi Menon", "Joan Pryce")
_BODIES = ("the harbour board", "the county council", "the Riverside Trust", "the ferry company")
_PLACES = ("Mill Lane", "the old pier", "Eastgate", "the lower path", "Quay Street", "the weir")
_THINGS = ("crossing", "repairs", "survey", "timetable", "market", "bridge", "library", "footpath")
_VERBS = ("opened", "delayed", "approved", "questioned", "measured", "repaired", "described")
_ADJECTIVES = ("narrow", "late", "costly", "popular", "careful", "sudden", "modest", "early")
_MONTHS = ("March", "April", "September", "October", "November")
_SAYINGS = (
    "We have waited long enough for the {thing}, and so has everybody who lives by {place}",
    "Nobody asked the people of {place} what the {thing} would mean for them in winter",
    "The {thing} will cost less than the {other}, and it will last twice as long",
    "I would rather have a {adjective} {thing} than another year of promises",
)


def article(words: int, seed: int) -> str:
    """A post of about so many words: fields, headings, paragraphs, lists, links, quotations."""
    rng = random.Random(seed)
    title = f"The {rng.choice(_THINGS)} by {rng.choice(_PLACES)}"
    described = f"What the {rng.choice(_THINGS)} means for the town."
    fields = f"title: {title}\ndescription: {described}\npubDate: 2026-11-12\ntags: [river]\n"
    parts = [f"---\n{fields}---\n"]
    count = 0
    while count < words:
        kind = rng.random()
        if kind < 0.1:
            part = f"## The {rng.choice(_ADJECTIVES)} {rng.choice(_THINGS)}\n"
        elif kind < 0.2:
            part = "".join(f"- {_sentence(rng)}\n" for _ in range(3))
        elif kind < 0.35:
            part = f"{_quotation(rng)}\n"
        else:
            part = " ".join(_sentence(rng) for _ in range(rng.randint(3, 6)))
            if rng.random() < 0.3:
                part += f" See [the {rng.choice(_THINGS)}](https://example.org/plan)."
            part += "\n"
        parts.append(part)
        count += len(part.split())
    return "\n".join(parts)


def report(words: int, seed: int) -> str:
    """A wire report of about so many words: paragraphs with quotations, numbers and dates."""
    rng = random.Random(seed)
    parts: list[str] = []
    count = 0
    while count < words:
        part = " ".join((_sentence(rng), _figure(rng), _quotation(rng), _sentence(rng)))
        parts.append(part)
        count += len(part.split())
    return "\n\n".join(parts) + "\n"


def draft_of(sources: list[str], words: int, seed: int) -> str:
    """A post of about so many words made of the sources' paragraphs, a word changed in some."""
    rng = random.Random(seed)
    paragraphs = [part for source in sources for part in source.strip().split("\n\n")]
    rng.shuffle(paragraphs)
    parts = ["---\ntitle: What the reports say\n---\n"]
    count = 0
    for paragraph in paragraphs:
        if count >= words:
            break
        changed = paragraph.replace("long", "more than", 1) if rng.random() < 0.3 else paragraph
        parts.append(changed + "\n")
        count += len(changed.split())
    return "\n".join(parts)


def rewritten(text: str, seed: int) -> str:
    """Another version: one word in thirty replaced, one paragraph in eight moved or taken out."""
    rng = random.Random(seed)
    head, *paragraphs = text.split("\n\n")
    kept = [part for part in paragraphs if rng.random() > 0.06]
    for _turn in range(len(kept) // 16):
        kept.insert(rng.randrange(len(kept)), kept.pop(rng.randrange(len(kept))))
    return "\n\n".join([head, *(_reworded(part, rng) for part in kept)])


def _reworded(paragraph: str, rng: random.Random) -> str:
    words = paragraph.split(" ")
    return " ".join(
        rng.choice(_ADJECTIVES) if word.isalpha() and rng.random() < 1 / 30 else word
        for word in words
    )


def _sentence(rng: random.Random) -> str:
    who = rng.choice((*_PEOPLE, *(body.capitalize() for body in _BODIES)))
    rest = (
        f"{rng.choice(_VERBS)} the {rng.choice(_ADJECTIVES)} {rng.choice(_THINGS)} by"
        f" {rng.choice(_PLACES)}"
    )
    tail = rng.choice(("", " after a long meeting", " before the first boat left in the morning"))
    return f"{who} {rest}{tail}."


def _figure(rng: random.Random) -> str:
    day = f"{rng.randint(1, 28)} {rng.choice(_MONTHS)} {rng.randint(2019, 2026)}"
    amount = rng.choice((f"{rng.randint(2, 90)} per cent", f"{rng.randint(1_000, 900_000):,}"))
    return f"On {day} the {rng.choice(_THINGS)} stood at {amount}."


def _quotation(rng: random.Random) -> str:
    said = rng.choice(_SAYINGS).format(
        thing=rng.choice(_THINGS),
        other=rng.choice(_THINGS),
        place=rng.choice(_PLACES),
        adjective=rng.choice(_ADJECTIVES),
    )
    return f"“{said},” said {rng.choice(_PEOPLE)}."
