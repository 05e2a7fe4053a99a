"""The colours of the desk, light and dark, by what they are for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme's colours as ``#rrggbb``.

    Text colours keep a contrast of 4.5:1 or more on `panel` and `paper` (WCAG 2.2, 1.4.3);
    tests/ui/theme holds them to it.
    """

    bg: str
    """Behind everything."""
    panel: str
    """Side panels and bars."""
    paper: str
    """What is read and written on."""
    line: str
    """Hairlines between areas."""
    ink: str
    """Text."""
    soft: str
    """Labels and other quiet text."""
    faint: str
    """The quietest text that must still be read."""
    accent: str
    """The one accent: links, focus, the chosen tab."""
    accent_soft: str
    """The chosen row."""
    on_accent: str
    """Text on the accent."""
    sel: str
    """Chips, hover, pressed."""
    ok: str
    warn: str
    bad: str
    draft: str
    review: str
    ready: str
    pub: str
    ins: str
    """Behind inserted text."""
    deleted: str
    """Behind removed text."""
    cmt: str
    """Behind found and commented text."""


LIGHT = Tokens(
    bg="#f6f5f2",
    panel="#fbfaf8",
    paper="#ffffff",
    line="#e3e0d9",
    ink="#22201c",
    soft="#655f56",
    faint="#757065",
    accent="#0b6bcb",
    accent_soft="#e3eefa",
    on_accent="#ffffff",
    sel="#e9e5dc",
    ok="#2f7d4f",
    warn="#955900",
    bad="#b3261e",
    draft="#8a8478",
    review="#a86400",
    ready="#0b6bcb",
    pub="#2f7d4f",
    ins="#dff2e4",
    deleted="#fbe3e0",
    cmt="#fff3c9",
)

DARK = Tokens(
    bg="#1b1c1e",
    panel="#202124",
    paper="#26272a",
    line="#35373b",
    ink="#e8e6e1",
    soft="#b0aca3",
    faint="#96928a",
    accent="#6cb2ff",
    accent_soft="#223448",
    on_accent="#10202f",
    sel="#303236",
    ok="#6cc48d",
    warn="#e0a44a",
    bad="#f28b82",
    draft="#8f8a80",
    review="#e0a44a",
    ready="#6cb2ff",
    pub="#6cc48d",
    ins="#1f3a29",
    deleted="#46231f",
    cmt="#453a17",
)
