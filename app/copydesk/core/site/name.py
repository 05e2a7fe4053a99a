"""What a site calls itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.core.site.layouts import read_text

if TYPE_CHECKING:
    from pathlib import Path

_QUOTED = r"""["']?([^"'#\n]+?)["']?\s*(?:#.*)?$"""
_YAML_TITLE = rf"^title\s*:\s*{_QUOTED}"
_TOML_TITLE = rf"^title\s*=\s*{_QUOTED}"
_PACKAGE = ("package.json", r'"name"\s*:\s*"(?:@[^/"]+/)?([^"]+)"')

# Where each generator keeps its site's name: files, and a pattern whose group 1 is the name.
_PLACES: dict[str | None, tuple[tuple[str, str], ...]] = {
    "astro": (_PACKAGE,),
    "eleventy": (_PACKAGE,),
    "hugo": (
        ("hugo.toml", _TOML_TITLE),
        ("hugo.yaml", _YAML_TITLE),
        ("config.toml", _TOML_TITLE),
        ("config.yaml", _YAML_TITLE),
        ("config/_default/hugo.toml", _TOML_TITLE),
        ("config/_default/config.toml", _TOML_TITLE),
    ),
    "jekyll": (("_config.yml", _YAML_TITLE),),
    "mkdocs": (("mkdocs.yml", rf"^site_name\s*:\s*{_QUOTED}"),),
    "pelican": (("pelicanconf.py", rf"^SITENAME\s*=\s*{_QUOTED}"),),
    None: (),
}


def site_name(root: Path, generator: str | None) -> str:
    """The site's name from its configuration, else from its folder, in words.

    Args:
        root: The site's folder.
        generator: As in `Site.generator`.
    """
    for file_name, pattern in _PLACES[generator]:
        found = re.search(pattern, read_text(root / file_name), re.MULTILINE)
        if found and found.group(1).strip():
            return _in_words(found.group(1).strip())
    return _in_words(root.name)


def _in_words(name: str) -> str:
    """A slug in words: riverside-courier is Riverside Courier; spaces or capitals stay as given."""
    if " " in name or name != name.lower():
        return name
    return " ".join(word[:1].upper() + word[1:] for word in re.split(r"[-_.]+", name) if word)
