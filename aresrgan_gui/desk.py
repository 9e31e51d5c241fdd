"""The window with everything that stands behind it, put together once for the program's life."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from aresrgan_gui.core.errors import ErrorCode, Failure
from aresrgan_gui.core.models import installed, manifest
from aresrgan_gui.core.paths import (
    hosts_file,
    journal_file,
    log_file,
    models_folder,
    origin_file,
    speeds_file,
)
from aresrgan_gui.core.settings import Settings, Updates
from aresrgan_gui.core.updates import read_origin
from aresrgan_gui.runners.engines import Engine, our_engine
from aresrgan_gui.runners.local import LocalRunner
from aresrgan_gui.runners.places import Places
from aresrgan_gui.services.bench import Bench
from aresrgan_gui.services.courtesy import Courtesy
from aresrgan_gui.services.credentials import Credentials
from aresrgan_gui.services.devices import DeviceQuery, VulkanDevice
from aresrgan_gui.services.full_disk import FullDisk
from aresrgan_gui.services.hosts import Hosts
from aresrgan_gui.services.idle_time import idle_clock
from aresrgan_gui.services.intake import Intake
from aresrgan_gui.services.journal import WINDOW_RUN, JournalError, open_journal
from aresrgan_gui.services.journal_writer import JournalWriter
from aresrgan_gui.services.keeper import Keeper, recover
from aresrgan_gui.services.model_store import ModelFetcher
from aresrgan_gui.services.monitor import Monitor
from aresrgan_gui.services.own_models import OwnModels
from aresrgan_gui.services.power import Power
from aresrgan_gui.services.previews import PreviewLoader
from aresrgan_gui.services.queue import Queue
from aresrgan_gui.services.samples import SampleMaker
from aresrgan_gui.services.taskbar import Taskbar, platform_shower
from aresrgan_gui.services.thumbnails import Thumbnails
from aresrgan_gui.services.trials import Trials
from aresrgan_gui.services.updates import UpdateCheck
from aresrgan_gui.services.watch import Outlook, Watch
from aresrgan_gui.ui.bench_dialog import BenchDialog
from aresrgan_gui.ui.crash_offer import CrashOffer
from aresrgan_gui.ui.desktop import Desktop
from aresrgan_gui.ui.hosts_dialog import HostsDialog
from aresrgan_gui.ui.leaving import Leaving
from aresrgan_gui.ui.looks import Looks
from aresrgan_gui.ui.main_window import MainWindow
from aresrgan_gui.ui.room_notice import RoomNotice

log = logging.getLogger(__name__)


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
        self._engine_for = engine_for
        self._save = save
        self._application = application
        self._engine = engine_for(settings.engine)
        self._runner = LocalRunner(self._engine, models_folder(), parent=application)
        self._places = Places(self._runner, application)
        self._queue = Queue(self._places, application)
        self._places.freed.connect(self._queue.go_on)
        self._kept: tuple[Keeper, JournalWriter] | None = None
        self._intake = Intake(application)
        self._thumbnails, self._previews = Thumbnails(application), PreviewLoader(application)
        # On a runner of their own: who tries something waits for it, also while the queue's work is held.
        self._trial_runner = LocalRunner(self._engine, models_folder(), parent=application)
        self._trials = Trials(self._trial_runner, application)
        self._full_disk = FullDisk(self._queue, parent=application)
        self._watch = Watch(self._queue, speeds_file(), parent=application)
        self._monitor, self._power = Monitor(application), Power(application)
        self._taskbar = Taskbar(platform_shower(self._window_handle), application)
        self._courtesy = Courtesy(self._queue, idle_clock(), application)
        self._courtesy.set_patience(settings.patience)
        self._fetcher = ModelFetcher(manifest(), models_folder(), application)
        self._own_models = OwnModels(our_engine(), models_folder(), application)
        self._samples = SampleMaker(
            LocalRunner(our_engine(), models_folder(), parent=application), application
        )
        self._desktop = Desktop(Looks(application), self._make_window, application)
        self._queue.running_changed.connect(self._power.set_awake)
        self._queue.running_changed.connect(self._monitor.set_on)
        self._watch.told.connect(self._show_in_taskbar)
        self._queue.running_changed.connect(self._samples.set_held)
        self._samples.made.connect(self._show_sample)
        self._fetcher.ended.connect(self._on_fetched)
        self._own_models.trying.connect(self._on_trying)
        self._own_models.accepted.connect(self._on_accepted)
        self._own_models.renamed.connect(self._on_renamed)
        self._own_models.removed.connect(self._on_removed)
        self._own_models.failed.connect(self._on_refused)
        self._desktop.settings_changed.connect(self._follow_settings)
        self._cards: dict[int, str] | None = None
        self._devices = DeviceQuery(self._engine, application)
        self._devices.ended.connect(self._on_devices)
        self._devices.start()
        carried = origin_file()
        self._origin = read_origin(carried) if carried is not None else None
        self._updates = UpdateCheck(self._origin.feed, application) if self._origin is not None else None
        self._looks_for_updates = False
        self._desktop.open(settings)
        self._hosts = self._open_hosts()
        self._look_for_updates(settings)
        self._samples.want(installed(models_folder()))
        self._keep_queue()

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
        self._fetcher.ended.disconnect(self._on_fetched)
        self._fetcher.cancel()
        self._own_models.stop()
        self._samples.stop()
        self._places.shutdown()
        self._trial_runner.shutdown()
        self._stop_keeping()
        self._watch.save()
        self._power.set_awake(False)

    def _open_hosts(self) -> Hosts | None:
        """The hosts at work; without a file that can be read there are none, and it is left as it is."""
        try:
            hosts = Hosts(hosts_file(), models_folder(), Credentials(), parent=self._application)
        except (OSError, ValueError) as error:
            log.exception("the hosts cannot be read")
            failure = Failure(ErrorCode.INPUT_UNREADABLE, hosts_file(), str(error))
            self._desktop.window.show_failure(failure)
            return None
        hosts.changed.connect(self._follow_hosts)
        self._places.set_hosts(hosts.runners())
        return hosts

    def _follow_hosts(self) -> None:
        if self._hosts is not None:
            self._places.set_hosts(self._hosts.runners())

    def _show_hosts(self) -> None:
        if self._hosts is None:
            self._hosts = self._open_hosts()
        if self._hosts is not None:
            dialog = HostsDialog(self._hosts, self._desktop.window)
            dialog.found_to_work.connect(self._places.revive)
            dialog.open()

    def _keep_queue(self) -> None:
        """Go on with the queue of the last time and keep it; without a journal it is not kept."""
        try:
            journal, aside = open_journal(journal_file())
            entries = recover(journal, WINDOW_RUN)
        except JournalError as error:
            log.exception("the journal cannot be used")
            self._tell_unkept(str(error))
            return
        writer = JournalWriter(journal)
        keeper = Keeper(self._queue, writer, WINDOW_RUN)
        writer.failed.connect(self._tell_unkept)
        self._kept = (keeper, writer)
        self._places.set_notary(writer)
        self._queue.restore(entries)
        if aside is not None:
            self._desktop.window.show_failure(Failure(ErrorCode.JOURNAL_DAMAGED, aside))

    def _stop_keeping(self) -> None:
        if self._kept is not None:
            keeper, writer = self._kept
            keeper.flush()
            writer.close()

    def _tell_unkept(self, reason: str) -> None:
        failure = Failure(ErrorCode.JOURNAL_UNWRITABLE, journal_file(), reason)
        self._desktop.window.show_failure(failure)

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
        if self._cards is not None:
            window.options_panel.set_cards(self._cards)
        window.attend(self._watch)
        if self._origin is not None and self._updates is not None:
            window.offer_updates(self._updates, self._origin.page)
        window.offer_endings(self._power)
        window.show_places(self._places)
        window.closing.connect(self._places.leave)
        window.hosts_wanted.connect(self._show_hosts)
        if self._crash_reports:
            offer = CrashOffer(self._crash_reports, log_file(), window)
            offer.dismissed.connect(self._crash_reports.clear)
            window.add_banner(offer)
        notice = RoomNotice(self._full_disk, window)
        notice.folder_wanted.connect(window.elsewhere.ask)
        window.add_banner(notice)
        self._leaving = Leaving(window, self._queue)
        self._leaving.ended.connect(self._application.quit)
        self._monitor.measured.connect(window.status_line.show_load)
        window.models_wanted.connect(self._fetcher.start)
        window.measuring_wanted.connect(self._measure)
        self._fetcher.progress.connect(window.show_models_progress)
        window.model_care.offered.connect(self._own_models.take)
        window.model_care.folders_offered.connect(self._own_models.look_into)
        window.model_care.renamed.connect(self._own_models.rename)
        window.model_care.removed.connect(self._own_models.remove)
        return window

    def _show_in_taskbar(self, outlook: Outlook) -> None:
        self._taskbar.show_fraction(outlook.fraction if self._queue.is_running else None)

    def _measure(self) -> None:
        models, estimator = installed(models_folder()), self._watch.estimator
        bench = Bench(self._engine, self._runner, models, estimator, self._application)
        bench.learnt.connect(self._watch.relearnt)
        BenchDialog(bench, self._desktop.window).open()

    def _window_handle(self) -> int:
        return self._desktop.window.winId()

    def _follow_settings(self, settings: Settings) -> None:
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

    def _on_fetched(self, failure: Failure | None) -> None:
        self._desktop.window.show_models_progress("")
        self._show_models()
        if failure is not None:
            self._desktop.window.show_failure(failure)

    def _on_devices(self, devices: list[VulkanDevice] | None) -> None:
        if devices is not None:
            cards = {device.index: device.name for device in devices if not device.is_software}
            self._cards = cards
            self._queue.set_devices([str(number) for number in cards])
            self._desktop.window.options_panel.set_cards(cards)

    def _on_trying(self, name: str) -> None:
        self._desktop.window.show_trial(name)

    def _on_accepted(self, name: str) -> None:
        self._show_models()
        self._desktop.window.show_accepted(name)

    def _on_renamed(self, old: str, new: str) -> None:
        self._desktop.window.replace_model(old, new)
        self._show_models()

    def _on_removed(self, name: str) -> None:
        for other in installed(models_folder())[:1]:
            self._desktop.window.replace_model(name, other.spec.name)
        self._show_models()

    def _on_refused(self, failure: Failure) -> None:
        self._desktop.window.show_models_progress("")
        self._desktop.window.show_failure(failure)

    def _show_models(self) -> None:
        models = installed(models_folder())
        self._desktop.window.set_models(models)
        self._samples.want(models)

    def _show_sample(self, name: str) -> None:
        self._desktop.window.options_panel.picker.refresh_sample(name)
