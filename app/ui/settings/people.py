"""Who works here: names, posts, and how many clients each looks after."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.rights import Right
from app.domain.staff import LONGEST_NAME, StaffDraft
from app.domain.types import Post, StaffId
from app.errors import AppError
from app.i18n import _
from app.queries.office import StaffRow, staff_members
from app.queries.sign_in_people import SignInPerson, people_to_sign_in
from app.queries.workload import staff_workload
from app.services.office import activate_staff, add_staff, change_staff, deactivate_staff
from app.ui.context import Context
from app.ui.dialogs import DraftDialog
from app.ui.fields import choice, pick, text
from app.ui.forms import Section
from app.ui.messages import show_error
from app.ui.on_screen import RoomyDialog
from app.ui.pages import Empty, ListSpec
from app.ui.settings.sign_in import SignInStrip
from app.ui.short_list import ShortList
from app.ui.tables import RIGHT, Column
from app.ui.theme import GAP


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person as listed."""

    id: int
    staff: StaffRow
    clients: int
    password: str
    leader: str


COLUMNS: Sequence[Column[PersonRow]] = (
    Column("name", _("姓名"), lambda row: row.staff.name, width=160, sortable=False),
    Column("post", _("职务"), lambda row: row.staff.post.label, width=140, sortable=False),
    Column("leader", _("组长"), lambda row: row.leader, width=110, sortable=False),
    Column("clients", _("客户数"), lambda row: f"{row.clients:,}", RIGHT, 90, sortable=False),
    Column("password", _("登录密码"), lambda row: row.password, width=170, sortable=False),
    Column(
        "active",
        _("状态"),
        lambda row: _("在用") if row.staff.active else _("已停用"),
        width=90,
        sortable=False,
    ),
)


def _sections(context: Context) -> Sequence[Section]:
    with context.db.read() as session:
        members = staff_members(session, active_only=True)
    seniors = [(one.id, one.name) for one in members if one.post is Post.SENIOR]
    leaders: list[tuple[StaffId | None, str]] = [(None, _("（没有）")), *seniors]
    return (
        Section(
            "",
            (
                text("name", _("姓名"), max_length=LONGEST_NAME, required=True),
                choice("post", _("职务"), Post, required=True),
                pick("leader_id", _("组长"), lambda: leaders),
            ),
        ),
    )


class PersonDialog(DraftDialog[StaffDraft]):
    """Adds a person, or changes name and post."""

    def __init__(self, context: Context, staff: StaffRow | None, parent: QWidget) -> None:
        draft = (
            StaffDraft() if staff is None else StaffDraft(staff.name, staff.post, staff.leader_id)
        )
        title = _("新建人员") if staff is None else _("修改人员")
        super().__init__(title, _sections(context), draft, parent, columns=1)
        self.setObjectName("personDialog")
        self.setMinimumWidth(360)
        self._context, self._staff = context, staff

    @override
    def save(self, draft: StaffDraft) -> None:
        if self._staff is None:
            add_staff(self._context.desk, draft)
        else:
            change_staff(self._context.desk, self._staff.id, draft, version=self._staff.version)


class PeopleSettings(ShortList[PersonRow]):
    """The list of people; those who left stay in it, so that the history keeps their names."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        spec: ListSpec[PersonRow] = ListSpec(
            name="people",
            title="",
            columns=COLUMNS,
            tables=frozenset({"staff", "client", "sign_in"}),
            order=("name", False),
            counted=_("共 {n} 人"),
            search_hint=_("按姓名查找"),
            empty=Empty(
                _("还没有人员"),
                _("先登记销售部的人：每个客户由谁负责，谁评分、谁批准，都要用到。"),
                [(_("新建人员"), self._add, Right.STAFF)],
            ),
        )
        super().__init__(context, spec, parent)
        # before the buttons: Tab goes there first
        self.column.insertWidget(0, SignInStrip(context))
        self._add_actions()
        self.table.opened.connect(lambda _id: self._change())
        self.follow(None)

    def _add_actions(self) -> None:
        self.add_button(
            "addPerson", _("新建人员"), "user-plus", self._add, "Ctrl+N", needs=Right.STAFF
        )
        self._edit = self.add_button(
            "editPerson", _("修改"), "pencil", self._change, "Ctrl+E", needs=Right.STAFF
        )
        self._hand = self.add_button(
            "handOverAll", _("交接…"), "handshake", self._hand_over, needs=Right.REASSIGN
        )
        self._active = self.add_button(
            "togglePerson", _("停用"), "ban", self._toggle, needs=Right.STAFF
        )
        go = self.context.navigator
        self._password = self.add_button(
            "password",
            _("登录密码…"),
            "lock",
            lambda: self._of_person(go.password_wanted),
            needs=Right.STAFF,
        )
        self._no_password = self.add_button(
            "noPassword",
            _("取消密码…"),
            "lock-open",
            lambda: self._of_person(go.no_password_wanted),
            needs=Right.STAFF,
        )
        self.add_button("rights", _("权限一览"), "table-2", self._show_rights, needs=Right.SEE)

    @override
    def read_all(self) -> Sequence[PersonRow]:
        with self.context.db.read() as session:
            members, clients = staff_members(session), staff_workload(session)
            passwords = _passwords(people_to_sign_in(session))
        names = {m.id: m.name for m in members}
        return [
            PersonRow(
                m.id,
                m,
                clients.get(m.id, 0),
                passwords.get(m.id, ""),
                "" if m.leader_id is None else names.get(m.leader_id, ""),
            )
            for m in members
        ]

    @override
    def searched(self, row: PersonRow) -> str:
        return row.staff.name

    @override
    def follow(self, record_id: int | None) -> None:
        row = self.rows.get(record_id or 0)
        self._edit.setEnabled(row is not None)
        self._hand.setEnabled(row is not None)
        self._active.setEnabled(row is not None)
        self._active.setText(_("重新启用") if row and not row.staff.active else _("停用"))
        active = [one for one in self.rows.values() if one.staff.active]
        self._password.setEnabled(row in active)
        self._no_password.setVisible(len(active) == 1 and bool(active[0].password))

    def _show_rights(self) -> None:
        from app.ui.settings.rights import RightsDialog

        RightsDialog(self.window()).open()

    def _add(self) -> None:
        PersonDialog(self.context, None, self.window()).open()

    def _change(self) -> None:
        if (row := self.current_row()) is not None:
            PersonDialog(self.context, row.staff, self.window()).open()

    def _of_person(self, wanted: SignalInstance) -> None:
        if (row := self.current_row()) is not None:
            wanted.emit(row.staff.id)

    def _hand_over(self) -> None:
        if (row := self.current_row()) is not None:
            self.context.navigator.handover_wanted.emit(row.staff.id, None)

    def _toggle(self) -> None:
        row = self.current_row()
        if row is None:
            return
        if row.staff.active and row.clients:
            LeaveDialog(self.context, row, self.window()).open()
            return
        try:
            if row.staff.active:
                deactivate_staff(self.context.desk, row.staff.id, version=row.staff.version)
            else:
                activate_staff(self.context.desk, row.staff.id, version=row.staff.version)
        except AppError as error:
            show_error(self.window(), error)


def _passwords(people: Sequence[SignInPerson]) -> dict[StaffId, str]:
    """Return what is told of the password of each who works here; nothing where none has any."""
    if not any(person.has_password for person in people):
        return {}
    return {person.id: _password_told(person) for person in people}


def _password_told(person: SignInPerson) -> str:
    if not person.has_password:
        return _("没有，不能登录")
    return _("初始密码，还没换") if person.one_time else _("已设置")


class LeaveDialog(RoomyDialog):
    """Asks what becomes of the clients of a person who leaves: handed over, or left for now."""

    def __init__(self, context: Context, row: PersonRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("leaveDialog")
        self.setWindowTitle(_("停用人员"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._row = context, row
        told = _(
            "{name} 名下还有 {n:,} 个客户。交接时把客户、待办和问题一起交给接手的人，并打印交接单。"
        )
        label = QLabel(told.format(name=row.staff.name, n=row.clients))
        label.setWordWrap(True)
        buttons = QDialogButtonBox()
        roles = QDialogButtonBox.ButtonRole
        hand = buttons.addButton(_("交接并停用…"), roles.AcceptRole)
        hand.setObjectName("handOver")
        only = buttons.addButton(_("只停用"), roles.ActionRole)
        only.setObjectName("leave")
        buttons.addButton(_("取消"), roles.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        only.clicked.connect(lambda _on: self._leave())
        column = QVBoxLayout(self)
        column.setSpacing(GAP)
        for part in (label, buttons):
            column.addWidget(part)
        hand.setDefault(True)
        self.setMinimumWidth(420)

    @override
    def accept(self) -> None:
        super().accept()
        self._context.navigator.handover_wanted.emit(self._row.staff.id, None)

    def _leave(self) -> None:
        staff = self._row.staff
        try:
            deactivate_staff(self._context.desk, staff.id, version=staff.version)
        except AppError as error:
            show_error(self, error)
        else:
            super().accept()
