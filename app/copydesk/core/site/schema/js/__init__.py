"""JavaScript and TypeScript read as text: what a file states, without running any of it."""
