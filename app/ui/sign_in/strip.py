"""The strip over the pages of an office where several people work and none has a password."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.rights import Right
from app.i18n import _
from app.queries.sign_in import sign_in_wanted
from app.ui.context import Context
from app.ui.strip import Strip


class SignInStrip(Strip):
    """Tells supervisors that anybody at this PC sees everything, and leads to the first password.

    It can be put off until the next start.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "signInNotice", {"staff", "sign_in"}, parent)
        self.told.setText(_("还没有设登录密码：谁坐到这台电脑前，都能看、能改全部客户。"))
        self.add_button("beginSignInNow", _("现在设置"), self._begin)
        self.add_later("signInLater")
        self.look()

    @override
    def look(self) -> None:
        if self.is_put_off or not self.context.may(Right.STAFF):
            self.hide()
            return
        with self.context.db.read() as session:
            self.setVisible(sign_in_wanted(session))

    def _begin(self) -> None:
        from app.ui.sign_in.changing import BeginDialog

        dialog = BeginDialog(self.context, self.window())
        dialog.began.connect(self.context.navigator.sign_in_begun)
        dialog.open()
