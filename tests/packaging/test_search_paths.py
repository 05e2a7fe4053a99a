"""Libraries name no folder of the machine that built them, and still load."""

from __future__ import annotations

import ctypes
import shutil
import sys
from pathlib import Path

import pytest
import shiboken6
from elftools.elf.dynamic import DynamicSection
from elftools.elf.elffile import ELFFile

from bundling.elf import needed_by
from bundling.search_paths import drop_search_path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="ELF is Linux's")


def tags(library: Path) -> list[str]:
    with library.open("rb") as file:
        dynamic = ELFFile(file).get_section_by_name(".dynamic")
        assert isinstance(dynamic, DynamicSection)
        return [tag.entry.d_tag for tag in dynamic.iter_tags()]


def test_only_the_search_path_goes_and_the_library_loads(tmp_path: Path) -> None:
    [source] = Path(shiboken6.__file__).parent.glob("libshiboken6.abi3.so.*")
    library = Path(shutil.copy(source, tmp_path))
    before = tags(library)
    assert {"DT_RPATH", "DT_RUNPATH"} & set(before)
    drop_search_path(library)
    assert tags(library) == [tag for tag in before if tag not in ("DT_RPATH", "DT_RUNPATH")]
    assert library.stat().st_size == source.stat().st_size
    assert needed_by(library) == needed_by(source)
    ctypes.CDLL(str(library))  # raises where it can't be loaded
    drop_search_path(library)  # what has none stays as it is
    assert library.read_bytes()[:4] == b"\x7fELF"
