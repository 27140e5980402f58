"""Above the list of people: what passwords do, when the window locks itself, the recovery code."""

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.db import Commit
from app.domain.rights import Right
from app.errors import AppError
from app.i18n import _
from app.queries.sign_in import idle_minutes, sign_in_used
from app.services.sign_in import MOST_IDLE_MINUTES, set_idle_minutes
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.messages import show_error
from app.ui.number_box import NumberBox
from app.ui.theme import GAP

OFF = _("还没有设登录密码：谁坐到这台电脑前，都能看、能改全部客户。选自己的名字，按“登录密码…”。")
ON = _(
    "已启用登录密码：打开、换人、解锁都要密码。登录密码不加密数据文件；要加密，请到 设置 → 加密。"
)


class SignInStrip(QFrame):
    """What holds for everybody's sign-in."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("signInStrip")
        self.setProperty("role", "notice")
        self._context = context
        self._told, self._minutes = QLabel(), NumberBox()
        self._told.setObjectName("signInTold")
        self._told.setWordWrap(True)
        self._minutes.setObjectName("idleMinutes")
        self._minutes.setRange(0, MOST_IDLE_MINUTES)
        self._minutes.setSuffix(_(" 分钟"))
        self._minutes.setSpecialValueText(_("不自动锁定"))
        self._minutes.setKeyboardTracking(False)
        self._minutes.valueChanged.connect(self._keep)
        self._guarded = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.addWidget(self._told)
        column.addWidget(self._guarded)
        self._lay_out()
        context.news.committed.connect(self._on_commit)
        self._look()

    def _lay_out(self) -> None:
        go = self._context.navigator
        label = QLabel(_("没人操作多久就锁定"))
        label.setBuddy(self._minutes)
        row = QHBoxLayout(self._guarded)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label)
        row.addWidget(self._minutes)
        row.addStretch(1)
        for name, text, wanted in (
            ("signInRecord", _("登录记录…"), go.sign_in_record_wanted),
            ("newRecoveryCode", _("新的恢复码…"), go.recovery_code_wanted),
        ):
            button = ActionButton(text)
            button.setObjectName(name)
            button.clicked.connect(lambda _on, signal=wanted: signal.emit())
            row.addWidget(button)

    def _keep(self, minutes: int) -> None:
        try:
            set_idle_minutes(self._context.desk, minutes)
        except AppError as error:
            show_error(self.window(), error)
            self._look()

    def _on_commit(self, commit: Commit) -> None:
        if not {"setting", "sign_in"}.isdisjoint(commit.tables):
            self._look()

    def _look(self) -> None:
        with self._context.db.read() as session:
            used, minutes = sign_in_used(session), idle_minutes(session)
        self._told.setText(ON if used else OFF)
        self._guarded.setVisible(used)
        self._guarded.setEnabled(self._context.may(Right.STAFF))
        with QSignalBlocker(self._minutes):
            self._minutes.setValue(minutes)
