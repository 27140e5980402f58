"""The windows in which a courtesy done and an important date are entered or changed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from app.domain.cells import text as parsed_text
from app.domain.courtesies import (
    GIFTS,
    LONGEST_DATE_NOTES,
    LONGEST_GIVEN,
    LONGEST_OCCASION,
    LONGEST_TITLE,
    CourtesyDraft,
    ImportantDateDraft,
    date_problems,
    problems,
)
from app.domain.rights import Right
from app.domain.types import ClientId, CourtesyId, DateKind, ImportantDateId
from app.i18n import _
from app.queries.clients.choices import clients_named
from app.queries.courtesies import courtesy_draft
from app.queries.important_dates import important_date_draft
from app.queries.partnership import contact_choices
from app.services.courtesies import (
    add_important_date,
    change_courtesy,
    change_important_date,
    note_courtesies,
)
from app.ui import fields
from app.ui.birthday_field import birthday
from app.ui.context import Context
from app.ui.courtesies.receivers import ReceiversEditor, receivers
from app.ui.dialogs import DraftDialog
from app.ui.fields import Field
from app.ui.forms import Section, typed_text
from app.ui.people_fields import staff_member
from app.ui.rights import why_locked, why_locked_record


class CourtesyDialog(DraftDialog[CourtesyDraft]):
    """Notes a courtesy done, for one or many, or changes one.

    Attributes:
        noted: The ids of the courtesies, once they are saved.
    """

    def __init__(
        self,
        context: Context,
        draft: CourtesyDraft,
        parent: QWidget | None = None,
        *,
        known: tuple[CourtesyId, int] | None = None,
    ) -> None:
        self._context = context
        self._courtesy_id: CourtesyId | None = None
        if known is not None:
            self._courtesy_id, self.version = known
        self.noted: Sequence[CourtesyId] = ()
        title = _("记礼节") if known is None else _("修改礼节")
        super().__init__(title, _sections(context, draft), draft, parent)
        self.setObjectName("courtesyDialog")
        self.resize(620, 500)
        self.form.editor("given" if draft.receivers else "receivers").setFocus()
        self.keep_typed(
            context,
            "courtesy",
            title=self._told,
            record_id=None if known is None else known[0],
            client_id=self._picked,
        )
        ids = [] if known is None else [known[0]]
        self.lock(context.why_not(Right.LOG) or why_locked_record(context, "courtesy", ids))

    @classmethod
    def for_new(
        cls, context: Context, draft: CourtesyDraft, parent: QWidget | None = None
    ) -> "CourtesyDialog":
        """Make the window for something just done, today by who sits at the desk."""
        titles = {one.title for one in draft.receivers}
        common = titles.pop() if len(titles) == 1 else ""
        begun = replace(
            draft,
            title=draft.title or common,
            given_on=draft.given_on or context.today(),
            staff_id=draft.staff_id or context.desk.staff_id,
        )
        return cls(context, begun, parent)

    @classmethod
    def for_courtesy(
        cls, context: Context, courtesy_id: CourtesyId, parent: QWidget | None = None
    ) -> "CourtesyDialog | None":
        """Make the window for changing one; None when it is gone."""
        with context.db.read() as session:
            found = courtesy_draft(session, courtesy_id)
        if found is None:
            return None
        return cls(context, found[0], parent, known=(courtesy_id, found[1]))

    def _told(self) -> str:
        """Name what is typed: to whom, and why."""
        receivers = self.form.editor_of(ReceiversEditor, "receivers").told()
        parts = (self.windowTitle(), receivers, typed_text(self.form.editor("title")))
        return "　".join(part for part in parts if part)

    def _picked(self) -> ClientId | None:
        """Return the one client it is for; None for many."""
        receivers = self.form.editor_of(ReceiversEditor, "receivers")
        try:
            clients = {one.client_id for one in receivers.value()}
        except ValueError:
            return None
        return clients.pop() if len(clients) == 1 else None

    @override
    def problems(self, draft: CourtesyDraft) -> Mapping[str, str]:
        return problems(draft, today=self._context.today())

    @override
    def save(self, draft: CourtesyDraft) -> None:
        if self._courtesy_id is None:
            self.noted = note_courtesies(self.saving_desk(), draft)
        else:
            change_courtesy(self.saving_desk(), self._courtesy_id, draft, version=self.version)

    @override
    def stored(self) -> tuple[CourtesyDraft, int] | None:
        if self._courtesy_id is None:
            return None
        with self._context.db.read() as session:
            return courtesy_draft(session, self._courtesy_id)


class ImportantDateDialog(DraftDialog[ImportantDateDraft]):
    """Enters a day of a client that is kept every year, or changes one."""

    def __init__(
        self,
        context: Context,
        client_id: ClientId,
        date_id: ImportantDateId | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._context, self._client_id, self._date_id = context, client_id, date_id
        draft = self.reload() or ImportantDateDraft()
        with context.db.read() as session:
            contacts = contact_choices(session, client_id)
        people = [(None, _("（客户单位的）")), *((one.id, one.person.name) for one in contacts)]
        asked = (
            fields.choice("kind", _("是什么日子"), DateKind, required=True),
            fields.pick("contact_id", _("谁的"), lambda: people),
            fields.text(
                "title",
                _("名称"),
                max_length=LONGEST_TITLE,
                wide=True,
                hint=_("如：成立十周年、结婚纪念日；不填就用上面的种类"),
            ),
            birthday("day", _("日子（每年）")),
            fields.text("notes", _("备注"), max_length=LONGEST_DATE_NOTES, wide=True),
        )
        title = _("添加重要日子") if date_id is None else _("修改重要日子")
        super().__init__(title, [Section("", asked)], draft, parent)
        self.setObjectName("importantDateDialog")
        self.resize(620, 410)
        self.keep_typed(
            context,
            "important_date",
            title=self._told,
            record_id=date_id,
            client_id=lambda: self._client_id,
        )
        self.lock(why_locked(context, client_id))

    def _told(self) -> str:
        """Name what is typed: whose day, and what day."""
        with self._context.db.read() as session:
            names = [name for _id, name in clients_named(session, [self._client_id])]
        typed = typed_text(self.form.editor("title"))
        return "　".join(filter(None, (self.windowTitle(), *names, typed)))

    @override
    def problems(self, draft: ImportantDateDraft) -> Mapping[str, str]:
        return date_problems(draft)

    @override
    def save(self, draft: ImportantDateDraft) -> None:
        if self._date_id is None:
            add_important_date(self.saving_desk(), self._client_id, draft)
        else:
            change_important_date(self.saving_desk(), self._date_id, draft, version=self.version)

    @override
    def stored(self) -> tuple[ImportantDateDraft, int] | None:
        if self._date_id is None:
            return None
        with self._context.db.read() as session:
            return important_date_draft(session, self._date_id)


def open_courtesy(context: Context, draft: CourtesyDraft, parent: QWidget) -> None:
    """Open the window for a courtesy just done."""
    CourtesyDialog.for_new(context, draft, parent).open()


def _sections(context: Context, draft: CourtesyDraft) -> Sequence[Section]:
    many = len(draft.receivers) > 1
    own = _("空着就各按自己的日子") if many else _("如：生日、签约、乔迁")
    cost = _("费用（元，每位）") if many else _("费用（元）")
    asked: Sequence[Field[Any]] = (
        receivers("receivers", _("给谁"), context),
        fields.text(
            "title",
            _("缘由"),
            max_length=LONGEST_OCCASION,
            wide=True,
            required=not many,
            hint=own,
        ),
        _gift("given", _("送了什么、怎样致意")),
        fields.day("given_on", _("日期"), required=True),
        fields.money("cost", cost, hint=_("没有花钱就留空")),
        staff_member("staff_id", _("经办人"), context, draft.staff_id),
        fields.long_text("notes", _("备注")),
    )
    return (Section("", asked),)


def _gift(name: str, label: str) -> Field[QComboBox]:
    """Edit what was given: typed, or picked from what is given most often."""

    def make() -> QComboBox:
        editor = QComboBox()
        editor.setEditable(True)
        editor.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        editor.addItems(GIFTS)
        return editor

    return Field(
        name,
        label,
        make,
        lambda w: parsed_text(w.currentText(), LONGEST_GIVEN),
        QComboBox.setEditText,
        lambda w: w.currentTextChanged,
        wide=True,
        required=True,
    )
