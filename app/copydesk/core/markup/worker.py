"""The render process: a post comes in, its blocks go out. Whatever a post does, it does it here."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

from copydesk.core.frames import serve
from copydesk.core.markup.engine import ENGINE_NAMES
from copydesk.core.markup.protocol import RenderRequest, ResultWriter
from copydesk.core.markup.session import RenderSession

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.frames import Message

# The desk stops a rendering much sooner; this is for when the desk itself is gone.
_GIVE_UP_AFTER_S = 60.0

_log = logging.getLogger(__name__)


def main() -> int:
    """Runs the process until its input ends; returns the exit code."""
    # Frames of the parsers, not of this program: a list of 100 levels takes about 1,500.
    sys.setrecursionlimit(5_000)
    session = RenderSession()
    writer = ResultWriter()

    def handle(message: Message) -> Iterator[Message]:
        return answers(message, session, writer)

    return serve(handle, give_up_after_s=_GIVE_UP_AFTER_S)


def warm_up() -> None:
    """Loads what the first post would otherwise wait for."""
    warm = RenderSession()
    for engine in ENGINE_NAMES:
        warm.render(RenderRequest("```python\nx\n```\n", engine=engine))


def answers(message: Message, session: RenderSession, writer: ResultWriter) -> Iterator[Message]:
    """The answers to one message; whatever goes wrong is an answer, too.

    For a text that is to be rendered the first says that all is loaded: from there on the time
    that passes is the text's own.
    """
    if message.get("kind") == "warm":
        warm_up()
        return
    try:
        request = RenderRequest.from_message(message)
        session.prepare(request)
        yield {"kind": "started"}
        result = session.render(request)
    except RecursionError:
        yield _failure("Something in this post is nested too deeply to be shown.")
    except Exception:  # noqa: BLE001 - the process must outlive any post
        _log.exception("rendering failed")
        yield _failure("This post holds something that the preview can't show.")
    else:
        yield {"kind": "result", **writer.to_message(result)}


def _failure(sentence: str) -> Message:
    return {"kind": "failed", "sentence": sentence}
