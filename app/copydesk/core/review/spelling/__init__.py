"""Whether words are spelt right, by dictionaries and word lists; and grammar, where it is had."""
