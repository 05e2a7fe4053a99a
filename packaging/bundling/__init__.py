"""What `make package` does: the frozen bundle, and the packages that are made of it."""
