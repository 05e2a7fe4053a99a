"""The verbs by which prose tells who speaks."""

from __future__ import annotations

_REGULAR = (
    "add answer ask assert believe boast call caution claim comment complain conclude confirm concede"
    " confess counter declare describe disclose explain exclaim fear hint hope insist joke lament"
    " maintain mention mutter note observe plead point pledge predict proclaim promise protest"
    " reaffirm recall reckon recount reiterate remark remember repeat report respond retort reveal"
    " shout sigh state stress suggest tweet underline urge vow warn whisper wonder"
).split()
_IRREGULAR = (
    "said say says saying told tell tells telling wrote write writes writing argued argue argues"
    " arguing admitted admit admits admitting agreed agree agrees agreeing denied deny denies denying"
    " replied reply replies replying quipped quips put puts went goes read reads recalled thought thinks"
    " thinking testified testifies testifying announced announces announcing acknowledged acknowledges"
    " acknowledging emphasised emphasized emphasises emphasizes emphasising emphasizing criticised"
    " criticized cried cries continued continues continuing noticed posted posts posting dismissed"
    " dismisses spoke speaks speaking swore swears began begins laughed laughs praised praises"
).split()


def _forms(verb: str) -> tuple[str, ...]:
    stem = verb.removesuffix("e")
    third = f"{verb}es" if verb.endswith(("sh", "ss", "ch")) else f"{verb}s"
    return (f"{stem}ed", third, f"{stem}ing")


SPEECH = "|".join(sorted({*_IRREGULAR, *(form for verb in _REGULAR for form in _forms(verb))}))
"""An alternation for regular expressions: "added|adding|adds|admits|…"."""
