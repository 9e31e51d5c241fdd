"""The other machines that the user has set up."""
