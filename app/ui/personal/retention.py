"""The yearly review: people nothing was heard of for longer than the office keeps data."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.db import Commit
from app.domain.personal_retention import LONGEST_REASON, KeepDraft
from app.domain.types import ContactId
from app.i18n import _
from app.queries.personal_retention import PastPerson, past_people
from app.queries.privacy import privacy
from app.services.personal.retention import keep_people
from app.ui import fields
from app.ui.buttons import named_button
from app.ui.context import Context
from app.ui.dialogs import DraftDialog
from app.ui.forms import Section
from app.ui.on_screen import resize_on_screen
from app.ui.plain_table import RowTable
from app.ui.theme import GAP

HEADINGS = (_("联系人"), _("客户"), _("最后往来"), _("说明"))
WIDTHS = (140, 300, 120)
SIZE = (780, 520)


class RetentionDialog(QDialog):
    """Lists the people; each is kept until a day, with a reason, or erased."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("retentionDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("保存期限复核"))
        self._context = context
        self._people: Sequence[PastPerson] = ()
        self._told, self.table = QLabel(), RowTable("pastPeople", HEADINGS, widths=WIDTHS)
        self._lay_out()
        resize_on_screen(self, *SIZE)
        context.news.committed.connect(self._on_commit)
        self.read()

    def read(self) -> None:
        """List whom the review is about."""
        place = max(self.table.currentRow(), 0)
        with self._context.db.read() as session:
            self._people = past_people(session, today=self._context.today())
            limited = privacy(session).keep_months is not None
        told = _("{n:,} 位联系人超过保存期限没有往来。选中后保留（写明原因），或打开后清除。")
        none = _("没有超过保存期限的联系人。")
        if not limited:
            none = _("没有设保存期限，所以没有到期的联系人。期限在“设置 · 个人信息”里填。")
        self._told.setText(told.format(n=len(self._people)) if self._people else none)
        self.table.setRowCount(len(self._people))
        for row, one in enumerate(self._people):
            remark = _("在回收站里") if one.deleted else ""
            for column, text in enumerate((one.name, one.client, f"{one.last_on}", remark)):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.clearSelection()  # who stood in a chosen row may be gone, and another there
        self.table.selectRow(min(place, len(self._people) - 1))
        for button in self._of_people:
            button.setEnabled(bool(self._people))

    def keep(self) -> None:
        """Ask until when and why, then keep the chosen."""
        if chosen := self._chosen():
            KeepDialog(self._context, [one.id for one in chosen], self).open()

    def open_person(self) -> None:
        """Open what is kept about the first of the chosen; it is erased from there."""
        if chosen := self._chosen():
            self._context.navigator.personal_wanted.emit(chosen[0].id)

    def _chosen(self) -> list[PastPerson]:
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        return [self._people[row] for row in rows]

    def _on_commit(self, commit: Commit) -> None:
        if commit.tables & {"retention_review", "erasure", "contact"}:
            self.read()

    def _lay_out(self) -> None:
        self._told.setWordWrap(True)
        self.table.activated.connect(lambda _index: self.open_person())
        row = QHBoxLayout()
        self._of_people = (
            named_button("keepPeople", _("保留到…"), "calendar-check", self.keep),
            named_button("openPast", _("个人信息…"), "id-card", self.open_person),
        )
        for button in self._of_people:
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(named_button("closeReview", _("关闭"), "x", self.reject))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        whole.setSpacing(GAP)
        whole.addWidget(self._told)
        whole.addWidget(self.table, 1)
        whole.addLayout(row)


class KeepDialog(DraftDialog[KeepDraft]):
    """Asks until when people's data stay, and why."""

    def __init__(self, context: Context, ids: Sequence[ContactId], parent: QWidget) -> None:
        self._context, self._ids = context, ids
        asked = (
            fields.day("keep_until", _("保存到"), required=True),
            fields.text("reason", _("原因"), max_length=LONGEST_REASON, required=True),
        )
        title = _("保留 {n:,} 位联系人").format(n=len(ids))
        super().__init__(title, [Section("", asked)], KeepDraft(), parent, columns=1)
        self.setObjectName("keepDialog")
        self.resize(420, 240)

    @override
    def problems(self, draft: KeepDraft) -> Mapping[str, str]:
        return draft.problems(self._context.today())

    @override
    def save(self, draft: KeepDraft) -> None:
        keep_people(self._context.desk, self._ids, draft)
