"""Where the files that ship with the program are."""

from __future__ import annotations

from pathlib import Path

from copydesk import __version__

_PACKAGE = Path(__file__).resolve().parent.parent


def resource_root() -> Path:
    """The folder of shipped files: in the package when installed or frozen, else the checkout's."""
    packaged = _PACKAGE / "resources"
    return packaged if packaged.is_dir() else _PACKAGE.parent.parent / "resources"


def resource_path(*parts: str) -> Path:
    """The path of one shipped file or folder, which need not exist."""
    return resource_root().joinpath(*parts)


def resource_text(*parts: str) -> str:
    """The text of one shipped file, UTF-8.

    Raises:
        FileNotFoundError: There is no such file.
    """
    return resource_path(*parts).read_text("utf-8")


def resource_names(folder: str, suffix: str) -> list[str]:
    """The names in a shipped folder that end in ``suffix``, sorted."""
    return sorted(path.name for path in resource_path(folder).iterdir() if path.suffix == suffix)


# Where each kind of package keeps the licences of all that it ships, from a folder above the
# resources; a checkout and a wheel hold nothing of others but what says so beside it.
_LICENCES = (
    "share/doc/copydesk/licences/index.html",
    "licences/index.html",
    f"copydesk-{__version__}.dist-info/licenses/LICENSE",
    "LICENSE",
)
# lib/copydesk/_internal/copydesk/resources: five folders below what holds lib and share.
_LEVELS = 5


def licences_page(root: Path | None = None) -> Path | None:
    """The page of all licences, or Copydesk's own where nothing of others was packed with it.

    Args:
        root: The folder of shipped files; by default this program's.

    Returns:
        None where the system keeps no documentation.
    """
    for folder in (root or resource_root()).parents[:_LEVELS]:
        for name in _LICENCES:
            if (page := folder / name).is_file():
                return page
    return None
