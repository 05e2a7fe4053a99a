"""The guide's pictures, taken of the sample newsroom by `copydesk screenshot`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from bundling.errors import BuildError
from bundling.places import ROOT, source_date

PICTURES = ROOT / "resources" / "help" / "pictures"
_NEWSROOM = ROOT / "resources" / "newsroom"
_NEWS, _FEATURES = "src/content/news", "src/content/features"
_LIBRARY = f"{_NEWS}/library-reopens-after-flood-repairs.md"
_FERRY = f"{_NEWS}/ferry-timetable-winter-hours.md"
_MAP_ROOM = f"{_FEATURES}/the-map-room.md"
_WINDOW = (1100, 700)
# A picture of the window has some thousand colours, nearly all of them edges of letters. Of 256
# chosen in so many rounds, none can be told from the others by eye, in a third of the bytes.
_COLOURS, _ROUNDS = 256, 4
# On a machine that is busy, the review may not be done in the time it has for a post.
_TURNS, _SHORTFALL = 6, "copydesk: "


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture.

    Attributes:
        name: That of its file, without ".png".
        post: The post in front; "" for none.
        panel: What else is in front, as in `copydesk screenshot --panel`.
        size: Width and height of the window, in pixels.
        theme: "light" or "dark".
        only: Whether only what is in front is shown.
    """

    name: str
    post: str
    panel: str
    size: tuple[int, int] = _WINDOW
    theme: str = "light"
    only: bool = False


SHOTS = (
    Shot("desk", _LIBRARY, "review"),
    Shot("welcome", "", "welcome", (1000, 620)),
    Shot("dark", _MAP_ROOM, "details", theme="dark"),
    Shot("palette", _LIBRARY, "commands", only=True),
    Shot("details", _MAP_ROOM, "details", (1280, 760), only=True),
    Shot("review", _LIBRARY, "review", (1280, 620), only=True),
    Shot("sources", _LIBRARY, "sources", (1280, 720), only=True),
    Shot("suggestions", _FERRY, "review", (1100, 600)),
    Shot("compare", _LIBRARY, "compare", (964, 560), only=True),
)

_AUTHOR = '{"author":"A. Petrov","time":1795254600}@@'
# What two people suggest in the post about the ferry, in the place of words of the sample.
_SUGGESTED = {
    "goes back to its winter timetable": (
        "{~~" + _AUTHOR + "goes back~>returns~~} to its winter timetable"
    ),
    "every hour after dark": "every hour after dark{++" + _AUTHOR + ", on Sundays too++}",
    "**21:00**": "{==" + _AUTHOR + "**21:00**==}{>>" + _AUTHOR + "From both landings?<<}",
}
# What is changed in the post about the library since the last commit.
_CHANGED = {
    "author: Ana Petrov": "author: Ana Petrov and Tom Hallett",
    "the river stood knee-deep on its ground floor": "the river came into its rooms",
    "will be handed a pencil and a tide table": "will be given a pencil and a tide table",
    "- Sockets and wiring sit a metre higher than before\n": "",
    "Readers asked for that, and so did the builders.": "Readers asked for that.",
}


def draw(into: Path) -> None:
    """Takes every picture anew.

    Args:
        into: The folder for them; it is made, and others in it stay.

    Raises:
        BuildError: One could not be taken; what the program said is in the text.
    """
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="copydesk-pictures-") as folder:
        site = _site(Path(folder))
        for shot in SHOTS:  # one by one: the review of each has a time limit
            _take(shot, site=site, into=into)


def _site(folder: Path) -> Path:
    """A copy of the sample with a commit, and with changes after it."""
    site = folder / "newsroom"
    shutil.copytree(_NEWSROOM, site)
    _replace(site / _FERRY, _SUGGESTED)
    day = "2026-11-20T09:05:00+00:00"
    fixed = {
        **{f"GIT_{who}_NAME": "Ana Petrov" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_EMAIL": "ana@example.org" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_DATE": day for who in ("AUTHOR", "COMMITTER")},
    }
    for arguments in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "Publish")):
        subprocess.run(["git", *arguments], cwd=site, env=_environment(folder) | fixed, check=True)
    _replace(site / _LIBRARY, _CHANGED)
    return site


def _replace(post: Path, words: dict[str, str]) -> None:
    text = post.read_text("utf-8")
    for old, new in words.items():
        if old not in text:
            raise BuildError(f"The sample's post {post.name} has no words “{old}” any more.")
        text = text.replace(old, new, 1)
    post.write_text(text, "utf-8", newline="\n")


def _take(shot: Shot, *, site: Path, into: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="copydesk-picture-") as folder:
        raw = Path(folder) / "raw.png"
        width, height = shot.size
        command = [
            *(sys.executable, "-m", "copydesk", "screenshot", str(site), "-o", str(raw)),
            *(["--post", shot.post] if shot.post else []),
            *("--panel", shot.panel, "--theme", shot.theme),
            *("--size", f"{width}x{height}"),
            *(["--only"] if shot.only else []),
        ]
        for turn in range(1, _TURNS + 1):
            done = subprocess.run(
                command, env=_environment(Path(folder)), capture_output=True, text=True, check=False
            )
            if not done.returncode and _SHORTFALL not in done.stderr:
                break
            if turn == _TURNS:
                told = done.stderr.strip()
                raise BuildError(f"The picture “{shot.name}” was not taken:\n{told}")
        with Image.open(raw) as picture:
            colours = picture.convert("RGB").quantize(
                _COLOURS, kmeans=_ROUNDS, dither=Image.Dither.NONE
            )
            colours.save(into / f"{shot.name}.png", optimize=True)


def _environment(home: Path) -> dict[str, str]:
    """A home of its own, and what would make one picture differ from another."""
    folders = {
        f"XDG_{kind}_HOME": str(home / kind.lower())
        for kind in ("CONFIG", "DATA", "STATE", "CACHE")
    }
    fixed = {
        "HOME": str(home),
        "SOURCE_DATE_EPOCH": str(source_date()),
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "QT_SCALE_FACTOR": "1",
        "PYTHONPATH": str(ROOT / "app"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    return os.environ | folders | fixed


if __name__ == "__main__":
    draw(PICTURES)
