"""Numbers in English prose: in figures and words, with what they count in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from copydesk.core.review.tracing.date_forms import dates_in
from copydesk.core.review.tracing.number_marks import (
    CURRENCIES,
    is_label,
    masked,
    measure_after,
    money_after,
    names_before,
)
from copydesk.core.review.tracing.number_words import (
    SCALES,
    STARTING_WORDS,
    WordParser,
    words_ahead,
)
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NumberUnit = Literal["plain", "percent", "points", "money", "fraction", "ordinal"]

# Longer ones are codes, not quantities.
_MOST_DIGITS = 24
_SIGN = "|".join(re.escape(sign) for sign in sorted(CURRENCIES, key=len, reverse=True))
_FIGURE = re.compile(
    rf"(?P<sign>(?:{_SIGN})[ \u00a0\u202f\u2009]?)?"
    r"(?P<minus>(?<![\w)])[-\u2212])?"
    r"(?:"
    r"(?P<dotted>\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,})(?![\d.,]\d)"
    r"|(?P<grouped>\d{1,3}(?:,\d{2,3})*,\d{3}|\d{1,3}(?:[\u2009\u202f\u00a0'’]\d{3})+"
    r"|\d{1,3}(?: \d{3}){2,})(?P<rest>\.\d+)?(?!\d)"
    r"|(?P<plain>\d+(?:\.\d+)?)"
    r")(?P<part>[½¼¾⅓⅔])?"
)
_PARTS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.3333", "⅔": "0.6667", "": "0"}
_GLUED = re.compile(
    r"(?:k|m|mn|mln|bn|b|tn|trn|cr|lakhs?|crores?|lacs?)\b(?![’'])|(?:k|m|bn|cr|tn)(?=-)",
    re.IGNORECASE,
)
_ENDING = re.compile(r"(?:st|nd|rd|th)\b")
_PERCENT = re.compile(
    r"[ \u00a0\u202f-]?(?:%|per[ \u00a0-]?cent(?:age)?\b|percent\b|pc\b|p\.c\.|percentage\b)"
    r"(?P<points>[ -](?:age )?points?\b)?",
    re.IGNORECASE,
)
_WORDS = re.compile(
    rf"(?<![\w’'])(?:{'|'.join(STARTING_WORDS)}|an?(?=[ ](?:hundred|thousand|million|billion"
    r"|trillion|lakh|crore|dozen|quarter|third|fifth|fourth|sixth|seventh|eighth|tenth)\b))\b(?![’']s)",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"(?:\b(?:about|around|some|nearly|almost|roughly|approximately|approx\.?|over|under|up to|than"
    r"|close to|near|estimated|at least|at most|above|below|exceed(?:ed|ing|s)?|past|circa|c\."
    r"|maximum of|minimum of|touching)|[~≈])\s*(?:an?|the)?\s*$",
    re.IGNORECASE,
)
_NEAR_AFTER = re.compile(r"(?:-odd|-plus|\+| or (?:so|more|fewer|less)\b| plus\b)", re.IGNORECASE)
_HOUR = re.compile(
    r"[ -]?o[’']clock\b|(?: (?:thirty|fifteen))? (?:in the (?:morning|afternoon|evening)|at night"
    r"|[ap]\.?m\b)"
)
_RANGE = re.compile(r"[ \u00a0]?(?:[-–—±]|to|and|or|\+/-|plus or minus)[ \u00a0]?")
_CENT = Decimal("0.01")
_MARGIN = ("±", "+/-", "plus or minus")
_CENTS = re.compile(r"[ \u00a0]?¢|[ \u00a0-](?:cents?|pence|paise)\b", re.IGNORECASE)
_GLUED_BEFORE = re.compile(r"[^\W\d_][-‑]?$|[#@_/\\=&]$|[\d\s][.,:/]$")
# A unit that may stand glued to a figure: "10km", "20C", "5ft".
_UNIT_GLUED = re.compile(
    r"(?:km|cm|mm|nm|m|ft|in|mph|kmph|kph|kg|g|mg|lb|lbs|st|oz|t|l|ml|cl|ha|pc|MW|GW|kW|kWh|MWh|TWh|GWh"
    r"|GB|MB|TB|KB|Hz|MHz|GHz|C|p|c|hrs?|mins?|secs?|yrs?|sq|cc|bhp|hp|am|pm|s|d)\b|°|º"
)


@dataclass(frozen=True, slots=True)
class NumberFound:
    """One number.

    Attributes:
        span: Where, in the text that was searched; with its currency, scale and "per cent".
        value: What it amounts to, scale taken in; 34 for "34 per cent".
        unit: What kind of number it is.
        approximate: Whether words around it leave room: "about", "more than".
        currency: ISO 4217 of an amount of money; "" for others.
        measure: What it measures in, in the singular: "km", "week"; "" for none known.
        other: What else it may amount to: "5m" without a currency.
    """

    span: Span
    value: Decimal
    unit: NumberUnit = "plain"
    approximate: bool = False
    currency: str = ""
    measure: str = ""
    other: Decimal | None = None


def numbers_in(text: str, outside: Iterable[Span] | None = None) -> tuple[NumberFound, ...]:
    """The numbers of a text, in order, that say how many or how much.

    What belongs to dates, times, addresses, telephone numbers and names ("Article 370", "A380") is
    left out; so is "one", which mostly counts nothing, and words for an order ("third").

    Args:
        text: Plain prose.
        outside: Where dates stand; None to look for them.
    """
    if outside is None:
        outside = [date.span for date in dates_in(text)]
    clear = masked(text, outside)
    found = [*_figures(clear), *_in_words(clear)]
    found.sort(key=lambda number: number.span)
    return tuple(_joined(clear, found))


def _figures(text: str) -> Iterator[NumberFound]:
    end = 0
    for match in _FIGURE.finditer(text):
        if match.start() >= end:
            number = _figure(text, match)
            if number is not None:
                end = number.span.end
                yield number


def _figure(text: str, match: re.Match[str]) -> NumberFound | None:
    sign = (match["sign"] or "").strip()
    start, end = match.span()
    if sign and sign[0].isalpha() and start and text[start - 1].isalpha():
        sign, start = "", match.start() + len(match["sign"])
    before = text[max(0, start - 40) : start]
    if not sign and (_GLUED_BEFORE.search(before) or is_label(before)):
        return None
    if sum(letter.isdigit() for letter in match.group()) > _MOST_DIGITS:
        return None
    value = _value(match)
    ending = _ENDING.match(text, end)
    if ending:
        if before.endswith(("on the ", "by the ", "until the ", "from the ")):
            return None  # a day
        return NumberFound(Span(start, ending.end()), value, "ordinal")
    number = NumberFound(Span(start, end), value)
    glued = _GLUED.match(text, end)
    if glued:
        number = _with_glued(number, glued, money=bool(sign))
    elif (end < len(text) and text[end].isalpha() and not _UNIT_GLUED.match(text, end)) or (
        names_before(before) and value < 10_000 and not sign and match["plain"]
    ):
        return None
    return _with_unit(text, _with_scale(text, number), CURRENCIES.get(sign, ""))


def _value(match: re.Match[str]) -> Decimal:
    if match["dotted"]:
        digits = match["dotted"].replace(".", "").replace(",", ".")
    elif match["grouped"]:
        digits = re.sub(r"\D", "", match["grouped"]) + (match["rest"] or "")
    else:
        digits = match["plain"]
    value = Decimal(digits) + Decimal(_PARTS[match["part"] or ""])
    return -value if match["minus"] else value


def _with_glued(number: NumberFound, glued: re.Match[str], *, money: bool) -> NumberFound:
    word = glued.group().lower()
    scaled = number.value * SCALES[word]
    span = Span(number.span.start, glued.end())
    if word in ("m", "b") and not money:  # metres; bits
        return replace(number, span=span, other=scaled)
    return replace(number, span=span, value=scaled)


def _with_scale(text: str, number: NumberFound) -> NumberFound:
    """With the scale that follows in words: "1.5 lakh crore", "2 million"."""
    at = number.span.end
    gap = re.compile(r"[ \u00a0\u202f-]").match(text, at)
    if not gap:
        return number
    words = words_ahead(text, gap.end(), 8)
    lower = [word.group().lower() for word in words]
    if not lower or lower[0] not in SCALES or lower[0] in ("k", "b"):
        return number
    if lower[0] == "m":  # "£5 m"; "5 m" are metres
        return replace(
            number, span=Span(number.span.start, words[0].end()), other=number.value * SCALES["m"]
        )
    parser = WordParser(lower)
    value = parser.scaled(number.value)
    if parser.at == 0:
        return number
    end = words[parser.at - 1].end()
    return replace(number, value=value, span=Span(number.span.start, end))


def _with_unit(text: str, number: NumberFound, currency: str) -> NumberFound:
    start, end = number.span.start, number.span.end
    percent = None if currency else _PERCENT.match(text, end)
    cents = None if currency else _CENTS.match(text, end)
    if cents:  # "43 cents" are $0.43
        span = Span(start, cents.end())
        number = replace(number, value=number.value * _CENT, other=None, unit="money", span=span)
    elif percent:
        unit: NumberUnit = "points" if percent["points"] else "percent"
        number = replace(number, unit=unit, span=Span(start, percent.end()))
    else:
        after = money_after(text, end)
        if currency or after:
            if number.other is not None:
                number = replace(number, value=number.other, other=None)
            span = Span(start, after[1]) if after else number.span
            number = replace(
                number, unit="money", currency=currency or (after[0] if after else ""), span=span
            )
        else:
            number = replace(number, measure=measure_after(text, end))
    before = text[max(0, start - 24) : start]
    near = (before[-1:].isspace() or before.endswith(("~", "≈"))) and _NEAR.search(before)
    near = near or _NEAR_AFTER.match(text, number.span.end)
    return replace(number, approximate=bool(near))


def _in_words(text: str) -> Iterator[NumberFound]:
    end = 0
    for match in _WORDS.finditer(text):
        if match.start() < end:
            continue
        before = text[max(0, match.start() - 40) : match.start()]
        words = words_ahead(text, match.start())
        lower = [word.group().lower() for word in words]
        parser = WordParser(lower)
        value = parser.number()
        if value is None or parser.at == 0:
            continue
        last = words[parser.at - 1].end()
        end = last
        if _counts_nothing(text, lower[: parser.at], before, last) or is_label(before):
            continue
        if parser.fraction:
            yield NumberFound(Span(match.start(), last), value, "fraction")
        else:
            yield _with_unit(text, NumberFound(Span(match.start(), last), value), "")


def _counts_nothing(text: str, words: list[str], before: str, end: int) -> bool:
    if words in (["one"], ["zero"]):
        return True
    after = text[end : end + 24]
    if _HOUR.match(after) or before.endswith((" past ", "quarter to ")):
        return True
    # "Twenty-first", "seven-a-side", "two's".
    if re.match(r"-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|a-side)", after):
        return True
    return bool(re.search(r"[^\W\d_]-$", before)) and not re.search(r"\b(?:all|some)-$", before)


def _joined(text: str, found: list[NumberFound]) -> Iterator[NumberFound]:
    """With what the other end of a range tells: "5–7 million", "£2–3 million", "2 or 3%"."""
    for index, number in enumerate(found):
        before = found[index - 1] if index else None
        after = found[index + 1] if index + 1 < len(found) else None
        if after and not number.measure and _is_range(text, number, after):
            number = _as_its_end(text, number, after)
        money = before and before.unit == "money" and number.unit == "plain" and not number.measure
        if before and money and _is_range(text, before, number):
            value = number.value if number.other is None else number.other  # "$18-20m"
            number = replace(
                number, value=value, other=None, unit="money", currency=before.currency
            )
        yield number


def _is_range(text: str, number: NumberFound, after: NumberFound) -> bool:
    between = text[number.span.end : after.span.start]
    return bool(_RANGE.fullmatch(between))


def _as_its_end(text: str, number: NumberFound, after: NumberFound) -> NumberFound:
    """A range's start, with the scale and the unit of its end."""
    between = text[number.span.end : after.span.start].strip()
    value = number.value
    if _shares_scale(number, between, after, scale := _scale_of(text, after)):
        value *= scale
    if number.unit != "plain":
        return replace(number, value=value)
    unit = after.unit if after.unit != "fraction" else "plain"
    return replace(number, value=value, unit=unit, currency=after.currency, measure=after.measure)


def _shares_scale(number: NumberFound, between: str, after: NumberFound, scale: Decimal) -> bool:
    """Whether a range's end tells the scale of its start: "5–7 million", not "900 to 2 million"."""
    if scale == _CENT:
        return number.unit == "plain"
    if scale == 1 or between in _MARGIN:
        return True
    rises = number.value * scale <= max(after.value, after.other or Decimal(0))
    return between in ("-", "–", "—", "to") and rises


def _scale_of(text: str, number: NumberFound) -> Decimal:
    words = re.findall(r"[a-z]+", number.span.of(text).lower())
    scale = _CENT if _CENTS.search(number.span.of(text)) else Decimal(1)
    for word in words:
        scale *= SCALES.get(word, Decimal(1))
    return scale
