"""A model's network: its files checked, and run by the backend that is fastest here."""
