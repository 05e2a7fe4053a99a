"""The packaged program: its size, its starts and its memory, beside a checkout and a bare bundle.

The starts are those of the real desk and of the floor (`start_desk.py`, `start_bare.py`), frozen by
PyInstaller with the same choice of libraries as the program.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bundling.__main__ import make_frozen_tree
from bundling.archives import make_deb
from bundling.bundle import strip_python
from bundling.places import BUILD, DIST, PACKAGING
from tests.bench.figures import Figure
from tests.bench.posts import post
from tests.bench.processes import checkout, memory_mb, start_ms

_WARM_STARTS = 9
_COLD_STARTS = 5
_POSTS = 10
_COLD = "the system’s file cache was dropped before each"
_DROP_CACHES = Path("/proc/sys/vm/drop_caches")


def measure(folder: Path) -> list[Figure]:
    """Builds what is measured, which takes some minutes, and measures it."""
    BUILD.mkdir(parents=True, exist_ok=True)
    tree = make_frozen_tree(BUILD, pictures=False)
    DIST.mkdir(exist_ok=True)
    package = make_deb(tree, BUILD, DIST)
    frozen = _freeze_starts()
    site = _site(folder / "bundled")
    commands = {
        "bundle": [str(frozen / "start_desk" / "start_desk")],
        "checkout": checkout("tests.bench.start_desk"),
        "bare": [str(frozen / "start_bare" / "start_bare")],
    }
    return [
        Figure(
            "installed size",
            [_size_mb(tree)],
            unit="MB",
            floor=("bare WebEngine bundle", [_size_mb(frozen / "start_bare")]),
            target=400,
            note="the whole tree under /usr: program, libraries, icons, manual, licences",
        ),
        Figure(".deb", [package.stat().st_size / 1e6], unit="MB", target=125),
        *_starts(commands, min(site.glob("*.md"))),
        *_memory(commands, site),
    ]


def _freeze_starts() -> Path:
    made = BUILD / "bench"
    command = [
        *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"),
        *("--distpath", str(made), "--workpath", str(BUILD / "pyinstaller-bench")),
        str(Path(__file__).with_name("bundles.spec")),
    ]
    subprocess.run(command, cwd=PACKAGING, check=True)
    for name in ("start_desk", "start_bare"):
        strip_python(made / name)
    return made


def _site(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for number in range(_POSTS):
        (folder / f"post-{number}.md").write_text(post(5_000, seed=number), "utf-8")
    return folder


def _size_mb(folder: Path) -> float:
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir()) / 1e6


def _starts(commands: dict[str, list[str]], path: Path) -> list[Figure]:
    """Turn by turn, so that a noisy minute hits all three."""
    warm: dict[str, list[float]] = {name: [] for name in commands}
    cold: dict[str, list[float]] = {name: [] for name in commands}
    for command in commands.values():
        start_ms(command, path)
    for _ in range(_WARM_STARTS):
        for name, command in commands.items():
            warm[name].append(start_ms(command, path))
    if os.access(_DROP_CACHES, os.W_OK):
        for _ in range(_COLD_STARTS):
            for name, command in commands.items():
                os.sync()
                _DROP_CACHES.write_text("3")
                cold[name].append(start_ms(command, path))
    figures = []
    for kind, samples in (("warm", warm), ("cold", cold)):
        if samples["bundle"]:
            told = f"bundle: {kind} start to usable window"
            for floor, most in (("checkout", 1.2), ("bare", None)):
                figures.append(
                    Figure(
                        told,
                        samples["bundle"],
                        floor=(floor, samples[floor]),
                        target_ratio=most,
                        note=_COLD if kind == "cold" and most else "",
                    )
                )
    return figures


def _memory(commands: dict[str, list[str]], site: Path) -> list[Figure]:
    posts = [str(path) for path in sorted(site.glob("*.md"))]
    figures = []
    for told, arguments in (("at rest", [str(site)]), (f"with {_POSTS} posts open", posts)):
        bundle = [memory_mb(commands["bundle"], *arguments)]
        figures.append(
            Figure(
                f"bundle: memory {told}",
                bundle,
                unit="MB",
                floor=("checkout", [memory_mb(commands["checkout"], *arguments)]),
            )
        )
        figures.append(
            Figure(
                f"bundle: memory {told}",
                bundle,
                unit="MB",
                floor=("bare WebEngine bundle", [memory_mb(commands["bare"], posts[0])]),
            )
        )
    return figures
