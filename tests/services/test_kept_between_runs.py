"""Settings and session on disk: whatever stands there, the desk starts and says what it lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import platformdirs
import pytest

from copydesk.core.settings import SettingsValues
from copydesk.services.notifier import Notice, Notifier
from copydesk.services.settings import Session, Settings, TabState

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.notifier_spy import NotifierSpy


@pytest.fixture
def settings_file(own_home: Path) -> Path:
    path = platformdirs.user_config_path("copydesk", appauthor=False) / "settings.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


@pytest.fixture
def session_file(own_home: Path) -> Path:
    path = platformdirs.user_state_path("copydesk", appauthor=False) / "session.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def test_broken_settings_are_kept_aside_and_told_once_there_is_a_window(
    qapp: object, settings_file: Path
) -> None:
    settings_file.write_text('theme = "dark', "utf-8")
    notifier = Notifier()
    settings = Settings(notifier)
    settings.load()
    assert settings.values == SettingsValues()
    heard: list[Notice] = []
    notifier.noticed.connect(heard.append)
    notifier.install(lambda question: question.choices[-1].key, lambda _prompt: None)
    assert "settings file can't be read" in heard[0].sentence
    assert settings_file.with_suffix(".toml.broken").read_text("utf-8") == 'theme = "dark'
    settings.set("zoom", 120)
    settings.save()
    again = Settings(notifier)
    again.load()
    assert again.values.zoom == 120
    assert len(heard) == 1


def test_settings_that_cannot_be_kept_aside_stop_nothing(
    notifier_spy: NotifierSpy, settings_file: Path
) -> None:
    settings_file.write_text("= nonsense", "utf-8")
    settings_file.with_suffix(".toml.broken").mkdir()
    settings = Settings(notifier_spy)
    settings.load()
    assert settings.values == SettingsValues()
    assert len(notifier_spy.errors) == 1


def test_settings_of_wrong_types_fall_back_one_by_one(
    notifier_spy: NotifierSpy, settings_file: Path
) -> None:
    settings_file.write_text(
        'theme = 3\nview = ["split"]\nzoom = 9999999\nwrap_width = true\nsort = "title"\n', "utf-8"
    )
    settings = Settings(notifier_spy)
    settings.load()
    assert settings.values == SettingsValues(sort="title")
    assert not notifier_spy.notices


@pytest.mark.parametrize(
    "content",
    [b"[" * 200_000, b"\xff\xfe", b'{"sizes": {"columns": [1e999, -1, 99999999999999]}}', b"null"],
    ids=["deep", "no text", "sizes", "null"],
)
def test_a_damaged_session_starts_afresh(
    notifier_spy: NotifierSpy, session_file: Path, content: bytes
) -> None:
    session_file.write_bytes(content)
    state = Session(notifier_spy).load()
    assert state.tabs == []
    assert state.sizes == {}


def test_a_path_that_is_no_text_is_kept(notifier_spy: NotifierSpy, session_file: Path) -> None:
    session = Session(notifier_spy)
    session.state.tabs = [TabState("/site/caf\udce9.md", {"cursor": 3})]
    session.save()
    assert Session(notifier_spy).load().tabs == session.state.tabs
    assert not notifier_spy.notices
