"""The guide's pictures can be taken anew, and come out the same."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from bundling import help_pictures
from bundling.errors import BuildError
from bundling.help_pictures import SHOTS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The sample as it is when the pictures are taken."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    return help_pictures._site(tmp_path)


def test_the_sample_is_dressed_for_its_pictures(site: Path) -> None:
    for shot in SHOTS:
        assert not shot.post or (site / shot.post).is_file()
    assert "{++" in (site / help_pictures._FERRY).read_text("utf-8")
    told = subprocess.run(
        ["git", "status", "--short"], cwd=site, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["M", help_pictures._LIBRARY]


def test_a_picture_comes_out_the_same_and_replaces_the_old_one(site: Path, tmp_path: Path) -> None:
    (shot,) = [one for one in SHOTS if one.name == "welcome"]
    taken = []
    for _turn in range(2):
        help_pictures._take(shot, site=site, into=tmp_path)
        taken.append((tmp_path / "welcome.png").read_bytes())
    assert taken[0] == taken[1]
    with Image.open(tmp_path / "welcome.png") as picture:
        assert picture.size == shot.size
        assert len(picture.convert("RGB").getcolors(100_000) or ()) > 100


def test_a_picture_that_can_not_be_taken_says_why(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(help_pictures, "_TURNS", 1)
    shot = help_pictures.Shot("night", "src/content/news/nowhere.md", "review")
    with pytest.raises(BuildError, match=r"“night” was not taken:\n.*There is no post"):
        help_pictures._take(shot, site=site, into=tmp_path)
    assert not (tmp_path / "night.png").exists()
