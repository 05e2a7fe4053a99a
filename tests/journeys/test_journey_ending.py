"""The desk is ended from outside: killed, or asked to end at a logout; nothing typed is lost."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
import psutil
import pytest

from copydesk.core.storage.journal_entry import JournalEntry, UnreadableEntryError, from_bytes
from copydesk.services.recovery import journal_folder
from tests.journeys.conftest import FERRY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.helpers.sites import SiteBuilder
    from tests.journeys.journey import Journey

APP = Path(__file__).parents[2] / "app"
TYPED = "Typed at the end, one key after the other."
# The program itself, with somebody at the keyboard who says what was typed.
_TYPIST = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from copydesk.application.desk import Desk
from copydesk.application.start import open_desk
from pathlib import Path

post, text, untitled = Path(sys.argv[2]), sys.argv[3], sys.argv[4] == "untitled"
left = list(text)

def type_on(desk, timer):
    document = desk.editors.current_document
    editor = desk.editors.current_editor
    if editor is None or document is None:
        return
    if not untitled and document.path != post:
        return
    if left == list(text):
        editor.place_cursor(len(document.text))
    if left:
        QTest.keyClick(editor, left.pop(0))
        print(len(text) - len(left), flush=True)
    else:
        timer.stop()

begin = Desk.start
def start(desk, path):
    begin(desk, path)
    desk.typing = QTimer(desk, interval=10)
    desk.typing.timeout.connect(lambda: type_on(desk, desk.typing))
    desk.typing.start()
    desk.new_untitled() if untitled else desk.open_post(post)
Desk.start = start
sys.exit(open_desk(Path(sys.argv[1])))
"""


class Typist:
    """A desk of its own, in a process of its own."""

    def __init__(self, root: Path, post: Path, *, untitled: bool = False) -> None:
        what = "untitled" if untitled else "post"
        self.process = subprocess.Popen(
            [sys.executable, "-c", _TYPIST, str(root), str(post), TYPED, what],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(APP)},
        )
        self.children: list[psutil.Process] = []

    def until_typed(self, count: int = len(TYPED)) -> None:
        assert self.process.stdout is not None
        while int(self.process.stdout.readline() or -1) < count:
            assert self.process.poll() is None, "the desk ended by itself"
        self.children = psutil.Process(self.process.pid).children(recursive=True)

    def kill(self) -> None:
        self.process.kill()
        self.gone()

    def gone(self) -> int:
        """Waits until it is gone with all its processes; gives its exit status."""
        status = self.process.wait(60)
        assert self.process.stdout is not None
        self.process.stdout.close()
        _ended, alive = psutil.wait_procs(self.children, timeout=60)
        assert not alive
        return status


@pytest.fixture
def typist(site: SiteBuilder, ferry: Path) -> Iterator[Callable[..., Typist]]:
    typists: list[Typist] = []

    def begin(*, untitled: bool = False) -> Typist:
        typists.append(Typist(site.root, ferry, untitled=untitled))
        return typists[-1]

    yield begin
    for one in typists:
        if one.process.poll() is None:
            one.kill()


def kept() -> list[JournalEntry]:
    found = []
    for path in journal_folder().glob("*/*.post"):
        try:
            found.append(from_bytes(path.read_bytes()))
        except (UnreadableEntryError, OSError):
            continue
    return found


def offered(journey: Journey) -> list[JournalEntry]:
    """What a new desk finds; the dialog that offers it is put off."""
    journey.until(lambda: journey.desk.recovery.waiting)
    return journey.desk.recovery.waiting


@pytest.mark.parametrize("untitled", [False, True])
def test_killed_in_a_pause_everything_comes_back(
    typist: Callable[..., Typist],
    open_desk: Callable[..., Journey],
    site: SiteBuilder,
    ferry: Path,
    untitled: bool,
) -> None:
    killed = typist(untitled=untitled)
    killed.until_typed()
    session = platformdirs.user_state_path("copydesk", appauthor=False) / "session.json"
    before = "" if untitled else FERRY
    while not any(entry.text == before + TYPED for entry in kept()):
        assert killed.process.poll() is None
    if not untitled:  # an untitled post is in no session
        while not session.exists() or str(ferry) not in session.read_text("utf-8"):
            assert killed.process.poll() is None
    killed.kill()
    assert ferry.read_bytes() == FERRY.encode()

    journey = open_desk(None)
    (entry,) = offered(journey)
    assert (entry.path, entry.text) == (None if untitled else ferry, before + TYPED)
    assert entry.cursor == len(before + TYPED)
    if not untitled:
        journey.until(lambda: journey.desk.library.root == site.root)
        journey.until(lambda: journey.desk.documents.at(ferry))
    journey.desk.recovery.restore(entry)
    journey.until(lambda: journey.document.text == before + TYPED)
    journey.until(lambda: journey.editor.cursor_position() == len(before + TYPED))
    journey.until(lambda: [one.follows for one in kept()] == [entry.ident])
    assert ferry.read_bytes() == FERRY.encode()


def test_killed_at_any_moment_what_is_offered_is_what_was_typed(
    typist: Callable[..., Typist], open_desk: Callable[..., Journey], ferry: Path
) -> None:
    chance = random.Random(7)
    for _round in range(3):
        killed = typist()
        killed.until_typed(chance.randrange(1, len(TYPED)))
        killed.kill()
        assert ferry.read_bytes() == FERRY.encode()
    journey = open_desk(None)
    journey.until(lambda: not journey.desk.tasks.busy)
    for entry in journey.desk.recovery.waiting:
        assert (FERRY + TYPED).startswith(entry.text)
    texts = [entry.text for entry in journey.desk.recovery.waiting]
    assert len(set(texts)) == len(texts)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends programs another way")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_asked_to_end_it_keeps_what_was_typed_a_moment_ago(
    typist: Callable[..., Typist],
    open_desk: Callable[..., Journey],
    site: SiteBuilder,
    ferry: Path,
    number: signal.Signals,
) -> None:
    asked = typist()
    asked.until_typed()
    asked.process.send_signal(number)
    assert asked.gone() == 0
    assert [entry.text for entry in kept()] == [FERRY + TYPED]
    session = platformdirs.user_state_path("copydesk", appauthor=False) / "session.json"
    state = json.loads(session.read_text("utf-8"))
    assert (state["folder"], state["current"]) == (str(site.root), str(ferry))
    assert ferry.read_bytes() == FERRY.encode()
    if number is signal.SIGTERM:
        journey = open_desk(None)
        assert [entry.text for entry in offered(journey)] == [FERRY + TYPED]


def test_two_desks_on_one_folder_keep_apart(
    typist: Callable[..., Typist], journey: Journey, ferry: Path
) -> None:
    """The one in this process is as one begun with --new-window."""
    journey.open("Ferry")
    journey.type("Mine.")
    other = typist()
    other.until_typed()
    journey.until(lambda: len(kept()) == 2)
    other.kill()
    assert {entry.text for entry in kept()} >= {journey.document.text}
    journey.desk.recovery.look_back()
    waiting = offered(journey)
    assert [(FERRY + TYPED).startswith(entry.text) for entry in waiting] == [True]


def test_a_logout_keeps_everything_and_asks_nothing(
    journey: Journey, open_desk: Callable[..., Journey], ferry: Path
) -> None:
    journey.open("Ferry")
    journey.type("Mine.")
    text = journey.document.text
    journey.desk.keep_for_logout()
    assert [entry.text for entry in kept()] == [text]
    journey.press("Ctrl+Q")
    journey.until(lambda: not journey.window.isVisible())
    assert journey.dialog is None
    assert [entry.text for entry in kept()] == [text]
    assert ferry.read_bytes() == FERRY.encode()


def test_a_logout_that_was_called_off_asks_as_ever(journey: Journey) -> None:
    journey.open("Ferry")
    journey.type("Mine.")
    journey.desk.keep_for_logout()
    journey.window.activated.emit()
    asked = journey.when_asked("Escape")
    journey.press("Ctrl+Q")
    journey.until(lambda: asked)
    assert journey.window.isVisible()
