"""Everything in a bundle has a licence that is shipped with it, or there is no package."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from bundling.components import components
from bundling.licences import write_licences
from bundling.works import UnknownLicenceError
from tests.helpers.made_up_bundle import FILES, MODULES, make_bundle

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``share/doc/copydesk`` of a bundle that is in order."""
    folder = tmp_path_factory.mktemp("licences")
    write_licences(folder / "doc", make_bundle(folder / "bundle"))
    return folder / "doc"


def test_each_work_is_listed_with_its_licence_and_texts_that_are_there(documents: Path) -> None:
    page = (documents / "licences" / "index.html").read_text("utf-8")
    rows = re.findall(r"<tr><td>([^<]*)<td>([^<]*)<td>([^<]*)<td>(.*)", page)
    found = {name: licence for name, _version, licence, _links in rows}
    assert found["Copydesk"] == "MIT"
    assert found["Dictionary en_GB"] == "LGPL-2.1-or-later"
    assert found["PySide6 and Shiboken6"] == found["Qt base"] == "LGPL-3.0-only"
    assert {"Python", "PyYAML", "LibYAML, in PyYAML", "lxml", "GNU libiconv, in lxml"} <= set(found)
    assert all(links for _name, _version, _licence, links in rows)
    linked = re.findall(r'href="([^"]+)"', page)
    assert len(linked) > len(rows)
    for link in linked:
        assert (documents / "licences" / link).stat().st_size > 500


def test_the_page_says_how_qt_is_replaced_and_where_its_source_is(documents: Path) -> None:
    page = (documents / "licences" / "index.html").read_text("utf-8")
    for told in ("Lesser General Public License", "_internal/PySide6/Qt", "download.qt.io"):
        assert told in page


def test_debians_file_names_a_licence_that_stands_in_it_for_each_work(documents: Path) -> None:
    text = (documents / "copyright").read_text("utf-8")
    paragraphs = text.split("\n\n")
    files = [each for each in paragraphs if each.startswith("Files: ")]
    assert files[0].startswith("Files: *\n")
    standing = {each.partition("\n")[0] for each in paragraphs if each.startswith("License: ")}
    for each in files:
        licence = re.search(r"^License: (.*)$", each, flags=re.MULTILINE)
        assert re.search(r"^Copyright: \S", each, flags=re.MULTILINE)
        assert licence is not None
        for name in re.split(r" and | or |, ", licence[1]):
            assert f"License: {name}" in standing
    for path in re.findall(r"^  licences/(\S+)$", text, flags=re.MULTILINE):
        assert (documents / "licences" / path).is_file()


@pytest.mark.parametrize(
    ("file", "named"),
    [
        ("PySide6/Qt/lib/libQt6Charts.so.6", "libQt6Charts.so.6"),  # under the GPL alone
        ("strangers/module.so", "strangers/module.so"),
        ("libnobody.so.7", "libnobody.so.7"),
        ("copydesk/resources/dictionaries/xx_XX.dic", "xx_XX"),
    ],
)
def test_a_file_of_unknown_licence_fails_the_build(tmp_path: Path, file: str, named: str) -> None:
    bundle = make_bundle(tmp_path / "bundle", files=(*FILES, file))
    with pytest.raises(UnknownLicenceError, match=named):
        components(bundle)


def test_a_module_that_no_package_names_fails_the_build(tmp_path: Path) -> None:
    bundle = make_bundle(tmp_path / "bundle", modules=(*MODULES, "strangers"))
    with pytest.raises(UnknownLicenceError, match="strangers"):
        components(bundle)


def test_a_package_without_a_licence_text_fails_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "installed"
    facts = installed / "careless-1.0.dist-info"
    facts.mkdir(parents=True)
    (facts / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: careless\nVersion: 1.0\n", "utf-8"
    )
    (facts / "RECORD").write_text("careless.py,,\ncareless-1.0.dist-info/METADATA,,\n", "utf-8")
    (facts / "top_level.txt").write_text("careless\n", "utf-8")
    monkeypatch.syspath_prepend(str(installed))
    bundle = make_bundle(tmp_path / "bundle", modules=(*MODULES, "careless"))
    with pytest.raises(UnknownLicenceError, match=r"careless 1\.0 ships no licence text"):
        components(bundle)


@pytest.mark.skipif(not shutil.which("dpkg-query"), reason="libraries of the system need dpkg")
def test_a_library_of_the_system_brings_its_packages_licence(tmp_path: Path) -> None:
    bundle = make_bundle(tmp_path / "bundle", files=(*FILES, "libnss3.so"))
    [found] = [each for each in components(bundle) if each.kind == "system"]
    assert (found.name, found.files) == ("libnss3", ("libnss3.so",))
    assert "MPL-2.0" in found.licence
