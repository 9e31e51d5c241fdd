"""Getting models, trying them, and showing what they do."""
