"""Small things that the window is made of, which know nothing of pictures."""
