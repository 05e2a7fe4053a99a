"""Review before publication: findings, sources, suggestions and comments."""
