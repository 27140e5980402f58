"""The strip over the pages of an office where several people work and none has a password."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.db import Commit
from app.domain.rights import Right
from app.i18n import _
from app.queries.sign_in import sign_in_wanted
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.theme import GAP


class SignInNotice(QFrame):
    """Tells supervisors that anybody at this PC sees everything, and leads to the first password.

    It can be put aside until the next start.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("signInNotice")
        self.setProperty("role", "banner")
        self._context, self._put_off = context, not context.may(Right.STAFF)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GAP, GAP // 2, 2 * GAP, GAP // 2)
        told = _("还没有设登录密码：谁坐到这台电脑前，都能看、能改全部客户。")
        row.addWidget(QLabel(told), 1)
        now, later = ActionButton(_("现在设置")), ActionButton(_("以后再说"))
        now.setObjectName("beginSignInNow")
        later.setObjectName("signInLater")
        now.clicked.connect(lambda _on: self._begin())
        later.clicked.connect(lambda _on: self._put_aside())
        row.addWidget(now)
        row.addWidget(later)
        context.news.committed.connect(self._on_commit)
        self._look()

    def _begin(self) -> None:
        from app.ui.sign_in.changing import BeginDialog

        dialog = BeginDialog(self._context, self.window())
        dialog.began.connect(self._context.navigator.sign_in_begun)
        dialog.open()

    def _put_aside(self) -> None:
        self._put_off = True
        self._look()

    def _on_commit(self, commit: Commit) -> None:
        if not {"staff", "sign_in"}.isdisjoint(commit.tables):
            self._look()

    def _look(self) -> None:
        if self._put_off:
            self.hide()
            return
        with self._context.db.read() as session:
            self.setVisible(sign_in_wanted(session))
