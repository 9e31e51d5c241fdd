"""The picture before and after, and what is tried on it."""
