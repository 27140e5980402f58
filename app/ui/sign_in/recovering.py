"""忘记密码: who can help, and the printed recovery code where nobody can."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from app.domain.types import StaffId
from app.i18n import _
from app.queries.sign_in_people import (
    SignInPerson,
    has_recovery_code,
    people_to_sign_in,
    who_may_begin,
)
from app.services.sign_in import recover
from app.ui.code_dialog import CodeDialog
from app.ui.context import Context
from app.ui.sign_in.asking import Asking
from app.ui.sign_in.changing import person_choice
from app.ui.sign_in.codes import recovery_code
from app.ui.sign_in.fields import NewPassword, labelled
from app.ui.theme import GAP


class RecoverDialog(Asking):
    """Says who can give a new password; by the recovery code a supervisor sets one alone.

    ``asking`` is who forgot theirs. What serves that person stands first.

    Signals:
        recovered: staff_id: this person has a new password and is in.
    """

    recovered = Signal(int)

    def __init__(self, context: Context, asking: SignInPerson | None, parent: QWidget) -> None:
        super().__init__(context, _("忘记密码"), _("重设密码"), parent)
        self.setObjectName("recover")
        self.setMinimumWidth(480)
        with context.db.read() as session:
            self._people = who_may_begin(people_to_sign_in(session))
            there = has_recovery_code(session)
        self._who, self._code, self._new = person_choice(self._people), QLineEdit(), NewPassword()
        self._code.setObjectName("recoveryCode")
        self._code.setAccessibleName(_("恢复码"))
        self._code.setPlaceholderText("XXXX-XXXX-XXXX-XXXX-XXXX")
        ids = [person.id for person in self._people]
        own = ids.index(asking.id) if asking is not None and asking.id in ids else None
        others = [person for place, person in enumerate(self._people) if place != own]
        self.body.addWidget(self.told(_("忘记密码"), "title"))
        if own is not None:
            self._who.setCurrentIndex(own)
            self._lay_code(_("用打印出来的恢复码，给自己设新密码"), on=there)
            if others:
                self.body.addWidget(self.told(_ask_for(_("也可以请"), others), ""))
        else:
            self.body.addWidget(self.told(_ask_for(_("请"), others), ""))
            self._lay_code(_("主管自己也进不去：用打印出来的恢复码"), on=there)
        self.body.addWidget(self.wrong)
        self.body.addLayout(self.buttons())
        self.go.setEnabled(there)
        if not there:
            self.wrong.setText(_("没有可用的恢复码。"))

    @override
    def problem(self) -> str:
        return self._new.problem() if self._code.text().strip() else _("请填写恢复码。")

    @override
    def submit(self) -> None:
        desk, door = self.context.desk, self.context.door
        staff_id = self._people[self._who.currentIndex()].id
        code, password = self._code.text(), self._new.password()

        def tell(fresh: str) -> None:
            shown = CodeDialog(self.context, recovery_code(fresh), self)
            shown.finished.connect(lambda _result: self._end(staff_id))
            shown.open()

        self.run(lambda: recover(desk, door, staff_id, code, password), tell)

    def _end(self, staff_id: StaffId) -> None:
        self.finish()
        self.recovered.emit(staff_id)

    def _lay_code(self, heading: str, *, on: bool) -> None:
        form = QWidget()
        grid = labelled((_("恢复码"), self._code), (_("您是"), self._who))
        form.setLayout(grid)
        grid.addWidget(self._new, 2, 0, 1, 2)
        form.setEnabled(on)
        self.body.addSpacing(GAP)
        self.body.addWidget(self.told(heading, "heading"))
        self.body.addWidget(form)


def _ask_for(asked: str, people: Sequence[SignInPerson]) -> str:
    told = _(
        "{asked} {names} 登录后，在 设置 → 人员 里选您的名字，按“登录密码…”给您一个新的初始密码。"
    )
    names = _("、").join(person.name for person in people)
    return told.format(asked=asked, names=names)
