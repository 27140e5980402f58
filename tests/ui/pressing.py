"""Presses everything that a window offers: buttons, lines of menus, keys, double clicks."""

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QAction, QDesktopServices, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QFileDialog,
    QHeaderView,
    QListWidget,
    QMenu,
    QMessageBox,
    QPushButton,
    QTableView,
    QTreeView,
    QWidget,
)
from shiboken6 import isValid

from app.errors import NotAllowedError
from app.ui.chips import FilterChip
from app.ui.context import Context
from app.ui.dialogs import DraftDialog
from app.ui.period_chip import PeriodDialog
from app.ui.printing import PreviewDialog
from tests.ui.waiting import settled

Offer = tuple[str, Callable[[], object]]
HARMLESS = (PeriodDialog, PreviewDialog)
"""Windows that only narrow what is shown, or put it out."""
LOOKING = ("print", "export", "preview", "sheet", "columns", "open", "show", "fold", "unfold")
"""How the names of what only puts out, arranges or leads on begin: pressing that takes long."""
OPENING = "click"
LOOKING_KEYS = ("Ctrl+P", "Ctrl+Shift+P", "Ctrl+F", "F5", "Esc", "Down", "Ctrl+Home")


class Presser:
    """Presses what a window offers, and keeps which of it was refused or opened a form.

    Attributes:
        refused: What was pressed, with the sentence that refused it.
        forms: What was pressed and opened a form that can be saved, or was opened to be saved:
            one that is locked may only be looked into by a click on a row.
    """

    def __init__(self, qtbot: Any, context: Context, window: QWidget, monkeypatch: Any) -> None:
        self._qtbot, self._context, self._window = qtbot, context, window
        self.refused: list[tuple[str, str]] = []
        self.forms: list[str] = []
        self._pressing = ""
        made = NotAllowedError.__init__

        def noted(error: NotAllowedError, *words: Any) -> None:
            self.refused.append((self._pressing, str(words[0])))
            made(error, *words)

        monkeypatch.setattr(NotAllowedError, "__init__", noted)
        for name in ("getSaveFileName", "getOpenFileName", "getOpenFileNames"):
            monkeypatch.setattr(QFileDialog, name, lambda *_asked: ("", ""))
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: "")
        monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)

    def press_all(self, show: Callable[[], QWidget]) -> list[str]:
        """Press everything in what ``show`` brings to sight; return what there was."""
        done: list[str] = []
        view = self._shown(show)
        while True:
            if not (isValid(view) and view.isVisible()):
                view = self._shown(show)
            name, press = next((one for one in _offers(view) if one[0] not in done), ("", None))
            if press is None:
                return done
            done.append(name)
            self._press(name, press)
            while (dialog := self._top_dialog()) is not None:
                self._look_at(dialog, name)
                _take_away(dialog)
            if isValid(view):
                _choose_rows(view)

    def _shown(self, show: Callable[[], QWidget]) -> QWidget:
        view = show()
        settled(self._qtbot, self._context)
        _choose_rows(view)
        settled(self._qtbot, self._context)
        return view

    def _press(self, name: str, press: Callable[[], object]) -> None:
        self._pressing = name
        press()
        settled(self._qtbot, self._context)

    def _look_at(self, dialog: QDialog, name: str) -> None:
        """Note a form, say yes to a question, and press everything in any other window."""
        if isinstance(dialog, HARMLESS):
            return
        if isinstance(dialog, DraftDialog):
            opened = OPENING in name.rsplit(" › ", maxsplit=1)[-1]
            self.forms += [name] if dialog.form.isEnabled() or not opened else []
        elif isinstance(dialog, QMessageBox):
            for button in dialog.buttons():
                if dialog.buttonRole(button) is QMessageBox.ButtonRole.AcceptRole:
                    self._press(name, button.click)
                    return
        else:
            self._press_within(dialog, name)

    def _press_within(self, dialog: QDialog, name: str) -> None:
        for within, press in list(_offers(dialog)):
            self._press(f"{name} › {within}", press)
            above = self._top_dialog()
            if above is not dialog:
                if above is not None and isValid(dialog):
                    self._look_at(above, f"{name} › {within}")
                return

    def _top_dialog(self) -> QDialog | None:
        shown = [one for one in self._window.findChildren(QDialog) if one.isVisible()]
        return shown[-1] if shown else None


def _take_away(dialog: QDialog) -> None:
    if isValid(dialog):
        dialog.hide()
        dialog.deleteLater()


def _choose_rows(view: QWidget) -> None:
    for table in view.findChildren(QAbstractItemView):
        if table.isVisible() and table.model() and not table.selectionModel().hasSelection():
            first = table.model().index(0, 0)
            below = table.model().index(0, 0, first) if isinstance(table, QTreeView) else first
            table.setCurrentIndex(below if below.isValid() else first)


def _offers(view: QWidget) -> Iterator[Offer]:
    yield from _buttons(view)
    for table in view.findChildren(QAbstractItemView):
        if table.isVisible() and not isinstance(table, QHeaderView):
            yield from map(_action, filter(_offered, table.actions()))
            yield from _on_row(table)
    for shortcut in view.findChildren(QShortcut):
        owner, keys = shortcut.parent(), shortcut.key().toString()
        seen = isinstance(owner, QWidget) and owner.isVisible()
        if seen and shortcut.isEnabled() and keys not in LOOKING_KEYS:
            yield f"{_named(owner)} {keys}", shortcut.activated.emit


def _buttons(view: QWidget) -> Iterator[Offer]:
    for button in view.findChildren(QAbstractButton):
        quiet = isinstance(button, FilterChip) or button.objectName().startswith(LOOKING)
        if quiet or not button.isVisible() or not button.isEnabled():
            continue
        menu = button.menu() if isinstance(button, QPushButton) else None
        if menu is not None:
            yield from _lines(menu)
        else:
            yield f"{_named(button)} {button.text()}", button.click


def _lines(menu: QMenu) -> Iterator[Offer]:
    menu.aboutToShow.emit()
    for line in menu.actions():
        below = line.menu()
        if isinstance(below, QMenu):
            yield from _lines(below)
        elif _offered(line):
            yield _action(line)


def _on_row(table: QAbstractItemView) -> Iterator[Offer]:
    index = table.currentIndex()
    if not index.isValid():
        return
    if isinstance(table, QTableView):
        yield f"{_named(table)} double click", lambda: table.doubleClicked.emit(index)
    if isinstance(table, QTreeView):
        yield from _on_groups(table)
    if isinstance(table, QListWidget):
        yield f"{_named(table)} double click", lambda: table.itemActivated.emit(table.currentItem())
    if table.contextMenuPolicy() == Qt.ContextMenuPolicy.CustomContextMenu:
        menu = _context_menu(table)
        names = [name for name, _press in _lines(menu)]
        menu.close()
        for name in names:
            yield f"menu {name}", lambda name=name: _choose(table, name)


def _on_groups(tree: QTreeView) -> Iterator[Offer]:
    """Click every icon of the first line of each group."""
    lines = tree.model()
    for group in range(lines.rowCount()):
        line = lines.index(0, 0, lines.index(group, 0))
        for column in range(lines.columnCount()):
            if line.siblingAtColumn(column).data(Qt.ItemDataRole.DecorationRole) is None:
                continue
            cell = QPersistentModelIndex(line.siblingAtColumn(column))
            yield f"group {group} click {column}", lambda cell=cell: _click(tree, cell)


def _click(tree: QTreeView, cell: QPersistentModelIndex) -> None:
    index = tree.model().index(cell.row(), cell.column(), cell.parent())
    tree.setCurrentIndex(index)
    tree.clicked.emit(index)


def _context_menu(table: QAbstractItemView) -> QMenu:
    table.customContextMenuRequested.emit(table.visualRect(table.currentIndex()).center())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def _choose(table: QAbstractItemView, name: str) -> None:
    menu = _context_menu(table)
    press = dict(_lines(menu))[name]
    press()
    if isValid(menu):
        menu.close()


def _offered(action: QAction) -> bool:
    looking = action.objectName().startswith(LOOKING) or action.isSeparator()
    return action.isVisible() and action.isEnabled() and not looking


def _action(action: QAction) -> Offer:
    return f"{_named(action)} {action.text()}", action.trigger


def _named(one: QObject) -> str:
    return one.objectName() or type(one).__name__
