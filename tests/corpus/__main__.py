"""Tries a folder of real posts and prints what came of it; exit status 1 where a byte was lost."""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.core.library.scan import is_ignored, is_post
from tests.corpus.check_report import report
from tests.corpus.tables import print_table
from tests.corpus.trial import Outcome, try_posts

if TYPE_CHECKING:
    from collections.abc import Iterator

_BATCH = 200
_MOST_SHOWN = 40


def main() -> int:
    """Reads the arguments, tries every post, prints the tables."""
    parser = argparse.ArgumentParser(prog="make corpus")
    parser.add_argument("folder", type=Path, help="a folder of folders of posts")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--most", type=int, default=0, help="posts of a folder, drawn at random")
    parser.add_argument("--check", action="store_true", help="run the rules of the review instead")
    parser.add_argument("--sample", type=int, default=100, help="errors and warnings to be shown")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-rule", type=int, default=12, help="of one rule at the most")
    arguments = parser.parse_args()
    if not arguments.folder.is_dir():
        print(f"There is no folder “{arguments.folder}”: make corpus CORPUS=folder.")
        return 2
    if arguments.check:
        return report(
            arguments.folder,
            _batches(arguments.folder, arguments.most, arguments.seed),
            arguments.processes,
            arguments.sample,
            arguments.seed,
            arguments.per_rule,
        )
    total = Outcome()
    by_folder: dict[str, Outcome] = {}
    with ProcessPoolExecutor(arguments.processes) as pool:
        names, batches = [], []
        for name, batch in _batches(arguments.folder, arguments.most, arguments.seed):
            names.append(name)
            batches.append(batch)
        for name, outcome in zip(names, pool.map(try_posts, batches), strict=True):
            by_folder.setdefault(name, Outcome()).add(outcome)
            total.add(outcome)
    _print_folders(by_folder, total)
    _print_edits(total)
    _print_reasons("Fields that can't be read", total.unreadable, total.examples)
    _print_reasons("Refused", total.refused, total.examples)
    if total.wrong:
        print("\nWRONG")
        print("\n".join(total.wrong[:_MOST_SHOWN]))
    return 1 if total.wrong or not total.counts["posts"] else 0


def _batches(folder: Path, most: int, seed: int) -> Iterator[tuple[str, list[str]]]:
    """The posts below each folder of the folder, some at a time; of each so many at the most."""
    posts: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if is_post(path.name) and not is_ignored("/".join(parts)) and path.is_file():
            posts.setdefault(parts[0] if len(parts) > 1 else ".", []).append(str(path))
    for name, paths in posts.items():
        if most and len(paths) > most:
            paths = sorted(random.Random(seed).sample(paths, most))
        for start in range(0, len(paths), _BATCH):
            yield name, paths[start : start + _BATCH]


_COLUMNS = (
    "posts", "opened", "unchanged on save", "with yaml", "with toml", "with json",
    "without fields", "fields unreadable", "fields that only we read",
)  # fmt: skip


def _print_folders(by_folder: dict[str, Outcome], total: Outcome) -> None:
    rows = [["", *_COLUMNS, "edits", "lossless", "refused", "wrong"]]
    for name, outcome in [*sorted(by_folder.items()), ("all", total)]:
        verdicts: Counter[str] = Counter()
        for (_kind, verdict), count in outcome.edits.items():
            verdicts[verdict] += count
        figures = [str(outcome.counts[column]) for column in _COLUMNS]
        tail = [
            str(verdicts.total()),
            *(str(verdicts[v]) for v in ("lossless", "refused", "wrong")),
        ]
        rows.append([name, *figures, *tail])
    print_table(rows)


def _print_edits(total: Outcome) -> None:
    print()
    rows = [["edit", "tried", "lossless", "refused", "wrong", "lossless of all"]]
    for kind in dict.fromkeys(kind for kind, _verdict in total.edits):
        counts = [total.edits[kind, verdict] for verdict in ("lossless", "refused", "wrong")]
        share = f"{100 * counts[0] / sum(counts):.3f} %"
        rows.append([kind, str(sum(counts)), *map(str, counts), share])
    print_table(rows)


def _print_reasons(title: str, reasons: Counter[str], examples: dict[str, str]) -> None:
    if reasons:
        print(f"\n{title}")
        for reason, count in reasons.most_common(_MOST_SHOWN):
            print(f"  {count:6}  {reason}  ({examples[reason]})")


if __name__ == "__main__":
    sys.exit(main())
