"""The world a test run lives in: no display, no GPU, and a home of its own.

`prepare` runs when `tests/conftest.py` is imported, before anything of Qt is.
"""

from __future__ import annotations

import atexit
import locale
import os
import shutil
import sys
import tempfile
from pathlib import Path

# A page is drawn by the CPU here; the shared memory of a container is often too small for Chromium.
_CHROMIUM_FLAGS = "--disable-gpu --disable-dev-shm-usage"


def home_variables(home: Path) -> dict[str, str]:
    """The variables by which every platform finds a user's settings, data and caches.

    Args:
        home: The folder to put them in; its sub-folders are made here.
    """
    folders = {
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_DATA_HOME": home / ".local" / "share",
        "XDG_STATE_HOME": home / ".local" / "state",
        "XDG_CACHE_HOME": home / ".cache",
        "APPDATA": home / "AppData" / "Roaming",
        "LOCALAPPDATA": home / "AppData" / "Local",
    }
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True)
    variables = {name: str(folder) for name, folder in folders.items()}
    return variables | {"HOME": str(home), "USERPROFILE": str(home)}


def prepare() -> Path:
    """Sets the variables that Qt, Chromium and git read, and gives the run's own home."""
    home = Path(tempfile.mkdtemp(prefix="copydesk-tests-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ.update(home_variables(home))

    # Hundreds of tests start the program's child processes, which should not compile it each time.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False

    # Qt complains of a runtime folder that is missing or open to others, and the run fails on that.
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_QUICK_BACKEND"] = "software"
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = _CHROMIUM_FLAGS
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Chromium's sandbox refuses to start for root.
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    # No desktop theme, input method or accessibility bus of whoever runs the tests.
    for name in ("QT_QPA_PLATFORMTHEME", "QT_STYLE_OVERRIDE", "QT_IM_MODULE", "GTK_MODULES"):
        os.environ.pop(name, None)
    # And no git identity, hooks or aliases of theirs.
    os.environ["GIT_CONFIG_GLOBAL"] = os.devnull
    os.environ["GIT_CONFIG_NOSYSTEM"] = "1"
    os.environ["GIT_TERMINAL_PROMPT"] = "0"
    if sys.platform != "win32" and locale.getpreferredencoding(do_setlocale=False) != "UTF-8":
        # A bare container has no locale; Qt warns of any that is not UTF-8.
        os.environ["LC_ALL"] = "C.UTF-8"
    return home
