"""A farm of machines that compute for each other's users: Dask distributed, with mutual TLS only."""
