"""The site a folder of posts belongs to: its generator, collections, fields and paths."""
