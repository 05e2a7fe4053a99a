"""Checks posts of a site as they stand on disk, with what is kept of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.errors import StorageError
from copydesk.core.posts.encoding import decode
from copydesk.core.review.acceptance import mark_accepted
from copydesk.core.review.check import check_post
from copydesk.core.review.kept import load_records, load_sources
from copydesk.core.review.records import Records
from copydesk.core.review.results import Results
from copydesk.core.review.rules import BY_ID, RULES
from copydesk.core.review.site_reading import digest_of
from copydesk.core.storage.fingerprint import read_file
from copydesk.core.today import today as real_today

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

    from copydesk.core.review.finding import Finding
    from copydesk.core.review.rule import Rule
    from copydesk.core.review.site_reading import SiteReading
    from copydesk.core.review.source import Source

# An address with a place in it, "../fares.md#from-monday": what stands there may be another now.
_PLACE_ELSEWHERE = re.compile(r"[^\s\"'(<\[&#]#[^\s#]")
_BEYOND = tuple(rule for rule in RULES if rule.beyond)


@dataclass(frozen=True, slots=True)
class CheckedPost:
    """What was found in one post.

    Attributes:
        path: The file, absolute.
        text: Its text; "" where it can't be read.
        findings: By place; accepted ones have their reason.
        trouble: Why it can't be read; "" where it can.
    """

    path: Path
    text: str
    findings: tuple[Finding, ...]
    trouble: str = ""


class SiteChecker:
    """Checks posts of one site, and remembers what it found.

    Attributes:
        reading: The site as read; replaced when it has changed.
    """

    def __init__(
        self,
        reading: SiteReading,
        results: Results | None = None,
        *,
        today: dt.date | None = None,
    ) -> None:
        """Takes the site, and where findings are remembered; None for nowhere."""
        self.reading = reading
        self._results = results or Results(None)
        self._today = today

    def check_file(self, path: Path, sources: tuple[Source, ...] = ()) -> CheckedPost:
        """What the rules find in a post as it stands on disk.

        Args:
            path: Absolute.
            sources: Sources besides those attached to it.
        """
        try:
            text = decode(read_file(path).data).text
        except StorageError as error:
            return CheckedPost(path, "", (), str(error))
        return CheckedPost(path, text, self.check_text(path, text, sources, remember=True))

    def check_text(
        self,
        path: Path,
        text: str,
        sources: tuple[Source, ...] = (),
        *,
        remember: bool = False,
    ) -> tuple[Finding, ...]:
        """What the rules find in a text of a post, with what is kept of it.

        Args:
            path: The post's file, absolute.
            text: Its text, saved or not.
            sources: Sources besides those attached to it.
            remember: Whether it is what stands on disk, so that it is worth remembering.
        """
        site = self.reading.facts.site
        post = site.relative(path)
        # A guest may be called like a post of the site.
        records = load_records(site.root, post) if post is not None else Records()
        given = (*load_sources(site.root, records), *sources)
        parts = [text, self.reading.rules_key]
        own_key = digest_of([*parts, *(part for one in given for part in (one.name, one.text))])
        day = self._today or real_today()
        around = [self.reading.site_key, day.isoformat()]
        if _PLACE_ELSEWHERE.search(text):
            around.append(self.reading.posts_key)
        beyond_key = digest_of([own_key, *around])
        known = post if remember and post else ""
        own = self._results.own(known, own_key) if known else None
        beyond = self._results.beyond(known, beyond_key) if known else None
        if own is None:
            every = self._run(RULES, path, text, given, day)
            own = tuple(one for one in every if not BY_ID[one.rule].beyond)
            beyond = tuple(one for one in every if BY_ID[one.rule].beyond)
        elif beyond is None:
            beyond = self._run(_BEYOND, path, text, given, day)
        else:
            known = ""
        if known:
            self._results.store(known, (own_key, own), (beyond_key, beyond))
        found = sorted((*own, *beyond), key=lambda one: (one.span, one.severity.weight, one.rule))
        return mark_accepted(found, text, records.accepted)

    def keep(self) -> None:
        """Writes down what it remembers."""
        self._results.keep()

    def close(self) -> None:
        """Lets go of what it remembers in."""
        self._results.close()

    def _run(
        self,
        rules: Iterable[Rule],
        path: Path,
        text: str,
        sources: tuple[Source, ...],
        day: dt.date,
    ) -> tuple[Finding, ...]:
        facts = self.reading.facts
        return check_post(text, path, facts, today=day, sources=sources, rules=rules)
