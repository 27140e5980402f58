"""Noting what a person agreed to or refused; earlier answers stay as the record."""

from app.db.database import Desk, describe
from app.domain.personal_consent import ConsentDraft
from app.domain.types import ContactId
from app.errors import InvalidInputError
from app.i18n import _
from app.models import Consent, Contact
from app.services.rows import row_there


def note_consent(desk: Desk, contact_id: ContactId, draft: ConsentDraft) -> None:
    """Note one answer of a person.

    Raises:
        InvalidInputError: The draft breaks a rule.
        ConflictError: The contact is gone.
    """
    if found := draft.problems(desk.today()):
        raise InvalidInputError(found)
    with desk.write() as session:
        contact = row_there(session, Contact, contact_id)
        session.add(
            Consent(
                contact_id=contact_id,
                kind=draft.kind,
                agreed=draft.agreed,
                given_on=draft.given_on,
                source=draft.source.strip(),
            )
        )
        answer = _("同意") if draft.agreed else _("不同意")
        told = _("已记录 {name}：{answer}{kind}")
        describe(session, told.format(name=contact.name, answer=answer, kind=draft.kind.label))
