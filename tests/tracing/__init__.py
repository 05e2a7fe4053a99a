"""Invented pairs of source and draft with every claim labelled by hand, and scores over them."""
