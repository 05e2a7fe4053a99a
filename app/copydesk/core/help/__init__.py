"""The guide that ships with the program: its pages, and what a reader looks for in them."""
