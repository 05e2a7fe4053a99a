"""What is known of a site: its root, its generator and its collections."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

Generator = Literal["astro", "hugo", "jekyll", "eleventy", "mkdocs", "pelican"]
EngineName = Literal["commonmark", "python-markdown"]

GENERATOR_LABELS: dict[str | None, str] = {
    "astro": "Astro",
    "hugo": "Hugo",
    "jekyll": "Jekyll",
    "eleventy": "Eleventy",
    "mkdocs": "MkDocs",
    "pelican": "Pelican",
    None: "No generator",
}
ENGINE_LABELS: dict[str, str] = {
    "commonmark": "CommonMark + GFM",
    "python-markdown": "Python-Markdown",
}
POST_SUFFIXES = (".md", ".mdx", ".markdown", ".mkd")


@dataclass(frozen=True, slots=True)
class Collection:
    """Posts of one kind, which live in one folder.

    Attributes:
        name: As the generator calls it ("news").
        label: In an editor's words ("News").
        folder: Relative to the site's root, with "/" between parts; "" is the root itself.
    """

    name: str
    label: str
    folder: str


@dataclass(frozen=True)
class Site:
    """A folder that a generator turns into a site, or just a folder of posts.

    Attributes:
        root: Where the site begins: at or above the folder that was opened.
        generator: Which generator builds it, or None.
        label: The generator and its Markdown, for the status bar: "Astro · CommonMark + GFM".
        engine: The engine that renders as the generator does.
        collections: In the order of their names.
        public_dirs: Folders below the root whose files the site serves at "/"; "" is the root.
        content_dirs: Folders below the root whose posts have addresses that begin at "/".
        name: What the site calls itself, else its folder's name in words.
    """

    root: Path
    generator: Generator | None
    label: str
    engine: EngineName
    collections: tuple[Collection, ...] = ()
    public_dirs: tuple[str, ...] = ()
    content_dirs: tuple[str, ...] = ("",)
    name: str = ""

    @cached_property
    def real_root(self) -> Path:
        """The root with symbolic links followed: what every path is held against."""
        return self.root.resolve()

    def relative(self, path: Path) -> str | None:
        """A path below the root as "a/b.md", or None for one outside."""
        for base in (self.root, self.real_root):
            if path.is_relative_to(base):
                return path.relative_to(base).as_posix()
        return None

    def collection_of(self, path: Path) -> Collection | None:
        """The collection that a post belongs to: of nested ones, the innermost."""
        relative = self.relative(path)
        if relative is None:
            return None
        holding = [
            collection
            for collection in self.collections
            if not collection.folder or relative.startswith(collection.folder + "/")
        ]
        return max(holding, key=lambda collection: len(collection.folder), default=None)


def site_label(generator: str | None, engine: str) -> str:
    """What the status bar says of a site that is rendered by `engine`."""
    return f"{GENERATOR_LABELS[generator]} · {ENGINE_LABELS[engine]}"
