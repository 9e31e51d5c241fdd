"""What all ways to another machine have in common."""
