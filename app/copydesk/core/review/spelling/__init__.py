"""Spelling: dictionaries, word lists, the words of a post, and the grammar checker."""
