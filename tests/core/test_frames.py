"""Frames: any object survives any way of being cut into pieces."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import copydesk
from copydesk.core.frames import FrameBuffer, FrameError, pack, read_frame, write_frame

APP = Path(copydesk.__file__).parents[1]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
MESSAGES = st.dictionaries(st.text(), VALUES, max_size=4)


@given(st.lists(MESSAGES, max_size=5), st.integers(1, 50))
def test_pieces_of_any_size_give_the_messages_back(messages: list[dict], size: int) -> None:  # type: ignore[type-arg]  # any JSON
    data = b"".join(map(pack, messages))
    buffer = FrameBuffer()
    got = []
    for start in range(0, len(data), size):
        got += buffer.feed(data[start : start + size])
    assert got == messages


def test_lone_surrogates_pass() -> None:
    stream = io.BytesIO()
    write_frame(stream, {"text": "a\udc80b"})
    stream.seek(0)
    assert read_frame(stream) == {"text": "a\udc80b"}
    assert read_frame(stream) is None


@pytest.mark.parametrize(
    "data",
    [b"xxxxyyyy", b"\x00", b"\x00\x00\x00\x05ab", b"\x00\x00\x00\x02[]", b"\x00\x00\x00\x02\xff{"],
)
def test_what_is_no_frame_raises(data: bytes) -> None:
    with pytest.raises(FrameError):
        read_frame(io.BytesIO(data))


def test_a_request_that_never_ends_ends_the_process() -> None:
    code = (
        "import re, sys; from copydesk.core.frames import serve\n"
        "def handle(message):\n"
        "    re.match('(a+)+$', 'a' * 60 + 'b'); yield {}\n"
        "sys.exit(serve(handle, give_up_after_s=0.3))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=pack({}),
        capture_output=True,
        timeout=20,
        check=False,
        env={**os.environ, "PYTHONPATH": str(APP)},
    )
    assert done.returncode != 0
    assert done.stdout == b""
