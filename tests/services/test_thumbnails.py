from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from copydesk.core.site.detect import detect_site
from copydesk.services.thumbnails import Thumbnail, Thumbnails, remote_host

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.helpers.inline_tasks import InlineTasks
    from tests.helpers.sites import SiteBuilder


def decode(data: bytes, mime: str) -> object:
    return (data, mime)


@pytest.fixture
def site(site_factory: Callable[..., SiteBuilder]) -> SiteBuilder:
    site = site_factory().astro("news")
    site.write("src/assets/a.png", b"png")
    site.write("src/assets/note.txt", "text")
    return site


@pytest.mark.parametrize(
    ("source", "picture", "troubled"),
    [
        ("../../assets/a.png", (b"png", "image/png"), False),
        ("~/assets/a.png", (b"png", "image/png"), False),
        ("../../assets/missing.png", None, True),
        ("../../assets/note.txt", None, True),
        ("../../../../../../etc/passwd", None, True),
        ("https://example.org/a.png", None, False),
        ("", None, False),
    ],
)
def test_what_a_field_names_is_looked_at(
    site: SiteBuilder, inline_tasks: InlineTasks, source: str, picture: object, troubled: bool
) -> None:
    thumbnails = Thumbnails(inline_tasks, decode)
    thumbnails.set_site(detect_site(site.root))
    seen: list[Thumbnail] = []
    thumbnails.loaded.connect(seen.append)
    ticket = thumbnails.load(site.root / "src/content/news/post.md", source, key="hero")
    assert seen[0].ticket == ticket
    assert seen[0].picture == picture
    assert bool(seen[0].trouble) is troubled


def test_a_post_without_a_known_site_finds_its_own(
    site: SiteBuilder, inline_tasks: InlineTasks
) -> None:
    thumbnails = Thumbnails(inline_tasks, decode)
    seen: list[Thumbnail] = []
    thumbnails.loaded.connect(seen.append)
    thumbnails.load(site.root / "src/content/news/post.md", "/src/assets/a.png", key="hero")
    thumbnails.load(None, "a.png", key="hero")
    assert seen[0].picture is not None
    assert (seen[1].picture, seen[1].trouble) == (None, "")


def test_hosts_are_named() -> None:
    assert remote_host("https://images.example.org/a.png?x=1") == "images.example.org"
    assert remote_host("//example.org/a.png") == "example.org"
    assert remote_host("http://[broken") == "another place"
    assert remote_host("../a.png") == ""
