"""Which extensions of Python-Markdown a site has turned on, as its `mkdocs.yml` says."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.site.model import Site

_NAMES = ("mkdocs.yml", "mkdocs.yaml")
# Read by its lines: the file may hold tags of Python that no safe reader of YAML takes.
# They are items of a list, or the keys of a mapping.
_ITEM = re.compile(
    r"^ {0,6}(?:-[ \t]+)?[\"']?(?:\w+\.)*([A-Za-z_]\w*)[\"']?[ \t]*(?::|$)", re.MULTILINE
)
_LIST = re.compile(r"^markdown_extensions:[^\n]*\n((?:[ \t#-][^\n]*\n|\n)*)", re.MULTILINE)
_LONGEST = 200_000


def extensions_of(site: Site) -> frozenset[str]:
    """The last parts of their names: "superfences" for `pymdownx.superfences`."""
    if site.generator != "mkdocs":
        return frozenset()
    for name in _NAMES:
        path = site.root / name
        try:
            changed = path.stat().st_mtime_ns
        except OSError:
            continue
        return _read(path, changed)
    return frozenset()


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int) -> frozenset[str]:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            text = file.read(_LONGEST) + "\n"
    except OSError:
        return frozenset()
    found = _LIST.search(text)
    return frozenset(_ITEM.findall(found.group(1))) if found else frozenset()
