"""Clients entered twice: the pairs that look alike, to be merged or declared two."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.db import Commit
from app.i18n import _
from app.queries.duplicates import DuplicatePair, duplicate_pairs
from app.services.merging import declare_distinct
from app.ui.buttons import ActionButton
from app.ui.clients.merge import MergeDialog
from app.ui.context import Context
from app.ui.icons import icon
from app.ui.messages import show_error
from app.ui.on_screen import resize_on_screen
from app.ui.record_table import RecordTable
from app.ui.tables import Column, PagedTableModel
from app.ui.theme import GAP
from app.ui.workers import Job


@dataclass(frozen=True, slots=True)
class PairRow:
    """One pair of the list."""

    id: int
    pair: DuplicatePair


COLUMNS: Sequence[Column[PairRow]] = (
    Column("certain", _("判断"), lambda row: _certainty(row.pair), width=76, sortable=False),
    Column("first", _("先建的档案"), lambda row: row.pair.first_name, width=250, sortable=False),
    Column("first_code", _("编号"), lambda row: row.pair.first_code, width=84, sortable=False),
    Column("second", _("后建的档案"), lambda row: row.pair.second_name, width=250, sortable=False),
    Column("second_code", _("编号"), lambda row: row.pair.second_code, width=84, sortable=False),
    Column("why", _("依据"), lambda row: row.pair.why, width=320, sortable=False),
)


class DuplicatesDialog(QDialog):
    """Lists the pairs; looking for them goes on in the background."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("duplicatesDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("查重：看起来是同一个客户的档案"))
        self._context = context
        self._pairs: dict[int, PairRow] = {}
        self._model: PagedTableModel[PairRow] = PagedTableModel(COLUMNS, self._rows, self)
        self.table = RecordTable(self._model, context.preferences, "duplicatesTable")
        self.count = QLabel(_("正在比对…"))
        self.count.setObjectName("count")
        self._buttons: list[QPushButton] = []
        self._lay_out()
        self.table.opened.connect(lambda _id: self.merge())
        self.table.chosen_changed.connect(self._enable)
        context.news.committed.connect(self._on_commit)
        self.search()

    def search(self) -> None:
        """Look for pairs again."""

        def work(_job: Job) -> list[DuplicatePair]:
            with self._context.db.read() as session:
                return duplicate_pairs(session)

        self._context.workers.run(self, work, self._show, lambda error: show_error(self, error))

    def merge(self) -> None:
        """Merge the pair under the cursor, side by side."""
        if (pair := self._current()) is not None:
            MergeDialog(self._context, pair.first_id, pair.second_id, parent=self).open()

    def declare_two(self) -> None:
        """Remember that the chosen pairs are two clients each."""
        chosen = [self._pairs[id_].pair for id_ in self.table.chosen_ids()]
        declare_distinct(self._context.desk, *((one.first_id, one.second_id) for one in chosen))

    def _show(self, pairs: Sequence[DuplicatePair]) -> None:
        place = max(self.table.currentIndex().row(), 0)
        self._pairs = {number: PairRow(number, pair) for number, pair in enumerate(pairs)}
        self._model.show([])
        self.table.show_ids(list(self._pairs))
        certain = sum(pair.certain for pair in pairs)
        text = _("共 {n:,} 对，其中 {certain:,} 对可以确定。双击或按回车，左右对照后合并。")
        none = _("没有发现重复的档案。")
        self.count.setText(text.format(n=len(pairs), certain=certain) if pairs else none)
        self.table.choose_row(place)  # after one of many: where the list was read
        self._enable()

    def _rows(self, ids: Sequence[int]) -> Sequence[PairRow]:
        return [self._pairs[id_] for id_ in ids if id_ in self._pairs]

    def _current(self) -> DuplicatePair | None:
        row = self.table.current_id()
        return None if row is None else self._pairs[row].pair

    def _on_commit(self, commit: Commit) -> None:
        if commit.tables & {"client", "distinct_pair"}:
            self.search()

    def _enable(self) -> None:
        for button in self._buttons:
            button.setEnabled(bool(self.table.chosen_ids()))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        self._add(row, "mergePair", _("左右对照并合并…"), "merge", self.merge)
        self._add(row, "declareTwo", _("是两个客户"), "unlink", self.declare_two)
        close = ActionButton(_("关闭"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setSpacing(GAP)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        resize_on_screen(self, 1120, 520)

    def _add(
        self, row: QHBoxLayout, name: str, label: str, icon_name: str, then: Callable[[], None]
    ) -> None:
        button = ActionButton(icon(icon_name), label)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _on: then())
        self._buttons.append(button)
        row.addWidget(button)


def _certainty(pair: DuplicatePair) -> str:
    return _("可以确定") if pair.certain else _("疑似 {score}").format(score=pair.score)
