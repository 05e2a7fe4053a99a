"""The extensions that `mkdocs.yml` turns on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.review.structure.extensions import extensions_of
from copydesk.core.site.model import Site

if TYPE_CHECKING:
    from pathlib import Path


def _site(root: Path) -> Site:
    return Site(root, "mkdocs", "MkDocs", "python-markdown")


_LISTS_AND_MAPPINGS_ARE_READ = [
    "  - pymdownx.superfences\n  - tables:\n      use: yes\n",
    "  pymdownx.superfences: null\n  tables:\n",
    "- 'pymdownx.superfences':\n    custom: !!python/name:a.b\n- \"tables\"\n",
]


def test_lists_and_mappings_are_read(tmp_path: Path) -> None:
    for lines in _LISTS_AND_MAPPINGS_ARE_READ:
        text = f"site_name: Docs\nmarkdown_extensions:\n{lines}plugins:\n  - search\n"
        (tmp_path / "mkdocs.yml").write_text(text)
        extensions = extensions_of(_site(tmp_path))
        assert {"superfences", "tables"} <= extensions
        assert "search" not in extensions


def test_none_is_no_error(tmp_path: Path) -> None:
    assert extensions_of(_site(tmp_path)) == frozenset()
    (tmp_path / "mkdocs.yml").write_bytes(b"markdown_extensions: \xff\n")
    assert extensions_of(_site(tmp_path)) == frozenset()
    assert extensions_of(Site(tmp_path, None, "", "commonmark")) == frozenset()
