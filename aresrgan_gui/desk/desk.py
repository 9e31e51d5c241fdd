"""The window with everything that stands behind it, put together once for the program's life.

What it takes to work with the window is made at once. The rest is loaded and made after that, step by step:
each step imports what it makes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from aresrgan_gui.core.models.catalogue import installed
from aresrgan_gui.core.paths import log_file, models_folder, origin_file, paces_file, speeds_file
from aresrgan_gui.core.settings import Settings, Updates
from aresrgan_gui.core.updates import read_origin
from aresrgan_gui.desk.keeping import QueueKeeping
from aresrgan_gui.desk.models import ModelsDesk
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.local.runner import LocalRunner
from aresrgan_gui.runners.paces import Paces
from aresrgan_gui.runners.places import Places
from aresrgan_gui.services.pictures.previews import PreviewLoader
from aresrgan_gui.services.pictures.thumbnails import Thumbnails
from aresrgan_gui.services.pictures.trials import Trials
from aresrgan_gui.services.queue.intake import Intake
from aresrgan_gui.services.queue.queue import Queue
from aresrgan_gui.ui.accessible import install_roles
from aresrgan_gui.ui.contents import Contents
from aresrgan_gui.ui.desktop import Desktop
from aresrgan_gui.ui.dialogs.leaving import Leaving
from aresrgan_gui.ui.looks import Looks
from aresrgan_gui.ui.main_window import MainWindow

if TYPE_CHECKING:
    from aresrgan_gui.services.machine.devices import VulkanDevice
    from aresrgan_gui.services.queue.watch import Outlook


class Desk:
    """The services live as long as the program; the window is made anew when its language changes."""

    def __init__(  # noqa: PLR0917 - the parts have types of their own, none can take another's place
        self,
        application: QApplication,
        looks: Looks,
        window: MainWindow,
        settings: Settings,
        engine_for: Callable[[Path | None], Engine],
        save: Callable[[Settings], None],
        crash_reports: list[Path],
    ) -> None:
        install_roles()
        self._crash_reports = crash_reports
        self._settings = settings
        self._engine_for = engine_for
        self._save = save
        self._application = application
        self._engine = engine_for(settings.engine)
        self._runner = LocalRunner(self._engine, models_folder(), parent=application)
        self._places = Places(self._runner, Paces(paces_file(), application), application)
        self._queue = Queue(self._places, application)
        self._places.freed.connect(self._queue.go_on)
        self._intake = Intake(application)
        self._thumbnails, self._previews = Thumbnails(application), PreviewLoader(application)
        # On a runner of their own: who tries something waits for it, also while the queue's work is held.
        self._trial_runner = LocalRunner(self._engine, models_folder(), parent=application)
        self._trials = Trials(self._trial_runner, application)
        self._cards: dict[int, str] | None = None
        self._looks_for_updates = False
        self._is_complete = False
        self._desktop = Desktop(looks, self._make_contents, application)
        self._desktop.settings_changed.connect(self._follow_settings)
        self._models = ModelsDesk(self._desktop, self._queue, application)
        self._desktop.furnish(window, settings)
        self._keeping = QueueKeeping(self._desktop, self._queue, self._places)
        self.completing = self._completed()
        """Adds what is left, a step at a time."""

    @property
    def contents(self) -> Contents:
        """What the window holds now."""
        return self._desktop.contents

    def come_back(self) -> None:
        """Bring the window to the front."""
        self._leaving.come_back()

    def leave(self) -> None:
        """Close the window without a question, and end the program."""
        self._leaving.leave()

    def clear(self) -> None:
        """End everything that still runs; returns when no child is left."""
        self.complete()
        self._models.stop()
        self._places.shutdown()
        self._trial_runner.shutdown()
        self._trials.stop()
        self._thumbnails.stop()
        self._previews.stop()
        self._keeping.stop()
        self._watch.save()
        self._power.set_awake(False)

    def complete(self) -> None:
        """Add at once what is left."""
        for _ in self.completing:
            pass

    def _completed(self) -> Iterator[None]:
        for step in (
            self._add_estimates,
            self._add_machine,
            self._add_hosts,
            self._add_updates,
            self._furnish_all,
            self._ask_for_devices,
        ):
            step()
            yield

    def _add_estimates(self) -> None:
        from aresrgan_gui.services.queue.full_disk import FullDisk
        from aresrgan_gui.services.queue.watch import Watch

        self._full_disk = FullDisk(self._queue, parent=self._application)
        self._watch = Watch(self._queue, speeds_file(), parent=self._application)

    def _add_machine(self) -> None:
        from aresrgan_gui.services.machine.courtesy import Courtesy
        from aresrgan_gui.services.machine.idle_time import idle_clock
        from aresrgan_gui.services.machine.monitor import Monitor
        from aresrgan_gui.services.machine.power import Power
        from aresrgan_gui.services.machine.taskbar import Taskbar, platform_shower

        self._monitor, self._power = Monitor(self._application), Power(self._application)
        self._taskbar = Taskbar(platform_shower(self._window_handle), self._application)
        self._courtesy = Courtesy(self._queue, idle_clock(), self._application)
        self._courtesy.set_patience(self._settings.patience)
        for hear in (self._power.set_awake, self._monitor.set_on):
            self._queue.running_changed.connect(hear)
            hear(self._queue.is_running)
        self._watch.told.connect(self._show_in_taskbar)

    def _add_hosts(self) -> None:
        from aresrgan_gui.desk.hosts import HostsDesk

        self._hosts = HostsDesk(self._desktop, self._places, self._application)

    def _add_updates(self) -> None:
        from aresrgan_gui.services.updates import UpdateCheck

        self._origin = read_origin(origin_file())
        self._updates = (
            UpdateCheck(self._origin.feed, self._application) if self._origin is not None else None
        )

    def _furnish_all(self) -> None:
        self._is_complete = True
        self._furnish(self._desktop.contents)
        self._look_for_updates(self._settings)

    def _ask_for_devices(self) -> None:
        from aresrgan_gui.services.machine.devices import DeviceQuery

        self._devices = DeviceQuery(self._engine, self._application)
        self._devices.ended.connect(self._on_devices)
        self._devices.start()
        self._models.want_samples()

    def _make_contents(self, window: MainWindow, settings: Settings) -> Contents:
        contents = Contents(
            window,
            self._queue,
            self._intake,
            self._thumbnails,
            self._previews,
            self._trials,
            installed(models_folder()),
            settings,
            self._save,
        )
        contents.show_places(self._places)
        contents.closing.connect(self._places.leave)
        contents.hosts_wanted.connect(self._show_hosts)
        contents.measuring_wanted.connect(self._measure)
        self._models.serve(contents)
        if self._crash_reports:
            from aresrgan_gui.ui.dialogs.crash_offer import CrashOffer

            offer = CrashOffer(self._crash_reports, log_file(), window)
            offer.dismissed.connect(self._crash_reports.clear)
            contents.add_banner(offer)
        self._leaving = Leaving(window, self._queue)
        self._leaving.ended.connect(self._application.quit)
        if self._is_complete:
            self._furnish(contents)
        return contents

    def _furnish(self, contents: Contents) -> None:
        """Give the window what it does without in its first moments."""
        from aresrgan_gui.ui.queue.room_notice import RoomNotice

        if self._cards is not None:
            contents.options_panel.set_cards(self._cards)
        contents.attend(self._watch)
        if self._origin is not None and self._updates is not None:
            contents.offer_updates(self._updates, self._origin.page)
        contents.offer_endings(self._power)
        notice = RoomNotice(self._full_disk, contents.window)
        notice.folder_wanted.connect(contents.elsewhere.ask)
        contents.add_banner(notice)
        self._monitor.measured.connect(contents.status_line.show_load)

    def _show_in_taskbar(self, outlook: Outlook) -> None:
        self._taskbar.show_fraction(outlook.fraction if self._queue.is_running else None)

    def _show_hosts(self) -> None:
        self.complete()
        self._hosts.show()

    def _measure(self) -> None:
        from aresrgan_gui.services.bench import Bench
        from aresrgan_gui.ui.dialogs.bench import BenchDialog

        self.complete()
        models, estimator = installed(models_folder()), self._watch.estimator
        bench = Bench(
            self._engine, self._runner, models, estimator, self._application, renew=self._runner.renew
        )
        bench.learnt.connect(self._watch.relearnt)
        BenchDialog(bench, self._desktop.window).open()

    def _window_handle(self) -> int:
        return self._desktop.window.winId()

    def _follow_settings(self, settings: Settings) -> None:
        self.complete()
        self._look_for_updates(settings)
        self._courtesy.set_patience(settings.patience)
        self._engine = self._engine_for(settings.engine)
        self._runner.set_engine(self._engine)
        self._trial_runner.set_engine(self._engine)

    def _look_for_updates(self, settings: Settings) -> None:
        """Once in the program's life, where the user wants it; what has no origin has no updates."""
        is_wanted = settings.updates is Updates.AT_START and not self._looks_for_updates
        if self._updates is not None and is_wanted:
            self._looks_for_updates = True
            self._updates.start()

    def _on_devices(self, devices: list[VulkanDevice] | None) -> None:
        if devices is not None:
            cards = {device.index: device.name for device in devices if not device.is_software}
            self._cards = cards
            self._queue.set_devices([str(number) for number in cards])
            self._desktop.contents.options_panel.set_cards(cards)
