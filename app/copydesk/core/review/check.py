"""Runs the rules over one post."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from copydesk.core.review.draft import Draft
from copydesk.core.review.finding import Finding, Found
from copydesk.core.review.rules import RULES
from copydesk.core.review.settings import RuleSetting
from copydesk.core.text.critic import Reading, accepted_reading
from copydesk.core.today import today as real_today

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from copydesk.core.review.rule import Rule
    from copydesk.core.review.settings import ReviewSettings
    from copydesk.core.review.site_facts import SiteFacts
    from copydesk.core.review.source import Source

_UNSET = RuleSetting()
_log = logging.getLogger(__name__)


def check_post(
    text: str,
    path: Path,
    facts: SiteFacts,
    *,
    today: dt.date | None = None,
    sources: tuple[Source, ...] = (),
    rules: Iterable[Rule] = RULES,
) -> tuple[Finding, ...]:
    """What the rules find in a post, by place.

    Rules see the text with its suggestions taken as accepted; what they find is told in positions
    of the text as it stands. A fix that would cut through a suggestion is left out.

    Args:
        text: The whole text as it stands.
        path: The post's file, absolute.
        facts: The site around it.
        today: The day; None for the real one.
        sources: The attached sources.
        rules: Which rules, before the site's settings.
    """
    reading = accepted_reading(text)
    day = today or real_today()
    draft = Draft(reading.text, path, facts, day, sources, text)
    found = [finding for rule in rules for finding in _run(rule, draft, facts.settings, reading)]
    return tuple(sorted(found, key=lambda one: (one.span, one.severity.weight, one.rule)))


def is_on(rule: Rule, settings: ReviewSettings) -> bool:
    """Whether a rule runs at all on this site."""
    off = settings.rules.get(rule.id, _UNSET).off
    return not (rule.off if off is None else off)


def options_of(rule: Rule, settings: ReviewSettings) -> Mapping[str, object]:
    """The options of a rule with the site's values."""
    said = settings.rules.get(rule.id, _UNSET).options
    return {option.name: said.get(option.name, option.default) for option in rule.options}


def _run(rule: Rule, draft: Draft, settings: ReviewSettings, reading: Reading) -> Iterator[Finding]:
    if not is_on(rule, settings):
        return
    severity = settings.rules.get(rule.id, _UNSET).severity or rule.severity
    try:
        found = list(rule.check(draft, options_of(rule, settings)))
    except Exception:  # noqa: BLE001 - one rule that fails must not cost the editor the others
        _log.exception("the rule %s failed", rule.id)
        return
    for one in found:
        told = _told(one, reading)
        yield Finding(
            rule=rule.id,
            severity=severity,
            span=told.span,
            sentence=told.sentence,
            detail=told.detail,
            why=rule.why,
            fixes=told.fixes,
            safe=rule.safe and bool(told.fixes),
            field=told.field,
            related=told.related,
            about=told.about,
            source=told.source,
            source_span=told.source_span,
        )


def _told(found: Found, reading: Reading) -> Found:
    """The same, in positions of the text as it stands."""
    if reading.plain or found.in_original:
        return found
    fixes = []
    for fix in found.fixes:
        edits = reading.edits_in_source(fix.edits)
        if edits is not None:
            fixes.append(replace(fix, edits=edits))
    return replace(
        found,
        span=reading.span_in_source(found.span),
        fixes=tuple(fixes),
        related=tuple(map(reading.span_in_source, found.related)),
    )
