"""Files and functions stay small enough to be read in one go."""

from __future__ import annotations

import ast

from tests.helpers.source_tree import PACKAGE, TESTS, python_files, relative, tree_of

_MOST_LINES_IN_FILE = 500
_MOST_LINES_IN_FUNCTION = 60

# One long table each, and little else.
_TABLES = ("app/copydesk/ui/actions.py",)


def test_files_are_short() -> None:
    long = {
        relative(path): lines
        for path in python_files(PACKAGE, TESTS)
        if (lines := len(path.read_text("utf-8").splitlines())) > _MOST_LINES_IN_FILE
        and relative(path) not in _TABLES
    }
    assert not long, long


def test_functions_are_short() -> None:
    long = {
        f"{relative(path)}:{node.lineno} {node.name}": lines
        for path in python_files(PACKAGE, TESTS)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > _MOST_LINES_IN_FUNCTION
    }
    assert not long, long
