"""记一笔: the window in which a log entry is written or changed, by keyboard in seconds."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPlainTextEdit,
    QWidget,
)
from typing_extensions import override

from app.domain.communications import (
    LONGEST_NAME,
    LONGEST_STEP,
    CommunicationDraft,
    problems,
    proposed_direction,
)
from app.domain.rights import Right
from app.domain.tasks import one_line
from app.domain.types import (
    Channel,
    ClientId,
    CommunicationId,
    Direction,
    Labelled,
    Purpose,
    Reaction,
    StaffId,
    Tone,
)
from app.i18n import _
from app.queries.communications import communication_draft
from app.queries.partnership import ContactChoice, contact_choices
from app.queries.topics import topic_rows
from app.services.communications import add_communication, change_communication
from app.ui.client_field import ID, ClientEditor
from app.ui.client_field import client as client_picker
from app.ui.communications.chip_row import ChipRow
from app.ui.communications.editors import ButtonRow, buttons, chips
from app.ui.communications.reminders import Reminders
from app.ui.context import Context
from app.ui.day_field import clock_time, quick_day
from app.ui.dialogs import DraftDialog
from app.ui.fields import day, long_text, text
from app.ui.forms import Section
from app.ui.messages import tell
from app.ui.people_fields import staff_member
from app.ui.rights import why_locked_record
from app.ui.theme import GAP

SIZE = (1080, 640)
SIDE_WIDTH = 300
TOLD = 40
LABEL_WIDTH = 60
ROOMY = 1030
"""Pixels of screen in which three columns and the reminders stand side by side."""
NARROW_SIDE, NARROW_FORM = 200, 660
LINES = 6
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EntryDialog(DraftDialog[CommunicationDraft]):
    """Writes one log entry, or changes one, with reminders of the person beside it.

    Alt+1 … Alt+8 choose the channel; Enter goes to the next field; Ctrl+Enter saves.
    """

    def __init__(
        self,
        context: Context,
        client_id: int | None = None,
        parent: QWidget | None = None,
        *,
        entry: tuple[CommunicationId, CommunicationDraft, int] | None = None,
        contact_id: int | None = None,
    ) -> None:
        self._context = context
        self._entry_id = None if entry is None else entry[0]
        self.version = 0 if entry is None else entry[2]
        self._people: list[ContactChoice] = []
        self._client_id: ClientId | None = None
        self._own_direction = self._own_case = entry is not None
        self._to_case = QCheckBox(_("保存后转为问题"))
        title = _("记一笔") if entry is None else _("修改沟通记录")
        draft = self._new_draft(client_id) if entry is None else entry[1]
        screen = QApplication.primaryScreen() if parent is None else parent.screen()
        width = screen.availableSize().width()
        sections = _sections(context, draft.staff_id, cramped=width < ROOMY)
        columns = 2 if width < ROOMY else 3
        super().__init__(title, sections, draft, parent, columns=columns, beside=LABEL_WIDTH)
        self.setObjectName("entry")
        self._side = Reminders(context)
        self._place_side(min(SIDE_WIDTH, max(NARROW_SIDE, width - NARROW_FORM)))
        self.resize(*SIZE)
        self._find_editors()
        self._offer_topics(draft)
        self._connect()
        self._follow_client()
        # the contacts offered depend on the client: only now can those of the draft be ticked
        if entry is None:
            draft = _with_contact(draft, self._people, contact_id)
        self.form.load(draft)
        self._show_person()
        (self._client if draft.client_id is None else self._summary).setFocus()
        self.keep_typed(
            context,
            "entry",
            title=self._told,
            record_id=None if entry is None else entry[0],
            client_id=self._client.picked_so_far,
        )
        known = [] if entry is None else [entry[0]]
        self.lock(context.why_not(Right.LOG) or why_locked_record(context, "communication", known))

    def _told(self) -> str:
        """Name what is typed: for whom, and how it begins."""
        begins = one_line(self._summary.toPlainText())[:TOLD]
        parts = (self.windowTitle(), self._client.text(), begins)
        return "　".join(part for part in parts if part)

    @override
    def problems(self, draft: CommunicationDraft) -> Mapping[str, str]:
        return problems(draft, now=self._context.desk.now())

    @override
    def save(self, draft: CommunicationDraft) -> None:
        if (entry_id := self._entry_id) is None:
            entry_id = add_communication(self.saving_desk(), draft)
        else:
            change_communication(self.saving_desk(), entry_id, draft, version=self.version)
        if self._to_case.isChecked():
            # once this window is gone: the next one stands above the same parent
            go = self._context.navigator.new_case_wanted
            self.finished.connect(lambda _result: go.emit(draft.client_id, entry_id))

    @override
    def stored(self) -> tuple[CommunicationDraft, int] | None:
        if self._entry_id is None:
            return None
        with self._context.db.read() as session:
            return communication_draft(session, self._entry_id)

    @override
    def reject(self) -> None:
        if self._entry_id is None and not self._has_text():
            QDialog.reject(self)
        else:
            super().reject()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTERS and not event.modifiers():
            self.focusNextChild()  # Enter moves on; only Ctrl+Enter saves
        else:
            super().keyPressEvent(event)

    def _new_draft(self, client_id: int | None) -> CommunicationDraft:
        now = self._context.desk.now()
        return CommunicationDraft(
            client_id=None if client_id is None else ClientId(client_id),
            held_on=now.date(),
            held_time=now.time().replace(second=0, microsecond=0),
            staff_id=self._context.desk.staff_id,
        )

    def _find_editors(self) -> None:
        """Name the editors that are worked on here."""
        editor = self.form.editor_of
        self._client = editor(ClientEditor, "client_id")
        self._contacts = editor(ChipRow, "contact_ids")
        self._topics = editor(ChipRow, "topic_ids")
        self._channel = editor(ButtonRow, "channel")
        self._direction = editor(ButtonRow, "direction")
        self._summary = editor(QPlainTextEdit, "summary")

    def _offer_topics(self, draft: CommunicationDraft) -> None:
        """Offer what is taught now, and what this entry taught."""
        with self._context.db.read() as session:
            topics = topic_rows(session)
        offered = (t for t in topics if t.active or t.id in draft.topic_ids)
        self._topics.offer([(t.id, t.name, t.details) for t in offered])

    def _place_side(self, width: int) -> None:
        place = self.body.indexOf(self.area)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.area, 1)
        row.addWidget(self._side)
        self._side.setFixedWidth(width)
        self.body.insertLayout(place, row, 1)

    def _connect(self) -> None:
        self._to_case.setObjectName("toCase")
        self._to_case.setToolTip(_("登记为问题，交给部门，跟到客户满意为止"))
        self._to_case.clicked.connect(self._keep_case)
        self._button_box.addButton(self._to_case, QDialogButtonBox.ButtonRole.HelpRole)
        self._channel.picked.connect(self._propose_case)
        self._client.picked.connect(lambda _id: self._follow_client())
        # queued: the same Enter first moves on to the next field
        self._client.returnPressed.connect(self._take_client, Qt.ConnectionType.QueuedConnection)
        self._contacts.changed.connect(self._show_person)
        self._channel.picked.connect(self._propose_direction)
        self._direction.picked.connect(self._keep_direction)

    def _take_client(self) -> None:
        """Take the first client found, so that initials and Enter are enough."""
        completer = self._client.completer()
        if (popup := completer.popup()) is not None:
            popup.hide()
        found = completer.completionModel()
        if (
            self._client.picked_so_far() is None
            and self._client.text().strip()
            and found.rowCount()
        ):
            self._client.show_client(ClientId(found.index(0, 0).data(ID)))

    def _follow_client(self) -> None:
        """Offer the contacts of the client picked; a single one is taken as spoken to."""
        client_id = self._client.picked_so_far()
        if client_id == self._client_id:
            return
        self._client_id = client_id
        with self._context.db.read() as session:
            self._people = [] if client_id is None else contact_choices(session, client_id)
        self._contacts.offer([(one.id, one.person.name, one.told) for one in self._people])
        if len(self._people) == 1:
            self._contacts.show_value([self._people[0].id])
        self._show_person()
        if client_id is not None:  # after the Enter that picked it has moved on
            QTimer.singleShot(0, self._summary, self._summary.setFocus)

    def _show_person(self) -> None:
        ticked = self._contacts.value()
        spoken_to = [one for one in self._people if one.id in ticked]
        about = next(iter(spoken_to or self._people), None)
        person = None if about is None else about.person
        self._side.show_about(self._client_id, person, chosen=bool(spoken_to))

    def _propose_direction(self) -> None:
        if not self._own_direction:
            self._direction.show_value(proposed_direction(self._channel.value()))

    def _keep_direction(self) -> None:
        self._own_direction = True

    def _propose_case(self) -> None:
        """A complaint on the hotline becomes a problem, unless somebody decided otherwise."""
        if not self._own_case:
            self._to_case.setChecked(self._channel.value() is Channel.HOTLINE)

    def _keep_case(self) -> None:
        self._own_case = True

    def _has_text(self) -> bool:
        names = ("summary", "reaction_note", "next_step", "contact_name")
        editors = (self.form.editor(name) for name in names)
        return any(
            (e.toPlainText() if isinstance(e, QPlainTextEdit) else e.property("text")).strip()
            for e in editors
        )


def edit_entry(context: Context, entry_id: CommunicationId, parent: QWidget) -> None:
    """Open an entry to be changed; tell where it is gone."""
    with context.db.read() as session:
        found = communication_draft(session, entry_id)
    if found is None:
        tell(parent, _("已经没有了"), _("这条沟通记录已被删除，可在回收站里恢复。"))
    else:
        EntryDialog(context, None, parent, entry=(entry_id, *found)).open()


def _sections(context: Context, staff_id: StaffId | None, *, cramped: bool) -> Sequence[Section]:
    across = len(Channel) // (2 if cramped else 1)
    fields = (
        client_picker("client_id", _("客户"), context, wide=True, required=True),
        chips("contact_ids", _("联系人"), _("选好客户后，在这里点选和谁沟通")),
        buttons("channel", _("方式"), _labels(Channel), keys="Alt", wide=True, across=across),
        buttons("direction", _("谁发起"), _labels(Direction)),
        day("held_on", _("日期"), required=True),
        clock_time("held_time", _("时间")),
        buttons("tone", _("性质"), _labels(Tone), optional=True),
        buttons("purpose", _("目的"), _labels(Purpose), optional=True),
        staff_member("staff_id", _("经手人"), context, staff_id),
        long_text("summary", _("内容"), lines=LINES - 2 * cramped, required=True),
        buttons("reaction", _("反应"), _labels(Reaction), optional=True),
        text("reaction_note", _("说明"), max_length=200, hint=_("客户怎么说的")),
        text("contact_name", _("其他人"), max_length=LONGEST_NAME, hint=_("不在联系人里的")),
        text(
            "next_step",
            _("下一步"),
            max_length=LONGEST_STEP,
            wide=True,
            hint=_("要做什么；到日子会出现在待办里"),
        ),
        quick_day("next_on", _("哪天做"), context.today()),
        chips("topic_ids", _("教育"), _("教育内容在“设置”里填写")),
    )
    return (Section("", fields),)


def _labels(members: type[Labelled]) -> list[tuple[Labelled, str]]:
    return [(member, member.label) for member in members]


def _with_contact(
    draft: CommunicationDraft, people: Sequence[ContactChoice], contact_id: int | None
) -> CommunicationDraft:
    """Take the person asked for as spoken to, else the only one there is."""
    spoken_to = [one.id for one in people if len(people) == 1 or one.id == contact_id]
    return replace(draft, contact_ids=tuple(spoken_to))
