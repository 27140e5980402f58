"""What an import would do, or did: counts, and the rows behind each of them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.imported import ImportOutcome, LikeRow
from app.i18n import _
from app.ui.theme import GAP

MOST_ROWS = 2_000
"""Rows shown of each kind; the workbook of rejected rows has all of them."""


class OutcomeView(QWidget):
    """Shows an outcome; for client rows that look like one already there it asks which it is.

    With ``done`` it only tells; nothing can be decided any more.

    Signals:
        decided: row number, join: the clerk decided about such a row.
    """

    decided = Signal(int, bool)

    def __init__(self, *, done: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done = done
        self._counts, self._tabs = QLabel(), QTabWidget()
        self._nothing = QLabel(_("文件里的内容都已经在这里了，没有要写入的。"))
        self._nothing.setProperty("role", "faint")
        self._counts.setObjectName("counts")
        self._counts.setWordWrap(True)
        self._counts.setTextFormat(Qt.TextFormat.PlainText)
        self._tabs.setObjectName("outcome")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self._counts)
        column.addWidget(self._nothing)
        column.addWidget(self._tabs, 1)
        column.addStretch(0)
        for label in (self._counts, self._nothing):
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_outcome(self, outcome: ImportOutcome) -> None:
        """Show an outcome; the open tab stays open."""
        open_tab = self._tabs.tabText(self._tabs.currentIndex()).split(" ")[0]
        self._counts.setText(_counted(outcome))
        self._tabs.clear()
        for title, rows, table in (
            (_("退回"), len(outcome.rejected), _rejected(outcome)),
            (_("疑似重复"), len(outcome.likes), self._likes(outcome.likes)),
            (_("更新"), len(outcome.changed), _changed(outcome)),
            (_("新开档案"), len(outcome.opened), _names(_("客户"), outcome.opened)),
            (_("新登记人员"), len(outcome.new_staff), _names(_("姓名"), outcome.new_staff)),
        ):
            if rows:
                place = self._tabs.addTab(table, f"{title} {rows:,}")
                if title == open_tab:
                    self._tabs.setCurrentIndex(place)
            else:
                table.deleteLater()
        self._tabs.setVisible(self._tabs.count() > 0)
        self._nothing.setVisible(outcome.unchanged == outcome.rows)

    def _likes(self, likes: Sequence[LikeRow]) -> QTableWidget:
        headings = [_("行"), _("文件里的客户"), _("像是"), _("为什么"), _("怎么办")]
        table = _table(headings, min(len(likes), MOST_ROWS), stretched=3)
        table.setObjectName("likes")
        for row, like in enumerate(likes[:MOST_ROWS]):
            other = f"{like.other_code} {like.other_name}".strip()
            for column, text in enumerate((str(like.number), like.name, other, like.why)):
                table.setItem(row, column, QTableWidgetItem(text))
            told = _("已并入") if like.joins else _("分开保留")
            tick = QCheckBox(told if self._done else _("并入这个客户"))
            tick.setChecked(like.joins)
            tick.setEnabled(not self._done)
            tick.toggled.connect(lambda on, number=like.number: self.decided.emit(number, on))
            table.setCellWidget(row, 4, tick)
        for names in (1, 2):
            table.horizontalHeader().setSectionResizeMode(names, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(4, 130)
        return table


def _counted(outcome: ImportOutcome) -> str:
    parts = [
        _("共 {n} 行").format(n=f"{outcome.rows:,}"),
        _("新增 {n}").format(n=f"{outcome.added:,}"),
        _("更新 {n}").format(n=f"{outcome.updated:,}"),
        _("不变 {n}").format(n=f"{outcome.unchanged:,}"),
    ]
    if outcome.joined:
        parts.append(_("并入已有客户 {n}").format(n=f"{outcome.joined:,}"))
    parts.append(_("退回 {n}").format(n=f"{len(outcome.rejected):,}"))
    return "　·　".join(parts)


def _rejected(outcome: ImportOutcome) -> QTableWidget:
    lines = [(row.number, problem) for row in outcome.rejected for problem in row.problems]
    shown = lines[:MOST_ROWS]
    table = _table([_("行"), _("列"), _("内容"), _("原因")], len(shown), stretched=3)
    for place, (number, problem) in enumerate(shown):
        texts = (str(number), problem.heading, problem.cell, problem.reason)
        for column, text in enumerate(texts):
            table.setItem(place, column, QTableWidgetItem(text))
    return table


def _changed(outcome: ImportOutcome) -> QTableWidget:
    lines = [(row, change) for row in outcome.changed for change in row.changes][:MOST_ROWS]
    headings = [_("行"), _("记录"), _("栏目"), _("原来"), _("改为")]
    table = _table(headings, len(lines), stretched=4)
    for place, (row, change) in enumerate(lines):
        for column, text in enumerate((str(row.number), row.name, *change)):
            table.setItem(place, column, QTableWidgetItem(text))
    return table


def _names(heading: str, names: Sequence[str]) -> QTableWidget:
    table = _table([heading], min(len(names), MOST_ROWS), stretched=0)
    for row, name in enumerate(names[:MOST_ROWS]):
        table.setItem(row, 0, QTableWidgetItem(name))
    return table


def _table(headings: Sequence[str], rows: int, *, stretched: int) -> QTableWidget:
    table = QTableWidget(rows, len(headings))
    table.setHorizontalHeaderLabels(list(headings))
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setDefaultSectionSize(150)
    header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
    if len(headings) > 1:
        header.resizeSection(0, 60)
    return table
