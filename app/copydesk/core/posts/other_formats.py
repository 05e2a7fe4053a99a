"""JSON blocks: read and shown; edited as text."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from frontmatter.default_handlers import JSONHandler

from copydesk.core.posts.entries import FieldEntry
from copydesk.core.posts.problems import Problem
from copydesk.core.posts.yaml_block import ReadBlock, line_of
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from copydesk.core.posts.fences import Fenced

_JSON = JSONHandler()
_LINE_END = re.compile(r"\r\n|\n|\r")


def read_json_block(head: str, block: Fenced) -> ReadBlock:
    """Reads the braces that end ``head``; never raises."""
    content = block.content
    try:
        data = _JSON.load(content.of(head))
    except json.JSONDecodeError as error:
        return _unreadable(head, content, "JSON", line_of(head, content.start + error.pos))
    except (RecursionError, ValueError):  # a number of more than 4,300 digits is a ValueError
        return _unreadable(head, content, "JSON", line_of(head, content.start))
    return ReadBlock(data, _spanless(data, content))


def _spanless(data: Mapping[str, object], content: Span) -> tuple[FieldEntry, ...]:
    nowhere = Span(content.start, content.start)
    return tuple(
        FieldEntry(key, nowhere, nowhere, nowhere, value, "") for key, value in data.items()
    )


def _unreadable(head: str, content: Span, name: str, line: int) -> ReadBlock:
    starts = [0, *(match.end() for match in _LINE_END.finditer(head))]
    line = min(line, len(starts) - 1)
    end = starts[line + 1] if line + 1 < len(starts) else content.end
    problem = Problem(
        f"The fields can’t be read: this line is not valid {name}.",
        "Correct it in the editor.",
        Span(starts[line], max(end, starts[line])),
        line,
    )
    return ReadBlock(problems=(problem,), is_map=False)
