"""Samples, their medians, and the table they end in."""

from __future__ import annotations

import json
import statistics
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(slots=True)
class Figure:
    """One thing measured.

    Attributes:
        name: What was measured.
        samples: In `unit`.
        unit: "ms" or "MB".
        floor: What it is compared with, measured in the same run: a name and its samples.
        target: The most that is wished for, as the median; None for no wish.
        target_p95: The same for the 95th percentile.
        target_ratio: The most that the median may be of the floor's.
        note: What the reader must know.
    """

    name: str
    samples: list[float]
    unit: str = "ms"
    floor: tuple[str, list[float]] | None = None
    target: float | None = None
    target_p95: float | None = None
    target_ratio: float | None = None
    note: str = ""
    met: bool = field(init=False, default=True)

    def __post_init__(self) -> None:
        checks = (
            self.target is None or self.median <= self.target,
            self.target_p95 is None or self.p95 <= self.target_p95,
            self.target_ratio is None or self.ratio is None or self.ratio <= self.target_ratio,
        )
        self.met = all(checks)

    @property
    def median(self) -> float:
        """The middle sample."""
        return statistics.median(self.samples)

    @property
    def p95(self) -> float:
        """The sample that 95 in 100 stay below."""
        ordered = sorted(self.samples)
        return ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]

    @property
    def ratio(self) -> float | None:
        """The median by the floor's."""
        return self.median / statistics.median(self.floor[1]) if self.floor else None

    def row(self) -> list[str]:
        """The figure as cells of the table."""
        compared = ""
        if self.floor and self.ratio is not None:
            floor = _number(statistics.median(self.floor[1]))
            compared = f"{self.ratio:.2f} x {self.floor[0]} ({floor})"
        wishes = [
            f"median <= {self.target:g}" if self.target is not None else "",
            f"p95 <= {self.target_p95:g}" if self.target_p95 is not None else "",
            f"<= {self.target_ratio:g} x" if self.target_ratio is not None else "",
        ]
        wish = ", ".join(filter(None, wishes))
        verdict = ("met" if self.met else "MISSED") if wish else ""
        cells = [
            self.name,
            _number(self.median),
            _number(self.p95),
            self.unit,
            str(len(self.samples)),
        ]
        return [*cells, compared, wish, verdict]

    def as_dict(self) -> dict[str, object]:
        """The figure for `bench.json`."""
        return {
            "name": self.name,
            "unit": self.unit,
            "median": round(self.median, 3),
            "p95": round(self.p95, 3),
            "samples": [round(sample, 3) for sample in self.samples],
            "floor": self.floor[0] if self.floor else None,
            "floor_median": round(statistics.median(self.floor[1]), 3) if self.floor else None,
            "ratio": round(self.ratio, 3) if self.ratio is not None else None,
            "target_median": self.target,
            "target_p95": self.target_p95,
            "target_ratio": self.target_ratio,
            "met": self.met,
            "note": self.note,
        }


def _number(value: float) -> str:
    """What takes less than a millisecond is told apart by its hundredths."""
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


_HEAD = ["what", "median", "p95", "unit", "n", "compared with", "target", ""]


def table(figures: list[Figure]) -> str:
    """The figures as aligned text."""
    rows = [_HEAD, *(figure.row() for figure in figures)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(_HEAD))]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if 1 <= i <= 2 else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    notes = [f"{figure.name}: {figure.note}" for figure in figures if figure.note]
    return "\n".join([*lines, "", *notes])


def write_json(figures: list[Figure], path: Path, machine: dict[str, object]) -> None:
    """Writes everything measured."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = {"machine": machine, "figures": [figure.as_dict() for figure in figures]}
    path.write_text(json.dumps(data, indent=1) + "\n", "utf-8")
