"""A post that is closed takes along the dialogs that were about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.conftest import FERRY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.sites import SiteBuilder
    from tests.journeys.journey import Journey


def test_another_folder_is_opened_from_a_terminal_amid_a_comparison(
    journey: Journey, ferry: Path, site: SiteBuilder
) -> None:
    document = journey.open("Ferry")
    journey.press("Ctrl+End")
    journey.type("Mine.")
    ferry.write_bytes(FERRY.encode() + b"Theirs.\n")
    journey.desk.look_at_disk()
    journey.until(lambda: document.theirs)
    comparison = journey.desk.conflicts.compare(document)
    assert comparison is not None
    asked: list[object] = []

    def give_up(question: object) -> str:
        asked.append(question)
        return "discard"

    journey.desk.notifier.install(give_up, _no_line)
    journey.desk.open_from_outside(str(site.root / "src/content/guides"))
    journey.until(lambda: document not in journey.desk.documents.all_open)
    assert asked
    journey.until(lambda: journey.dialog is None)
    history = journey.desk.history.history
    journey.until(
        lambda: any(
            history.content(version.digest) == (FERRY + "Mine.").encode()
            for version in history.versions(ferry)
        )
    )
    assert ferry.read_bytes() == FERRY.encode() + b"Theirs.\n"


def test_the_encoding_is_not_chosen_for_a_post_that_is_closed(journey: Journey) -> None:
    document = journey.open("Ferry")
    journey.press("Ctrl+End")
    dialog = journey.desk.encoding.choose(document)
    assert journey.dialog is dialog
    journey.desk.documents.let_go(document)
    journey.until(lambda: journey.dialog is None)


def _no_line(_prompt: object) -> None:
    return None
