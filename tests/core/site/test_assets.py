"""Where images go, and how posts name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from copydesk.core.site.assets import (
    file_trouble,
    media_folder,
    media_for,
    pasted_name,
    place_for,
    safe_name,
    spoken_size,
    written,
)
from copydesk.core.site.detect import detect_site
from copydesk.core.site.field import Media
from copydesk.core.site.paths import resolve_image

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.helpers.sites import SiteBuilder


@pytest.mark.parametrize(
    ("files", "post", "folder", "named"),
    [
        (("astro.config.mjs", "src/assets/a.png"), "src/content/news/weir.md", "src/assets",
         "../../assets/x.png"),
        (("astro.config.mjs",), "src/content/news/weir.md", "src/content/news", "./x.png"),
        (("hugo.toml", "static/a"), "content/news/weir.md", "static/images", "/images/x.png"),
        (("hugo.toml", "static/a"), "content/news/weir/index.md", "content/news/weir", "x.png"),
        (("_config.yml", "Gemfile"), "_posts/2026-11-22-weir.md", "assets/images",
         "/assets/images/x.png"),
        (("mkdocs.yml",), "docs/news/weir.md", "docs/news/images", "images/x.png"),
        (("pelicanconf.py",), "content/weir.md", "content/images", "{static}/images/x.png"),
        ((), "weir.md", "images", "images/x.png"),
    ],
)  # fmt: skip
def test_each_generator_has_its_place(
    site_factory: Callable[..., SiteBuilder],
    files: tuple[str, ...],
    post: str,
    folder: str,
    named: str,
) -> None:
    builder = site_factory()
    for name in (*files, post):
        builder.write(name, "")
    site, path = detect_site(builder.root), builder.root / post
    media = media_for(site, path, None)
    assert media_folder(site, path, media) == builder.root / folder
    target = place_for(site, path, media, builder.root.parent / "x.png")
    assert (target.target, target.stays) == (builder.root / folder / "x.png", False)
    assert written(site, path, media, target.target) == named
    builder.write(f"{folder}/x.png", "png")
    assert resolve_image(site, path, named) == target.target


@pytest.fixture
def astro(site_factory: Callable[..., SiteBuilder]) -> SiteBuilder:
    builder = site_factory().astro("news")
    return builder.files(
        {
            "public/photos/2026/weir.jpg": "jpg",
            "public/other/ferry.jpg": "jpg",
            "src/assets/library.png": "png",
            "src/content/news/beside.png": "png",
            "src/content/news/old.md": "",
            "src/content/news/new.md": "",
            "notes/sketch.png": "png",
        }
    )


def test_what_other_posts_do_is_done(astro: SiteBuilder) -> None:
    site = detect_site(astro.root)
    old, new = (astro.root / f"src/content/news/{name}.md" for name in ("old", "new"))
    samples = [
        (old, "https://example.org/a.jpg"),
        (old, "gone.jpg"),
        (old, "/photos/2026/weir.jpg"),
    ]
    media = media_for(site, new, None, samples)
    assert media == Media("public/photos/2026", "/photos/2026")
    assert media_for(site, new, None, [(old, "../../assets/library.png")]) == Media("src/assets")
    assert media_for(site, new, None, [(old, "./beside.png")]) == Media("")
    stated = Media("public/images", "/images")
    assert media_for(site, new, stated, samples) is stated


@pytest.mark.parametrize(
    ("media", "file", "named"),
    [
        (Media("src/assets"), "src/assets/library.png", "../../assets/library.png"),
        (Media("src/assets"), "src/content/news/beside.png", "./beside.png"),
        (Media("src/assets"), "notes/sketch.png", None),
        (Media("public/photos", "/photos"), "public/photos/2026/weir.jpg", "/photos/2026/weir.jpg"),
        (Media("public/photos", "/photos"), "public/other/ferry.jpg", "/other/ferry.jpg"),
        (Media("public/photos", "/photos"), "src/assets/library.png", None),
        (Media("public/photos", ""), "public/photos/2026/weir.jpg", "2026/weir.jpg"),
        (Media("public/photos", "/"), "public/photos/2026/weir.jpg", "/2026/weir.jpg"),
    ],
)
def test_a_file_of_the_site_stays_where_the_site_can_name_it(
    astro: SiteBuilder, media: Media, file: str, named: str | None
) -> None:
    site, post = detect_site(astro.root), astro.root / "src/content/news/new.md"
    place = place_for(site, post, media, astro.root / file)
    assert place.stays is (named is not None)
    if named is not None:
        assert written(site, post, media, place.target) == named


def test_tags_in_a_folder_are_filled(astro: SiteBuilder) -> None:
    site, post = detect_site(astro.root), astro.root / "src/content/news/new.md"
    media = Media("public/media/{{collection}}/{{slug}}", "/media/{{collection}}/{{ slug }}")
    assert media_folder(site, post, media) == astro.root / "public/media/news/new"
    file = astro.root / "public/media/news/new/a.png"
    assert written(site, post, media, file) == "/media/news/new/a.png"
    assert media_folder(site, post, Media("../../etc")) == post.parent
    beside = Media("{{folder}}/../images", "./images")
    folder = media_folder(site, post, beside)
    assert folder == post.parent.parent / "images"
    assert written(site, post, beside, folder / "weir.jpg") == "./images/weir.jpg"
    remote = Media("public/media", "https://media.example.org//{{slug}}/")
    assert written(site, post, remote, file) == "https://media.example.org/new/news/new/a.png"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Weir gauge (2).JPG", "Weir-gauge-2.JPG"),
        ("naïve — photo.png", "naïve-photo.png"),
        ("بندرگاہ.webp", "بندرگاہ.webp"),
        ("...", "file"),
        ("no-suffix", "no-suffix"),
        (".hidden", "hidden"),
        ("aux.jpg", "file-aux.jpg"),
        ("COM1.old.png", "file-COM1.old.png"),
        ("渡" * 83 + ".png", "渡" * 60 + ".png"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_pasted_image_is_called_after_its_post(tmp_path: Path) -> None:
    assert pasted_name(tmp_path / "2026-11-22-weir.md") == "2026-11-22-weir.png"
    assert pasted_name(tmp_path / "ferry" / "index.md") == "ferry.png"


def test_rules_of_kind_and_size(tmp_path: Path) -> None:
    media = Media("images", extensions=("pdf",), most_bytes=2_000_000)
    assert file_trouble(None, tmp_path / "a.PNG", 10, image=True) == ""
    assert "no image" in file_trouble(None, tmp_path / "a.txt", 10, image=True)
    assert file_trouble(None, tmp_path / "a.txt", 10, image=False) == ""
    assert file_trouble(media, tmp_path / "a.pdf", 10, image=False) == ""
    assert ".pdf" in file_trouble(media, tmp_path / "a.doc", 10, image=False)
    assert "3.1 MB" in file_trouble(media, tmp_path / "a.pdf", 3_100_000, image=False)


@pytest.mark.parametrize(
    ("size", "said"),
    [(12, "12 bytes"), (34_000, "34 KB"), (1_240_000, "1.2 MB"), (5 * 10**9, "5.0 GB")],
)
def test_sizes_are_said(size: int, said: str) -> None:
    assert spoken_size(size) == said
