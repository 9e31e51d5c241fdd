"""The program that upscales; it runs only as a process of its own."""

import os

# Read by OpenMP when ncnn is loaded. Threads that wait for each other by spinning take the processor from
# those that have work as soon as the machine does anything else: one second of work became four, measured.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
