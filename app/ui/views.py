"""A page of several views, one beside the other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from app.ui.context import Context

INTO = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)
Shown = TypeVar("Shown", bound=QWidget)
DIGITS = 9  # views that Alt and a digit can name


@dataclass(frozen=True, slots=True)
class View:
    """One view of a page; it is made when it is first shown."""

    key: str
    title: str
    make: Callable[[Context], QWidget]


class TabKeys(QObject):
    """Leads from tabs into what they show: by Enter or Down, and by the keys of what is shown."""

    def __init__(self, tabs: QTabWidget) -> None:
        super().__init__(tabs)
        self._tabs = tabs
        tabs.tabBar().installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            shown: QWidget | None = self._tabs.currentWidget()
            if shown is not None and (_goes_in(shown, event.key()) or _asked(shown, event)):
                return True
        return super().eventFilter(watched, event)


class Views(QWidget):
    """Turns from view to view by tabs; Alt+1, Alt+2 … turn to them by number.

    From the tabs Enter or Down goes into the view, and the view's own keys work as if within it.
    """

    def __init__(
        self, context: Context, name: str, views: Sequence[View], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.context, self._views = context, tuple(views)
        self._made: dict[str, QWidget] = {}
        self._rooms: list[QVBoxLayout] = []
        self.tabs = QTabWidget()
        self.tabs.setObjectName(f"{name}Views")
        self.tabs.setDocumentMode(True)
        if len(self._views) > DIGITS:
            self.tabs.tabBar().setProperty("role", "many")
        for number, view in enumerate(views):
            place = QWidget()
            room = QVBoxLayout(place)
            room.setContentsMargins(0, 0, 0, 0)
            self._rooms.append(room)
            self.tabs.addTab(place, view.title)
            if number < DIGITS:
                self._name_by_digit(number)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self.tabs)
        self.tabs.currentChanged.connect(self._show)
        TabKeys(self.tabs)
        self._fill(0)

    def show_view(self, key: str) -> QWidget:
        """Turn to a view and return it."""
        number = self._number(key)
        self._turn(number)
        return self._made_at(number)

    @property
    def view_key(self) -> str:
        """Which view is shown."""
        return self._views[self.tabs.currentIndex()].key

    def view(self, key: str, kind: type[Shown]) -> Shown:
        """Return a view, which is of this kind, without turning to it."""
        made = self._made_at(self._number(key))
        assert isinstance(made, kind)  # noqa: S101 - who asks knows what the page is made of
        return made

    def _name_by_digit(self, number: int) -> None:
        keys = f"Alt+{number + 1}"
        self.tabs.setTabToolTip(number, f"{self._views[number].title} ({keys})")
        turn = QShortcut(QKeySequence(keys), self)
        turn.activated.connect(lambda: self._turn(number))

    def _number(self, key: str) -> int:
        return [view.key for view in self._views].index(key)

    def _turn(self, number: int) -> None:
        self.tabs.setCurrentIndex(number)
        if (proxy := self.focusProxy()) is not None:
            proxy.setFocus()

    def _show(self, number: int) -> None:
        self._fill(number)
        proxy = self.focusProxy()
        walking = self.tabs.tabBar().hasFocus()  # who walks the tabs by arrows goes on walking
        if proxy is not None and not walking:
            proxy.setFocus()

    def _fill(self, number: int) -> None:
        """Make a view if it is shown for the first time; the keys are its own from now on."""
        made = self._made_at(number)
        takes_keys = made.focusProxy() is not None or made.focusPolicy() != Qt.FocusPolicy.NoFocus
        self.setFocusProxy(made if takes_keys else self.tabs.tabBar())

    def _made_at(self, number: int) -> QWidget:
        view = self._views[number]
        if view.key not in self._made:
            made = self._made[view.key] = view.make(self.context)
            self._rooms[number].addWidget(made)
            made.show()  # a layout would show it later, and keys typed till then would be lost
        return self._made[view.key]


def _goes_in(shown: QWidget, key: int) -> bool:
    """Put the cursor on the first thing that takes keys."""
    if key not in INTO:
        return False
    inside = shown.nextInFocusChain()  # what is shown is not followed by what was put in it later
    while inside is not None and inside is not shown:
        if shown.isAncestorOf(inside) and _takes_keys(inside):
            inside.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        inside = inside.nextInFocusChain()
    return False


def _asked(shown: QWidget, event: QKeyEvent) -> bool:
    """Do what these keys do in what is shown; not what a single key does to a chosen row."""
    if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return False
    keys = QKeySequence(event.keyCombination())
    for shortcut in shown.findChildren(QShortcut):
        owner = shortcut.parent()
        seen = isinstance(owner, QWidget) and owner.isVisible()
        if seen and shortcut.isEnabled() and shortcut.key() == keys:
            shortcut.activated.emit()
            return True
    return False


def _takes_keys(widget: QWidget) -> bool:
    holder = widget.focusProxy() or widget  # of what an area shows, the area
    by_tab = bool(holder.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return widget.isVisible() and widget.isEnabled() and by_tab
