"""What can be chosen for pictures, on the window's right."""
