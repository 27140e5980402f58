from datetime import timedelta
from decimal import Decimal

from app.domain.clients_agreements import AgreementDraft, RateDraft
from app.domain.standards import Granted
from app.domain.types import ClientId, StandardKind, Standing, TaskRule
from app.models import Client
from app.queries.clients.service import client_service
from app.services.agreements import add_agreement
from app.services.clients_bulk import close_clients, set_major
from tests.conftest import TODAY
from tests.log import new_client, new_entry


def service(db, client):
    with db.read() as session:
        return client_service(session, client, TODAY)


def test_a_graded_client_receives_what_its_grade_does(desk, db):
    client = new_client(desk)
    with desk.write() as session:
        session.get(Client, client).grade = "B"
    new_entry(desk, client, held_on=TODAY - timedelta(31))
    found = service(db, client)
    assert (found.standard.label, found.grade, found.standing) == ("B 级", "B", Standing.PROSPECT)
    assert {one.rule: one.due_on for one in found.dues} == {
        TaskRule.CONTACT: TODAY - timedelta(1),
        TaskRule.VISIT: TODAY + timedelta(60),
    }


def test_what_was_granted_is_known_with_the_rates_of_valid_agreements(desk, db):
    client = new_client(desk, credit_limit=Decimal(80_000))
    for number, last in (("旧", TODAY - timedelta(1)), ("新", TODAY), ("不限期", None)):
        rates = (RateDraft(number, rate=Decimal(480)),)
        add_agreement(desk, client, AgreementDraft(number=number, valid_to=last, rates=rates))
    found = service(db, client)
    assert found.granted == Granted(
        Decimal(80_000), (("新", Decimal(480)), ("不限期", Decimal(480)))
    )
    assert [one.label for one in found.strategies] == ["准客户", "一般客户"]
    set_major(desk, [client], major=True)
    assert [one.label for one in service(db, client).strategies] == ["准客户", "大客户"]


def test_one_without_grade_receives_what_its_standing_does(desk, db):
    found = service(db, new_client(desk))
    assert (found.standard.kind, found.standard.code) == (StandardKind.STANDING, "prospect")


def test_nothing_is_due_of_a_closed_client(desk, db):
    client = new_client(desk)
    close_clients(desk, [client], "搬走了")
    assert service(db, client).dues == ()


def test_of_a_client_that_is_not_there_nothing_is_said(db):
    assert service(db, ClientId(7)) is None
