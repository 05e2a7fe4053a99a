"""Markdown to safe HTML whose blocks know their source lines."""
