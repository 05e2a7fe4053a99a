"""The process that checks, without the process: requests in, answers out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from copydesk.core.review.finding_data import from_data
from copydesk.core.review.kept import store_source, update_records
from copydesk.core.review.records import Attachment, Records
from copydesk.core.review.source import Source
from copydesk.core.review.worker import ReviewWorker
from tests.helpers.sites import SiteBuilder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

POST = "---\ntitle: Ferry\n---\n\nTK\n\nThe ferry is back.\n---\n"


@pytest.fixture
def site(tmp_path: Path) -> SiteBuilder:
    site = SiteBuilder(tmp_path / "gazette").astro("news")
    site.write("src/content/news/ferry.md", POST)
    return site


@pytest.fixture
def worker(site: SiteBuilder) -> Iterator[ReviewWorker]:
    worker = ReviewWorker()
    (answer,) = worker.handle({"kind": "open", "root": str(site.root), "words": []})
    assert answer["kind"] == "site"
    yield worker
    worker.close()


def ask(worker: ReviewWorker, site: SiteBuilder, kind: str, **more: Any) -> list[dict[str, Any]]:
    path = str(site.root / "src/content/news/ferry.md")
    return list(worker.handle({"kind": kind, "path": path, "text": POST, **more}))


def test_a_text_is_checked_with_what_is_worth_knowing_of_it(
    worker: ReviewWorker, site: SiteBuilder
) -> None:
    started, checked = ask(worker, site, "check")
    assert started == {"kind": "started"}
    found = [from_data(one) for one in checked["findings"]]
    assert "tk" in [one.rule for one in found]
    assert checked["families"]["tk"] == "Leftovers"
    assert set(checked) == {"kind", "findings", "families", "spelling", "reading", "links"}


def test_links_that_leave_the_site_are_told_where_they_stand(
    worker: ReviewWorker, site: SiteBuilder
) -> None:
    text = "{++New. ++}See [this](https://example.org/a).\n"
    checked = ask(worker, site, "check", text=text)[1]
    ((start, end, href),) = checked["links"]
    assert href == "https://example.org/a"
    assert "example.org" in text[start:end]


def test_posts_are_counted_as_they_stand_on_disk(worker: ReviewWorker, site: SiteBuilder) -> None:
    path = str(site.root / "src/content/news/ferry.md")
    row, done = worker.handle({"kind": "count", "paths": [path]})
    assert row["path"] == path
    assert row["errors"] + row["warnings"] >= 2
    assert done == {"kind": "counted"}
    gone = str(site.root / "gone.md")
    row, done = worker.handle({"kind": "count", "paths": [gone]})
    assert (row["errors"], row["warnings"]) == (0, 0)


def test_a_word_gets_its_likely_spellings(worker: ReviewWorker, site: SiteBuilder) -> None:
    answer = ask(worker, site, "suggest", word="langauge")[1]
    assert "language" in answer["words"]


def test_claims_are_traced_to_what_is_attached(worker: ReviewWorker, site: SiteBuilder) -> None:
    post = "src/content/news/ferry.md"
    assert ask(worker, site, "trace")[1] == {"kind": "traced", "claims": []}
    kept = store_source(site.root, post, Source("note", "The ferry carried 850 people.\n"))
    update_records(site.root, post, lambda _r: Records(attached=(Attachment("note", kept),)))
    text = "---\ntitle: Ferry\n---\n\nThe ferry carried 850 people.\n"
    claims = ask(worker, site, "trace", text=text)[1]["claims"]
    assert [(one["text"], one["verdict"]) for one in claims] == [("850", "verbatim")]


def test_the_keys_tell_whether_anything_is_new(worker: ReviewWorker, site: SiteBuilder) -> None:
    message = {"kind": "open", "root": str(site.root), "words": []}
    (first,) = worker.handle(message)
    (same,) = worker.handle(message)
    assert (first["rules_key"], first["site_key"]) == (same["rules_key"], same["site_key"])
    site.post("src/content/news/bridge.md", "Bridge")
    (other,) = worker.handle(message)
    assert other["site_key"] != first["site_key"]
    (words,) = worker.handle(message | {"words": ["Okafor"]})
    assert words["rules_key"] != first["rules_key"]


def test_whatever_goes_wrong_is_an_answer(tmp_path: Path) -> None:
    worker = ReviewWorker()
    (answer,) = worker.handle({"kind": "check", "path": "x", "text": ""})
    assert answer["kind"] == "failed"
    (answer,) = worker.handle({"kind": "open", "root": str(tmp_path / "gone"), "words": []})
    assert answer["kind"] in ("failed", "site")
    worker.close()
