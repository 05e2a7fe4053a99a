"""What frames the panels: top bar, status bar, notices."""
