"""The manual page and the completions of shells, made from the program's own parsers."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

import shtab

from bundling.places import NAME, source_date, version
from copydesk.cli.main import whole_parser

_EXAMPLES = (
    ("Open the desk on a site", "copydesk ~/sites/courier"),
    ("Look at all posts of a site before it is published", "copydesk check ~/sites/courier"),
    ("Trace a draft to what it was written from", "copydesk trace draft.md --source report.pdf"),
    ("Change two fields", "copydesk set post.md draft=false 'tags=[market, city]'"),
    ("Make a PDF", "copydesk render post.md -o post.pdf"),
)
_STATUSES = (
    ("0", "All is well."),
    ("1", "Something was refused or found wanting, such as an error in a post."),
    ("2", "The program was used wrongly: an option that does not exist, a file that is not there."),
)
# Where platformdirs puts them on Linux; tests/packaging/test_manual.py compares.
FILES = (
    ("~/.config/copydesk/settings.toml", "Your settings."),
    ("~/.config/copydesk/words.txt", "The words that you added to the dictionary."),
    ("~/.local/share/copydesk/history", "The version before each save of a post."),
    (
        "~/.local/state/copydesk",
        "The session, texts that are not saved yet, and what the program writes about itself.",
    ),
    ("~/.cache/copydesk", "What is remembered for a quick start. It may be deleted."),
    ("copydesk.toml", "In a site: its fields and how strictly it is reviewed, beyond its schema."),
    (".copydesk", "In a site: what a team keeps of its posts, such as sources and comments."),
)
_ENVIRONMENT = (
    (
        "XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME, XDG_CACHE_HOME",
        "Folders to use in place of those above.",
    ),
    ("GIT_AUTHOR_NAME", "The name that suggestions and comments bear, before that of git."),
    ("QT_QPA_PLATFORM", "How windows are drawn: xcb, wayland, or offscreen for no display at all."),
    ("QT_SCALE_FACTOR", "How many times larger everything is drawn."),
    (
        "QTWEBENGINE_DISABLE_SANDBOX",
        "If 1, the preview runs without its sandbox. Meant for containers only.",
    ),
)


# The manual --------------------------------------------------------------------------------------


def man_page() -> str:
    """The manual page copydesk(1) as roff source, UTF-8."""
    parser = whole_parser()
    day = dt.datetime.fromtimestamp(source_date(), dt.UTC).strftime("%Y-%m-%d")
    lines = [
        f'.TH COPYDESK 1 "{day}" "Copydesk {version()}" "User commands"',
        *_section("Name", [f"{NAME} \\- {_plain('edit, review and compare Markdown posts')}"]),
        ".SH SYNOPSIS",
        *_synopsis(parser, [NAME]),
        *(line for name, command in commands(parser) for line in _synopsis(command, [NAME, name])),
        *_section("Description", _paragraphs(_DESCRIPTION)),
        ".SH OPTIONS",
        *_arguments(parser),
        ".SH COMMANDS",
    ]
    for name, command in commands(parser):
        lines += [f".SS {NAME} {name}", *_synopsis(command, [NAME, name]), ".PP"]
        lines += [_plain(_sentence(command.description or _help_of(parser, name)))]
        lines += _arguments(command)
    lines += [".SH EXIT STATUS", *_terms(_STATUSES), ".SH FILES", *_terms(FILES)]
    lines += [".SH ENVIRONMENT", *_terms(_ENVIRONMENT), ".SH EXAMPLES"]
    for what, command_line in _EXAMPLES:
        lines += [
            ".PP",
            _plain(what) + ":",
            ".PP",
            ".nf",
            ".RS",
            _plain(command_line),
            ".RE",
            ".fi",
        ]
    return "\n".join(lines) + "\n"


_DESCRIPTION = (
    """Copydesk is a desk for editors of Markdown posts. Given the folder of a site, it lists
the posts by title, date and status, and opens them beside a live preview, with the frontmatter as
a form and a review of what stands in the way of publication.""",
    """With a command in place of a path, it does that one thing without a window, for scripts.
It asks the network for nothing that was not clicked.""",
)


def commands(parser: argparse.ArgumentParser) -> list[tuple[str, argparse.ArgumentParser]]:
    """Each command of a parser with its own, in their order."""
    return [pair for action in _subparsers(parser) for pair in action.choices.items()]


def _subparsers(
    parser: argparse.ArgumentParser,
) -> list[argparse._SubParsersAction[argparse.ArgumentParser]]:
    return [each for each in parser._actions if isinstance(each, argparse._SubParsersAction)]  # noqa: SLF001 - argparse has no other way


def arguments_of(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """What a parser takes, commands aside, positional arguments first."""
    taken = [each for each in parser._actions if not isinstance(each, argparse._SubParsersAction)]  # noqa: SLF001 - argparse has no other way
    shown = [each for each in taken if each.help != argparse.SUPPRESS]
    return sorted(shown, key=lambda each: bool(each.option_strings))


def _help_of(parser: argparse.ArgumentParser, name: str) -> str:
    told = [each for action in _subparsers(parser) for each in action._choices_actions]  # noqa: SLF001 - argparse has no other way
    return next((each.help or "" for each in told if each.dest == name), "")


def _section(name: str, lines: list[str]) -> list[str]:
    return [f".SH {name.upper()}", *lines]


def _paragraphs(texts: tuple[str, ...]) -> list[str]:
    return [line for text in texts for line in (".PP", _plain(text))]


def _terms(pairs: tuple[tuple[str, str], ...]) -> list[str]:
    return [line for term, text in pairs for line in (".TP", _bold(term), _plain(text))]


def _synopsis(parser: argparse.ArgumentParser, words: list[str]) -> list[str]:
    positional = [_usage(each) for each in arguments_of(parser) if not each.option_strings]
    needed = [
        _usage(each) for each in arguments_of(parser) if each.option_strings and each.required
    ]
    return [".PP", " ".join([_bold(" ".join(words)), "[options]", *needed, *positional])]


def _usage(action: argparse.Action) -> str:
    value = _value(action)
    if action.option_strings:
        return f"{_bold(action.option_strings[-1])} {value}".rstrip()
    more = f"{value}…" if action.nargs in ("*", "+") else value
    return f"[{more}]" if action.nargs in ("?", "*") else more


def _arguments(parser: argparse.ArgumentParser) -> list[str]:
    lines = []
    for action in arguments_of(parser):
        value = _value(action)
        names = ", ".join(
            f"{_bold(name)} {value}".rstrip() for name in action.option_strings
        ) or value  # fmt: skip
        lines += [".TP", names, _plain(_explanation(action))]
    return lines


def _value(action: argparse.Action) -> str:
    """What stands for an argument's value, in italics; "" for a switch."""
    if action.nargs == 0:
        return ""
    shown = action.metavar or action.dest.upper()
    value = f"\\fI{_plain(shown if isinstance(shown, str) else ' '.join(shown))}\\fR"
    return f"{value}…" if action.option_strings and action.nargs in ("*", "+") else value


def _explanation(action: argparse.Action) -> str:
    about = [_sentence(action.help or "")] if action.help else []
    if action.choices:
        about.append(f"One of {', '.join(map(str, action.choices))}.")
        if isinstance(action.default, str) and "efault" not in (action.help or ""):
            about.append(f"By default {action.default}.")
    return " ".join(about)


def _sentence(text: str) -> str:
    whole = text[:1].upper() + text[1:]
    return whole if whole.endswith((".", "!", "?")) else f"{whole}."


def _bold(text: str) -> str:
    return f"\\fB{_plain(text)}\\fR"


# groff_char(7): what would be set as another character than the one that is typed.
_AS_TYPED = str.maketrans(
    {"\\": "\\e", "-": "\\-", "~": "\\(ti", "^": "\\(ha", "`": "\\(ga", "'": "\\(aq"}
)


def _plain(text: str) -> str:
    """Text as roff takes it literally: a hyphen that is typed, no request at a line's start."""
    safe = text.translate(_AS_TYPED)
    return f"\\&{safe}" if safe.startswith(".") else safe


# Completions -------------------------------------------------------------------------------------

# What shtab can't say of a first word: that a path may stand where a command may.
_ZSH_COMMANDS = "  _describe 'copydesk commands' _commands\n"
_FISH_PATHS = (
    "complete -c copydesk -n '_shtab_copydesk_using; and test $_shtab_copydesk_npos -eq 0'"
    ' -ka "(__fish_complete_path (commandline -ct))"\n'
)


def completion(shell: str) -> str:
    """The script that completes the command line of the program in ``bash``, ``zsh`` or ``fish``.

    Raises:
        ValueError: What shtab makes is no longer what this adds paths to.
    """
    script: str = shtab.complete(_for_completion(), shell)
    if shell == "bash":
        # Where no command begins so, readline offers files.
        return script.replace("complete -o bashdefault ", "complete -o bashdefault -o default ")
    if shell == "fish":
        return script + "\n" + _FISH_PATHS
    if script.count(_ZSH_COMMANDS) != 1:
        raise ValueError("shtab lists the commands for zsh otherwise than it did")
    return script.replace(_ZSH_COMMANDS, _ZSH_COMMANDS + "  _files\n")


def _for_completion() -> argparse.ArgumentParser:
    """The whole parser without the path that may stand for a command, marked as shtab wants it."""
    parser = whole_parser()
    for name, command in commands(parser):
        command.description = _help_of(parser, name)  # shells have room for a few words
        for action in arguments_of(command):
            if action.type is Path:
                action.complete = shtab.FILE  # type: ignore[attr-defined]
    for action in arguments_of(parser):
        if not action.option_strings:
            parser._remove_action(action)  # noqa: SLF001 - argparse has no other way
    return parser
