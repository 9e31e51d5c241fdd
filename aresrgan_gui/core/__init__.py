"""What an upscaling job is: plain data and pure functions, no Qt and no processes."""
