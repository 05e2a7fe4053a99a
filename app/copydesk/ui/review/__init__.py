"""The Review tab: what stands between the post in front and its readers."""
