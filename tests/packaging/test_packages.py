"""Each package holds what it should, and nothing else."""

from __future__ import annotations

import re
import stat
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest

from bundling.contents import Item, contents_of
from bundling.listed import listed_names, names_in
from bundling.needs import needs_of
from bundling.places import ROOT, source_date, version
from bundling.system_libraries import DEBIAN_PACKAGES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.packaging.conftest import Built

_MOST_UNPACKED_BYTES = 400_000_000
# Caches, tools of the builder, sources that nobody reads there, private files.
_NOT_TO_BE_SHIPPED = re.compile(
    r"__pycache__|\.pyc$|\.git/|\.env$|_internal/.*\.dist-info/(RECORD|INSTALLER|REQUESTED)$"
    r"|/tests?/|/(PIL|pytest|mypy|numpy|tkinter|setuptools)/"
    r"|\.(c|cpp|h|pyx|pxd|pyi|o|a|la)$|\.orig$|~$|qtwebengine_devtools"
)


def _shipped_sources(folder: str) -> set[str]:
    asked = ["git", "-C", str(ROOT), "ls-files", folder]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("this is no checkout of git")
    return set(done.stdout.splitlines())


def _tree_items(tree: Path) -> dict[str, tuple[int, int, str]]:
    """Files and links of the tree: place to permissions, size and target."""
    items = {}
    for path in tree.rglob("*"):
        name = path.relative_to(tree).as_posix()
        if path.is_symlink():
            items[name] = (0, 0, str(path.readlink()))
        elif path.is_file():
            items[name] = (stat.S_IMODE(path.stat().st_mode), path.stat().st_size, "")
    return items


def _files(items: tuple[Item, ...], prefix: str) -> dict[str, tuple[int, int, str]]:
    return {
        item.path.removeprefix(prefix): (0 if item.target else item.mode, item.size, item.target)
        for item in items
        if not item.path.endswith("/")
    }


def test_linux_packages_hold_what_is_listed(built: Built) -> None:
    names, listed = names_in(built.tree), listed_names()
    new, gone = sorted(set(names) - set(listed)), sorted(set(listed) - set(names))
    assert (new, gone) == ([], []), "look at it, then make package ARGS=--write-list"


@pytest.mark.parametrize("kind", ["deb", "rpm", "tar_xz"])
def test_every_linux_package_holds_the_same_tree(built: Built, kind: str) -> None:
    package: Path = getattr(built, kind)
    top = "usr/" if kind != "tar_xz" else f"{package.name.removesuffix('.tar.xz')}/"
    items = contents_of(package)
    held = _files(items, top)
    for debians_own in ("lintian/overrides/copydesk", "doc/copydesk/changelog.Debian.gz"):
        held.pop(f"share/{debians_own}", None)
    assert held == _tree_items(built.tree)
    assert {item.owner for item in items} <= {"root/root", "0/0"}
    writable = [item.path for item in items if item.mode & 0o022 and not item.target]
    assert writable == []
    assert [item.path for item in items if item.mode & 0o7000] == []
    listed = package.with_name(f"{package.name}.contents.txt").read_text("utf-8")
    assert listed == "".join(f"{item}\n" for item in items)


@pytest.mark.parametrize("kind", ["deb", "rpm", "tar_xz", "wheel"])
def test_nothing_is_shipped_that_is_not_used(built: Built, kind: str) -> None:
    items = contents_of(getattr(built, kind))
    assert [item.path for item in items if _NOT_TO_BE_SHIPPED.search(item.path)] == []


def test_the_bundle_is_light(built: Built) -> None:
    size = sum(path.lstat().st_size for path in built.tree.rglob("*") if not path.is_dir())
    assert size <= _MOST_UNPACKED_BYTES


def test_all_resources_are_shipped(built: Built) -> None:
    resources = {name for name in _shipped_sources("resources") if (ROOT / name).is_file()}
    frozen = built.tree / "lib" / "copydesk" / "_internal" / "copydesk"
    assert {name for name in resources if not (frozen / name).is_file()} == set()
    with zipfile.ZipFile(built.wheel) as wheel:
        assert {f"copydesk/{name}" for name in resources} - set(wheel.namelist()) == set()


def test_the_wheel_holds_the_package_and_nothing_else(built: Built) -> None:
    sources = {name.removeprefix("app/") for name in _shipped_sources("app")}
    resources = {f"copydesk/{name}" for name in _shipped_sources("resources")}
    info = f"copydesk-{version()}.dist-info/"
    names = {item.path for item in contents_of(built.wheel) if not item.path.startswith(info)}
    here = {name for name in sources | resources if (ROOT / name).exists()}
    assert {name for name in names if name.startswith("copydesk/")} == names
    assert (sources | resources) - names <= (sources | resources) - here
    # A file that is not committed yet may be in a wheel made at a developer's desk.
    assert all((ROOT / "app" / n).exists() or (ROOT / n[9:]).exists() for n in names)


def test_the_source_archive_can_build_it_all(built: Built) -> None:
    names = {item.path.partition("/")[2] for item in contents_of(built.sdist)}
    wanted = {"LICENSE", "README.md", "CHANGELOG.md", "Makefile", "requirements.lock"}
    wanted |= {"pyproject.toml", "packaging/copydesk.spec", "app/copydesk/__main__.py"}
    assert wanted - names == set()
    assert {n for n in _shipped_sources("tests") if (ROOT / n).is_file()} - names == set()
    tops = {name.partition("/")[0] for name in names}
    assert tops <= wanted | {
        "",
        "app",
        "packaging",
        "resources",
        "tests",
        "PKG-INFO",
        ".gitignore",
    } | {"ARCHITECTURE.md"}


def test_debian_is_asked_for_what_the_program_links_to(built: Built) -> None:
    asked = ["dpkg-deb", "--field", str(built.deb), "Depends"]
    depends = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    needs = needs_of(built.tree)
    assert depends.split(", ") == needs.debian
    assert needs.libraries >= {"libGL.so.1", "libfontconfig.so.1", "libstdc++.so.6"}


def test_no_library_of_the_system_is_shipped(built: Built) -> None:
    shipped = {path.name for path in built.tree.rglob("*.so*")}
    assert shipped & DEBIAN_PACKAGES.keys() == set()


def test_everything_bears_the_time_of_the_source(built: Built) -> None:
    times = {int(path.lstat().st_mtime) for path in built.tree.rglob("*")}
    assert len(times) == 1
    assert times.pop() <= source_date()


def test_no_path_of_the_builder_is_shipped(built: Built) -> None:
    here = str(ROOT).encode()
    files = [path for path in built.tree.rglob("*") if path.is_file() and not path.is_symlink()]
    small = [path for path in files if path.stat().st_size < 20_000_000]
    assert [path for path in small if here in path.read_bytes()] == []
