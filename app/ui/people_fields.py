"""Fields that name people: a member of the office, a contact of the client picked in the form."""

from typing import Any

from app.domain.types import ClientId, StaffId
from app.queries.office import staff_members
from app.queries.partnership import contact_choices
from app.ui.client_field import ClientEditor
from app.ui.context import Context
from app.ui.fields import Choices, Field, pick
from app.ui.forms import DraftForm

NOBODY: tuple[None, str] = (None, "")


def staff_member(name: str, label: str, context: Context, now: StaffId | None) -> Field[Choices]:
    """Pick one of those who work here, or whom it is ``now``."""

    def options() -> list[tuple[Any, str]]:
        with context.db.read() as session:
            members = staff_members(session)
        return [NOBODY, *((one.id, one.name) for one in members if one.active or one.id == now)]

    return pick(name, label, options)


def contact(name: str, label: str, context: Context, client_id: ClientId | None) -> Field[Choices]:
    """Pick one of a client's contacts."""
    return pick(name, label, lambda: _contacts(context, client_id))


def follow_client(context: Context, form: DraftForm[Any]) -> ClientEditor:
    """Offer the contacts of whatever client is picked; return where it is picked."""
    client = form.editor_of(ClientEditor, "client_id")
    contacts = form.editor_of(Choices, "contact_id")
    client.picked.connect(lambda client_id: contacts.offer_only(_contacts(context, client_id)))
    return client


def _contacts(context: Context, client_id: ClientId | None) -> list[tuple[Any, str]]:
    if client_id is None:
        return [NOBODY]
    with context.db.read() as session:
        contacts = contact_choices(session, client_id)
    return [NOBODY, *((one.id, one.person.name) for one in contacts)]
