"""Where the files that ship with the program are."""

from __future__ import annotations

from pathlib import Path

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
