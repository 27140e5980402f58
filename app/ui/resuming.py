"""Opens again a form that was not saved, with all that was typed into it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.domain.form_drafts import UnsavedForm, from_json
from app.domain.tasks import TaskDraft
from app.domain.types import (
    BookingId,
    CaseId,
    ClientId,
    CommunicationId,
    ContactId,
    CourtesyId,
    ImportantDateId,
    NoticeId,
    ReceiptId,
    ReceptionId,
    StaffId,
    TaskId,
)
from app.i18n import _
from app.queries.form_drafts import unsaved_form
from app.ui.context import Context
from app.ui.dialogs import DraftDialog
from app.ui.messages import tell

Opener = Callable[[Context, UnsavedForm, QWidget], "DraftDialog[Any] | None"]


def resume_form(context: Context, draft_id: int, parent: QWidget) -> None:
    """Open a form that was not saved; tell where it is gone."""
    with context.db.read() as session:
        unsaved = unsaved_form(session, draft_id)
    opener = None if unsaved is None else FORMS.get(unsaved.form)
    dialog = None if unsaved is None or opener is None else opener(context, unsaved, parent)
    if unsaved is None or dialog is None or dialog.keeper is None:
        tell(parent, _("打不开"), _("这份没填完的内容已经不在了，或者要修改的记录已被删除。"))
        return
    dialog.take_up(draft_id, unsaved.content)
    dialog.open()


def _entry(context: Context, unsaved: UnsavedForm, parent: QWidget) -> "DraftDialog[Any]":
    from app.queries.communications import communication_draft
    from app.ui.communications.entry import EntryDialog

    entry = None
    if unsaved.record_id is not None:
        known = CommunicationId(unsaved.record_id)
        with context.db.read() as session:
            found = communication_draft(session, known)
        entry = None if found is None else (known, *found)
    return EntryDialog(context, unsaved.client_id, parent, entry=entry)


def _client(context: Context, unsaved: UnsavedForm, parent: QWidget) -> "DraftDialog[Any] | None":
    from app.ui.clients.dialog import ClientDialog

    if unsaved.record_id is None:
        return ClientDialog.for_new(context, parent)
    known = ClientId(unsaved.record_id)
    return ClientDialog.for_client(context, known, parent)


def _case(context: Context, unsaved: UnsavedForm, parent: QWidget) -> "DraftDialog[Any] | None":
    from app.ui.cases.dialog import CaseDialog

    if unsaved.record_id is None:
        return CaseDialog.for_new(context, unsaved.client_id, parent)
    return CaseDialog.for_case(context, CaseId(unsaved.record_id), parent)


def _case_of_entry(context: Context, unsaved: UnsavedForm, parent: QWidget) -> "DraftDialog[Any]":
    """Open it with the log entry it was taken from; without, where that is gone."""
    from app.ui.cases.dialog import CaseDialog

    entry_id = CommunicationId(unsaved.record_id or 0)
    taken = CaseDialog.for_entry(context, entry_id, parent)
    return taken or CaseDialog.for_new(context, unsaved.client_id, parent)


def _notice(context: Context, unsaved: UnsavedForm, parent: QWidget) -> "DraftDialog[Any] | None":
    from app.ui.board.dialog import NoticeDialog

    if unsaved.record_id is None:
        return NoticeDialog.taken_from(context, None, None, parent)
    return NoticeDialog.for_notice(context, NoticeId(unsaved.record_id), parent)


def _notice_of_entry(context: Context, unsaved: UnsavedForm, parent: QWidget) -> "DraftDialog[Any]":
    from app.ui.board.dialog import NoticeDialog

    return NoticeDialog.taken_from(context, CommunicationId(unsaved.record_id or 0), None, parent)


def _notice_of_case(context: Context, unsaved: UnsavedForm, parent: QWidget) -> "DraftDialog[Any]":
    from app.ui.board.dialog import NoticeDialog

    return NoticeDialog.taken_from(context, None, CaseId(unsaved.record_id or 0), parent)


def _plan(context: Context, unsaved: UnsavedForm, parent: QWidget) -> "DraftDialog[Any] | None":
    from app.ui.key_accounts.asking import plan_dialog

    known = unsaved.client_id
    return None if known is None else plan_dialog(context, known, parent)


def _review(context: Context, unsaved: UnsavedForm, parent: QWidget) -> "DraftDialog[Any] | None":
    from app.ui.key_accounts.asking import review_dialog

    known = unsaved.client_id
    return None if known is None else review_dialog(context, known, parent)


def _reception(
    context: Context, unsaved: UnsavedForm, parent: QWidget
) -> "DraftDialog[Any] | None":
    from app.ui.key_accounts.reception_dialog import ReceptionDialog

    if unsaved.record_id is None:
        return ReceptionDialog.for_new(context, unsaved.client_id, parent)
    return ReceptionDialog.for_reception(context, ReceptionId(unsaved.record_id), parent)


def _handover(context: Context, unsaved: UnsavedForm, parent: QWidget) -> "DraftDialog[Any] | None":
    from app.ui.key_accounts.handover_dialog import CHOSEN, handover_dialog

    whose = None if unsaved.record_id is None else StaffId(unsaved.record_id)
    return handover_dialog(context, whose, unsaved.content.get(CHOSEN), parent)


def _courtesy(context: Context, unsaved: UnsavedForm, parent: QWidget) -> "DraftDialog[Any] | None":
    from app.domain.courtesies import CourtesyDraft, Receiver
    from app.ui.courtesies.dialog import CourtesyDialog

    if unsaved.record_id is not None:
        return CourtesyDialog.for_courtesy(context, CourtesyId(unsaved.record_id), parent)
    whom = unsaved.content.get("receivers", {}).get("value")  # for many the window asks otherwise
    try:
        receivers = from_json(tuple[Receiver, ...], whom) or ()
    except ValueError:
        receivers = ()
    return CourtesyDialog.for_new(context, CourtesyDraft(receivers=receivers), parent)


def _important_date(
    context: Context, unsaved: UnsavedForm, parent: QWidget
) -> "DraftDialog[Any] | None":
    from app.ui.courtesies.dialog import ImportantDateDialog

    if unsaved.client_id is None:
        return None
    known = None if unsaved.record_id is None else ImportantDateId(unsaved.record_id)
    return _if_there(ImportantDateDialog(context, unsaved.client_id, known, parent), known)


def _contact(context: Context, unsaved: UnsavedForm, parent: QWidget) -> "DraftDialog[Any] | None":
    from app.ui.clients.contact_dialog import ContactDialog

    if unsaved.client_id is None:
        return None
    known = None if unsaved.record_id is None else ContactId(unsaved.record_id)
    return _if_there(ContactDialog(context, unsaved.client_id, known, parent), known)


def _if_there(dialog: "DraftDialog[Any]", known: int | None) -> "DraftDialog[Any] | None":
    """Return the window, or None where the record it would change is gone."""
    if known is None or dialog.reload() is not None:
        return dialog
    dialog.deleteLater()
    return None


def _agreement(
    context: Context, unsaved: UnsavedForm, parent: QWidget
) -> "DraftDialog[Any] | None":
    from app.queries.clients.agreements import agreements_of
    from app.ui.clients.agreement_dialog import AgreementDialog

    return _of_client(context, unsaved, agreements_of, partial(AgreementDialog, parent=parent))


def _signer(context: Context, unsaved: UnsavedForm, parent: QWidget) -> "DraftDialog[Any] | None":
    from app.queries.clients.agreements import signers_of
    from app.ui.clients.agreement_dialog import SignerDialog

    return _of_client(context, unsaved, signers_of, partial(SignerDialog, parent=parent))


def _of_client(
    context: Context,
    unsaved: UnsavedForm,
    rows_of: Callable[[Any, ClientId], Sequence[Any]],
    make: "Callable[[Context, ClientId, Any], DraftDialog[Any]]",
) -> "DraftDialog[Any] | None":
    """Make the window for a new row of a client, or for changing one that is still there."""
    if unsaved.client_id is None:
        return None
    row = None
    if unsaved.record_id is not None:
        with context.db.read() as session:
            rows = rows_of(session, unsaved.client_id)
        row = next((one for one in rows if one.id == unsaved.record_id), None)
        if row is None:
            return None
    return make(context, unsaved.client_id, row)


def _booking(context: Context, unsaved: UnsavedForm, parent: QWidget) -> "DraftDialog[Any] | None":
    from app.ui.bookings.booking_dialog import BookingDialog

    if unsaved.record_id is None:
        return BookingDialog.for_new(context, unsaved.client_id, parent)
    return BookingDialog.for_booking(context, BookingId(unsaved.record_id), parent)


def _receipt(context: Context, unsaved: UnsavedForm, parent: QWidget) -> "DraftDialog[Any] | None":
    from app.ui.bookings.receipt_dialog import ReceiptDialog

    if unsaved.record_id is None:
        return ReceiptDialog.for_new(context, unsaved.client_id, parent)
    return ReceiptDialog.for_receipt(context, ReceiptId(unsaved.record_id), parent)


def _task(context: Context, unsaved: UnsavedForm, parent: QWidget) -> "DraftDialog[Any] | None":
    from app.ui.task_dialog import TaskDialog

    if unsaved.record_id is None:
        return TaskDialog.for_new(context, TaskDraft(client_id=unsaved.client_id), parent)
    return TaskDialog.for_task(context, TaskId(unsaved.record_id), parent)


FORMS: Mapping[str, Opener] = {
    "entry": _entry,
    "client": _client,
    "case": _case,
    "case_of_entry": _case_of_entry,
    "notice": _notice,
    "notice_of_case": _notice_of_case,
    "notice_of_entry": _notice_of_entry,
    "plan": _plan,
    "review": _review,
    "reception": _reception,
    "handover": _handover,
    "courtesy": _courtesy,
    "important_date": _important_date,
    "contact": _contact,
    "agreement": _agreement,
    "signer": _signer,
    "booking": _booking,
    "receipt": _receipt,
    "task": _task,
}
"""Each form that keeps what is typed, by its name."""
