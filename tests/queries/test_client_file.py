"""All that the printed client file says of one client."""

from datetime import date, timedelta
from decimal import Decimal

from app.domain.clients_agreements import AgreementDraft, RateDraft, SignerDraft
from app.domain.communications import CommunicationDraft
from app.domain.types import Channel
from app.queries.client_file import LAST_ENTRIES, client_file
from app.services.agreements import add_agreement, add_signer
from app.services.clients_bulk import delete_clients
from app.services.communications import add_communication
from tests.clients import new_client, new_contact
from tests.conftest import TODAY
from tests.trade import new_booking


def file_of(desk, client_id):
    with desk.db.read() as session:
        return client_file(session, client_id, today=TODAY)


def test_the_file_gathers_everything_of_this_client_alone(desk):
    client_id, other = new_client(desk), new_client(desk, "江南轴承")
    for owner in (client_id, other):
        new_contact(desk, owner, "曾丽")
        rates = (RateDraft("标准间", rate=Decimal(300)),)
        add_agreement(desk, owner, AgreementDraft("XY-1", rates=rates))
        add_signer(desk, owner, SignerDraft("陈喆"))
        for days in range(LAST_ENTRIES + 2):
            held_on = TODAY - timedelta(days)
            entry = CommunicationDraft(
                client_id=owner,
                held_on=held_on,
                channel=Channel.CALL,
                summary=f"第{days}次",
                next_step="回访" if days == 0 else "",
                next_on=TODAY + timedelta(3) if days == 0 else None,
            )
            add_communication(desk, entry)
        with desk.write() as session:
            new_booking(session, owner, date(2025, 3, 5), amount=Decimal(250))
            new_booking(session, owner, date(2024, 12, 31), amount=Decimal(90))
            new_booking(session, owner, date(2023, 1, 1))
    file = file_of(desk, client_id)
    assert file.head.row.name == "华东机械"
    assert [row.draft.name for row in file.contacts] == ["曾丽"]
    assert [one.rates[0].room_type for one in file.agreements] == ["标准间"]
    assert [one.name for one in file.signers] == ["陈喆"]
    assert (file.months[2], sum(file.months)) == (250, 250)
    assert (file.last_months[11], sum(file.last_months)) == (90, 90)
    assert [one.summary for one in file.entries] == [f"第{n}次" for n in range(LAST_ENTRIES)]
    assert [task.title for task in file.tasks] == ["回访"]


def test_there_is_no_file_of_a_client_that_is_gone(desk):
    client_id = new_client(desk)
    delete_clients(desk, [client_id])
    assert file_of(desk, client_id) is None
    assert file_of(desk, 99) is None


def test_an_empty_file_has_twelve_months_of_nothing(desk):
    file = file_of(desk, new_client(desk))
    assert tuple(file.months) == tuple(file.last_months) == (Decimal(0),) * 12
    assert not any((file.contacts, file.agreements, file.entries, file.tasks))
