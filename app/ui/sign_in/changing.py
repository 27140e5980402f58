"""Passwords of people: the first one, a new one for oneself, none any more, one for another."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from app.domain.types import StaffId
from app.i18n import _
from app.queries.sign_in_people import SignInPerson, people_to_sign_in, who_may_begin
from app.services.sign_in import begin_sign_in, change_password, give_password, remove_password
from app.ui.code_dialog import CodeDialog
from app.ui.context import Context
from app.ui.messages import ask, show_error
from app.ui.sign_in.asking import Asking
from app.ui.sign_in.codes import given_password, recovery_code
from app.ui.sign_in.fields import CapitalsHint, NewPassword, PasswordField, labelled


class BeginDialog(Asking):
    """Sets the office's first password and tells the recovery code.

    Signals:
        began: staff_id: from now on passwords are asked for; this person has one.
    """

    began = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None, *, later: str = "") -> None:
        super().__init__(context, _("设置登录密码"), _("启用登录密码"), parent)
        self.setObjectName("beginSignIn")
        self.setMinimumWidth(480)
        with context.db.read() as session:
            self._people = who_may_begin(people_to_sign_in(session))
        self._who, self._new = person_choice(self._people), NewPassword()
        ids = [person.id for person in self._people]
        if context.staff is not None and context.staff.id in ids:
            self._who.setCurrentIndex(ids.index(context.staff.id))
        if later:
            self.leave.setText(later)
        told = _(
            "启用以后，每个人打开客友都要选自己的姓名、输入密码，看到的、能改的按职务来。"
            "先由主管设自己的密码；其他人的初始密码，随后在 设置 → 人员 里给。"
        )
        self.body.addWidget(self.told(_("设置登录密码"), "title"))
        self.body.addWidget(self.told(told, ""))
        self.body.addLayout(labelled((_("您是"), self._who)))
        self.body.addWidget(self._new)
        self.body.addWidget(self.wrong)
        self.body.addWidget(self.told_of_the_file())
        self.body.addLayout(self.buttons())
        self._new.setFocus()

    @override
    def problem(self) -> str:
        return self._new.problem()

    @override
    def submit(self) -> None:
        desk, door, password = self.context.desk, self.context.door, self._new.password()
        staff_id = self._people[self._who.currentIndex()].id

        def tell(code: str) -> None:
            shown = CodeDialog(self.context, recovery_code(code), self)
            shown.finished.connect(lambda _result: self._end(staff_id))
            shown.open()

        self.run(lambda: begin_sign_in(desk, door, staff_id, password), tell)

    def _end(self, staff_id: StaffId) -> None:
        self.began.emit(staff_id)  # first: what finishing leads to wants to know who it is
        self.finish()


class ChangeDialog(Asking):
    """Changes a person's own password; ``old`` is the one just given, where it is known.

    Signals:
        changed: There is a new one.
    """

    changed = Signal()

    def __init__(
        self, context: Context, staff_id: StaffId, parent: QWidget, *, old: str = ""
    ) -> None:
        title = _("请换成自己的密码") if old else _("修改我的密码")
        super().__init__(context, title, _("保存"), parent)
        self.setObjectName("changePassword")
        self.setMinimumWidth(440)
        self._staff_id, self._known = staff_id, old
        self._old, self._new = PasswordField("oldPassword", _("现在的密码")), NewPassword()
        self.body.addWidget(self.told(title, "title"))
        if old:
            told = _("您用的是别人给的初始密码。请换一个只有自己知道的密码。")
            self.body.addWidget(self.told(told, ""))
        else:
            self._ask_old()
        self.body.addWidget(self._new)
        self.body.addWidget(self.wrong)
        self.body.addLayout(self.buttons())

    @override
    def problem(self) -> str:
        if not (self._known or self._old.password()):
            return _("请填写现在的密码。")
        return self._new.problem()

    @override
    def submit(self) -> None:
        desk, door, staff_id = self.context.desk, self.context.door, self._staff_id
        old, new = self._known or self._old.password(), self._new.password()
        self.run(lambda: change_password(desk, door, staff_id, old, new), self._end)

    def _end(self, _nothing: None) -> None:
        self.finish()
        self.changed.emit()

    def _ask_old(self) -> None:
        grid = labelled((_("现在的密码"), self._old))
        grid.addWidget(CapitalsHint(self._old), 1, 1)
        self.body.addLayout(grid)


class RemoveDialog(Asking):
    """Does without a password again, where only one person works."""

    def __init__(self, context: Context, staff_id: StaffId, parent: QWidget) -> None:
        super().__init__(context, _("取消登录密码"), _("取消登录密码"), parent)
        self.setObjectName("removePassword")
        self.setMinimumWidth(440)
        self._staff_id = staff_id
        self._password = PasswordField("oldPassword", _("现在的密码"))
        told = _("以后打开客友不再要密码，恢复码也作废。请输入现在的密码：")
        self.leave.setText(_("不取消"))
        for part in (self.told(told, ""), self._password, CapitalsHint(self._password), self.wrong):
            self.body.addWidget(part)
        self.body.addLayout(self.buttons())

    @override
    def problem(self) -> str:
        return "" if self._password.password() else _("请填写现在的密码。")

    @override
    def submit(self) -> None:
        desk, door, password = self.context.desk, self.context.door, self._password.password()

        def work() -> None:
            remove_password(desk, door, self._staff_id, password)

        self.run(work, lambda _nothing: self.finish())


def give(context: Context, person: SignInPerson, parent: QWidget) -> None:
    """Give a person a password to begin with, and tell it once; ask first if one ends by it."""

    def tell(password: str) -> None:
        CodeDialog(context, given_password(person.name, password), parent).open()

    def work() -> None:
        context.workers.run(
            parent,
            lambda _job: give_password(context.desk, context.door, person.id),
            tell,
            lambda error: show_error(parent, error),
        )

    if not person.has_password:
        work()
        return
    told = _(
        "给 {name} 一个新的初始密码？原来的密码就不能用了。{name} 用它登录一次，马上换成自己的。"
    )
    ask(parent, _("初始密码"), told.format(name=person.name), _("给初始密码"), work)


def person_choice(people: Sequence[SignInPerson]) -> QComboBox:
    """Return a choice among people, with their posts."""
    made = QComboBox()
    made.setObjectName("who")
    made.setAccessibleName(_("姓名"))
    for person in people:
        made.addItem(f"{person.name}　{person.post.label}")
    return made
