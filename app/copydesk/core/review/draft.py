"""One post as its checks see it: read once, whatever rules ask for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from copydesk.core.markup.anchors import Anchors, anchors_in
from copydesk.core.markup.link_places import LinkPlace, links_in
from copydesk.core.markup.manuscript import Manuscript, read_manuscript
from copydesk.core.posts.frontmatter import Frontmatter, read_frontmatter
from copydesk.core.posts.metadata import PostMetadata, read_metadata
from copydesk.core.review.targets import Target, pictures_of, targets_of
from copydesk.core.text.positions import Span, line_at, line_starts
from copydesk.core.today import today as real_today

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from copydesk.core.review.site_facts import SiteFacts
    from copydesk.core.review.source import Source


@dataclass(frozen=True)
class Draft:
    """One text of one post. Checks read it and never change it.

    Attributes:
        text: The whole text with suggestions taken as accepted and comments left out.
        path: The post's file, absolute; for one that was never saved, where it would be.
        facts: The site around it.
        today: The day of the check.
        sources: The attached sources, as read.
        original: The text as it stands, CriticMarkup included.
    """

    text: str
    path: Path
    facts: SiteFacts
    today: dt.date = field(default_factory=real_today)
    sources: tuple[Source, ...] = ()
    original: str = ""

    @cached_property
    def frontmatter(self) -> Frontmatter:
        """The fields."""
        return read_frontmatter(self.text)

    @property
    def body_start(self) -> int:
        """Where the text below the fields starts."""
        return self.frontmatter.body_start

    @property
    def relative(self) -> str:
        """The path below the site's root, with "/"; the file's name for one outside."""
        return self.facts.site.relative(self.path) or self.path.name

    @cached_property
    def metadata(self) -> PostMetadata:
        """Title, date, status, language, tags."""
        return read_metadata(self.frontmatter.data, self.text[self.body_start :], self.relative)

    @cached_property
    def language(self) -> str:
        """BCP 47: the post's own, else the site's, else English; lower case before "-"."""
        return self.metadata.language or self.facts.settings.language or "en"

    @cached_property
    def manuscript(self) -> Manuscript:
        """The words and marks of the body, with their places."""
        return read_manuscript(self.text, self.body_start, mdx=self.path.suffix == ".mdx")

    @cached_property
    def links(self) -> tuple[LinkPlace, ...]:
        """The links and images of the body, by their start."""
        return links_in(self.manuscript)

    @cached_property
    def targets(self) -> tuple[tuple[LinkPlace, Target], ...]:
        """Where the links lead, those of HTML and definitions included.

        A link by reference is left out: its definition stands for it.
        """
        wanted = [
            link
            for link in self.links
            if link.href and (link.kind == "definition" or (link.kind == "link" and link.href_span))
        ]
        return targets_of(self.facts, self.path, wanted)

    @cached_property
    def pictures(self) -> tuple[tuple[LinkPlace, Path | None], ...]:
        """The images of the body that name a file, each with that file where it is there."""
        return pictures_of(self.facts, self.path, self.links)

    @cached_property
    def anchors(self) -> Anchors:
        """The places in the post that a link can lead to."""
        return anchors_in(self.text[self.body_start :])

    @cached_property
    def line_starts(self) -> list[int]:
        """Where the lines of the whole text start."""
        return line_starts(self.text)

    def line_of(self, position: int) -> int:
        """The 0-based line of a position in the whole text."""
        return line_at(self.line_starts, position)

    def field_span(self, key: str) -> Span:
        """Where a top-level field's value stands; the end of the fields for one not there."""
        entry = self.frontmatter.entry(key)
        if entry is not None:
            return entry.value_span
        content = self.frontmatter.content
        return Span(content.end, content.end) if content else Span(0, 0)
