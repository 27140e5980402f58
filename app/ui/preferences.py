"""How the windows of this PC look: column widths, sizes, last choices. Losing it loses nothing."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings


class Preferences:
    """Small values kept between starts in one file; a damaged file means defaults."""

    def __init__(self, path: Path) -> None:
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
        """Keep a value under a key such as ``clients/header``."""
        self._store.setValue(key, value)
