"""Fails a test in which the program logged a warning or worse that the test did not expect."""

from __future__ import annotations

import logging
import re


class LogGuard(logging.Handler):
    """Keeps every record from WARNING up; the test may say which it expects."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._records: list[logging.LogRecord] = []
        self._expected: list[re.Pattern[str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._records.append(record)

    def expect(self, pattern: str) -> None:
        """Allows records in whose message ``pattern`` (a regular expression) is found."""
        self._expected.append(re.compile(pattern))

    @property
    def unexpected(self) -> list[str]:
        """One line for each record nobody expected."""
        return [
            f"{record.levelname} {record.name}: {record.getMessage()}"
            for record in self._records
            if not any(pattern.search(record.getMessage()) for pattern in self._expected)
        ]
