"""Which of the theme's colours stands for which status."""

from __future__ import annotations

STATUS_TOKENS = {
    "draft": "draft",
    "review": "review",
    "ready": "ready",
    "published": "pub",
    "none": "faint",
    "unreadable": "bad",
}
"""Token by the status's word."""
