"""Where Tab goes next: region by region, as they stand on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence


def go_on(window: QWidget, regions: Sequence[QWidget], *, forwards: bool) -> bool:
    """Moves the keyboard as Tab does, see `next_stop`; False where that leads nowhere."""
    here = QApplication.focusWidget()
    stop = next_stop(window, regions, here, forwards=forwards) if here else None
    if stop is None:
        return False
    reason = Qt.FocusReason
    stop.setFocus(reason.TabFocusReason if forwards else reason.BacktabFocusReason)
    return True


def next_stop(
    window: QWidget, regions: Sequence[QWidget], here: QWidget, *, forwards: bool
) -> QWidget | None:
    """The widget that Tab leads to.

    Qt's own order is that in which widgets were made, and panels that pass the keyboard on to one
    of their parts pull it past the others.

    Args:
        window: The window of all of them.
        regions: What Tab goes through, in order; a part of two counts in the first.
        here: What has the keyboard.
        forwards: Tab, not Shift+Tab.

    Returns:
        Where to; None when ``here`` is in no region or there is nowhere to go.
    """
    if not any(_holds(region, here) for region in regions):
        return None
    chain = _chain(window)
    found = (part for region in regions for part in chain if _holds(region, part))
    stops = list(dict.fromkeys(found))
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
