"""Colours, fonts and style sheets: the one place that says what the desk looks like."""
