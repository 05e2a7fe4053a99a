"""`make bench`: measures, prints the table, writes build/bench.json.

`python -m tests.bench fields` measures a part alone and writes build/bench-fields.json; the parts
are processes, window, fields, review and bundle.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.helpers.environment import home_variables

if TYPE_CHECKING:
    from copydesk.application.desk import Desk
    from tests.bench.figures import Figure

_BUILD = Path("build")
_PARTS = ("processes", "window", "fields", "review", "bundle")


def main() -> None:
    """Measures everything once, or the parts that are asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("parts", nargs="*", metavar="part", help=", ".join(_PARTS))
    parts = parser.parse_args().parts or list(_PARTS)
    if unknown := set(parts) - set(_PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="copydesk-bench-") as name:
        folder = Path(name)
        os.environ.update(home_variables(folder / "home"))
        from tests.bench import figures  # the home must be set before Qt reads it

        measured = _measured(folder, parts)
        print(figures.table(measured))
        whole = set(parts) == set(_PARTS)
        output = _BUILD / ("bench.json" if whole else f"bench-{'-'.join(parts)}.json")
        figures.write_json(measured, output, _machine())
        print(output)


def _measured(folder: Path, parts: list[str]) -> list[Figure]:
    measured: list[Figure] = []
    if "processes" in parts:
        from tests.bench import processes

        measured += processes.measure(folder)
    if "fields" in parts:
        from tests.bench import described, field_edits

        measured += [*field_edits.measure(), *described.measure(folder)]
    if "review" in parts:
        from tests.bench import reviewing
        from tests.tracing.__main__ import print_score
        from tests.tracing.labelled import labelled_pairs

        measured += reviewing.measure(folder)
        print_score(labelled_pairs())
    if "bundle" in parts:
        from tests.bench import bundle

        measured += bundle.measure(folder)
    if "window" in parts or "fields" in parts:
        measured += _in_a_desk(folder, parts)
    return measured


def _in_a_desk(folder: Path, parts: list[str]) -> list[Figure]:
    from copydesk.application.qt_setup import make_application, prepare_qt

    prepare_qt()
    _application = make_application()
    from copydesk.application.desk import Desk
    from tests.bench.window import wait_for

    home = folder / "site"
    (home / "src" / "content" / "news").mkdir(parents=True)
    (home / "astro.config.mjs").write_text("export default {};\n", "utf-8")  # so: CommonMark
    desk = Desk()
    desk.start(home)
    wait_for(lambda: desk.library.root == home and not desk.library.loading)
    measured: list[Figure] = []
    if "window" in parts:
        measured += _of_the_window(desk, home)
    if "fields" in parts:
        measured += _of_the_form(desk, folder)
    desk.stop()
    return measured


def _of_the_window(desk: Desk, home: Path) -> list[Figure]:
    from tests.bench import folders, keys, storage

    folder = home / "src" / "content" / "news"
    measured = [folders.opening_posts(desk, folder), *keys.measure(desk, folder)]
    measured += storage.measure(desk, folder)
    apart = Path(tempfile.mkdtemp(prefix="folders-", dir=home.parent))
    measured.append(keys.while_reading(desk, folder, apart))
    return [
        *measured,
        *folders.opening_folders(desk, apart),
        folders.following_the_disk(desk, apart),
    ]


def _of_the_form(desk: Desk, folder: Path) -> list[Figure]:
    from tests.bench import form_build, form_keys
    from tests.bench.fielded import decap_site
    from tests.bench.window import wait_for

    below = {count: f"src/content/of-{count}" for count in (10, 100, 1_000)}
    collections = {f"of-{count}": (path, count) for count, path in below.items()}
    root = decap_site(folder / "fielded", collections)
    desk.open_folder(root)
    wait_for(lambda: desk.library.root == root and not desk.library.loading)
    wait_for(lambda: bool(desk.schemas.schema.collections()) and not desk.tasks.busy)
    places = {count: root / path for count, path in below.items()}
    return [*form_keys.measure(desk, places), *form_build.measure(desk, places)]


def _machine() -> dict[str, object]:
    from PySide6.QtCore import qVersion

    return {
        "system": platform.platform(),
        "python": platform.python_version(),
        "qt": qVersion(),
        "cores": os.cpu_count(),
        "load": os.getloadavg() if hasattr(os, "getloadavg") else None,
    }


if __name__ == "__main__":
    main()
