"""What a newcomer meets: ways to begin, and cloning a site."""
