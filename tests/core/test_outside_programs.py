"""Programs that are not ours start as if there were no bundle."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from copydesk.core.outside_programs import give_back_library_path

if TYPE_CHECKING:
    import pytest


def test_a_bundle_keeps_its_libraries_to_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundle")
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    give_back_library_path()
    assert "LD_LIBRARY_PATH" not in os.environ


def test_what_the_user_had_set_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundle")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/home/lib")
    give_back_library_path()
    assert os.environ["LD_LIBRARY_PATH"] == "/home/lib"
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ


def test_a_checkout_leaves_the_path_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/home/lib")
    give_back_library_path()
    assert os.environ["LD_LIBRARY_PATH"] == "/home/lib"
