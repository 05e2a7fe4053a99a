"""The files that a configuration is spread over, found by what they import."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from copydesk.core.site.schema.common import read_source
from copydesk.core.site.schema.js.nodes import Array, Literal, Module, Node, Object
from copydesk.core.site.schema.js.statements import read_module, read_value

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.site.schema.facts import SchemaNotice

# A configuration spread over more files than this is not followed further.
_MOST_FILES = 40
_SUFFIXES = (".ts", ".mts", ".js", ".mjs", "/index.ts", "/index.js", ".tsx", ".json")


class Modules:
    """Reads a site's modules, each once.

    Attributes:
        read: The files that were read, relative to the site's root.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[str, Module | None] = {}
        self._places: dict[tuple[str, str], str] = {}
        self._aliases: tuple[tuple[str, str], ...] | None = None

    @property
    def read(self) -> tuple[str, ...]:
        """The files that were read, relative to the site's root."""
        return tuple(path for path, module in self._known.items() if module is not None)

    def at(self, path: str, notices: list[SchemaNotice] | None = None) -> Module | None:
        """The module in a file; None where there is none.

        Args:
            path: Relative to the site's root.
            notices: Where it is told why a file that is there can't be read.
        """
        if path not in self._known:
            if len(self.read) >= _MOST_FILES:
                return None
            source = read_source(self._root, path, [] if notices is None else notices)
            self._known[path] = None if source is None else _module(path, source)
        return self._known[path]

    def imported(self, path: str, wanted: str) -> str:
        """Where a module that a file imports is; "" for a package, or one that isn't there.

        Args:
            path: The importing file, relative to the site's root.
            wanted: What it imports: "./schemas", "@/data/topics".
        """
        key = (path, wanted)
        if key not in self._places:
            self._places[key] = self._find(path, wanted)
        return self._places[key]

    def _find(self, path: str, wanted: str) -> str:
        for base in self._bases(path, wanted):
            place = _joined(base)
            if place is None:
                continue
            suffixed = [place] if PurePosixPath(place).suffix in (".json", ".ts", ".mts") else []
            stem = place.removesuffix(".js").removesuffix(".mjs")
            for one in (*suffixed, *(stem + suffix for suffix in _SUFFIXES)):
                if self.at(one) is not None:
                    return one
        return ""

    def _bases(self, path: str, wanted: str) -> list[str]:
        if wanted.startswith("."):
            return [f"{path.rpartition('/')[0]}/{wanted}"]
        if wanted.startswith("/"):
            return [wanted[1:]]
        return [
            target + wanted[len(prefix) :]
            for prefix, target in self._all_aliases()
            if wanted.startswith(prefix)
        ]

    def _all_aliases(self) -> tuple[tuple[str, str], ...]:
        """What paths may begin with instead, from `tsconfig.json` and by custom."""
        if self._aliases is None:
            source = read_source(self._root, "tsconfig.json", []) or ""
            options = entry(read_value(source), "compilerOptions")
            base = entry(options, "baseUrl")
            start = f"{base.value}/" if isinstance(base, Literal) else ""
            paths = entry(options, "paths")
            told = []
            for alias, targets in paths.entries if isinstance(paths, Object) else ():
                first = targets.items[0] if isinstance(targets, Array) and targets.items else None
                if alias and isinstance(first, Literal) and isinstance(first.value, str):
                    told.append((alias.removesuffix("*"), start + first.value.removesuffix("*")))
            named = (("src/", "src/"),) if start else ()
            self._aliases = (*told, ("@/", "src/"), ("~/", "src/"), *named)
        return self._aliases


def _module(path: str, source: str) -> Module:
    if path.endswith(".json"):
        return Module({"default": read_value(source)}, exports={"default": "default"})
    return read_module(source)


def _joined(path: str) -> str | None:
    """A path with its dots resolved; None for one outside the site."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts) or None


def entry(node: Node | None, key: str) -> Node | None:
    """What an object written out holds under a key, the last of that name; None for nothing."""
    if not isinstance(node, Object):
        return None
    return next((value for name, value in reversed(node.entries) if name == key), None)
