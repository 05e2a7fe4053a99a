"""The "review" role: checks posts in a process of its own, so that no key waits for a rule.

It answers each request in turn, in frames (`core.frames`):

- ``{"kind": "open", "root": str, "words": [str]}`` reads a site, or reads it anew; ``words`` are
  the editor's own. ``{"kind": "site", "rules_key": str, "site_key": str, "posts_key": str,
  "notices": [[sentence, next step]]}``, or ``{"kind": "failed", "sentence": str}``.
- ``{"kind": "check", "path": str, "text": str}``: first ``{"kind": "started"}``, then ``{"kind":
  "checked", "findings": [finding_data.to_data], "families": {rule: family}, "spelling": [rule]}``:
  of the rules that found something, the family, and which of them are about a word; with
  ``"reading": str``, how hard the post is to read, and ``"links": [[start, end, address]]``, those
  that leave the site.
- ``{"kind": "count", "paths": [str]}``: a ``{"kind": "row", "path": str, "errors": int,
  "warnings": int}`` for each until some time has passed, then ``{"kind": "counted"}``.
- ``{"kind": "suggest", "path": str, "text": str, "word": str}``: ``{"kind": "suggested", "words":
  [str]}``, what a word of a post may be meant to be.
- ``{"kind": "trace", "path": str, "text": str}``: ``{"kind": "started"}``, ``{"kind": "traced",
  "claims": [claim_data.claim_to_data]}``.

A request that can't be answered is answered ``{"kind": "failed", "sentence": str}``.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copydesk.core.errors import CopydeskError
from copydesk.core.frames import serve
from copydesk.core.review.check_site import SiteChecker
from copydesk.core.review.claim_data import claim_to_data
from copydesk.core.review.draft import Draft
from copydesk.core.review.finding import Severity
from copydesk.core.review.finding_data import to_data
from copydesk.core.review.kept import load_records, load_sources
from copydesk.core.review.links.external import external_links
from copydesk.core.review.prose.readability import readability
from copydesk.core.review.records import Records
from copydesk.core.review.results import Results, results_path
from copydesk.core.review.rules import BY_ID
from copydesk.core.review.site_reading import read_site
from copydesk.core.review.spelling import rules as spelling
from copydesk.core.review.spelling.languages import language_of_draft
from copydesk.core.review.spelling.suggest import suggestions
from copydesk.core.text.critic import accepted_reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.frames import Message

# What is typed meanwhile waits no longer than this, and one post more.
_BATCH_S = 0.15
# The desk stops a check much sooner; this is for when the desk itself is gone.
_GIVE_UP_AFTER_S = 180.0
# Checking comes after what the person does.
_NICENESS = 5
_NO_SITE = "The site could not be read, so its posts are not checked."

_log = logging.getLogger(__name__)


class ReviewWorker:
    """Answers requests; one site at a time."""

    def __init__(self) -> None:
        self._checker: SiteChecker | None = None

    def handle(self, message: Message) -> Iterator[Message]:
        """The answers to one request; whatever goes wrong is an answer, too."""
        kind = message.get("kind")
        try:
            if kind == "open":
                yield self._open(message)
            elif self._checker is None:
                yield _failure(_NO_SITE)
            elif kind == "count":
                yield from self._count(self._checker, message["paths"])
            elif kind == "check":
                yield {"kind": "started"}
                yield self._check(self._checker, message)
            elif kind == "suggest":
                yield {"kind": "started"}
                yield self._suggest(self._checker, message)
            elif kind == "trace":
                yield {"kind": "started"}
                yield self._trace(self._checker, message)
        except CopydeskError as error:
            yield _failure(str(error))
        except RecursionError:
            yield _failure("Something in this post is nested too deeply to be checked.")
        except Exception:  # noqa: BLE001 - the process must outlive any post
            _log.exception("a check failed")
            yield _failure("This post holds something that the review stumbles over.")

    def close(self) -> None:
        """Keeps what was found, for the next start."""
        if self._checker is not None:
            self._checker.close()
            self._checker = None

    def _open(self, message: Message) -> Message:
        root = Path(message["root"])
        reading = read_site(root, personal_words=frozenset(message["words"]))
        if self._checker is not None and self._checker.reading.facts.site.root == (
            reading.facts.site.root
        ):
            self._checker.reading = reading
        else:
            self.close()
            self._checker = SiteChecker(reading, Results(results_path(reading.facts.site.root)))
        return {
            "kind": "site",
            "rules_key": reading.rules_key,
            "site_key": reading.site_key,
            "posts_key": reading.posts_key,
            "notices": [[n.sentence, n.next_step] for n in reading.notices if not n.quiet],
        }

    def _check(self, checker: SiteChecker, message: Message) -> Message:
        path, text = Path(message["path"]), message["text"]
        findings = checker.check_text(path, text)
        rules = {finding.rule for finding in findings}
        reading = accepted_reading(text)
        draft = Draft(reading.text, path, checker.reading.facts)
        links = [(reading.span_in_source(one.span), one.href) for one in external_links(draft)]
        return {
            "kind": "checked",
            "findings": [to_data(finding) for finding in findings],
            "families": {rule: BY_ID[rule].family.value for rule in rules},
            "spelling": [rule.id for rule in spelling.RULES if rule.id in rules],
            "reading": readability(draft).sentence,
            "links": [[span.start, span.end, href] for span, href in links],
        }

    def _suggest(self, checker: SiteChecker, message: Message) -> Message:
        facts = checker.reading.facts
        draft = Draft(message["text"], Path(message["path"]), facts)
        words = suggestions(message["word"], language_of_draft(draft), facts)
        return {"kind": "suggested", "words": list(words)}

    def _count(self, checker: SiteChecker, paths: list[str]) -> Iterator[Message]:
        until = time.monotonic() + _BATCH_S
        for path in paths:
            checked = checker.check_file(Path(path))
            heavy = [f.severity for f in checked.findings if f.accepted is None]
            yield {
                "kind": "row",
                "path": path,
                "errors": heavy.count(Severity.ERROR),
                "warnings": heavy.count(Severity.WARNING),
            }
            if time.monotonic() > until:
                break
        checker.keep()  # the process may be ended at any time
        yield {"kind": "counted"}

    def _trace(self, checker: SiteChecker, message: Message) -> Message:
        site = checker.reading.facts.site
        path = Path(message["path"])
        post = site.relative(path)
        records = load_records(site.root, post) if post is not None else Records()
        sources = load_sources(site.root, records)
        if not sources:
            return {"kind": "traced", "claims": []}
        from copydesk.core.review.tracing.trace import trace  # a third of the time to start

        claims = trace(message["text"], sources).claims
        return {"kind": "traced", "claims": [claim_to_data(claim) for claim in claims]}


def _failure(sentence: str) -> dict[str, Any]:
    return {"kind": "failed", "sentence": sentence}


def main() -> int:
    """Serves standard input and output until they close."""
    # Frames of the parsers, not of this program; see `core.markup.worker`.
    sys.setrecursionlimit(5_000)
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(_NICENESS)
    worker = ReviewWorker()
    try:
        return serve(worker.handle, give_up_after_s=_GIVE_UP_AFTER_S)
    finally:
        worker.close()
