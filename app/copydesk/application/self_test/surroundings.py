"""Where the self-test lives: a home of its own, so that nothing of the person's is touched."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from copydesk.core.errors import StorageError

_OWNER_ONLY = 0o700


class Surroundings:
    """A temporary folder with a home, a place for temporary files and one for the site.

    Attributes:
        folder: Holds everything.
        site: An empty folder.
    """

    def __init__(self) -> None:
        """Makes them.

        Raises:
            StorageError: There is no room for them.
        """
        try:
            self.folder = Path(tempfile.mkdtemp(prefix="copydesk-self-test-")).resolve()
            self._home = self.folder / "home"
            self._temporary = self.folder / "temporary"
            self.site = self.folder / "site"
            for folder in (self._home, self._temporary, self.site):
                folder.mkdir(mode=_OWNER_ONLY)
        except OSError as error:
            raise StorageError(
                f"There is no place for temporary files: {error.strerror}.",
                "Make room, or set TMPDIR to a folder that you may write to.",
            ) from error

    def variables(self) -> dict[str, str]:
        """What a process must find in its environment to live here."""
        home = self._home
        places = {
            "XDG_CONFIG_HOME": home / ".config",
            "XDG_DATA_HOME": home / ".local" / "share",
            "XDG_STATE_HOME": home / ".local" / "state",
            "XDG_CACHE_HOME": home / ".cache",
            "APPDATA": home / "AppData" / "Roaming",
            "LOCALAPPDATA": home / "AppData" / "Local",
        }
        # platformdirs asks Windows itself for the folders, unless told in these.
        places["WIN_PD_OVERRIDE_APPDATA"] = places["APPDATA"]
        places["WIN_PD_OVERRIDE_LOCAL_APPDATA"] = places["LOCALAPPDATA"]
        for folder in places.values():
            folder.mkdir(parents=True, exist_ok=True)
        own = {name: str(folder) for name, folder in places.items()}
        own |= {"HOME": str(home), "USERPROFILE": str(home)}
        own |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(self._temporary))
        return own | (_display_variables(home) if sys.platform.startswith("linux") else {})

    def left_behind(self) -> list[str]:
        """The names of what was not tidied up among the temporary files, sorted."""
        return sorted(path.name for path in self._temporary.iterdir())

    def remove(self) -> bool:
        """Removes everything; whether it could be."""
        shutil.rmtree(self.folder, ignore_errors=True)
        return not self.folder.exists()


def _display_variables(home: Path) -> dict[str, str]:
    """What keeps the display in reach from another home; without one, draws in memory."""
    there = os.environ
    found = {}
    if not (there.get("DISPLAY") or there.get("WAYLAND_DISPLAY") or there.get("QT_QPA_PLATFORM")):
        found["QT_QPA_PLATFORM"] = "offscreen"
    cookies = Path.home() / ".Xauthority"
    if there.get("DISPLAY") and "XAUTHORITY" not in there and cookies.is_file():
        found["XAUTHORITY"] = str(cookies)
    if "XDG_RUNTIME_DIR" not in there:
        runtime = home / "runtime"
        runtime.mkdir(mode=_OWNER_ONLY, exist_ok=True)
        found["XDG_RUNTIME_DIR"] = str(runtime)
    return found
