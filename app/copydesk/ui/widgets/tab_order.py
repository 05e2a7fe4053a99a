"""Where Tab goes next: region by region, as they stand on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget


def next_stop(
    window: QWidget, regions: Sequence[QWidget], here: QWidget, *, forwards: bool
) -> QWidget | None:
    """The widget that Tab leads to.

    Qt's own order is that in which widgets were made, and panels that pass the keyboard on to one
    of their parts pull it past the others.

    Args:
        window: The window of all of them.
        regions: What Tab goes through, in order.
        here: What has the keyboard.
        forwards: Tab, not Shift+Tab.

    Returns:
        Where to; None when ``here`` is in no region or there is nowhere to go.
    """
    if not any(_holds(region, here) for region in regions):
        return None
    chain = _chain(window)
    stops = [part for region in regions for part in chain if _holds(region, part)]
    if here not in stops:
        return None
    place = stops.index(here)
    ring = stops[place + 1 :] + stops[:place]
    others = ring if forwards else reversed(ring)
    return next((part for part in others if _takes_tab(part, window)), None)


def _holds(region: QWidget, part: QWidget) -> bool:
    return region is part or region.isAncestorOf(part)


def _chain(window: QWidget) -> list[QWidget]:
    chain = []
    part = window.nextInFocusChain()
    while part is not None and part is not window:
        chain.append(part)
        part = part.nextInFocusChain()
    return chain


def _takes_tab(part: QWidget, window: QWidget) -> bool:
    # What passes the keyboard on, in or out, is no stop: what it passes it to is.
    return (
        bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and part.focusProxy() is None
        and part.isEnabled()
        and part.isVisibleTo(window)
    )
