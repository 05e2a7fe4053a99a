"""What the program sees to before there is a window."""

from __future__ import annotations

import os
import subprocess
import sys

from copydesk.core.reports.report import log_folder, report_folder
from tests.helpers.secret import SECRET, traces_of

_FAILS_TO_START = """
import sys
from copydesk.application.start import _watch_itself
from copydesk.core.storage.fingerprint import read_file
import logging
_watch_itself()
logging.getLogger("copydesk.try").error("it goes wrong with %s", sys.argv[1])
read_file(__import__("pathlib").Path(sys.argv[1]))
"""


def test_a_start_that_fails_leaves_a_report_and_a_line_in_the_log() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _FAILS_TO_START, SECRET],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    (report,) = report_folder().iterdir()
    written = report.read_bytes()
    assert b"copydesk.core.errors.StorageError" in written
    log = (log_folder() / "copydesk.log").read_bytes()
    assert b"it goes wrong with [" in log
    assert not traces_of(SECRET, written + log)
    # It did not crash: nothing else is left to be found at the next start.
    assert {path.name for path in log_folder().iterdir()} == {"reports", "copydesk.log"}
