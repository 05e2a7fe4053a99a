"""Numbers as posts write them: read, and stepped without losing how they are written."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation, localcontext
from math import ceil, floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.core.site.field import Field

# What every reader of YAML, TOML and JSON takes for the same number: no octal "0755", no "1e3",
# no "1_000".
_NUMBER = re.compile(r"[-+]?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
# Longer ones are no numbers that anybody counts with, and slow to reckon.
_MOST_DIGITS = 60


def number_of(text: str) -> int | float | None:
    """The number that a text is, read the same by every reader; None where it is none."""
    text = text.strip()
    if not _NUMBER.fullmatch(text) or len(text) > _MOST_DIGITS:
        return None
    return float(text) if "." in text else int(text)


def stepped_number(text: str, field: Field, by: int) -> str | None:
    """The next number of a field's steps, with as many decimals as are written.

    Args:
        text: What stands there; empty counts from the least number that may stand there, or 0.
        field: Its step is 1 where it has none; its limits are kept.
        by: How many steps, negative for back.

    Returns:
        The new number as text; None where there is none to go to.
    """
    if text.strip() and number_of(text) is None:
        return None
    with localcontext() as context:
        context.prec = 2 * _MOST_DIGITS
        try:
            new = _stepped(text.strip(), field, by)
        except (InvalidOperation, OverflowError):
            return None
    return new if new is not None and number_of(new) is not None else None


def _stepped(text: str, field: Field, by: int) -> str | None:
    step = (_decimal(field.step) if field.step and field.step > 0 else None) or Decimal(1)
    least, most = _decimal(field.minimum), _decimal(field.maximum)
    base = (least or Decimal(0)) if field.step else Decimal(0)
    if not text:
        new = by * step if least is None else least
        if not _holds(new, field):
            new += step
    elif field.step:
        # A number off the steps goes to the next one on that side, as a browser's field does.
        places = (Decimal(text) - base) / step
        new = base + step * (floor(places + by) if by > 0 else ceil(places + by))
    else:
        new = Decimal(text) + by
    if not _holds(new, field):
        edge = least if by < 0 else most
        if edge is None or not _holds(edge, field) or (text and Decimal(text) == edge):
            return None
        new = edge
    decimals = max(_decimals(text), _decimals(format(step, "f")) if field.step else 0)
    decimals = max(decimals, _decimals(format(new.normalize(), "f")))
    return f"{new:.{decimals}f}"


def _decimal(number: float | None) -> Decimal | None:
    if number is None:
        return None
    # A limit of 0.0 is 0: a whole number steps on as a whole number.
    return Decimal(int(number) if float(number).is_integer() else str(number))


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])


def _holds(number: Decimal, field: Field) -> bool:
    least, most = _decimal(field.minimum), _decimal(field.maximum)
    if least is not None and (number < least or (field.exclusive_minimum and number == least)):
        return False
    return most is None or not (number > most or (field.exclusive_maximum and number == most))
