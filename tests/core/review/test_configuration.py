"""What `copydesk.toml` says of the review is read; what is wrong in it is told and passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from copydesk.core.review.check import is_on, options_of
from copydesk.core.review.configuration import read_settings
from copydesk.core.review.finding import Severity
from copydesk.core.review.rules import RULES
from copydesk.core.review.settings import ReviewSettings

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.review.rule import Rule

_RULE = next(rule for rule in RULES if not rule.off)


def _numbered() -> Rule:
    return next(r for r in RULES if any(type(option.default) is int for option in r.options))


def _read(root: Path, text: str) -> tuple[ReviewSettings, list[str]]:
    (root / "copydesk.toml").write_text(text, "utf-8")
    settings, notices = read_settings(root)
    return settings, [f"{notice.line}: {notice.sentence} {notice.next_step}" for notice in notices]


def test_without_a_file_rules_are_as_they_come(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == (ReviewSettings(), ())


def test_rules_are_switched_and_weighed(tmp_path: Path) -> None:
    off, _notices = _read(tmp_path, f'[review.rules]\n{_RULE.id} = "off"\n')
    assert not is_on(_RULE, off)
    note, notices = _read(tmp_path, f'[review.rules]\n{_RULE.id} = "note"\n')
    assert note.rules[_RULE.id].severity is Severity.NOTE
    assert is_on(_RULE, note)
    assert notices == []


def test_limits_are_set(tmp_path: Path) -> None:
    rule = _numbered()
    option = next(one for one in rule.options if type(one.default) is int)
    settings, notices = _read(
        tmp_path, f'[review.rules.{rule.id}]\nlevel = "error"\n{option.name} = 7\n'
    )
    assert notices == []
    assert options_of(rule, settings)[option.name] == 7
    assert settings.rules[rule.id].severity is Severity.ERROR


def test_the_rest_is_read(tmp_path: Path) -> None:
    settings, notices = _read(
        tmp_path, '[review]\nlanguage = "en-GB"\nwords = "desk/words.txt"\ngrammar = false\n'
    )
    assert (settings.language, settings.words, settings.grammar) == (
        "en-GB",
        "desk/words.txt",
        False,
    )
    assert notices == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('speling = "off"', "There is no rule “speling”."),
        ('{rule} = "loud"', "The rule “{rule}” can’t be set to “loud”. It can be “error”"),
        ("{rule} = 3", "The rule “{rule}” can’t be set to “3”."),
        ("{rule} = {{ colour = 1 }}", "The rule “{rule}” has no setting “colour”."),
        ('{numbered} = {{ {option} = "x" }}', "“{option}” of “{numbered}” must be a whole number."),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, line: str, told: str) -> None:
    rule = _numbered()
    option = next(one for one in rule.options if type(one.default) is int)
    names = {"rule": _RULE.id, "numbered": rule.id, "option": option.name}
    settings, notices = _read(tmp_path, "[review.rules]\n" + line.format(**names) + "\n")
    assert len(notices) == 1
    assert notices[0].startswith(f"2: {told.format(**names)}")
    assert is_on(_RULE, settings)


def test_rules_that_are_no_table_are_told(tmp_path: Path) -> None:
    settings, _notices = _read(tmp_path, "[review]\nrules = 3\n")
    assert settings == ReviewSettings()
