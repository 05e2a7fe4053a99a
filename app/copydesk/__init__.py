"""Copydesk: a desktop editorial workstation for Markdown posts with frontmatter."""

__version__ = "0.1.0"
