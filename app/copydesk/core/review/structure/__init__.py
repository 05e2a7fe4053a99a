"""How a post is built: headings, lists, tables, and what is left open."""
