"""This machine: what it can, how busy it is, and when it may rest."""
