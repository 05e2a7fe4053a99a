"""`make bench`: measures, prints the table, writes build/bench.json."""

from __future__ import annotations

import os
import platform
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.helpers.environment import home_variables

if TYPE_CHECKING:
    from tests.bench.figures import Figure

_OUTPUT = Path("build") / "bench.json"


def main() -> None:
    """Measures everything once."""
    with tempfile.TemporaryDirectory(prefix="copydesk-bench-") as name:
        folder = Path(name)
        os.environ.update(home_variables(folder / "home"))
        from tests.bench import figures, processes  # the home must be set before Qt reads it

        measured = processes.measure(folder)
        measured += _in_the_window(folder)
        print(figures.table(measured))
        figures.write_json(measured, _OUTPUT, _machine())
        print(_OUTPUT)


def _in_the_window(folder: Path) -> list[Figure]:
    from copydesk.application.qt_setup import make_application, prepare_qt

    prepare_qt()
    _application = make_application()
    from copydesk.application.desk import Desk
    from tests.bench import folders, keys, storage
    from tests.bench.window import wait_for

    home = folder / "site"
    (home / "src" / "content" / "news").mkdir(parents=True)
    (home / "astro.config.mjs").write_text("export default {};\n", "utf-8")  # so: CommonMark
    desk = Desk()
    desk.start(home)
    wait_for(lambda: desk.library.root == home and not desk.library.loading)
    folder = home / "src" / "content" / "news"
    measured = [folders.opening_posts(desk, folder), *keys.measure(desk, folder)]
    measured += storage.measure(desk, folder)
    apart = Path(tempfile.mkdtemp(prefix="folders-", dir=home.parent))
    measured.append(keys.while_reading(desk, folder, apart))
    measured += [*folders.opening_folders(desk, apart), folders.following_the_disk(desk, apart)]
    desk.stop()
    return measured


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
