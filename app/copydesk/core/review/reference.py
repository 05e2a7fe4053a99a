"""The page about the rules, made from their own table: what the tests run is what it shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.core.review.rule import Family
from copydesk.core.review.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.review.rule import Option, Rule

_HEAD = """\
# The rules of the review

Before a post goes out, Copydesk reads it by these rules: in the Review tab while you write, and
with `copydesk check` for a whole folder. An **error** must be put right, and fails `copydesk
check`; a **warning** should be looked at; a **note** is worth knowing and counted nowhere.

A site sets its rules in `copydesk.toml`: to another level, `"on"`, `"off"`, or with its own limits.

```toml
[review.rules]
repeated-words = "error"
readability = "off"
long-sentences = { level = "warning", words = 35 }
```

Not every finding is a mistake. *Accept* it with a reason, and it stays out of the way until the
text under it changes. What was accepted is kept in the site’s `.copydesk` folder, for everybody
who works on it.

"""


def rules_page() -> str:
    """The page, in Markdown."""
    return _HEAD + "\n".join(part for family in Family for part in _family(family))


def _family(family: Family) -> Iterator[str]:
    rules = [rule for rule in RULES if rule.family is family]
    if rules:
        yield f"## {family.value}\n"
        for rule in rules:
            yield _rule(rule)


def _rule(rule: Rule) -> str:
    level = f"{rule.severity.value}{', off until it is set' if rule.off else ''}"
    fixed = " · can be put right everywhere at once" if rule.safe else ""
    parts = [f"### {rule.title}\n", f"`{rule.id}` · {level}{fixed}\n", f"{rule.why}\n"]
    if rule.options:
        parts += ["| Setting | Without it | What it does |", "| --- | --- | --- |"]
        parts += [f"| `{one.name}` | {_value(one)} | {one.sentence} |" for one in rule.options]
        parts.append("")
    parts += ["Found:\n", _post(rule.example.bad), "Put right:\n", _post(rule.example.good)]
    return "\n".join(parts)


def _value(option: Option) -> str:
    default = option.default
    if isinstance(default, bool):
        return "`true`" if default else "`false`"
    if isinstance(default, tuple):
        return ", ".join(f"`{one}`" for one in default) or "none"
    if isinstance(default, str):
        return f"`{default}`" if default else "none"
    return f"{default:g}" if isinstance(default, float) else f"{default:,}"


def _post(text: str) -> str:
    """A post as code, in a fence longer than any in it; line ends as everywhere."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    longest = max((len(run) for run in re.findall("`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}markdown\n{text}{'' if text.endswith(chr(10)) else chr(10)}{fence}\n"
