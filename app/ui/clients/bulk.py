"""What can be done to the clients chosen in the list.

The list is what the program starts with: the windows that ask are loaded when they open.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.db import Desk
from app.domain.clients import LONGEST_TAG
from app.domain.courtesies import Receiver
from app.domain.rights import Right
from app.domain.types import ClientId
from app.errors import InvalidInputError
from app.i18n import _
from app.queries.clients.choices import ClientChoices, client_choices
from app.services import clients_bulk as services
from app.ui.context import Context
from app.ui.icons import icon
from app.ui.rights import offer_only_with
from app.ui.unchanged import tell_unchanged

if TYPE_CHECKING:
    from app.ui.fields import Field
    from app.ui.workers import Job

NOT_CHOSEN: tuple[Any, str] = (object(), _("（请选择）"))
"""Shown first, so that nobody gives many clients a manager or grade by Enter alone."""
NEEDED = {
    Right.EDIT: ("addTag", "removeTag", "closeClients", "blacklist", "reopen"),
    Right.REASSIGN: ("setManager", "handOver"),
    Right.GRADE: ("setGrade",),
    Right.KEY_ACCOUNTS: ("setMajor", "setOrdinary"),
    Right.SEE: ("writeLetters",),
}
QUICK = 500
"""So many clients are changed at once without a progress window."""


class BulkActions:
    """The actions on the chosen clients, for the context menu and the button 批量.

    Attributes:
        changing: Those of them that change the clients' files.
    """

    def __init__(
        self, context: Context, chosen: Callable[[], Sequence[ClientId]], parent: QWidget
    ) -> None:
        self._context, self._chosen, self._parent = context, chosen, parent
        self.actions = [
            self._action("setManager", _("改客户经理…"), "user-check", self.ask_manager),
            self._action("handOver", _("交接…"), "handshake", self.ask_handover),
            self._action("setGrade", _("改等级…"), "award", self.ask_grade),
            self._action("addTag", _("加标签…"), "tag", self.ask_tag),
            self._action("removeTag", _("去标签…"), "tags", self.ask_tag_off),
            self._action("writeLetters", _("写信、打标签…"), "mail", self._write_letters),
            self._action("setMajor", _("设为大客户"), "crown", lambda: self._set_major(major=True)),
            self._action(
                "setOrdinary", _("设为一般客户"), "user", lambda: self._set_major(major=False)
            ),
            self._action("closeClients", _("停用…"), "pause", self.ask_close),
            self._action("blacklist", _("列入黑名单…"), "ban", self.ask_blacklist),
            self._action("reopen", _("恢复合作"), "play", self._reopen),
        ]

        self.changing = [one for one in self.actions if one.objectName() != "writeLetters"]
        for right, names in NEEDED.items():
            there = [action for action in self.actions if action.objectName() in names]
            offer_only_with(context, right, *there)

    def menu(self) -> QMenu:
        """Return the actions as a menu."""
        menu = QMenu(self._parent)
        menu.addActions(self.actions)
        return menu

    def ask_manager(self) -> None:
        """Ask who is to look after the chosen clients."""
        from app.ui import fields

        staff = [(m.id, m.name) for m in self._choices().staff if m.active]
        offered = [NOT_CHOSEN, *staff, (None, _("（不指定）"))]
        field = fields.pick("value", _("客户经理"), lambda: offered)
        self._ask(_("改客户经理"), field, services.set_manager, NOT_CHOSEN[0])

    def ask_handover(self) -> None:
        """Ask to whom the chosen clients are handed over, with all that is open."""
        if ids := list(self._chosen()):
            self._context.navigator.handover_wanted.emit(None, ids)

    def ask_grade(self) -> None:
        """Ask which grade the chosen clients are given by hand."""
        from app.ui import fields

        grades = [(one, one) for one in self._choices().grades]
        offered = [NOT_CHOSEN, *grades, (None, _("（不评）"))]
        field = fields.pick("value", _("等级"), lambda: offered)
        self._ask(_("改等级"), field, services.set_grade, NOT_CHOSEN[0])

    def ask_tag(self) -> None:
        """Ask for the tag to put on the chosen clients."""
        from app.ui import fields

        field = fields.text("value", _("标签"), max_length=LONGEST_TAG, required=True)
        self._ask(_("加标签"), field, services.add_tag, "", wrong="tag")

    def ask_tag_off(self) -> None:
        """Ask for the tag to take off the chosen clients."""
        from app.ui import fields

        tags = [(one, one) for one in self._choices().tags]
        if not tags:
            self._context.navigator.told.emit(_("还没有客户加过标签。"))
            return
        field = fields.pick("value", _("标签"), lambda: [NOT_CHOSEN, *tags])
        self._ask(_("去标签"), field, services.remove_tag, NOT_CHOSEN[0])

    def ask_close(self) -> None:
        """Ask why the chosen clients are no longer traded with."""
        from app.ui import fields

        field = fields.long_text("value", _("停用原因"), required=True)
        self._ask(_("停用客户"), field, services.close_clients, "", wrong="reason")

    def ask_blacklist(self) -> None:
        """Ask why the chosen clients go on the blacklist."""
        from app.ui import fields

        field = fields.long_text("value", _("列入黑名单的原因"), required=True)
        self._ask(_("列入黑名单"), field, services.blacklist_clients, "", wrong="reason")

    def delete(self) -> None:
        """Put the chosen clients into the recycle bin; 撤销 takes them back."""
        self._do(services.delete_clients, _("正在删除…"))

    def _write_letters(self) -> None:
        if chosen := self._chosen():
            self._context.navigator.letters_wanted.emit(tuple(map(Receiver, chosen)))

    def _set_major(self, *, major: bool) -> None:
        self._do(lambda desk, ids: services.set_major(desk, ids, major=major), _("正在修改…"))

    def _reopen(self) -> None:
        self._do(services.reopen_clients, _("正在修改…"))

    def _ask(
        self,
        title: str,
        field: "Field[Any]",
        service: Callable[[Desk, Sequence[ClientId], Any], int],
        value: Any,
        *,
        wrong: str = "value",
    ) -> None:
        from app.ui.clients.asking import AskDialog

        ids = list(self._chosen())
        if not ids:
            return

        def then(answer: Any) -> None:
            if answer is NOT_CHOSEN[0]:
                told = _("请选择{what}。").format(what=field.label)
                raise InvalidInputError({"value": told})
            try:
                self._do(lambda desk, some: service(desk, some, answer), title, ids)
            except InvalidInputError as error:
                raise InvalidInputError({"value": error.fields[wrong]}) from error

        title = _("{title}（{n:,} 个客户）").format(title=title, n=len(ids))
        AskDialog(title, field, then, self._parent, value=value).open()

    def _do(
        self,
        service: Callable[[Desk, Sequence[ClientId]], int],
        title: str,
        ids: Sequence[ClientId] | None = None,
    ) -> None:
        chosen = list(self._chosen()) if ids is None else ids
        desk = self._context.desk
        tell = partial(tell_unchanged, self._context)
        if len(chosen) <= QUICK:
            if chosen:
                tell(service(desk, chosen))
            return

        from app.ui.progress import run_with_progress

        def work(job: "Job") -> int:
            job.report(0, 0, title)
            return service(desk, chosen)

        run_with_progress(self._context.workers, self._parent, title, work, tell)

    def _choices(self) -> ClientChoices:
        with self._context.db.read() as session:
            return client_choices(session)

    def _action(self, name: str, label: str, icon_name: str, then: Callable[[], None]) -> QAction:
        action = QAction(icon(icon_name), label, self._parent)
        action.setObjectName(name)
        action.triggered.connect(lambda _on: then())
        return action
