"""The program that upscales; it runs only as a process of its own."""
