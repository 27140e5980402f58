"""What the settings ask of the sign-in: a person's password, a new recovery code, the record."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.types import StaffId
from app.i18n import _
from app.queries.sign_in import sign_in_used
from app.queries.sign_in_people import people_to_sign_in
from app.queries.sign_in_record import sign_in_record
from app.services.sign_in import renew_recovery_code
from app.ui.code_dialog import CodeDialog
from app.ui.context import Context
from app.ui.messages import ask, show_error, tell
from app.ui.on_screen import resize_on_screen
from app.ui.plain_table import RowTable
from app.ui.sign_in.changing import BeginDialog, ChangeDialog, RemoveDialog, give
from app.ui.sign_in.codes import recovery_code


def set_password_of(context: Context, parent: QWidget, staff_id: int) -> None:
    """Open what fits: the first password, one's own, or one for somebody else."""
    with context.db.read() as session:
        used, people = sign_in_used(session), people_to_sign_in(session)
    person = next((one for one in people if one.id == staff_id), None)
    if person is None:
        tell(parent, _("登录密码"), _("已停用的人不能登录。"))
    elif not used:
        begin = BeginDialog(context, parent)
        begin.began.connect(context.navigator.sign_in_begun)
        begin.open()
    elif context.staff is not None and context.staff.id == staff_id and person.has_password:
        ChangeDialog(context, person.id, parent).open()
    else:
        give(context, person, parent)


def remove_password_of(context: Context, parent: QWidget, staff_id: int) -> None:
    """Ask for the password, then do without one."""
    RemoveDialog(context, StaffId(staff_id), parent).open()


def renew_code(context: Context, parent: QWidget) -> None:
    """Make a new recovery code after a question, and tell it once."""

    def show(code: str) -> None:
        CodeDialog(context, recovery_code(code), parent).open()

    def work() -> None:
        context.workers.run(
            parent,
            lambda _job: renew_recovery_code(context.desk, context.door),
            show,
            lambda error: show_error(parent, error),
        )

    told = _("生成一个新的恢复码？原来打印的那一张马上作废。")
    ask(parent, _("恢复码"), told, _("生成新的"), work)


def show_record(context: Context, parent: QWidget) -> None:
    """Show who signed in and who did not."""
    RecordDialog(context, parent).open()


class RecordDialog(QDialog):
    """The last few hundred times somebody signed in, unlocked, or failed to."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("signInRecord")
        self.setWindowTitle(_("登录记录"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        with context.db.read() as session:
            entries = sign_in_record(session)
        table = RowTable("record", (_("时间"), _("内容")), widths=(160,))
        table.setRowCount(len(entries))
        for row, entry in enumerate(entries):
            local = f"{entry.at.astimezone():%Y-%m-%d %H:%M:%S}"
            table.setItem(row, 0, QTableWidgetItem(local))
            table.setItem(row, 1, QTableWidgetItem(entry.text))
        buttons = QDialogButtonBox()
        buttons.addButton(_("关闭"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(table)
        column.addWidget(buttons)
        resize_on_screen(self, 560, 480)
