"""What a post is: bytes and text, its fields, and edits that keep all the rest."""
