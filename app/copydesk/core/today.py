"""What day it is."""

from __future__ import annotations

import datetime as dt
import os

_FIXED = "SOURCE_DATE_EPOCH"


def today() -> dt.date:
    """The local day, or that of SOURCE_DATE_EPOCH.

    The variable is the time, in seconds since 1970, in whose place nothing that is built may use
    the real one (https://reproducible-builds.org/specs/source-date-epoch/): with it, a picture of
    the desk is the same whenever it is taken.
    """
    fixed = os.environ.get(_FIXED, "")
    if fixed.isdecimal():
        return dt.datetime.fromtimestamp(int(fixed), dt.UTC).date()
    return dt.datetime.now().astimezone().date()
