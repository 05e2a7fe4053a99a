"""Reads the sources attached to a draft, whatever kind of file they are."""

from __future__ import annotations

from copydesk.core.review.source import Source

__all__ = ["Source"]
