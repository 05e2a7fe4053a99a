"""The History panel: the versions of a post that were kept."""
