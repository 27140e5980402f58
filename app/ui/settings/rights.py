"""权限一览: which post may do what, as the program holds to it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.rights import RIGHTS
from app.domain.types import Post
from app.i18n import _
from app.ui.on_screen import resize_on_screen
from app.ui.plain_table import PlainTable
from app.ui.theme import GAP


class RightsDialog(QDialog):
    """Shows the table of rights; it is the policy's and not edited."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rightsDialog")
        self.setWindowTitle(_("权限一览"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        told = QLabel(
            _(
                "格子里是这个职务能动谁的客户，“—”是不能。没有客户经理的客户谁都能看、能改；"
                "有未完成的待办或问题派给自己的客户，算共享的。"
                "只有一个人，或没有在用的总监和经理时，谁都不受限制。"
            )
        )
        told.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(GAP)
        for part in (told, _table(), buttons):
            column.addWidget(part)
        resize_on_screen(self, 880, 640)


def _table() -> PlainTable:
    table = PlainTable("rights", [post.label for post in Post], told=_("权限一览"))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setRowCount(len(RIGHTS))
    table.setVerticalHeaderLabels([right.label for right in RIGHTS])
    for row, scopes in enumerate(RIGHTS.values()):
        for place, post in enumerate(Post):
            scope = scopes.get(post)
            item = QTableWidgetItem("—" if scope is None else scope.label)
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            table.setItem(row, place, item)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    table.verticalHeader().setDefaultSectionSize(26)
    return table
