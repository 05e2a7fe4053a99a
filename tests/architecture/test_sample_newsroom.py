"""The sample newsroom holds what it is there to show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.resources import resource_path
from tests.helpers.source_tree import ROOT

if TYPE_CHECKING:
    from pathlib import Path

_ROOT = resource_path("newsroom")
_CONTENT = _ROOT / "src" / "content"
_FLAWED = {
    "weir-repairs-to-start.md",
    "footpath-diversion-notice.md",
    "choir-seeks-tenors.md",
    "skate-park-plans-on-show.md",
    "parking-charges-rise.md",
}


def _posts() -> list[Path]:
    return sorted(_CONTENT.rglob("*.md"))


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def test_there_are_enough_posts_in_three_collections() -> None:
    assert len(_posts()) >= 34
    assert sorted(folder.name for folder in _CONTENT.iterdir()) == ["features", "news", "opinion"]


def test_two_directions_of_writing() -> None:
    languages = [read_frontmatter(_text(path)).data.get("lang") for path in _posts()]
    assert languages.count("ur") >= 5
    assert languages.count("hi") >= 2


def test_flawed_posts_and_no_others_have_problems() -> None:
    flawed = {path.name for path in _posts() if read_frontmatter(_text(path)).problems}
    assert flawed == _FLAWED


def test_one_post_ends_its_lines_as_windows_does() -> None:
    with_cr = [path.name for path in _posts() if b"\r\n" in path.read_bytes()]
    assert with_cr == ["wire-note-lock-closure.md"]


def test_links_and_images_of_posts_lead_somewhere() -> None:
    dead = []
    for path in _posts():
        for target in re.findall(r"\]\(([^)\s]+)|(?<=heroImage: )([./~]\S+)", _text(path)):
            href = next(part for part in target if part).strip("\"'")
            if href.startswith("https://example.org/"):
                continue
            base = _ROOT / "public" if href.startswith("/") else path.parent
            if not (base / href.lstrip("/")).is_file():
                dead.append(f"{path.name}: {href}")
    assert not dead, dead


def test_post_that_make_run_shows_is_there() -> None:
    script = (ROOT / "packaging" / "run.sh").read_text("utf-8")
    named = re.search(r"^SAMPLE_POST=(.+)$", script, flags=re.MULTILINE)
    assert named is not None
    assert (_ROOT / named[1]).is_file()


def test_folder_is_small() -> None:
    size = sum(path.stat().st_size for path in _ROOT.rglob("*") if path.is_file())
    assert size < 1_500_000
