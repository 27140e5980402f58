"""A small list that the office edits itself: names, their order, and which are in use."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.db import Commit
from app.errors import AppError
from app.i18n import _
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.dialogs import DraftDialog
from app.ui.fields import text
from app.ui.forms import Section
from app.ui.icons import icon
from app.ui.keys import keys_on
from app.ui.messages import show_error
from app.ui.theme import GAP

ENTRY_ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class SmallEntry:
    """One line: ``note`` is shown behind the name; what is ``used`` cannot be deleted."""

    id: int
    name: str
    active: bool
    version: int
    note: str = ""
    used: bool = False


@dataclass(frozen=True, slots=True)
class SmallListSpec:
    """What one list is, and the services behind it; each raises an ``AppError`` with a sentence.

    ``one`` is what an entry is called (部门), ``told`` says what the list is for. ``rename``,
    ``activate`` and ``delete`` take the version last; a wrong name is an ``InvalidInputError``
    under ``name``. Without ``arrange`` the order is not the office's. With ``edit`` an entry
    (None: a new one) is edited by a window of the caller's instead of a name alone.
    """

    name: str
    one: str
    told: str
    tables: frozenset[str]
    longest: int
    entries: Callable[[], Sequence[SmallEntry]]
    add: Callable[[str], object]
    rename: Callable[[int, str, int], object]
    activate: Callable[[int, bool, int], object]
    delete: Callable[[int, int], object]
    arrange: Callable[[Sequence[int]], object] | None = None
    edit: Callable[[SmallEntry | None], None] | None = None


@dataclass(frozen=True, slots=True)
class NameDraft:
    """The one thing a short window edits."""

    name: str = ""


class NameDialog(DraftDialog[NameDraft]):
    """Asks for the name of an entry; what is wrong with it is told below it."""

    def __init__(
        self, spec: SmallListSpec, entry: SmallEntry | None, parent: QWidget | None = None
    ) -> None:
        told = _("新建{one}") if entry is None else _("修改{one}")
        asked = (text("name", spec.one, max_length=spec.longest, required=True),)
        draft = NameDraft() if entry is None else NameDraft(entry.name)
        super().__init__(told.format(one=spec.one), [Section("", asked)], draft, parent, columns=1)
        self.setObjectName(f"{spec.name}Dialog")
        self.setMinimumWidth(380)
        self._spec, self._entry = spec, entry

    @override
    def save(self, draft: NameDraft) -> None:
        if self._entry is None:
            self._spec.add(draft.name)
        else:
            self._spec.rename(self._entry.id, draft.name, self._entry.version)


class SmallList(QWidget):
    """Shows the list and edits it; everything is saved at once and can be taken back.

    Space ticks, Enter or F2 edits, Insert or Ctrl+N adds, Alt+Up and Alt+Down move, Del deletes.
    """

    def __init__(
        self, context: Context, spec: SmallListSpec, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(spec.name)
        self._context, self._spec = context, spec
        self._entries: list[SmallEntry] = []
        self.list = QListWidget()
        self.list.setObjectName(f"{spec.name}List")
        self.list.setAccessibleName(spec.one)
        self.setFocusProxy(self.list)
        self._buttons: dict[str, QPushButton] = {}
        self._lay_out()
        self.list.itemChanged.connect(self._ticked)
        self.list.itemActivated.connect(lambda _item: self.edit())
        self.list.currentRowChanged.connect(lambda _row: self._follow())
        context.news.committed.connect(self._on_commit)
        self.reload()

    def reload(self) -> None:
        """Show the list as it is stored, the cursor on the entry it was on."""
        current = self.current()
        row = max(self.list.currentRow(), 0)
        self._entries = list(self._spec.entries())
        with QSignalBlocker(self.list):
            self.list.clear()
            for entry in self._entries:
                self.list.addItem(_item(entry))
        ids = [entry.id for entry in self._entries]
        if current is not None and current.id in ids:
            row = ids.index(current.id)
        self.list.setCurrentRow(min(row, len(ids) - 1))
        self._follow()

    def current(self) -> SmallEntry | None:
        """Return the entry under the cursor."""
        row = self.list.currentRow()
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def add(self) -> None:
        """Ask for a new entry."""
        self._ask(None)

    def edit(self) -> None:
        """Edit the entry under the cursor."""
        if (entry := self.current()) is not None:
            self._ask(entry)

    def shift(self, by: int) -> None:
        """Move the entry under the cursor up (-1) or down (1)."""
        row = self.list.currentRow()
        ids = [entry.id for entry in self._entries]
        if self._spec.arrange is None or row < 0 or not 0 <= row + by < len(ids):
            return
        ids[row], ids[row + by] = ids[row + by], ids[row]
        arrange = self._spec.arrange
        self._do(lambda: arrange(ids))

    def delete(self) -> None:
        """Delete the entry under the cursor where nothing uses it."""
        entry = self.current()
        if entry is not None and not entry.used:
            self._do(lambda: self._spec.delete(entry.id, entry.version))

    def _ask(self, entry: SmallEntry | None) -> None:
        if self._spec.edit is not None:
            self._spec.edit(entry)
        else:
            NameDialog(self._spec, entry, self.window()).open()

    def _do(self, work: Callable[[], object]) -> None:
        try:
            work()
        except AppError as error:
            show_error(self.window(), error)
            self.reload()

    def _ticked(self, item: QListWidgetItem) -> None:
        entry = next((e for e in self._entries if e.id == item.data(ENTRY_ID)), None)
        on = item.checkState() is Qt.CheckState.Checked
        if entry is not None and entry.active != on:
            self._do(lambda: self._spec.activate(entry.id, on, entry.version))

    def _on_commit(self, commit: Commit) -> None:
        if commit.tables & self._spec.tables:
            self.reload()

    def _follow(self) -> None:
        entry, row = self.current(), self.list.currentRow()
        self._buttons["edit"].setEnabled(entry is not None)
        self._buttons["delete"].setEnabled(entry is not None and not entry.used)
        used = entry is not None and entry.used
        told = _("已经用到，不能删除；去掉勾选就不再出现。") if used else _("删除 (Del)")
        self._buttons["delete"].setToolTip(told)
        if self._spec.arrange is not None:
            self._buttons["up"].setEnabled(row > 0)
            self._buttons["down"].setEnabled(0 <= row < len(self._entries) - 1)

    def _lay_out(self) -> None:
        told = QLabel(self._spec.told)
        told.setProperty("role", "faint")
        told.setWordWrap(True)
        buttons = QVBoxLayout()
        buttons.setSpacing(GAP)
        for name, label, icon_name, keys, then in self._steps():
            buttons.addWidget(self._button(name, label, icon_name, keys, then))
        buttons.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(self.list, 1)
        row.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setSpacing(GAP)
        column.addWidget(told)
        column.addLayout(row, 1)

    def _steps(self) -> list[tuple[str, str, str, tuple[str, ...], Callable[[], None]]]:
        steps: list[tuple[str, str, str, tuple[str, ...], Callable[[], None]]] = [
            ("add", _("新建"), "plus", ("Ins", "Ctrl+N"), self.add),
            ("edit", _("修改"), "pencil", ("F2",), self.edit),
        ]
        if self._spec.arrange is not None:
            steps += [
                ("up", _("上移"), "arrow-up", ("Alt+Up",), lambda: self.shift(-1)),
                ("down", _("下移"), "arrow-down", ("Alt+Down",), lambda: self.shift(1)),
            ]
        return [*steps, ("delete", _("删除"), "trash-2", ("Del",), self.delete)]

    def _button(
        self,
        name: str,
        label: str,
        icon_name: str,
        keys: Sequence[str],
        then: Callable[[], None],
    ) -> QPushButton:
        button = self._buttons[name] = ActionButton(icon(icon_name), label)
        button.setObjectName(name)
        button.setToolTip(f"{label} ({keys[0]})")
        button.clicked.connect(lambda _on: then())
        for key in keys:
            keys_on(self.list, key, then)
        return button


def _item(entry: SmallEntry) -> QListWidgetItem:
    shown = f"{entry.name}　　{entry.note}" if entry.note else entry.name
    item = QListWidgetItem(shown)
    item.setData(ENTRY_ID, entry.id)
    item.setToolTip(_("勾选的才会出现在选择里") if entry.active else _("已停用"))
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Checked if entry.active else Qt.CheckState.Unchecked)
    return item
