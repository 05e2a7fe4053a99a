"""Drafts of small sites, for the tests of spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.review.draft import Draft
from copydesk.core.review.settings import ReviewSettings
from copydesk.core.review.site_facts import SiteFacts
from copydesk.core.review.source import Source
from copydesk.core.site.model import Site, site_label

if TYPE_CHECKING:
    from pathlib import Path


def facts_in(
    root: Path,
    *,
    language: str = "",
    dictionaries: str = "",
    personal: frozenset[str] = frozenset(),
    folders: tuple[Path, ...] = (),
) -> SiteFacts:
    """The facts of a plain folder."""
    return SiteFacts(
        Site(root, None, site_label(None, "commonmark"), "commonmark"),
        settings=ReviewSettings(language=language, dictionaries=dictionaries),
        personal_words=personal,
        dictionary_folders=folders,
    )


def draft_of(text: str, facts: SiteFacts, *sources: str) -> Draft:
    """A post of the folder, with the texts of its attached sources."""
    attached = tuple(Source(f"source-{n}.txt", source) for n, source in enumerate(sources))
    return Draft(text, facts.site.root / "post.md", facts, sources=attached, original=text)
