"""The window in which a notice is worded."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from app.domain.notices import (
    LONGEST_TITLE,
    KnownNames,
    NoticeDraft,
    names_left,
    names_left_text,
    problems,
)
from app.domain.rights import Right
from app.domain.types import CaseId, ClientId, CommunicationId, NoticeId
from app.errors import InvalidInputError
from app.i18n import _
from app.queries.notices import draft_from_case, draft_from_entry, known_names, notice_draft
from app.services.notices import change_notice, word_notice
from app.ui.client_field import ClientEditor, client
from app.ui.context import Context
from app.ui.dialogs import DraftDialog
from app.ui.fields import check, long_text, text
from app.ui.forms import Section, typed_text
from app.ui.rights import why_locked_record

LONGEST_NAME = 60


class NoticeDialog(DraftDialog[NoticeDraft]):
    """Words a notice, or changes one.

    Attributes:
        notice_id: The notice, once it is saved.
    """

    def __init__(
        self,
        context: Context,
        loaded: tuple[NoticeDraft, int],
        notice_id: NoticeId | None = None,
        parent: QWidget | None = None,
    ) -> None:
        draft, self.version = loaded
        title = _("写公告") if notice_id is None else _("修改公告")
        super().__init__(title, _sections(context), draft, parent)
        self.setObjectName("noticeDialog")
        self._context, self.notice_id = context, notice_id
        self.resize(720, 640)
        self.form.editor("client_id" if draft.client_id is None else "title").setFocus()
        self._known: tuple[ClientId | None, KnownNames] = (None, KnownNames())
        self._warning = QLabel()
        self._warning.setObjectName("namesLeft")
        self._warning.setProperty("role", "wrong")
        self._warning.setTextFormat(Qt.TextFormat.PlainText)
        self._warning.setWordWrap(True)
        self.body.insertWidget(self.body.indexOf(self.area) + 1, self._warning)
        self.form.edited.connect(self._warn)
        self._warn()
        form, record_id = _kept_as(draft, notice_id)
        self.keep_typed(
            context, form, title=self._told, record_id=record_id, client_id=self._picked
        )
        ids = [] if notice_id is None else [notice_id]
        self.lock(context.why_not(Right.LOG) or why_locked_record(context, "notice", ids))

    @classmethod
    def taken_from(
        cls,
        context: Context,
        communication_id: CommunicationId | None,
        case_id: CaseId | None,
        parent: QWidget | None = None,
    ) -> "NoticeDialog":
        """Make the window for a new notice, with what a log entry or a problem says."""
        draft: NoticeDraft | None = None
        with context.db.read() as session:
            if case_id is not None:
                draft = draft_from_case(session, case_id)
            elif communication_id is not None:
                draft = draft_from_entry(session, communication_id)
        return cls(context, (draft or NoticeDraft(), 0), None, parent)

    @classmethod
    def for_notice(
        cls, context: Context, notice_id: NoticeId, parent: QWidget | None = None
    ) -> "NoticeDialog | None":
        """Make the window for a notice; None when it is deleted."""
        with context.db.read() as session:
            loaded = notice_draft(session, notice_id)
        return None if loaded is None else cls(context, loaded, notice_id, parent)

    def _warn(self) -> None:
        """Say, while it is worded, which names the notice still gives away."""
        try:
            draft = self.form.draft()
        except InvalidInputError:
            return
        client_id = draft.client_id
        if client_id != self._known[0]:
            with self._context.db.read() as session:
                found = known_names(session, [] if client_id is None else [client_id])
            self._known = (client_id, found.get(client_id or 0, KnownNames()))
        self._warning.setText(names_left_text(names_left(draft, self._known[1])))
        self._warning.setVisible(bool(self._warning.text()))

    def _told(self) -> str:
        """Name what is typed."""
        return f"{self.windowTitle()}　{typed_text(self.form.editor('title'))}"

    def _picked(self) -> ClientId | None:
        try:
            return self.form.editor_of(ClientEditor, "client_id").client_id()
        except ValueError:
            return None

    @override
    def problems(self, draft: NoticeDraft) -> Mapping[str, str]:
        return problems(draft)

    @override
    def save(self, draft: NoticeDraft) -> None:
        if self.notice_id is None:
            self.notice_id = word_notice(self.saving_desk(), draft)
        else:
            change_notice(self.saving_desk(), self.notice_id, draft, version=self.version)

    @override
    def stored(self) -> tuple[NoticeDraft, int] | None:
        if self.notice_id is None:
            return None
        with self._context.db.read() as session:
            return notice_draft(session, self.notice_id)


def _kept_as(draft: NoticeDraft, notice_id: NoticeId | None) -> tuple[str, int | None]:
    """Return under which name an unsaved notice is kept, and the row it is opened with again."""
    if notice_id is not None:
        return "notice", notice_id
    if draft.case_id is not None:
        return "notice_of_case", draft.case_id
    taken = draft.communication_id
    return ("notice", None) if taken is None else ("notice_of_entry", taken)


def _sections(context: Context) -> tuple[Section, ...]:
    return (
        Section(
            "",
            (
                client("client_id", _("客户"), context, wide=True, required=True),
                text("title", _("标题"), max_length=LONGEST_TITLE, wide=True, required=True),
                long_text("wording", _("公开的文字（可以改写）"), lines=6, required=True),
                long_text("learned", _("我们学到"), lines=3),
                long_text("done", _("我们做了"), lines=3),
            ),
        ),
        Section(
            _("公告上写不写是谁"),
            (
                check("names_client", _("客户名称"), _("写出客户名称")),
                check("names_contact", _("个人姓名"), _("写出个人姓名")),
                text("contact_name", _("姓名"), max_length=LONGEST_NAME),
            ),
        ),
    )
