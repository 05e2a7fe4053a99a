"""What of the guide's pages is made from the program's own tables: `make help-pages`."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from bundling.manual import arguments_of, commands
from bundling.places import ROOT
from copydesk.cli.main import whole_parser
from copydesk.core.help.page import filled_keys
from copydesk.core.help.pages import PAGES, entry_of
from copydesk.core.review.reference import rules_page
from copydesk.core.site.schema.copydesk_keys import reference_table
from copydesk.ui.actions import GROUPS, TABLE
from copydesk.ui.dialogs.cheat_sheet import IN_THE_LIST, LIST_KEYS
from copydesk.ui.help.help_window import WINDOW_KEYS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

HELP = ROOT / "resources" / "help"
_WIDTH = 100
_BEGIN, _END = "own table -->\n\n", "\n<!-- end of keys -->"


def main() -> None:
    """Writes them all."""
    for name, text in made_pages().items():
        (HELP / f"{name}.md").write_text(text, "utf-8", newline="\n")


def made_pages() -> dict[str, str]:
    """The pages as they are to be, by name."""
    keys = {
        spec.id if number == 1 else f"{spec.id}:{number}": key
        for spec in TABLE
        for number, key in enumerate(spec.keys, start=1)
    }
    made = {"keys": keys_page(), "rules": rules_page(), "command-line": command_line_page()}
    for page in PAGES:
        text = made.get(page.name) or (HELP / f"{page.name}.md").read_text("utf-8")
        if page.name == "copydesk-toml":
            head, begin, rest = text.partition(_BEGIN)
            _old, end, foot = rest.partition(_END)
            text = head + begin + reference_table() + end + foot
        made[page.name] = filled_keys(text, keys)
    return made


# Keys --------------------------------------------------------------------------------------------

_KEYS_HEAD = """\
Every key that does something, by what it is for. Keys that are the same in every program, such as
those for copying and pasting, work as they do elsewhere. Where two keys stand, either will do. On a
Mac, the command key ⌘ takes the place of Ctrl.

The same list is on the desk itself: <kbd data-action="help.keys">F1</kbd>.
"""


def keys_page() -> str:
    """The page of all keys, in the words of the menus."""
    lines = [f"# {_title('keys')}", "", _KEYS_HEAD]
    for group in GROUPS.values():
        specs = [spec for spec in TABLE if spec.keys and spec.group == group]
        lines += _key_table(
            group,
            [
                (
                    spec.text.rstrip("…"),
                    [
                        _key(key, spec.id if number == 1 else f"{spec.id}:{number}")
                        for number, key in enumerate(spec.keys, start=1)
                    ],
                )
                for spec in specs
            ],
        )
    lines += _key_table(IN_THE_LIST, [(words, map(_key, keys)) for words, keys in LIST_KEYS])
    own = [(words, map(_key, keys)) for _name, words, keys in WINDOW_KEYS]
    lines += _key_table("In this guide", own)
    return "\n".join(lines)


def _key_table(heading: str, rows: Iterable[tuple[str, Iterable[str]]]) -> list[str]:
    lines = [f"## {heading}", "", "| What it does | Key |", "| --- | --- |"]
    return [*lines, *(f"| {words} | {' or '.join(keys)} |" for words, keys in rows), ""]


def _key(key: str, action: str = "") -> str:
    where = f' data-action="{action}"' if action else ""
    return f"<kbd{where}>{key.replace(chr(92), '&#92;')}</kbd>"


# The command line --------------------------------------------------------------------------------

_COMMANDS_HEAD = """\
`copydesk` opens the desk. With a command it does one thing without a window, which is meant for
scripts and for whoever builds the site. It does just what the desk does: the same rules, the same
care for the file.
"""
_COMMANDS_FOOT = """\
## What it answers

The exit status is 0 if all is well, 1 if something was refused or found wanting, and 2 if the
command was used wrongly. Where there is `--format json`, the names in it stay what they are from
version to version.

`copydesk COMMAND --help` tells the same.
"""


def command_line_page() -> str:
    """The page of all commands, from the program's own parsers."""
    parser = whole_parser()
    lines = [f"# {_title('command-line')}", "", _COMMANDS_HEAD]
    lines += _command("Open the desk", "copydesk", parser, "")
    for name, command in commands(parser):
        about = command.description or ""
        lines += _command(f"copydesk {name}", f"copydesk {name}", command, about)
    return "\n".join([*lines, _COMMANDS_FOOT])


def _command(heading: str, words: str, parser: argparse.ArgumentParser, about: str) -> list[str]:
    taken = [one for one in arguments_of(parser) if one.dest != "help"]
    needed = [_written(one) for one in taken if one.option_strings and one.required]
    places = [_written(one) for one in taken if not one.option_strings]
    lines = [f"## {heading}", "", "```text", " ".join([words, *places, *needed]), "```", ""]
    if about:
        lines += [textwrap.fill(_sentence(about), _WIDTH, break_on_hyphens=False), ""]
    lines += ["| What you give | What for |", "| --- | --- |"]
    lines += [f"| `{_written(one, bare=True)}` | {_purpose(one)} |" for one in taken]
    return [*lines, ""]


def _written(action: argparse.Action, *, bare: bool = False) -> str:
    """An argument as it is typed: `PATH…`, `[KEY]`, `--post FILE`."""
    shown = action.metavar or action.dest.upper()
    value = "" if action.nargs == 0 else shown if isinstance(shown, str) else " ".join(shown)
    if action.nargs in ("+", "*"):
        value += "…"
    if action.option_strings:
        return (
            f"{', '.join(action.option_strings)} {value}".rstrip()
            if bare
            else (f"{action.option_strings[-1]} {value}".rstrip())
        )
    return f"[{value}]" if action.nargs in ("?", "*") and not bare else value


def _purpose(action: argparse.Action) -> str:
    text = _sentence(action.help or "")
    if action.choices:
        text = f"{text} One of {', '.join(f'`{one}`' for one in action.choices)}.".strip()
    return text.replace("|", "\\|")


def _sentence(text: str) -> str:
    whole = text[:1].upper() + text[1:]
    return whole if not whole or whole.endswith((".", "!", "?")) else f"{whole}."


def _title(name: str) -> str:
    entry = entry_of(name)
    return entry.title if entry is not None else name


if __name__ == "__main__":
    main()
