"""Prints what the rules found in real posts; `make corpus CHECK=1 CORPUS=folder`."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

from copydesk.core.review.finding import Severity
from copydesk.core.review.rules import RULES
from tests.corpus.checking import Checked, check_posts, sample
from tests.corpus.tables import print_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def report(
    folder: Path,
    batches: Iterable[tuple[str, list[str]]],
    processes: int,
    size: int,
    seed: int,
    per_rule: int,
) -> int:
    """Checks all posts and prints the tables and the samples; the exit status.

    Args:
        folder: The folder of folders.
        batches: The name of a folder in it, and posts of that.
        processes: How many at once.
        size: How many errors, and how many warnings, are drawn for reading by hand.
        seed: Of the draw.
        per_rule: How many of one rule at the most.
    """
    total = Checked()
    by_folder: dict[str, Checked] = {}
    names, paths = zip(*batches, strict=True)
    with ProcessPoolExecutor(processes) as pool:
        tops = [str(folder / name) for name in names]
        for name, checked in zip(names, pool.map(check_posts, tops, paths), strict=True):
            by_folder.setdefault(name, Checked()).add(checked)
            total.add(checked)
    _print_folders(by_folder, total)
    _print_rules(by_folder, total)
    for severity in (Severity.ERROR, Severity.WARNING):
        _print_sample(total, severity, size, seed, per_rule)
    for trouble in total.troubles:
        print(trouble)
    return 0 if total.posts else 1


def _print_folders(by_folder: dict[str, Checked], total: Checked) -> None:
    rows = [["", "posts", "words", "ms a post", "ms 1,000 words", *(s.value for s in Severity)]]
    for name, checked in [*sorted(by_folder.items()), ("all", total)]:
        counts: Counter[str] = Counter()
        for (_rule, level), count in checked.found.items():
            counts[level] += count
        milliseconds = 1000 * checked.seconds
        rows.append(
            [
                name,
                f"{checked.posts:,}",
                f"{checked.words:,}",
                f"{milliseconds / max(1, checked.posts):.1f}",
                f"{1000 * milliseconds / max(1, checked.words):.1f}",
                *(f"{counts[severity.value]:,}" for severity in Severity),
            ]
        )
    print_table(rows)


def _print_rules(by_folder: dict[str, Checked], total: Checked) -> None:
    print()
    rows = [["rule", "level", *sorted(by_folder), "all", "a 100 posts"]]
    for rule in RULES:
        for level in (severity.value for severity in Severity):
            key = (rule.id, level)
            if total.found[key]:
                counts = [f"{checked.found[key]:,}" for _name, checked in sorted(by_folder.items())]
                share = 100 * total.found[key] / max(1, total.posts)
                rows.append([rule.id, level, *counts, f"{total.found[key]:,}", f"{share:.1f}"])
    print_table(rows)


def _print_sample(total: Checked, severity: Severity, size: int, seed: int, per_rule: int) -> None:
    drawn = sample(total, severity, size, seed, per_rule)
    print(f"\n{len(drawn)} {severity.value}s for reading by hand (seed {seed})")
    for number, (rule, text) in enumerate(drawn, 1):
        print(f"{number:4}  [{rule}] {text}")
