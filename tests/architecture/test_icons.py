"""Every icon that the code or a style sheet names is there."""

from __future__ import annotations

import ast
import re

from copydesk.core.resources import resource_path
from copydesk.ui.actions import TABLE
from tests.helpers.source_tree import PACKAGE, calls, python_files, relative

_ICONS = resource_path("icons")


def _there(name: str) -> bool:
    return (_ICONS / f"{name}.svg").is_file()


def test_icons_of_actions_exist() -> None:
    missing = {spec.id: spec.icon for spec in TABLE if spec.icon and not _there(spec.icon)}
    assert not missing, missing


def test_icons_named_in_code_exist() -> None:
    missing = []
    for path in python_files(PACKAGE / "ui"):
        for call, called in calls(path):
            named = [call.args[0]] if called == "icon" and call.args else []
            named += [keyword.value for keyword in call.keywords if keyword.arg == "icon"]
            missing += [
                f"{relative(path)}:{call.lineno} {node.value}"
                for node in named
                if isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and node.value
                and not _there(node.value)
            ]
    assert not missing, missing


def test_icons_named_in_style_sheets_exist() -> None:
    missing = [
        f"{sheet.name}: {name}"
        for sheet in resource_path("themes").glob("*.qss")
        for name in re.findall(r"([\w-]+)\.svg", sheet.read_text("utf-8"))
        if not _there(name)
    ]
    assert not missing, missing


def test_icons_can_be_recoloured_and_are_licensed() -> None:
    drawn = [path for path in _ICONS.glob("*.svg") if path.stem != "copydesk"]
    fixed = [path.name for path in drawn if "currentColor" not in path.read_text("utf-8")]
    assert not fixed, fixed
    assert "ISC License" in (_ICONS / "LICENSE-lucide.txt").read_text("utf-8")
