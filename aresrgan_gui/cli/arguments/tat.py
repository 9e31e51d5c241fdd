"""The options of `aresrgan tat`, and the typed request each becomes."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from enum import Enum

from aresrgan_gui.cli.arguments.values import UsageError
from aresrgan_gui.runners.tat.paths import ServerPath, server_path


@dataclass(frozen=True)
class Account:
    """Where in the cloud: the host `host` as it is set up, "" for none; `region` goes before the host's."""

    host: str
    region: str


@dataclass(frozen=True)
class TatRunRequest:
    """`aresrgan tat run`: a stored command for pictures that lie on the instances."""

    account: Account
    command_id: str
    instances: tuple[str, ...]
    pictures: tuple[ServerPath, ...]


class Listed(str, Enum):
    """What `aresrgan tat list` can list."""

    REGIONS = "regions"
    INSTANCES = "instances"
    COMMANDS = "commands"


@dataclass(frozen=True)
class TatListRequest:
    """`aresrgan tat list`."""

    account: Account
    what: Listed


TatRequest = TatRunRequest | TatListRequest


def add_tat(parser: argparse.ArgumentParser) -> None:
    """Give the verb its actions and their options."""
    actions = parser.add_subparsers(dest="action", required=True)
    run = actions.add_parser(
        "run",
        help="run a stored command for pictures on the instances; each result lies beside its picture there",
    )
    run.add_argument(
        "pictures", nargs="+", metavar="PATH", type=_picture, help="on the instances, such as C:\\in\\a.jpg"
    )
    run.add_argument("--command-id", default="", metavar="ID", help="from `aresrgan tat list commands`")
    run.add_argument(
        "--instance", dest="instances", action="append", default=[], metavar="ID", help="may be given again"
    )
    _add_account(run)
    listing = actions.add_parser("list", help="show what there is in the cloud account")
    listing.add_argument("what", choices=[entry.value for entry in Listed])
    _add_account(listing)


def tat_request(values: argparse.Namespace) -> TatRequest:
    """The request in `values`. Raises UsageError where it is not said where to run what."""
    account = Account(values.on, values.region)
    if values.action == "list":
        what = Listed(values.what)
        if what is not Listed.REGIONS and not (account.host or account.region):
            raise UsageError("--region or --on says where")
        return TatListRequest(account, what)
    if not account.host and not (account.region and values.command_id and values.instances):
        raise UsageError("--on names a host, or --region, --command-id and --instance say where to run what")
    return TatRunRequest(account, values.command_id, tuple(values.instances), tuple(values.pictures))


def _add_account(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", default="", metavar="HOST", help="a TAT host from `aresrgan hosts list`")
    parser.add_argument("--region", default="", help="from `aresrgan tat list regions`")


def _picture(text: str) -> ServerPath:
    try:
        return server_path(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
