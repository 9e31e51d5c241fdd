"""The other machines: added, changed, tried and removed."""
