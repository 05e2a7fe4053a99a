"""``copydesk render``: a post as HTML or PDF, without a window."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.core.errors import CopydeskError, StorageError
from copydesk.core.posts.encoding import decode
from copydesk.core.text.critic import marks_in

if TYPE_CHECKING:
    import argparse
    from typing import Any

_ENGINES = ("auto", "commonmark", "python-markdown")


def add_parser(subparsers: Any) -> None:
    """Adds the command to the parser of the program."""
    parser = subparsers.add_parser(
        "render",
        help="a post as HTML or PDF",
        description="Renders a post as its site would: to standard output, or to a file.",
    )
    parser.add_argument("file", type=Path, help="the post")
    parser.add_argument(
        "--engine", choices=_ENGINES, default="auto", help="by default that of the post's site"
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="ends in .html, .htm or .pdf"
    )
    parser.add_argument(
        "--load-images",
        action="store_true",
        help="show images from other hosts; without it they are only linked to",
    )
    parser.add_argument(
        "--marks",
        choices=("accepted", "original", "marked"),
        help="how suggestions and comments come out; without it a post that has any is refused",
    )
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    source: Path = arguments.file
    output: Path | None = arguments.output
    if not source.is_file():
        print(f"copydesk: there is no post “{source}”.", file=sys.stderr)
        return 2
    suffix = output.suffix.lower() if output is not None else ".html"
    if suffix not in (".html", ".htm", ".pdf"):
        print("copydesk: the output's name must end in .html, .htm or .pdf.", file=sys.stderr)
        return 2
    text = _read(source)
    marks = marks_in(text)
    if marks and arguments.marks is None:
        count = f"{len(marks)} suggestions and comments" if len(marks) > 1 else "a suggestion"
        print(
            f"copydesk: “{source}” holds {count}, which readers must not see.\n"
            "Say --marks accepted, --marks original or --marks marked.",
            file=sys.stderr,
        )
        return 1
    html = _render(text, arguments)
    if output is None:
        sys.stdout.buffer.write(html.encode())
        sys.stdout.flush()
    elif suffix == ".pdf":
        from copydesk.application.pdf import print_pdf  # WebEngine loads here

        print_pdf(html, output, load_images=arguments.load_images)
    else:
        _write(output, html)
    return 0


def _read(source: Path) -> str:
    try:
        return decode(source.read_bytes()).text
    except OSError as error:
        raise StorageError(
            f"“{source}” can't be read: {error.strerror}.", "Check that you may open it."
        ) from error


def _render(text: str, arguments: argparse.Namespace) -> str:
    from copydesk.core.markup.page import standalone_html

    source: Path = arguments.file
    try:
        return standalone_html(
            text,
            source,
            engine=arguments.engine,
            load_images=arguments.load_images,
            marks=arguments.marks or "accepted",
        )
    except RecursionError as error:
        raise CopydeskError(
            f"Something in “{source}” is nested too deeply to be shown.",
            "Look for lists or quotes inside each other.",
        ) from error


def _write(output: Path, html: str) -> None:
    try:
        output.write_bytes(html.encode())
    except OSError as error:
        raise StorageError(
            f"“{output}” can't be written: {error.strerror}.", "Choose another place."
        ) from error
