"""Real posts of any folder, opened, saved and edited: `make corpus CORPUS=folder`."""
