"""The window with everything that stands behind it, put together once for the program's life.

What the window needs to be seen and used comes first. The rest is loaded and made after that, step by step:
each step imports what it makes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from aresrgan_gui.core.models.catalogue import installed
from aresrgan_gui.core.paths import log_file, models_folder, origin_file, paces_file, speeds_file
from aresrgan_gui.core.settings import Settings, Updates
from aresrgan_gui.core.updates import read_origin
from aresrgan_gui.desk.keeping import QueueKeeping
from aresrgan_gui.desk.models import ModelsDesk
from aresrgan_gui.desk.opening import Opening
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.local.runner import LocalRunner
from aresrgan_gui.runners.paces import Paces
from aresrgan_gui.runners.places import Places
from aresrgan_gui.services.pictures.previews import PreviewLoader
from aresrgan_gui.services.pictures.thumbnails import Thumbnails
from aresrgan_gui.services.pictures.trials import Trials
from aresrgan_gui.services.queue.intake import Intake
from aresrgan_gui.services.queue.queue import Queue
from aresrgan_gui.ui.desktop import Desktop
from aresrgan_gui.ui.dialogs.leaving import Leaving
from aresrgan_gui.ui.looks import Looks
from aresrgan_gui.ui.main_window import MainWindow

if TYPE_CHECKING:
    from aresrgan_gui.services.machine.devices import VulkanDevice
    from aresrgan_gui.services.queue.watch import Outlook


class Desk:
    """The services live as long as the program; the window is made anew when its language changes."""

    def __init__(
        self,
        application: QApplication,
        settings: Settings,
        engine_for: Callable[[Path | None], Engine],
        save: Callable[[Settings], None],
        crash_reports: list[Path],
    ) -> None:
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
        self._desktop = Desktop(Looks(application), self._make_window, application)
        self._desktop.settings_changed.connect(self._follow_settings)
        self._models = ModelsDesk(self._desktop, self._queue, application)
        self._desktop.open(settings)
        self._keeping = QueueKeeping(self._desktop, self._queue, self._places)
        steps = (
            self._add_estimates,
            self._add_machine,
            self._add_hosts,
            self._add_updates,
            self._complete,
            self._ask_for_devices,
        )
        self.opening = Opening(self._desktop.window, steps, application)

    @property
    def window(self) -> MainWindow:
        """The window that is open now."""
        return self._desktop.window

    def receive(self, paths: Sequence[Path]) -> None:
        """Take in what a later start of the program was given; the window comes to the front."""
        self._leaving.come_back()
        self.take(paths)

    def take(self, paths: Sequence[Path]) -> None:
        """Take in what the program was given."""
        if paths:
            self._intake.scan(paths)

    def leave(self) -> None:
        """Close the window without a question, and end the program."""
        self._leaving.leave()

    def clear(self) -> None:
        """End everything that still runs; returns when no child is left."""
        self.opening.finish()
        self._models.stop()
        self._places.shutdown()
        self._trial_runner.shutdown()
        self._trials.stop()
        self._thumbnails.stop()
        self._previews.stop()
        self._keeping.stop()
        self._watch.save()
        self._power.set_awake(False)

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

    def _complete(self) -> None:
        self._is_complete = True
        self._furnish(self._desktop.window)
        self._look_for_updates(self._settings)

    def _ask_for_devices(self) -> None:
        from aresrgan_gui.services.machine.devices import DeviceQuery

        self._devices = DeviceQuery(self._engine, self._application)
        self._devices.ended.connect(self._on_devices)
        self._devices.start()
        self._models.want_samples()

    def _make_window(self, settings: Settings) -> MainWindow:
        window = MainWindow(
            self._queue,
            self._intake,
            self._thumbnails,
            self._previews,
            self._trials,
            installed(models_folder()),
            settings,
            self._save,
        )
        window.show_places(self._places)
        window.closing.connect(self._places.leave)
        window.hosts_wanted.connect(self._show_hosts)
        window.measuring_wanted.connect(self._measure)
        self._models.serve(window)
        if self._crash_reports:
            from aresrgan_gui.ui.dialogs.crash_offer import CrashOffer

            offer = CrashOffer(self._crash_reports, log_file(), window)
            offer.dismissed.connect(self._crash_reports.clear)
            window.add_banner(offer)
        self._leaving = Leaving(window, self._queue)
        self._leaving.ended.connect(self._application.quit)
        if self._is_complete:
            self._furnish(window)
        return window

    def _furnish(self, window: MainWindow) -> None:
        """Give the window what it does without in its first moments."""
        from aresrgan_gui.ui.queue.room_notice import RoomNotice

        if self._cards is not None:
            window.options_panel.set_cards(self._cards)
        window.attend(self._watch)
        if self._origin is not None and self._updates is not None:
            window.offer_updates(self._updates, self._origin.page)
        window.offer_endings(self._power)
        notice = RoomNotice(self._full_disk, window)
        notice.folder_wanted.connect(window.elsewhere.ask)
        window.add_banner(notice)
        self._monitor.measured.connect(window.status_line.show_load)

    def _show_in_taskbar(self, outlook: Outlook) -> None:
        self._taskbar.show_fraction(outlook.fraction if self._queue.is_running else None)

    def _show_hosts(self) -> None:
        self.opening.finish()
        self._hosts.show()

    def _measure(self) -> None:
        from aresrgan_gui.services.bench import Bench
        from aresrgan_gui.ui.dialogs.bench import BenchDialog

        self.opening.finish()
        models, estimator = installed(models_folder()), self._watch.estimator
        bench = Bench(
            self._engine, self._runner, models, estimator, self._application, renew=self._runner.renew
        )
        bench.learnt.connect(self._watch.relearnt)
        BenchDialog(bench, self._desktop.window).open()

    def _window_handle(self) -> int:
        return self._desktop.window.winId()

    def _follow_settings(self, settings: Settings) -> None:
        self.opening.finish()
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
            self._desktop.window.options_panel.set_cards(cards)
