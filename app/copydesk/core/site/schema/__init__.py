"""Where a site describes its own fields: one reader a source, and how they combine."""
