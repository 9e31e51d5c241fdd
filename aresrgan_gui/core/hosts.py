"""The other machines that the user lets the program work on. No secret is among what is kept of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, asdict, dataclass, fields, replace
from enum import Enum
from itertools import count
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, ClassVar, get_type_hints

from aresrgan_gui.core.stored import read_json, write_json

VERSION = 1

HERE = "here"
ANYWHERE = "any"
"""How this machine, and all places together, are called where a host's name could stand."""

_NAME = re.compile(r"\w[\w .\-]{0,39}")
_OUR_ENGINE = "aresrgan-engine"


class HostKind(str, Enum):
    """The way in which a host is reached."""

    SSH = "ssh"
    TAT = "tat"
    FARM = "farm"


class Platform(str, Enum):
    """The system of a host, where it cannot be asked before something is started there."""

    LINUX = "linux"
    WINDOWS = "windows"


@dataclass(frozen=True)
class SshHost:
    """A machine with an SSH server.

    `id` is what jobs know a host of any kind by; empty while that is its name. Without `key_file` the
    agent's and the user's usual keys are tried, then a password. `engine` is the path of an engine over
    there, or empty for ours as `aresrgan hosts setup` puts it there.
    """

    kind: ClassVar[HostKind] = HostKind.SSH
    name: str
    address: str
    port: int = 22
    user: str = ""
    key_file: Path | None = None
    engine: str = ""
    gpus: int = 1
    id: str = ""

    @property
    def place(self) -> str:
        """What jobs know it by, whatever it is called meanwhile."""
        return self.id or self.name

    @property
    def slots(self) -> int:
        """How many pictures it works on at a time."""
        return self.gpus


@dataclass(frozen=True)
class TatHost:
    """Instances in Tencent Cloud that are alike, reached through its automation service.

    Pictures go through the bucket `bucket` of object storage, as its full name says it. `command_id` is that
    of a command that the user has stored there, empty for ours. `gpus` are those of one instance.
    """

    kind: ClassVar[HostKind] = HostKind.TAT
    name: str
    region: str
    instances: tuple[str, ...]
    platform: Platform = Platform.LINUX
    working_folder: str = ""
    bucket: str = ""
    command_id: str = ""
    engine: str = ""
    gpus: int = 1
    id: str = ""

    @property
    def place(self) -> str:
        """What jobs know it by, whatever it is called meanwhile."""
        return self.id or self.name

    @property
    def slots(self) -> int:
        """How many pictures the instances work on at a time."""
        return self.gpus * len(self.instances)


@dataclass(frozen=True)
class FarmHost:
    """A Dask farm, whose scheduler has an address such as `tls://10.0.0.2:8786`.

    `certificates` is the folder that `aresrgan farm certificates` made; `gpus` are those of all workers.
    """

    kind: ClassVar[HostKind] = HostKind.FARM
    name: str
    scheduler: str
    certificates: Path
    gpus: int = 1
    id: str = ""

    @property
    def place(self) -> str:
        """What jobs know it by, whatever it is called meanwhile."""
        return self.id or self.name

    @property
    def slots(self) -> int:
        """How many pictures the farm works on at a time."""
        return self.gpus


Host = SshHost | TatHost | FarmHost

KINDS: dict[HostKind, type[SshHost] | type[TatHost] | type[FarmHost]] = {
    HostKind.SSH: SshHost,
    HostKind.TAT: TatHost,
    HostKind.FARM: FarmHost,
}


SECRETS: dict[HostKind, tuple[str, ...]] = {
    HostKind.SSH: ("password",),
    HostKind.TAT: ("secret_id", "secret_key"),
    HostKind.FARM: (),
}
"""What a host of each kind may ask for, kept apart from it: for SSH a password, or that of the key file."""

EXTRAS: dict[HostKind, str] = {HostKind.SSH: "remote", HostKind.TAT: "remote", HostKind.FARM: "farm"}
"""The optional part of this program that each kind needs."""


def runs_our_engine(host: Host) -> bool:
    """Whether the engine over there is ours, and not one that behaves like upstream's."""
    if isinstance(host, FarmHost) or not host.engine:
        return True
    flavour = PureWindowsPath if "\\" in host.engine else PurePosixPath
    return flavour(host.engine).name.removesuffix(".exe") == _OUR_ENGINE


def typed_fields(kind: HostKind) -> tuple[str, ...]:
    """The fields of a kind of host that a person fills in."""
    return tuple(field.name for field in fields(KINDS[kind]) if field.name != "id")


def as_new(host: Host, others: Sequence[Host]) -> Host:
    """`host` as it is set up beside `others`, of which one may have had its name before."""
    taken = {other.place for other in others}
    numbered = (f"{host.name} {number}" for number in count(2))
    free = host.name if host.name not in taken else next(place for place in numbered if place not in taken)
    return _known_by(host, free)


def in_place_of(host: Host, before: Host) -> Host:
    """`host` as what has become of `before`: jobs know it again under another name, or at another address."""
    return _known_by(host, before.place)


def _known_by(host: Host, place: str) -> Host:
    return replace(host, id="" if place == host.name else place)


def checked(host: Host, others: Sequence[Host] = ()) -> Host:
    """`host` if it can be kept beside `others`. Raises ValueError with a reason for people."""
    if not _NAME.fullmatch(host.name) or host.name != host.name.strip() or host.name in (HERE, ANYWHERE):
        raise ValueError(f"{host.name!r} is no name for a host: letters, digits, spaces, dots and dashes")
    if any(other.name.casefold() == host.name.casefold() for other in others):
        raise ValueError(f"there is a host named {host.name} already")
    if not 1 <= host.gpus <= 1000:
        raise ValueError(f"{host.gpus} is no number of graphics cards")
    if isinstance(host, SshHost) and not (host.address and 1 <= host.port <= 65535):
        raise ValueError("an SSH host has an address, and a port from 1 to 65535")
    if isinstance(host, TatHost) and not (host.region and host.instances):
        raise ValueError("a host in Tencent Cloud has a region and at least one instance")
    if isinstance(host, FarmHost) and not host.scheduler.startswith("tls://"):
        raise ValueError("a farm's scheduler has an address that begins with tls://")
    return host


def load_hosts(path: Path) -> tuple[Host, ...]:
    """The hosts in a file, none where there is no file.

    Raises OSError, and ValueError for a file that holds no hosts of this version, or one that is none.
    """
    try:
        raw = read_json(path)
    except FileNotFoundError:
        return ()
    stored = raw.get("hosts") if isinstance(raw, dict) and raw.get("version") == VERSION else None
    if not isinstance(stored, list):
        raise ValueError("not a file of hosts of this version")  # noqa: TRY004 - it is the file's content
    hosts: list[Host] = []
    for entry in stored:
        hosts.append(checked(_host(entry), hosts))
    return tuple(hosts)


def from_texts(kind: HostKind, values: Mapping[str, str]) -> Host:
    """A host from what a person typed, by field; what is empty has its default.

    Raises ValueError with a reason for people.
    """
    hints = get_type_hints(KINDS[kind])
    entry: dict[str, Any] = {"kind": kind.value}
    for name, value in values.items():
        if not (text := value.strip()):
            continue
        if hints[name] is int:
            if not text.isdecimal():
                raise ValueError(f"{text} is no number")
            entry[name] = int(text)
        else:
            entry[name] = text.replace(",", " ").split() if hints[name] == tuple[str, ...] else text
    needed = [field.name for field in fields(KINDS[kind]) if field.default is MISSING]
    if lacking := [name for name in needed if name not in entry]:
        raise ValueError(f"{_spoken(lacking[0])} is missing")
    return _host(entry)


def as_texts(host: Host) -> dict[str, str]:
    """The fields of a host as a person would type them; the inverse of `from_texts`."""
    texts = {}
    for name in typed_fields(host.kind):
        value = getattr(host, name)
        if isinstance(value, tuple):
            texts[name] = " ".join(value)
        else:
            texts[name] = "" if value is None else str(getattr(value, "value", value))
    return texts


def changed(host: Host, texts: Mapping[str, str]) -> Host:
    """`host` with what a person typed for some of its fields; what is empty has its default.

    Raises ValueError with a reason for people.
    """
    if strange := [name for name in texts if name not in typed_fields(host.kind)]:
        raise ValueError(f"{host.name} is of the kind {host.kind.value}: it has no {_spoken(strange[0])}")
    return from_texts(host.kind, as_texts(host) | dict(texts))


def _spoken(field: str) -> str:
    return field.replace("_", " ")


def save_hosts(hosts: Sequence[Host], path: Path) -> None:
    """Write hosts, whole or not at all. Raises OSError."""
    write_json({"version": VERSION, "hosts": [_plain(host) for host in hosts]}, path)


def _plain(host: Host) -> dict[str, Any]:
    values = {name: str(value) if isinstance(value, Path) else value for name, value in asdict(host).items()}
    return {"kind": host.kind.value, **values}


def _host(entry: Any) -> Host:
    """Raises ValueError for what is no host."""
    try:
        kind = KINDS[HostKind(entry["kind"])]
        hints = get_type_hints(kind)
        known = {field.name for field in fields(kind)} & entry.keys()
        return kind(**{name: _typed(entry[name], hints[name]) for name in known})
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError(f"not a host: {error}") from error


def _typed(value: Any, hint: Any) -> Any:
    """`value` from JSON as the field's type. Raises TypeError or ValueError for what is none."""
    if value is None and type(None) in getattr(hint, "__args__", ()):
        return None
    if hint == tuple[str, ...]:
        return tuple(_typed(part, str) for part in value)
    if hint is Platform:
        return Platform(value)
    wanted = hint if hint in (int, str) else str
    if type(value) is not wanted:
        raise TypeError(f"{value!r} is not {wanted.__name__}")
    return value if hint is wanted else Path(value)
