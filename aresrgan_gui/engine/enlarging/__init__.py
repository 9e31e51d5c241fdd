"""A picture through the passes of its plan: band by band, tile by tile, and put together."""
