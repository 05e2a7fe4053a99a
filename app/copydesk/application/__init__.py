"""Puts the desk together; the only package that knows every layer."""
