"""Rules for what two posts of a site must not share: a title, an address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.core.library.habits import folder_of, is_named_by_file
from copydesk.core.review.fields.lengths import TITLES
from copydesk.core.review.fields.places import key_like, span_of
from copydesk.core.review.finding import Found, Severity
from copydesk.core.review.rule import Example, Family, Rule
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.library.entry import PostEntry
    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options

_ADDRESSES = ("permalink", "url", "slug")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")


def duplicate_title(draft: Draft, _options: Options) -> Iterator[Found]:
    """Another post of the same collection that is called the same."""
    key = key_like(draft, *TITLES)
    value = draft.frontmatter.data.get(key) if key else None
    if key is None or not isinstance(value, str) or not value.strip():
        return
    folded = " ".join(value.split()).casefold()
    others = [
        path
        for path in draft.facts.by_title.get(folded, ())
        if path != draft.relative and _is_rival(draft, path)
    ]
    if others:
        first = draft.facts.entries[others[0]]
        more = f" and {len(others) - 1} more" if len(others) > 1 else ""
        yield Found(
            span_of(draft, (key,)),
            "Another post has the same title",
            f"It is {first.path}{more}.",
            field=(key,),
            about=" ".join(others[:5]),
        )


def _is_rival(draft: Draft, path: str) -> bool:
    """Whether a post of the same title is one that readers would take for this one."""
    entry = draft.facts.entries[path]
    if entry.language != draft.metadata.language or not _names_itself(entry):
        return False
    own, other = draft.relative.split("/"), path.split("/")
    if own[-1] == other[-1] and own[:-1] != other[:-1]:
        return False  # a version, a translation, or the first page of another folder
    if _without_language(own[-1]) == _without_language(other[-1]):
        return False
    site = draft.facts.site
    here, there = site.collection_of(draft.path), site.collection_of(site.root / path)
    # Pages of different chapters may well be called "Overview"; folders of years are one.
    return here == there and _chapter(draft.relative) == _chapter(path)


def _chapter(path: str) -> list[str]:
    return [part for part in folder_of(path).split("/") if not part.isdigit()]


def _names_itself(entry: PostEntry) -> bool:
    return entry.readable and not is_named_by_file(entry)


def _without_language(file: str) -> str:
    """One name for both: "mill.fr.md" and "mill.md" are one post."""
    first, *others = file.split(".")
    return ".".join((first, *(part for part in others[:-1] if not _LANGUAGE.fullmatch(part))))


def duplicate_address(draft: Draft, _options: Options) -> Iterator[Found]:
    """Another post that the site would serve at the same address."""
    others = draft.facts.addresses.sharing.get(draft.relative, ())
    if not others:
        return
    key = key_like(draft, *_ADDRESSES)
    content = draft.frontmatter.content
    start = content.start if content else draft.body_start
    more = f" and {len(others) - 1} more" if len(others) > 1 else ""
    yield Found(
        span_of(draft, (key,)) if key else Span(start, start),
        "Another post has the same address",
        f"It is {others[0]}{more}; a site shows only one of them.",
        field=(key,) if key else (),
        about=" ".join(others[:5]),
    )


RULES: tuple[Rule, ...] = (
    Rule(
        id="duplicate-title",
        family=Family.FIELDS,
        title="A title that another post has too",
        why="Readers and search engines can’t tell the two apart.",
        severity=Severity.WARNING,
        check=duplicate_title,
        example=Example(
            bad="---\ntitle: Mill Lane floods again\n---\n\nIt rained.\n",
            good="---\ntitle: Mill Lane floods a third time\n---\n\nIt rained.\n",
            site=(("posts/flood.md", "---\ntitle: Mill Lane floods again\n---\n\nIn March.\n"),),
        ),
        beyond=True,
    ),
    Rule(
        id="duplicate-address",
        family=Family.FIELDS,
        title="An address that another post has too",
        why="A site can show only one post at an address; the other is lost without a word.",
        severity=Severity.ERROR,
        check=duplicate_address,
        example=Example(
            bad="---\ntitle: Mill Lane floods\npermalink: /news/flood/\n---\n\nIt rained.\n",
            good="---\ntitle: Mill Lane floods\npermalink: /news/mill-lane/\n---\n\nIt rained.\n",
            site=(
                ("posts/flood.md", "---\ntitle: Flood\npermalink: /news/flood\n---\n\nMarch.\n"),
            ),
        ),
        beyond=True,
    ),
)
