"""The models: chosen, tried out in small, and taken care of."""
