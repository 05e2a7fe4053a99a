"""Which legacy encoding bytes may be in. Only a proposal: the editor has the last word.

charset-normalizer tells scripts apart well, but takes one Latin code page for another in a third of
ordinary posts: their letters stand in the same places. So where the letters are Latin, the
languages' own alphabets decide, and Windows-1252 where they say nothing.
"""

from __future__ import annotations

import re
from collections import Counter

# Enough to tell; the rest of a long file would only cost time.
_SAMPLE_BYTES = 16 * 1024
_SHORT_SAMPLE_BYTES = 1024
_BEFORE = 1024
_CHARSETS = (
    "cp1252", "cp1250", "cp1251", "koi8_r", "koi8_u", "iso8859_5", "cp866", "cp1253", "iso8859_7",
    "cp1254", "cp1255", "cp1256", "iso8859_6", "cp1257", "cp874", "cp932", "euc_jp", "gb18030",
    "big5", "big5hkscs", "cp949", "iso8859_2",
)  # fmt: skip
# What charset-normalizer names, and the larger sets of characters that are tried first.
_WIDER = {"big5": ("big5hkscs",)}
_LATIN = frozenset(("cp1252", "cp1250", "cp1254", "cp1257", "iso8859_2"))
_WEST = (
    "äöüß", "àâæçéèêëîïôœùûüÿ", "áéíñóúü", "àáâãçéêíóôõúü", "àèéìíîòóùú", "åäöé", "æøåéü",
    "áðéíóúýþæö", "àáçèéíïòóúü", "éëïóöü", "õäöüšž",
)  # fmt: skip
_CENTRAL = (
    "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áéíóöőúüű", "áäčďéíĺľňóôŕšťúýž", "čćđšž", "ăâîşţ", "äöüß",
)  # fmt: skip
_TURKISH = ("çğıöşüâîû", "çəğıöşü")
_BALTIC = ("ąčęėįšųūž", "āčēģīķļņšūž", "õäöüšž")
# By preference where the alphabets fit alike.
_PAGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("cp1252", _WEST),
    ("cp1250", _CENTRAL),
    ("cp1254", _TURKISH),
    ("cp1257", _BALTIC),
    ("iso8859_2", _CENTRAL),
    ("mac_roman", _WEST),
    ("cp850", _WEST),
    ("cp852", _CENTRAL),
)
_TYPOGRAPHY = frozenset("“”„‘’‚«»‹›–—…•·°§©®™€£¥¢½¼¾²³¹ºª¿¡×±†‡‰´\u00a0\u00ad")
# Of these, what no language has amid letters: an apostrophe, a dash and a soft hyphen may be there.
_SIGNS = _TYPOGRAPHY - frozenset("’—–·\u00ad")
_AMID_LETTERS = re.compile(rb"(?<=[A-Za-z])[\x80-\xff](?=[A-Za-z])")
_CONTROLS = bytes({*range(32), 127} - {9, 10, 12, 13})
_ASCII = bytes(range(128))
# Letters of other scripts stand side by side, so that runs of high bytes are long; in Latin ones
# they are rarely longer than one.
_SHORT_RUN, _LONG_RUN = 1.6, 2.5
_HIGH_RUNS = re.compile(rb"[\x80-\xff]+")
_SURE, _LIKELY = 0.8, 0.4
# So few bytes beyond ASCII are no evidence for anything but the commonest.
_THIN = 12
_MOST_CONTROLS = 0.02
# Of the units of UTF-16, how many are ASCII at least; more where what is there is ASCII anyway.
_NUL_SHARE, _NUL_SHARE_OF_ASCII = 0.05, 0.4
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff]")
_CLEARLY = 0.001


def guess_utf16(data: bytes) -> str | None:
    """The UTF-16 that bytes without a mark look like, or None.

    Every ASCII character has a NUL beside it there, all on the same side; line ends and frontmatter
    are ASCII in any language's posts.
    """
    start = data[: _SAMPLE_BYTES // 2 * 2]
    if b"\0" not in start:
        return None
    share = _NUL_SHARE_OF_ASCII if _is_plain(start) else _NUL_SHARE
    first, second = start[::2], start[1::2]
    for encoding, low, high in (("utf-16-le", first, second), ("utf-16-be", second, first)):
        zeros = high.count(0)
        if zeros < max(2, len(high) * share) or low.count(0) * 4 > zeros:
            continue
        text = start.decode(encoding, "replace")
        if "\ufffd" not in text[:-1] and not _NO_TEXT.search(text):
            return encoding
    return None


def _is_plain(data: bytes) -> bool:
    """Whether bytes are ASCII text but for their NULs."""
    return data.isascii() and not any(control in data for control in _CONTROLS if control)


def guess_legacy(data: bytes, first: int) -> tuple[str, ...]:
    """The likeliest legacy encodings of bytes that are no UTF-8; none where nothing fits.

    Takes some milliseconds however long ``data`` is: a part of it is looked at.

    Args:
        data: A whole file, or the start of one.
        first: Where the first byte stands that is not UTF-8.
    """
    start = max(data.rfind(b"\n", 0, first) + 1, first - _BEFORE)
    sample = _whole_words(data[start : start + _SAMPLE_BYTES + 1], _SAMPLE_BYTES)
    high = sample.translate(None, _ASCII)
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if not high or controls > max(1, len(sample) * _MOST_CONTROLS):
        return ()
    run = len(high) / len(_HIGH_RUNS.findall(sample))
    page, fit = _latin_page(sample, high) if run <= _LONG_RUN else ("", -1.0)
    if run <= _SHORT_RUN and fit >= (_SURE if len(high) > _THIN else 0):
        return (page,)
    found = _by_script(sample)
    if found is not None and found not in _LATIN:
        return (*_WIDER.get(found, ()), found)
    return (page,) if fit >= _LIKELY else ()


def _whole_words(data: bytes, most: int) -> bytes:
    if len(data) <= most:
        return data
    end = max(data.rfind(b"\n", 0, most), data.rfind(b" ", 0, most)) + 1
    return data[: end if end > most // 2 else most]


def _by_script(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes  # 25 ms, and most desks never need it

    charsets = list(_CHARSETS)
    for part in (sample, _whole_words(sample, _SHORT_SAMPLE_BYTES)):
        # It finds a long text too messy for any at times, and its start not.
        best = from_bytes(part, cp_isolation=charsets, preemptive_behaviour=False).best()
        if best is not None:
            return best.encoding
    return None


def _latin_page(sample: bytes, high: bytes) -> tuple[str, float]:
    """The Latin code page whose languages fit best, and how well, from -1 to 1."""
    amid_letters = b"".join(_AMID_LETTERS.findall(sample))
    best, best_fit = "cp1252", -1.0
    for page, alphabets in _PAGES:
        counts = Counter(high.decode(page, "replace"))
        in_words = sum(map(_SIGNS.__contains__, amid_letters.decode(page, "replace")))
        fit = max(_fit(counts, in_words, alphabet) for alphabet in alphabets)
        if fit > best_fit + _CLEARLY:
            best, best_fit = page, fit
    return best, best_fit


def _fit(counts: Counter[str], in_words: int, alphabet: str) -> float:
    """The share of characters beyond ASCII that one language's writing explains, less the rest.

    Args:
        counts: Those characters.
        in_words: How many of them are signs amid letters, where no language has one.
        alphabet: The language's lower case letters beyond ASCII.
    """
    explained = _TYPOGRAPHY | frozenset(alphabet + alphabet.upper())
    good = sum(count for character, count in counts.items() if character in explained)
    return 2 * (good - in_words) / counts.total() - 1
