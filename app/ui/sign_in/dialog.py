"""The sign-in: who it is and the password, at the start, for another person, or to unlock."""

import math
import time
from enum import Enum

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from app.domain.passwords import waiting_text
from app.domain.types import StaffId
from app.errors import AppError
from app.i18n import _
from app.queries.office import office_settings
from app.queries.sign_in_people import SignInPerson, people_to_sign_in
from app.services.door import MustWaitError, WrongPasswordError
from app.services.sign_in import Entrance, check_password, wait_left
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.sign_in.asking import Asking
from app.ui.sign_in.fields import CapitalsHint, PasswordField, labelled
from app.ui.theme import GAP

SECOND = 1000
NO_PASSWORD = _(
    "您还没有登录密码。请营销总监或销售部经理在 设置 → 人员 里给您一个初始密码，"
    "第一次登录时改成自己的。"
)


class Why(Enum):
    """What the sign-in is for."""

    START = "start"
    CHANGE = "change"
    UNLOCK = "unlock"


class SignInDialog(Asking):
    """Lets in who knows the password. Waits after too many wrong ones are counted down.

    Signals:
        signed_in: staff_id: this person came in; a password that was given is changed by then.
        end_wanted: The program is to be ended though it is locked.
    """

    signed_in = Signal(int)
    end_wanted = Signal()

    def __init__(
        self,
        context: Context,
        why: Why,
        chosen: StaffId | None = None,
        parent: QWidget | None = None,
    ) -> None:
        words = {
            Why.START: (_("登录"), _("登录")),
            Why.CHANGE: (_("更换人员"), _("登录")),
            Why.UNLOCK: (_("客友已锁定"), _("解锁")),
        }
        super().__init__(context, words[why][0], words[why][1], parent)
        self.setObjectName("signIn")
        self._why = why
        with context.db.read() as session:
            self._people = people_to_sign_in(session)
            self._hotel = office_settings(session).hotel_name
        self._who, self._password = QComboBox(), PasswordField("password", _("密码"))
        self._forgot, self._other = ActionButton(_("忘记密码…")), ActionButton(_("换人…"))
        self._until = 0.0
        self._clock = QTimer(self)
        self._clock.setInterval(SECOND)
        self._clock.timeout.connect(self._count_down)
        self._lay_out(words[why][0])
        self._fill(chosen)
        self._who.currentIndexChanged.connect(lambda _n: self._choose())
        self._choose()

    @property
    def person(self) -> SignInPerson | None:
        """Who is chosen."""
        row = self._who.currentIndex()
        return self._people[row] if 0 <= row < len(self._people) else None

    @override
    def problem(self) -> str:
        return "" if self._password.password() else _("请填写密码。")

    @override
    def submit(self) -> None:
        person, password = self.person, self._password.password()
        if person is None:
            return
        desk, door = self.context.desk, self.context.door
        unlocking = self._why is Why.UNLOCK

        def work() -> Entrance:
            return check_password(desk, door, person.id, password, unlocking=unlocking)

        self.run(work, lambda entrance: self._enter(entrance, password))

    @override
    def fail(self, error: AppError) -> None:
        super().fail(error)
        self._password.wipe()
        self._password.setFocus()
        if isinstance(error, WrongPasswordError | MustWaitError):
            self._wait(error.seconds)

    @override
    def reject(self) -> None:
        if self._why is not Why.UNLOCK:  # Esc unlocks nothing and ends nothing
            super().reject()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._why is Why.UNLOCK:
            event.ignore()
            self.end_wanted.emit()
        else:
            super().closeEvent(event)

    def _enter(self, entrance: Entrance, password: str) -> None:
        self._password.wipe()
        if not entrance.one_time:
            self.signed_in.emit(entrance.staff_id)
            return
        from app.ui.sign_in.changing import ChangeDialog

        change = ChangeDialog(self.context, entrance.staff_id, self, old=password)
        change.changed.connect(lambda: self.signed_in.emit(entrance.staff_id))
        change.open()

    def _recover(self) -> None:
        from app.ui.sign_in.recovering import RecoverDialog

        recover = RecoverDialog(self.context, self.person, self)
        recover.recovered.connect(self.signed_in)
        recover.open()

    def _choose(self) -> None:
        person = self.person
        self._password.wipe()
        self.wrong.setText("")
        self._until = 0.0
        self._password.setReadOnly(False)
        known = person is not None and person.has_password
        self._password.setEnabled(known)
        self.go.setEnabled(known)
        if person is not None and known:
            self._wait(wait_left(self.context.desk, self.context.door, person.id))
            self._password.setFocus()
        elif person is not None:
            self.wrong.setText(NO_PASSWORD)

    def _wait(self, seconds: float) -> None:
        if seconds <= 0:
            return
        self._until = time.monotonic() + seconds
        self._clock.start()
        self._count_down()

    def _count_down(self) -> None:
        left = self._until - time.monotonic()
        waits = left > 0
        self._password.setReadOnly(waits)  # disabled it would hand the cursor on to 忘记密码
        self.go.setEnabled(not waits)
        if waits:
            told = _("密码连续错了多次，请等 {time}再试。关掉程序重新打开，要从头等起。")
            self.wrong.setText(told.format(time=waiting_text(math.ceil(left))))
            return
        self._clock.stop()
        if self._until:
            self.wrong.setText("")
            self._password.setFocus()

    def _let_choose(self) -> None:
        self._who.setEnabled(True)
        self._other.hide()
        self._who.setFocus()
        self._who.showPopup()

    def _fill(self, chosen: StaffId | None) -> None:
        for person in self._people:
            self._who.addItem(f"{person.name}　{person.post.label}")
        ids = [person.id for person in self._people]
        first = next((n for n, person in enumerate(self._people) if person.has_password), 0)
        self._who.setCurrentIndex(ids.index(chosen) if chosen in ids else first)
        lets_choose = self._why is Why.START or chosen not in ids  # who locked it may have left
        self._who.setEnabled(lets_choose)
        self._other.setVisible(not lets_choose and self._why is Why.UNLOCK)

    def _lay_out(self, title: str) -> None:
        self._who.setObjectName("who")
        self._who.setAccessibleName(_("姓名"))
        heading = self.told(title, "title")
        grid = labelled((_("姓名"), self._who), (_("密码"), self._password))
        grid.addWidget(CapitalsHint(self._password), 2, 1)
        if self._hotel:
            self.body.addWidget(self.told(self._hotel))
        self.body.addWidget(heading)
        self.body.addSpacing(GAP)
        self.body.addLayout(grid)
        self.body.addWidget(self.wrong)
        self.body.addStretch(1)
        self.body.addLayout(self.buttons(self._forgot, self._other))
        self.body.addWidget(self.told_of_the_file())
        for button, name, then in (
            (self._forgot, "forgot", self._recover),
            (self._other, "otherPerson", self._let_choose),
        ):
            button.setObjectName(name)
            button.setProperty("role", "link")
            button.clicked.connect(lambda _on, then=then: then())
        if self._why is not Why.CHANGE:
            self.leave.setText(_("退出"))
        self.setMinimumWidth(440)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
        QWidget.setTabOrder(self._who, self._password)
