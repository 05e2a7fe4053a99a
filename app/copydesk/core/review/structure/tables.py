"""Tables whose rows differ in length, and tables that are shown as text."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from copydesk.core.review.finding import Fix, Found, Severity
from copydesk.core.review.rule import Example, Family, Rule
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span, newline_near

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.markup.manuscript import Passage
    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options

_LINE = re.compile(r"[^\r\n]+")
_RULE_LINE = re.compile(r"[ \t>]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_ROW = re.compile(r"[ \t]*\|[^\r\n]*\|[ \t]*")
_LEAD = re.compile(r"[ \t>]*")


def cells_of(row: str) -> list[Span]:
    """Where the cells of a row are, without the signs that part them.

    A sign after a backslash parts nothing; one inside code does, as in GFM 0.29, section 4.10.
    """
    lead = _LEAD.match(row)
    start = lead.end() if lead else 0
    end = len(row.rstrip())
    if row[start : start + 1] == "|":
        start += 1
    if end > start and row[end - 1] == "|" and not _escaped(row, end - 1):
        end -= 1
    cells, at = [], start
    for position in range(start, end):
        if row[position] == "|" and not _escaped(row, position):
            cells.append(Span(at, position))
            at = position + 1
    cells.append(Span(at, max(at, end)))
    return cells


def _escaped(row: str, position: int) -> bool:
    slashes = 0
    while position > slashes and row[position - slashes - 1] == "\\":
        slashes += 1
    return slashes % 2 == 1


def _rows(draft: Draft, _options: Options) -> Iterator[Found]:
    header = 0
    for token in draft.manuscript.tokens:
        if token.type != "tr_open" or not token.map:
            if token.type == "table_open":
                header = 0
            continue
        span = draft.manuscript.lines(token.map[0], token.map[0] + 1)
        row = span.of(draft.text)
        cells = cells_of(row)
        if not header:
            header = len(cells)
        elif len(cells) > header:
            yield from _too_many(span, row, cells, header)
        elif len(cells) < header and not _means_it(draft, row, header - len(cells)):
            yield _too_few(span, row, cells, header)


def _means_it(draft: Draft, row: str, missing: int) -> bool:
    """Whether a row that is too short is one only by the letter.

    One that ends with a sign and starts without ends in an empty cell. Python-Markdown parts no
    cells inside code, so that there a row with code can't be counted.
    """
    if missing == 1 and row.rstrip().endswith("|") and not row.lstrip(" \t>").startswith("|"):
        return True
    return draft.facts.site.engine == "python-markdown" and "`" in row


def _too_many(span: Span, row: str, cells: list[Span], header: int) -> Iterator[Found]:
    lost = [cell for cell in cells[header:] if cell.of(row).strip()]
    if not lost:
        return  # nothing that anybody would miss
    words = lost[0].of(row).strip()
    words = words if len(words) <= 40 else words[:39] + "…"
    yield Found(
        Span(span.start + cells[header].start, span.start + cells[-1].end),
        "The row has more cells than the table has columns",
        f"There are {header} columns; “{words}” is not shown.",
    )


def _too_few(span: Span, row: str, cells: list[Span], header: int) -> Found:
    missing = header - len(cells)
    end = span.start + len(row.rstrip())
    closed = row.rstrip().endswith("|")
    more = ("" if closed else " |") + "  |" * missing
    return Found(
        span,
        f"The row has {len(cells)} {'cell' if len(cells) == 1 else 'cells'}, not {header}",
        "The cells that are missing are shown empty, at the row’s end.",
        (Fix("Add empty cells", (TextEdit(end, end, more),)),),
    )


def _as_text(draft: Draft, _options: Options) -> Iterator[Found]:
    for passage in draft.manuscript.passages:
        if passage.kind != "paragraph" or "|" not in passage.words.text:
            continue
        lines = [
            Span(match.start(), match.end())
            for match in _LINE.finditer(draft.text, passage.span.start, passage.span.end)
        ]
        yield from _table_in(draft, passage, lines)


def _table_in(draft: Draft, passage: Passage, lines: list[Span]) -> Iterator[Found]:
    text = draft.text
    for head, rule in pairwise(lines):
        if not _RULE_LINE.fullmatch(text, rule.start, rule.end) or "|" not in rule.of(text):
            continue
        columns, rules = len(cells_of(head.of(text))), len(cells_of(rule.of(text)))
        if "|" not in head.of(text) or columns == rules:
            continue
        if columns < rules and draft.facts.site.generator == "hugo":
            continue  # its goldmark fills up the first row
        yield _uneven_rule(draft, Span(head.start, passage.span.end), rule, columns, rules)
        return
    rows = [line for line in lines if _ROW.fullmatch(text, line.start, line.end)]
    if len(rows) < 2 or len(rows) != len(lines) or passage.within:
        return
    counts = {len(cells_of(row.of(text))) for row in rows}
    if len(counts) != 1 or counts == {1}:
        return
    newline = newline_near(text, rows[1].start)
    between = "|" + "---|" * counts.pop() + newline
    yield Found(
        passage.span,
        "The table is shown as text",
        "A line of dashes under the first row makes a table of it.",
        (Fix("Add the line", (TextEdit(rows[1].start, rows[1].start, between),)),),
    )


def _uneven_rule(draft: Draft, whole: Span, rule: Span, columns: int, rules: int) -> Found:
    source = rule.of(draft.text)
    end = rule.start + len(source.rstrip())
    if rules < columns:
        more = "---|" if source.rstrip().endswith("|") else "|---"
        edit = TextEdit(end, end, more * (columns - rules))
    else:
        last = cells_of(source)[columns - 1]
        closing = "|" if source.rstrip().endswith("|") else ""
        edit = TextEdit(rule.start + last.end, end, closing)
    return Found(
        whole,
        "The table is shown as text",
        f"Its first row has {columns} cells and the line of dashes {rules}.",
        (Fix("Make the line as long as the row", (edit,)),),
    )


RULES = (
    Rule(
        id="table-rows",
        family=Family.STRUCTURE,
        title="Rows of a table that are longer or shorter than its first",
        why="Cells that are too many are not shown; a missing one moves all others.",
        severity=Severity.WARNING,
        check=_rows,
        example=Example(
            bad="---\ntitle: Ferries\n---\n| Port | Boats |\n|---|---|\n| Oban |\n",
            good="---\ntitle: Ferries\n---\n| Port | Boats |\n|---|---|\n| Oban |  |\n",
        ),
    ),
    Rule(
        id="table-as-text",
        family=Family.STRUCTURE,
        title="A table that is shown as text",
        why="Readers see lines of signs in place of a table.",
        severity=Severity.ERROR,
        check=_as_text,
        example=Example(
            bad="---\ntitle: Ferries\n---\n| Port | Boats |\n|---|\n| Oban | 4 |\n",
            good="---\ntitle: Ferries\n---\n| Port | Boats |\n|---|---|\n| Oban | 4 |\n",
        ),
    ),
)
