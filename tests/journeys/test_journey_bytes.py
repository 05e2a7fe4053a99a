"""A file of odd bytes and an odd name goes through the desk and comes out with what was asked."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.conftest import FERRY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.helpers.sites import SiteBuilder
    from tests.journeys.journey import Journey

ODD = (
    b"\xef\xbb\xbf"
    + FERRY.replace("\n", "\r\n").encode()
    + b"odd\rline\n\xe2\x80\xa8end\xc2\xa0\xe2\x80\xa9\x00\xf0\x9f\x98\x80"
)


def test_a_field_changes_its_own_line_and_undo_brings_every_byte_back(
    open_desk: Callable[..., Journey], site: SiteBuilder, ferry: Path
) -> None:
    ferry.write_bytes(ODD)
    journey = open_desk(site.root)
    journey.loaded()
    document = journey.open("Ferry")
    assert not document.modified
    journey.until(lambda: journey.desk.details.focus_field("title"))
    journey.until(lambda: journey.in_panel(journey.desk.details))
    journey.press("End")
    journey.type("!")
    journey.press("Ctrl+S")
    journey.saved(ferry, ODD.replace(b"timetable returns", b"timetable returns!"))
    journey.press("Ctrl+Z", "Ctrl+S")
    journey.saved(ferry, ODD)


@pytest.mark.skipif(sys.platform != "linux", reason="names are text there")
def test_a_name_that_is_no_text_is_saved_and_restored(
    open_desk: Callable[..., Journey], site: SiteBuilder, ferry: Path
) -> None:
    path = Path(os.fsdecode(os.fsencode(ferry.parent) + b"/caf\xe9.md"))
    text = FERRY.replace("Ferry", "Zoo")
    path.write_bytes(text.encode())
    journey = open_desk(site.root)
    journey.loaded()
    journey.open("Zoo")
    journey.press("Ctrl+End")
    journey.type("Mine.")
    journey.press("Ctrl+S")
    journey.saved(path, (text + "Mine.").encode())
    journey.press("Ctrl+Q")
    journey.until(lambda: not journey.window.isVisible())
    journey.stop()
    again = open_desk(None)
    again.until(lambda: again.tab_title.startswith("Zoo"))
    assert again.document.path == path
