"""A post's way from draft to ready: sent on by keys, told in the tree, kept beside it."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from copydesk.core.posts.metadata import PostStatus
from copydesk.core.review.kept import load_records, records_path, update_records
from copydesk.core.review.records import Records
from copydesk.core.storage.failures import storage_error
from copydesk.ui.posts.posts_model import SMALL_ROLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tests.helpers.sites import SiteBuilder
    from tests.journeys.journey import Journey

FERRY = "src/content/news/ferry.md"
BRIDGE = "src/content/news/bridge.md"
SCHEMA = """\
[collections.news.fields.draft]
type = "yes-no"
"""


def button_words(journey: Journey) -> str:
    return journey.window.top_bar.status._step.text()


def listed_status(journey: Journey, post: str) -> PostStatus:
    return journey.desk.library.entries[post].status


def small_line(journey: Journey, post: str) -> str:
    return str(journey.desk.posts.model.post_index(post).data(SMALL_ROLE))


def kept(site: SiteBuilder, post: str) -> str:
    return load_records(site.root, post).status


def chips(journey: Journey) -> list[str]:
    shown = journey.desk.posts.chips._chips.values()
    return [chip.text() for chip in shown if not chip.isHidden()]


def test_a_draft_is_sent_on_by_keys_and_taken_back(journey: Journey, site: SiteBuilder) -> None:
    before = site.read(FERRY)
    journey.open("Ferry")
    assert button_words(journey) == "Send to review"
    journey.press("Ctrl+Shift+Return")
    journey.until(lambda: listed_status(journey, FERRY) is PostStatus.REVIEW)
    assert kept(site, FERRY) == "review"
    journey.until(lambda: small_line(journey, FERRY).startswith("in review · today "))
    journey.until(lambda: "In review 1" in chips(journey))
    journey.until(lambda: button_words(journey) == "Mark as ready")
    journey.press("Ctrl+Shift+Return")
    journey.until(lambda: listed_status(journey, FERRY) is PostStatus.READY)
    journey.until(lambda: button_words(journey) == "Ready")
    journey.until(lambda: "“Ferry timetable returns” is ready now." in journey.notices)
    notice = journey.notice_bars[-1]
    notice.notice.actions[0].run()
    journey.until(lambda: listed_status(journey, FERRY) is PostStatus.REVIEW)
    assert site.read(FERRY) == before
    assert not journey.document.modified


def test_the_palette_knows_the_steps_and_the_next_desk_the_status(
    journey: Journey, site: SiteBuilder, open_desk: Callable[..., Journey]
) -> None:
    journey.open("Ferry")
    journey.press("Ctrl+Shift+P")
    journey.type("status ready")
    journey.press("Return")
    journey.until(lambda: kept(site, FERRY) == "ready")
    journey.stop()
    other = open_desk(site.root)
    other.loaded()
    other.until(lambda: listed_status(other, FERRY) is PostStatus.READY)
    other.until(lambda: small_line(other, FERRY).startswith("ready · today "))


def test_with_the_field_in_the_schema_one_undo_takes_the_step_back(
    site: SiteBuilder, open_desk: Callable[..., Journey]
) -> None:
    site.write("copydesk.toml", SCHEMA)
    journey = open_desk(site.root)
    journey.loaded()
    journey.open("Bridge")
    journey.until(lambda: journey.desk.fields.schema_of(site.root / BRIDGE))
    before = journey.document.text
    journey.press("Ctrl+Shift+P")
    journey.type("status in review")
    journey.press("Return")
    journey.until(lambda: kept(site, BRIDGE) == "review")
    assert journey.document.text == before.replace("draft: false", "draft: true")
    journey.until(lambda: button_words(journey) == "Mark as ready")
    assert journey.document.undo_label == "Send to review"
    journey.press("Ctrl+Shift+2", "Ctrl+Z")
    assert journey.document.text == before
    journey.until(lambda: button_words(journey) == "Published")
    journey.press("Ctrl+Y", "Ctrl+S")
    journey.until(lambda: listed_status(journey, BRIDGE) is PostStatus.REVIEW)


def test_a_post_that_says_it_is_published_is_not_overruled(
    journey: Journey, site: SiteBuilder
) -> None:
    journey.open("Bridge")
    assert button_words(journey) == "Published"
    journey.press("Ctrl+Shift+P")
    journey.type("status in review")
    journey.press("Return")
    journey.until(lambda: journey.notice_bars)
    assert "published" in journey.notices[-1]
    assert not records_path(site.root, BRIDGE).exists()
    assert not journey.desk.actions.get("review.status-review").isChecked()


def ask_and_answer(journey: Journey, *keys: str) -> None:
    seen = journey.when_asked(*keys)
    journey.press("Ctrl+Shift+Return")
    journey.until(lambda: seen)
    assert "to fix in “ferry.md”" in seen[0]


def test_with_something_left_to_fix_it_asks_first(journey: Journey, site: SiteBuilder) -> None:
    journey.open("Ferry")
    journey.press("Ctrl+Shift+6")
    review = journey.desk.reviewing.review
    journey.until(lambda: review.is_fresh(journey.document))
    journey.press("Ctrl+Shift+4", "Ctrl+Shift+2", "Ctrl+End")
    journey.type("\n\nThe reading room follows.\n---\n")
    journey.until(lambda: review.is_fresh(journey.document))
    ask_and_answer(journey, "Escape")
    assert journey.desk.side.current == "details"
    ask_and_answer(journey, "Return")
    assert journey.desk.side.current == "review"
    assert kept(site, FERRY) == ""
    ask_and_answer(journey, "Shift+Tab", "Space")
    journey.until(lambda: kept(site, FERRY) == "review")


def test_what_another_desk_keeps_shows_and_is_not_lost(journey: Journey, site: SiteBuilder) -> None:
    def ready(_records: Records) -> Records:
        return Records(status="ready", status_when="2026-11-20T09:00:00+00:00")

    journey.desk.library._watching._root_check.setInterval(50)  # there is no such folder yet
    journey.open("Ferry")
    update_records(site.root, FERRY, ready)
    journey.until(lambda: listed_status(journey, FERRY) is PostStatus.READY)
    journey.until(lambda: button_words(journey) == "Ready")
    records_path(site.root, FERRY).unlink()
    journey.until(lambda: listed_status(journey, FERRY) is PostStatus.DRAFT)
    journey.until(lambda: small_line(journey, FERRY) == "draft · 20 Nov")


def test_records_follow_a_post_that_another_program_renames(
    journey: Journey, site: SiteBuilder
) -> None:
    journey.open("Ferry")
    journey.press("Ctrl+Shift+Return")
    journey.until(lambda: kept(site, FERRY) == "review")
    new = "src/content/news/late-ferry.md"
    (site.root / FERRY).rename(site.root / new)
    journey.until(lambda: kept(site, new) == "review")
    assert kept(site, FERRY) == ""
    journey.until(lambda: listed_status(journey, new) is PostStatus.REVIEW)
    journey.until(lambda: button_words(journey) == "Mark as ready")


def test_a_folder_that_may_not_be_written_is_told_of(
    journey: Journey, site: SiteBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, _data: bytes, _digest: str | None) -> None:
        raise storage_error(PermissionError(errno.EACCES, "no"), site.root, "written")

    journey.open("Ferry")
    monkeypatch.setattr("copydesk.core.review.kept.save_atomic", refuse)
    journey.press("Ctrl+Shift+Return")
    journey.until(lambda: journey.notices)
    assert journey.notices == ["“gazette” was not written: you may not change it."]
    assert button_words(journey) == "Send to review"
    assert listed_status(journey, FERRY) is PostStatus.DRAFT


def test_an_untitled_post_is_told_to_be_saved_first(journey: Journey) -> None:
    journey.press("Ctrl+Alt+N")
    journey.until(lambda: journey.in_editor)
    journey.press("Ctrl+Shift+Return")
    journey.until(lambda: journey.notices)
    assert "once it is saved" in journey.notices[-1]
