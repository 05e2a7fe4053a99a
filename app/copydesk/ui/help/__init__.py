"""The guide: its pages, a list of them, and what finds words in both."""
