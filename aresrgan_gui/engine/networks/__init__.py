"""A model's network: its files checked, and run by the backend that is fastest here.

OpenVINO's converter, which nothing here needs, reports every import of OpenVINO to its maker, from a process
of its own, and leaves a number for that in the user's home (`openvino_telemetry`, on by default). It counts
as not installed, which OpenVINO does without; loading is 0.1 s faster as well.
"""

import sys

sys.modules["openvino.tools.ovc"] = None  # type: ignore[assignment]
