from __future__ import annotations

import pytest

from copydesk.core.site.labels import humanise


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("title", "Title"),
        ("pubDate", "Publication date"),
        ("pub_date", "Publication date"),
        ("heroImage", "Hero image"),
        ("hero", "Hero image"),
        ("og_title", "OG title"),
        ("canonicalURL", "Canonical URL"),
        ("seoTitle", "SEO title"),
        ("meta-desc", "Meta description"),
        ("tags", "Tags"),
        ("عنوان", "عنوان"),
        ("---", "---"),
        ("h1", "H1"),
        ("TOC", "Table of contents"),
        ("isDraft", "Is draft"),
    ],
)
def test_a_key_reads_as_words(key: str, label: str) -> None:
    assert humanise(key) == label
