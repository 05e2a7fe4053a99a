"""Builds folders of posts to test on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# A post with the usual fields, in the order and style editors write them.
SAMPLE_POST = """\
---
title: "Ferry timetable returns to winter hours"
pubDate: 2026-11-20
draft: true
tags:
  - ferry
  - river
---

## Last boat at nine

The last ferry leaves at **21:00** from Monday.
"""


class SiteBuilder:
    """A folder of posts.

    Attributes:
        root: The site's folder.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)

    def write(self, path: str, content: str | bytes) -> Path:
        """Writes one file, folders included; a str goes out as UTF-8 with its newlines as given."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return target

    def post(self, path: str, title: str, body: str = "Text.\n", **fields: str) -> Path:
        """Writes a post with YAML frontmatter; field values are YAML source, the title is text."""
        quoted = title.replace("\\", "\\\\").replace('"', '\\"')
        lines = [f'title: "{quoted}"', *(f"{key}: {value}" for key, value in fields.items())]
        block = "\n".join(lines)
        return self.write(path, f"---\n{block}\n---\n\n{body}")

    def files(self, contents: Mapping[str, str | bytes]) -> SiteBuilder:
        """Writes several files by path."""
        for path, content in contents.items():
            self.write(path, content)
        return self

    def astro(self, *collections: str) -> SiteBuilder:
        """Makes the folder look like an Astro site with these collections (news where none)."""
        self.write("astro.config.mjs", "export default {};\n")
        self.write("package.json", '{"name": "site", "dependencies": {"astro": "^5.0.0"}}\n')
        for name in collections or ("news",):
            (self.root / "src" / "content" / name).mkdir(parents=True, exist_ok=True)
        (self.root / "public").mkdir(exist_ok=True)
        return self

    def read(self, path: str) -> bytes:
        """The bytes of one file."""
        return (self.root / path).read_bytes()
