"""A rule for tags that look like a slip for another one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from copydesk.core.review.fields.places import key_like, set_fix, shortened, span_of
from copydesk.core.review.finding import Found, Severity
from copydesk.core.review.rule import Example, Family, Option, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.posts.paths import FieldPath
    from copydesk.core.review.draft import Draft
    from copydesk.core.review.finding import Fix
    from copydesk.core.review.rule import Options

_KEYS = ("tags", "tag", "keywords")
_JOINTS = re.compile(r"[\s_-]+")
_FIGURES = re.compile(r"\d+")
# Shorter words are too often one letter from another: "cats" and "bats".
_SHORTEST = 5
# From this length on two slips are forgiven.
_LONG = 10


def resembling(draft: Draft, options: Options) -> Iterator[Found]:
    """A tag that hardly any post has, beside one like it that many have."""
    key = key_like(draft, *_KEYS)
    least = options["posts"]
    if key is None or not draft.frontmatter.readable or not isinstance(least, int):
        return
    own = draft.metadata.tags
    for tag in own:
        known = _meant(draft, tag, own, least)
        if known is None:
            continue
        count = draft.facts.tags[known]
        path = _path_of(draft, key, tag)
        yield Found(
            span_of(draft, path or (key,)),
            f"The tag “{shortened(tag)}” resembles “{shortened(known)}”",
            f"{count} posts have “{known}”; a page of its own is made for “{tag}”.",
            _fixes(draft, key, path, tag, known),
            (key,),
            about=known,
        )


def _meant(draft: Draft, tag: str, own: tuple[str, ...], least: int) -> str | None:
    """The tag that was probably meant."""
    tags = draft.facts.tags
    count = max(1, tags[tag])
    folded = _folded(tag)
    furthest = 0 if len(folded) < _SHORTEST else 1 if len(folded) < _LONG else 2
    known = [other for other, posts in tags.items() if posts >= max(least, 3 * count)]
    near = extract(
        folded, list(map(_folded, known)), scorer=OSA.distance, score_cutoff=furthest, limit=5
    )
    for _words, distance, place in near:
        other = known[place]
        if other == tag or other in own or tags[other] < (least if not distance else 5 * count):
            continue
        if distance and (count > 2 or _FIGURES.findall(other) != _FIGURES.findall(tag)):
            continue  # several posts mean it; "2025" is no slip for "2026"
        return other
    return None


def _folded(tag: str) -> str:
    return _JOINTS.sub("", tag).casefold()


def _path_of(draft: Draft, key: str, tag: str) -> FieldPath | None:
    value = draft.frontmatter.data[key]
    if not isinstance(value, list):
        return None
    places = (n for n, item in enumerate(value) if " ".join(str(item).split()) == tag)
    number = next(places, None)
    return None if number is None else (key, number)


def _fixes(draft: Draft, key: str, path: FieldPath | None, tag: str, known: str) -> tuple[Fix, ...]:
    label = f"Make it “{shortened(known)}”"
    if path is not None:
        return set_fix(draft, label, path, known)
    value = draft.frontmatter.data[key]
    if isinstance(value, str):
        parts = [known if part.strip() == tag else part for part in re.split(r"(,\s*)", value)]
        return set_fix(draft, label, (key,), "".join(parts))
    return ()


RULES: tuple[Rule, ...] = (
    Rule(
        id="resembling-tag",
        family=Family.FIELDS,
        title="A tag that resembles one which many posts have",
        why="A misspelt tag makes a page of its own, and the post is missing from the right one.",
        severity=Severity.WARNING,
        check=resembling,
        example=Example(
            bad="---\ntitle: Ferry back\ntags: [ferries, politic]\n---\n\nIt sails again.\n",
            good="---\ntitle: Ferry back\ntags: [ferries, politics]\n---\n\nIt sails again.\n",
            site=tuple(
                (f"posts/vote-{n}.md", f"---\ntitle: Vote {n}\ntags: [politics]\n---\n\nA vote.\n")
                for n in range(6)
            ),
        ),
        options=(Option("posts", 3, "How many posts must have the other tag at least."),),
        beyond=True,
    ),
)
