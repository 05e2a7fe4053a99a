"""Finding out which generator builds a folder, by the files each generator wants."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.core.site import layouts
from copydesk.core.site.model import Collection, EngineName, Generator, Site, site_label
from copydesk.core.site.name import site_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.site.schema.copydesk_toml import SiteRule

__all__ = ["Collection", "Site", "detect_site", "site_label"]

# A folder that was opened inside a site lies at most this far below the site's root.
_MOST_LEVELS_UP = 8
_KEPT = ".copydesk"

_Check = Callable[[Path], bool]


def detect_site(folder: Path) -> Site:
    """The site at or above a folder; without any generator's marks, the folder itself.

    A folder with a `copydesk.toml` is a site's root whatever else is in it, and what that file says
    of the site stands; so is one with what a team keeps of its posts in `.copydesk`. Reads a few
    file names and at most two small configuration files; never raises for what it finds.

    Args:
        folder: The folder that was opened.
    """
    for candidate in _upwards(folder):
        rule = _rule_of(candidate)
        generator = rule.generator if rule and rule.stated else _generator_of(candidate)
        if generator is not None or rule is not None or layouts.is_dir(candidate / _KEPT):
            return _site(candidate, generator, rule)
    return _site(folder, None, None)


def _rule_of(root: Path) -> SiteRule | None:
    """What the site's own `copydesk.toml` says; None where there is none."""
    if not layouts.is_file(root / "copydesk.toml"):
        return None
    # Few sites have one, and reading it takes a library that no other start needs.
    from copydesk.core.site.schema.copydesk_toml import read_site_rule

    return read_site_rule(root)


def _site(root: Path, generator: Generator | None, rule: SiteRule | None) -> Site:
    layout = layouts.layout_of(root, generator)
    engine: EngineName = (
        "python-markdown" if generator in (None, "mkdocs", "pelican") else "commonmark"
    )
    engine = rule.engine if rule and rule.engine else engine
    return Site(
        root,
        generator,
        site_label(generator, engine),
        engine,
        layout.collections,
        layout.public_dirs,
        layout.content_dirs,
        rule.name if rule and rule.name else site_name(root, generator),
    )


def _upwards(folder: Path) -> Iterator[Path]:
    """The folder and those above it, as far as a site's root may be from it."""
    home = Path.home()
    for level, candidate in enumerate((folder, *folder.parents)):
        if level and (
            level > _MOST_LEVELS_UP or candidate == home or candidate.parent == candidate
        ):
            return
        yield candidate
        if layouts.exists(candidate / ".git"):
            return


def _generator_of(root: Path) -> Generator | None:
    for generator, check in _CHECKS:
        if check(root):
            return generator
    return None


def _has(*names: str) -> _Check:
    return lambda root: any(layouts.is_file(root / name) for name in names)


def _is_hugo(root: Path) -> bool:
    if _has("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json")(root):
        return True
    configured = _has("config.toml", "config.yaml", "config.yml", "config.json")(root) or any(
        layouts.is_file(root / "config" / "_default" / f"{name}.{kind}")
        for name in ("hugo", "config")
        for kind in ("toml", "yaml", "yml", "json")
    )
    return configured and layouts.is_dir(root / "content")


def _depends_on(package: str) -> _Check:
    name = re.compile(rf'"{re.escape(package)}"\s*:\s*"')
    return lambda root: bool(name.search(layouts.read_text(root / "package.json")))


def _is_astro(root: Path) -> bool:
    marks = [f"astro.config.{kind}" for kind in ("mjs", "js", "ts", "mts", "cjs", "cts")]
    if _has(*marks)(root) or layouts.is_dir(root / "src" / "content"):
        return True
    return layouts.is_dir(root / "src" / "pages") and _depends_on("astro")(root)


# The surest marks first: a site may hold a `_config.yml` or a `config.toml` for another tool.
_CHECKS: tuple[tuple[Generator, _Check], ...] = (
    ("astro", _is_astro),
    (
        "eleventy",
        _has(".eleventy.js", *(f"eleventy.config.{k}" for k in ("js", "mjs", "cjs", "ts"))),
    ),
    ("mkdocs", _has("mkdocs.yml", "mkdocs.yaml")),
    ("pelican", _has("pelicanconf.py")),
    ("hugo", _is_hugo),
    ("jekyll", _has("_config.yml", "_config.yaml", "_config.toml")),
    ("jekyll", lambda root: layouts.is_dir(root / "_posts")),
    ("eleventy", _depends_on("@11ty/eleventy")),
)
