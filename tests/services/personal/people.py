"""An office in which one person stands everywhere somebody can stand."""

from dataclasses import replace
from datetime import timedelta

from app.db import Desk
from app.domain.birthdays import Birthday
from app.domain.clients_agreements import SignerDraft
from app.domain.communications import CommunicationDraft
from app.domain.form_drafts import UnsavedForm
from app.domain.notices import NoticeDraft
from app.domain.tasks import TaskDraft
from app.domain.types import Channel, ClientId, ContactId, DateKind
from app.queries.clients.card import client_draft
from app.queries.clients.contacts import contact_draft
from app.services.agreements import add_signer
from app.services.clients import change_client
from app.services.communications import add_communication, change_communication
from app.services.contacts import change_contact
from app.services.form_drafts import keep_form_draft
from app.services.notices import word_notice
from app.services.tasks import add_task
from tests.cases import new_case
from tests.clients import new_client, new_contact
from tests.conftest import TODAY
from tests.courtesies import new_courtesy, new_date
from tests.key_accounts import new_reception

NAME, OLD_NAME, MOBILE, EMAIL = "欧阳慕白", "欧阳木白", "13987654321", "mubai@example.com"
SECRETS = (NAME, OLD_NAME, MOBILE, "139 8765 4321", EMAIL, "龙井")
"""What must not be left anywhere."""


def office_of(desk: Desk) -> tuple[ClientId, ContactId]:
    """Fill the office; return the client and the person there."""
    client_id = new_client(desk, "华东机械")
    contact_id = new_contact(
        desk, client_id, OLD_NAME, mobile=MOBILE, email=EMAIL, interests="龙井"
    )
    with desk.db.read() as session:
        draft, version = contact_draft(session, contact_id) or (None, 0)
    assert draft is not None
    born = replace(draft, name=NAME, birthday=Birthday(1980, 5, 6))
    change_contact(desk, contact_id, born, version=version)
    entry = CommunicationDraft(
        client_id=client_id,
        contact_ids=(contact_id,),
        channel=Channel.CALL,
        held_on=TODAY,
        summary=f"{NAME}来电，回电 139 8765 4321",
        next_step=f"给{NAME}报价",
        next_on=TODAY,
    )
    entry_id = add_communication(desk, entry)
    changed = replace(entry, summary=f"{OLD_NAME}改了主意")
    change_communication(desk, entry_id, changed, version=1)
    add_task(desk, TaskDraft(client_id, contact_id, title=f"拜访{NAME}", due_on=TODAY))
    new_case(desk, client_id, title=f"{NAME}投诉空调", contact_name=NAME)
    new_courtesy(desk, client_id, f"{NAME}生日")
    new_date(
        desk,
        client_id,
        Birthday(None, 3, 4),
        contact_id=contact_id,
        kind=DateKind.PERSONAL,
        title=f"{NAME}结婚纪念",
    )
    new_reception(desk, client_id, TODAY + timedelta(3), NAME)
    add_signer(desk, client_id, SignerDraft(name=NAME, telephone=MOBILE))
    words = f"{NAME}说早餐好"
    word_notice(desk, NoticeDraft(client_id, title="表扬", wording=words, contact_name=NAME))
    keep_form_draft(
        desk, UnsavedForm("entry", NAME, {"summary": f"{NAME}要房"}, client_id=client_id)
    )
    with desk.db.read() as session:
        file, version = client_draft(session, client_id) or (None, 0)
    assert file is not None
    change_client(desk, client_id, replace(file, notes=f"找{NAME}"), version=version)
    return client_id, contact_id
