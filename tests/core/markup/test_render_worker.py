"""The render process from inside: it answers whatever comes, and sends each block once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from copydesk.core.markup.protocol import (
    RenderRequest,
    ResultReader,
    ResultWriter,
)
from copydesk.core.markup.session import RenderSession
from copydesk.core.markup.worker import answers

if TYPE_CHECKING:
    from tests.helpers.log_guard import LogGuard

POST = "---\ntitle: T\n---\none\n\ntwo\n\none\n\n[^1] x\n\n[^1]: n\n"


class _Pipe:
    """Both ends, with JSON between."""

    def __init__(self) -> None:
        self.session, self.writer, self.reader = RenderSession(), ResultWriter(), ResultReader()

    def ask(self, message: dict[str, Any]) -> dict[str, Any]:
        sent = json.loads(json.dumps(message))
        got = [json.loads(json.dumps(one)) for one in answers(sent, self.session, self.writer)]
        assert got[:-1] in ([], [{"kind": "started"}])
        result: dict[str, Any] = got[-1]
        return result

    def render(self, text: str, **fields: Any) -> dict[str, Any]:
        request = RenderRequest(text, **{"engine": "commonmark", **fields})
        return self.ask(request.to_message())


def test_what_is_known_is_not_sent_again() -> None:
    pipe = _Pipe()
    first = pipe.render(POST)
    whole = pipe.reader.from_message(first)
    assert all(entry[3] is not None for entry in first["blocks"])
    second = pipe.render(POST.replace("two", "three"))
    assert [entry[3] for entry in second["blocks"] if entry[3] is not None] == ["<p>three</p>\n"]
    result = pipe.reader.from_message(second)
    assert len(result.blocks) == len(whole.blocks) == 6
    assert result.blocks[0] == whole.blocks[0]
    assert all(block.html for block in result.blocks)


def test_another_post_between_does_no_harm() -> None:
    pipe = _Pipe()
    first = pipe.reader.from_message(pipe.render(POST, path="/a.md"))
    pipe.reader.from_message(pipe.render("other\n", path="/b.md"))
    again = pipe.reader.from_message(pipe.render(POST, path="/a.md"))
    assert [block.html for block in again.blocks] == [block.html for block in first.blocks]


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"kind": "render"},
        {"kind": "render", "text": 3, "path": None},
        {**RenderRequest("x").to_message(), "engine": "none"},
        {**RenderRequest("x").to_message(), "text": None},
    ],
)
def test_garbage_is_answered(message: dict[str, Any], log_guard: LogGuard) -> None:
    log_guard.expect("rendering failed")
    pipe = _Pipe()
    got = pipe.ask(message)
    assert got["kind"] == "failed"
    assert got["sentence"].endswith(".")
    assert pipe.render("fine\n")["kind"] == "result"


def test_bytes_that_are_no_text_show_as_such() -> None:
    pipe = _Pipe()
    result = pipe.reader.from_message(pipe.render("a\udcffb\n"))
    assert result.blocks[0].html == "<p>a\ufffdb</p>\n"


@pytest.mark.parametrize("engine", ["commonmark", "python-markdown"])
def test_deep_nesting_is_survived(engine: str) -> None:
    pipe = _Pipe()
    for text in ("> " * 3_000 + "x", "".join("  " * n + "- x\n" for n in range(200)), "*" * 9_000):
        assert pipe.render(text, engine=engine)["kind"] in ("result", "failed")
    assert pipe.render("fine\n", engine=engine)["kind"] == "result"


def test_unreadable_fields_still_show_the_text() -> None:
    pipe = _Pipe()
    result = pipe.reader.from_message(pipe.render('---\ntitle: "open\n---\nBody.\n'))
    assert any("Body." in block.html for block in result.blocks)
