"""A session: one picture after another, with models and devices kept warm between them.

The networks work on one picture at a time; meanwhile the one before is encoded, read back and published, and
the one after is decoded.

Requests come on stdin and events go to stdout, each a JSON object on a line of its own.

    {"id": "7", "arguments": ["-i", ...]}   make a picture, as on the command line, when its turn has come
    {"cancel": "7"}                         give it up: between two tiles, or before it is begun

    {"event": "ready", "version": "1.0"}
    {"event": "progress", "id": "7", "fraction": 0.5}    0.0 when its turn with the networks has come
    {"event": "done", "id": "7", "width": 512, "height": 512}
    {"event": "failed", "id": "7", "code": "input-missing", "path": "a.png", "detail": "no such file"}
    {"event": "ending"}                     before a picture's end: no other is begun, and the program ends
    {"event": "refused", "detail": "..."}   for a line that is no request

Each picture ends with one of `done` and `failed`, not always in the order of the requests; one without was
not begun when the program ended. The end of stdin ends the program, also in the middle of a picture.
Everything else that is said goes to stderr.
"""

from __future__ import annotations

import json
import os
import threading
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from typing import BinaryIO

import psutil
from PIL import Image

from aresrgan_gui import __version__
from aresrgan_gui.core.errors import EXIT_CODES, EXIT_OK, ErrorCode, Failure, UpscaleError, failure_of
from aresrgan_gui.core.imaging.pictures import READABLE_FORMATS
from aresrgan_gui.engine.arguments import parse
from aresrgan_gui.engine.heaps import share_heaps
from aresrgan_gui.engine.last_resort import end_with_any_thread
from aresrgan_gui.engine.networks.kept import Networks
from aresrgan_gui.engine.pipes import private_pipes
from aresrgan_gui.engine.work import Upscaler, is_folder, single_task

MOST_MEMORY = 1_000_000_000
"""Bytes in memory between two pictures beyond which networks are dropped, and then the session ends.

ncnn keeps what it worked in for every size of tile that it has seen, as long as the network lives.
"""

PATIENCE = 10.0
"""Seconds for a picture to be given up when nobody listens any more; a hung driver may take for ever."""

LEAST_STEP = 0.001
"""Progress by less is no news."""

_HANDS = 2
"""Pictures under way: while the networks work on one, the other is encoded and read back, or decoded."""

_WAIT = 0.2
"""Seconds at most until a picture that waits for its turn is given up, or a signal is handled."""

_SPOILING = (ErrorCode.DEVICE_FAILED, ErrorCode.OUT_OF_MEMORY, ErrorCode.INTERNAL)
"""Failures after which the process may not be what it was: a lost device stays lost."""


def run(defaults: Sequence[str]) -> int:
    """Serve until stdin ends or the memory is used up; `defaults` go before every picture's arguments.

    The thread that listens cannot be interrupted: the program has to end without waiting for it.
    """
    share_heaps()
    end_with_any_thread()
    requests, events = private_pipes()
    session = Session(defaults, events)
    threading.Thread(target=session.listen, args=(requests,), daemon=True).start()
    session.work()
    return EXIT_OK


class _Job:
    """A picture that was asked for; its progress is told as it is made."""

    def __init__(self, session: Session, name: str, arguments: list[str]) -> None:
        self.name = name
        self.arguments = arguments
        self.is_cancelled = False
        self._session = session
        self._told = -1.0

    def start(self) -> None:
        """Its start is told when it has its turn."""
        self.refuse_cancelled()

    def reached(self, fraction: float) -> None:
        """Tell how much is done, from 0.0 to 1.0. Raises UpscaleError(CANCELLED) before the end."""
        if fraction < 1.0:
            self.refuse_cancelled()
        if fraction >= self._told + LEAST_STEP or fraction == 1.0 > self._told:
            self._told = fraction
            self._session.tell("progress", id=self.name, fraction=round(fraction, 4))

    def refuse_cancelled(self) -> None:
        """Raise UpscaleError(CANCELLED) where it was given up."""
        if self.is_cancelled:
            raise UpscaleError(ErrorCode.CANCELLED, None, "given up")


class _NotBegunError(Exception):
    """The session ends, and another one has to make this picture."""


class Session:
    """The threads of a session: `listen` takes requests while `work` has pictures made."""

    def __init__(self, defaults: Sequence[str], events: BinaryIO) -> None:
        self._defaults = defaults
        self._events = events
        self._tells = threading.Lock()
        self._jobs: dict[str, _Job] = {}
        """All that have not ended."""
        self._waiting: SimpleQueue[_Job | None] = SimpleQueue()
        self._has_ended = threading.Event()
        self._networks = Networks()
        self._turn = threading.Lock()
        """Held by the picture that the networks work on."""
        self._is_ending = False
        self._ends = threading.Lock()

    def listen(self, requests: BinaryIO) -> None:
        """Take requests until there are no more; then whatever is under way is given up."""
        for line in requests:
            try:
                self._take(json.loads(line))
            except (ValueError, RecursionError, UpscaleError) as error:
                self.tell("refused", detail=str(error))
        self._give_up()
        if not self._has_ended.wait(PATIENCE):
            os._exit(EXIT_CODES[ErrorCode.CANCELLED])

    def work(self) -> None:
        """Have made what is asked for, until nothing more can come or the memory is used up."""
        self.tell("ready", version=__version__)
        hands = [threading.Thread(target=self._serve, daemon=True) for _ in range(_HANDS)]
        for hand in hands:
            hand.start()
        try:
            _wait_for(hands)
        except KeyboardInterrupt:
            self._give_up()
            _wait_for(hands, PATIENCE)
            raise
        finally:
            self._has_ended.set()

    def tell(self, event: str, **values: object) -> None:
        """Send an event; where nobody hears it any more, `listen` will notice as well."""
        line = json.dumps({"event": event, **values}) + "\n"
        with self._tells, suppress(OSError):
            self._events.write(line.encode("ascii"))

    def _take(self, request: object) -> None:
        """Raises UpscaleError(BAD_OPTIONS) for what is no request."""
        if not isinstance(request, dict):
            raise _refusal("a request is a JSON object")
        if (cancelled := request.get("cancel")) is not None:
            job = self._jobs.get(cancelled) if isinstance(cancelled, str) else None
            if job is not None:
                job.is_cancelled = True
            return
        name, arguments = request.get("id"), request.get("arguments")
        if not isinstance(name, str) or name in self._jobs:
            raise _refusal(f"id {name!r} is no text or in use")
        if not isinstance(arguments, list) or not all(isinstance(argument, str) for argument in arguments):
            raise _refusal(f"arguments of {name!r} are no list of texts")
        self._jobs[name] = _Job(self, name, arguments)
        self._waiting.put(self._jobs[name])

    def _give_up(self) -> None:
        """End every picture, and then the hands; who asks is told before that nothing more is begun."""
        self._end()
        for job in tuple(self._jobs.values()):
            job.is_cancelled = True

    def _serve(self) -> None:
        """Make one picture after another."""
        while (job := self._waiting.get()) is not None and not self._is_ending:
            with suppress(_NotBegunError):
                self._make(job)
        # The other hands wait for it as well.
        self._waiting.put(None)

    def _make(self, job: _Job) -> None:
        """Make one picture and tell its end. Raises _NotBegunError."""
        size, failure = self._outcome(job)
        del self._jobs[job.name]
        if failure is None:
            self.tell("done", id=job.name, width=size[0], height=size[1])
        else:
            path = None if failure.path is None else str(failure.path)
            self.tell("failed", id=job.name, code=failure.code.value, path=path, detail=failure.detail)

    def _outcome(self, job: _Job) -> tuple[tuple[int, int], Failure | None]:
        """The result's width and height, or why there is none. Raises _NotBegunError."""
        try:
            return self._made(job), None
        except _NotBegunError:
            raise
        except SystemExit:
            return (0, 0), Failure(ErrorCode.BAD_OPTIONS, None, "not in a session")
        except Exception as error:
            failure = failure_of(error)
            if failure.code is ErrorCode.INTERNAL:
                traceback.print_exc()
            if failure.code in _SPOILING:
                self._end()
            return (0, 0), failure

    def _made(self, job: _Job) -> tuple[int, int]:
        request = parse([*self._defaults, *job.arguments])
        if request is None or is_folder(request):
            raise _refusal("a session makes one picture at a time")
        load_network = self._networks.loader(request)
        upscaler = Upscaler(request, [request.source], job, load_network, self._turn_of(job))
        upscaler.make(single_task(request))
        with Image.open(request.target, formats=READABLE_FORMATS) as result:
            return result.size

    @contextmanager
    def _turn_of(self, job: _Job) -> Iterator[None]:
        """While a picture has the networks for itself. Raises UpscaleError(CANCELLED), _NotBegunError."""
        while not self._turn.acquire(timeout=_WAIT):
            job.refuse_cancelled()
        try:
            self._refuse_at_end()
            job.reached(0.0)
            yield
            if not self._fits_memory():
                self._end()
        except Exception as error:
            if failure_of(error).code in _SPOILING:
                self._end()
            raise
        finally:
            self._turn.release()

    def _refuse_at_end(self) -> None:
        if self._is_ending:
            raise _NotBegunError

    def _fits_memory(self) -> bool:
        """Whether the process is small enough to go on, if need be with fewer networks."""
        process = psutil.Process()
        while process.memory_info().rss > MOST_MEMORY:
            if not self._networks.drop_oldest():
                return False
        return True

    def _end(self) -> None:
        """Begin no other picture."""
        with self._ends:
            is_news, self._is_ending = not self._is_ending, True
        if is_news:
            self.tell("ending")
            self._waiting.put(None)


def _wait_for(hands: Sequence[threading.Thread], seconds: float = threading.TIMEOUT_MAX) -> None:
    """On Windows a signal is handled only between waits."""
    end = time.monotonic() + seconds
    for hand in hands:
        while hand.is_alive() and time.monotonic() < end:
            hand.join(_WAIT)


def _refusal(detail: str) -> UpscaleError:
    return UpscaleError(ErrorCode.BAD_OPTIONS, None, detail)
