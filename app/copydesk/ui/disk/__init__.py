"""What the editor sees when another program touches an open post."""
