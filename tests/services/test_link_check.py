"""Links are asked for when told to, and only then; every kind of answer is told in words."""

from __future__ import annotations

import http.server
import threading
from typing import TYPE_CHECKING, ClassVar

import pytest

from copydesk.services.link_check import LinkAnswer, LinkCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

_SLOW = threading.Event()


class _Site(http.server.BaseHTTPRequestHandler):
    """Answers by the path: a number is the status, the rest is told below."""

    seen: ClassVar[list[tuple[str, str]]] = []
    headers_seen: ClassVar[list[dict[str, str]]] = []

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.seen.append((self.command, self.path))
        self.headers_seen.append({key.lower(): value for key, value in self.headers.items()})
        path = self.path.strip("/")
        if path == "slow":
            _SLOW.wait(5)
            return
        if path == "no-head" and self.command == "HEAD":
            self._send(405)
        elif path == "circle":
            self._send(302, "/circle")
        elif path == "moved":
            self._send(301, "/200")
        elif path == "endless" and self.command == "GET":
            self.send_response(200)
            self.send_header("Set-Cookie", "who=you")
            self.end_headers()
            self.wfile.write(b"x" * 1000)  # no end follows: nobody may wait for it
            self.wfile.flush()
            _SLOW.wait(5)
        elif path == "endless":
            self._send(501)
        else:
            self._send(int(path) if path.isdigit() else 200)

    def _send(self, status: int, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Set-Cookie", "who=you")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        pass


@pytest.fixture
def site() -> Iterator[str]:
    _Site.seen.clear()
    _Site.headers_seen.clear()
    _SLOW.clear()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    _SLOW.set()
    server.shutdown()
    server.server_close()
    thread.join(5)


def _answers(qtbot: QtBot, check: LinkCheck, *hrefs: str) -> dict[str, LinkAnswer]:
    found: dict[str, LinkAnswer] = {}
    check.answered.connect(found.__setitem__)
    with qtbot.waitSignal(check.finished, timeout=8_000):
        check.check(hrefs)
    return found


def test_nothing_goes_out_unasked(qtbot: QtBot, site: str) -> None:
    check = LinkCheck()
    with qtbot.waitSignal(check.finished, timeout=1_000):
        check.check(
            ["mailto:a@example.org", "ferry.md", "#fares", "ftp://example.org/x", "http://"]
        )
    assert not check.is_running
    assert _Site.seen == []


def test_answers_by_status(qtbot: QtBot, site: str) -> None:
    hrefs = [f"{site}/{path}" for path in ("200", "404", "410", "403", "500", "400")]
    found = _answers(qtbot, LinkCheck(), *hrefs)
    told = [(found[href].ok, found[href].status, found[href].sure) for href in hrefs]
    assert told == [
        (True, 200, True),
        (False, 404, True),
        (False, 410, True),
        (False, 403, False),
        (False, 500, True),
        (False, 400, True),
    ]
    assert found[hrefs[0]].sentence == "The page is there."
    assert found[hrefs[1]].sentence == "The page is not there (404)."


def test_a_redirect_is_followed_and_told(qtbot: QtBot, site: str) -> None:
    found = _answers(qtbot, LinkCheck(), f"{site}/moved", f"{site}/circle")
    assert found[f"{site}/moved"] == LinkAnswer(True, 200, f"The page has moved to {site}/200")
    assert found[f"{site}/circle"].sentence == "The site sends its readers in a circle."


def test_a_site_without_head_is_asked_by_get_and_its_page_not_waited_for(
    qtbot: QtBot, site: str
) -> None:
    found = _answers(qtbot, LinkCheck(), f"{site}/no-head", f"{site}/endless")
    assert all(answer.ok for answer in found.values())
    assert ("GET", "/no-head") in _Site.seen


def test_a_site_that_is_found_by_head_is_not_asked_again(qtbot: QtBot, site: str) -> None:
    _answers(qtbot, LinkCheck(), f"{site}/200")
    assert _Site.seen == [("HEAD", "/200")]


def test_refused_and_slow_sites(qtbot: QtBot, site: str) -> None:
    port = _free_port()
    found = _answers(qtbot, LinkCheck(timeout_ms=300), f"{site}/slow", f"http://127.0.0.1:{port}/x")
    slow, refused = found[f"{site}/slow"], found[f"http://127.0.0.1:{port}/x"]
    assert (slow.ok, slow.sure) == (False, False)
    assert slow.sentence == "The site didn’t answer within 0.3 seconds."
    assert (refused.ok, refused.sentence) == (False, "The site doesn’t answer.")


def _free_port() -> int:
    server = http.server.HTTPServer(("127.0.0.1", 0), _Site)
    port = server.server_port
    server.server_close()
    return port


def test_an_address_is_asked_for_once_and_told_for_each_of_its_places(
    qtbot: QtBot, site: str
) -> None:
    found = _answers(qtbot, LinkCheck(), f"{site}/200#a", f"{site}/200#b", f"{site}/200#a")
    assert list(found) == [f"{site}/200#a", f"{site}/200#b"]
    assert _Site.seen == [("HEAD", "/200")]


def test_no_cookie_goes_back(qtbot: QtBot, site: str) -> None:
    check = LinkCheck()
    _answers(qtbot, check, f"{site}/200")
    _answers(qtbot, check, f"{site}/page")
    assert [headers.get("cookie") for headers in _Site.headers_seen] == [None, None]
    assert all(headers["user-agent"].startswith("Copydesk/") for headers in _Site.headers_seen)


def test_stopping_ends_it_at_once(qtbot: QtBot, site: str) -> None:
    check = LinkCheck()
    found: list[str] = []
    check.answered.connect(found.append)
    check.check([f"{site}/slow?{number}" for number in range(20)])
    with qtbot.waitSignal(check.finished, timeout=1_000):
        check.stop()
    assert not check.is_running
    assert found == []


def test_more_than_can_be_asked_at_once_are_all_answered(qtbot: QtBot, site: str) -> None:
    hrefs = [f"{site}/page-{number}" for number in range(25)]
    found = _answers(qtbot, LinkCheck(), *hrefs)
    assert sorted(found) == sorted(hrefs)
    assert all(answer.ok for answer in found.values())
