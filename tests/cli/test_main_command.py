"""The program from outside: its commands, its exit statuses, its pictures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage

from copydesk import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.helpers.sites import SiteBuilder

APP = Path(__file__).parents[2] / "app"


def copydesk(*arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
    command = ["-c", code] if code else ["-m", "copydesk"]
    return subprocess.run(
        [sys.executable, *command, *arguments],
        cwd=APP,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_it_tells_its_version() -> None:
    done = copydesk("--version")
    assert (done.returncode, done.stdout.strip()) == (0, f"copydesk {__version__}")


def test_help_names_every_command() -> None:
    done = copydesk("--help")
    assert done.returncode == 0
    for command in ("render", "get", "set", "screenshot"):
        assert f"copydesk {command}" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("nowhere.md",),
        ("--no-such-thing",),
        ("screenshot", "."),
        ("screenshot", ".", "-o", "x.png", "--size", "large"),
        ("screenshot", "nowhere", "-o", "x.png"),
        ("--worker", "nonsense"),
    ],
)
def test_what_is_used_wrongly_ends_with_2_and_a_sentence(arguments: tuple[str, ...]) -> None:
    done = copydesk(*arguments)
    assert done.returncode == 2
    assert "copydesk" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_command_without_a_window_loads_no_qt(site_factory: Callable[..., SiteBuilder]) -> None:
    post = site_factory().post("a.md", "Weir repairs")
    code = (
        "import sys; from copydesk.__main__ import main; "
        "status = main(sys.argv[1:]); "
        "assert not [name for name in sys.modules if name.startswith('PySide6')]; sys.exit(status)"
    )
    done = copydesk("get", str(post), "title", code=code)
    assert done.returncode == 0, done.stderr
    assert "Weir repairs" in done.stdout


def colours(path: Path) -> int:
    image = QImage(str(path))
    return len({image.pixel(x, y) for x in range(0, 900, 3) for y in range(0, 600, 3)})


def test_a_picture_of_a_folder_shows_its_newest_post(
    site_factory: Callable[..., SiteBuilder], tmp_path: Path
) -> None:
    site = site_factory().astro()
    site.post("src/content/news/a.md", "Old", pubDate="2026-01-01")
    site.post("src/content/news/b.md", "New", body="# Weir\n\nIt opens.\n", pubDate="2026-11-01")
    light, dark = tmp_path / "light.png", tmp_path / "dark.png"
    for theme, path in (("light", light), ("dark", dark)):
        arguments = ("--theme", theme, "--size", "1100x700", "-o", str(path))
        done = copydesk("screenshot", str(site.root), *arguments)
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip() == str(path)
    assert QImage(str(light)).size().toTuple() == (1100, 700)
    assert colours(light) > 20
    paper = (400, 500)  # inside the editor, below its text
    assert QImage(str(light)).pixelColor(*paper).lightness() > 240
    assert QImage(str(dark)).pixelColor(*paper).lightness() < 60


@pytest.mark.parametrize("panel", ["keys", "history", "guide"])
def test_a_picture_of_a_lone_post_with_a_panel_in_front(
    site_factory: Callable[..., SiteBuilder], tmp_path: Path, panel: str
) -> None:
    post = site_factory().write("note.txt", "---\ntitle: A note\n---\nText.\n")
    picture = tmp_path / "keys.png"
    done = copydesk("screenshot", str(post), "--panel", panel, "-o", str(picture))
    assert done.returncode == 0, done.stderr
    assert QImage(str(picture)).size().toTuple() == (1440, 900)


def test_a_post_that_is_missing_is_told(
    site_factory: Callable[..., SiteBuilder], tmp_path: Path
) -> None:
    site = site_factory().astro()
    picture = tmp_path / "x.png"
    done = copydesk("screenshot", str(site.root), "--post", "nowhere.md", "-o", str(picture))
    assert done.returncode == 1
    assert "nowhere.md" in done.stderr
    assert not picture.exists()
