"""The Sources tab: the texts a post was made from, and what of it stands in them."""
