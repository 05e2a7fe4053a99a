"""Checking posts, tracing a draft to its sources, comparing two versions; with what each costs."""

from __future__ import annotations

import time
from collections import defaultdict
from typing import TYPE_CHECKING

from copydesk.core.posts.compare import compare_posts
from copydesk.core.review.check import check_post
from copydesk.core.review.check_site import SiteChecker
from copydesk.core.review.draft import Draft
from copydesk.core.review.results import Results
from copydesk.core.review.rule import Family
from copydesk.core.review.rules import RULES
from copydesk.core.review.site_facts import SiteFacts
from copydesk.core.review.site_reading import read_site
from copydesk.core.review.source import Source
from copydesk.core.review.tracing.trace import trace
from copydesk.core.site.model import Site, site_label
from tests.bench import prose
from tests.bench.figures import Figure
from tests.bench.posts import site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_POSTS = 10_000
_TURNS = 9
_RULES_MS = 60.0
_TRACE_MS = 1_000.0
_COMPARE_MS = 150.0


def measure(folder: Path) -> list[Figure]:
    """All of them."""
    return [
        *_one_post(folder),
        *_whole_site(folder),
        _spelling(folder),
        *_tracing(),
        _comparing(),
    ]


def _facts(root: Path) -> SiteFacts:
    return SiteFacts(Site(root, None, site_label(None, "commonmark"), "commonmark"))


def _one_post(folder: Path) -> list[Figure]:
    """A post of 1,000 words: all rules, and each family alone on a post that is read already."""
    facts = _facts(folder)
    path = folder / "post.md"
    whole: list[float] = []
    parse: list[float] = []
    families: dict[Family, list[float]] = defaultdict(list)
    for turn in range(_TURNS + 1):
        text = prose.article(1_000, seed=turn)
        whole.append(_ms(lambda: check_post(text, path, facts)))  # noqa: B023 - called at once
        draft = Draft(prose.article(1_000, seed=100 + turn), path, facts)
        parse.append(_ms(lambda: draft.manuscript))  # noqa: B023
        for family in Family:
            rules = [rule for rule in RULES if rule.family is family and not rule.off]
            options = [{one.name: one.default for one in rule.options} for rule in rules]
            families[family].append(
                _ms(
                    lambda: [
                        list(rule.check(draft, given))  # noqa: B023
                        for rule, given in zip(rules, options, strict=True)  # noqa: B023
                    ]
                )
            )
    figures = [Figure("all rules, 1,000 words", whole[1:], target=_RULES_MS)]
    floor = ("all rules", whole[1:])
    figures.append(Figure("  of which: reading the Markdown", parse[1:], floor=floor))
    figures += [
        Figure(f"  of which: {family.value}", samples[1:], floor=floor)
        for family, samples in families.items()
        if family is not Family.SOURCES
    ]
    return figures


def _whole_site(folder: Path) -> list[Figure]:
    """10,000 posts on one core: the first time, and again when none has changed."""
    root = site(folder / "checked", _POSTS)
    reading: list[float] = []
    cold: list[float] = []
    again: list[float] = []
    remembered = folder / "results.sqlite"
    for taken in (cold, again):
        begun = time.perf_counter()
        checker = SiteChecker(read_site(root), Results(remembered))
        reading.append((time.perf_counter() - begun) * 1000)
        begun = time.perf_counter()
        for path in sorted(root.rglob("*.md")):
            checker.check_file(path)
        checker.close()
        taken.append((time.perf_counter() - begun) * 1000)
    note = f"one core, one run; {cold[0] / _POSTS:.1f} ms a post of 500 words"
    return [
        Figure(f"check {_POSTS:,} posts, cold", cold, note=note),
        Figure(f"check {_POSTS:,} posts, unchanged", again, floor=("cold", cold)),
        Figure(f"read the site of {_POSTS:,} posts", reading[1:]),
    ]


def _spelling(folder: Path) -> Figure:
    """Spelling alone; its figure is milliseconds for 10,000 words, most of them seen before."""
    rules = [rule for rule in RULES if rule.id == "spelling"]
    words = prose.article(10_000, seed=7)
    samples = []
    for turn in range(_TURNS + 1):
        draft = Draft(f"{words}\n{turn}\n", folder / "post.md", _facts(folder))
        _read = draft.manuscript
        samples.append(_ms(lambda: [list(rule.check(draft, {})) for rule in rules]))  # noqa: B023
    samples = samples[1:]
    rate = 10_000 / (sorted(samples)[len(samples) // 2] / 1000)
    return Figure("spelling, 10,000 words", samples, note=f"{rate:,.0f} words a second")


def _tracing() -> list[Figure]:
    """A draft of 2,000 words against 20,000 words of sources."""
    samples = []
    for turn in range(_TURNS + 1):
        sources = [
            Source(f"source-{n}.txt", prose.report(5_000, seed=10 * turn + n)) for n in range(4)
        ]
        draft = prose.draft_of([source.text for source in sources], 2_000, seed=turn)
        samples.append(_ms(lambda: trace(draft, sources)))  # noqa: B023 - called at once
    return [Figure("trace 2,000 words to 20,000 of sources", samples[1:], target=_TRACE_MS)]


def _comparing() -> Figure:
    """Two versions of 5,000 words: words changed throughout, paragraphs moved, added and gone."""
    samples = []
    for turn in range(_TURNS + 1):
        old = prose.article(5_000, seed=turn)
        new = prose.rewritten(old, seed=turn)
        samples.append(_ms(lambda: compare_posts(old, new)))  # noqa: B023 - called at once
    return Figure("compare two versions of 5,000 words", samples[1:], target=_COMPARE_MS)


def _ms(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000
