"""Packages of the installed tree: .deb, .rpm and .tar.xz."""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from bundling.errors import BuildError
from bundling.needs import needs_of
from bundling.places import NAME, source_date, version
from bundling.share import LINUX, write_debian_changelog
from bundling.tree import make_even

if TYPE_CHECKING:
    from bundling.needs import Needs

SUMMARY = "Editorial desk for Markdown posts with frontmatter"
DESCRIPTION = """\
Open the folder that your site is made from, and see its posts by title, date
and status. Write beside a preview that renders as the site does, fill fields
in a form, see what other programs change, check a post before it is
published, and trace what it says to its sources.

Works offline. What you did not change keeps its bytes.\
"""
MAINTAINER = "Copydesk developers <developers@copydesk.invalid>"
_SCRIPTS = LINUX / "deb"
_DEB_SCRIPTS = ("postinst", "postrm")
# A release is packed tightly; a trial in a tenth of the time.
_TIGHT, _QUICK = 6, 0
_DEB_TIGHT, _DEB_QUICK = ("-Zxz", f"-z{_TIGHT}"), ("-Zzstd", "-z1")


def make_deb(tree: Path, work: Path, out: Path, *, quick: bool = False) -> Path:
    """Packs the tree as a Debian package, installed under /usr.

    Raises:
        BuildError: There is no dpkg-deb, or it failed.
    """
    root = work / "deb"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(tree, root / "usr", symlinks=True, copy_function=os.link)
    control = root / "DEBIAN"
    control.mkdir()
    for script in _DEB_SCRIPTS:
        shutil.copyfile(_SCRIPTS / script, control / script)
        (control / script).chmod(0o755)
    overrides = root / "usr" / "share" / "lintian" / "overrides" / NAME
    overrides.parent.mkdir(parents=True)
    shutil.copyfile(_SCRIPTS / "lintian-overrides", overrides)
    write_debian_changelog(root / "usr" / "share", _debian_version(), MAINTAINER)
    files = sorted(path for path in root.rglob("*") if _is_plain(path, control))
    (control / "md5sums").write_text(_md5sums(files, root), "utf-8")
    size_kb = sum(path.stat().st_size for path in files) // 1024
    (control / "control").write_text(_control(needs_of(tree), size_kb), "utf-8")
    make_even(root)
    for script in _DEB_SCRIPTS:
        (control / script).chmod(0o755)
    output = out / f"{NAME}_{_debian_version()}_{_debian_machine()}.deb"
    _run(
        *("dpkg-deb", "--root-owner-group", *(_DEB_QUICK if quick else _DEB_TIGHT)),
        *("--build", str(root), str(output)),
    )
    shutil.rmtree(root)
    return output


def _is_plain(path: Path, control: Path) -> bool:
    return path.is_file() and not path.is_symlink() and control not in path.parents


def _md5sums(files: list[Path], root: Path) -> str:
    lines = []
    for path in files:
        with path.open("rb") as file:
            # The format's own digest, against bad disks and not against attackers.
            digest = hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False))
        lines.append(f"{digest.hexdigest()}  {path.relative_to(root)}\n")
    return "".join(lines)


def _control(needs: Needs, size_kb: int) -> str:
    paragraphs = DESCRIPTION.split("\n\n")
    text = "\n .\n".join("\n".join(f" {line}" for line in p.splitlines()) for p in paragraphs)
    return f"""\
Package: {NAME}
Version: {_debian_version()}
Section: editors
Priority: optional
Architecture: {_debian_machine()}
Maintainer: {MAINTAINER}
Installed-Size: {size_kb}
Depends: {", ".join(needs.debian)}
Recommends: fonts-noto-core, git, xdg-desktop-portal, xdg-utils
Description: {SUMMARY[0].lower()}{SUMMARY[1:]}
{text}
"""


def make_rpm(tree: Path, work: Path, out: Path, *, quick: bool = False) -> Path:
    """Packs the tree as an RPM package, installed under /usr.

    Raises:
        BuildError: There is no nfpm, or it failed.
    """
    settings = {
        "name": NAME,
        "arch": _debian_machine(),
        "platform": "linux",
        "version": version(),
        "release": "1",
        "maintainer": MAINTAINER,
        "description": f"{SUMMARY}\n{DESCRIPTION}",
        "license": "MIT",
        "mtime": _iso(source_date()),
        "depends": needs_of(tree).rpm,
        "recommends": ["git", "xdg-desktop-portal", "xdg-utils"],
        "rpm": {
            "summary": SUMMARY,
            "group": "Applications/Editors",
            "buildhost": NAME,
            "compression": f"zstd:{1 if quick else 19}",
        },
        # Hugo and Astro have brackets in file names, and they are no patterns here.
        "disable_globbing": True,
        "contents": _rpm_contents(tree),
        "scripts": {
            "postinstall": str(_SCRIPTS / "postinst"),
            "postremove": str(_SCRIPTS / "postrm"),
        },
    }
    work.mkdir(parents=True, exist_ok=True)
    described = work / "nfpm.yaml"
    described.write_text(yaml.safe_dump(settings, sort_keys=False, allow_unicode=True), "utf-8")
    output = out / f"{NAME}-{version()}-1.{platform.machine()}.rpm"
    _run(
        *("nfpm", "package", "--config", str(described), "--packager", "rpm"),
        *("--target", str(output)),
    )
    return output


def _rpm_contents(tree: Path) -> list[dict[str, object]]:
    """Each file and link by itself; folders only where they are the program's own."""
    contents: list[dict[str, object]] = []
    own = (tree / "lib" / NAME, tree / "share" / "doc" / NAME)
    for path in sorted(tree.rglob("*")):
        target = "/usr/" + path.relative_to(tree).as_posix()
        if path.is_symlink():
            contents.append({"src": os.readlink(path), "dst": target, "type": "symlink"})  # noqa: PTH115
        elif path.is_dir():
            if any(path == folder or folder in path.parents for folder in own):
                contents.append({"dst": target, "type": "dir", "file_info": {"mode": 0o755}})
        else:
            mode = path.stat().st_mode & 0o777
            contents.append({"src": str(path), "dst": target, "file_info": {"mode": mode}})
    return contents


def make_tar_xz(tree: Path, out: Path, *, quick: bool = False) -> Path:
    """Packs the tree as an archive that runs wherever it is unpacked.

    Raises:
        BuildError: There is no GNU tar or no xz, or one of them failed.
    """
    top = f"{NAME}-{version()}-linux-{platform.machine()}"
    output = out / f"{top}.tar.xz"
    # Blocks are cut by size alone, so the bytes don't depend on the number of cores (xz(1)).
    level = _QUICK if quick else _TIGHT
    _run(
        *("tar", "--create", "--file", str(output), "--directory", str(tree), "--sort=name"),
        *(f"--mtime=@{source_date()}", "--owner=0", "--group=0", "--numeric-owner"),
        *(
            f"--transform=flags=rSH;s,^[.],{top},",
            "--format=gnu",
            f"--use-compress-program=xz -{level} -T2",
        ),
        ".",
    )
    return output


def _run(*command: str) -> None:
    program = shutil.which(command[0]) or _beside_python(command[0])
    done = subprocess.run(
        [program, *command[1:]],
        env=os.environ | {"SOURCE_DATE_EPOCH": str(source_date()), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).splitlines()[-20:])
        raise BuildError(f"{command[0]} failed. It said:\n{said}")


def _beside_python(name: str) -> str:
    """A program that a wheel brought into the virtual environment."""
    found = Path(sys.executable).parent / name
    if not found.exists():
        raise BuildError(f"“{name}” is not here. Run make package, which installs what it needs.")
    return str(found)


def _iso(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def _debian_version() -> str:
    """The program's version, and that of its packaging (policy 3.2.1)."""
    return f"{version()}-1"


def _debian_machine() -> str:
    return {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
