"""The queue: what comes in, what is next, where results go, and how far it is."""
