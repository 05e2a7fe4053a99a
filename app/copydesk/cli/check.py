"""``copydesk check``: what stands in the way of publication, for scripts and CI."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.cli.output import print_text
from copydesk.cli.sarif import sarif_log
from copydesk.core.library.scan import is_ignored, is_post
from copydesk.core.review.check_site import CheckedPost, SiteChecker
from copydesk.core.review.finding import Severity
from copydesk.core.review.finding_data import to_data
from copydesk.core.review.results import Results, results_path
from copydesk.core.review.site_reading import read_site
from copydesk.core.review.spelling.word_lists import personal_words_path, words_in_file
from copydesk.core.site.detect import detect_site
from copydesk.core.text.positions import line_at, line_starts

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence
    from typing import Any

    from copydesk.core.review.finding import Finding
    from copydesk.core.review.source import Source

_WELL, _FOUND, _USED_WRONGLY = 0, 1, 2
_ABOUT = (
    "Checks posts by the same rules as the Review tab. Which rules, and how strictly, stands in the"
    " site's copydesk.toml under [review]. Findings that were let stand, and sources attached to a"
    " post, are kept in the site's .copydesk folder and count here too. Exit status 1 where there"
    " are errors, or a file can't be read."
)


def add_parser(subparsers: Any) -> None:
    """Adds the command to the parser of the program."""
    parser = subparsers.add_parser(
        "check", help="what stands in the way of publication", description=_ABOUT
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a post, or a folder")
    parser.add_argument(
        "--source", nargs="+", action="extend", type=Path, default=[], metavar="FILE",
        help="a source that the posts are traced to, besides those attached to them",
    )  # fmt: skip
    parser.add_argument(
        "--format", choices=("text", "json", "sarif"), default="text", help="default: text"
    )
    parser.add_argument(
        "--no-cache", action="store_true", help="check posts again that did not change"
    )
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    for path in (*arguments.paths, *arguments.source):
        if not path.exists():
            print(f"copydesk: there is no “{path}”.", file=sys.stderr)
            return _USED_WRONGLY
    sources = _read(arguments.source)
    posts = list(_checked(arguments.paths, sources, cached=not arguments.no_cache))
    if arguments.format == "json":
        print_text(json.dumps(_as_json(posts), ensure_ascii=False, indent=2))
    elif arguments.format == "sarif":
        root = detect_site(_folder(arguments.paths[0].absolute())).root
        print_text(json.dumps(sarif_log(posts, root), ensure_ascii=False, indent=2))
    else:
        print_text("\n".join(_as_lines(posts)))
    for post in posts:
        if post.trouble:
            print(f"copydesk: {post.trouble}", file=sys.stderr)
    failed = any(post.trouble or _count(post.findings, Severity.ERROR) for post in posts)
    return _FOUND if failed else _WELL


def _read(paths: Sequence[Path]) -> tuple[Source, ...]:
    if not paths:
        return ()
    from copydesk.core.review.tracing.sources import read_source  # with readers of PDF and Word

    return tuple(read_source(path.absolute()) for path in paths)


def _checked(
    paths: Sequence[Path], sources: tuple[Source, ...], *, cached: bool
) -> Iterator[CheckedPost]:
    """The posts of all paths, each once, checked site by site."""
    checkers: dict[Path, SiteChecker] = {}
    seen: set[Path] = set()
    try:
        for path in (path.absolute() for path in paths):
            root = detect_site(_folder(path)).root
            if root not in checkers:
                reading = read_site(root, personal_words=words_in_file(personal_words_path()))
                for notice in reading.notices:
                    place = f"{notice.source}:{notice.line}" if notice.line else notice.source
                    sentence = f"{notice.sentence} {notice.next_step}".rstrip()
                    print(f"{place}: {sentence}", file=sys.stderr)
                results = Results(results_path(root) if cached else None)
                checkers[root] = SiteChecker(reading, results)
            for post in _posts(path):
                if post not in seen:
                    seen.add(post)
                    yield checkers[root].check_file(post, sources)
    finally:
        for checker in checkers.values():
            checker.close()


def _folder(path: Path) -> Path:
    return path if path.is_dir() else path.parent


def _posts(path: Path) -> list[Path]:
    """A post itself, whatever it is called; the posts in a folder, by path."""
    if not path.is_dir():
        return [path]
    found = []
    for post in path.rglob("*"):
        relative = post.relative_to(path).as_posix()
        if is_post(relative) and not is_ignored(relative) and post.is_file():
            found.append(post)
    return sorted(found)


def _count(findings: Sequence[Finding], severity: Severity) -> int:
    return sum(one.severity is severity and one.accepted is None for one in findings)


# As text -----------------------------------------------------------------------------------------


def _as_lines(posts: Sequence[CheckedPost]) -> list[str]:
    lines: list[str] = []
    for post in posts:
        starts = line_starts(post.text)
        lines += [
            _line(post.path, finding, starts)
            for finding in post.findings
            if finding.accepted is None and finding.severity is not Severity.NOTE
        ]
    return [*lines, _summary(posts)]


def _line(path: Path, finding: Finding, starts: list[int]) -> str:
    """One finding, as compilers write theirs, so that editors and terminals link it."""
    line = line_at(starts, finding.span.start)
    column = finding.span.start - starts[line] + 1
    detail = f" — {finding.detail}" if finding.detail else ""
    return (
        f"{_short(path)}:{line + 1}:{column}: {finding.severity.value}: {finding.sentence}{detail}"
        f" [{finding.rule}]"
    )


def _short(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _summary(posts: Sequence[CheckedPost]) -> str:
    counts = [
        sum(_count(post.findings, severity) for post in posts)
        for severity in (Severity.ERROR, Severity.WARNING)
    ]
    accepted = sum(one.accepted is not None for post in posts for one in post.findings)
    parts = [_number(counts[0], "error"), _number(counts[1], "warning")]
    if accepted:
        parts.append(f"{accepted} let stand")
    return f"{_number(len(posts), 'post')} checked: {', '.join(parts)}."


def _number(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


# As JSON -----------------------------------------------------------------------------------------


def _as_json(posts: Sequence[CheckedPost]) -> dict[str, object]:
    return {
        "posts": [
            {
                "path": str(post.path),
                "trouble": post.trouble,
                "findings": [_finding_json(one, line_starts(post.text)) for one in post.findings],
            }
            for post in posts
        ],
        "errors": sum(_count(post.findings, Severity.ERROR) for post in posts),
        "warnings": sum(_count(post.findings, Severity.WARNING) for post in posts),
    }


def _finding_json(finding: Finding, starts: list[int]) -> dict[str, object]:
    line = line_at(starts, finding.span.start)
    place = {"line": line + 1, "column": finding.span.start - starts[line] + 1}
    return {**to_data(finding), **place}
