"""Reads what `copydesk.toml` says of the review: which rules, how strictly, with what limits."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, cast

from copydesk.core.review.finding import Severity
from copydesk.core.review.rules import BY_ID
from copydesk.core.review.settings import ReviewSettings, RuleSetting
from copydesk.core.site.schema.copydesk_check import FILE_NAME
from copydesk.core.site.schema.copydesk_toml import read_review
from copydesk.core.site.schema.facts import SchemaNotice

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from copydesk.core.posts.paths import FieldPath
    from copydesk.core.review.rule import Option, Rule

LEVELS = (*(severity.value for severity in Severity), "on", "off")
"""What a rule can be set to."""

_HELP = "The help page about the rules has all of them."
_KIND_WORDS = {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}


def read_settings(root: Path) -> tuple[ReviewSettings, tuple[SchemaNotice, ...]]:
    """What the site says of its review; what is wrong in that is passed over and told."""
    values, line_of = read_review(root)
    reader = _Reader(line_of)
    rules = reader.rules(cast("Mapping[str, object]", values.pop("rules", {})))
    return ReviewSettings(rules=rules, **values), tuple(reader.notices)  # type: ignore[arg-type]  # kinds as in the table of keys


class _Reader:
    """Goes through the rules once, and notes what is wrong on the way."""

    def __init__(self, line_of: Callable[[FieldPath], int]) -> None:
        self._line_of = line_of
        self.notices: list[SchemaNotice] = []

    def rules(self, values: Mapping[str, object]) -> dict[str, RuleSetting]:
        """The settings by rule."""
        result: dict[str, RuleSetting] = {}
        for name, value in values.items():
            rule = BY_ID.get(name)
            if rule is None:
                near = get_close_matches(name, BY_ID, n=1)
                step = f"Did you mean “{near[0]}”?" if near else _HELP
                self._tell((name,), f"There is no rule “{name}”.", step)
            elif isinstance(value, Mapping):
                result[name] = self._table(rule, value)
            else:
                result[name] = self._level(name, (name,), value)
        return result

    def _level(self, name: str, path: FieldPath, value: object) -> RuleSetting:
        if value in ("on", "off"):
            return RuleSetting(off=value == "off")
        if isinstance(value, str) and value in LEVELS:
            return RuleSetting(Severity(value), off=False)
        listed = ", ".join(f"“{level}”" for level in LEVELS)
        self._tell(path, f"The rule “{name}” can’t be set to “{value}”.", f"It can be {listed}.")
        return RuleSetting()

    def _table(self, rule: Rule, values: Mapping[str, object]) -> RuleSetting:
        known = {option.name: option for option in rule.options}
        setting = RuleSetting()
        options: dict[str, object] = {}
        for key, value in values.items():
            path = (rule.id, key)
            if key == "level":
                setting = self._level(rule.id, path, value)
            elif key not in known:
                near = get_close_matches(key, (*known, "level"), n=1)
                step = f"Did you mean “{near[0]}”?" if near else _HELP
                self._tell(path, f"The rule “{rule.id}” has no setting “{key}”.", step)
            elif (sound := _value(known[key], value)) is not None:
                options[key] = sound
            else:
                words = _kind_words(known[key])
                self._tell(path, f"“{key}” of “{rule.id}” must be {words}.", "It is passed over.")
        return RuleSetting(setting.severity, setting.off, options)

    def _tell(self, path: FieldPath, sentence: str, next_step: str) -> None:
        line = self._line_of(("review", "rules", *path))
        self.notices.append(SchemaNotice(FILE_NAME, sentence, next_step, line))


def _value(option: Option, value: object) -> object | None:
    """The value as the option's kind; None where it is another."""
    if isinstance(option.default, tuple):
        texts = isinstance(value, list) and all(isinstance(one, str) for one in value)
        return tuple(value) if texts else None  # type: ignore[arg-type]  # a list
    if isinstance(option.default, bool) or isinstance(value, bool):
        return value if isinstance(value, bool) and isinstance(option.default, bool) else None
    if isinstance(option.default, float):
        return float(value) if isinstance(value, (int, float)) else None
    return value if isinstance(value, type(option.default)) else None


def _kind_words(option: Option) -> str:
    if isinstance(option.default, tuple):
        return "a list of texts"
    return _KIND_WORDS[type(option.default)]
