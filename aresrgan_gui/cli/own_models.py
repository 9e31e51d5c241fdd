"""`aresrgan models import`, `rename` and `remove`: the user's own models."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from aresrgan_gui.cli.arguments.models import ModelsImportRequest, ModelsRemoveRequest, ModelsRenameRequest
from aresrgan_gui.cli.interrupt import interrupts_handled
from aresrgan_gui.core.errors import EXIT_INTERRUPTED, EXIT_OK, EXIT_SOME_FAILED, Failure
from aresrgan_gui.messages import failure_text
from aresrgan_gui.runners.local.engines import our_engine
from aresrgan_gui.services.models.own import OwnModels

Request = ModelsImportRequest | ModelsRenameRequest | ModelsRemoveRequest


def change_models(request: Request, folder: Path) -> int:
    """Do what `request` asks for with the models in `folder`, and say how it went."""
    failures: list[Failure] = []
    models = OwnModels(our_engine(), folder)

    def complain(failure: Failure) -> None:
        failures.append(failure)
        print(f"aresrgan: {failure_text(failure)}", file=sys.stderr, flush=True)

    models.trying.connect(lambda name: print(f"{name}: trying it", file=sys.stderr, flush=True))
    models.accepted.connect(lambda name: print(f"{name}: imported", flush=True))
    models.renamed.connect(lambda old, new: print(f"{old}: is {new} now", flush=True))
    models.removed.connect(lambda name: print(f"{name}: removed", flush=True))
    models.failed.connect(complain)
    models.ended.connect(QCoreApplication.quit)
    with interrupts_handled(lambda: QCoreApplication.exit(EXIT_INTERRUPTED)):
        _ask(models, request)
        status = QCoreApplication.exec()
    models.stop()
    return status or (EXIT_SOME_FAILED if failures else EXIT_OK)


def _ask(models: OwnModels, request: Request) -> None:
    if isinstance(request, ModelsImportRequest):
        models.take(request.paths, request.name)
    elif isinstance(request, ModelsRenameRequest):
        models.rename(request.old, request.new)
    else:
        models.remove(request.name)
