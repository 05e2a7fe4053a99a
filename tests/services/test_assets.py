"""Files brought into a site."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

import pytest

from copydesk.core.site.detect import detect_site
from copydesk.core.site.field import FieldType, Media
from copydesk.services.assets import AssetAsk, Assets, FileLook
from tests.helpers.fake_library import FakeLibrary, entry
from tests.helpers.held_tasks import HeldTasks
from tests.helpers.site_fields import field

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from copydesk.services.library import Library
    from tests.helpers.inline_tasks import InlineTasks
    from tests.helpers.notifier_spy import NotifierSpy
    from tests.helpers.sites import SiteBuilder

HERO = field("hero", FieldType.IMAGE)


@pytest.fixture
def site(site_factory: Callable[..., SiteBuilder]) -> SiteBuilder:
    site = site_factory().astro("news")
    site.write("src/assets/library.png", b"library")
    site.write("public/images/old.png", b"old")
    site.post("src/content/news/weir.md", "Weir")
    return site


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "camera" / "Weir gauge.png"
    path.parent.mkdir()
    path.write_bytes(b"photo")
    return path


@pytest.fixture
def assets(site: SiteBuilder, inline_tasks: InlineTasks, notifier_spy: NotifierSpy) -> Assets:
    assets = Assets(inline_tasks, notifier_spy)
    assets.set_site(detect_site(site.root))
    return assets


def ask(site: SiteBuilder, current: str = "", **rules: object) -> AssetAsk:
    wanted = field("hero", FieldType.IMAGE, **rules) if rules else HERO
    return AssetAsk(site.root / "src/content/news/weir.md", wanted, current)


def heard(assets: Assets) -> list[str]:
    said: list[str] = []
    assets.brought.connect(lambda brought: said.append(brought.written))
    return said


def test_a_file_from_outside_is_copied(assets: Assets, site: SiteBuilder, photo: Path) -> None:
    said = heard(assets)
    assets.bring(photo, ask(site))
    assets.bring(photo, ask(site))
    assert said == ["../../assets/Weir-gauge.png"] * 2
    assert site.read("src/assets/Weir-gauge.png") == b"photo"
    assert len(list((site.root / "src/assets").iterdir())) == 2


def test_a_file_of_another_content_is_never_overwritten(
    assets: Assets, site: SiteBuilder, photo: Path
) -> None:
    site.write("src/assets/Weir-gauge.png", b"mine")
    said = heard(assets)
    assets.bring(photo, ask(site))
    assert said == ["../../assets/Weir-gauge-2.png"]
    assert site.read("src/assets/Weir-gauge.png") == b"mine"


def test_a_file_of_the_site_stays(assets: Assets, site: SiteBuilder) -> None:
    said = heard(assets)
    assets.bring(site.root / "src/assets/library.png", ask(site))
    assert said == ["../../assets/library.png"]


def test_what_the_field_has_now_shows_the_way(
    assets: Assets, site: SiteBuilder, photo: Path
) -> None:
    said = heard(assets)
    assets.bring(photo, ask(site, "/images/old.png"))
    assert said == ["/images/Weir-gauge.png"]
    assert assets.folder_for(ask(site, "/images/old.png")) == site.root / "public/images"
    assert assets.folder_for(ask(site)) == site.root / "src/assets"


def test_other_posts_show_the_way(
    site: SiteBuilder, photo: Path, inline_tasks: InlineTasks, notifier_spy: NotifierSpy
) -> None:
    library = FakeLibrary(site.root)
    old = entry("src/content/news/old.md")
    library.hold([old._replace(metadata_json=json.dumps({"hero": "/images/old.png"}))])
    assets = Assets(inline_tasks, notifier_spy, cast("Library", library))
    assets.set_site(detect_site(site.root))
    said = heard(assets)
    assets.bring(photo, ask(site))
    assert said == ["/images/Weir-gauge.png"]


def test_rules_are_told_with_a_next_step(
    assets: Assets, site: SiteBuilder, photo: Path, notifier_spy: NotifierSpy
) -> None:
    said = heard(assets)
    assets.bring(photo, ask(site, media=Media("src/assets", extensions=("jpg",))))
    assets.bring(photo, ask(site, media=Media("src/assets", most_bytes=3)))
    assets.bring(photo.with_name("gone.png"), ask(site))
    assert said == []
    assert [bool(notice.next_step) for notice in notifier_spy.notices] == [True] * 3
    assert ".jpg" in notifier_spy.errors[0]
    assert "at most" in notifier_spy.errors[1]
    assert "not there" in notifier_spy.errors[2]


def test_a_post_without_a_file_is_to_be_saved_first(
    assets: Assets, photo: Path, notifier_spy: NotifierSpy
) -> None:
    said = heard(assets)
    assets.bring(photo, AssetAsk(None, HERO))
    assert said == []
    assert notifier_spy.notices[0].next_step == "Save the post, then add the file again."


def test_an_image_is_pasted(assets: Assets, site: SiteBuilder, notifier_spy: NotifierSpy) -> None:
    said = heard(assets)
    assets.paste(lambda: b"png", ask(site))
    assert said == ["../../assets/weir.png"]
    assert site.read("src/assets/weir.png") == b"png"
    assets.paste(lambda: None, ask(site))
    assert len(said) == 1
    assert "clipboard" in notifier_spy.errors[0]


def test_a_large_copy_is_told_and_can_be_cancelled(
    site: SiteBuilder, photo: Path, notifier_spy: NotifierSpy
) -> None:
    with photo.open("wb") as stream:
        stream.truncate(20_000_001)
    tasks = HeldTasks(notifier_spy)
    assets = Assets(tasks, notifier_spy)
    assets.set_site(detect_site(site.root))
    said = heard(assets)
    withdrawn: list[str] = []
    notifier_spy.withdrawn.connect(withdrawn.append)
    assets.bring(photo, ask(site))
    tasks.deliver_one()
    assert "20 MB" in notifier_spy.sentences[0]
    notifier_spy.press("Cancel")
    tasks.finish()
    assert said == []
    assert withdrawn == notifier_spy.sentences[:1]
    assert len(notifier_spy.notices) == 1
    assert not (site.root / "src/assets/Weir-gauge.png").exists()


@pytest.mark.parametrize(
    ("source", "note", "trouble"),
    [
        ("/images/old.png", "PNG · 3 bytes", ""),
        ("/images/gone.png", "", "There is no such file in the site."),
        ("https://example.org/a.pdf", "", ""),
        ("", "", ""),
    ],
)
def test_what_a_path_leads_to(
    assets: Assets, site: SiteBuilder, source: str, note: str, trouble: str
) -> None:
    looks: list[FileLook] = []
    assets.looked.connect(looks.append)
    ticket = assets.look(site.root / "src/content/news/weir.md", source, key="file")
    assert looks == [FileLook(ticket, note, trouble)]
