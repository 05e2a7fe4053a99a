"""The palette: one box that goes to any post and runs any command."""
