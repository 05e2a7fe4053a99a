"""The running desk without its widgets: open documents, tasks, processes, messages."""
