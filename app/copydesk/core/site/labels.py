"""From a key to words: "pubDate" becomes "Publication date"."""

from __future__ import annotations

import re

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^A-Z\W_]+|[^\W_]+")

# Whole keys, compared without case and marks between words, whose plain reading would mislead.
_KEYS = {
    "pubdate": "Publication date",
    "pubdatetime": "Publication date",
    "publishdate": "Publication date",
    "publisheddate": "Publication date",
    "publishedat": "Published at",
    "datepublished": "Publication date",
    "lastmod": "Last changed",
    "lastmodified": "Last changed",
    "moddate": "Last changed",
    "moddatetime": "Last changed",
    "updateddate": "Updated",
    "updatedat": "Updated",
    "updated": "Updated",
    "hero": "Hero image",
    "ogimage": "Sharing image",
    "expirydate": "Expiry date",
}
_SHORT = {
    "pub": "publication",
    "img": "image",
    "desc": "description",
    "lang": "language",
    "cat": "category",
    "cats": "categories",
    "mod": "changed",
    "src": "source",
    "alt": "alternative text",
    "toc": "table of contents",
    "i18n": "translation",
    "min": "minimum",
    "max": "maximum",
}
_ACRONYMS = {"seo", "url", "id", "rss", "og", "faq", "html", "css", "pdf", "api", "doi", "isbn"}


def humanise(key: str) -> str:
    """The label of a field by its key: sentence case, known short forms written out."""
    plain = re.sub(r"[\W_]+", "", key).lower()
    if plain in _KEYS:
        return _KEYS[plain]
    words = [_word(word) for word in _WORDS.findall(key)]
    label = " ".join(words) or key
    return label[:1].upper() + label[1:]


def _word(word: str) -> str:
    lower = word.lower()
    if lower in _ACRONYMS:
        return lower.upper()
    if word.isupper() and len(word) > 1 and lower not in _SHORT:
        return word
    return _SHORT.get(lower, lower)
