"""Settings and the state of the last session, kept between runs."""

from __future__ import annotations

import contextlib
import json
import logging
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import platformdirs
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from copydesk.core.errors import ConflictError, SettingsError, StorageError
from copydesk.core.settings import SettingsValues, emit_settings, parse_settings
from copydesk.core.storage.atomic import save_atomic
from copydesk.core.storage.fingerprint import read_file

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.services.notifier import Notifier
    from copydesk.services.tasks import TaskRunner

_log = logging.getLogger(__name__)
_SAVE_DELAY_MS = 500
_MOST_PX = 100_000
_MOST_TRIES = 20
_LOCK_TIMEOUT_S = 2.0


class Settings(QObject):
    """The settings in force; a change is written to disk a moment later.

    Signals:
        changed (str): The name of the setting that has another value now.
    """

    changed = Signal(str)

    def __init__(self, notifier: Notifier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notifier = notifier
        self._path = platformdirs.user_config_path("copydesk", appauthor=False) / "settings.toml"
        self._values = SettingsValues()
        self._timer = QTimer(self, singleShot=True, interval=_SAVE_DELAY_MS)
        self._timer.timeout.connect(self.save)

    @property
    def values(self) -> SettingsValues:
        """All settings."""
        return self._values

    def load(self) -> None:
        """Reads the file; a broken one is kept aside and told about."""
        if not self._path.exists():
            return
        try:
            source = read_file(self._path).data
            self._values = parse_settings(source.decode("utf-8", "replace"))
        except SettingsError as error:
            with contextlib.suppress(OSError):
                self._path.replace(self._path.with_suffix(".toml.broken"))
            self._notifier.error(error)
        except StorageError as error:
            self._notifier.error(error)

    def set(self, name: str, value: str | int) -> None:
        """Changes one setting.

        Raises:
            TypeError: There is no setting of that name.
        """
        values = replace(self._values, **{name: value})  # type: ignore[arg-type]  # by name
        if values != self._values:
            self._values = values
            self._timer.start()
            self.changed.emit(name)

    @Slot()
    def save(self) -> None:
        """Writes what has changed."""
        self._timer.stop()
        _write(self._path, emit_settings(self._values).encode(), self._notifier)


@dataclass
class TabState:
    """One open post of the last session; the view is what the editor gave for it."""

    path: str
    view: dict[str, Any] = field(default_factory=dict)


@dataclass
class SessionState:
    """What the desk looked like when it was closed.

    Attributes:
        folder: The open folder, or "".
        tabs: The open posts in tab order.
        current: The path of the post in front, or "".
        geometry: The window's, as Qt saves it, base64.
        sizes: Splitter sizes by the splitter's name, in pixels.
        hidden: The panels that are put away, by name.
        expanded: The folders open in the tree.
        recent: Folders opened before, newest first.
        engines: The Markdown engine chosen for a folder, by its path.
        clone_into: The folder that a site was cloned into last, or "".
    """

    folder: str = ""
    tabs: list[TabState] = field(default_factory=list)
    current: str = ""
    geometry: str = ""
    sizes: dict[str, list[int]] = field(default_factory=dict)
    hidden: list[str] = field(default_factory=list)
    expanded: list[str] = field(default_factory=list)
    recent: list[str] = field(default_factory=list)
    engines: dict[str, str] = field(default_factory=dict)
    clone_into: str = ""


class Session(QObject):
    """Loads and saves the session's state; a broken file starts a fresh session."""

    def __init__(self, notifier: Notifier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notifier = notifier
        self._path = platformdirs.user_state_path("copydesk", appauthor=False) / "session.json"
        self.state = SessionState()

    def load(self) -> SessionState:
        """The state of the last session."""
        try:
            table = json.loads(read_file(self._path).data) if self._path.exists() else {}
            self.state = _state_from(table)
        except (StorageError, ValueError, OSError, RecursionError):
            _log.info("the session file can't be read, starting afresh", exc_info=True)
            self.state = SessionState()
        return self.state

    def save(self) -> None:
        """Writes the state."""
        _write(self._path, self._data(), self._notifier)

    def save_beside(self, tasks: TaskRunner) -> None:
        """The same on a thread, while the desk is used; `save` at the end tells what is wrong."""
        work = partial(_put, self._path, self._data())
        tasks.run(work, _nothing, _note_unsaved, in_order=True, lane="session")

    def _data(self) -> bytes:
        # As ASCII: a path may hold bytes that are no text, which no encoding would take.
        return json.dumps(asdict(self.state), indent=1).encode()


def _state_from(table: object) -> SessionState:
    """What of a session file can be used; it may come from another version, or be damaged."""
    if not isinstance(table, dict):
        return SessionState()
    sizes = _items_of(table.get("sizes"))
    tabs = table.get("tabs")
    return SessionState(
        folder=_text_in(table.get("folder")),
        current=_text_in(table.get("current")),
        geometry=_text_in(table.get("geometry")),
        hidden=_texts_in(table.get("hidden")),
        expanded=_texts_in(table.get("expanded")),
        recent=_texts_in(table.get("recent")),
        clone_into=_text_in(table.get("clone_into")),
        tabs=[
            TabState(tab["path"], _items_of(tab.get("view")))
            for tab in (tabs if isinstance(tabs, list) else [])
            if isinstance(tab, dict) and isinstance(tab.get("path"), str)
        ],
        sizes={
            name: widths
            for name, widths in sizes.items()
            if isinstance(widths, list) and all(_is_width(width) for width in widths)
        },
        engines={
            folder: engine
            for folder, engine in _items_of(table.get("engines")).items()
            if isinstance(engine, str)
        },
    )


def _is_width(value: object) -> bool:
    return isinstance(value, int) and 0 <= value <= _MOST_PX


def _items_of(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text_in(value: object) -> str:
    return value if isinstance(value, str) else ""


def _texts_in(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _nothing(_result: None) -> None:
    """For who does not wait."""


def _note_unsaved(error: Exception) -> None:
    _log.info("the session could not be saved", exc_info=error)


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    from filelock import FileLock, Timeout  # not needed to start

    # Two desks that exchange one file at the same moment would leave their temporary files behind.
    lock = FileLock(path.with_name(f"{path.name}.lock"), timeout=_LOCK_TIMEOUT_S)
    with contextlib.ExitStack() as held:
        with contextlib.suppress(Timeout, OSError):  # then without it: the last one wins
            held.enter_context(lock)
        for _turn in range(_MOST_TRIES):
            with contextlib.suppress(ConflictError):
                expected = read_file(path).digest if path.exists() else None
                save_atomic(path, data, expected, links="part")
                return


def _write(path: Path, data: bytes, notifier: Notifier) -> None:
    try:
        _put(path, data)
    except (StorageError, OSError) as error:
        notifier.error(
            StorageError(f"“{path.name}” could not be written: {error}.", "Check the disk's space.")
        )
