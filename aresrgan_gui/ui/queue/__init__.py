"""The list of pictures: its rows, its order, and what comes into it."""
