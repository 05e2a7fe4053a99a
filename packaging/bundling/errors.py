"""What a build says when it can't go on."""

from __future__ import annotations


class BuildError(Exception):
    """A package can't be made; the text says why, and what to do."""
