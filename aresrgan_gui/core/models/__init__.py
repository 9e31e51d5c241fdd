"""Which models there are, and whether their files can be trusted."""
