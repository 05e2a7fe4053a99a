"""What programs that are not ours are to be started with."""

from __future__ import annotations

import os
import sys

# PyInstaller's launcher puts the bundle's own libraries first and keeps what was there before under
# a second name (PyInstaller's manual, “Run-time Information”): git would load our OpenSSL.
_LIBRARY_PATHS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBPATH")


def outside_environment() -> dict[str, str]:
    """The environment as it was before a bundle's launcher changed it."""
    environment = dict(os.environ)
    if getattr(sys, "frozen", False):
        for name in _LIBRARY_PATHS:
            before = environment.pop(f"{name}_ORIG", None)
            if before is not None:
                environment[name] = before
            else:
                environment.pop(name, None)
    return environment
