"""Where each generator keeps its posts and the files it serves as they are."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.site.labels import humanise
from copydesk.core.site.model import POST_SUFFIXES, Collection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

# A configuration file longer than this is read no further; real ones are a few kilobytes.
_MOST_CONFIG_CHARACTERS = 200_000
# How far a folder is searched for a first post before it counts as one without.
_MOST_LOOKED_AT = 3_000
_DEEPEST = 4
_NEVER = {
    "node_modules",
    "dist",
    "build",
    "_site",
    "public",
    "vendor",
    "__pycache__",
    "site-packages",
}
_JEKYLL_OWN = {"_site", "_includes", "_layouts", "_sass", "_data", "_plugins", "_assets"}


@dataclass(frozen=True, slots=True)
class Layout:
    """The folders of a site; see `Site` for what each means."""

    collections: tuple[Collection, ...]
    public_dirs: tuple[str, ...]
    content_dirs: tuple[str, ...]


def layout_of(root: Path, generator: str | None) -> Layout:
    """Where a site of this generator keeps what."""
    return _LAYOUTS[generator](root)


def is_file(path: Path) -> bool:
    """Whether a file is there; False too where it can't be known."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_dir(path: Path) -> bool:
    """Whether a folder is there; False too where it can't be known."""
    try:
        return path.is_dir()
    except OSError:
        return False


def exists(path: Path) -> bool:
    """Whether anything is there; False too where it can't be known."""
    try:
        return path.exists()
    except OSError:
        return False


def read_text(path: Path, most: int = _MOST_CONFIG_CHARACTERS) -> str:
    """The beginning of a configuration file, in code points; "" where none can be read."""
    try:
        with path.open(encoding="utf-8", errors="replace") as stream:
            return stream.read(most)
    except OSError:
        return ""


def _folders(folder: Path) -> list[str]:
    """The names of the folders in a folder, without hidden ones and what tools make."""
    try:
        with os.scandir(folder) as found:
            return sorted(
                entry.name
                for entry in found
                if not entry.name.startswith(".") and entry.name not in _NEVER and entry.is_dir()
            )
    except OSError:
        return []


def _holds_posts(folder: Path) -> bool:
    left = _MOST_LOOKED_AT
    waiting = [(folder, 0)]
    while waiting and left > 0:
        here, depth = waiting.pop(0)
        try:
            with os.scandir(here) as found:
                for entry in found:
                    left -= 1
                    if entry.name.lower().endswith(POST_SUFFIXES):
                        return True
                    wanted = not entry.name.startswith(".") and entry.name not in _NEVER
                    if wanted and depth < _DEEPEST and entry.is_dir(follow_symlinks=False):
                        waiting.append((here / entry.name, depth + 1))
        except OSError:
            continue
    return False


def _collection(folder: str, name: str = "") -> Collection:
    name = name or folder.rpartition("/")[2]
    return Collection(name, humanise(name), folder)


def _below(root: Path, folder: str, *, with_posts: bool = True) -> Iterator[Collection]:
    """A collection for each folder in `folder`, a path below the root."""
    prefix = f"{folder}/" if folder else ""
    for name in _folders(root / folder):
        if not name.startswith("_") and (not with_posts or _holds_posts(root / prefix / name)):
            yield _collection(prefix + name)


def _there(root: Path, *folders: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in folders if is_dir(root / name)))


def _clean(folder: str) -> str:
    """A configured folder as a path below the root; "" where it is the root or leads outside."""
    parts = [part for part in folder.replace("\\", "/").split("/") if part not in ("", ".")]
    return "" if ".." in parts or ":" in folder else "/".join(parts)


def _configured(pattern: str, *configs: Path, default: str = "") -> str:
    for config in configs:
        found = re.search(pattern, read_text(config), re.MULTILINE)
        if found:
            return _clean(found.group(1))
    return default


def _sorted(collections: Iterable[Collection]) -> tuple[Collection, ...]:
    unique = {collection.folder: collection for collection in collections}
    return tuple(sorted(unique.values(), key=lambda one: (one.name.lstrip("_"), one.folder)))


def _astro(root: Path) -> Layout:
    """`src/content/<collection>`, the folders of `glob()` loaders, and posts among the pages."""
    found = [*_below(root, "src/content", with_posts=False)]
    configs = [
        root / "src" / f"{name}.{kind}"
        for name in ("content.config", "content/config")
        for kind in ("ts", "mts", "mjs", "js")
    ]
    for config in configs:
        for base in re.findall(r"""\bbase\s*:\s*["'`]([^"'`]+)["'`]""", read_text(config)):
            folder = _clean(base)
            if folder and is_dir(root / folder):
                found.append(_collection(folder))
    found += _below(root, "src/pages")
    bases = {collection.folder.rpartition("/")[0] for collection in found}
    content = [*_there(root, "src/content", "src/pages"), *sorted(bases - {"src/pages"})]
    return Layout(_sorted(found), _there(root, "public"), tuple(dict.fromkeys(content)))


def _hugo(root: Path) -> Layout:
    configs = [
        root / folder / f"{name}.{kind}"
        for folder in ("", "config/_default")
        for name in ("hugo", "config")
        for kind in ("toml", "yaml", "yml", "json")
    ]
    content = _configured(
        r"""^["']?contentDir["']?\s*[=:]\s*["']?([^"'\s,]+)""", *configs, default="content"
    )
    static = _configured(
        r"""^["']?staticDir["']?\s*[=:]\s*["']?([^"'\s,\[]+)""", *configs, default="static"
    )
    public = _there(root, static or "static", "assets")
    return Layout(_sorted(_below(root, content)), public, (content,))


def _jekyll(root: Path) -> Layout:
    """`_posts`, `_drafts` and the site's own `_<collection>` folders, one level down too."""
    base = _configured(r"^collections_dir\s*:\s*[\"']?([^\"'#\s]+)", root / "_config.yml")
    found: list[Collection] = []
    for parent in dict.fromkeys(("", base, *(n for n in _folders(root) if n[:1] != "_"))):
        for name in _folders(root / parent):
            if not name.startswith("_") or name in _JEKYLL_OWN:
                continue
            if name in ("_posts", "_drafts") or (
                parent in ("", base) and _holds_posts(root / parent / name)
            ):
                label = name.lstrip("_") if parent in ("", base) else f"{parent} {name.lstrip('_')}"
                folder = f"{parent}/{name}" if parent else name
                found.append(Collection(label, humanise(label), folder))
    return Layout(_sorted(found), ("",), tuple(dict.fromkeys((base, ""))))


def _eleventy(root: Path) -> Layout:
    configs = [
        root / name
        for name in (".eleventy.js", *(f"eleventy.config.{k}" for k in ("js", "mjs", "cjs", "ts")))
    ]
    base = _configured(r"""\binput\s*:\s*["'`]([^"'`]+)["'`]""", *configs)
    base = base if is_dir(root / base) else ""
    found = [*_below(root, base)]
    content = f"{base}/content" if base else "content"
    if is_dir(root / content):
        found = [one for one in found if one.folder != content] + [*_below(root, content)]
    inner = (f"{base}/public", f"{base}/static", f"{base}/assets") if base else ()
    public = (*_there(root, "public", "static", *inner), base, "")
    bases = (content, base) if is_dir(root / content) else (base,)
    return Layout(_sorted(found), tuple(dict.fromkeys(public)), bases)


def _mkdocs(root: Path) -> Layout:
    docs = _configured(
        r"^docs_dir\s*:\s*[\"']?([^\"'#\s]+)",
        root / "mkdocs.yml",
        root / "mkdocs.yaml",
        default="docs",
    )
    found = [_collection(docs)] if docs and is_dir(root / docs) else []
    return Layout(_sorted([*found, *_below(root, docs)]), (docs,), (docs,))


def _pelican(root: Path) -> Layout:
    content = _configured(
        r"""^PATH\s*=\s*["']([^"']+)["']""", root / "pelicanconf.py", default="content"
    )
    found = [_collection(content)] if content and is_dir(root / content) else []
    extra = f"{content}/extra" if content else "extra"
    public = (content, *_there(root, extra))
    return Layout(_sorted([*found, *_below(root, content)]), public, (content,))


def _plain(root: Path) -> Layout:
    return Layout(_sorted(_below(root, "")), (*_there(root, "public", "static"), ""), ("",))


_LAYOUTS: dict[str | None, Callable[[Path], Layout]] = {
    "astro": _astro,
    "hugo": _hugo,
    "jekyll": _jekyll,
    "eleventy": _eleventy,
    "mkdocs": _mkdocs,
    "pelican": _pelican,
    None: _plain,
}
