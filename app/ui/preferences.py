"""How the windows of this PC look: column widths, sizes, last choices. No word of a client."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings


class Preferences:
    """Small values kept between starts in one file; a damaged file means defaults."""

    def __init__(self, path: Path) -> None:
        self._folder = path.parent
        self._place = _place_of(self._folder)
        self._store = QSettings(str(path), QSettings.Format.IniFormat)

    def bytes_of(self, key: str) -> QByteArray | None:
        """Return what Qt saved of a header or a window, or None."""
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else None

    def text(self, key: str, default: str = "") -> str:
        """Return a text."""
        value = self._store.value(key, default)
        return value if isinstance(value, str) else default

    def keep(self, key: str, value: Any) -> None:
        """Keep a value under a key such as ``clients/header``.

        Not where the stick it is on was pulled out: what stands in its place now is none of ours.
        """
        if _place_of(self._folder) == self._place:
            self._store.setValue(key, value)

    def keys(self) -> list[str]:
        """Return under which keys anything is kept."""
        return self._store.allKeys()

    def forget(self, key: str) -> None:
        """Keep a value no longer, on the disk at once."""
        if _place_of(self._folder) == self._place:
            self._store.remove(key)
            self._store.sync()


def _place_of(folder: Path) -> tuple[int, int] | None:
    """Return what tells a folder from another one of its name; None where there is none."""
    with suppress(OSError):
        found = folder.stat()
        return found.st_dev, found.st_ino
    return None
