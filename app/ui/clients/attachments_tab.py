"""The tab 附件: files kept with a client."""

import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.types import ClientId
from app.errors import AppError, FileRefusedError
from app.exchange.writing import file_name
from app.i18n import _
from app.queries.clients.agreements import AttachmentRow, attachment_content, attachments_of
from app.services.clients_attachments import MOST_BYTES, add_attachment, delete_attachment
from app.ui.buttons import add_to_row
from app.ui.clients.part import CardPart
from app.ui.context import Context
from app.ui.files import (
    ask_to_open_several,
    ask_to_save,
    files_dropped,
    open_outside,
    place_for_copy,
)
from app.ui.keys import keys_on
from app.ui.messages import show_error
from app.ui.rights import FileLock
from app.ui.small_table import SmallTable
from app.ui.tables import RIGHT, Column
from app.whole_files import whole_file

KILOBYTE = 1024


def _size(size: int) -> str:
    kilobytes = size / KILOBYTE
    if size < KILOBYTE:
        return _("{n:,} 字节").format(n=size)
    return f"{kilobytes:,.0f} KB" if kilobytes < KILOBYTE else f"{kilobytes / KILOBYTE:,.1f} MB"


def _when(row: AttachmentRow) -> str:
    return f"{row.added_at.astimezone():%Y-%m-%d %H:%M}"


COLUMNS: Final[Sequence[Column[AttachmentRow]]] = (
    Column("name", _("文件"), lambda row: row.file_name, width=380, sortable=False),
    Column("size", _("大小"), lambda row: _size(row.size), RIGHT, 90, sortable=False),
    Column("added", _("添加时间"), _when, width=140, sortable=False),
    Column("staff", _("添加人"), lambda row: row.staff, width=90, sortable=False),
)


class AttachmentsTab(CardPart):
    """Adds, opens, saves and deletes the files of a client."""

    tables = frozenset({"attachment"})

    def __init__(
        self, context: Context, client_id: ClientId, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, client_id, parent)
        self.table: SmallTable[AttachmentRow] = SmallTable(
            COLUMNS, context.preferences, "attachmentsTable"
        )
        self.table.opened.connect(lambda _id: self.open_file())
        self.setAcceptDrops(True)  # else a workbook dropped here is imported by the window
        buttons = QHBoxLayout()
        add_to_row(buttons, "addAttachment", _("添加文件…"), "paperclip", self.choose, "Ctrl+N")
        self._looking = [
            add_to_row(buttons, "openAttachment", _("打开"), "external-link", self.open_file),
            add_to_row(buttons, "saveAttachment", _("另存为…"), "download", self.save_as),
        ]
        gone = add_to_row(buttons, "deleteAttachment", _("删除"), "trash-2", self.delete)
        keys_on(self.table, "Del", gone.click)
        buttons.addStretch(1)
        hint = QLabel(
            _(
                "合同、名片、来函的扫描件，可以直接拖到这里；每个不超过 20 MB，"
                "随数据文件一起保存和备份。"
            )
        )
        hint.setProperty("role", "faint")
        hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(buttons)
        column.addWidget(hint)
        column.addWidget(self.table, 1)
        self._lock = FileLock(context, client_id, self, {"addAttachment", "deleteAttachment"})

    @override
    def read(self) -> None:
        with self.context.db.read() as session:
            rows = attachments_of(session, self.client_id)
        self.table.show_rows(rows)
        for button in self._looking:
            button.setEnabled(bool(rows))
        self._lock.look(without_row=() if rows else ("deleteAttachment",))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_dropped(event) and not self._lock.why:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        for path in files_dropped(event):
            self.add_file(path)

    def choose(self) -> None:
        """Ask for files and keep them."""
        for name in ask_to_open_several(self.context.preferences, self, _("添加附件")):
            self.add_file(Path(name))

    def add_file(self, path: Path) -> None:
        """Keep a copy of a file."""
        try:
            add_attachment(self.context.desk, self.client_id, path.name, _content(path))
        except AppError as error:
            show_error(self, error)

    def open_file(self) -> None:
        """Open a copy of the file under the cursor with the program this PC has for it.

        It may only be read: what is changed in it would go with it when this program ends.
        """
        row = self.table.current()
        if row is not None:
            path = place_for_copy(_safe(row.file_name))
            if self._write(row, path):
                path.chmod(stat.S_IRUSR)
                open_outside(self.window(), path)

    def save_as(self) -> None:
        """Ask where to, and write the file under the cursor there."""
        row = self.table.current()
        if row is None:
            return
        name = _safe(row.file_name)
        chosen = ask_to_save(self.context.preferences, self, _("附件另存为"), name)
        if chosen:
            self._write(row, Path(chosen))

    def delete(self) -> None:
        """Put the file under the cursor into the recycle bin."""
        if (row := self.table.current()) is not None:
            delete_attachment(self.context.desk, row.id)

    def _write(self, row: AttachmentRow, path: Path) -> bool:
        """Write the file whole, or tell why that cannot be and return False."""
        with self.context.db.read() as session:
            content = attachment_content(session, row.id)
        try:
            with whole_file(path) as new:
                new.write_bytes(content or b"")
        except AppError as error:
            show_error(self, error)
            return False
        return True


def _safe(name: str) -> str:
    """Return the name as every computer takes it; it may come from another one."""
    stem, dot, ending = name.rpartition(".")
    return file_name(stem, f".{file_name(ending, '')}") if stem and dot else file_name(name, "")


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size <= MOST_BYTES:
            return path.read_bytes()
    except OSError as error:
        message = _("不能读取 {name}，请检查文件是否还在、是否有权限。")
        raise FileRefusedError(message.format(name=path.name)) from error
    message = _("{name} 超过 20 MB，不能作为附件保存。请压缩后再添加。")
    raise FileRefusedError(message.format(name=path.name))
