"""Pictures for looking at."""
