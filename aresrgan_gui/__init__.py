"""ARESRGAN: makes pictures larger and sharper with Real-ESRGAN."""

__version__ = "0.1.0"
