"""Runs every rule over real posts, and draws a sample of what it found for reading by hand."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.core.review.check_site import SiteChecker
from copydesk.core.review.site_reading import read_site
from copydesk.core.site.detect import detect_site
from copydesk.core.text.positions import line_at, line_starts

if TYPE_CHECKING:
    from copydesk.core.review.check_site import CheckedPost
    from copydesk.core.review.finding import Finding, Severity

_AROUND = 90
# Of each rule, severity and batch, so that a rule that finds much does not fill the memory.
_MOST_KEPT = 200


@dataclass
class Checked:
    """What came of some posts.

    Attributes:
        posts: How many were checked.
        words: How many words they have, as spaces part them.
        seconds: What checking took, all rules, one process.
        found: How many findings of each rule and severity.
        samples: Of each rule and severity, findings as text for reading by hand.
        troubles: Posts that could not be checked.
    """

    posts: int = 0
    words: int = 0
    seconds: float = 0.0
    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    samples: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)

    def add(self, other: Checked) -> None:
        """Takes in what came of others."""
        self.posts += other.posts
        self.words += other.words
        self.seconds += other.seconds
        self.found.update(other.found)
        for key, texts in other.samples.items():
            self.samples.setdefault(key, []).extend(texts)
        self.troubles += other.troubles


def check_posts(top: str, paths: list[str]) -> Checked:
    """Checks posts below one folder, each with its own site; runs in a process of its own.

    Args:
        top: The site's folder, where nothing between it and a post is a site.
        paths: The posts.
    """
    result = Checked()
    chance = random.Random(len(paths))
    for name in paths:
        checker = _checker(_root_of(Path(name).parent, Path(top)))
        started = time.perf_counter()
        post = checker.check_file(Path(name))
        result.seconds += time.perf_counter() - started
        _take(result, post, chance)
    return result


def sample(
    checked: Checked, severity: Severity, size: int, seed: int, per_rule: int
) -> list[tuple[str, str]]:
    """Findings for reading by hand: at random, but of no rule more than its share.

    Returns:
        Rule and finding as text.
    """
    chance = random.Random(seed)
    pool: list[tuple[str, str]] = []
    for (rule, level), texts in sorted(checked.samples.items()):
        if level == severity.value:
            drawn = chance.sample(texts, min(per_rule, len(texts)))
            pool += [(rule, text) for text in drawn]
    chance.shuffle(pool)
    return pool[:size]


@lru_cache(maxsize=4)
def _checker(root: Path) -> SiteChecker:
    return SiteChecker(read_site(root))


@lru_cache(maxsize=10_000)
def _root_of(folder: Path, top: Path) -> Path:
    site = detect_site(folder)
    return site.root if site.generator and site.root.is_relative_to(top) else top


def _take(result: Checked, post: CheckedPost, chance: random.Random) -> None:
    if post.trouble:
        result.troubles.append(post.trouble)
        return
    result.posts += 1
    result.words += len(post.text.split())
    starts = line_starts(post.text)
    for finding in post.findings:
        key = (finding.rule, finding.severity.value)
        result.found[key] += 1
        kept = result.samples.setdefault(key, [])
        if len(kept) < _MOST_KEPT:
            kept.append(_shown(post, finding, starts))
        elif (place := chance.randrange(result.found[key])) < _MOST_KEPT:
            kept[place] = _shown(post, finding, starts)


def _shown(post: CheckedPost, finding: Finding, starts: list[int]) -> str:
    """A finding with the text around it."""
    text, span = post.text, finding.span
    before = text[max(0, span.start - _AROUND) : span.start]
    after = text[span.end : span.end + _AROUND]
    line = line_at(starts, span.start) + 1
    marked = f"{before}⟦{span.of(text)[:300]}⟧{after}".replace("\r", "").replace("\n", "⏎")
    return f"{post.path}:{line}: {finding.sentence}. {finding.detail}\n      {marked}"
