"""The Details panel: a post's fields as a form."""
