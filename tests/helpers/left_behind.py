"""Unsaved posts as a desk leaves them that was killed in the midst of writing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_WRITE_AND_DIE = """
import json, os, signal, sys
from datetime import datetime
from pathlib import Path
from copydesk.core.posts.encoding import TextFormat
from copydesk.core.storage.fingerprint import digest
from copydesk.core.storage.journal import Journal
from copydesk.core.storage.journal_entry import JournalEntry
from copydesk.services.recovery import journal_folder

journal = Journal(journal_folder())
for number, (path, text, name, root) in enumerate(json.loads(sys.stdin.read()), start=1):
    file = Path(path) if path else None
    journal.write(JournalEntry(
        ident=f"{number:032x}",
        number=number,
        path=file,
        name=name,
        text=text,
        text_format=TextFormat(),
        base_digest=digest(file.read_bytes()) if file and file.is_file() else None,
        cursor=len(text),
        root=Path(root) if root else None,
        when=datetime.now().astimezone(),
    ))
if hasattr(signal, "SIGKILL"):
    os.kill(os.getpid(), signal.SIGKILL)
os._exit(1)
"""


def leave_behind(*posts: tuple[Path | None, str], root: Path | None = None) -> None:
    """Has a process write these texts, and kills it; a post without a path was never saved."""
    rows = [
        [
            None if path is None else str(path),
            text,
            f"Untitled {number}" if path is None else path.name,
            None if root is None else str(root),
        ]
        for number, (path, text) in enumerate(posts, start=1)
    ]
    done = subprocess.run(
        [sys.executable, "-c", _WRITE_AND_DIE],
        input=json.dumps(rows),
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert not done.stderr, done.stderr
