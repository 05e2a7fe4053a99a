"""The text of a post and all that is done to it."""
