"""Everything in the installed tree beside the program: its ``share`` folder."""

from __future__ import annotations

import datetime as dt
import email.utils
import gzip
import re
from typing import TYPE_CHECKING

from bundling.icons import write_hicolor
from bundling.licences import write_licences
from bundling.manual import completion, man_page
from bundling.places import APP_ID, NAME, PACKAGING, ROOT, source_date, version

if TYPE_CHECKING:
    from pathlib import Path

LINUX = PACKAGING / "linux"
# Where each shell looks by itself: Debian's zsh in vendor-completions, others' in site-functions.
_COMPLETIONS = {
    f"bash-completion/completions/{NAME}": "bash",
    f"fish/vendor_completions.d/{NAME}.fish": "fish",
    f"zsh/vendor-completions/_{NAME}": "zsh",
    f"zsh/site-functions/_{NAME}": "zsh",
}
_COPIES = {
    f"applications/{APP_ID}.desktop": f"{APP_ID}.desktop",
    f"mime/packages/{APP_ID}.xml": f"{APP_ID}.xml",
    f"{NAME}/apparmor/{NAME}": f"apparmor/{NAME}",
}
_RELEASE = re.compile(
    r"^## \[?(\d+\.\d+\.\d+)\]?(?: [-–—]+ (\d{4}-\d{2}-\d{2}))?\s*$", re.MULTILINE
)


def write_share(stage: Path, bundle: Path) -> None:
    """Writes ``stage/share``: menu entry, file types, icons, manual, completions, licences.

    Files get mode 0644, folders 0755; their bytes depend on the sources and `source_date` only.

    Args:
        stage: The root of the installed tree, without ``usr``; ``share`` must not exist in it.
        bundle: The frozen program's folder, whose licences are collected.

    Raises:
        UnknownLicenceError: Something would be shipped whose licence is not known.
    """
    share = stage / "share"
    for target, source in _COPIES.items():
        _write(share / target, (LINUX / source).read_bytes())
    for target, shell in _COMPLETIONS.items():
        _write(share / target, completion(shell).encode())
    _write(share / "metainfo" / f"{APP_ID}.metainfo.xml", metainfo().encode())
    _write(share / "man" / "man1" / f"{NAME}.1.gz", _packed(man_page().encode()))
    write_hicolor(share)
    documents = share / "doc" / NAME
    write_licences(documents, bundle)
    _write(documents / "changelog.gz", _packed((ROOT / "CHANGELOG.md").read_bytes()))
    _set_modes(share)


def write_debian_changelog(share: Path, package_version: str, maintainer: str) -> None:
    """Adds to ``share`` the changelog of the packaging, which policy 4.4 wants of a .deb.

    Args:
        share: As `write_share` left it.
        package_version: The version of the package, with Debian's revision: ``0.1.0-1``.
        maintainer: Whom the package names: ``Name <address>``.
    """
    entry = (
        f"{NAME} ({package_version}) stable; urgency=medium\n\n"
        f"  * Copydesk {version()}. What changed for editors stands in changelog.gz.\n\n"
        f" -- {maintainer}  {email.utils.formatdate(source_date())}\n"
    )
    path = share / "doc" / NAME / "changelog.Debian.gz"
    _write(path, _packed(entry.encode()))
    path.chmod(0o644)


def metainfo() -> str:
    """AppStream's description of the program, with the releases that the changelog has.

    Raises:
        ValueError: The file in packaging/linux does not say where releases belong.
    """
    text = (LINUX / f"{APP_ID}.metainfo.xml").read_text("utf-8")
    place = "  <content_rating "
    if text.count(place) != 1:
        raise ValueError("The metainfo has no content rating, before which the releases belong.")
    return text.replace(place, releases() + place)


def releases() -> str:
    """The releases for the metainfo, newest first; the version at hand where none is noted yet."""
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    today = dt.datetime.fromtimestamp(source_date(), dt.UTC).strftime("%Y-%m-%d")
    noted = [(found[1], found[2] or today) for found in _RELEASE.finditer(changes)]
    if version() not in [number for number, _day in noted]:
        noted.insert(0, (version(), today))
    lines = [f'    <release version="{number}" date="{day}"/>\n' for number, day in noted]
    return "  <releases>\n" + "".join(lines) + "  </releases>\n"


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _packed(data: bytes) -> bytes:
    """Gzip as Debian wants it: best compression, and neither name nor time inside."""
    return gzip.compress(data, 9, mtime=0)


def _set_modes(folder: Path) -> None:
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
