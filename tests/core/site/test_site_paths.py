from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from copydesk.core.site.detect import Site, detect_site
from copydesk.core.site.paths import is_remote, resolve_image, resolve_link

if TYPE_CHECKING:
    from pathlib import Path

FILES = [
    "astro.config.mjs",
    "src/content/news/foo.md",
    "src/content/news/two words.md",
    "src/content/news/folder/index.mdx",
    "src/content/features/2026-11-01-reeds.md",
    "src/assets/library.jpg",
    "public/images/a b.png",
    "public/100%.png",
]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    for name in FILES:
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    (tmp_path / "secret.md").write_text("x", encoding="utf-8")
    (tmp_path / "secret.png").write_text("x", encoding="utf-8")
    return detect_site(tmp_path / "site")


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("foo.md", "src/content/news/foo.md"),
        ("foo.md#part", "src/content/news/foo.md"),
        ("./foo", "src/content/news/foo.md"),
        ("../foo/", "src/content/news/foo.md"),
        ("two%20words.md", "src/content/news/two words.md"),
        ("/news/foo/", "src/content/news/foo.md"),
        ("/news/foo", "src/content/news/foo.md"),
        ("/news/foo.html?x=1", "src/content/news/foo.md"),
        ("/news/folder/", "src/content/news/folder/index.mdx"),
        ("/blog/news/foo/", "src/content/news/foo.md"),
        ("/posts/foo/", "src/content/news/foo.md"),
        ("/features/reeds/", "src/content/features/2026-11-01-reeds.md"),
        ("/images/a%20b.png", "public/images/a b.png"),
        ("@/content/news/foo.md", "src/content/news/foo.md"),
    ],
)
def test_links_lead_where_the_site_would_lead_them(site: Site, href: str, target: str) -> None:
    post = site.root / "src/content/news/here.md"
    assert resolve_link(site, post, href) == site.root / target


@pytest.mark.parametrize(
    ("src", "target"),
    [
        ("../../assets/library.jpg", "src/assets/library.jpg"),
        ("~/assets/library.jpg", "src/assets/library.jpg"),
        ("@/assets/library.jpg", "src/assets/library.jpg"),
        ("/src/assets/library.jpg", "src/assets/library.jpg"),
        ("/images/a b.png", "public/images/a b.png"),
        ("images/a%20b.png", "public/images/a b.png"),
        ("/100%.png", "public/100%.png"),
    ],
)
def test_images_are_found_as_the_site_finds_them(site: Site, src: str, target: str) -> None:
    post = site.root / "src/content/news/here.md"
    assert resolve_image(site, post, src) == site.root / target


def test_a_whole_path_is_taken_only_inside_the_site(site: Site) -> None:
    post = site.root / "src/content/news/here.md"
    inside = site.root / "src/assets/library.jpg"
    assert resolve_image(site, post, f"/@fs{inside.as_posix()}") == inside
    outside = site.root.parent / "secret.png"
    assert resolve_image(site, post, f"/@fs{outside.as_posix()}") is None


@pytest.mark.parametrize(
    "href",
    [
        "",
        "#part",
        "https://example.org/foo.md",
        "//example.org/foo.md",
        "mailto:desk@example.org",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/plain,x",
        "../../../../secret.md",
        "%2e%2e/%2e%2e/%2e%2e/%2e%2e/secret.md",
        "..\\..\\..\\..\\secret.md",
        "/../secret.md",
        "/etc/passwd",
        "missing.md",
        "foo.md\0.png",
        "%00",
        "x" * 5000,
        "..",
        "/",
        "?",
    ],
)
def test_what_leads_nowhere_or_outside_is_none(site: Site, href: str) -> None:
    post = site.root / "src/content/news/here.md"
    assert resolve_link(site, post, href) is None
    assert resolve_image(site, post, href) is None


def test_a_symbolic_link_out_of_the_site_is_not_followed(site: Site) -> None:
    try:
        (site.root / "src/content/news/sly.md").symlink_to(site.root.parent / "secret.md")
    except OSError:
        pytest.skip("no symbolic links here")
    assert resolve_link(site, site.root / "src/content/news/here.md", "sly.md") is None


def test_a_site_behind_a_symbolic_link_keeps_its_path(site: Site) -> None:
    other = site.root.parent / "other"
    try:
        other.symlink_to(site.root, target_is_directory=True)
    except OSError:
        pytest.skip("no symbolic links here")
    linked = detect_site(other)
    post = other / "src/content/news/here.md"
    assert resolve_link(linked, post, "foo.md") == other / "src/content/news/foo.md"


def test_jekyll_addresses_lead_to_dated_posts(tmp_path: Path) -> None:
    post = tmp_path / "_posts" / "2024-09-19-foo.md"
    post.parent.mkdir()
    post.write_text("x", encoding="utf-8")
    (tmp_path / "_config.yml").write_text("", encoding="utf-8")
    site = detect_site(tmp_path)
    assert resolve_link(site, post, "/2024/09/19/foo.html") == post
    assert resolve_link(site, post, "/politics/2024/9/19/foo/") == post


def test_pelican_marks_are_read(tmp_path: Path) -> None:
    for name in ("pelicanconf.py", "content/images/a.png", "content/news/b.md", "content/c.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    site = detect_site(tmp_path)
    post = tmp_path / "content" / "c.md"
    assert resolve_link(site, post, "{filename}/news/b.md") == tmp_path / "content/news/b.md"
    assert resolve_image(site, post, "{static}/images/a.png") == tmp_path / "content/images/a.png"


def test_remote_links_are_known() -> None:
    assert is_remote("https://example.org")
    assert is_remote("//example.org/a.png")
    assert not is_remote("/a.png")
    assert not is_remote("a.png")
