"""What is installed beside the program, written twice from a made-up bundle."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from bundling.icons import HICOLOR_PX, write_icns, write_ico
from bundling.places import APP_ID, version
from bundling.share import write_debian_changelog, write_share
from copydesk.core.library.scan import POST_SUFFIXES
from tests.helpers.made_up_bundle import make_bundle

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the tree is Linux's")


@pytest.fixture(scope="module")
def write_tree(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    bundle = make_bundle(tmp_path_factory.mktemp("frozen") / "bundle")

    def write() -> Path:
        tree = tmp_path_factory.mktemp("tree")
        write_share(tree, bundle)
        write_debian_changelog(tree / "share", f"{version()}-1", "Somebody <who@copydesk.invalid>")
        return tree

    return write


@pytest.fixture(scope="module")
def share(write_tree: Callable[[], Path]) -> Path:
    return write_tree() / "share"


def digests(tree: Path) -> dict[str, tuple[str, int]]:
    return {
        str(path.relative_to(tree)): (
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
            path.stat().st_mode,
        )
        for path in tree.rglob("*")
    }


def test_two_writings_are_alike_to_the_byte_and_plain_in_mode(
    share: Path, write_tree: Callable[[], Path]
) -> None:
    mask = os.umask(0o077)
    try:
        again = digests(write_tree() / "share")
    finally:
        os.umask(mask)
    assert again == digests(share)
    for _digest, mode in again.values():
        assert mode & 0o7777 in (0o644, 0o755)


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="no desktop-file-utils")
def test_the_menu_entry_is_valid(share: Path) -> None:
    entry = share / "applications" / f"{APP_ID}.desktop"
    done = subprocess.run(["desktop-file-validate", entry], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.skipif(not shutil.which("appstreamcli"), reason="AppStream is not installed")
def test_the_metainfo_is_valid_and_has_this_version(share: Path) -> None:
    path = share / "metainfo" / f"{APP_ID}.metainfo.xml"
    asked = ["appstreamcli", "validate", "--no-net", str(path)]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    root = ET.fromstring(path.read_bytes())  # noqa: S314 - our own
    assert next(each.get("version") for each in root.iter("release")) == version()
    assert root.findtext("launchable") == f"{APP_ID}.desktop"


@pytest.mark.skipif(not shutil.which("update-mime-database"), reason="no shared-mime-info")
def test_every_post_has_a_file_type_that_the_menu_entry_opens(share: Path, tmp_path: Path) -> None:
    packages = tmp_path / "mime" / "packages"
    packages.mkdir(parents=True)
    shutil.copy(share / "mime" / "packages" / f"{APP_ID}.xml", packages)
    system = Path("/usr/share/mime/packages/freedesktop.org.xml")
    known = ET.fromstring(system.read_bytes())  # noqa: S314 - the system's
    markdown = [each for each in known if each.get("type") == "text/markdown"]
    assert markdown
    shared = ET.Element(known.tag)
    shared.extend(markdown)
    ET.ElementTree(shared).write(packages / "freedesktop.org.xml", "utf-8", xml_declaration=True)
    done = subprocess.run(
        ["update-mime-database", tmp_path / "mime"],
        env={**os.environ, "XDG_DATA_DIRS": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    globs = {
        line.split(":")[2]: line.split(":")[1]
        for line in (tmp_path / "mime" / "globs2").read_text("utf-8").splitlines()
        if not line.startswith("#")
    }
    entry = (share / "applications" / f"{APP_ID}.desktop").read_text("utf-8")
    opened = re.search(r"^MimeType=(.*)$", entry, flags=re.MULTILINE)
    assert opened is not None
    for suffix in POST_SUFFIXES:
        assert globs[f"*{suffix}"] in opened[1].split(";")


def test_the_icon_is_there_in_each_size_and_drawn(share: Path) -> None:
    theme = share / "icons" / "hicolor"
    for size in HICOLOR_PX:
        with Image.open(theme / f"{size}x{size}" / "apps" / f"{APP_ID}.png") as picture:
            assert picture.size == (size, size)
            # The paper, the frame and the caret's blue can be told apart even when small.
            data = picture.convert("RGBA").tobytes()
        pixels = [data[at : at + 4] for at in range(0, len(data), 4)]
        solid = {tuple(each[:3]) for each in set(pixels) if each[3] == 255}
        assert (9, 105, 218) in solid
        assert (251, 250, 247) in solid
    assert (theme / "scalable" / "apps" / f"{APP_ID}.svg").is_file()


def test_other_systems_get_their_icons(tmp_path: Path) -> None:
    write_ico(tmp_path / "copydesk.ico")
    write_icns(tmp_path / "copydesk.icns")
    with Image.open(tmp_path / "copydesk.ico") as picture:
        assert {(16, 16), (32, 32), (48, 48), (256, 256)} <= picture.info["sizes"]
    with Image.open(tmp_path / "copydesk.icns") as picture:
        assert {(128, 128, 1), (512, 512, 2)} <= set(picture.info["sizes"])


def test_packed_documents_bear_no_time_and_can_be_read(share: Path) -> None:
    for name in ("man/man1/copydesk.1.gz", "doc/copydesk/changelog.gz"):
        data = (share / name).read_bytes()
        assert data[4:8] == b"\0\0\0\0"  # RFC 1952: when it was packed
        assert gzip.decompress(data)
    debian = gzip.decompress((share / "doc/copydesk/changelog.Debian.gz").read_bytes()).decode()
    assert debian.startswith(f"copydesk ({version()}-1) ")
