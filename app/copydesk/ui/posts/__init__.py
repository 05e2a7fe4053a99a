"""The posts panel: every post of the folder, by title, date and status."""
