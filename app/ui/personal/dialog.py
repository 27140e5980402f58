"""The window about one person: where the person stands, hand over, erase."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.personal import Found, Person
from app.domain.rights import Right
from app.domain.types import ContactId
from app.exchange.writing import file_name
from app.i18n import _
from app.paper.document import Document
from app.queries.personal import findings, needles_for, person_of
from app.queries.personal_consent import consents_of
from app.ui.buttons import named_button
from app.ui.context import Context
from app.ui.files import ask_to_save
from app.ui.found_table import FoundTable
from app.ui.list_output import paper_marks
from app.ui.messages import show_error
from app.ui.on_screen import resize_on_screen
from app.ui.personal.consent import ConsentDialog
from app.ui.personal.erasing import EraseDialog
from app.ui.printing import preview
from app.ui.progress import run_with_progress
from app.ui.rights import offer_only_with, why_locked
from app.ui.theme import GAP
from app.ui.workers import Job

SIZE = (980, 600)
Answer = tuple[Person | None, Sequence[Found], str]
"""Whom it is about, where the person stands, and what was agreed to or refused."""


class PersonalDialog(QDialog):
    """Shows where a contact stands in the office; the clerk ticks what is to be blotted out."""

    def __init__(self, context: Context, contact_id: ContactId, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("personalDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("个人信息"))
        self._context, self._id = context, contact_id
        self._person: Person | None = None
        self._head, self._consents, self._told = QLabel(), QLabel(), QLabel()
        self.table = FoundTable()
        self._may_erase = context.desk.may(Right.ERASE)
        self._erase = named_button("erasePerson", _("清除个人信息…"), "trash-2", self.ask_erase)
        self._consent = named_button("noteConsent", _("记录同意…"), "file-check", self.note_consent)
        self._lay_out()
        resize_on_screen(self, *SIZE)
        self.read()

    def read(self) -> None:
        """Look through the whole file on a worker thread."""
        self._told.setText(_("正在查找…"))

        def work(_job: Job) -> Answer:
            with self._context.db.read() as session:
                person = person_of(session, self._id)
                if person is None:
                    return None, [], ""
                needles = needles_for(session, self._id)
                said = consents_of(session, [self._id]).get(self._id, {})
                told = "　".join(one.text for one in said.values())
                return person, findings(session, needles, self._id), told

        self._context.workers.run(self, work, self._show, lambda error: show_error(self, error))

    def export(self) -> None:
        """Write everything about the person as a workbook."""
        proposed = file_name(self.windowTitle(), ".xlsx")
        kinds = _("Excel 工作簿 (*.xlsx)")
        if chosen := ask_to_save(self._context.preferences, self, _("导出"), proposed, kinds):
            self._write(Path(chosen).with_suffix(".xlsx"))

    def print_out(self) -> None:
        """Show everything about the person as it will be on paper; from there also as PDF."""
        from app.exchange.personal_book import handed_over
        from app.paper.personal_sheet import personal_document

        def make() -> Document:
            held = handed_over(self._context.db, self._id)
            policy, imprint = paper_marks(self._context)
            name = held.person.name
            lines, changes = [*held.lines()], [*held.change_lines()]
            return personal_document(name, lines, changes, policy=policy, imprint=imprint)

        preview(self._context, self, make, file_name(self.windowTitle(), ".pdf"))

    def note_consent(self) -> None:
        """Note what the person agreed to or refused."""
        dialog = ConsentDialog(self._context, self._id, self)
        dialog.accepted.connect(self.read)
        dialog.open()

    def ask_erase(self) -> None:
        """Tell what goes and what remains, then erase what is ticked."""
        if self._person is not None:
            dialog = EraseDialog(self._context, self._person, self.table.ticked(), self)
            dialog.accepted.connect(self.read)
            dialog.open()

    def _write(self, path: Path) -> None:
        from app.exchange.personal_book import handed_over, write_personal_book

        def work(_job: Job) -> tuple[str, ...]:
            return write_personal_book(path, handed_over(self._context.db, self._id))

        def done(warnings: tuple[str, ...]) -> None:
            told = _("已导出个人信息到 {file}").format(file=path)
            self._context.navigator.told.emit("　".join((told, *warnings)))

        run_with_progress(self._context.workers, self, _("导出"), work, done)

    def _show(self, answer: Answer) -> None:
        self._person, found, consents = answer
        self._consents.setText(consents or _("还没有记录：是否同意保存个人信息、是否接收广告。"))
        if self._person is None:
            self._told.setText(_("这位联系人已经不在了。"))
            for button in self.findChildren(QPushButton):
                button.setEnabled(button.objectName() == "closePerson")
            return
        person = self._person
        self._head.setText(f"{person.name}　{person.client}")
        self.setWindowTitle(_("{name} 的个人信息").format(name=person.name))
        sure = sum(one.certain for one in found)
        told = _(
            "在 {n:,} 处找到，其中 {sure:,} 处确定是本人。打勾的在清除时一并处理；没有打勾的不动。"
        )
        if person.erased:
            told = _("这位的个人信息已经清除。下面 {n:,} 处还在，写着“已删除的联系人”。")
        self._told.setText(told.format(n=len(found), sure=sure))
        self.table.show_found(found, ticks=self._may_erase and not person.erased)
        self._erase.setEnabled(self._may_erase and not person.erased)
        why = why_locked(self._context, person.client_id)
        self._consent.setEnabled(not why and not person.erased)
        self._consent.setToolTip(why)

    def _lay_out(self) -> None:
        self._head.setProperty("role", "title")
        self._head.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setProperty("role", "faint")
        self._told.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(
            named_button("exportPerson", _("导出 Excel…"), "file-spreadsheet", self.export)
        )
        row.addWidget(self._consent)
        row.addWidget(named_button("printPerson", _("打印或存为 PDF…"), "printer", self.print_out))
        row.addStretch(1)
        row.addWidget(self._erase)
        row.addWidget(named_button("closePerson", _("关闭"), "x", self.reject))
        offer_only_with(self._context, Right.ERASE, self._erase)
        offer_only_with(self._context, Right.EDIT, self._consent)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        column.setSpacing(GAP)
        self._consents.setTextFormat(Qt.TextFormat.PlainText)
        self._consents.setWordWrap(True)
        for part in (self._head, self._consents, self._told):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addLayout(row)
