"""requirements.lock pins what pyproject.toml asks for, with hashes and without addresses."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.helpers.source_tree import ROOT

_MACHINES = [
    {"python_version": minor, "python_full_version": f"{minor}.1", "sys_platform": system}
    for minor in ("3.11", "3.12", "3.13")
    for system in ("linux", "win32", "darwin")
]


@cache
def _lock() -> str:
    return (ROOT / "requirements.lock").read_text("utf-8")


@cache
def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def _pins() -> list[Requirement]:
    lines = _lock().replace("\\\n", " ").splitlines()
    return [
        Requirement(line.partition(" --hash")[0])
        for line in lines
        if line.strip() and not line.lstrip().startswith("#")
    ]


def _wanted() -> list[Requirement]:
    groups: dict[str, list[str]] = _project()["dependency-groups"]
    lines = [*_project()["project"]["dependencies"], *_project()["build-system"]["requires"]]
    return [Requirement(line) for line in [*lines, *(line for g in groups.values() for line in g)]]


def test_lock_names_no_address() -> None:
    assert not re.search(r"://|^\s*-[^-]|--(?!hash=)", _lock(), flags=re.MULTILINE)


def test_every_pin_has_hashes() -> None:
    blocks = re.split(r"^(?=[A-Za-z])", _lock(), flags=re.MULTILINE)[1:]
    bare = [block.split()[0] for block in blocks if "--hash=sha256:" not in block]
    assert blocks
    assert not bare, bare


@pytest.mark.parametrize("machine", _MACHINES, ids=lambda m: "-".join(m.values()))
def test_lock_has_what_the_project_asks_for(machine: dict[str, str]) -> None:
    pins = {
        canonicalize_name(pin.name): next(iter(pin.specifier)).version
        for pin in _pins()
        if pin.marker is None or pin.marker.evaluate(machine)
    }
    for wanted in _wanted():
        if wanted.marker is not None and not wanted.marker.evaluate(machine):
            continue
        pinned = pins.get(canonicalize_name(wanted.name))
        assert pinned is not None, f"{wanted.name} is not in the lock; run make lock"
        assert pinned in wanted.specifier, f"{wanted} is pinned to {pinned}; run make lock"


def test_old_python_keeps_off_the_leaking_qt() -> None:
    pins = [pin for pin in _pins() if pin.name.lower() == "pyside6"]
    old = [p for p in pins if p.marker is None or p.marker.evaluate(_MACHINES[0])]
    assert [next(iter(pin.specifier)).version.startswith("6.11.") for pin in old] == [True]
