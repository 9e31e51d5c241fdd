"""The other machines between the window and the places where pictures are made."""

from __future__ import annotations

import logging

from PySide6.QtWidgets import QApplication

from aresrgan_gui.core.errors import ErrorCode, Failure
from aresrgan_gui.core.paths import hosts_file, models_folder
from aresrgan_gui.runners.places import Places
from aresrgan_gui.services.hosts.credentials import Credentials
from aresrgan_gui.services.hosts.hosts import Hosts
from aresrgan_gui.ui.desktop import Desktop

log = logging.getLogger(__name__)


class HostsDesk:
    """Lets the places be those that the user has set up, and shows them to the user."""

    def __init__(self, desktop: Desktop, places: Places, application: QApplication) -> None:
        self._desktop = desktop
        self._places = places
        self._application = application
        self._hosts = self._opened()

    def show(self) -> None:
        """Let the user see and change the hosts."""
        if self._hosts is None:
            self._hosts = self._opened()
        if self._hosts is not None:
            from aresrgan_gui.ui.hosts.dialog import HostsDialog

            dialog = HostsDialog(self._hosts, self._desktop.window)
            dialog.found_to_work.connect(self._places.revive)
            dialog.open()

    def _opened(self) -> Hosts | None:
        """The hosts at work; without a file that can be read there are none, and it is left as it is."""
        try:
            hosts = Hosts(hosts_file(), models_folder(), Credentials(), parent=self._application)
        except (OSError, ValueError) as error:
            log.exception("the hosts cannot be read")
            failure = Failure(ErrorCode.INPUT_UNREADABLE, hosts_file(), str(error))
            self._desktop.contents.show_failure(failure)
            return None
        hosts.changed.connect(self._follow)
        self._places.set_hosts(hosts.runners(), hosts.names())
        return hosts

    def _follow(self) -> None:
        if self._hosts is not None:
            self._places.set_hosts(self._hosts.runners(), self._hosts.names())
