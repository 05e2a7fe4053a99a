"""`python -m bundling.frozen`: the frozen program alone, for the packages of macOS and Windows."""

from __future__ import annotations

import sys

from bundling.bundle import freeze
from bundling.errors import BuildError
from bundling.icons import write_icns, write_ico
from bundling.places import BUILD


def main() -> int:
    """Draws its icons, freezes the program and prints where it is."""
    BUILD.mkdir(parents=True, exist_ok=True)
    write_ico(BUILD / "copydesk.ico")
    write_icns(BUILD / "copydesk.icns")
    try:
        print(freeze(BUILD))
    except BuildError as error:
        print(f"bundling.frozen: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
