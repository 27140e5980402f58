"""The window that shares a client: with everybody, or with colleagues chosen by name."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.domain.types import ClientId, StaffId
from app.errors import AppError
from app.i18n import _
from app.queries.office import staff_members
from app.queries.sharing import ShareRow, shares
from app.services.sharing import share_client
from app.ui.context import Context
from app.ui.messages import show_error
from app.ui.theme import GAP


class ShareDialog(QDialog):
    """Asks with whom a client is shared."""

    def __init__(
        self, context: Context, client_id: ClientId, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("shareDialog")
        self.setWindowTitle(_("共享客户"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._client_id = context, client_id
        told = _("{name} 共享给谁？他们能看到这个客户，能记沟通、待办、问题和礼节，不能改档案。")
        label = QLabel(told.format(name=name))
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        self.everybody = QCheckBox(_("全体同事"))
        self.everybody.setObjectName("everybody")
        self.people = QListWidget()
        self.people.setObjectName("people")
        self.people.setAccessibleName(_("同事"))
        self.everybody.toggled.connect(self.people.setDisabled)
        self._fill()
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+S"), self, self.accept)
        column = QVBoxLayout(self)
        column.setSpacing(GAP)
        for part in (label, self.everybody, self.people, buttons):
            column.addWidget(part)
        self.setMinimumWidth(380)

    @override
    def accept(self) -> None:
        try:
            share_client(
                self._context.desk,
                self._client_id,
                self._chosen(),
                everybody=self.everybody.isChecked(),
            )
        except AppError as error:
            show_error(self, error)
        else:
            super().accept()

    def _fill(self) -> None:
        """Offer who does not see the client anyway."""
        with self._context.db.read() as session:
            members = staff_members(session, active_only=True)
            known = {row.staff_id for row in shares(session, self._client_id)}
        own = None if self._context.staff is None else self._context.staff.id
        self.everybody.setChecked(None in known)
        for member in members:
            if member.id == own or member.post.supervises:
                continue
            item = QListWidgetItem(f"{member.name}　{member.post.label}")
            item.setData(Qt.ItemDataRole.UserRole, member.id)
            chosen = Qt.CheckState.Checked if member.id in known else Qt.CheckState.Unchecked
            item.setCheckState(chosen)
            self.people.addItem(item)

    def _chosen(self) -> list[StaffId]:
        items = (self.people.item(row) for row in range(self.people.count()))
        return [
            StaffId(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        ]


def shared_with(rows: Sequence[ShareRow]) -> str:
    """Return with whom a client is shared, in a few words; empty where it is not."""
    if not rows:
        return ""
    names = [_("全体同事")] if rows[0].staff_id is None else [row.name for row in rows]
    return _("已共享给{people}").format(people=_("、").join(names))
