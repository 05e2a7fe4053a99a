from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.helpers.sites import SiteBuilder
from tests.journeys.journey import Journey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

FERRY = """\
---
title: Ferry timetable returns
description: "The last boat leaves at nine."   # for search results
pubDate: 2026-11-20
draft: true
tags: [ferry, river]
---

The last ferry leaves at **21:00** from Monday.

It goes on until March.
"""


@pytest.fixture
def site(tmp_path: Path) -> SiteBuilder:
    """An Astro-like site of three posts."""
    site = SiteBuilder(tmp_path / "gazette").astro("news", "guides")
    site.write("src/content/news/ferry.md", FERRY)
    site.post(
        "src/content/news/bridge.md",
        "Bridge closes for a week",
        "The bridge is closed.\n\nSee [the ferry](ferry.md).\n",
        description='"Repairs begin on Monday."',
        pubDate="2026-11-18",
        draft="false",
        tags="[bridge, river]",
    )
    site.post(
        "src/content/guides/market.md",
        "Market days",
        "Saturdays.\n",
        pubDate="2026-10-01",
        draft="false",
        tags="[market]",
    )
    return site


@pytest.fixture
def ferry(site: SiteBuilder) -> Path:
    """The file of the post about the ferry."""
    return site.root / "src/content/news/ferry.md"


@pytest.fixture(autouse=True)
def workers(warm_workers: None) -> None:
    """Starts workers warm; what is about processes takes a fixture of its own in place of this."""


@pytest.fixture
def open_desk(qtbot: QtBot) -> Iterator[Callable[..., Journey]]:
    """Starts desks: `open_desk(path)`; each is stopped in the end."""
    journeys: list[Journey] = []

    def start(path: Path | None = None) -> Journey:
        journeys.append(Journey(qtbot, path))
        return journeys[-1]

    yield start
    for journey in journeys:
        journey.stop()


@pytest.fixture
def journey(open_desk: Callable[..., Journey], site: SiteBuilder) -> Journey:
    """A desk on the site, with every post listed."""
    journey = open_desk(site.root)
    journey.loaded()
    return journey
