"""Chooses between opening the desk and running one command."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copydesk import __version__
from copydesk.core.errors import CopydeskError

if TYPE_CHECKING:
    from collections.abc import Callable

# Command: the module that adds its parser. Loaded one at a time, for a quick start.
_COMMANDS = {
    "check": "copydesk.cli.check",
    "trace": "copydesk.cli.trace",
    "render": "copydesk.cli.render",
    "get": "copydesk.cli.posts",
    "set": "copydesk.cli.posts",
    "fields": "copydesk.cli.fields",
    "screenshot": "copydesk.cli.screenshot",
}
_OVERVIEW = """\
commands:
  copydesk [PATH]            open the desk on a folder or a post
  copydesk check PATH…       what stands in the way of publication
  copydesk trace DRAFT --source FILE…
                             where its sources have what a draft says
  copydesk render FILE       a post as HTML or PDF
  copydesk get FILE [KEY]    what the site reads in a post's fields, as JSON
  copydesk set FILE KEY=…    change fields and nothing else
  copydesk fields PATH       a site's collections and fields, and where they come from
  copydesk screenshot PATH   a picture of the desk

“copydesk COMMAND --help” tells more of one. Exit status: 0 all well, 1 refused or
found wanting, 2 used wrongly.
"""


def run(argv: list[str]) -> int:
    """Runs the command line.

    Args:
        argv: The arguments without the program's name.

    Returns:
        The exit status.
    """
    try:
        if argv and argv[0] in _COMMANDS:
            return _run_command(argv)
        return _open(argv)
    except SystemExit as stop:  # argparse leaves this way
        return stop.code if isinstance(stop.code, int) else 2
    except CopydeskError as error:
        print(f"copydesk: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 0


def _run_command(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="copydesk")
    add_parser: Callable[[Any], None] = import_module(_COMMANDS[argv[0]]).add_parser
    add_parser(parser.add_subparsers(required=True))
    arguments = parser.parse_args(argv)
    status: int = arguments.run(arguments)
    return status


def _open(argv: list[str]) -> int:
    parser = _new_parser()
    _add_desk_arguments(parser)
    arguments = parser.parse_args(argv)
    if arguments.self_test:
        from copydesk.cli.self_test import run as run_self_test  # Qt loads here

        return run_self_test(arguments.format)
    path = Path(arguments.path).absolute() if arguments.path else None
    if path is not None and not path.exists():
        print(f"copydesk: there is no “{arguments.path}”.", file=sys.stderr)
        return 2
    from copydesk.application.start import open_desk  # Qt loads here and not for a command

    return open_desk(path, new_window=arguments.new_window)


def whole_parser() -> argparse.ArgumentParser:
    """A parser of the desk and of every command, for the manual and the completions.

    The program itself loads one command at a time.
    """
    parser = _new_parser()
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for module in dict.fromkeys(_COMMANDS.values()):
        import_module(module).add_parser(commands)
    _add_desk_arguments(parser)
    return parser


def _new_parser() -> argparse.ArgumentParser:
    return argparse.ArgumentParser(
        prog="copydesk",
        description="A desktop editorial workstation for Markdown posts.",
        epilog=_OVERVIEW,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _add_desk_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", nargs="?", help="a folder of posts, or one post")
    parser.add_argument(
        "--new-window", action="store_true", help="don't hand over to a desk already open"
    )
    parser.add_argument(
        "--self-test",
        action="store_true",
        help="try this copy of Copydesk on a site of its own, and tell what works",
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how the self-test answers"
    )
    parser.add_argument("--version", action="version", version=f"copydesk {__version__}")
