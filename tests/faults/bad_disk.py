"""A real desk on real disks that fail, in a name space of its own where mounting is allowed.

Run as `unshare -Urm python -m tests.faults.bad_disk FOLDER SCENARIO`; prints what the editor saw as
JSON, or nothing of it where the system does not allow such a name space.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.helpers.environment import home_variables, prepare

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.application.desk import Desk
    from copydesk.services.open_document import OpenDocument

_PATIENCE_S = 60.0
TEXT = "---\ntitle: Ferry\n---\n\n" + "The river rose.\n" * 1_500


class Seat:
    """A desk, and what is seen from in front of it."""

    def __init__(self, site: Path) -> None:
        from PySide6.QtWidgets import QApplication

        self.application = QApplication([])
        from copydesk.application.desk import Desk

        self.site = site
        self.notices: list[str] = []
        self.desk: Desk = Desk("light")
        self.desk.notifier.noticed.connect(self._note)
        # Nobody answers here: a question is Escape.
        self.desk.notifier.install(lambda question: question.choices[-1].key, lambda _prompt: None)
        self.desk.middle.show_view("editor")
        self.desk.start(site)
        library = self.desk.library
        self.until(lambda: library.root and not library.loading and library.watch_state != "off")

    def _note(self, notice: Any) -> None:
        self.notices.append(f"{notice.sentence} {notice.next_step}".strip())

    def until(self, condition: Callable[[], object]) -> None:
        from PySide6.QtTest import QTest

        end = time.monotonic() + _PATIENCE_S
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(f"{self.notices}")
            QTest.qWait(10)

    def type_into(self, path: Path, text: str) -> OpenDocument:
        """Opens a post and types at its end."""
        from PySide6.QtTest import QTest

        self.desk.open_post(path)
        self.until(lambda: self.desk.documents.at(path) is not None)
        document = self.desk.documents.at(path)
        assert document is not None
        self.desk.show_document(document)
        editor = self.desk.editors.current_editor
        assert editor is not None
        editor.place_cursor(len(document.text), focus=True)
        for letter in text:
            QTest.keyClick(editor, letter)  # type: ignore[call-overload]  # a letter
        return document

    def save(self, document: OpenDocument) -> None:
        """Saves, and waits for what comes of it."""
        self.desk.documents.save(document)
        self.until(lambda: not self.desk.tasks.busy)

    def journalled(self, text: str) -> bool:
        """Whether the recovery journal holds a text."""
        from copydesk.services.recovery import journal_folder

        return any(text.encode() in path.read_bytes() for path in journal_folder().glob("*/*.post"))


def full(folder: Path) -> dict[str, object]:
    """A disk with room for the post, and none for another copy."""
    mount("-t", "tmpfs", "-o", "size=40k", "tmpfs", str(folder))
    return refused(folder, lambda: mount("-o", "remount,size=4m", str(folder)))


def read_only(folder: Path) -> dict[str, object]:
    """A disk that is made read-only under the desk."""
    mount("--bind", str(folder), str(folder))
    return refused(
        folder,
        lambda: mount("-o", "remount,bind,rw", str(folder)),
        lambda: mount("-o", "remount,bind,ro", str(folder)),
    )


def refused(
    folder: Path, mend: Callable[[], object], harm: Callable[[], object] = lambda: None
) -> dict[str, object]:
    """A save that fails, and one that works once the disk does."""
    post = folder / "ferry.md"
    post.write_text(TEXT)
    seat = Seat(folder)
    harm()
    document = seat.type_into(post, "Mine.")
    seat.save(document)
    seat.until(lambda: seat.notices)
    seat.until(lambda: seat.journalled(TEXT + "Mine."))
    seen = {
        "notices": list(seat.notices),
        "in the window": document.text == TEXT + "Mine." and document.modified,
        "file whole": post.read_text() == TEXT,
        "left behind": [path.name for path in folder.iterdir() if path.name != "ferry.md"],
    }
    mend()
    seat.save(document)
    seat.until(lambda: not document.modified)
    return seen | {"saved in the end": post.read_text() == TEXT + "Mine."}


def unmounted(folder: Path) -> dict[str, object]:
    """A disk that is pulled out and put back."""
    disk = folder.with_name("disk")
    disk.mkdir()
    (disk / "ferry.md").write_text(TEXT)
    mount("--bind", str(disk), str(folder))
    seat = Seat(folder)
    document = seat.type_into(folder / "ferry.md", "Mine.")
    subprocess.run(["umount", "-l", str(folder)], check=True)
    # An empty folder is there now: another one than was opened.
    seat.until(lambda: document.disk_state.value == "deleted")
    seat.save(document)
    seat.until(lambda: seat.journalled("Mine."))
    seen = {
        "notices": list(seat.notices),
        "in the window": document.text == TEXT + "Mine." and document.modified,
        "nothing under the mount": [path.name for path in folder.iterdir()],
    }
    mount("--bind", str(disk), str(folder))
    seat.until(lambda: document.disk_state.value == "same")
    seat.save(document)
    seat.until(lambda: not document.modified)
    return seen | {"saved in the end": (disk / "ferry.md").read_text() == TEXT + "Mine."}


def no_watches(folder: Path) -> dict[str, object]:
    """A system that lets us watch no more folders."""
    for number in range(30):
        (folder / f"posts/{number}").mkdir(parents=True)
        (folder / f"posts/{number}/post.md").write_text(TEXT)
    Path("/proc/sys/user/max_inotify_watches").write_text("10")
    seat = Seat(folder)
    seat.until(lambda: seat.notices)
    path = folder / "posts/7/post.md"
    document = seat.type_into(path, "")
    path.write_text(TEXT + "Theirs.")
    seat.until(lambda: document.text.endswith("Theirs."))
    return {
        "notices": seat.notices,
        "status": " ".join(label.text() for label in labels(seat)),
        "state": seat.desk.library.watch_state,
    }


def labels(seat: Seat) -> list[Any]:
    """The labels of the status bar."""
    from PySide6.QtWidgets import QLabel

    return seat.desk.status.findChildren(QLabel)


def mount(*words: str) -> None:
    """Mounts."""
    subprocess.run(["mount", *words], check=True)


SCENARIOS = {
    "full": full,
    "read-only": read_only,
    "unmounted": unmounted,
    "no watches": no_watches,
}

if __name__ == "__main__":
    place = Path(sys.argv[1])
    prepare()
    os.environ.update(home_variables(place / "home"))
    (place / "site").mkdir()
    answer = SCENARIOS[sys.argv[2]](place / "site")
    print(json.dumps(answer))
    sys.stdout.flush()
    os._exit(0)
