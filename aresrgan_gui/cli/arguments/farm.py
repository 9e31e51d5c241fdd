"""The options of `aresrgan farm`, and the typed request each becomes."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from aresrgan_gui.cli.arguments.values import whole_number


@dataclass(frozen=True)
class FarmCertificatesRequest:
    """`aresrgan farm certificates`."""

    folder: Path


@dataclass(frozen=True)
class FarmSchedulerRequest:
    """`aresrgan farm scheduler`: `address` is that of a network of this machine, or "" for all."""

    certificates: Path
    address: str
    port: int


@dataclass(frozen=True)
class FarmWorkerRequest:
    """`aresrgan farm worker`: no `devices` means all graphics cards, or the processor where there is none."""

    scheduler: str
    certificates: Path
    devices: tuple[str, ...]


@dataclass(frozen=True)
class FarmStatusRequest:
    """`aresrgan farm status`."""

    scheduler: str
    certificates: Path


FarmRequest = FarmCertificatesRequest | FarmSchedulerRequest | FarmWorkerRequest | FarmStatusRequest


def add_farm(parser: argparse.ArgumentParser) -> None:
    """Give the verb its actions and their options."""
    actions = parser.add_subparsers(dest="action", required=True)
    make = actions.add_parser("certificates", help="make what the machines of a new farm trust each other by")
    make.add_argument("folder", type=Path, metavar="FOLDER", help="where they go: a new or empty folder")
    scheduler = actions.add_parser("scheduler", help="run the scheduler, on one machine of the farm")
    _add_certificates(scheduler, "scheduler")
    scheduler.add_argument(
        "--address", default="", help="this machine's address in the network to serve; usually all"
    )
    scheduler.add_argument("--port", type=_port, default=8786, help="(%(default)s)")
    worker = actions.add_parser("worker", help="let this machine's graphics cards work for a farm")
    worker.add_argument("scheduler", type=_scheduler, metavar="SCHEDULER", help="such as tls://10.0.0.2:8786")
    _add_certificates(worker, "worker")
    worker.add_argument(
        "--device", nargs="+", type=_worker_device, default=(), metavar="cpu|N",
        help="only these; usually every graphics card, or the processor where there is none",
    )  # fmt: skip
    status = actions.add_parser("status", help="show the workers and what they have to do")
    status.add_argument("scheduler", type=_scheduler, metavar="SCHEDULER", help="such as tls://10.0.0.2:8786")
    _add_certificates(status, "client")


def farm_request(values: argparse.Namespace) -> FarmRequest:
    """The request in `values`."""
    if values.action == "certificates":
        return FarmCertificatesRequest(values.folder.absolute())
    certificates = values.certificates.absolute()
    if values.action == "scheduler":
        return FarmSchedulerRequest(certificates, values.address, values.port)
    if values.action == "worker":
        return FarmWorkerRequest(values.scheduler, certificates, tuple(dict.fromkeys(values.device)))
    return FarmStatusRequest(values.scheduler, certificates)


def _add_certificates(parser: argparse.ArgumentParser, role: str) -> None:
    parser.add_argument(
        "--certificates", type=Path, required=True, metavar="FOLDER",
        help=f"what `aresrgan farm certificates` made: the folder `{role}`",
    )  # fmt: skip


_port = whole_number(0, 65535, "a port is a number up to 65535")


def _scheduler(text: str) -> str:
    if not text.startswith("tls://"):
        raise argparse.ArgumentTypeError("a scheduler's address begins with tls://")
    return text


def _worker_device(text: str) -> str:
    if text != "cpu" and not text.isdecimal():
        raise argparse.ArgumentTypeError("a device is cpu or a graphics card's number")
    return text
