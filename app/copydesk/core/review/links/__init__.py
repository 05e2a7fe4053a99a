"""Where a post leads, and what it shows."""
