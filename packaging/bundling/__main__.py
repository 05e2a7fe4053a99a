"""`make package`: builds the packages for this system into dist/."""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from pathlib import Path

from bundling.archives import make_deb, make_rpm, make_tar_xz
from bundling.bundle import freeze
from bundling.contents import write_list
from bundling.errors import BuildError
from bundling.help_pictures import draw
from bundling.listed import write_list_of
from bundling.places import BUILD, DIST
from bundling.tree import make_tree
from bundling.wheel import make_wheel_and_sdist

KINDS = ("deb", "rpm", "tar.xz", "wheel")


def main() -> int:
    """Builds what is asked for, lists it, and says how large it is."""
    parser = argparse.ArgumentParser(prog="make package")
    parser.add_argument("kinds", nargs="*", help=f"of {', '.join(KINDS)}; all by default")
    parser.add_argument("--quick", action="store_true", help="pack loosely, ten times as fast")
    parser.add_argument("--keep-pictures", action="store_true", help="take the guide's as they are")
    parser.add_argument("--write-list", action="store_true", help="renew packaging/contents")
    parser.add_argument("--work", type=Path, default=BUILD)
    parser.add_argument("--out", type=Path, default=DIST)
    asked = parser.parse_args()
    if unknown := set(asked.kinds) - set(KINDS):
        parser.error(f"no such kind of package: {', '.join(sorted(unknown))}")
    try:
        made = build(
            asked.work.absolute(),
            asked.out.absolute(),
            tuple(asked.kinds) or KINDS,
            quick=asked.quick,
            pictures=not asked.keep_pictures,
        )
    except BuildError as error:
        print(f"make package: {error}", file=sys.stderr)
        return 1
    _write_sums(made)
    if asked.write_list:
        write_list_of(asked.work.absolute() / "tree")
    for path in made:
        print(f"{path.stat().st_size / 1e6:8.1f} MB  {path}")
    return 0


def build(
    work: Path, out: Path, kinds: tuple[str, ...], *, quick: bool = False, pictures: bool = True
) -> list[Path]:
    """Builds packages, each with a list of what it holds beside it.

    Args:
        work: The folder for what is made on the way; the tree stays there.
        out: The folder for the packages.
        kinds: Some of `KINDS`.
        quick: Whether to pack loosely: larger, in a tenth of the time.
        pictures: Whether to draw the guide's pictures anew.

    Raises:
        BuildError: Something is missing or failed.
    """
    out.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    if set(kinds) - {"wheel"}:
        tree = make_frozen_tree(work, pictures=pictures)
        begun = time.monotonic()
        if "deb" in kinds:
            made.append(make_deb(tree, work, out, quick=quick))
        if "rpm" in kinds:
            made.append(make_rpm(tree, work, out, quick=quick))
        if "tar.xz" in kinds:
            made.append(make_tar_xz(tree, out, quick=quick))
        _say("packed", begun)
    if "wheel" in kinds:
        made += make_wheel_and_sdist(out)
    for package in made:
        write_list(package)
    return made


def make_frozen_tree(work: Path, *, pictures: bool = True) -> Path:
    """Freezes the program and lays it out as it is installed; see `make_tree`."""
    begun = time.monotonic()
    bundle = freeze(work)
    _say("frozen", begun)
    if pictures:
        begun = time.monotonic()
        draw(bundle / "_internal" / "copydesk" / "resources" / "help" / "pictures")
        _say("guide’s pictures drawn", begun)
    return make_tree(bundle, work)


def _say(what: str, begun: float) -> None:
    print(f"{time.monotonic() - begun:8.1f} s   {what}", flush=True)


def _write_sums(made: list[Path]) -> None:
    """SHA256SUMS beside the packages, for `sha256sum --check`."""
    lines = []
    for path in sorted(made):
        with path.open("rb") as file:
            lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}\n")
    (made[0].parent / "SHA256SUMS").write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
