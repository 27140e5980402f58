"""The tab 联系人: who is there, and what to keep in mind about each."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.domain.clients_labels import CONTACT as LABELS
from app.domain.types import ClientId, ConsentKind
from app.domain.written import day_text
from app.errors import AppError
from app.i18n import _
from app.queries.clients.contacts import ContactRow, contacts_of
from app.services.contacts import (
    LONGEST_PLACE,
    delete_contacts,
    mark_contact_back,
    mark_contact_left,
)
from app.services.hidden import numbers_hidden
from app.services.personal.privacy import reveal_contact
from app.ui.areas import show_page
from app.ui.buttons import add_to_row
from app.ui.clients.asking import AskDialog
from app.ui.clients.contact_dialog import ContactDialog
from app.ui.clients.part import CardPart
from app.ui.context import Context
from app.ui.fields import text
from app.ui.keys import keys_on
from app.ui.messages import show_error, tell
from app.ui.rights import FileLock
from app.ui.small_table import SmallTable
from app.ui.tables import Column
from app.ui.theme import GAP


def _name(row: ContactRow) -> str:
    sex = f" {row.draft.sex.label}" if row.draft.sex else ""
    mark = _("（已离职）") if row.left else _("（主要）") if row.draft.main else ""
    return f"{row.draft.name}{sex}{mark}"


def _advertising(row: ContactRow) -> str:
    said = row.consents.get(ConsentKind.ADVERTISING)
    if said is None:
        return ""
    return _("同意") if said.agreed else _("不接收")


COLUMNS: Final[Sequence[Column[ContactRow]]] = (
    Column("name", _("姓名"), _name, width=172, sortable=False),
    Column("department", _("部门"), lambda row: row.draft.department, width=100, sortable=False),
    Column("post", _("职务"), lambda row: row.draft.post, width=100, sortable=False),
    Column(
        "role",
        _("作用"),
        lambda row: row.draft.role.label if row.draft.role else "",
        width=60,
        sortable=False,
    ),
    Column("mobile", _("手机"), lambda row: row.draft.mobile, width=120, sortable=False),
    Column("telephone", _("座机"), lambda row: row.draft.telephone, width=108, sortable=False),
    Column("birthday", _("下次生日"), lambda row: day_text(row.birthday_on), sortable=False),
    Column("advertising", _("广告"), _advertising, width=70, sortable=False),
)
OF_A_CONTACT = ("editContact", "leftContact", "deleteContact")


class ContactsTab(CardPart):
    """Lists the contacts; beside them the personal notes of the one under the cursor."""

    tables = frozenset({"contact", "consent"})

    def __init__(
        self, context: Context, client_id: ClientId, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, client_id, parent)
        self.table: SmallTable[ContactRow] = SmallTable(
            COLUMNS, context.preferences, "contactsTable"
        )
        self._notes = QScrollArea()
        self._notes.setObjectName("contactNotes")
        self._notes.setWidgetResizable(True)
        self._notes.setFrameShape(QFrame.Shape.NoFrame)
        self._notes.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._looking: list[QPushButton] = []
        self._lay_out()
        self._lock = FileLock(context, client_id, self, ("addContact", *OF_A_CONTACT))
        self.table.opened.connect(lambda _id: self.edit())
        self.table.current_changed.connect(lambda _id: self._show_notes())

    @override
    def read(self) -> None:
        with self.context.db.read() as session:
            rows = contacts_of(session, self.client_id, today=self.context.today())
        self.table.show_rows(rows)
        self._show_notes()

    def add(self) -> None:
        """Enter a contact."""
        ContactDialog(self.context, self.client_id, parent=self).open()

    def edit(self) -> None:
        """Edit the contact under the cursor."""
        if (row := self.table.current()) is not None:
            ContactDialog(self.context, self.client_id, row.id, self).open()

    def mark_left(self) -> None:
        """Note that the contact has left, or is back after all."""
        row = self.table.current()
        if row is None:
            return
        desk = self.context.desk
        if row.left:
            try:
                mark_contact_back(desk, row.id, version=row.version)
            except AppError as error:
                show_error(self, error)
            return
        field = text("value", _("去了哪里（可不填）"), max_length=LONGEST_PLACE)
        title = _("{name} 已离职").format(name=row.draft.name)

        def then(left_to: str) -> None:
            mark_contact_left(desk, row.id, left_to, version=row.version)

        AskDialog(title, field, then, self, value="").open()

    def reveal(self) -> None:
        """Show the numbers and the birthday whole, which is noted."""
        if (row := self.table.current()) is None:
            return
        try:
            shown = reveal_contact(self.context.desk, row.id)
        except AppError as error:
            show_error(self, error)
            return
        born = "" if shown.birthday is None else shown.birthday.text
        lines = (
            (LABELS["mobile"], shown.mobile),
            (LABELS["telephone"], shown.telephone),
            (LABELS["wechat"], shown.wechat),
            (LABELS["birthday"], born),
        )
        told = "\n".join(f"{label}：{value}" for label, value in lines if value)
        tell(self, shown.name, told or _("没有登记电话和生日。"))

    def open_personal(self) -> None:
        """Open what is kept about the contact: find, hand over, erase."""
        if (row := self.table.current()) is not None:
            self.context.navigator.personal_wanted.emit(row.id)

    def delete(self) -> None:
        """Put the contact under the cursor into the recycle bin."""
        if (row := self.table.current()) is not None:
            delete_contacts(self.context.desk, [row.id])

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        add_to_row(buttons, "addContact", _("新建联系人"), "user-plus", self.add, "Ctrl+N")
        for name, label, icon_name, then in (
            ("editContact", _("修改"), "square-pen", self.edit),
            ("leftContact", _("离职 / 复职"), "user-x", self.mark_left),
        ):
            add_to_row(buttons, name, label, icon_name, then)
        gone = add_to_row(buttons, "deleteContact", _("删除"), "trash-2", self.delete)
        keys_on(self.table, "Del", gone.click)
        known = _("个人信息…")
        self._looking = [
            add_to_row(buttons, "contactPersonal", known, "id-card", self.open_personal)
        ]
        if numbers_hidden(self.context.desk):
            show = add_to_row(buttons, "revealContact", _("显示电话"), "eye", self.reveal)
            show.setToolTip(_("显示完整的电话和生日；谁看过会记在操作记录里"))
            self._looking.append(show)
        buttons.addStretch(1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.table)
        splitter.addWidget(self._notes)
        splitter.setSizes([700, 300])
        splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(buttons)
        column.addWidget(splitter, 1)

    def _show_notes(self) -> None:
        row = self.table.current()
        for button in self._looking:
            button.setEnabled(row is not None)
        self._lock.look(without_row=OF_A_CONTACT if row is None else ())
        page = QFrame()
        page.setProperty("role", "card")
        column = QVBoxLayout(page)
        for label, text_ in _notes_of(row):
            faint, shown = QLabel(label), QLabel(text_)
            faint.setProperty("role", "faint")
            shown.setTextFormat(Qt.TextFormat.PlainText)
            shown.setWordWrap(True)
            shown.setContentsMargins(0, 0, 0, GAP)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(faint)
            column.addWidget(shown)
        column.addStretch(1)
        show_page(self._notes, page)


def _notes_of(row: ContactRow | None) -> list[tuple[str, str]]:
    if row is None:
        hint = _("记下客户的籍贯、爱好、忌讳和生日，下次联系前看一眼。")
        return [(_("想着客户"), hint)]
    draft = row.draft
    birthday = ""
    if draft.birthday is not None and row.birthday_on is not None:
        birthday = _("{text}（下次 {day}）").format(text=draft.birthday.text, day=row.birthday_on)
    pairs = [
        (_("生日"), birthday),
        (_("籍贯"), draft.home_town),
        (_("爱好"), draft.interests),
        (_("忌讳"), draft.taboos),
        (_("共同话题"), draft.topics),
        (_("微信"), draft.wechat),
        (_("邮箱"), draft.email),
        (_("去向"), row.left_to),
        (_("备注"), draft.notes),
        (_("个人信息"), "\n".join(one.text for one in row.consents.values())),
    ]
    filled = [(label, text_) for label, text_ in pairs if text_]
    return filled or [(draft.name, _("还没有个人情况。按「修改」补上籍贯、爱好、忌讳和生日。"))]
