"""The scripts that pack for other systems do what they say, with stand-ins for their tools."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import yaml

from bundling.macos import APP_NAME
from bundling.places import APP_ID, NAME, PACKAGING

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST = yaml.safe_load((PACKAGING / "flatpak" / f"{APP_ID}.yml").read_text("utf-8"))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the scripts, which work in the folder above them, with tools that take note."""
    shutil.copytree(PACKAGING, tmp_path / "packaging", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "app" / NAME).mkdir(parents=True)
    (tmp_path / "app" / NAME / "__init__.py").write_text('__version__ = "1.2.0"\n', "utf-8")
    (tmp_path / "LICENSE").write_text("Licence\n", "utf-8")
    (tmp_path / "tools").mkdir()
    return tmp_path


def tool(checkout: Path, name: str, does: str = "") -> None:
    """Puts a program of that name in front of the system's."""
    path = checkout / "tools" / name
    path.write_text(f'#!/bin/sh\nprintf "%s\\n" "{name} $*" >>"$TOLD"\n{does}\n', "utf-8")
    path.chmod(0o755)


def run(checkout: Path, script: str, *arguments: str, **variables: str) -> tuple[str, list[str]]:
    """What a script printed, and which of the tools it called how."""
    told = checkout / "told.txt"
    ended = subprocess.run(
        [f"packaging/{script}", *arguments],
        cwd=checkout,
        env={"PATH": f"{checkout}/tools:/usr/bin:/bin", "TOLD": str(told), **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    calls = told.read_text("utf-8").splitlines() if told.exists() else []
    return ended.stdout, [call.replace(f"{checkout}/", "") for call in calls]


@pytest.fixture
def archive(checkout: Path) -> str:
    """A small tree as `make package` packs it."""
    top = checkout / "copydesk-1.2.0-linux-x86_64"
    for name in (
        f"bin/{NAME}",
        f"share/applications/{APP_ID}.desktop",
        f"share/icons/hicolor/256x256/apps/{APP_ID}.png",
    ):
        path = top / name
        path.parent.mkdir(parents=True)
        path.write_text('#!/bin/sh\nprintf "%s|" "$0" "$@"\n', "utf-8")
        path.chmod(0o755)
    subprocess.run(["tar", "-cJf", f"{top.name}.tar.xz", top.name], cwd=checkout, check=True)
    return f"{top.name}.tar.xz"


@pytest.mark.skipif(sys.platform != "linux", reason="an AppImage is built on Linux")
def test_the_appimage_holds_the_tree_and_starts_it_from_anywhere(
    checkout: Path, archive: str
) -> None:
    tool(checkout, "appimagetool", 'for last; do :; done; touch "$last"')
    said, calls = run(checkout, "appimage/build.sh", archive, "the-runtime")
    folder = checkout / "build/package/Copydesk.AppDir"
    image = said.splitlines()[-1]
    assert re.fullmatch(r"dist/Copydesk-1\.2\.0-\w+\.AppImage", image)
    assert (checkout / image).exists()
    assert calls == [f"appimagetool --runtime-file the-runtime build/package/{folder.name} {image}"]
    assert (folder / f"{APP_ID}.desktop").is_file()
    assert (folder / ".DirIcon").resolve() == (folder / f"{APP_ID}.png")
    link = checkout / "desk"
    link.symlink_to(folder / "AppRun")
    started = subprocess.run(
        [link, "a post.md", "--version"], cwd="/", capture_output=True, text=True, check=True
    )
    assert started.stdout == f"{folder}/usr/bin/{NAME}|a post.md|--version|"


@pytest.mark.skipif(sys.platform != "linux", reason="a Flatpak is built on Linux")
def test_the_flatpak_is_built_beside_its_archive(checkout: Path, archive: str) -> None:
    tool(checkout, "flatpak")
    tool(checkout, "flatpak-builder")
    said, calls = run(checkout, "flatpak/build.sh", archive)
    assert said.splitlines()[-1] == "dist/copydesk-1.2.0-x86_64.flatpak"
    assert [call.split()[0] for call in calls] == ["flatpak-builder", "flatpak"]
    (source,) = MANIFEST["modules"][0]["sources"]
    beside = checkout / "build/package/flatpak"
    assert (beside / source["path"]).is_file()
    assert (beside / f"{APP_ID}.yml").is_file()


# ---- Signing for macOS, with stand-ins for Apple's tools ----------------------------------------


@pytest.fixture
def application(checkout: Path) -> str:
    """An application bundle as PyInstaller lays it out, in little."""
    app = f"build/package/frozen/{APP_NAME}.app"
    helper = "Contents/Frameworks/QtWebEngineCore.framework/Helpers/QtWebEngineProcess.app"
    for name in (
        f"Contents/MacOS/{NAME}",
        "Contents/Info.plist",
        "Contents/Frameworks/libpython.dylib",
        "Contents/Frameworks/QtWebEngineCore.framework/QtWebEngineCore.dylib",
        "Contents/Resources/words.txt",
        f"{helper}/Contents/MacOS/QtWebEngineProcess.dylib",
    ):
        path = checkout / app / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    for name in ("codesign", "xcrun", "spctl", "security", "uuidgen"):
        tool(checkout, name)
    tool(checkout, "plutil", "echo 1.2.0")
    tool(checkout, "file", 'case "$2" in *.dylib) echo "Mach-O 64-bit" ;; *) echo data ;; esac')
    tool(checkout, "ditto", 'for last; do :; done; touch "$last"')
    tool(checkout, "hdiutil", 'for last; do :; done; touch "$last"')
    return app


def test_signing_goes_from_the_inside_out(checkout: Path, application: str) -> None:
    said, calls = run(
        checkout,
        "macos/sign_and_notarise.sh",
        application,
        MACOS_IDENTITY="Developer ID",
        NOTARY_APPLE_ID="somebody",
        NOTARY_TEAM_ID="team",
        NOTARY_PASSWORD="secret",  # noqa: S106 - it must not be printed
    )
    signed = [call for call in calls if call.startswith("codesign --force")]
    names = [call.rpartition("/")[2] for call in signed]
    assert names[:-1] == [
        "QtWebEngineCore.dylib",
        "libpython.dylib",
        "QtWebEngineProcess.app",
        "QtWebEngineCore.framework",
        "Copydesk.app",
    ]
    assert all("--options runtime --timestamp" in call for call in signed[:-1])
    entitled = [call.partition("--entitlements ")[2].split()[:1] for call in signed]
    assert entitled[2:5] == [
        ["packaging/macos/web_process_entitlements.plist"],
        [],
        ["packaging/macos/entitlements.plist"],
    ]
    assert not any(entitled[:2])
    assert sum("notarytool submit" in call for call in calls) == 2
    assert sum("stapler staple" in call for call in calls) == 2
    assert re.fullmatch(r"dist/copydesk-1\.2\.0-macos-\w+\.dmg", said.splitlines()[-1])
    assert "secret" not in said


def test_without_an_identity_the_image_says_so_loudly(checkout: Path, application: str) -> None:
    said, calls = run(checkout, "macos/sign_and_notarise.sh", application)
    assert "NOT SIGNED" in said
    assert said.splitlines()[-1].endswith("-unsigned.dmg")
    signed = [call for call in calls if call.startswith("codesign --force")]
    assert all("--sign -" in call and "runtime" not in call for call in signed)
    assert not any("notarytool" in call for call in calls)
