"""The rules of spelling and grammar."""

from __future__ import annotations

from copydesk.core.review.finding import Severity
from copydesk.core.review.rule import Example, Family, Rule
from copydesk.core.review.spelling import checks, grammar

_MISSPELT = """\
---
title: Ferry returns
---

The ferry will recieve new engines before the summer.
"""

_UNKNOWN = """\
---
title: Harbour notes
---

The old pier was torn down by the blorvage of last week.
"""

_MIXED = """\
---
title: New paint for the pier
lang: en-GB
---

The council chose the color of the harbour wall.
"""

_LANGUAGE = """\
---
title: Ferry returns
lang: uk
---

The ferry is back.
"""

_GRAMMAR = """\
---
title: Ferry returns
---

It was an long crossing, and most of the crew slept.
"""

RULES: tuple[Rule, ...] = (
    Rule(
        "spelling",
        Family.LANGUAGE,
        "A misspelt word",
        "Readers see a misspelt word before they see what it says. The word is in no dictionary and"
        " in neither word list, and one that is there differs from it by a slip.",
        Severity.WARNING,
        checks.misspelt,
        Example(_MISSPELT, _MISSPELT.replace("recieve", "receive")),
    ),
    Rule(
        "unknown-word",
        Family.LANGUAGE,
        "A word that no dictionary has",
        "It may be a term or a coinage, which belongs in the site’s word list, or a slip that has"
        " gone too far for the right word to be told.",
        Severity.NOTE,
        checks.unknown,
        Example(_UNKNOWN, _UNKNOWN.replace("blorvage", "gales")),
    ),
    Rule(
        "mixed-english",
        Family.LANGUAGE,
        "British and American spelling in one post",
        "A post that spells “colour” here and “color” there looks put together from two. The"
        " language of the post or of the site says which it is to be, else the more frequent one.",
        Severity.WARNING,
        checks.mixed_english,
        Example(_MIXED, _MIXED.replace("color ", "colour ")),
        safe=True,
    ),
    Rule(
        "no-dictionary",
        Family.LANGUAGE,
        "A post whose spelling can’t be checked",
        "Its language has no dictionary here, so that no misspelt word is found in it. A dictionary"
        " of Hunspell’s can be put into the site’s folder for them; a wrong language can be put"
        " right.",
        Severity.NOTE,
        checks.no_dictionary,
        Example(_LANGUAGE, _LANGUAGE.replace("lang: uk", "lang: en-GB")),
    ),
    Rule(
        "grammar",
        Family.LANGUAGE,
        "A slip of grammar",
        "“An long crossing” and “should of” are read as carelessness. Harper, a checker that"
        " works without the network, finds them in English posts where it is installed (the"
        " “grammar” extra); its first use takes a second and 150 MB, so that it is off until a site"
        " turns it on.",
        Severity.WARNING,
        grammar.ungrammatical,
        Example(_GRAMMAR, _GRAMMAR.replace("an long", "a long")),
        off=True,
    ),
)
