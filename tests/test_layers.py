"""Rules of the architecture that an import linter cannot see."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import aresrgan_gui

PACKAGE = Path(aresrgan_gui.__file__).parent
MODULES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
WITHOUT_WIDGETS = [
    name for name in MODULES if name.split("/")[0] in ("core", "runners", "services", "cli", "messages.py")
]


def tree_of(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


def imported_names(name: str) -> Iterator[str]:
    for node in ast.walk(tree_of(name)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def all_names(name: str) -> set[str]:
    """Every name that the module imports, uses or reaches through a dot."""
    nodes = list(ast.walk(tree_of(name)))
    used = {node.id for node in nodes if isinstance(node, ast.Name)}
    reached = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return used | reached | {imported.rpartition(".")[2] for imported in imported_names(name)}


def test_that_one_module_alone_starts_children() -> None:
    assert [name for name in MODULES if "QProcess" in all_names(name)] == ["runners/children/process.py"]


def test_that_there_is_something_to_look_at() -> None:
    assert {"core/job.py", "services/queue/queue.py", "runners/local/runner.py"} <= set(WITHOUT_WIDGETS)


@pytest.mark.parametrize("name", WITHOUT_WIDGETS)
def test_that_widgets_stay_in_the_window(name: str) -> None:
    assert [imported for imported in imported_names(name) if "QtWidgets" in imported] == []


WITHOUT_DECODING = [name for name in MODULES if name.split("/")[0] not in ("core", "engine")]
HEADERS = {"MAX_PIXELS", "SUFFIXES", "PictureInfo", "measure", "probe"}
"""What does not decode pixels, of `core.imaging.pictures`."""


@pytest.mark.parametrize("name", WITHOUT_DECODING)
def test_that_only_headers_are_read_outside_of_the_engine(name: str) -> None:
    """The import linter sees who imports the modules that decode; this looks into the one beside them."""
    of_pictures = {imported for imported in imported_names(name) if ".core.imaging.pictures." in imported}
    assert {imported.rpartition(".")[2] for imported in of_pictures} <= HEADERS


def test_that_qt_decodes_pictures_of_our_own_only() -> None:
    """Pictures that come with the program, and samples that our engine made."""
    readers = {"QImageReader", "QMovie"}
    found = {name for name in MODULES if readers & all_names(name) or reads_by_name(name)}
    assert found == {"ui/queue/arrivals.py", "ui/icons.py", "ui/models/sample.py"}


def reads_by_name(name: str) -> bool:
    """Whether the module makes a picture of a path or of a file's bytes."""
    reading = re.compile(r"(QImage|QPixmap|QIcon)\((str\(|[\"'])|.*\.(loadFromData|fromData)\(")
    calls = (ast.unparse(node) for node in ast.walk(tree_of(name)) if isinstance(node, ast.Call))
    return any(reading.match(call) for call in calls)


@pytest.mark.parametrize("name", MODULES)
def test_that_only_overrides_of_qt_are_in_camel_case(name: str) -> None:
    stray = [
        node.name
        for node in ast.walk(tree_of(name))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and re.search(r"[a-z0-9][A-Z]", node.name)
        and "override" not in [ast.unparse(decorator) for decorator in node.decorator_list]
    ]
    assert stray == []


@pytest.mark.parametrize("module", ["aresrgan_gui.cli.arguments.parser", "aresrgan_gui.desk.desk"])
def test_that_a_start_brings_nothing_that_only_hosts_need(module: str) -> None:
    """Each of these takes its time at every start, also of who has no hosts."""
    brought = f"import sys, {module}; print(*sorted(sys.modules))"
    ended = subprocess.run([sys.executable, "-c", brought], capture_output=True, text=True, check=True)
    heavy = {
        "asyncio",
        "asyncssh",
        "cryptography",
        "distributed",
        "keyring",
        "qcloud_cos",
        "ssl",
        "tencentcloud",
    }
    assert heavy.isdisjoint(ended.stdout.split())
