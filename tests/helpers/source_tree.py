"""The project's own source, for tests that judge it."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "app" / "copydesk"
TESTS = ROOT / "tests"


def python_files(*folders: Path) -> list[Path]:
    """Every Python file under the folders, in order of path."""
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


@cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of one file."""
    return ast.parse(path.read_text("utf-8"), str(path))


def relative(path: Path) -> str:
    """The path within the checkout, with forward slashes, as messages name it."""
    return path.relative_to(ROOT).as_posix()


def imported_names(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything a file imports, types-only imports included."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for name in node.names:
                yield node.lineno, f"{node.module}.{name.name}"


def calls(path: Path) -> Iterator[tuple[ast.Call, str]]:
    """Every call in a file with the name it is made by: ``a.b.c`` gives ``c``."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node, node.func.attr
            elif isinstance(node.func, ast.Name):
                yield node, node.func.id
