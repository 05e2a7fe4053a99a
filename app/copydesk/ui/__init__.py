"""Widgets; they open no file, parse nothing and start no thread."""
