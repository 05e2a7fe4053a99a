"""The offer, after a start, of what was not saved when the program ended."""
