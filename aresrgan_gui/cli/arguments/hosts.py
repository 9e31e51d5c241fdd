"""The options of `aresrgan hosts`, and the typed request each becomes."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from aresrgan_gui.cli.arguments.values import UsageError
from aresrgan_gui.core.hosts import SECRETS, Host, HostKind, Platform, checked, from_texts, typed_fields


@dataclass(frozen=True)
class HostsListRequest:
    """`aresrgan hosts list`."""


@dataclass(frozen=True)
class HostsAddRequest:
    """`aresrgan hosts add`; `secrets` are to be asked for."""

    host: Host
    secrets: tuple[str, ...]


@dataclass(frozen=True)
class HostsTestRequest:
    """`aresrgan hosts test`: no `names` means all; `trust` takes the key that an unknown host shows."""

    names: tuple[str, ...]
    trust: bool


@dataclass(frozen=True)
class HostsRemoveRequest:
    """`aresrgan hosts remove`."""

    name: str


@dataclass(frozen=True)
class HostsSetUpRequest:
    """`aresrgan hosts setup`."""

    name: str


HostsRequest = HostsListRequest | HostsAddRequest | HostsTestRequest | HostsSetUpRequest | HostsRemoveRequest


def add_hosts(parser: argparse.ArgumentParser) -> None:
    """Give the verb its actions and their options."""
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("list", help="show the hosts that are set up")
    kinds = actions.add_parser("add", help="set up a host").add_subparsers(dest="kind", required=True)
    _add_ssh_host(kinds.add_parser(HostKind.SSH.value, help="a machine with an SSH server"))
    _add_tat_host(kinds.add_parser(HostKind.TAT.value, help="instances in Tencent Cloud, through TAT"))
    _add_farm_host(kinds.add_parser(HostKind.FARM.value, help="a farm made with `aresrgan farm`"))
    test = actions.add_parser("test", help="ask hosts what they are, and have each enlarge a tiny picture")
    test.add_argument("names", nargs="*", metavar="NAME", help="usually all that are set up")
    test.add_argument(
        "--trust", action="store_true", help="trust the key that a host shows if none of it is known yet"
    )
    setup = actions.add_parser("setup", help="put our engine and the models on a host")
    setup.add_argument("name", help="of a host with an SSH server, where Python 3.10 to 3.13 is")
    remove = actions.add_parser("remove", help="forget a host, with its passwords")
    remove.add_argument("name", help="its name in `aresrgan hosts list`")


def hosts_request(values: argparse.Namespace) -> HostsRequest:
    """The request in `values`. Raises UsageError for a host that cannot be."""
    if values.action == "test":
        return HostsTestRequest(tuple(values.names), values.trust)
    if values.action == "setup":
        return HostsSetUpRequest(values.name)
    if values.action == "remove":
        return HostsRemoveRequest(values.name)
    if values.action == "list":
        return HostsListRequest()
    kind = HostKind(values.kind)
    given = vars(values)
    texts = {name: given[name] for name in typed_fields(kind)}
    texts.update({name: " ".join(text) for name, text in texts.items() if isinstance(text, list)})
    for name in ("key_file", "certificates"):
        if texts.get(name):
            texts[name] = str(Path(texts[name]).expanduser().absolute())
    try:
        host = checked(from_texts(kind, texts))
    except ValueError as error:
        raise UsageError(str(error)) from error
    asks = kind is not HostKind.SSH or values.password
    return HostsAddRequest(host, SECRETS[kind] if asks else ())


def _add_ssh_host(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help="what the host is called here")
    parser.add_argument("address", help="its name or number in the network")
    parser.add_argument("--port", default="", help="of the SSH server (22)")
    parser.add_argument("--user", default="", help="usually your own name")
    parser.add_argument("--key-file", default="", metavar="FILE", help="a private key; usually the agent's")
    parser.add_argument("--password", action="store_true", help="ask for a password, or that of the key file")
    _add_engine(parser)


def _add_tat_host(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help="what the instances are called here")
    parser.add_argument("--region", required=True, help="such as ap-guangzhou")
    parser.add_argument(
        "--instance", dest="instances", nargs="+", required=True, metavar="ID", help="such as ins-1a2b3c4d"
    )
    parser.add_argument("--bucket", default="", help="in object storage, through which pictures go")
    parser.add_argument("--platform", choices=[entry.value for entry in Platform], default="")
    parser.add_argument("--working-folder", default="", metavar="FOLDER", help="on the instances")
    parser.add_argument("--command-id", default="", metavar="ID", help="of a stored command, instead of ours")
    _add_engine(parser)


def _add_farm_host(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help="what the farm is called here")
    parser.add_argument("scheduler", help="its address, such as tls://10.0.0.2:8786")
    parser.add_argument(
        "--certificates", required=True, metavar="FOLDER", help="made by `aresrgan farm certificates`"
    )
    _add_gpus(parser)


def _add_engine(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--engine", default="", metavar="PATH", help="of an engine over there; usually ours")
    _add_gpus(parser)


def _add_gpus(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--gpus", default="", metavar="N", help="how many pictures it computes at a time (1)")
