"""What the frozen program leaves out, and what it must keep."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from bundling.trim import reachable, trimmed

if TYPE_CHECKING:
    from pathlib import Path

_LINKS = {
    "QtGui.abi3.so": {"libQt6Gui.so.6", "libc.so.6"},
    "libQt6Gui.so.6": {"libQt6Core.so.6", "libGL.so.1"},
    "libQt6Core.so.6": {"libicui18n.so.73", "libstdc++.so.6"},
    "libqxcb.so": {"libQt6XcbQpa.so.6"},
    "libQt63DCore.so.6": {"libQt6Core.so.6"},
}


def _needs(path: Path) -> frozenset[str]:
    return frozenset(_LINKS.get(path.name, ()))


def _entry(place: str, kind: str = "BINARY") -> tuple[str, str, str]:
    return place, f"/somewhere/{place}", kind


def test_keeps_what_is_linked_to_and_nothing_else() -> None:
    entries = [
        _entry("PySide6/QtGui.abi3.so", "EXTENSION"),
        _entry("PySide6/Qt/lib/libQt6Gui.so.6"),
        _entry("PySide6/Qt/lib/libQt6Core.so.6"),
        _entry("PySide6/Qt/lib/libQt63DCore.so.6"),
        _entry("PySide6/Qt/plugins/platforms/libqxcb.so"),
        _entry("PySide6/Qt/lib/libQt6XcbQpa.so.6"),
        _entry("libicui18n.so.73"),
        _entry("libpython3.13.so.1.0"),
        _entry("PySide6/Qt/libexec/QtWebEngineProcess"),
    ]
    kept = {place for place, _source, _kind in reachable(entries, _needs)}
    assert kept == {place for place, _source, _kind in entries} - {
        "PySide6/Qt/lib/libQt63DCore.so.6"
    }


@pytest.mark.parametrize(
    "name", ["libstdc++.so.6", "libGL.so.1", "libc.so.6", "libX11.so.6", "libnss3.so"]
)
def test_leaves_the_systems_libraries_to_the_system(name: str) -> None:
    entries = [_entry("PySide6/QtGui.abi3.so", "EXTENSION"), _entry(name)]
    assert reachable(entries, lambda _path: frozenset({name})) == entries[:1]


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/QtQuick3D.abi3.so",
        "PySide6/Qt/qml/QtQuick/libqtquick2plugin.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/multimedia/libffmpegmediaplugin.so",
        "PySide6/Qt/resources/qtwebengine_devtools_resources.pak",
        "PySide6/Qt/translations/qtwebengine_locales/de.pak",
        "PySide6/Qt/translations/qtbase_de.qm",
        "pyphen/dictionaries/hyph_de_DE.dic",
    ],
)
def test_leaves_out_what_is_never_used(place: str) -> None:
    assert trimmed([], [_entry(place, "DATA")]) == ([], [])


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/resources/icudtl.dat",
        "PySide6/Qt/resources/qtwebengine_resources.pak",
        "PySide6/Qt/resources/v8_context_snapshot.bin",
        "PySide6/Qt/translations/qtwebengine_locales/en-US.pak",
        "pyphen/dictionaries/hyph_en_GB.dic",
        "copydesk/resources/dictionaries/hi_IN.dic",
        "docx/templates/default.docx",
    ],
)
def test_keeps_the_data_that_is_read(place: str) -> None:
    assert trimmed([], [_entry(place, "DATA")]) == ([], [_entry(place, "DATA")])


def test_drops_a_link_whose_library_went(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    kept = ("libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6", "SYMLINK")
    gone = ("libQt63DCore.so.6", "PySide6/Qt/lib/libQt63DCore.so.6", "SYMLINK")
    library = _entry("PySide6/Qt/lib/libQt6Core.so.6", "EXTENSION")
    assert trimmed([library], [kept, gone]) == ([library], [kept])


def test_qts_programs_find_the_rest_beside_qt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    library = _entry("libpython3.13.so.1.0")
    link = ("PySide6/Qt/lib/libpython3.13.so.1.0", "../../../libpython3.13.so.1.0", "SYMLINK")
    assert trimmed([library], []) == ([library], [link])


def test_other_systems_keep_the_libraries_that_were_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    library = ("PySide6\\Qt6Core.dll", "C:\\Qt6Core.dll", "BINARY")
    quick = ("PySide6\\QtQuick.pyd", "C:\\QtQuick.pyd", "EXTENSION")
    assert trimmed([library, quick], []) == ([library], [])
