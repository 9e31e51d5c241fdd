"""A picture through the passes of its plan: cut into tiles, run through the network, put together."""
