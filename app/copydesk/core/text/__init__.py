"""Positions, spans and edits of one text."""
