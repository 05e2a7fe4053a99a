"""What was recognised of a site, in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.core.site.model import Collection, Site
from copydesk.core.site.spoken import site_sentence

_NEWS = Collection("news", "News", "src/content/news")
_GUIDES = Collection("guides", "Guides", "src/content/guides")


def astro(*collections: Collection) -> Site:
    return Site(Path("/site"), "astro", "", "commonmark", collections)


@pytest.mark.parametrize(
    ("site", "folders", "sources", "sentence"),
    [
        (
            astro(_NEWS, _GUIDES),
            {"src/content/news": 20, "src/content/guides/2026": 4},
            ["src/content.config.ts"],
            "An Astro site, 24 posts in 2 collections; fields from src/content.config.ts.",
        ),
        (
            astro(_NEWS, _GUIDES),
            {"src/content/news": 1, "src/content/newsletter": 0},
            [],
            "An Astro site, 1 post in 1 collection; fields as its posts have them.",
        ),
        (
            Site(Path("/site"), "hugo", "", "commonmark"),
            {"content": 1_200},
            ["a.yml", "b.yml"],
            "A Hugo site, 1,200 posts; fields from a.yml and b.yml.",
        ),
        (
            Site(Path("/site"), "mkdocs", "", "python-markdown"),
            {"": 3},
            ["a.yml", "b.yml", "c.yml", "a.yml"],
            "An MkDocs site, 3 posts; fields from a.yml and 2 other files.",
        ),
        (astro(_NEWS), {}, [], "An Astro site, with no posts yet."),
        (
            Site(Path("/site"), None, "", "python-markdown"),
            {"": 12},
            [],
            "A plain folder of 12 posts; rendered by Python-Markdown.",
        ),
        (
            Site(Path("/site"), None, "", "python-markdown"),
            {"": 1},
            ["copydesk.toml"],
            "A plain folder of 1 post; fields from copydesk.toml.",
        ),
        (
            Site(Path("/site"), None, "", "python-markdown"),
            {},
            [],
            "A plain folder, with no posts yet.",
        ),
    ],
)
def test_a_site_in_one_line(
    site: Site, folders: dict[str, int], sources: list[str], sentence: str
) -> None:
    assert site_sentence(site, folders, sources) == sentence
