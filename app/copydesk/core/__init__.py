"""What Copydesk knows about posts and sites; no Qt, no windows."""
