"""The words by which prose tells who speaks: verbs of saying, titles, kinds of bodies."""

from __future__ import annotations

from functools import cache

from copydesk.core.resources import resource_text


@cache
def words(section: str) -> frozenset[str]:
    """The words of one section of `resources/tracing/speech.txt`."""
    return frozenset(_sections()[section].split())


@cache
def _sections() -> dict[str, str]:
    found: dict[str, str] = {}
    name = ""
    for line in resource_text("tracing", "speech.txt").splitlines():
        if line.startswith("["):
            name = line.strip("[] ")
        elif not line.startswith("#"):
            found[name] = f"{found.get(name, '')} {line}"
    return found


def _forms(verb: str) -> tuple[str, ...]:
    stem = verb.removesuffix("e")
    third = f"{verb}es" if verb.endswith(("sh", "ss", "ch")) else f"{verb}s"
    return (f"{stem}ed", third, f"{stem}ing")


SPEECH = "|".join(
    sorted({*words("verb-forms"), *(form for verb in words("verbs") for form in _forms(verb))})
)
"""An alternation for regular expressions: "added|adding|adds|admits|…"."""
