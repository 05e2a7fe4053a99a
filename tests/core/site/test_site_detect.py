from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from copydesk.core.site.detect import detect_site

if TYPE_CHECKING:
    from pathlib import Path


def write(root: Path, *names: str, text: str = "") -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("files", "generator", "engine", "collections"),
    [
        (
            ["astro.config.mjs", "src/content/news/a.md", "src/content/features/b.mdx"],
            "astro",
            "commonmark",
            {"news": "src/content/news", "features": "src/content/features"},
        ),
        (["hugo.toml", "content/posts/a.md"], "hugo", "commonmark", {"posts": "content/posts"}),
        (["config.toml", "content/blog/a.md"], "hugo", "commonmark", {"blog": "content/blog"}),
        (
            ["_config.yml", "_posts/2024-01-01-a.md", "_drafts/b.md", "_recipes/c.md"],
            "jekyll",
            "commonmark",
            {"posts": "_posts", "drafts": "_drafts", "recipes": "_recipes"},
        ),
        (["eleventy.config.js", "posts/a.md"], "eleventy", "commonmark", {"posts": "posts"}),
        (
            ["mkdocs.yml", "docs/guide/a.md"],
            "mkdocs",
            "python-markdown",
            {"docs": "docs", "guide": "docs/guide"},
        ),
        (
            ["pelicanconf.py", "content/news/a.md"],
            "pelican",
            "python-markdown",
            {"content": "content", "news": "content/news"},
        ),
        (["news/a.md", "photos/b.jpg"], None, "python-markdown", {"news": "news"}),
    ],
)
def test_each_generator_by_its_files(
    tmp_path: Path,
    files: list[str],
    generator: str | None,
    engine: str,
    collections: dict[str, str],
) -> None:
    write(tmp_path, *files)
    site = detect_site(tmp_path)
    assert (site.generator, site.engine, site.root) == (generator, engine, tmp_path)
    assert {one.name: one.folder for one in site.collections} == collections


def test_the_status_bar_names_generator_and_markdown(tmp_path: Path) -> None:
    write(tmp_path, "astro.config.mjs")
    assert detect_site(tmp_path).label == "Astro · CommonMark + GFM"


def test_a_folder_inside_finds_the_root_above(tmp_path: Path) -> None:
    write(tmp_path, "astro.config.ts", "src/content/news/2026/a.md")
    inside = tmp_path / "src" / "content" / "news" / "2026"
    site = detect_site(inside)
    assert site.root == tmp_path
    collection = site.collection_of(inside / "a.md")
    assert collection is not None
    assert collection.label == "News"


def test_the_way_up_ends_at_a_repository(tmp_path: Path) -> None:
    write(tmp_path, "astro.config.ts", "notes/.git/HEAD", "notes/a.md")
    site = detect_site(tmp_path / "notes")
    assert (site.root, site.generator) == (tmp_path / "notes", None)


def test_astro_loaders_and_configured_folders_are_followed(tmp_path: Path) -> None:
    write(tmp_path, "astro.config.mjs", "src/data/blog/a.md")
    write(
        tmp_path,
        "src/content.config.ts",
        text='const blog = defineCollection({loader: glob({base: "./src/data/blog"})})',
    )
    assert [one.folder for one in detect_site(tmp_path).collections] == ["src/data/blog"]


def test_a_configured_folder_outside_the_site_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "site", "mkdocs.yml", text="docs_dir: ../elsewhere\n")
    write(tmp_path, "elsewhere/a.md")
    site = detect_site(tmp_path / "site")
    assert all(".." not in one.folder for one in site.collections)


def test_the_innermost_collection_holds_a_post(tmp_path: Path) -> None:
    write(tmp_path, "mkdocs.yml", "docs/index.md", "docs/guide/a.md")
    site = detect_site(tmp_path)
    inner, outer = (
        site.collection_of(tmp_path / "docs" / name) for name in ("guide/a.md", "index.md")
    )
    assert inner is not None
    assert outer is not None
    assert (inner.name, outer.name) == ("guide", "docs")
    assert site.collection_of(tmp_path / "README.md") is None


def test_a_missing_folder_is_a_plain_site(tmp_path: Path) -> None:
    site = detect_site(tmp_path / "gone")
    assert (site.generator, site.collections) == (None, ())


@pytest.mark.parametrize(
    ("files", "name"),
    [
        (
            {"hugo.toml": 'title = "The Mill Lane Post"\n', "content/a.md": "A"},
            "The Mill Lane Post",
        ),
        ({"mkdocs.yml": "site_name: River docs # ours\n", "docs/a.md": "A"}, "River docs"),
        ({"_config.yml": "title: 'Weir'\n", "_posts/2026-01-01-a.md": "A"}, "Weir"),
        ({"astro.config.mjs": "", "package.json": '{"name": "@us/mill-lane"}'}, "Mill Lane"),
        ({"astro.config.mjs": ""}, "My Folder"),
        ({"a.md": "A"}, "My Folder"),
    ],
)
def test_a_site_is_called_by_its_own_name(tmp_path: Path, files: dict[str, str], name: str) -> None:
    for path, content in files.items():
        target = tmp_path / "my-folder" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, "utf-8")
    assert detect_site(tmp_path / "my-folder").name == name


def test_what_a_team_keeps_of_its_posts_marks_the_root(tmp_path: Path) -> None:
    posts = tmp_path / "posts" / "news"
    posts.mkdir(parents=True)
    assert detect_site(posts).root == posts
    (tmp_path / ".copydesk").mkdir()
    assert detect_site(posts).root == tmp_path
    assert detect_site(posts).generator is None
