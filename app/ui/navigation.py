"""How one screen leads to another without knowing it: the shell listens here."""

from PySide6.QtCore import QObject, Signal


class Navigator(QObject):
    """Wishes of screens that another screen fulfils.

    Signals:
        page_wanted: key: name of a page, as in the navigation.
        client_wanted: client_id: open this client's card.
        new_client_wanted: open a new client file.
        entry_wanted: client_id or None: write a log entry (记一笔), about this client.
        person_entry_wanted: client_id, contact_id or None: write one about this client, spoken to
            this person.
        bookings_wanted: title, ids: show these bookings, the rows behind a number.
        receipts_wanted: title, ids: show these receipts.
        communications_wanted: title, ids: show these log entries.
        clients_wanted: title, ids: show these clients.
        import_wanted: path or "": open the import, with this file.
        screening_wanted: screening_id: open a year-end screening.
        task_wanted: client_id, ``TaskDraft`` or None: note something to do, for this client.
        case_wanted: case_id: open this problem.
        new_case_wanted: client_id or None, communication_id or None: note a problem (from it).
        cases_wanted: title, ids: show these problems.
        notice_wanted: communication_id or None, case_id or None: word it for the notice board.
        courtesy_wanted: a ``CourtesyDraft``: note a courtesy done.
        letters_wanted: a tuple of ``Receiver``: write letters or labels to them.
        reception_wanted: reception_id: open the reception of this guest.
        review_wanted: client_id: note what came of looking its plan through.
        draft_wanted: draft_id: open again a form that was not saved.
        handover_wanted: staff_id or None, client_ids or None: hand clients over; all of that
            person, or these whoever has them.
        personal_wanted: contact_id: open what is kept about this person.
        retention_wanted: open the yearly review of people's data.
        backups_wanted: show the backups.
        restore_wanted: path: put this backup in the office file's place and begin anew.
        encryption_wanted: ``FileKey`` or None: write the office file under it, or unencrypted.
        browsing_wanted: path, moment: show what this backup holds, read-only.
        password_wanted: staff_id: set or change this person's password.
        no_password_wanted: staff_id: this person, who works here alone, wants none any more.
        recovery_code_wanted: make a new recovery code.
        sign_in_record_wanted: show who signed in.
        sign_in_begun: staff_id: passwords are asked for from now on; this person has one.
        told: sentence: show it in the status bar.
    """

    page_wanted = Signal(str)
    client_wanted = Signal(int)
    new_client_wanted = Signal()
    entry_wanted = Signal(object)
    person_entry_wanted = Signal(int, object)
    bookings_wanted = Signal(str, object)
    receipts_wanted = Signal(str, object)
    communications_wanted = Signal(str, object)
    clients_wanted = Signal(str, object)
    import_wanted = Signal(str)
    screening_wanted = Signal(int)
    task_wanted = Signal(object)
    case_wanted = Signal(int)
    new_case_wanted = Signal(object, object)
    cases_wanted = Signal(str, object)
    notice_wanted = Signal(object, object)
    courtesy_wanted = Signal(object)
    letters_wanted = Signal(object)
    reception_wanted = Signal(int)
    review_wanted = Signal(int)
    draft_wanted = Signal(int)
    handover_wanted = Signal(object, object)
    personal_wanted = Signal(int)
    retention_wanted = Signal()
    backups_wanted = Signal()
    restore_wanted = Signal(str)
    encryption_wanted = Signal(object)
    browsing_wanted = Signal(str, object)
    password_wanted = Signal(int)
    no_password_wanted = Signal(int)
    recovery_code_wanted = Signal()
    sign_in_record_wanted = Signal()
    sign_in_begun = Signal(int)
    told = Signal(str)
