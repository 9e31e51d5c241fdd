"""The queue and what it needs, without a window."""
