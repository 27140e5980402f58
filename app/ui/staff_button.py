"""The button that says who sits here, and lets others sit down."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.i18n import _
from app.queries.office import staff_members
from app.queries.sign_in import sign_in_used
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.icons import icon


class StaffButton(ActionButton):
    """Offers everybody who works here and, where passwords are asked for, to lock the window.

    Signals:
        staff_wanted: staff_id: another person sits down at this desk.
        lock_wanted: Nobody may see or do anything here until somebody signs in.
    """

    staff_wanted = Signal(int)
    lock_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        staff = context.staff
        super().__init__(icon("user"), _("未指定") if staff is None else staff.name, parent)
        self._context = context
        self.setObjectName("staff")
        self.setToolTip(_("现在是谁在使用；点这里换人"))
        menu = QMenu(self)
        menu.aboutToShow.connect(lambda: self._offer_staff(menu))
        self.setMenu(menu)

    def _offer_staff(self, menu: QMenu) -> None:
        menu.clear()
        with self._context.db.read() as session:
            members, guarded = staff_members(session, active_only=True), sign_in_used(session)
        for member in members:
            text = f"{member.name}　{member.post.label}"
            offered = menu.addAction(text, partial(self.staff_wanted.emit, member.id))
            sits_here = member.id == self._context.desk.staff_id
            offered.setCheckable(sits_here)  # a tick, and no empty boxes beside the others
            offered.setChecked(sits_here)
        if guarded:
            self._offer_lock(menu)

    def _offer_lock(self, menu: QMenu) -> None:
        menu.addSeparator()
        if self._context.staff is not None:
            own, wanted = self._context.staff.id, self._context.navigator.password_wanted
            menu.addAction(_("修改我的密码…"), lambda: wanted.emit(own))
        # not as the action's own key: it would hold only once the menu was open
        lock = _("锁定\tCtrl+Shift+L")
        menu.addAction(icon("lock"), lock, self.lock_wanted.emit)
