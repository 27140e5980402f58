"""What an import would do, or did: counts, and the rows behind each of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.domain.imported import ImportOutcome, LikeRow
from app.i18n import _
from app.ui.plain_table import RowTable
from app.ui.theme import GAP

TICK = 4
LONGEST_LINE = 35
"""Characters of a reason that stand in one line."""
MOST_ROWS = 2_000
"""Rows shown of each kind; the workbook of rejected rows has all of them."""
NEW_STAFF = _("姓名（人员名单里还没有，导入时登记为销售代表；写错了的，请先在文件里改正）")


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
        self._asked: _Likes | None = None
        self._nothing = QLabel()
        self._nothing.setObjectName("nothing")
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
        """Show an outcome; the open tab stays open, and the cursor among the likes in its place."""
        open_tab = self._tabs.tabText(self._tabs.currentIndex()).split(" ")[0]
        likes = self._likes(outcome)
        focused = likes.focused()
        self._counts.setText(_counted(outcome))
        self._take_down(likes)
        for title, rows, table in (
            (_("退回"), len(outcome.rejected), _rejected(outcome)),
            (_("疑似重复"), len(outcome.likes), likes),
            (_("更新"), len(outcome.changed), _changed(outcome)),
            (_("新开档案"), len(outcome.opened), _names(_("客户"), outcome.opened)),
            (_("新登记人员"), len(outcome.new_staff), _names(NEW_STAFF, outcome.new_staff)),
        ):
            if rows:
                place = self._tabs.addTab(table, f"{title} {rows:,}")
                if title == open_tab:
                    self._tabs.setCurrentIndex(place)
            else:
                table.deleteLater()
        self._asked = likes if outcome.likes else None
        if focused is not None:
            focused.setFocus()
        self._tabs.setVisible(self._tabs.count() > 0)
        self._nothing.setText(_nothing_to_tell(outcome))
        self._nothing.setVisible(bool(self._nothing.text()) and not self._done)

    def tell_counting(self) -> None:
        """Say that the counts shown are being counted anew."""
        self._counts.setText(_("正在重新计算…"))

    def _likes(self, outcome: ImportOutcome) -> "_Likes":
        likes = outcome.likes
        if self._asked is not None and self._asked.asks(likes):
            self._asked.tick(likes)
            return self._asked
        table = _Likes(likes, outcome.place, done=self._done)
        table.decided.connect(self.decided)
        return table

    def _take_down(self, kept: QWidget) -> None:
        while (table := self._tabs.widget(0)) is not None:
            self._tabs.removeTab(0)
            if table is not kept:
                table.deleteLater()


class _Likes(RowTable):
    """Client rows that look like one already there, each with a tick; Space turns it.

    Signals:
        decided: row number, join.
    """

    decided = Signal(int, bool)

    def __init__(
        self, likes: Sequence[LikeRow], place: Callable[[int], str], *, done: bool
    ) -> None:
        headings = [_("行"), _("文件里的客户"), _("像是"), _("为什么"), _("怎么办")]
        super().__init__("likes", headings, stretched=3)
        self.setRowCount(min(len(likes), MOST_ROWS))
        self._rows, self._done = _asked_of(likes), done
        _dress(self)
        _give_two_lines(self)
        for row, like in enumerate(likes[:MOST_ROWS]):
            sure = _("可以确定：{why}") if like.certain else _("疑似：{why}")
            texts = (place(like.number), like.name, like.other(place), sure.format(why=like.why))
            _fill(self, row, texts)
            self.setCellWidget(row, TICK, self._tick(like))
        for names in (1, 2):
            self.horizontalHeader().setSectionResizeMode(names, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(TICK, 130)

    def asks(self, likes: Sequence[LikeRow]) -> bool:
        """Tell whether these are the same rows, however they are decided."""
        return self._rows == _asked_of(likes)

    def tick(self, likes: Sequence[LikeRow]) -> None:
        """Show how the rows are decided now."""
        for row, like in enumerate(likes[:MOST_ROWS]):
            tick = self.cellWidget(row, TICK)
            if isinstance(tick, QCheckBox):
                with QSignalBlocker(tick):
                    tick.setChecked(like.joins)

    def focused(self) -> QWidget | None:
        """Return the table or the tick in it that has the focus."""
        has = self.focusWidget() if self.isAncestorOf(self.window().focusWidget()) else None
        return self if self.hasFocus() else has

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        tick = self.cellWidget(self.currentRow(), TICK)
        if event.key() == Qt.Key.Key_Space and isinstance(tick, QCheckBox):
            tick.click()
        else:
            super().keyPressEvent(event)

    def _tick(self, like: LikeRow) -> QCheckBox:
        told = _("已并入") if like.joins else _("分开保留")
        tick = QCheckBox(told if self._done else _("并入这个客户"))
        tick.setChecked(like.joins)
        tick.setEnabled(not self._done)
        tick.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # by keyboard: the row, then Space
        tick.toggled.connect(lambda on: self.decided.emit(like.number, on))
        return tick


def _asked_of(likes: Sequence[LikeRow]) -> list[LikeRow]:
    return [replace(like, joins=False) for like in likes]


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


def _nothing_to_tell(outcome: ImportOutcome) -> str:
    if outcome.unchanged == outcome.rows:
        return _("文件里的内容都已经在这里了，没有要写入的。")
    if outcome.rejected or outcome.likes:
        return ""
    return _("每一行都可以导入，没有要您决定的。按“导入”写入。")


def _rejected(outcome: ImportOutcome) -> RowTable:
    lines = [(row, problem) for row in outcome.rejected for problem in row.problems]
    place = outcome.place
    headings = [_("行"), _("列"), _("内容"), _("原因")]
    texts = [(place(row.number), p.heading, p.cell, p.reason) for row, p in lines[:MOST_ROWS]]
    return _table(headings, texts, stretched=3)


def _changed(outcome: ImportOutcome) -> RowTable:
    lines = [(row, change) for row in outcome.changed for change in row.changes][:MOST_ROWS]
    headings = [_("行"), _("记录"), _("栏目"), _("原来"), _("改为")]
    texts = [(outcome.place(row.number), row.name, *change) for row, change in lines]
    return _table(headings, texts, stretched=4)


def _names(heading: str, names: Sequence[str]) -> RowTable:
    return _table([heading], [(name,) for name in names[:MOST_ROWS]], stretched=0)


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]], *, stretched: int) -> RowTable:
    table = RowTable("importRows", headings, stretched=stretched)
    table.setRowCount(len(rows))
    _dress(table)
    if any(len(text) > LONGEST_LINE for texts in rows for text in texts):
        _give_two_lines(table)
    for place, texts in enumerate(rows):
        _fill(table, place, texts)
    return table


def _fill(table: RowTable, row: int, texts: Sequence[str]) -> None:
    for column, text in enumerate(texts):
        item = QTableWidgetItem(text)
        item.setToolTip(f"<p>{escape(text)}</p>")
        table.setItem(row, column, item)


def _give_two_lines(table: RowTable) -> None:
    """Make room for a sentence, such as why a row looks like another."""
    two_lines = 2 * table.fontMetrics().lineSpacing() + GAP
    table.verticalHeader().setDefaultSectionSize(two_lines)


def _dress(table: RowTable) -> None:
    header = table.horizontalHeader()
    header.setDefaultSectionSize(150)
    if table.columnCount() > 1:
        header.resizeSection(0, 60)
