"""What programs that are not ours are to be started with."""

from __future__ import annotations

import os
import sys

# PyInstaller's launcher puts the bundle's own libraries first and keeps what was there before under
# a second name (PyInstaller's manual, “Run-time Information”).
_LIBRARY_PATHS = ("LD_LIBRARY_PATH", "LIBPATH")


def give_back_library_path() -> None:
    """Takes back what a bundle's launcher did to the environment; does nothing outside one.

    Else git, and the browser that a link opens in, would load the bundle's libraries. The program
    itself goes on with the path that the system's loader read when it started, and the page's
    processes find what they need beside Qt's own libraries.
    """
    if not getattr(sys, "frozen", False):
        return
    for name in _LIBRARY_PATHS:
        before = os.environ.pop(f"{name}_ORIG", None)
        if before is not None:
            os.environ[name] = before
        else:
            os.environ.pop(name, None)
