"""What is typed: the window's services without a window."""
