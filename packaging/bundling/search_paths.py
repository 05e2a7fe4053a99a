"""Takes out of libraries where the machine that built them looked for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from elftools.elf.dynamic import DynamicSection
from elftools.elf.elffile import ELFFile

if TYPE_CHECKING:
    from pathlib import Path

_SEARCH_PATHS = ("DT_RPATH", "DT_RUNPATH")


def drop_search_path(library: Path) -> None:
    """Makes the linker look for what an ELF file needs in the usual places only.

    A Python built by hand names its own folder there, which is on no other machine. The entries
    after it move up and the table ends sooner, as chrpath does it; the file keeps its size.
    """
    with library.open("r+b") as file:
        dynamic = ELFFile(file).get_section_by_name(".dynamic")
        if not isinstance(dynamic, DynamicSection):
            return
        tags = [tag.entry.d_tag for tag in dynamic.iter_tags()]
        start, size = dynamic["sh_offset"], dynamic["sh_entsize"]
        file.seek(start)
        entries = [file.read(size) for _tag in tags]
        kept = [entry for tag, entry in zip(tags, entries, strict=True) if tag not in _SEARCH_PATHS]
        file.seek(start)
        file.write(b"".join(kept).ljust(size * len(tags), b"\0"))
