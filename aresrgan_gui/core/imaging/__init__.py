"""Pictures as bands of pixels: read, set upright, kept as tiles, and written in every format."""
