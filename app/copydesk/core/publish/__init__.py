"""What is published, and what git keeps of it. Everything here only reads, `clone` aside."""
