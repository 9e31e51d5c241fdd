"""The window with everything that stands behind it, put together once for the program's life."""
