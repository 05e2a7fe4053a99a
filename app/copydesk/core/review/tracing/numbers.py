"""Traces the numbers of a draft to its sources: by what they amount to, not by how they look."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import islice
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from copydesk.core.review.tracing.claim import Claim, ClaimKind, Verdict
from copydesk.core.review.tracing.nearest import Around, Stated, Statements
from copydesk.core.review.tracing.number_forms import NumberFound, numbers_in
from copydesk.core.review.tracing.number_tables import with_table_scales
from copydesk.core.review.tracing.sentences import sentence_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.review.tracing.context import Run, TracingContext

# Found on the labelled set (tests/tracing): how alike the words around two unequal numbers must
# be, for numbers near each other and for any.
_ALIKE_NEAR = 0.32
_ALIKE_ANY = 0.55
# The same figures in another order, or a nought too many: mostly a slip, the surer the more
# figures there are.
_ALIKE_SLIP = {2: 0.22, 3: 0.1}
_SLIP = 0.35
# The same figure of another measure or currency.
_SAME = 0.5
_ALIKE_SAME = 0.2
# Ten times as much is one nought too many; more is another number.
_SLIP_RATIO = Decimal("0.09")
# A number that the draft has elsewhere is less likely the one that is meant here.
_KEPT = 0.2
_KEPT_SLIP = 0.05
# A table may have a nought at thousands of places; the first ones do to show where it stands.
_MOST_COMPARED = 100
# A tenth off is near: 850,000 and 900,000.
_NEAR_RATIO = Decimal("0.8")


@dataclass(frozen=True)
class _Found:
    run: Run
    number: NumberFound


def trace_numbers(context: TracingContext) -> Iterator[Claim]:
    """A claim for every number of the draft."""
    found = [_Found(run, number) for run in context.runs for number in numbers_in(run.text)]
    if not found:
        return
    statements: Statements[NumberFound] = Statements(context)
    for source in context.sources:
        for number in with_table_scales(source.text, numbers_in(source.text)):
            statements.add(number, source, number.span)
    by_value: dict[Decimal, list[Stated[NumberFound]]] = {}
    by_figures: dict[str, list[Stated[NumberFound]]] = {}
    for stated in statements.all:
        by_figures.setdefault(_slip_key(stated.value), []).append(stated)
        for value in _values(stated.value):
            by_value.setdefault(value.normalize(), []).append(stated)
    kept = {one.number.value.normalize() for one in found}
    for one in found:
        around = statements.around(one.run, one.number.span)
        same = _equal(one, by_value, around)
        best = None
        if same is None:
            slips = by_figures.get(_slip_key(one.number), [])
            best = _altered(one, around, slips, kept, _beside(one, found))
            if best is None and one.number.unit == "ordinal":
                continue  # "the 19th century" seldom comes from a source
        yield _claim(context, one, same, best)


def _values(number: NumberFound) -> list[Decimal]:
    return [number.value] if number.other is None else [number.value, number.other]


def _equal(
    one: _Found, by_value: dict[Decimal, list[Stated[NumberFound]]], around: Around[NumberFound]
) -> Stated[NumberFound] | None:
    """Where a source has the same amount: of several places, the one most alike."""
    equal = (
        stated
        for value in _values(one.number)
        for stated in by_value.get(value.normalize(), ())
        if _compatible(one.number, stated.value)
    )
    same = list(islice(equal, _MOST_COMPARED))
    if not same:
        same = [
            stated
            for stated in (each for group in by_value.values() for each in group)
            if _same_otherwise(one.number, stated.value)
        ]
    return max(same, key=around.of, default=None)


def _compatible(ours: NumberFound, theirs: NumberFound) -> bool:
    """Whether equal values are equal amounts."""
    if ours.measure and theirs.measure and ours.measure != theirs.measure:
        return False
    if ours.currency and theirs.currency:
        return ours.currency == theirs.currency
    loose = {"plain", "ordinal", "money"}
    if ours.unit != theirs.unit and not {ours.unit, theirs.unit} <= loose:
        return {ours.unit, theirs.unit} == {"percent", "points"} and False
    return True


def _same_otherwise(ours: NumberFound, theirs: NumberFound) -> bool:
    """Rounded where the draft says so; a fraction as per cent."""
    if {ours.unit, theirs.unit} == {"fraction", "percent"}:
        part, percent = (ours, theirs) if ours.unit == "fraction" else (theirs, ours)
        return abs(part.value * 100 - percent.value) < Decimal("0.5")
    if not ours.approximate or not _compatible(ours, theirs) or ours.unit == "fraction":
        return False
    step = Decimal(1).scaleb(_last_digit(ours.value))
    if step < 10 and ours.value == ours.value.to_integral_value():
        return False
    return (theirs.value / step).quantize(Decimal(1), ROUND_HALF_UP) * step == ours.value


def _last_digit(value: Decimal) -> int:
    """The power of ten of the last digit that isn't nought: 5 for 1,400,000."""
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _claim(
    context: TracingContext,
    one: _Found,
    same: Stated[NumberFound] | None,
    best: Stated[NumberFound] | None,
) -> Claim:
    span = one.run.span(one.number.span.start, one.number.span.end)
    text = span.of(context.draft)
    if same:
        return Claim(ClaimKind.NUMBER, text, span, Verdict.VERBATIM, same.place)
    if best:
        sentence = f"The source says {' '.join(best.place.text.split())}."
        return Claim(ClaimKind.NUMBER, text, span, Verdict.ALTERED, best.place, sentence=sentence)
    sentence = "No source has this number."
    return Claim(ClaimKind.NUMBER, text, span, Verdict.NOT_FOUND, sentence=sentence)


def _beside(one: _Found, found: list[_Found]) -> set[Decimal]:
    """The values of the other numbers in the same sentence of the draft."""
    sentence = sentence_at(one.run.sentences, one.number.span.start)
    return {
        other.number.value.normalize()
        for other in found
        if other is not one
        and other.run is one.run
        and sentence.start <= other.number.span.start < sentence.end
    }


def _altered(
    one: _Found,
    around: Around[NumberFound],
    slips: list[Stated[NumberFound]],
    kept: set[Decimal],
    beside: set[Decimal],
) -> Stated[NumberFound] | None:
    """The number that a source gives for the same thing."""
    best: tuple[float, Stated[NumberFound]] | None = None
    candidates = {id(stated): (alike, stated) for alike, stated in around.alike()}
    for stated in slips:
        candidates.setdefault(id(stated), (0.0, stated))
    for alike, stated in candidates.values():
        value = stated.value.value.normalize()
        if value in beside or not _comparable(one.number, stated.value):
            continue
        near = _nearness(one.number.value, stated.value.value)
        slip = near >= _SLIP
        need = _ALIKE_NEAR if near else _ALIKE_ANY
        if near == _SAME:
            need = _ALIKE_SAME
        elif slip:
            need = _ALIKE_SLIP.get(len(_slip_key(one.number)), 0.0)
        if value in kept:
            need += _KEPT_SLIP if slip else _KEPT
        if alike < need:
            continue
        rank = alike + near
        if best is None or rank > best[0]:
            best = rank, stated
    return best[1] if best else None


def _comparable(ours: NumberFound, theirs: NumberFound) -> bool:
    if ours.unit == theirs.unit:
        return True
    return {ours.unit, theirs.unit} <= {"plain", "money"} or (
        {ours.unit, theirs.unit} <= {"percent", "points", "fraction"}
    )


def _nearness(ours: Decimal, theirs: Decimal) -> float:
    """0 for numbers that have nothing in common; else how easily one is taken for the other."""
    if ours == theirs:
        return _SAME
    a, b = _figures(ours), _figures(theirs)
    ratio = min(abs(ours), abs(theirs)) / max(abs(ours), abs(theirs)) if ours and theirs else 0
    if _nonzero(a) == _nonzero(b) and len(_nonzero(a)) > 1 and ratio > _SLIP_RATIO:
        return _SLIP
    if ratio >= _NEAR_RATIO:
        return 0.2 + float(ratio) / 10
    if a == b and ratio > _SLIP_RATIO:
        return 0.25  # a nought too many or too few
    if len(a) == len(b) > 1 and OSA.distance(a, b) == 1:
        return 0.25
    if max(abs(ours), abs(theirs)) <= 12 and abs(ours - theirs) <= 2:
        return 0.15
    return 0.0


def _figures(value: Decimal) -> str:
    """The figures without noughts around them: "23" for 2,300,000 and for 0.23."""
    return "".join(map(str, value.normalize().as_tuple().digits))


def _nonzero(figures: str) -> str:
    """The figures in order of size, noughts left out: what a slip of the keys keeps."""
    return "".join(sorted(figures.replace("0", "")))


def _slip_key(number: NumberFound) -> str:
    return _nonzero(_figures(number.value))
