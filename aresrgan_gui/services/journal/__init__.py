"""The queue's truth on disk."""
