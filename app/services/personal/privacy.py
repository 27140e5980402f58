"""Deciding from whom numbers are hidden, and showing one after all, which is noted."""

from dataclasses import dataclass

from app.db.database import Desk, describe
from app.db.journal import recorder
from app.domain.birthdays import Birthday
from app.domain.masking import PRIVACY, Privacy, privacy_to_json
from app.domain.rights import Right
from app.domain.types import ContactId
from app.i18n import _
from app.models import Contact
from app.queries.clients.contacts import draft_of
from app.services.office import keep_setting
from app.services.rows import row_there


@dataclass(frozen=True, slots=True)
class Revealed:
    """What is hidden of a contact."""

    name: str
    mobile: str
    telephone: str
    wechat: str
    birthday: Birthday | None


def save_privacy(desk: Desk, privacy: Privacy) -> None:
    """Keep what the office decided.

    Raises:
        NotAllowedError: The person at the desk does not change settings.
    """
    desk.require(Right.SETTINGS)
    with desk.write(_("已保存个人信息的设置")) as session:
        keep_setting(session, PRIVACY, privacy_to_json(privacy))


def reveal_contact(desk: Desk, contact_id: ContactId) -> Revealed:
    """Return the numbers and the birthday of a contact whole; the journal keeps that it was done.

    Raises:
        ConflictError: The contact is gone, or of a client that the person does not see.
    """
    with desk.db.read() as session:
        row_there(session, Contact, contact_id)  # who writes would find anybody's
    with desk.write(undoable=False) as session:
        contact = row_there(session, Contact, contact_id)
        describe(session, _("已查看 {name} 的电话和生日").format(name=contact.name))
        recorder(session).note_reveal(Contact.__tablename__, contact_id)
        draft = draft_of(contact)
        return Revealed(draft.name, draft.mobile, draft.telephone, draft.wechat, draft.birthday)
