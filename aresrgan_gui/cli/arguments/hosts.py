"""The options of `aresrgan hosts`, and the typed request each becomes."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
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
class HostsChangeRequest:
    """`aresrgan hosts change`: what was typed, by field; `asks` for other secrets as well."""

    name: str
    texts: Mapping[str, str]
    asks: bool


@dataclass(frozen=True)
class HostsRenameRequest:
    """`aresrgan hosts rename`."""

    name: str
    new_name: str


@dataclass(frozen=True)
class HostsRemoveRequest:
    """`aresrgan hosts remove`."""

    name: str


@dataclass(frozen=True)
class HostsSetUpRequest:
    """`aresrgan hosts setup`."""

    name: str


HostsRequest = (
    HostsListRequest
    | HostsAddRequest
    | HostsTestRequest
    | HostsSetUpRequest
    | HostsChangeRequest
    | HostsRenameRequest
    | HostsRemoveRequest
)


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
    _add_change(actions.add_parser("change", help="give a host another address, or other options"))
    rename = actions.add_parser("rename", help="call a host something else; what runs there goes on")
    rename.add_argument("name", help="its name in `aresrgan hosts list`")
    rename.add_argument("new_name", help="what it is called from now on")
    remove = actions.add_parser("remove", help="forget a host, with its passwords")
    remove.add_argument("name", help="its name in `aresrgan hosts list`")


def hosts_request(values: argparse.Namespace) -> HostsRequest:
    """The request in `values`. Raises UsageError for a host that cannot be."""
    return _REQUESTS[values.action](values)


def _add_request(values: argparse.Namespace) -> HostsAddRequest:
    kind = HostKind(values.kind)
    try:
        host = checked(from_texts(kind, _typed(values)))
    except ValueError as error:
        raise UsageError(str(error)) from error
    asks = kind is not HostKind.SSH or values.password
    return HostsAddRequest(host, SECRETS[kind] if asks else ())


def _change_request(values: argparse.Namespace) -> HostsChangeRequest:
    texts = _typed(values)
    del texts["name"]
    if not (texts or values.password):
        raise UsageError("it is not said what to change")
    return HostsChangeRequest(values.name, texts, values.password)


_REQUESTS: dict[str, Callable[[argparse.Namespace], HostsRequest]] = {
    "list": lambda _: HostsListRequest(),
    "add": _add_request,
    "test": lambda values: HostsTestRequest(tuple(values.names), values.trust),
    "setup": lambda values: HostsSetUpRequest(values.name),
    "change": _change_request,
    "rename": lambda values: HostsRenameRequest(values.name, values.new_name),
    "remove": lambda values: HostsRemoveRequest(values.name),
}


def _typed(values: argparse.Namespace) -> dict[str, str]:
    """What was given for the fields of hosts, in the form that a person types it in."""
    names = {name for kind in HostKind for name in typed_fields(kind)}
    given = {name: value for name, value in vars(values).items() if name in names and value is not None}
    texts = {name: " ".join(value) if isinstance(value, list) else value for name, value in given.items()}
    for name in ("key_file", "certificates"):
        if texts.get(name):
            texts[name] = str(Path(texts[name]).expanduser().absolute())
    return texts


def _add_ssh_host(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help="what the host is called here")
    parser.add_argument("address", help="its name or number in the network")
    _add_ssh_options(parser)
    parser.add_argument("--password", action="store_true", help="ask for a password, or that of the key file")
    _add_engine(parser)
    _add_gpus(parser)


def _add_tat_host(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help="what the instances are called here")
    _add_tat_options(parser, are_needed=True)
    _add_engine(parser)
    _add_gpus(parser)


def _add_farm_host(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help="what the farm is called here")
    parser.add_argument("scheduler", help=_SCHEDULER)
    _add_certificates(parser, is_needed=True)
    _add_gpus(parser)


def _add_change(parser: argparse.ArgumentParser) -> None:
    """All that a host of any kind may have: of which kind one is, its file says."""
    parser.add_argument("name", help="its name in `aresrgan hosts list`")
    parser.add_argument("--address", help="of a host with an SSH server")
    _add_ssh_options(parser)
    _add_tat_options(parser, are_needed=False)
    parser.add_argument("--scheduler", metavar="ADDRESS", help=_SCHEDULER)
    _add_certificates(parser, is_needed=False)
    _add_engine(parser)
    _add_gpus(parser)
    parser.add_argument(
        "--password", action="store_true", help="ask for another password, or SecretId and SecretKey"
    )


def _add_ssh_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", help="of the SSH server (22)")
    parser.add_argument("--user", help="usually your own name")
    parser.add_argument("--key-file", metavar="FILE", help="a private key; usually the agent's")


def _add_tat_options(parser: argparse.ArgumentParser, *, are_needed: bool) -> None:
    parser.add_argument("--region", required=are_needed, help="such as ap-guangzhou")
    parser.add_argument(
        "--instance",
        dest="instances",
        nargs="+",
        required=are_needed,
        metavar="ID",
        help="such as ins-1a2b3c4d",
    )
    parser.add_argument("--bucket", help="in object storage, through which pictures go")
    parser.add_argument("--platform", choices=[entry.value for entry in Platform])
    parser.add_argument("--working-folder", metavar="FOLDER", help="on the instances")
    parser.add_argument("--command-id", metavar="ID", help="of a stored command, instead of ours")


_SCHEDULER = "the address of a farm, such as tls://10.0.0.2:8786"


def _add_certificates(parser: argparse.ArgumentParser, *, is_needed: bool) -> None:
    parser.add_argument(
        "--certificates", required=is_needed, metavar="FOLDER", help="made by `aresrgan farm certificates`"
    )


def _add_engine(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--engine", metavar="PATH", help="of an engine over there; usually ours")


def _add_gpus(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--gpus", metavar="N", help="how many pictures it computes at a time (1)")
