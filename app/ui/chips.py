"""Filter chips: small buttons that open a list of choices and show what was chosen."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)
from typing_extensions import override

from app.i18n import _
from app.ui.buttons import is_enter
from app.ui.theme import mark

SEARCH_FROM = 9
VALUE = Qt.ItemDataRole.UserRole
NAMED = 2


class FilterChip(QToolButton):
    """One filter: its title, and which of its values are let through; none chosen means all.

    Options are (value, text) pairs. With ``single`` at most one is chosen. Space or Enter opens the
    list; in it the arrows move, Space ticks, Enter closes; long lists have a search line, from
    which Down goes into the list and Enter takes the first that was found.

    Signals:
        changed: Another choice was made.
    """

    changed = Signal()

    def __init__(
        self,
        name: str,
        title: str,
        options: Sequence[tuple[Any, str]] = (),
        *,
        single: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "chip")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._title, self._single = title, single
        self._chosen: list[Any] = []
        self._options: list[tuple[Any, str]] = []
        self._list, self._search = QListWidget(), QLineEdit()
        self._search.setPlaceholderText(_("查找"))
        self._search.textChanged.connect(self._narrow)
        self._search.installEventFilter(self)
        self._list.itemChanged.connect(self._ticked)
        self._list.itemActivated.connect(self._activated)
        self.setMenu(self._make_menu())
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        """Offer these values; a chosen one no longer offered is dropped."""
        self._options = list(options)
        offered = [value for value, _text in self._options]
        self._chosen = [value for value in self._chosen if value in offered]
        self._search.setVisible(len(self._options) >= SEARCH_FROM)
        self._fill()
        self._show()

    def chosen(self) -> list[Any]:
        """Return the chosen values in the order offered."""
        return [value for value, _text in self._options if value in self._chosen]

    def choose(self, values: Iterable[Any]) -> None:
        """Choose exactly these values."""
        self._chosen = list(values)
        self._fill()
        self._show()
        self.changed.emit()

    @property
    def title(self) -> str:
        """What it filters by."""
        return self._title

    def kept(self) -> list[Any]:
        """Return the choice as JSON: plain values as they are, others by their text."""
        return [
            value if isinstance(value, str | int | None) else text
            for value, text in self._options
            if value in self._chosen
        ]

    def restore(self, kept: Sequence[Any]) -> bool:
        """Choose what ``kept`` returned; tell whether all of it is still offered."""
        found = [
            value
            for value, text in self._options
            if (value if isinstance(value, str | int | None) else text) in kept
        ]
        self.choose(found)
        return len(found) == len(kept)

    def clear(self) -> None:
        """Let everything through."""
        if self._chosen:
            self.choose(())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.showMenu()
        else:
            super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # the menu would take these keys, and leave the list out
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down:
                self._list.setFocus()
                return True
            if is_enter(event) and self._search.text().strip():
                if self._list.currentRow() >= 0:
                    self._activated(self._list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _make_menu(self) -> QMenu:
        menu, holder, action = QMenu(self), QWidget(), QWidgetAction(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self._search)
        column.addWidget(self._list)
        action.setDefaultWidget(holder)
        menu.addAction(action)
        menu.addAction(_("清除此筛选"), self.clear)
        menu.aboutToShow.connect(self._opened)
        return menu

    def _opened(self) -> None:
        self._search.clear()
        rows = min(len(self._options), 12)
        self._list.setFixedHeight(rows * max(self._list.sizeHintForRow(0), 22) + 8)
        self._list.setMinimumWidth(self._list.sizeHintForColumn(0) + 36)
        if self._list.count():
            self._list.setCurrentRow(0)
        (self._search if self._search.isVisibleTo(self.menu()) else self._list).setFocus()

    def _fill(self) -> None:
        row = self._list.currentRow()
        with QSignalBlocker(self._list):
            self._list.clear()
            for value, text in self._options:
                item = QListWidgetItem(text)
                item.setData(VALUE, [value])
                on = value in self._chosen
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
                self._list.addItem(item)
            self._list.setCurrentRow(min(row, len(self._options) - 1))

    def _ticked(self, item: QListWidgetItem) -> None:
        value = item.data(VALUE)[0]
        on = item.checkState() == Qt.CheckState.Checked
        others = [] if self._single else [v for v in self._chosen if v != value]
        self._chosen = [*others, value] if on else others
        if self._single:
            self._fill()
        self._show()
        self.changed.emit()

    def _activated(self, item: QListWidgetItem) -> None:
        if item.data(VALUE)[0] not in self._chosen:
            item.setCheckState(Qt.CheckState.Checked)
        self.menu().close()

    def _narrow(self, text: str) -> None:
        for row in range(self._list.count()):
            item = self._list.item(row)
            item.setHidden(text.strip().lower() not in item.text().lower())
        shown = (row for row in range(self._list.count()) if not self._list.item(row).isHidden())
        self._list.setCurrentRow(next(shown, -1))

    def _show(self) -> None:
        names = [text for value, text in self._options if value in self._chosen]
        shown = "、".join(names[:NAMED]) + (
            _(" 等{n:,}项").format(n=len(names)) if names[NAMED:] else ""
        )
        self.setText(f"{self._title}：{shown} ▾" if names else f"{self._title} ▾")
        self.setAccessibleName(self.text())
        mark(self, "chosen", bool(names))
