"""Programs that are not ours start as if there were no bundle."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from copydesk.core.outside_programs import outside_environment

if TYPE_CHECKING:
    import pytest


def test_a_bundle_keeps_its_libraries_to_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundle")
    assert outside_environment()["LD_LIBRARY_PATH"] == "/bundle"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert "LD_LIBRARY_PATH" not in outside_environment()
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/home/lib")
    environment = outside_environment()
    assert environment["LD_LIBRARY_PATH"] == "/home/lib"
    assert "LD_LIBRARY_PATH_ORIG" not in environment
