"""The look through all pages of a large office file, beside the start of the program (R3)."""

import threading
from pathlib import Path

from app.backups.office_file import check_quickly
from app.encryption.keyring import Keyring

LARGE = 20_000_000
"""Bytes from which the look takes long enough to be felt at the start."""


class PageCheck:
    """Looks through all pages in a thread of its own, from the first time somebody waits for it.

    What is only read needs not wait for it; whoever writes waits.
    """

    def __init__(self, path: Path, keys: Keyring) -> None:
        self._path, self._keys = path, keys
        self._error: Exception | None = None
        # a daemon: the program may end before a slow disk has given every page
        self._thread = threading.Thread(target=self._look, name="page check", daemon=True)
        self._starting = threading.Lock()

    def wait(self, seconds: float | None = None) -> bool:
        """Tell whether every page was found sound, once that is known or the time is over.

        Raises:
            DamagedFileError: One was not.
            StorageError: The file cannot be read.
        """
        with self._starting:
            if self._thread.ident is None:
                self._thread.start()
        self._thread.join(seconds)
        if self._error is not None:
            raise self._error
        return not self._thread.is_alive()

    def _look(self) -> None:
        try:
            check_quickly(self._path, self._keys)
        except Exception as error:  # noqa: BLE001 - raised where somebody waits
            self._error = error


def is_large(path: Path) -> bool:
    """Tell whether looking through the file takes long enough to be felt."""
    return path.exists() and path.stat().st_size > LARGE
