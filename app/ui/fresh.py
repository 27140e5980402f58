"""A part of a screen that always shows what is in the file, and reads only while it is seen."""

from collections.abc import Set

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.db import Commit
from app.ui.context import News


class FreshPart(QWidget):
    """Is read when it is first seen, and again when one of its ``tables`` was changed.

    Subclasses say how it is read.
    """

    def __init__(self, news: News, tables: Set[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tables = tables
        self._stale = True
        news.committed.connect(self._on_commit)

    def read(self) -> None:
        """Read what is shown."""
        raise NotImplementedError

    def reload(self) -> None:
        """Read again; when hidden, once it is seen."""
        self._stale = True
        if self.isVisible():
            self.read_now()

    def read_now(self) -> None:
        """Read though it is hidden: what is full before it is shown is laid out once."""
        self._stale = False
        self.read()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    def _on_commit(self, commit: Commit) -> None:
        if commit.tables & self._tables:
            self.reload()
