"""Suggestions and comments: recording them, answering them, and a list of those that are open."""
