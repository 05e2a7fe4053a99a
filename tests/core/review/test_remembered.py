"""What was found is remembered as long as nothing changes that it depends on, and no longer."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from copydesk.core.review.acceptance import accept
from copydesk.core.review.check_site import SiteChecker
from copydesk.core.review.kept import update_records
from copydesk.core.review.records import Records
from copydesk.core.review.results import Results
from copydesk.core.review.site_reading import read_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from copydesk.core.review.finding import Finding

_POST = """\
---
title: Ferry fares rise
date: 2024-05-02
description: What the ferry costs from Monday, and who still travels free.
fare: "12"
---

See [the old fares](fares.md#children), [the map](/map), and ~~the quay~~.

![The ferry at the quay](ferry.png)

The wrold looks on.
"""
_MKDOCS = "site_name: Ferry\nnav: []\n"


def _picture(width: int) -> bytes:
    head = b"IHDR" + struct.pack(">IIBBBBB", width, 10, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + b"\0" * 4


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "docs").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(_MKDOCS, "utf-8")
    (root / "docs" / "ferry.md").write_text(_POST, "utf-8")
    (root / "docs" / "fares.md").write_text("# Fares\n\n## Children\n\nFree.\n", "utf-8")
    (root / "docs" / "ferry.png").write_bytes(_picture(800))
    return root


def _checked(site: Path, results: Path | None) -> tuple[Finding, ...]:
    checker = SiteChecker(read_site(site), Results(results))
    try:
        return checker.check_file(site / "docs" / "ferry.md").findings
    finally:
        checker.close()


def _another_heading(site: Path) -> None:
    (site / "docs" / "fares.md").write_text("# Fares\n\n## Pensioners\n\nFree.\n", "utf-8")


def _larger_picture(site: Path) -> None:
    (site / "docs" / "ferry.png").write_bytes(_picture(9_000))


def _no_picture(site: Path) -> None:
    (site / "docs" / "ferry.png").unlink()


def _redirect(site: Path) -> None:
    (site / "mkdocs.yml").write_text(f"{_MKDOCS}redirects:\n  - /map\n", "utf-8")


def _extension(site: Path) -> None:
    listed = "markdown_extensions:\n  - pymdownx.tilde\n"
    (site / "mkdocs.yml").write_text(_MKDOCS + listed, "utf-8")


def _schema(site: Path) -> None:
    (site / "copydesk.toml").write_text(
        '[collections.docs]\nfolder = "docs"\nfields.byline = {type = "text", required = true}\n',
        "utf-8",
    )


def _setting(site: Path) -> None:
    (site / "copydesk.toml").write_text('[review.rules]\nspelling = "off"\n', "utf-8")


def _words(site: Path) -> None:
    (site / ".copydesk").mkdir()
    (site / ".copydesk" / "words.txt").write_text("wrold\n", "utf-8")


def _same_title(site: Path) -> None:
    (site / "docs" / "other.md").write_text(_POST, "utf-8")


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (_another_heading, "broken-anchor"),
        (_larger_picture, "oversized-image"),
        (_no_picture, "broken-image"),
        (_redirect, ""),
        (_extension, "other-dialect"),
        (_schema, "missing-field"),
        (_setting, "spelling"),
        (_words, "spelling"),
        (_same_title, "duplicate-title"),
    ],
)
def test_nothing_stale_is_remembered(
    site: Path, tmp_path: Path, change: Callable[[Path], None], rule: str
) -> None:
    results = tmp_path / "results.sqlite"
    before = _checked(site, results)
    assert _checked(site, results) == before
    change(site)
    fresh = _checked(site, None)
    assert _checked(site, results) == fresh
    if rule:
        counts = [sum(one.rule == rule for one in found) for found in (before, fresh)]
        assert counts in ([0, 1], [1, 0])


def test_a_guest_called_like_a_post_has_nothing_of_it(site: Path, tmp_path: Path) -> None:
    (site / "ferry.md").write_text(_POST, "utf-8")
    guest = tmp_path / "ferry.md"
    guest.write_text(_POST, "utf-8")
    checker = SiteChecker(read_site(site), Results(tmp_path / "results.sqlite"))
    found = next(
        one for one in checker.check_file(site / "ferry.md").findings if one.rule == "spelling"
    )
    record = accept(found, _POST, reason="A name", by="A", when="")
    update_records(site, "ferry.md", lambda _r: Records(accepted=(record,)))
    own = checker.check_file(site / "ferry.md").findings
    assert [one.accepted for one in own if one.rule == "spelling"] == ["A name"]
    other = checker.check_file(guest).findings
    assert [one.accepted for one in other if one.rule == "spelling"] == [None]
    checker.close()
