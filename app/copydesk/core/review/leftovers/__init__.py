"""What was left in a post that readers must not see."""
