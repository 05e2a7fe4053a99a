"""The table “faults × outcomes” at the end of a run, and build/faults.json with the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

PROPERTY = "fault"
"""The user property of a test that holds one row."""
DEFAULT_KILLS = 200


class Row(TypedDict):
    """One line of the table.

    Attributes:
        fault: What was done to the desk.
        times: How often.
        outcome: What held.
        details: Figures by name, for information.
    """

    fault: str
    times: int
    outcome: str
    details: dict[str, str]


def add_options(parser: pytest.Parser) -> None:
    """The options of the fault suite."""
    group = parser.getgroup("faults", "the fault suite (tests/faults)")
    group.addoption(
        "--kills", type=int, default=DEFAULT_KILLS, help="how often the desk is killed in all"
    )
    group.addoption(
        "--fault-seed", type=int, default=None, help="repeats the choices of an earlier run"
    )


class FaultTable:
    """Gathers the rows of all workers and prints them."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._rows: list[tuple[Row, bool]] = []
        self._failed: list[str] = []
        self._seconds = 0.0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Takes the rows of one test."""
        if "tests/faults/" not in report.nodeid:
            return
        self._seconds += report.duration
        if report.when != "call":
            return
        rows = [value for name, value in report.user_properties if name == PROPERTY]
        self._rows += [(row, report.passed) for row in rows]  # type: ignore[misc]  # as recorded
        if report.failed and not rows:
            self._failed.append(report.nodeid.rpartition("::")[2])

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Prints and writes."""
        if not self._rows and not self._failed:
            return
        rows = sorted(_together(self._rows), key=lambda row: row[0]["fault"])
        widest = max((len(row["fault"]) for row, _held in rows), default=10)
        terminalreporter.section("faults × outcomes")
        for row, held in rows:
            details = "; ".join(f"{name} {value}" for name, value in row["details"].items())
            line = f"{row['fault']:<{widest}}  {row['times']:>6} ×  "
            line += row["outcome"] if held else "DID NOT HOLD"
            terminalreporter.write_line(line + (f"  ({details})" if details else ""))
        for name in self._failed:
            terminalreporter.write_line(f"{name}: failed before it had an outcome")
        terminalreporter.write_line(f"in {self._seconds:.0f} s of test time")
        build = self._root / "build"
        build.mkdir(exist_ok=True)
        table = {
            "seconds": round(self._seconds, 1),
            "failed": self._failed,
            "faults": [{**row, "held": held} for row, held in rows],
        }
        text = json.dumps(table, indent=1, ensure_ascii=False)
        (build / "faults.json").write_text(text + "\n", encoding="utf-8")


def _together(rows: list[tuple[Row, bool]]) -> list[tuple[Row, bool]]:
    """Rows of one fault as one: the parts of a test that is spread over several workers."""
    joined: dict[str, tuple[Row, bool]] = {}
    for row, held in rows:
        if row["fault"] not in joined:
            joined[row["fault"]] = row, held
            continue
        first, first_held = joined[row["fault"]]
        details = dict(first["details"])
        for name, value in row["details"].items():
            details[name] = _sum(details[name], value) if name in details else value
        both = Row(
            fault=row["fault"],
            times=first["times"] + row["times"],
            outcome=first["outcome"],
            details=details,
        )
        joined[row["fault"]] = both, held and first_held
    return list(joined.values())


def _sum(one: str, other: str) -> str:
    if one.isdecimal() and other.isdecimal():
        return str(int(one) + int(other))
    return one if one == other else f"{one}, {other}"
