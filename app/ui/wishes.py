"""Fulfils the wishes of screens: each signal of the navigator leads to a page or a window."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from app.domain.types import CaseId, ClientId, CommunicationId, ContactId, ReceptionId, StaffId
from app.i18n import _
from app.ui.context import Context
from app.ui.navigation import Navigator

if TYPE_CHECKING:
    from app.domain.courtesies import CourtesyDraft, Receiver
    from app.domain.tasks import TaskDraft


class Shell(Protocol):
    """What the main window offers to those who want to go elsewhere."""

    def show_page(self, key: str) -> QWidget:
        """Show a page of the navigation and return it."""
        ...

    def lead_to(self, key: str) -> QWidget:
        """Show a page for rows that a number stands for; one can go back to the number."""
        ...

    @property
    def page_key(self) -> str:
        """The page of the navigation that is shown."""
        ...

    def open_client(self, client_id: int) -> None:
        """Show a client's card."""
        ...

    def write_entry(self, client_id: int | None, contact_id: int | None = None) -> None:
        """Open 记一笔."""
        ...

    def import_file(self, path: str = "") -> None:
        """Open the import."""
        ...

    def window(self) -> QWidget:
        """Return itself, for windows to stand above."""
        ...


def fulfil_wishes(context: Context, shell: Shell) -> None:
    """Connect every signal of the navigator with what it asks for."""
    _lead_to_pages(context.navigator, shell)
    _lead_to_rows(context.navigator, shell)
    go = context.navigator
    go.page_wanted.connect(shell.show_page)
    go.client_wanted.connect(shell.open_client)
    go.entry_wanted.connect(shell.write_entry)
    go.person_entry_wanted.connect(shell.write_entry)
    go.import_wanted.connect(shell.import_file)
    go.task_wanted.connect(partial(_new_task, context, shell))
    go.draft_wanted.connect(partial(_resume, context, shell))
    go.courtesy_wanted.connect(partial(_note_courtesy, context, shell))
    go.letters_wanted.connect(partial(_write_letters, context, shell))
    go.case_wanted.connect(partial(_open_case, context, shell))
    go.new_case_wanted.connect(partial(_new_case, context, shell))
    go.personal_wanted.connect(partial(_open_personal, context, shell))
    go.retention_wanted.connect(partial(_open_retention, context, shell))
    go.reception_wanted.connect(partial(_open_reception, context, shell))
    go.review_wanted.connect(partial(_review, context, shell))
    go.handover_wanted.connect(partial(_hand_over, context, shell))
    go.password_wanted.connect(partial(_sign_in, "set_password_of", context, shell))
    go.no_password_wanted.connect(partial(_sign_in, "remove_password_of", context, shell))
    go.recovery_code_wanted.connect(partial(_sign_in, "renew_code", context, shell))
    go.sign_in_record_wanted.connect(partial(_sign_in, "show_record", context, shell))


def _lead_to_pages(go: Navigator, shell: Shell) -> None:
    """Connect what is wished of a page of the navigation."""
    for signal, key, view in (
        (go.new_client_wanted, "clients", "add"),
        (go.screening_wanted, "screening", "open_screening"),
        (go.notice_wanted, "communications", "word_notice"),
        (go.backups_wanted, "settings", "show_backups"),
    ):
        signal.connect(partial(_show, shell, key, view))


def _lead_to_rows(go: Navigator, shell: Shell) -> None:
    """Connect what is wished of rows behind a number; where there are none, that is said."""

    def show(key: str, view: str, title: str, ids: Sequence[int]) -> None:
        if ids:
            _let_show(shell, shell.lead_to(key), key, view, title, ids)
        else:
            go.told.emit(_("{title}：没有记录。").format(title=title))

    for signal, key, view in (
        (go.clients_wanted, "clients", "show_only"),
        (go.communications_wanted, "communications", "show_only"),
        (go.bookings_wanted, "trade", "show_bookings"),
        (go.receipts_wanted, "trade", "show_receipts"),
        (go.cases_wanted, "cases", "show_cases"),
    ):
        signal.connect(partial(show, key, view))


def _sign_in(what: str, context: Context, shell: Shell, *whose: int) -> None:
    from app.ui.sign_in import office

    getattr(office, what)(context, shell.window(), *whose)


def _open_case(context: Context, shell: Shell, case_id: int) -> None:
    from app.ui.cases.page import open_case

    open_case(context, CaseId(case_id), shell.window())


def _new_case(
    context: Context,
    shell: Shell,
    client_id: ClientId | None,
    entry_id: CommunicationId | None,
) -> None:
    from app.ui.cases.page import new_case

    new_case(context, client_id, entry_id, shell.window())


def _hand_over(
    context: Context,
    shell: Shell,
    staff_id: StaffId | None,
    client_ids: Sequence[ClientId] | None,
) -> None:
    from app.ui.key_accounts.handover_dialog import ask_handover

    ask_handover(context, staff_id, client_ids, shell.window())


def _open_reception(context: Context, shell: Shell, reception_id: int) -> None:
    from app.ui.key_accounts.reception_dialog import edit_reception

    edit_reception(context, ReceptionId(reception_id), shell.window())


def _review(context: Context, shell: Shell, client_id: int) -> None:
    from app.ui.key_accounts.asking import ask_review

    ask_review(context, ClientId(client_id), shell.window())


def _open_personal(context: Context, shell: Shell, contact_id: int) -> None:
    from app.ui.personal.dialog import PersonalDialog

    PersonalDialog(context, ContactId(contact_id), shell.window()).open()


def _open_retention(context: Context, shell: Shell) -> None:
    from app.ui.personal.retention import RetentionDialog

    RetentionDialog(context, shell.window()).open()


def _note_courtesy(context: Context, shell: Shell, draft: "CourtesyDraft") -> None:
    from app.ui.courtesies.dialog import open_courtesy

    open_courtesy(context, draft, shell.window())


def _write_letters(context: Context, shell: Shell, receivers: "Sequence[Receiver]") -> None:
    from app.ui.courtesies.letters_dialog import open_letters

    open_letters(context, receivers, shell.window())


def _new_task(context: Context, shell: Shell, wanted: "ClientId | TaskDraft | None") -> None:
    from app.domain.tasks import TaskDraft
    from app.ui.task_dialog import new_task

    draft = wanted if isinstance(wanted, TaskDraft) else TaskDraft(client_id=wanted)
    new_task(context, draft, shell.window())


def _resume(context: Context, shell: Shell, draft_id: int) -> None:
    from app.ui.resuming import resume_form

    resume_form(context, draft_id, shell.window())


def _show(shell: Shell, key: str, view: str, *wanted: object) -> None:
    _let_show(shell, shell.show_page(key), key, view, *wanted)


def _let_show(shell: Shell, page: QWidget, key: str, view: str, *wanted: object) -> None:
    """Let a page narrow itself; pages share no class that could promise ``view``."""
    if shell.page_key == key:  # else this person does not have the page, and was told so
        getattr(page, view)(*wanted)
