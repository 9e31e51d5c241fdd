"""Another machine through its SSH server: with asyncssh, which is imported inside this package only."""
