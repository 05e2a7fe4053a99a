"""Writes the licences of all that is shipped, an index of them, and Debian's copyright file."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING

from bundling.components import components
from bundling.places import NAME
from bundling.works import NOTICES, Component, UnknownLicenceError

if TYPE_CHECKING:
    from collections.abc import Iterable

INDEX = "index.html"
_COMMON = Path("/usr/share/common-licenses")
_REFERENCE = re.compile(r"/usr/share/common-licenses/([A-Za-z0-9][A-Za-z0-9.+-]*[A-Za-z0-9])")
_COPYRIGHT = re.compile(
    r"^\W*(?:copyright|\(c\)|©)\W.*(?:\d{4}|by)\b.*$", re.IGNORECASE | re.MULTILINE
)
_MOST_HOLDERS = 6


def write_licences(folder: Path, bundle: Path, modules: frozenset[str] | None = None) -> None:
    """Fills ``share/doc/copydesk``: its ``copyright``, and ``licences/`` with an index.

    Args:
        folder: Where to; it is made.
        bundle: The frozen program's folder.
        modules: As `components` takes them.

    Raises:
        UnknownLicenceError: Something would be shipped whose licence is not known.
    """
    found = components(bundle, modules)
    licences = folder / "licences"
    texts = {each: _write_texts(licences, each) for each in found}
    written = [path for paths in texts.values() for path in paths]
    _write_common(licences, written)
    (licences / INDEX).write_text(index_page(texts), "utf-8", newline="\n")
    (folder / "copyright").write_text(copyright_file(texts, licences), "utf-8", newline="\n")


def _write_texts(licences: Path, each: Component) -> list[str]:
    """Copies the texts of one work and returns their paths in ``licences``."""
    if not each.texts:
        raise UnknownLicenceError(f"{each.name} would be shipped without the text of its licence.")
    name = re.sub(r"[^a-z0-9.+]+", "-", each.name.lower()).strip("-")
    paths = []
    for text in each.texts:
        suffix = text.suffix if text.suffix in (".txt", ".md", ".json") else ".txt"
        stem = text.name.removesuffix(text.suffix) if text.suffix == suffix else text.name
        path = f"{each.kind}/{name}/{stem}{suffix}"
        (licences / path).parent.mkdir(parents=True, exist_ok=True)
        (licences / path).write_bytes(text.read_bytes())
        paths.append(path)
    return paths


def _write_common(licences: Path, paths: Iterable[str]) -> None:
    """Adds the licences that texts from Debian only point to."""
    folder = licences / "common"
    folder.mkdir(exist_ok=True)
    for path in paths:
        for name in _REFERENCE.findall((licences / path).read_text("utf-8", "replace")):
            kept = NOTICES / f"{name}.txt"
            source = kept if kept.is_file() else _COMMON / name
            if source.is_file():
                (folder / f"{name}.txt").write_bytes(source.read_bytes())
            elif name[-1].isdigit():
                raise UnknownLicenceError(
                    f"“{path}” points to {_COMMON / name}, which is not on this system. Put the"
                    f" text into packaging/licences/{name}.txt."
                )


# The index ---------------------------------------------------------------------------------------

_PAGE = """\
<!doctype html>
<html lang="en-GB">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Licences of Copydesk</title>
<style>
:root {{ color-scheme: light dark }}
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em }}
table {{ border-collapse: collapse; width: 100% }}
th, td {{ text-align: left; vertical-align: top; padding: .3em .8em .3em 0 }}
tr {{ border-bottom: 1px solid #8886 }}
code {{ overflow-wrap: anywhere }}
</style>
<h1>Licences of Copydesk</h1>
<p>Copydesk is free software under the <a href="{own}">MIT licence</a>. It ships with what others
made, each part under its own licence.</p>
<h2>Qt and PySide6</h2>
<p>Copydesk uses Qt and PySide6 {qt} under version 3 of the GNU Lesser General Public License
(<a href="{lgpl}">LGPL</a>, <a href="{gpl}">GPL</a>), in the builds that the Qt Project publishes as
wheels, unchanged. They are separate shared libraries, and you may put builds of your own in their
place: Qt in <code>lib/copydesk/_internal/PySide6/Qt</code>, PySide6 and Shiboken6 in
<code>lib/copydesk/_internal/PySide6</code> and <code>lib/copydesk/_internal/shiboken6</code>. Keep
the names of the files and the minor version; nothing checks who built them. You may study the
program in order to do so and to find faults in what you changed.</p>
<p>Their source is at <code>https://download.qt.io/official_releases/qt/</code> and
<code>https://download.qt.io/official_releases/QtForPython/</code>.</p>
<h2>Other parts under licences that ask for source</h2>
<p>The source of each part from Python is at <code>https://pypi.org/project/NAME/VERSION/</code>; of
each part of the system at <code>https://snapshot.debian.org/binary/NAME/</code>, where Debian keeps
every version. All are unchanged, and libraries lie beside the program as files of their own. GNU
libiconv and Hunspell are inside modules that the sources of lxml and chunspell build. A dictionary
is its own source.</p>
<h2>All parts</h2>
<table>
<thead><tr><th>Part<th>Version<th>Licence<th>Texts<tbody>
{rows}
</table>
<h2>What could not be had</h2>
<p>The wheels of PySide6 hold neither licences nor notices. Those here were gathered by Debian from
the sources of Qt 6.11.2, Chromium’s parts among them, so they may name more or less than what is in
the libraries that ship. The wheel of nh3 holds code of Rust packages: their names, versions and
licences stand in its list, but not their own notices.</p>
</html>
"""


def index_page(texts: dict[Component, list[str]]) -> str:
    """The page that names each work with its licence, and says what the LGPL asks to be said.

    Args:
        texts: The works with the paths of their texts, relative to the page; Copydesk and PySide6
            must be among them.
    """
    bindings = next(each for each in texts if each.name.startswith("PySide6"))
    own = next(each for each in texts if each.kind == NAME)
    return _PAGE.format(
        own=texts[own][0],
        qt=bindings.version,
        lgpl=texts[bindings][0],
        gpl=texts[bindings][1],
        rows="\n".join(_row(each, paths) for each, paths in texts.items()),
    )


def _row(each: Component, paths: list[str]) -> str:
    links = ", ".join(f'<a href="{html.escape(path)}">{Path(path).stem}</a>' for path in paths)
    cells = (html.escape(each.name), html.escape(each.version), html.escape(each.licence), links)
    return "<tr>" + "".join(f"<td>{cell}" for cell in cells)


# Debian ------------------------------------------------------------------------------------------

_HEADER = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Copydesk
Comment: Copydesk ships frozen with all that it needs. Each part is listed with its version and its
 licence in /usr/share/doc/copydesk/licences/index.html, beside which the texts lie."""
_IN_PROGRAM = f"usr/lib/{NAME}/{NAME}"


def copyright_file(texts: dict[Component, list[str]], licences: Path) -> str:
    """The file ``copyright`` of the .deb, in Debian's machine-readable form 1.0.

    Args:
        texts: The works with the paths of their texts in ``licences``.
        licences: Where they were written.
    """
    own = next(each for each in texts if each.kind == NAME)
    paragraphs = [_HEADER, _files_paragraph(own, ["*"], _holders(own, texts[own], licences))]
    where: dict[str, list[str]] = {}
    for each, paths in texts.items():
        for name in _names(each.licence):
            where.setdefault(name, []).extend(paths)
        if each is not own:
            holders = _holders(each, paths, licences)
            paragraphs.append(_files_paragraph(each, _patterns(each), holders))
    for name, paths in where.items():
        body = _indented(licences / texts[own][0]) if name == own.licence else _pointer(name)
        listed = (
            [] if name == own.licence else [f"  licences/{path}" for path in dict.fromkeys(paths)]
        )
        paragraphs.append("\n".join([f"License: {name}", body, *listed]))
    return "\n\n".join(paragraphs) + "\n"


def _pointer(name: str) -> str:
    """Where the text of a licence is; policy 12.5 wants those that Debian has to be pointed to."""
    found = re.match(r"(L?GPL|MPL|Apache)-(\d+(?:\.\d+)?)", name)
    if found is None:
        return " As it stands in:"
    number = found[2] if found[1] in ("MPL", "Apache") else found[2].removesuffix(".0")
    return f" On Debian systems: {_COMMON}/{found[1]}-{number}; also in:"


def _files_paragraph(each: Component, patterns: list[str], holders: list[str]) -> str:
    return "\n".join(
        (
            "Files: " + "\n ".join(patterns),
            "Copyright: " + "\n ".join(holders),
            f"License: {_short(each.licence)}",
            f"Comment: {each.name} {each.version}".rstrip(),
        )
    )


def _patterns(each: Component) -> list[str]:
    """Where a work's files are; of what is in the program itself, the program and its name."""
    if not each.files or each.files == (NAME,):
        return [f"{_IN_PROGRAM}#{re.sub(r'[^A-Za-z0-9.+]+', '-', each.name)}"]
    named = each.files
    if each.kind == "python":  # a package's folder is its own
        named = tuple(re.sub(r"^([^/]+)/.*", r"\1/*", path) for path in named)
    return [f"usr/lib/{NAME}/_internal/{path}" for path in sorted(set(named))]


def _names(licence: str) -> list[str]:
    return re.split(r" and | or |, ", _short(licence))


def _short(licence: str) -> str:
    """A licence's names as Debian's form takes them, joined by “and” and “or”."""
    plain = re.sub(r"[()]", "", licence).replace(", …", "")
    joined = re.sub(r"\b(AND|OR)\b", lambda word: word[0].lower(), plain).replace(
        " WITH ", "-with-"
    )
    parts = re.split(r"( and | or |, )", joined)
    return "".join(
        re.sub(r"[^\w.+]+", "-", part) if index % 2 == 0 else part
        for index, part in enumerate(parts)
    )


def _holders(each: Component, paths: list[str], licences: Path) -> list[str]:
    said = [
        re.sub(r"\s+", " ", line).strip(" *#/.;:-")
        for path in paths
        if not path.endswith(".json") and "GPL" not in path
        for line in _COPYRIGHT.findall((licences / path).read_text("utf-8", "replace"))
    ]
    found = list(dict.fromkeys(line for line in said if line)) or [f"the authors of {each.name}"]
    more = ["and others, whom its texts name"] if len(found) > _MOST_HOLDERS else []
    return [*found[:_MOST_HOLDERS], *more]


def _indented(path: Path) -> str:
    lines = path.read_text("utf-8").strip().split("\n")
    return "\n".join(f" {line}" if line.strip() else " ." for line in lines)
