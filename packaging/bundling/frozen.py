"""`python -m bundling.frozen`: the frozen program alone, which macOS and Windows pack themselves."""

from __future__ import annotations

import sys

from bundling.bundle import freeze
from bundling.errors import BuildError
from bundling.places import BUILD


def main() -> int:
    """Freezes the program and prints where it is."""
    try:
        print(freeze(BUILD))
    except BuildError as error:
        print(f"bundling.frozen: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
