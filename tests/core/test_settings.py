"""The settings file: read with forgiveness, written so that it is read the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from copydesk.core.settings import SettingsValues, emit_settings, parse_settings


def test_what_is_written_is_read_the_same() -> None:
    values = replace(SettingsValues(), theme="dark", history_days=0, history_megabytes=50)
    assert parse_settings(emit_settings(values)) == values


@pytest.mark.parametrize(
    "line",
    [
        "history_days = -1",
        "history_days = 1.5",
        "history_days = true",
        'history_days = "long"',
        "history_megabytes = 0",
        "history_megabytes = 99999999",
        "nobody_knows = 1",
    ],
)
def test_what_makes_no_sense_leaves_the_default(line: str) -> None:
    assert parse_settings(line) == SettingsValues()
