"""What a post says of itself in its fields."""
