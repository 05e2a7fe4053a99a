"""Every command on Markdown text by the name it has in the table of actions.

A command is a plain function of the text and the selection; it gives back edits and what is
selected afterwards. Nothing happens here to any document.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from copydesk.core.text import block_commands, inline_commands, line_commands

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.core.text.text_command import Change, Selection

COMMANDS: dict[str, Callable[[str, Selection], Change]] = {
    "format.bold": inline_commands.bold,
    "format.italic": inline_commands.italic,
    "format.code": inline_commands.code,
    "format.link": inline_commands.link,
    "format.heading": block_commands.heading,
    **{
        f"format.heading-{level}": partial(block_commands.heading_of, level)
        for level in range(1, 7)
    },
    "format.quote": block_commands.quote,
    "format.bullets": block_commands.bullets,
    "format.numbers": block_commands.numbers,
    "format.tasks": block_commands.tasks,
    "format.indent": block_commands.indent,
    "format.outdent": block_commands.outdent,
    "line.up": line_commands.move_up,
    "line.down": line_commands.move_down,
    "line.duplicate": line_commands.duplicate,
}
