"""A page of several views, one beside the other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.ui.context import Context


@dataclass(frozen=True, slots=True)
class View:
    """One view of a page; it is made when it is first shown."""

    key: str
    title: str
    make: Callable[[Context], QWidget]


class Views(QWidget):
    """Turns from view to view by tabs; Alt+1, Alt+2 … turn to them by number."""

    def __init__(
        self, context: Context, name: str, views: Sequence[View], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._context, self._views = context, tuple(views)
        self._made: dict[str, QWidget] = {}
        self._rooms: list[QVBoxLayout] = []
        self.tabs = QTabWidget()
        self.tabs.setObjectName(f"{name}Views")
        self.tabs.setDocumentMode(True)
        for number, view in enumerate(views):
            place = QWidget()
            room = QVBoxLayout(place)
            room.setContentsMargins(0, 0, 0, 0)
            self._rooms.append(room)
            self.tabs.addTab(place, view.title)
            keys = f"Alt+{number + 1}"
            self.tabs.setTabToolTip(number, f"{view.title} ({keys})")
            turn = QShortcut(QKeySequence(keys), self)
            turn.activated.connect(lambda n=number: self._turn(n))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self.tabs.currentChanged.connect(self._show)
        self._fill(0)

    def show_view(self, key: str) -> QWidget:
        """Turn to a view and return it."""
        keys = [view.key for view in self._views]
        self._turn(keys.index(key))
        return self._made[key]

    def _turn(self, number: int) -> None:
        self.tabs.setCurrentIndex(number)
        if (proxy := self.focusProxy()) is not None:
            proxy.setFocus()

    def _show(self, number: int) -> None:
        self._fill(number)
        if not self.tabs.tabBar().hasFocus():  # who walks the tabs by arrows goes on walking
            self._made[self._views[number].key].setFocus()

    def _fill(self, number: int) -> None:
        view = self._views[number]
        if view.key not in self._made:
            made = self._made[view.key] = view.make(self._context)
            self._rooms[number].addWidget(made)
            made.show()  # a layout would show it later, and keys typed till then would be lost
        self.setFocusProxy(self._made[view.key])
