"""What the desk asks of the render process and what it answers.

The HTML of a block travels once: an answer leaves it out where the answer before, from the same
process, held a block of the same id. `ResultWriter` and `ResultReader` keep that promise together.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from copydesk.core.markup.blocks import Block
from copydesk.core.markup.engine import DEFAULT_ENGINE

if TYPE_CHECKING:
    from copydesk.core.frames import Message
    from copydesk.core.markup.suggested import MarksView

DIFFERENCE = "copydesk-difference-"
"""The ids of what differs in a comparison: this and a number from 1."""


@dataclass(frozen=True, slots=True)
class RenderRequest:
    """One revision of one post, to be rendered.

    Attributes:
        text: The whole text, fields included, line ends as they are.
        path: The post's file, absolute; "" for one that was never saved.
        engine: "commonmark" or "python-markdown".
        site_root: The site's folder; "" takes the post's own.
        allowed_hosts: Images from these hosts are shown.
        revision: Comes back with the result.
        older: An older text of the post: what differs from it is marked. None for no comparison.
        marks: How suggestions and comments in the text are shown: "marked", "accepted" or
            "original". Only who asks for it gets them marked.
    """

    text: str
    path: str = ""
    engine: str = DEFAULT_ENGINE
    site_root: str = ""
    allowed_hosts: tuple[str, ...] = ()
    revision: int = 0
    older: str | None = None
    marks: MarksView = "accepted"

    def to_message(self) -> Message:
        """As it goes to the render process."""
        return {"kind": "render", **asdict(self)}

    @staticmethod
    def from_message(message: Message) -> RenderRequest:
        """As it comes there."""
        return RenderRequest(
            text=message["text"],
            path=message["path"],
            engine=message["engine"],
            site_root=message["site_root"],
            allowed_hosts=tuple(message["allowed_hosts"]),
            revision=message["revision"],
            older=message["older"],
            marks=message["marks"],
        )


@dataclass(frozen=True, slots=True)
class RenderResult:
    """A post as it is to be shown.

    Attributes:
        blocks: In order. The first is the header made from the fields, where there is any.
        path: The request's.
        engine: The request's.
        revision: The request's.
        language: Of the post, like "en" or "ur"; "" where nothing tells.
        direction: "ltr" or "rtl".
        title: The post's title; "" where it has none.
        blocked_hosts: Hosts whose images are left out, sorted.
        milliseconds: What the rendering took.
    """

    blocks: tuple[Block, ...]
    path: str = ""
    engine: str = DEFAULT_ENGINE
    revision: int = 0
    language: str = ""
    direction: str = "ltr"
    title: str = ""
    blocked_hosts: tuple[str, ...] = ()
    milliseconds: float = 0.0


class ResultWriter:
    """In the render process: turns results into answers."""

    def __init__(self) -> None:
        self._sent: set[str] = set()

    def to_message(self, result: RenderResult) -> Message:
        """The answer for a result; it must be sent."""
        blocks = [
            [
                block.id,
                block.start_line,
                block.end_line,
                None if block.id in self._sent else block.html,
            ]
            for block in result.blocks
        ]
        self._sent = {block.id for block in result.blocks}
        return {
            "blocks": blocks,
            "path": result.path,
            "engine": result.engine,
            "revision": result.revision,
            "language": result.language,
            "direction": result.direction,
            "title": result.title,
            "blocked_hosts": list(result.blocked_hosts),
            "milliseconds": result.milliseconds,
        }


class ResultReader:
    """In the desk: turns answers into results. A new one for each new render process."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def from_message(self, message: Message) -> RenderResult:
        """The result of an answer.

        Raises:
            KeyError: An answer before this one was not read, or it is none at all.
            TypeError: The same.
            ValueError: The same.
        """
        blocks = tuple(self._block(*entry) for entry in message["blocks"])
        self._known = {block.id: block.html for block in blocks}
        return RenderResult(
            blocks=blocks,
            path=message["path"],
            engine=message["engine"],
            revision=message["revision"],
            language=message["language"],
            direction=message["direction"],
            title=message["title"],
            blocked_hosts=tuple(message["blocked_hosts"]),
            milliseconds=message["milliseconds"],
        )

    def _block(self, identity: str, start: int, end: int, html: Any) -> Block:
        return Block(identity, self._known[identity] if html is None else html, start, end)
