"""What stands around a number and tells what it is: money, a measure, a name's number, a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from copydesk.core.text.positions import Span

CURRENCIES = {
    "₹": "INR",
    "Rs": "INR",
    "Rs.": "INR",
    "INR": "INR",
    "£": "GBP",
    "GBP": "GBP",
    "$": "USD",
    "US$": "USD",
    "USD": "USD",
    "A$": "AUD",
    "C$": "CAD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "S$": "SGD",
    "€": "EUR",
    "EUR": "EUR",
    "¥": "JPY",
    "CHF": "CHF",
    "PKR": "PKR",
}
"""What stands before an amount, and its currency in ISO 4217."""

_MONEY_WORDS = {
    "rupee": "INR",
    "pound": "GBP",
    "dollar": "USD",
    "euro": "EUR",
    "yen": "JPY",
    "franc": "CHF",
    "krona": "SEK",
    "krone": "NOK",
}
_MONEY = re.compile(
    r"[ \u00a0-](?P<kind>(?:US |Australian |Canadian |Pakistani |Indian )?)"
    r"(?P<word>rupee|pound|dollar|euro|yen|franc|krona|krone)s?\b"
    r"|[ \u00a0]?(?P<code>USD|GBP|EUR|INR|CHF|€|₹)(?!\w)"
)
_POUNDS_OF = re.compile(r" of (?!the\b)[a-z]+|-|s? (?:in weight|heavier|lighter)")

_MEASURES = {
    "km": "km kilometre kilometres kilometer kilometers",
    "mile": "mile miles",
    "metre": "m metre metres meter meters",
    "cm": "cm centimetre centimetres centimeter centimeters",
    "mm": "mm millimetre millimetres millimeter millimeters",
    "foot": "ft foot feet",
    "inch": "inch inches",
    "yard": "yard yards",
    "kg": "kg kilo kilos kilogram kilograms",
    "gram": "g gram grams",
    "tonne": "tonne tonnes ton tons",
    "litre": "litre litres liter liters",
    "gallon": "gallon gallons",
    "hectare": "hectare hectares ha",
    "acre": "acre acres",
    "second": "second seconds sec secs",
    "minute": "minute minutes min mins",
    "hour": "hour hours hr hrs",
    "day": "day days",
    "week": "week weeks",
    "month": "month months",
    "year": "year years yr yrs",
    "decade": "decade decades",
    "MW": "MW megawatt megawatts",
    "GW": "GW gigawatt gigawatts",
    "°C": "C °C celsius",
    "°F": "F °F fahrenheit",
    "mph": "mph",
    "km/h": "kmph kph km/h",
}
_BY_WORD = {word: name for name, words in _MEASURES.items() for word in words.split()}
_MEASURE = re.compile(r"[ \u00a0\u202f-]?(°[CF]|km/h|[A-Za-z]+)\b")

_SPEED = re.compile(r"[ \u00a0-]?(km|kilomet(?:re|er)s?|miles?)[ -](?:an|per)[ -]hour\b")

# What is no number of the prose: masked letter for letter.
_ADDRESSES = re.compile(
    r"(?:https?://|www\.)[^\s)>\]]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}"
    r"|(?<!\w)[@#]\w+|\bISBN[ :-]*[\dX -]+"
)
_ADDRESS_SIGNS = ("://", "www.", "@", "#", "ISBN")
# Times, telephone numbers, house numbers, versions, decades of a life.
_NO_QUANTITY = re.compile(
    r"(?=[\d+’'])(?:\b\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s?(?:[ap]\.?m\b\.?|hrs\b|hours\b|GMT|BST|IST|UTC)"
    r"|\b(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?\b"
    r"|\b\d{1,2}\s?[ap]\.?m\b\.?|\b\d{1,2}\s(?:o[’']clock)"
    r"|\b(?:24/7|9/11|7/7|26/11|50[-/]50|20[-/]20)\b"
    r"|(?<![\w.,])\+\d{1,3}[ -]?\d[\d -]{6,14}\d\b|\b0\d{2,4}[ -]\d{3,4}[ -]?\d{3,4}\b"
    r"|\b0\d{9,10}\b|\b[6-9]\d{9}\b|\b1800[ -]\d{3}[ -]\d{3,4}\b"
    r"|\b(?!\d{1,3}(?:\.\d{3})+\b)\d+(?:\.\d+){2,}\b(?!,)|\b\d0s\b|[’']\d\d\b|\b10\.\d{4,}/\S+"
    r"|\b\d{1,4}[a-d]? (?:[A-Z][\w’'.-]{1,20} ){1,3}(?:Street|Road|Lane|Avenue|Square|Terrace"
    r"|Close|Crescent|Drive|Gardens|Marg|Nagar)\b)"
)
# A number after these names something, wherever they stand.
_LABEL = re.compile(
    r"\b(?:article|section|rule|clause|page|pp?\.|chapter|room|platform|route|flight|ward|sector|no\.?"
    r"|nos\.?|number|schedule|paragraph|para|figure|fig\.|table|highway|road|gate|junction|terminal"
    r"|channel|volume|vol\.|issue|item|verse|psalm|regulation|annex|appendix|paper|exhibit|lot|row"
    r"|seat|apartment|flat|bus|type|category|grade|form|version|resolution|amendment|proposition)s?"
    r"[ \u00a0]$",
    re.IGNORECASE,
)
# A capitalised one of these does.
_NAMED = re.compile(
    r"\b(?:Boeing|Airbus|Apollo|Windows|iPhone|Galaxy|Formula|Vision|Agenda|Mission|Class|Class of"
    r"|Unit|Phase|Group|Level|Tier|Stage|Block|Part|Act|Bill|Case|Court|Stand|Line|Train|Tram|Bay"
    r"|District|Zone|Region|Division|Key Stage|Year|Title|Order|Operation|Exercise|Pier|Dock"
    r"|Studio|Gallery|Hall|Level|Lane|Track|Pump|Well|Pit|Shed|Berth|Hangar|Sol|Day|Model"
    r"|COVID|Soyuz|Falcon|Ariane|Voyager|Chandrayaan|Mangalyaan|Gaganyaan"
    r"|Agni|Sputnik|Type|Mark|Mk|Gen|Expo|FTSE|Nikkei|CAC|S&P|Landsat|Sentinel)"
    r"[ \u00a0-]$"
)


def masked(text: str, outside: Iterable[Span]) -> str:
    """The text with dates, times, addresses and telephone numbers blanked, letter for letter."""
    pieces: list[str] = []
    at = 0
    for span in outside:
        if span.start >= at:
            pieces += (text[at : span.start], "\0" * len(span))
            at = span.end
    pieces.append(text[at:])
    clear = "".join(pieces)
    if any(sign in clear for sign in _ADDRESS_SIGNS):
        clear = _ADDRESSES.sub(_blank, clear)
    return _NO_QUANTITY.sub(_blank, clear)


def _blank(match: re.Match[str]) -> str:
    return "\0" * len(match.group())


def is_label(before: str) -> bool:
    """Whether the words before a number make it the number of something: "Article ", "page "."""
    return before[-1:] in (" ", "\u00a0") and bool(_LABEL.search(before))


def names_before(before: str) -> bool:
    """Whether a capitalised word before a number makes both a name: "Boeing ", "Apollo "."""
    return before[-1:] in (" ", "\u00a0", "-") and bool(_NAMED.search(before))


def money_after(text: str, end: int) -> tuple[str, int] | None:
    """The currency that follows an amount in words, and where its word ends."""
    match = _MONEY.match(text, end)
    if not match:
        return None
    if match["code"]:
        return CURRENCIES[match["code"]], match.end()
    if match["word"] == "pound" and _POUNDS_OF.match(text, match.end()):
        return None
    kind = match["kind"].strip()
    named = {"Australian": "AUD", "Canadian": "CAD", "Pakistani": "PKR"}
    return named.get(kind, _MONEY_WORDS[match["word"]]), match.end()


def measure_after(text: str, end: int) -> str:
    """What a number measures in, by the word after it; "" for what is no known measure."""
    speed = _SPEED.match(text, end)
    if speed:
        return "mph" if speed[1].startswith("mile") else "km/h"
    match = _MEASURE.match(text, end)
    if not match:
        return ""
    word = match[1]
    return _BY_WORD.get(word) or _BY_WORD.get(word.lower(), "") if len(word) > 1 else ""
