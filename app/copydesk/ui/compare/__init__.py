"""Two versions of a post as one marked-up manuscript: for history, recovery and conflicts."""
