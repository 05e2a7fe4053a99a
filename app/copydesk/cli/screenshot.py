"""``copydesk screenshot``: a picture of the desk, with or without a display."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

_PANELS = (
    "details",
    "posts",
    "editor",
    "preview",
    "keys",
    "palette",
    "commands",
    "history",
    "review",
    "sources",
    "compare",
    "guide",
    "welcome",
)


def add_parser(subparsers: Any) -> None:
    """Adds the command to the parser of the program."""
    parser = subparsers.add_parser("screenshot", help="a picture of the desk")
    parser.add_argument("path", type=Path, help="a folder of posts, or one post")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the PNG file to write")
    parser.add_argument("--post", type=Path, help="the post to show, by its path in the folder")
    parser.add_argument("--panel", choices=_PANELS, help="what to put in front")
    parser.add_argument(
        "--only", action="store_true", help="show what is in front, without the window around it"
    )
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--size", type=_size, default=(1440, 900), help="WIDTHxHEIGHT in pixels")
    parser.set_defaults(run=_run)


def _size(text: str) -> tuple[int, int]:
    try:
        width, height = (int(part) for part in text.lower().split("x"))
    except ValueError:
        raise argparse.ArgumentTypeError("write it as 1440x900") from None
    if not (320 <= width <= 7680 and 240 <= height <= 4320):
        raise argparse.ArgumentTypeError("between 320x240 and 7680x4320")
    return width, height


def _run(arguments: argparse.Namespace) -> int:
    path: Path = arguments.path.absolute()
    if not path.exists():
        print(f"copydesk: there is no “{arguments.path}”.", file=sys.stderr)
        return 2
    from copydesk.application.screenshot import Picture, take  # Qt loads here

    shortfall = take(
        Picture(
            path,
            arguments.output.absolute(),
            post=arguments.post,
            panel=arguments.panel,
            only=arguments.only,
            theme=arguments.theme,
            size=arguments.size,
        )
    )
    if shortfall:
        print(f"copydesk: {shortfall}", file=sys.stderr)
    print(arguments.output)
    return 0
