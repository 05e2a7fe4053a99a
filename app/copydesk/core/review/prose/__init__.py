"""How a post reads: repetitions, quotes, dashes, names, long sentences, house style."""
