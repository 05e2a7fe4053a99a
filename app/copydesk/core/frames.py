"""How the desk and its child processes talk: JSON objects with their length in front.

A frame is four bytes, the length of what follows as a big-endian number, then a JSON object in
UTF-8. Lone surrogates, which stand for undecodable bytes in a post, pass through unchanged.
"""

from __future__ import annotations

import faulthandler
import json
import os
import struct
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_LENGTH = struct.Struct(">I")
# No post comes near it; a greater length means that something else wrote to the pipe.
MOST_BYTES = 256 * 1024 * 1024

Message = dict[str, Any]


class FrameError(ValueError):
    """Bytes that are not a frame."""


def pack(message: Message) -> bytes:
    """One message as a whole frame."""
    body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )
    return _LENGTH.pack(len(body)) + body


def _unpack(body: bytes) -> Message:
    try:
        message = json.loads(body.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise FrameError("a frame that is not JSON") from error
    if not isinstance(message, dict):
        raise FrameError("a frame that is not an object")
    return message


def _length(head: bytes) -> int:
    length: int = _LENGTH.unpack(head)[0]
    if length > MOST_BYTES:
        raise FrameError(f"a frame of {length} bytes")
    return length


def write_frame(stream: IO[bytes], message: Message) -> None:
    """Writes one message and flushes."""
    stream.write(pack(message))
    stream.flush()


def read_frame(stream: IO[bytes]) -> Message | None:
    """Waits for one message; None at the end of the stream.

    Raises:
        FrameError: The bytes are not a frame, or the stream ends inside one.
    """
    head = stream.read(_LENGTH.size)
    if not head:
        return None
    if len(head) < _LENGTH.size:
        raise FrameError("the stream ended inside a frame")
    length = _length(head)
    body = stream.read(length)
    if len(body) < length:
        raise FrameError("the stream ended inside a frame")
    return _unpack(body)


class FrameBuffer:
    """Puts frames together from the pieces in which a pipe delivers them."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def feed(self, data: bytes) -> list[Message]:
        """The messages that are complete with these bytes, in their order.

        Raises:
            FrameError: The bytes are not a frame; the buffer can't be used any further.
        """
        self._waiting += data
        messages = []
        start = 0
        while len(self._waiting) - start >= _LENGTH.size:
            body_start = start + _LENGTH.size
            end = body_start + _length(bytes(self._waiting[start:body_start]))
            if len(self._waiting) < end:
                break
            messages.append(_unpack(bytes(self._waiting[body_start:end])))
            start = end
        if start:
            del self._waiting[:start]
        return messages


def serve(handler: Callable[[Message], Iterable[Message]], *, give_up_after_s: float = 60.0) -> int:
    """Answers the messages on standard input until it ends, in a child process's main.

    Whatever else the process prints goes to standard error. A request that takes longer than
    ``give_up_after_s`` ends the process, even inside C code and even when the desk that should
    have stopped it is gone.

    Args:
        handler: Gives the answers to one message; each is sent as soon as it is there.
        give_up_after_s: Seconds from a message to its last answer.

    Returns:
        The exit code: 0 at the end of the input, 1 when the input is not in frames.
    """
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with requests, answers:
        try:
            while (message := read_frame(requests)) is not None:
                # Its own C thread: it fires also while a regular expression holds the GIL.
                faulthandler.dump_traceback_later(give_up_after_s, exit=True)
                for answer in handler(message):
                    write_frame(answers, answer)
                faulthandler.cancel_dump_traceback_later()
        except FrameError:
            return 1
        except BrokenPipeError:
            os._exit(0)  # the desk is gone; closing the pipe properly would fail again
    return 0
